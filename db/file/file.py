"""The person file (F4): one defendant with everything the reader may see, audited once when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import col, select

from db.access import rules
from db.accounts.judge_key import JudgeKey
from db.audit.chain import Act
from db.cards.file import FileCard, HearingLine
from db.cards.notes import NoteCard
from db.cards.person import HistoryCard, OtherName, VitalCard
from db.file import cases, identity, liberty
from db.file.facts import Facts, load
from db.file.held.reading import held_of
from db.file.history import history
from db.file.timeline import timeline
from db.file.to_call import to_call
from db.file.vital import strip, vital
from db.notes.reading import notes_about
from db.people.here import Here
from db.people.linking import surviving
from db.tables.hearings import Follow
from db.tables.people import Person
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.clock import LONDON
from db.words.errors import NotFound
from db.words.families.access import AuditOperation, Category


class FileService:
    """Opens files for one actor; `judge_key` opens a judge's own notes, `here` remembers who was opened."""

    def __init__(
        self, units: Units, actor: Actor, *, judge_key: JudgeKey | None = None, here: Here | None = None
    ) -> None:
        self._units = units
        self._here = here or Here()
        self._actor = actor
        self._judge_key = judge_key

    def open(
        self, person_id: UUID, *, at: UUID | None = None, as_at: date | None = None, action: str = "file.open"
    ) -> FileCard:
        """The file, opened on purpose: one audited consultation, and what is followed counts as looked at.

        `at` is the list row, hearing or sitting day it was opened from; `as_at` a day at whose end the file
        is to be shown. Raises NotFound for nobody and for somebody who is not for this actor.
        """
        act = Act(AuditOperation.CONSULTATION, action, "person", person_id, person_id)
        # The audit is committed before anything is read, so that nobody's save waits for a long file.
        with self._units.act(self._actor, act) as unit:
            for one in _follows(unit, surviving(unit, person_id).id):
                one.looked_at = unit.now
        card = self.read(person_id, at=at, as_at=as_at)
        self._note_restricted(card)
        self._here.opened(card.person_id)
        return card

    def _note_restricted(self, card: FileCard) -> None:
        """Each reading of a restricted case stands in the log by itself."""
        restricted = [case.id for case in card.cases if case.restricted]
        if restricted:
            with self._units.act(self._actor) as unit:
                for case_id in restricted:
                    unit.audit(Act(AuditOperation.CONSULTATION, "sealed.read", "court_case", case_id, card.person_id))

    def read(self, person_id: UUID, *, at: UUID | None = None, as_at: date | None = None) -> FileCard:
        """The same file read again while it is open: no new consultation."""
        return self.with_facts(person_id, at=at, as_at=as_at)[0]

    def with_facts(
        self, person_id: UUID, *, at: UUID | None = None, as_at: date | None = None
    ) -> tuple[FileCard, Facts]:
        """The file, and the rows that it was put together of, for who writes them field by field."""
        with self._units.read(self._actor) as unit:
            facts = load(unit, surviving(unit, person_id), moment=end_of(as_at) if as_at else None)
            notes = notes_about(unit, facts.person.id, key=self._judge_key, moment=facts.moment)
            followed = frozenset(one.case_id for one in _follows(unit, facts.person.id))
            held = held_of(unit, facts.person.id, moment=facts.moment if facts.past else None)
            registered = any(not one.summary for one in held.of(Category.PPO))
            calls = () if facts.past else to_call(unit, facts.person.id, registered=registered)
        may = rules.writes(self._actor)
        card = _card(facts, notes, asked_id=person_id, at=at)
        card = replace(card, followed=followed, held=held, to_call=calls, read_only="" if may.allowed else may.reason)
        return card, facts

    def named(self, reference: str) -> UUID:
        """The person that an id or a reference (`P-...`) names; raises NotFound for what names nobody here."""
        typed = reference.strip()
        try:
            return UUID(typed)
        except ValueError:
            pass  # then it is a reference
        with self._units.read(self._actor) as unit:
            found = unit.session.exec(select(Person).where(Person.public_ref == typed.upper())).first()
            if found is None:
                raise NotFound(f"Nobody here is known as {typed}.", to_do="tracker person find shows ids.")
            return found.id

    def vital(self, person_id: UUID) -> VitalCard:
        """The vital strip alone, for screens that stand beside the file."""
        with self._units.read(self._actor) as unit:
            return vital(unit, person_id)

    def history(self, person_id: UUID, key: str) -> HistoryCard:
        """Every value a field ever had, newest first; opened on purpose, so it is a consultation."""
        act = Act(AuditOperation.CONSULTATION, "file.history", "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            surviving(unit, person_id)
        with self._units.read(self._actor) as unit:
            return history(load(unit, surviving(unit, person_id)), key)

    def other_names(self, person_id: UUID) -> tuple[OtherName, ...]:
        """Other names with kind, source and who added them, also those that have ended; a consultation as `history`."""
        act = Act(AuditOperation.CONSULTATION, "file.history", "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            surviving(unit, person_id)
        with self._units.read(self._actor) as unit:
            return identity.other_names(load(unit, surviving(unit, person_id)))


def _card(facts: Facts, notes: tuple[NoteCard, ...], *, asked_id: UUID, at: UUID | None) -> FileCard:
    """The file as a card, out of what was read."""
    today = facts.moment.astimezone(LONDON).date()
    name, organisation = identity.shown_name(facts)
    born = None if organisation else identity.born(facts)
    sittings = cases.hearings(facts)
    lines = cases.cases(facts, born)
    stays = liberty.custody(facts, today)
    return FileCard(
        person_id=facts.person.id,
        asked_id=asked_id,
        public_ref=facts.person.public_ref,
        name=name,
        organisation=organisation,
        born=born,
        ages=identity.ages(born, today=today, first_hearing=cases.first_hearing(sittings)),
        vital=strip(facts),
        names=identity.names(facts),
        details=identity.details(facts),
        numbers=identity.numbers(facts),
        addresses=identity.addresses(facts),
        cases=lines,
        hearings=sittings,
        custody=stays,
        warnings=liberty.warnings(facts, today),
        notes=notes,
        timeline=timeline(facts, cases=lines, hearings=sittings, custody=stays, notes=notes),
        records=identity.records(facts),
        results=cases.result_lines(facts),
        listing_id=listing_of(facts, sittings, at=at, today=today),
        as_at=facts.moment if facts.past else None,
        later_hidden=facts.later_hidden,
        born_year="" if born or organisation else facts.born_year,
    )


def end_of(day: date) -> datetime:
    """The last moment of a court's day, aware."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON) - timedelta(microseconds=1)


def listing_of(facts: Facts, sittings: Sequence[HearingLine], *, at: UUID | None, today: date) -> UUID | None:
    """The list row that is meant by the id of a row, a hearing or its day; without one, today's first row."""
    standing = [one for one in sittings if one.stands]
    if at is not None:
        days = {one.listing.id: one.listing.hearing_day_id for one in facts.sittings}
        named = [one for one in sittings if at in (one.listing_id, one.hearing_id, days.get(one.listing_id))]
        if named:
            return min(named, key=lambda one: (not one.stands, abs((one.day - today).days))).listing_id
    present = [one for one in standing if one.day == today]
    return min(present, key=lambda one: str(one.at or "")).listing_id if present else None


def _follows(unit: Unit, person_id: UUID) -> Sequence[Follow]:
    return unit.session.exec(select(Follow).where(Follow.person_id == person_id, col(Follow.ended_at).is_(None))).all()
