"""Police and prosecution enter arrests, charges and outcomes of registered people, as records of their agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.deriving import derived
from db.access.scheme_rules import enters_arrests
from db.agencies.areas import area_called, area_codes
from db.agencies.offence_areas import OffenceAreas
from db.audit.chain import Act
from db.cards.arrests import ArrestCard, NewArrest
from db.people.linking import surviving
from db.reference.offences import charge_title, offence_by_code
from db.schemes.cards import agencies_named
from db.schemes.register import of_person
from db.tables.past import PastCharge
from db.tables.people import Person
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Refused
from db.words.families.access import AuditOperation
from db.words.families.charges import VerdictCategory
from db.words.families.schemes import Outcome
from db.words.keys import uuid7
from db.words.text import clean

LONGEST: Final = 200
_FOUND: Final = {Outcome.CONVICTED: VerdictCategory.GUILTY, Outcome.ACQUITTED: VerdictCategory.NOT_GUILTY}


class ArrestService:
    """For one actor: entered about registered people alone, and only the own agency's are changed."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def refusal(self) -> str:
        """Why the actor enters none; empty where they do."""
        with self._units.read(self._actor) as unit:
            decided = enters_arrests(unit.standing)
        return "" if decided.allowed else decided.reason

    def of(self, person_id: UUID) -> tuple[ArrestCard, ...]:
        """What was entered about the person, as far as the reader gets it, the newest first. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            return tuple(_cards(unit, _rows(unit, surviving(unit, person_id).id)))

    def enter(self, new: NewArrest, *, dry_run: bool = False) -> ArrestCard:
        """Enter an arrest or a charge. Raises BadInput, Refused for who has no registration, NotFound for an area."""
        code, title = _offence(new)
        _check_days(new, self._units.clock.today())
        with self._units.act(self._actor) if not dry_run else self._units.read(self._actor) as unit:
            person = _registered(unit, new.person_id)
            row = PastCharge(
                id=uuid7(), person_id=person.id, owner_agency_id=unit.actor.agency_id, recorded_at=unit.now,
                recorded_by_id=unit.actor.user_id, code=code, title=title, offence_from=new.offence_on,
                place=clean(new.place), area_id=_area(unit, new), arrested_on=new.arrested_on,
                charged_on=new.charged_on,
            )  # fmt: skip
            _decide(row, new.outcome, new.decided_on)
            if not dry_run:
                _put(unit, row)
                unit.audit(Act(AuditOperation.COLLECTION, "record.add", "past_charge", row.id, person.id))
            return _cards(unit, [row])[0]

    def outcome(self, arrest_id: UUID, outcome: Outcome, on: date, *, dry_run: bool = False) -> ArrestCard:
        """Say what became of it: another version takes its place. Raises BadInput, Refused for another agency's."""
        with self._units.act(self._actor) if not dry_run else self._units.read(self._actor) as unit:
            old = unit.get(PastCharge, arrest_id)
            unit.get(Person, old.person_id)
            decided = enters_arrests(unit.standing)
            if not decided.allowed:
                raise Refused(decided.reason)
            if old.owner_agency_id != unit.actor.agency_id:
                raise Refused("Another agency entered this; it says what became of it.")
            if old.ended_at is not None:
                raise Refused("Another version of this stands already.")
            said = NewArrest(
                old.person_id, old.code, old.title, old.offence_from, old.place, old.arrested_on, old.charged_on,
                outcome, on,
            )  # fmt: skip
            _check_days(said, unit.clock.today())
            kept = {**old.model_dump(), "id": uuid7(), "version": 1, "recorded_at": unit.now}
            row = PastCharge(**{**kept, "recorded_by_id": unit.actor.user_id})
            _decide(row, outcome, on)
            if not dry_run:
                old.ended_at, old.ended_by_id = unit.now, unit.actor.user_id
                _put(unit, row, old)
                unit.audit(Act(AuditOperation.ALTERATION, "record.end", "past_charge", old.id, row.person_id))
                unit.audit(Act(AuditOperation.COLLECTION, "record.add", "past_charge", row.id, row.person_id))
            return _cards(unit, [row])[0]


def _offence(new: NewArrest) -> tuple[str, str]:
    code, title = clean(new.code).upper(), clean(new.title)
    if code and offence_by_code(code) is None:
        raise BadInput(f"The list of offences has no {code}.", to_do="tracker reference list offences; or use words.")
    title = title or (charge_title("", code) if code else "")
    if not title or len(title) > LONGEST or len(new.place) > LONGEST:
        raise BadInput("An offence is said by its code, or in a line of words.")
    return code, title


def _area(unit: Unit, new: NewArrest) -> UUID | None:
    """The area that is named, else that of the postcode in the place. Raises NotFound for a code that is none."""
    named = area_called(unit, new.area)
    return named or (OffenceAreas.of(unit).area_of(new.place, "") if new.place else None)


def _check_days(new: NewArrest, today: date) -> None:
    """What comes later lies no earlier, and nothing lies ahead. Raises BadInput."""
    if new.arrested_on is None and new.charged_on is None:
        raise BadInput("On which day was the arrest, or the charge?")
    days = [day for day in (new.offence_on, new.arrested_on, new.charged_on, new.decided_on) if day is not None]
    if days != sorted(days):
        raise BadInput("Offence, arrest, charge and outcome come in this order.")
    if days[-1] > today:
        raise BadInput("That day has not come yet.")
    if (new.outcome is None) != (new.decided_on is None):
        raise BadInput("An outcome has its day, and the day its outcome.")


def _registered(unit: Unit, person_id: UUID) -> Person:
    decided = enters_arrests(unit.standing)
    if not decided.allowed:
        raise Refused(decided.reason)
    person = surviving(unit, person_id)
    if not any(row.ended_at is None for row in of_person(unit, person.id)):
        raise Refused("This person has no registration that you read; records of others are entered on the file.")
    return person


def _decide(row: PastCharge, outcome: Outcome | None, on: date | None) -> None:
    row.decided_on = on
    row.verdict = _FOUND.get(outcome) if outcome else None
    row.convicted_on = on if outcome is Outcome.CONVICTED else None
    row.state = outcome.value if outcome else ""


def _put(unit: Unit, *rows: PastCharge) -> None:
    unit.add(rows[0])
    for row in rows:
        for due in derived(PastCharge, row):
            unit.make_relevant(due)


def _rows(unit: Unit, person_id: UUID) -> Sequence[PastCharge]:
    c = PastCharge
    wanted = sa.select(c).where(
        col(c.person_id) == person_id, col(c.ended_at).is_(None),
        sa.or_(col(c.arrested_on).is_not(None), col(c.charged_on).is_not(None)),
    )  # fmt: skip
    return unit.session.scalars(wanted.order_by(col(c.recorded_at).desc(), col(c.id))).all()


def _cards(unit: Unit, rows: Sequence[PastCharge]) -> list[ArrestCard]:
    owners = agencies_named(unit, (row.owner_agency_id for row in rows))
    mine = enters_arrests(unit.standing).allowed
    areas = area_codes(unit) if any(row.area_id for row in rows) else {}
    return [
        ArrestCard(
            row.id, row.person_id, row.code, row.title, row.offence_from, row.place, row.arrested_on, row.charged_on,
            row.state, row.decided_on, owners.get(row.owner_agency_id, ("", ""))[1],
            mine and row.owner_agency_id == unit.actor.agency_id, areas.get(row.area_id, ""),
        )
        for row in rows
    ]  # fmt: skip
