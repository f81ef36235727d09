"""A list of questions answered into a CSV: the hits of the find box, under the asker's own rules, in one log entry."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import output_rules
from db.audit.chain import Act
from db.cards.answers import AnsweredCard, UnaskedRow
from db.cards.find import Band, Hit, HitKind
from db.exchange.person_records import UNNUMBERED
from db.output.forms import disarmed
from db.output.questions import Question, questions
from db.people.service import PeopleService
from db.store.private_files import writing_private
from db.tables.people import Person, SourceRecord
from db.unit import Units
from db.words.actor import Actor
from db.words.batches import in_batches
from db.words.errors import BadInput, Refused
from db.words.families.access import AuditOperation
from db.words.families.exchange import System

COLUMNS: Final = ("query_id", "rank", "person_id", "strong", "band", "reasons", "warnings", "ms")
MOST_SAID: Final = 50
_AT_ONCE: Final = 100
_IDS_AT_ONCE: Final = 400
Asked = tuple[Question, tuple[Hit, ...], float]
Progress = Callable[[int, int], None]
RowWriter = Callable[[Iterable[str]], object]


class AnsweringService:
    """Answers files of questions for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor
        self._people = PeopleService(units, actor)

    def answer(self, asked: Path, out: Path, *, limit: int, progress: Progress | None = None) -> AnsweredCard:
        """Ask every question of the file and write at most `limit` people for each, the best first.

        The answers appear at once and whole, in a file that only this account reads. `person_id` is the number of
        the agency whose list brought the person, its own agency's before another's, else the public reference.
        Raises BadInput for a file that is none, Refused (audited) for a role that takes nothing out of the record,
        StepUpNeeded before many, TryLater when the database or the disk does not take it; then nothing is written.
        """
        if _same(asked, out):
            raise BadInput("The answers would replace the questions.", kept="Nothing was written.")
        count = sum(1 for _ in questions(asked))
        self._insist(count, limit)
        tally = _Tally()
        with writing_private(out) as file:
            write = csv.writer(file, lineterminator="\r\n").writerow
            write(COLUMNS)
            for some in in_batches(self._ask(questions(asked), tally, limit), _AT_ONCE):
                self._write(some, tally, write)
                if progress is not None:
                    progress(tally.rows, count)
            self._note(tally)
        return tally.card

    def _insist(self, count: int, limit: int) -> None:
        """It stands in the log that answers leave the record before they do."""
        allowed = output_rules.exports(self._actor)
        reason = f"csv, answers to {count:,} questions, {limit} at most to each"
        if not allowed.allowed:
            with self._units.act(self._actor, Act(AuditOperation.DISCLOSURE, "export.refused", reason=reason, rows=0)):
                pass
            raise Refused(allowed.reason, kept="Nothing was written.")
        verb = "export.bulk" if count * limit > output_rules.BULK_ROWS else "export"
        with self._units.act(self._actor, Act(AuditOperation.DISCLOSURE, verb, reason=reason, rows=count)):
            pass

    def _note(self, tally: _Tally) -> None:
        act = Act(
            AuditOperation.CONSULTATION, "person.find", reason=f"{tally.questions:,} questions", rows=tally.answers
        )
        with self._units.act(self._actor, act):
            pass

    def _ask(self, asked: Iterable[Question], tally: _Tally, limit: int) -> Iterator[Asked]:
        for question in asked:
            tally.rows += 1
            if question.fault:
                tally.unasked(question)
                continue
            began = time.perf_counter()
            page = self._people.find(question.text, limit=limit)
            spent = 1000 * (time.perf_counter() - began)
            hits = tuple(hit for hit in page.hits if hit.kind is HitKind.PERSON and hit.person is not None)
            tally.questions += 1
            tally.empty += not hits
            yield question, hits, spent

    def _write(self, some: list[Asked], tally: _Tally, write: RowWriter) -> None:
        known = self._numbers({hit.person for _, hits, _ in some for hit in hits if hit.person is not None})
        for question, hits, spent in some:
            for rank, hit in enumerate(hits, 1):
                tally.answers += 1
                texts = (hit.band.value, "; ".join(hit.why), "; ".join(hit.warnings))
                number = known.get(hit.person, "") if hit.person is not None else ""
                strong = int(hit.band is Band.STRONG)
                cells = (question.key, str(rank), number, str(strong), *texts, f"{spent:.3f}")
                write([disarmed(cell) for cell in cells])

    def _numbers(self, people: set[UUID]) -> dict[UUID, str]:
        """What each of them is called by: nothing is told of anybody but by the guard."""
        found: dict[UUID, str] = {}
        own = self._actor.agency_id
        with self._units.read(self._actor) as unit:
            for ids in in_batches(sorted(people), _IDS_AT_ONCE):
                found.update({row.id: row.public_ref for row in unit.session.scalars(_people(ids))})
                records = list(unit.session.scalars(_records(ids)))
                # The last one counts: the own agency's, and of those the first that came.
                for row in sorted(records, key=lambda row: (row.agency_id == own, -row.id.int)):
                    found[row.person_id] = row.external_id
        return found


def _people(ids: list[UUID]) -> sa.Select[Person]:
    return sa.select(Person).where(col(Person.id).in_(ids))


def _records(ids: list[UUID]) -> sa.Select[SourceRecord]:
    numbered = (
        col(SourceRecord.system) == System.PEOPLE_CSV.value,
        ~col(SourceRecord.external_id).startswith(UNNUMBERED),
    )
    return sa.select(SourceRecord).where(col(SourceRecord.person_id).in_(ids), *numbered)


class _Tally:
    """Counts as they grow."""

    def __init__(self) -> None:
        self.rows = self.questions = self.empty = self.answers = self._unsaid = 0
        self._said: list[UnaskedRow] = []

    def unasked(self, question: Question) -> None:
        """A row that is no question."""
        if len(self._said) < MOST_SAID:
            self._said.append(UnaskedRow(question.at, question.fault))
        else:
            self._unsaid += 1

    @property
    def card(self) -> AnsweredCard:
        """The counts at the end."""
        return AnsweredCard(self.questions, self.empty, self.answers, tuple(self._said), self._unsaid)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
