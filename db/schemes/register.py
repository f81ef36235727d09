"""Reads the register of an area as it stood on a day, and the registrations of one person with their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from db.access.register_summaries import registered_in_part, why_not_in_full
from db.access.scheme_rules import reads_register, registers
from db.agencies.areas import tree_of
from db.agencies.tree import AreaTree, Node
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.schemes import (
    UNRANKED,
    PersonRegister,
    Register,
    RegisterForm,
    RegisterRow,
    RegistrationCard,
)
from db.custody.episodes import held_at, of_people
from db.people.linking import surviving
from db.people.shown import NOT_KNOWN, Shown, shown
from db.reference.prisons import spelt_alike
from db.schemes.cards import Named, card, named
from db.schemes.history import changes_of
from db.tables.held import PpoRegistration
from db.tables.people import Person
from db.tables.places import Agency
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation

_LAST: Final = date.max
SORTS: Final[dict[str, Callable[[RegisterRow], Any]]] = {
    "priority": lambda row: (row.main.rank or UNRANKED, row.main.priority or "~", row.name),
    "name": lambda row: row.name,
    "area": lambda row: (row.areas, row.name),
    "since": lambda row: (min(one.nominated_on for one in row.registrations), row.name),
    "review": lambda row: (min(one.review_due or _LAST for one in row.registrations), row.name),
}
"""By what the register can be put in order."""


class RegisterService:
    """The register, for one actor: rows that the policy gives in full, and nothing counted besides them."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def of_area(self, area: str, *, as_of: date | None = None, sort: str = "priority") -> Register:
        """Who is registered in the area or below it on that day, today unless told: one audited consultation.

        Raises NotFound for an unknown area, BadInput for an order that is none, Refused for who reads no cases.
        """
        if sort not in SORTS:
            raise BadInput(f"The register is not put in order by {sort}.", to_do=f"One of: {', '.join(SORTS)}.")
        with self._units.act(self._actor) as unit:
            decided = reads_register(unit.standing)
            if not decided.allowed:
                raise Refused(decided.reason)
            tree = tree_of(unit)
            top = node_called(tree, area)
            unit.audit(Act(AuditOperation.CONSULTATION, Deed.PPO_LIST, "area", top.id))
        return self.read_area(top.code, as_of=as_of, sort=sort)

    def read_area(self, area: str, *, as_of: date | None = None, sort: str = "priority") -> Register:
        """The same read again while it is shown: no new consultation."""
        day = as_of or self._units.clock.today()
        with self._units.read(self._actor) as unit:
            tree = tree_of(unit)
            top = node_called(tree, area)
            rows = active(unit, sorted(tree.below(top.id)), day)
            told = in_summary(unit, tree, top.id) if day == unit.clock.today() else []
            found = _people(unit, [*_cards(unit, rows, named(unit, rows, tree)), *told], day)
            why = why_not_in_full(unit.standing)
        order = SORTS.get(sort, SORTS["priority"])
        twice = sum(len(row.areas) > 1 for row in found)
        return Register(top.code, top.name, day, tuple(sorted(found, key=order)), twice, why)

    def of_person(self, person_id: UUID) -> PersonRegister:
        """Every registration of the person, ended ones too, with its history: one audited consultation."""
        act = Act(AuditOperation.CONSULTATION, Deed.PPO_SHOW, "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            surviving(unit, person_id)
        return self.read_person(person_id)

    def read_person(self, person_id: UUID) -> PersonRegister:
        """The same read again. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            person = surviving(unit, person_id)
            rows = of_person(unit, person.id)
            names = named(unit, rows)
            standing = [row for row in rows if row.ended_at is None]
            cards = [card(row, names, own=_own(unit, row)) for row in standing]
            who = shown(unit, [person.id]).get(person.id, Shown())
            cards.sort(key=lambda one: (one.deregistered_on is None, one.nominated_on), reverse=True)
            return PersonRegister(person.id, person.public_ref, who.name, tuple(cards), changes_of(rows, names))

    def form(self) -> RegisterForm:
        """What the forms offer: the actor's areas, and agencies that can lead."""
        with self._units.read(self._actor) as unit:
            decided = registers(unit.standing)
            tree = tree_of(unit)
            mine = sorted(tree.nodes[key].code for key in unit.standing.areas if key in tree.nodes)
            agencies = unit.session.exec(select(Agency).where(col(Agency.enabled).is_(True))).all()
            names = tuple((code, node.name) for code in mine if (node := tree.called(code)) is not None)
            leads = tuple(sorted((row.code, row.name) for row in agencies))
            return RegisterForm(names, leads, "" if decided.allowed else decided.reason)

    def areas(self) -> tuple[tuple[str, str, str], ...]:
        """Areas to choose from as (code, name, kind): the actor's own first, the widest of them before the others."""
        with self._units.read(self._actor) as unit:
            tree, mine = tree_of(unit), unit.standing.areas
            depth = {key: len(list(tree.upwards(key))) for key in tree.nodes}
            nodes = sorted(tree.nodes.values(), key=lambda one: (one.id not in mine, depth[one.id], one.code))
            return tuple((one.code, one.name, one.kind.label) for one in nodes)


def node_called(tree: AreaTree, code: str) -> Node:
    """The area of this code. Raises NotFound."""
    found = tree.called(code)
    if found is None:
        raise NotFound(f"There is no area {code.strip().upper()}.", to_do="See: tracker area list")
    return found


def active(unit: Unit, areas: Sequence[UUID], day: date) -> list[PpoRegistration]:
    """Registrations in these areas on that day, newest versions alone, as far as the reader gets them in full."""
    p = PpoRegistration
    wanted = select(p).where(
        col(p.area_id).in_(list(areas)),
        col(p.ended_at).is_(None),
        col(p.nominated_on) <= day,
        sa.or_(col(p.deregistered_on).is_(None), col(p.deregistered_on) > day),
    )
    return list(unit.session.exec(wanted).all())


def of_person(unit: Unit, person_id: UUID) -> list[PpoRegistration]:
    """Every version of every registration of the person that the reader gets in full, the oldest first."""
    p = PpoRegistration
    wanted = select(p).where(p.person_id == person_id).order_by(col(p.recorded_at), col(p.id))
    return list(unit.session.exec(wanted).all())


def _own(unit: Unit, row: PpoRegistration) -> bool:
    return row.owner_agency_id == unit.actor.agency_id and registers(unit.standing).allowed


def in_summary(unit: Unit, tree: AreaTree, area: UUID) -> list[RegistrationCard]:
    """Registrations that stand today in the area, as far as the reader gets them in summary and no more."""
    ask = partial(registered_in_part, areas=tree.below(area), today=unit.clock.today())
    return [
        RegistrationCard(
            one.id, one.id, 0, one.person_id, tree.nodes[one.area_id].code, tree.nodes[one.area_id].name, "", "",
            one.nominated_on, in_summary=True,
        )
        for one in unit.by_rule(ask)
    ]  # fmt: skip


def _cards(unit: Unit, rows: Iterable[PpoRegistration], names: Named) -> list[RegistrationCard]:
    return [card(row, names, own=_own(unit, row)) for row in rows]


def _people(unit: Unit, told: Iterable[RegistrationCard], day: date) -> list[RegisterRow]:
    """One line a person, however many registrations there are; a fixed number of statements."""
    by_person: dict[UUID, dict[UUID, RegistrationCard]] = defaultdict(dict)
    for one in told:
        by_person[one.person_id][one.id] = one
    if not by_person:
        return []
    keys = sorted(by_person)
    people = {one.id: one for one in unit.session.exec(select(Person).where(col(Person.id).in_(keys))).all()}
    seen = shown(unit, keys)
    stays = defaultdict(list)
    for episode in of_people(unit, keys):
        if episode.ended_at is None:
            stays[episode.person_id].append(episode)
    found = []
    for key, cards in by_person.items():
        if key not in people:
            continue
        who, stay = seen.get(key, Shown(NOT_KNOWN)), held_at(stays[key], day)
        where = spelt_alike(stay.establishment, stay.establishment_code) if stay else ""
        registrations = tuple(sorted(cards.values(), key=lambda one: (one.area, one.nominated_on)))
        found.append(RegisterRow(key, people[key].public_ref, who.name, who.born, registrations, where))
    return found
