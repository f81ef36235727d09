"""Loads a chunk of records: everything they say, their own rows and their audit, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy.engine import Connection

from db.access.resolve import bump
from db.audit.chain import Act, append
from db.exchange.loading.ahead import foresee
from db.exchange.loading.cases import make_relevant, sync_case
from db.exchange.loading.dossiers import load_dossier
from db.exchange.loading.echo import echoed, own_key
from db.exchange.loading.hearings import is_less_firm, is_older, is_resulted, scope_of, sync_days, sync_hearing
from db.exchange.loading.keys import case_key, keys_of
from db.exchange.loading.links import resolve
from db.exchange.loading.meeting import meet, meet_cases
from db.exchange.loading.news import learn_offences, load_offence
from db.exchange.loading.offence_areas import tell_places
from db.exchange.loading.people import load_person
from db.exchange.loading.places import Places
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.exchange.records import DossierRecord, HearingRecord, OffenceRecord, PersonRecord, RefusedRecord
from db.people.placing import place
from db.tables.system import FeedRecord, QuarantineEntry
from db.words.actor import Actor
from db.words.families.access import AuditOperation
from db.words.families.court import Jurisdiction
from db.words.families.exchange import RecordOutcome, System

Loadable = HearingRecord | PersonRecord | DossierRecord | OffenceRecord | RefusedRecord


MOST_TOLD: Final = 10_000
"""Oddities of a file that its outcome names; all of them are on record with their records."""


@dataclass
class Tally:
    """What became of the records of a file, and what its lists named."""

    read: int = 0
    outcomes: dict[RecordOutcome, int] = field(default_factory=dict)
    flagged: int = 0
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0
    """Oddities beyond those in `problems`: of a file of millions every record may have one."""
    seen: dict[str, set[UUID]] = field(default_factory=dict)

    def add(self, outcome: RecordOutcome, problems: Sequence[Problem]) -> None:
        """Count one record."""
        self.read += 1
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        room = MOST_TOLD - len(self.problems)
        self.problems.extend(problems[:room])
        self.untold += max(0, len(problems) - room)
        if problems and outcome is not RecordOutcome.QUARANTINED:
            self.flagged += 1

    def count(self, outcome: RecordOutcome) -> int:
        """How many records ended so."""
        return self.outcomes.get(outcome, 0)


class InPlace(Tally):
    """A tally of records that are not taken in their order: whoever counts one sets `read` to those before it."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: list[tuple[int, RecordOutcome, list[Problem]]] = []

    def add(self, outcome: RecordOutcome, problems: Sequence[Problem]) -> None:
        """Count one record."""
        self.read += 1
        self._counted.append((self.read, outcome, list(problems)))

    def hand_over(self, tally: Tally) -> None:
        """Count all of them there, in their order."""
        for _, outcome, problems in sorted(self._counted, key=lambda each: each[0]):
            tally.add(outcome, problems)


_SAME_NUMBER = "the system gives both records the same number"


