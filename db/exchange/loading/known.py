"""What the database holds already about the records of a chunk, fetched by sets and indexed by natural key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access.deriving import MAKERS
from db.exchange.dossiers import DossierRecord
from db.exchange.loading.keys import RecordKeys
from db.exchange.loading.rows import RowDict, fetch
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.cases import (
    Bail,
    Case,
    CaseLink,
    Charge,
    DefendantCase,
    Plea,
    ReportingRestriction,
    Result,
    ResultPrompt,
    Verdict,
    Warrant,
)
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.held import VictimWitness
from db.tables.people import Address, ContactPoint, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.sharing import ExclusionEntry
from db.tables.system import Relevance
from db.tables.users import UserAccount
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind

Facts = dict[tuple[type[SQLModel], UUID], list[RowDict]]
_BY_RECORD = (PersonName, Identifier, PersonDetail, Address, ContactPoint, Marker, CustodyEpisode, CustodySnapshot)
_HELD = tuple(MAKERS)
_BY_DOSSIER: tuple[type[SQLModel], ...] = (*_HELD, Warrant, ReportingRestriction)


class Known:
    """Rows by natural key; grows by what this file adds, so later records of the file find it."""

    def __init__(self, agency_id: UUID, waiting: frozenset[UUID] = frozenset()) -> None:
        self.agency_id = agency_id
        self.waiting = waiting
        """Other files that are not accepted: a row of theirs that this file names too is taken over."""
        self.hearings: dict[tuple[str, str], RowDict] = {}
        self.hearing_by_id: dict[UUID, RowDict] = {}
        self.days: dict[UUID, list[RowDict]] = defaultdict(list)
        self.cases: dict[str, RowDict] = {}
        self.numbered: dict[tuple[str, str], set[str]] = defaultdict(set)
        """Natural keys of cases by system and number."""
        self.links: dict[tuple[UUID, str], RowDict] = {}
        self.defendants: dict[UUID, list[RowDict]] = defaultdict(list)
        self.charges: dict[UUID, dict[str, RowDict]] = defaultdict(dict)
        self.listings: dict[tuple[UUID, UUID], RowDict] = {}
        self.listed: dict[UUID, set[UUID]] = defaultdict(set)
        """People by hearing."""
        self.rows_of: dict[UUID, list[RowDict]] = defaultdict(list)
        """List rows by defendant."""
        self.sources: dict[tuple[str, str], RowDict] = {}
        """The agency's own records by system and external id; `others` are those of other agencies."""
        self.others: dict[tuple[str, str], RowDict] = {}
        self.source_by_id: dict[UUID, RowDict] = {}
        self.merged: dict[tuple[str, str], RowDict] = {}
        """The agency's own records by system and a number that was merged into theirs."""
        self.relevance: dict[tuple[UUID, UUID, UUID], RowDict] = {}
        """By source (case or record), person and scope (court or agency)."""
        self.offences: dict[tuple[str, str], list[RowDict]] = {}
        """The agency's own charges by system and the system's id of the offence."""
        self.prompts: dict[UUID, list[RowDict]] = defaultdict(list)
        self.facts: Facts = defaultdict(list)
        self._with_held: set[UUID] = set()
        """Records whose held rows are known."""
        self.alike: dict[tuple[str, str], list[RowDict]] = defaultdict(list)
        """The agency's own records by system and a further number of theirs."""
        self.people: dict[UUID, RowDict] = {}
        self.exclusions: dict[UUID, list[RowDict]] = defaultdict(list)
        """By person."""
        self.users: dict[str, UUID] = {}
        """The agency's users by folded name, where a message of the chunk names any."""

    def learn(self, connection: Connection, chunk: Iterable[RecordKeys]) -> None:
        """Fetch what the chunk's records may meet and is not known yet."""
        keys = list(chunk)
        self._cases(connection, {key for each in keys for key in each.cases} - self.cases.keys())
        self._numbered(connection, [each for each in keys if each.numbers])
        systems: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for each in keys:
            hearings, sources = systems[each.system]
            hearings.update(filter(None, (each.hearing, each.ahead)))
            sources.update(each.sources)
        for system, (hearings, sources) in systems.items():
            self._hearings(connection, system, {h for h in hearings if (system, h) not in self.hearings})
            self._sources(connection, system, {s for s in sources if (system, s) not in self.sources})
        self._same_day(connection, [each for each in keys if (each.system, each.hearing) not in self.hearings])

    def learn_people(self, connection: Connection, system: str, keys: Iterable[str]) -> None:
        """Fetch the source records of these numbers that are not known yet, with what they say of their people."""
        self._sources(connection, system, {key for key in keys if (system, key) not in self.sources})

    def learn_dossiers(self, connection: Connection, records: Iterable[DossierRecord]) -> None:
        """Fetch the source records of these people that are not known yet, with all that the agency holds by them."""
        chunk = list(records)
        numbers: dict[str, set[str]] = defaultdict(set)
        for record in chunk:
            numbers[str(record.system)].update((record.key, *record.former_keys, *record.also))
        for system, keys in numbers.items():
            wanted = {key for key in keys if (system, key) not in self.sources}
            self._sources(connection, system, wanted)
            self._merged(connection, system, {key for key in wanted if (system, key) not in self.sources})
            named = [each for each in chunk if each.system == system and (each.also or each.is_part)]
            self._alike(connection, system, {number for each in named for number in (each.key, *each.also)})
            found = {row["id"] for key in keys if (row := self.sources.get((system, key)))}
            fresh = sorted(found - self._with_held)
            self._with_held |= found
            for model in _BY_DOSSIER:
                self._facts(connection, model, "source_record_id", fresh)
            self._relevance(
                connection, [row["id"] for model in _HELD for own in fresh for row in self.facts[(model, own)]]
            )
        limited = [record for record in chunk if record.limits is not None]
        if limited:
            self._limits(connection, [(str(record.system), record.key) for record in limited])

    def _merged(self, connection: Connection, system: str, keys: set[str]) -> None:
        """Records that say of a number without a record of its own that it was merged into theirs."""
        said = fetch(connection, Identifier, "raw", keys, kind=IdentifierKind.NOMS, ended_at=None)
        self._records(connection, fetch(connection, SourceRecord, "id", [row["source_record_id"] for row in said]))
        for row in said:
            record = self.source_by_id[row["source_record_id"]]
            if (record["system"], record["agency_id"]) == (system, self.agency_id):
                self.merged[(system, row["raw"])] = record

    def learn_verdicts(self, connection: Connection, charges: list[UUID]) -> None:
        """Fetch what was found on these charges."""
        self._facts(connection, Verdict, "charge_id", charges)

    def enlist(self, row: RowDict) -> None:
        """Know a list row."""
        self.listings[(row["hearing_day_id"], row["defendant_case_id"])] = row
        self.listed[row["hearing_id"]].add(row["person_id"])
        self.rows_of[row["defendant_case_id"]].append(row)

    def _cases(self, connection: Connection, keys: set[str]) -> None:
        cases = fetch(connection, Case, "natural_key", keys)
        ids = [case["id"] for case in cases]
        self.cases.update({case["natural_key"]: case for case in cases})
        for link in fetch(connection, CaseLink, "case_id", ids):
            self.links[(link["case_id"], link["other_reference"])] = link
        defendants = fetch(connection, DefendantCase, "case_id", ids, joined_id=None)
        for defendant in defendants:
            self.defendants[defendant["case_id"]].append(defendant)
        of = [defendant["id"] for defendant in defendants]
        charges = fetch(connection, Charge, "defendant_case_id", of)
        for charge in charges:
            self.charges[charge["defendant_case_id"]][charge["natural_key"]] = charge
        charge_ids = [charge["id"] for charge in charges]
        for model, column, owners in (
            (Plea, "charge_id", charge_ids),
            (Verdict, "charge_id", charge_ids),
            (Bail, "defendant_case_id", of),
            (Result, "defendant_case_id", of),
            (ReportingRestriction, "case_id", ids),
            (VictimWitness, "case_id", ids),
        ):
            self._facts(connection, model, column, owners)
        results = [row["id"] for (model, _), rows in self.facts.items() if model is Result for row in rows]
        for prompt in fetch(connection, ResultPrompt, "result_id", [r for r in results if r not in self.prompts]):
            self.prompts[prompt["result_id"]].append(prompt)
        self._relevance(connection, ids)
        self._records(connection, fetch(connection, SourceRecord, "id", [d["source_record_id"] for d in defendants]))

    def _numbered(self, connection: Connection, keys: list[RecordKeys]) -> None:
        """Cases by number, for records whose own key of a case no case has (see `meeting`)."""
        unknown = [each for each in keys if not self.cases.keys() >= set(each.cases)]
        for system in {each.system for each in unknown}:
            numbers = {number for each in unknown if each.system == system for number in each.numbers}
            found = fetch(connection, Case, "case_no", numbers, system=system)
            self._cases(connection, {row["natural_key"] for row in found} - self.cases.keys())
            for row in found:
                self.numbered[(system, row["case_no"])].add(row["natural_key"])

    def _hearings(self, connection: Connection, system: str, keys: set[str]) -> None:
        self._add_hearings(connection, fetch(connection, Hearing, "external_id", keys, system=system))

    def _same_day(self, connection: Connection, keys: list[RecordKeys]) -> None:
        """Hearings of LIBRA's cases on the day of a record whose own key no hearing has (see `meeting`)."""
        for on in {each.on for each in keys if each.system == System.LIBRA}:
            cases = [
                self.cases[case]["id"] for each in keys if each.on == on for case in each.cases if case in self.cases
            ]
            places = [place["id"] for case in cases for place in self.defendants[case]]
            rows = fetch(connection, Listing, "defendant_case_id", places, sitting_on=on)
            self._add_hearings(connection, fetch(connection, Hearing, "id", [row["hearing_id"] for row in rows]))

    def _add_hearings(self, connection: Connection, found: list[RowDict]) -> None:
        hearings = {row["id"]: row for row in found if row["id"] not in self.hearing_by_id}
        self.hearing_by_id.update(hearings)
        self.hearings.update({(row["system"], row["external_id"]): row for row in hearings.values()})
        for day in fetch(connection, HearingDay, "hearing_id", hearings):
            self.days[day["hearing_id"]].append(day)
        for listing in fetch(connection, Listing, "hearing_id", hearings):
            self.enlist(listing)

    def _sources(self, connection: Connection, system: str, keys: set[str]) -> None:
        self._records(connection, fetch(connection, SourceRecord, "external_id", keys, system=system))

    def _records(self, connection: Connection, records: list[RowDict]) -> None:
        fresh = [record for record in records if record["id"] not in self.source_by_id]
        for record in fresh:
            self.source_by_id[record["id"]] = record
            mine = record["agency_id"] == self.agency_id
            (self.sources if mine else self.others)[(record["system"], record["external_id"])] = record
        self._relevance(connection, [each["id"] for each in fresh if each["first_batch_id"] in self.waiting])
        for model in _BY_RECORD:
            self._facts(connection, model, "source_record_id", [record["id"] for record in fresh])

    def _alike(self, connection: Connection, system: str, numbers: set[str]) -> None:
        fresh = {number for number in numbers if (system, number) not in self.alike}
        said = fetch(connection, Identifier, "raw", fresh, kind=IdentifierKind.LOCAL, ended_at=None)
        rows = fetch(connection, SourceRecord, "id", [one["source_record_id"] for one in said], system=system)
        mine = {row["id"]: row for row in rows if row["agency_id"] == self.agency_id}
        self._records(connection, list(mine.values()))
        for number in fresh:
            owners = {one["source_record_id"] for one in said if one["raw"] == number}
            self.alike[(system, number)] = [self.source_by_id[key] for key in sorted(owners & mine.keys())]

    def _limits(self, connection: Connection, keys: list[tuple[str, str]]) -> None:
        people = {row["person_id"] for key in keys if (row := self.sources.get(key))}
        fresh = people - self.people.keys()
        self.people.update({row["id"]: row for row in fetch(connection, Person, "id", fresh)})
        for entry in fetch(connection, ExclusionEntry, "person_id", fresh, ended_at=None):
            self.exclusions[entry["person_id"]].append(entry)
        users = fetch(connection, UserAccount, "agency_id", [self.agency_id])
        self.users = {row["user_name"].casefold(): row["id"] for row in users}

    def _relevance(self, connection: Connection, sources: list[UUID]) -> None:
        for row in fetch(connection, Relevance, "source_id", sources):
            self.relevance[(row["source_id"], row["person_id"], row["scope_id"])] = row

    def _facts(self, connection: Connection, model: type[SQLModel], column: str, owners: Iterable[UUID]) -> None:
        for row in fetch(connection, model, column, owners, ended_at=None):
            self.facts[(model, row[column])].append(row)
