"""Cohorts of local area agreements: made, filled with registered people, locked; after that nobody comes or goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.deriving import derived
from db.access.scheme_rules import registers, registers_in
from db.agencies.areas import tree_of
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.cohorts import CohortCard, MemberCard, NewCohort
from db.people.linking import surviving
from db.people.shown import Shown, shown
from db.schemes.cards import agencies_named
from db.schemes.register import node_called, of_person
from db.tables.held import PpoRegistration
from db.tables.people import Person
from db.tables.schemes import Cohort, CohortMember
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.keys import uuid7
from db.words.text import clean

_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,31}")
LONGEST: Final = 120
MOST: Final = 1_000
"""People in a cohort."""


class CohortService:
    """Cohorts of the actor's agency."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self) -> tuple[CohortCard, ...]:
        """Every cohort of the agency, by code."""
        with self._units.read(self._actor) as unit:
            rows = unit.session.scalars(sa.select(Cohort).order_by(col(Cohort.code))).all()
            return tuple(card_of(unit, row, len(members_of(unit, row.id))) for row in rows)

    def show(self, code: str) -> tuple[CohortCard, tuple[MemberCard, ...]]:
        """A cohort with its people: one audited consultation. Raises NotFound."""
        with self._units.act(self._actor) as unit:
            row = cohort_called(unit, code)
            unit.audit(Act(AuditOperation.CONSULTATION, Deed.COHORT_SHOW, "cohort", row.id))
        with self._units.read(self._actor) as unit:
            row = cohort_called(unit, code)
            people = member_cards(unit, members_of(unit, row.id))
            return card_of(unit, row, len(people)), people

    def make(self, new: NewCohort, *, dry_run: bool = False) -> CohortCard:
        """Make a cohort. Raises BadInput, Conflict for a code that is taken, NotFound, Refused."""
        _check(new)
        with self._units.read(self._actor) as unit:
            area = node_called(tree_of(unit), new.area)
            decided = registers_in(unit.standing, area.id)
            if not decided.allowed:
                raise Refused(decided.reason)
            code = clean(new.code).upper()
            if unit.session.scalars(sa.select(Cohort).where(col(Cohort.code) == code)).first() is not None:
                raise Conflict(f"There is a cohort {code} already.")
            row = Cohort(
                id=uuid7(), owner_agency_id=unit.actor.agency_id, code=code, name=clean(new.name), area_id=area.id,
                baseline_from=new.baseline_from, baseline_to=new.baseline_to, follow_from=new.follow_from,
                follow_to=new.follow_to, target=new.target, made_at=unit.now, made_by_id=unit.actor.user_id,
            )  # fmt: skip
            if dry_run:
                return card_of(unit, row, 0)
        act = Act(AuditOperation.COLLECTION, Deed.COHORT_MAKE, "cohort", row.id)
        with self._units.act(self._actor, act) as unit:
            unit.add(row)
            unit.session.flush()
            return card_of(unit, row, 0)

    def add(self, code: str, *people: UUID, dry_run: bool = False) -> tuple[MemberCard, ...]:
        """Put people into a cohort, all of them or nobody.

        Raises Refused for a locked one and for who has no registration in its area, Conflict for who is in it.
        """
        with self._units.act(self._actor) if not dry_run else self._units.read(self._actor) as unit:
            row, members = _fitting(unit, code, people)
            if not dry_run:
                for member in members:
                    unit.add(member)
                    _relevant(unit, member)
                    unit.audit(Act(AuditOperation.COLLECTION, Deed.COHORT_ADD, "cohort", row.id, member.person_id))
            return member_cards(unit, members)

    def remove(self, code: str, *people: UUID, dry_run: bool = False) -> None:
        """Take people out again, all of them or nobody, while the cohort is not locked. Raises Refused, NotFound."""
        with self._units.act(self._actor) if not dry_run else self._units.read(self._actor) as unit:
            row = _open(unit, code)
            there = {one.person_id: one for one in members_of(unit, row.id)}
            leaving = []
            for person in {one.id: one for one in (surviving(unit, key) for key in people)}.values():
                if person.id not in there:
                    raise NotFound(f"{_who(person, people)} is not in the cohort.")
                leaving.append((person, there[person.id]))
            for person, member in () if dry_run else leaving:
                member.ended_at, member.ended_by_id = unit.now, unit.actor.user_id
                _relevant(unit, member)
                unit.audit(Act(AuditOperation.ALTERATION, Deed.COHORT_REMOVE, "cohort", row.id, person.id))

    def lock(self, code: str, *, dry_run: bool = False) -> CohortCard:
        """Fix the people of a cohort for good. Raises Refused for one that is empty or locked."""
        with self._units.act(self._actor) if not dry_run else self._units.read(self._actor) as unit:
            row = _open(unit, code)
            people = members_of(unit, row.id)
            if not people:
                raise Refused("The cohort is empty; put people into it first.")
            if not dry_run:
                row.locked_on, row.locked_by_id = unit.clock.today(), unit.actor.user_id
                unit.audit(Act(AuditOperation.ALTERATION, Deed.COHORT_LOCK, "cohort", row.id))
                unit.session.flush()
            return card_of(unit, row, len(people))