class Loader:
    """Applies records to one batch: one for each chunk, so that memory stays flat."""

    def __init__(self, sync: Sync, places: Places, actor: Actor, *, tally: Tally) -> None:
        self.sync = sync
        self.tally = tally
        self._places = places
        self._actor = actor
        self._acts: list[Act] = []
        self._own = ""

    def load(self, connection: Connection, records: Sequence[Loadable]) -> None:
        """Work out what the records change; nothing is written before `write`."""
        self.learn(connection, records)
        for record in records:
            self.take(record)

    def learn(self, connection: Connection, records: Sequence[Loadable]) -> None:
        """Fetch what the records may meet."""
        known = self.sync.known
        self._own = own_key(connection, records)
        known.learn(connection, [keys_of(each) for each in records if isinstance(each, HearingRecord)])
        known.learn_people(
            connection, System.PEOPLE_CSV, [each.key for each in records if isinstance(each, PersonRecord)]
        )
        known.learn_dossiers(connection, [each for each in records if isinstance(each, DossierRecord)])
        if tell_places(records):
            self.sync.areas.read(connection)
        learn_offences(connection, known, [each for each in records if isinstance(each, OffenceRecord)])

    def take(self, record: Loadable) -> None:
        """Work out what one record changes, what it may meet being learnt."""
        if isinstance(record, OffenceRecord):
            self._load_offence(record)
        elif isinstance(record, RefusedRecord):
            problem = Problem(record.at, record.code, record.reason)
            self._note(record, RecordOutcome.QUARANTINED, [problem], None, ())
        elif isinstance(record, PersonRecord | DossierRecord):
            self._load_person(record)
        else:
            self._load(record)

    def forget(self) -> None:
        """A dry run keeps what later records may meet, and not the raw records and acts that nobody will write."""
        self.sync.pending.drop()
        self.sync.touched.clear()
        self._acts = []

    def write(self, connection: Connection) -> None:
        """Write what waits and one collection row a record, in the caller's transaction."""
        self.sync.pending.write(connection)
        resolve(connection, self.sync.linkable)
        self.sync.linkable.clear()
        for join in self.sync.joins.values():
            place(
                connection, join.record_id, old=join.old, new=join.new, now=self.sync.now,
                decided_by=self._actor.user_id, reasons=_SAME_NUMBER,
            )  # fmt: skip
            self._acts.append(Act(AuditOperation.COMBINATION, "record.link", "source_record", join.record_id, join.new))
            self.sync.touch("person", join.old, person=join.old)
            self.sync.touch("person", join.new, person=join.new)
        self.sync.joins.clear()
        if self.sync.limited:
            bump(connection)
            self.sync.limited = False
        if self._acts:
            append(connection, self._actor, self.sync.now, self._acts)
            self._acts = []

    def _load_person(self, record: PersonRecord | DossierRecord) -> None:
        problems = list(record.problems)
        self.sync.start()
        number = self.tally.read + 1
        if isinstance(record, DossierRecord) and (echo := echoed(record, self._own)):
            self._note(record, RecordOutcome.UNCHANGED, [echo], None, ())
            return
        if isinstance(record, PersonRecord):
            person = load_person(self.sync, record, problems, number=number)
        else:
            person = load_dossier(self.sync, record, problems, number=number)
        if person is None:
            self._note(record, RecordOutcome.QUARANTINED, problems, None, ())
        else:
            self._note(record, self._outcome(), problems, None, (person,))

    def _load_offence(self, record: OffenceRecord) -> None:
        problems = list(record.problems)
        self.sync.start()
        people = load_offence(self.sync, record, problems)
        outcome = RecordOutcome.QUARANTINED if people is None else self._outcome()
        self._note(record, outcome, problems, None, people or ())

    def _outcome(self) -> RecordOutcome:
        if not self.sync.altered:
            return RecordOutcome.UNCHANGED
        return RecordOutcome.NEW if self.sync.began else RecordOutcome.CHANGED

    def _load(self, record: HearingRecord) -> None:
        problems = list(record.problems)
        self.sync.start(first_word=record.first_word)
        if echo := echoed(record, self._own):
            self._note(record, RecordOutcome.UNCHANGED, [echo], None, ())
            return
        meet_cases(self.sync, record)
        if not record.days:
            self._load_unlisted(record, problems)
            return
        meet(self.sync, record)
        less_firm = is_less_firm(self.sync, record)
        if less_firm or is_older(self.sync, record):
            later = "a firmer list" if less_firm else "a later message"
            later += " about this hearing is recorded already; this one is kept, and changes nothing"
            problems.append(Problem(record.at, Code.OLDER, later))
            self._note(record, RecordOutcome.UNCHANGED, problems, None, ())
            return
        jurisdiction = record.jurisdiction or Jurisdiction.MAGISTRATES
        courts = list(
            dict.fromkeys(
                self._places.court(str(record.system), day, jurisdiction, problems, record.at) for day in record.days
            )
        )
        court_id = courts[0]
        self.sync.adding = any(not self.sync.rows.first(case.case_key, record.hearing_key) for case in record.cases)
        # The court has spoken: what was known before the hearing changes nothing of it.
        foretold = record.as_of is not None and not record.whole_results and is_resulted(self.sync, record)
        self.sync.behind = foretold
        hearing = sync_hearing(self.sync, record, court_id)
        self.sync.adding = False
        placed = []
        for case in record.cases:
            found = sync_case(
                self.sync, record, case, court_id=court_id, hearing_id=hearing["id"], problems=problems
            )  # fmt: skip
            row = self.sync.known.cases[case_key(record.system, case)]
            for sitting_at in courts:
                for _, defendant in found:
                    make_relevant(self.sync, defendant, row, sitting_at, record)
            placed += found
        self.sync.behind = foretold
        seen = sync_days(self.sync, record, hearing, placed, places=self._places, problems=problems)
        foresee(self.sync, record, placed, places=self._places, problems=problems)
        if record.snapshot:
            self.tally.seen.setdefault(scope_of(record.list_key), set()).update(seen)
        self._note(record, self._outcome(), problems, hearing["id"], {place["person_id"] for _, place in placed})

    def _load_unlisted(self, record: HearingRecord, problems: list[Problem]) -> None:
        """Cases that no hearing is known of: nobody but the agency that holds the record hears of them by it."""
        people: set[UUID] = set()
        for case in record.cases:
            court_id = None
            if case.court is not None:
                jurisdiction = record.jurisdiction or Jurisdiction.MAGISTRATES
                court_id = self._places.court(str(record.system), case.court, jurisdiction, problems, record.at)
            found = sync_case(self.sync, record, case, court_id=court_id, hearing_id=None, problems=problems)
            row = self.sync.known.cases[case_key(record.system, case)]
            for _, defendant in found:
                if court_id is not None and defendant["warned_for"] is not None:
                    make_relevant(self.sync, defendant, row, court_id, record)
            people |= {defendant["person_id"] for _, defendant in found}
        self._note(record, self._outcome(), problems, None, people)

    def _note(
        self,
        record: Loadable,
        outcome: RecordOutcome,
        problems: Sequence[Problem],
        hearing_id: UUID | None,
        people: Sequence[UUID] | set[UUID],
    ) -> None:
        self.tally.add(outcome, problems)
        row = self.sync.pending.insert(
            FeedRecord,
            batch_id=self.sync.batch_id,
            number=self.tally.read,
            at=record.at,
            record_hash=hashlib.sha256(record.raw).digest(),
            raw=record.raw,
            outcome=outcome,
            problems=json.dumps([[p.at, p.code, p.reason] for p in problems]) if problems else "",
            hearing_id=hearing_id,
        )
        if isinstance(record, RefusedRecord) and record.around is not None:
            head, tail = record.around
            self.sync.pending.insert(
                QuarantineEntry, batch_id=self.sync.batch_id, record_id=row["id"], head=head, tail=tail
            )
        act = Act(AuditOperation.COLLECTION, "feed.record", "feed_record", row["id"])
        if outcome in (RecordOutcome.NEW, RecordOutcome.CHANGED) and people:
            acts = [Act(AuditOperation.COLLECTION, "feed.record", "feed_record", row["id"], each) for each in people]
            self._acts.extend(acts)
        else:
            self._acts.append(act)
