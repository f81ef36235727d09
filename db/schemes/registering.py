"""Registers, changes, reviews and deregisters prolific offenders; each change is a new version of the registration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from db.access.deriving import derived
from db.access.scheme_rules import registers, registers_in
from db.agencies.areas import tree_of
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.schemes import (
    Deregistration,
    NewRegistration,
    RegistrationCard,
    RegistrationEdit,
)
from db.people.linking import surviving
from db.schemes import checks
from db.schemes.cards import card, named, registration_of
from db.schemes.register import node_called, of_person
from db.schemes.saying import agency_called, ending, resolved, said_by
from db.tables.held import PpoRegistration
from db.tables.people import Person
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.keys import uuid7
from db.words.text import clean, clean_block

# What a new version takes over from the one before; whose it is and when it was said is its own.
_ITS_OWN: Final = frozenset(
    {"id", "version", "recorded_at", "recorded_by_id", "ended_at", "ended_by_id", "source_record_id", "registration_id"}
)


_Said = Callable[[Unit, PpoRegistration], dict[str, Any]]
"""What the next version says differently, asked of the one that stands."""


@dataclass(frozen=True, slots=True)
class _How:
    """As which act, over which row that was seen, and whether it is only checked."""

    deed: Deed
    seen: UUID | None = None
    dry_run: bool = False


class RegisteringService:
    """Keeps registrations for one actor: those of the own agency, in the own areas."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def register(self, new: NewRegistration, *, dry_run: bool = False) -> RegistrationCard:
        """Nominate a person in an area; with `dry_run` check everything and write nothing.

        Raises BadInput for what is missing, NotFound for an unknown area, agency or person, Conflict where the
        person is registered in that area, Refused for another's area or a role that keeps no register.
        """
        today = self._units.clock.today()
        checks.check_new(new, today=today)
        if dry_run:
            with self._units.read(self._actor) as unit:
                return _preview(unit, _new_row(unit, new))
        with self._units.act(self._actor) as unit:
            row = _new_row(unit, new)
            unit.add(row)
            _relevant(unit, row)
            unit.audit(Act(AuditOperation.COLLECTION, Deed.PPO_REGISTER, "ppo_registration", row.id, row.person_id))
            return _card(unit, row)

    def change(
        self,
        person_id: UUID,
        edit: RegistrationEdit,
        *,
        area: str = "",
        seen: UUID | None = None,
        dry_run: bool = False,
    ) -> RegistrationCard:
        """Say something of a registration differently; `area` where the person has several, `seen` the row that was.

        Raises as `register`, and BadInput where nothing would be different.
        """
        how = _How(Deed.PPO_CHANGE, seen=seen, dry_run=dry_run)
        return self._next(person_id, area, lambda unit, row: resolved(unit, row, said_by(edit)), how=how)

    def review(
        self,
        person_id: UUID,
        text: str,
        *,
        next_due: date | None = None,
        area: str = "",
        seen: UUID | None = None,
        dry_run: bool = False,
    ) -> RegistrationCard:
        """Note a review of today with its finding, and when the next is due: a quarter on unless told."""
        today = self._units.clock.today()
        if not clean_block(text):
            raise BadInput("A review says what it found.")
        due = next_due or today + checks.REVIEW_AFTER
        if due <= today:
            raise BadInput("The next review is due after today.")
        said = {"reviewed_on": today, "review": clean_block(text), "review_due": due}
        how = _How(Deed.PPO_REVIEW, seen=seen, dry_run=dry_run)
        return self._next(person_id, area, lambda unit, row: resolved(unit, row, said), how=how)

    def deregister(
        self, person_id: UUID, end: Deregistration, *, area: str = "", seen: UUID | None = None, dry_run: bool = False
    ) -> RegistrationCard:
        """End a registration: from that day on the person is registered there no more.

        Raises Refused while the agreement of police, probation or partnership is not recorded, BadInput for a
        missing reason or exit plan, Conflict when somebody changed the registration meanwhile.
        """
        today = self._units.clock.today()
        how = _How(Deed.PPO_DEREGISTER, seen=seen, dry_run=dry_run)
        return self._next(person_id, area, lambda unit, row: ending(unit, row, end, today), how=how)

    def withdraw(self, person_id: UUID, *, area: str = "", dry_run: bool = False) -> RegistrationCard:
        """Take a registration off the register that was entered by mistake; it stays in the history alone."""
        if dry_run:
            with self._units.read(self._actor) as unit:
                return _card(unit, _mine(unit, _standing(unit, person_id, area, ended=True)))
        with self._units.act(self._actor) as unit:
            row = _mine(unit, _standing(unit, person_id, area, ended=True))
            row.ended_at, row.ended_by_id = unit.now, unit.actor.user_id
            _relevant(unit, row)
            unit.audit(Act(AuditOperation.ALTERATION, Deed.PPO_WITHDRAW, "ppo_registration", row.id, row.person_id))
            return _card(unit, row)

    def _next(self, person_id: UUID, area: str, said: _Said, *, how: _How) -> RegistrationCard:
        if how.dry_run:
            with self._units.read(self._actor) as unit:
                row = _mine(unit, _standing(unit, person_id, area))
                return _preview(unit, _following(row, _insist_new(row, said(unit, row)), unit))
        with self._units.act(self._actor) as unit:
            row = _mine(unit, _standing(unit, person_id, area))
            return _replace(unit, row, said(unit, row), how=how)