def _fitting(unit: Unit, code: str, people: Sequence[UUID]) -> tuple[Cohort, list[CohortMember]]:
    """The people as members who are not on record yet; each one once."""
    row, tree = _open(unit, code), tree_of(unit)
    area, below = tree.nodes[row.area_id], tree.below(row.area_id)
    there = {one.person_id for one in members_of(unit, row.id)}
    found: dict[UUID, CohortMember] = {}
    for person in (surviving(unit, key) for key in people):
        registered = [one for one in of_person(unit, person.id) if one.ended_at is None]
        if not registered:
            raise Refused(
                "Only people with a registration can be put into a cohort; "
                f"{_who(person, people, start=False)} has none.",
                to_do="tracker ppo register",
            )
        if not any(one.area_id in below for one in registered):
            raise Refused(f"{_who(person, people)} has no registration in {area.code}, whose cohort this is.")
        if person.id in there:
            raise Conflict(f"{_who(person, people)} is in the cohort already.")
        found[person.id] = CohortMember(
            person_id=person.id, owner_agency_id=row.owner_agency_id, recorded_at=unit.now,
            recorded_by_id=unit.actor.user_id, cohort_id=row.id, added_on=unit.clock.today(),
        )  # fmt: skip
    if len(there) + len(found) > MOST:
        raise Refused(f"A cohort has at most {MOST:,} people.")
    return row, list(found.values())


def _who(person: Person, people: Sequence[UUID], *, start: bool = True) -> str:
    """The reference where several people were named."""
    this = "This person" if start else "this person"
    return person.public_ref if len(people) > 1 else this


def _check(new: NewCohort) -> None:
    if not _CODE.fullmatch(clean(new.code).upper()) or not clean(new.name) or len(clean(new.name)) > LONGEST:
        raise BadInput("A cohort needs a name, and a code of letters, digits, - and _.")
    if new.baseline_from > new.baseline_to or new.follow_from > new.follow_to:
        raise BadInput("A period would end before it begins.")
    if new.follow_from <= new.baseline_to:
        raise BadInput("The follow-up begins after the baseline.")
    if new.target is not None and new.target < 0:
        raise BadInput("A target is a number of convictions.")


def cohort_called(unit: Unit, code: str) -> Cohort:
    """The cohort of this code that the reader's agency has. Raises NotFound."""
    short = clean(code).upper()
    found = unit.session.scalars(sa.select(Cohort).where(col(Cohort.code) == short)).first()
    if found is None:
        raise NotFound(f"Your agency has no cohort {short}.", to_do="tracker cohort list")
    return found


def _open(unit: Unit, code: str) -> Cohort:
    decided = registers(unit.standing)
    if not decided.allowed:
        raise Refused(decided.reason)
    row = cohort_called(unit, code)
    if row.locked_on is not None:
        raise Refused(f"{row.code} is locked: its people are fixed, nobody comes or goes.")
    return row


def members_of(unit: Unit, cohort_id: UUID) -> Sequence[CohortMember]:
    """The people of a cohort, as far as the reader gets them."""
    wanted = sa.select(CohortMember).where(col(CohortMember.cohort_id) == cohort_id)
    return unit.session.scalars(wanted.where(col(CohortMember.ended_at).is_(None))).all()


def member_cards(unit: Unit, members: Sequence[CohortMember]) -> tuple[MemberCard, ...]:
    """The same with their names, by name."""
    keys = sorted({one.person_id for one in members})
    if not keys:
        return ()
    people = {one.id: one for one in unit.session.scalars(sa.select(Person).where(col(Person.id).in_(keys)))}
    who = shown(unit, keys)
    p, today = PpoRegistration, unit.clock.today()
    wanted = sa.select(col(p.person_id)).where(
        col(p.person_id).in_(keys), col(p.ended_at).is_(None), col(p.nominated_on) <= today,
        sa.or_(col(p.deregistered_on).is_(None), col(p.deregistered_on) > today),
    )  # fmt: skip
    registered = set(unit.session.scalars(wanted))
    cards = [
        MemberCard(
            one.person_id, people[one.person_id].public_ref, who.get(one.person_id, Shown()).name, one.added_on,
            one.person_id in registered,
        )
        for one in members
        if one.person_id in people
    ]  # fmt: skip
    return tuple(sorted(cards, key=lambda one: (one.name, one.reference)))


def card_of(unit: Unit, row: Cohort, members: int) -> CohortCard:
    """A cohort as it is shown."""
    owner = agencies_named(unit, [row.owner_agency_id]).get(row.owner_agency_id, ("", ""))[1]
    area = tree_of(unit).nodes[row.area_id].code
    return CohortCard(
        row.id, row.code, row.name, area, row.baseline_from, row.baseline_to, row.follow_from, row.follow_to,
        row.target, owner, row.locked_on, members,
    )  # fmt: skip


def _relevant(unit: Unit, row: CohortMember) -> None:
    for due in derived(CohortMember, row):
        unit.make_relevant(due)
