"""Joint actions: each partner takes on what it does about a registered person, with the day by which it is done."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from sqlmodel import col, select

from db.access import rules
from db.audit.chain import Act
from db.cards.actions import ActionCard
from db.cards.records import NewRecord
from db.file.held.entering import MOST, RecordService, categories, record_cards
from db.people.linking import surviving
from db.schemes.register import of_person
from db.tables.held import AgencyRecord
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Refused
from db.words.families.access import AuditOperation, Category

JOINT: Final = "joint action"
"""The source of the records that are actions; other records of the scheme have another one."""


class ActionService:
    """Actions about a person, for one actor: records of the agency that took them on, shared as registrations are."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def of(self, person_id: UUID) -> tuple[ActionCard, ...]:
        """What agencies do about a person, what is open first, done things too: one audited consultation."""
        act = Act(AuditOperation.CONSULTATION, "file.open", "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            return _cards(unit, person_id)

    def read(self, person_id: UUID) -> tuple[ActionCard, ...]:
        """The same once more, for who looks at it or opened the person's registrations."""
        with self._units.read(self._actor) as unit:
            return _cards(unit, person_id)

    def refusal(self, person_id: UUID) -> str:
        """Why the actor takes on nothing about this person; empty where they do. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            if not (may := rules.writes(unit.actor)).allowed:
                return f"{may.reason[:1].upper()}{may.reason[1:].rstrip('.')}."
            if Category.PPO not in categories(unit.standing):
                return "Actions are taken on by police, probation and the other partners of a scheme."
            today, person = unit.clock.today(), surviving(unit, person_id)
            standing = [one for one in of_person(unit, person.id) if one.ended_at is None]
            if not any(_stands(one.nominated_on, one.deregistered_on, today) for one in standing):
                return "This person is on no register that you read in full."
            return ""

    def take_on(self, person_id: UUID, what: str, due: date, *, dry_run: bool = False) -> ActionCard | None:
        """Take on something for the own agency. Raises BadInput for a day gone by, Refused off the register."""
        today = self._units.clock.today()
        if due < today:
            raise BadInput("That day has passed.")
        if refusal := self.refusal(person_id):
            raise Refused(refusal)
        new = NewRecord(person_id, Category.PPO, what, valid_from=today, valid_to=due, source=JOINT)
        if dry_run:
            return None
        card = RecordService(self._units, self._actor).add(new)
        with self._units.read(self._actor) as unit:
            return _cards(unit, person_id, only=card.id)[0]

    def done(self, action_id: UUID, *, version: int | None = None, dry_run: bool = False) -> ActionCard:
        """Say that an action of the own agency is done. Raises BadInput for another record, Conflict, NotFound."""
        with self._units.read(self._actor) as unit:
            row = unit.get(AgencyRecord, action_id)
            if row.source != JOINT:
                raise BadInput("That record is no action.", to_do="tracker ppo actions REF shows them.")
            person, seen = row.person_id, row.version if version is None else version
            card = _cards(unit, person, only=action_id)[0]
        if dry_run:
            return card
        RecordService(self._units, self._actor).end(action_id, version=seen)
        with self._units.read(self._actor) as unit:
            return _cards(unit, person, only=action_id)[0]


def _stands(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or until > day)


def _cards(unit: Unit, person_id: UUID, *, only: UUID | None = None) -> tuple[ActionCard, ...]:
    person = surviving(unit, person_id)
    wanted = select(AgencyRecord).where(AgencyRecord.person_id == person.id, AgencyRecord.source == JOINT)
    if only is not None:
        wanted = wanted.where(AgencyRecord.id == only)
    rows = unit.session.exec(wanted.order_by(col(AgencyRecord.recorded_at).desc()).limit(MOST)).all()
    mine = {row.id for row in rows if row.owner_agency_id == unit.actor.agency_id}
    cards = [
        ActionCard(
            one.id, one.summary, one.owner, one.valid_from, one.valid_to, one.ended_on, one.recorded_by, one.version,
            own=one.id in mine,
        )
        for one in record_cards(unit, rows)
    ]  # fmt: skip
    return tuple(sorted(cards, key=_order))


def _order(one: ActionCard) -> tuple[bool, str]:
    """What is open comes first, the earliest due before the others."""
    return one.done_on is not None, one.due.isoformat() if one.due else ""