# -- one row after another ------------------------------------------------------------------------


def _new_row(unit: Unit, new: NewRegistration) -> PpoRegistration:
    tree = tree_of(unit)
    area = node_called(tree, new.area)
    decided = registers_in(unit.standing, area.id)
    if not decided.allowed:
        raise Refused(decided.reason)
    person = surviving(unit, new.person_id)
    standing = [row for row in of_person(unit, person.id) if row.ended_at is None and row.area_id == area.id]
    names = named(unit, standing, tree)
    checks.meets(new.nominated_on, [card(row, names, own=False) for row in standing])
    key = uuid7()
    return PpoRegistration(
        id=key,
        registration_id=key,
        person_id=person.id,
        owner_agency_id=unit.actor.agency_id,
        recorded_at=unit.now,
        recorded_by_id=unit.actor.user_id,
        area_id=area.id,
        scheme=clean(new.scheme),
        strand=new.strand.value,
        nominated_on=new.nominated_on,
        nominated_by=clean(new.nominated_by),
        reasons=clean_block(new.reasons),
        priority=clean(new.priority),
        rank=new.rank,
        rank_why=clean(new.rank_why),
        ranked_on=new.nominated_on if new.rank is not None else None,
        lead_agency_id=agency_called(unit, new.lead_agency),
        lead=clean(new.lead),
        review_due=new.review_due or new.nominated_on + checks.REVIEW_AFTER,
        plan=clean_block(new.plan),
    )


def _standing(unit: Unit, person_id: UUID, area: str, *, ended: bool = False) -> PpoRegistration:
    """The one registration that is meant: the active one, of the area where there are several.

    Raises NotFound where there is none, BadInput where several could be meant.
    """
    decided = registers(unit.standing)
    if not decided.allowed:
        raise Refused(decided.reason)
    person = surviving(unit, person_id)
    tree = tree_of(unit)
    wanted = node_called(tree, area).id if area else None
    rows = [row for row in of_person(unit, person.id) if row.ended_at is None]
    rows = [row for row in rows if wanted is None or row.area_id == wanted]
    found = [row for row in rows if row.deregistered_on is None] or (rows if ended else [])
    if not found:
        where = f" in {area.strip().upper()}" if area else ""
        raise NotFound(f"No registration of this person{where} stands.", to_do="tracker ppo show tells what there is.")
    if len(found) > 1:
        codes = ", ".join(sorted(tree.nodes[row.area_id].code for row in found))
        raise BadInput(f"Registered in several areas: {codes}.", to_do="Name the one that is meant with --area.")
    return found[0]


def _following(row: PpoRegistration, said: dict[str, Any], unit: Unit) -> PpoRegistration:
    kept = {name: value for name, value in row.model_dump().items() if name not in _ITS_OWN}
    own: dict[str, Any] = {"recorded_at": unit.now, "recorded_by_id": unit.actor.user_id, "id": uuid7()}
    return PpoRegistration(**{**kept, **said, **own, "registration_id": registration_of(row)})


def _replace(unit: Unit, row: PpoRegistration, said: dict[str, Any], *, how: _How) -> RegistrationCard:
    """End the row and put the next version in its place."""
    if how.seen is not None and how.seen != row.id:
        raise Conflict("Somebody changed this registration meanwhile.", to_do="Read it again.")
    _insist_new(row, said)
    unit.get(Person, row.person_id)
    following = _following(row, said, unit)
    row.ended_at, row.ended_by_id = unit.now, unit.actor.user_id
    unit.add(following)
    _relevant(unit, row)
    _relevant(unit, following)
    unit.audit(Act(AuditOperation.ALTERATION, how.deed, "ppo_registration", following.id, following.person_id))
    return _card(unit, following)


def _mine(unit: Unit, row: PpoRegistration) -> PpoRegistration:
    if row.owner_agency_id != unit.actor.agency_id:
        raise Refused("Another agency keeps this registration; it changes it.")
    return row


def _insist_new(row: PpoRegistration, said: dict[str, Any]) -> dict[str, Any]:
    if all(getattr(row, name) == value for name, value in said.items() if name != "ranked_on"):
        raise BadInput("Nothing about this registration would be different.")
    return said


def _relevant(unit: Unit, row: PpoRegistration) -> None:
    for due in derived(PpoRegistration, row):
        unit.make_relevant(due)


def _card(unit: Unit, row: PpoRegistration) -> RegistrationCard:
    return card(row, named(unit, [row]), own=row.owner_agency_id == unit.actor.agency_id)


def _preview(unit: Unit, row: PpoRegistration) -> RegistrationCard:
    return replace(_card(unit, row), own=True)
