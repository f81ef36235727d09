"""Probation's record of a person is put together from its parts, in any order, and follows what probation says."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.cards.feeds import FileOutcome
from db.exchange.oddities import Code
from db.file.file import FileService
from db.people.service import PeopleService
from db.tables.held import Compliance, ReportRequest, RiskAssessment, SupervisionAssignment
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.people import Address, FieldChange, Identifier, Person, PersonName, SourceRecord
from db.tables.sharing import ExclusionEntry
from db.tables.system import FeedRecord, Relevance
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Category, Exclusion, Scope
from db.words.families.people import NameKind
from db.words.families.places import AgencyKind
from tests.support.feeds import SAMPLES, Inbox
from tests.support.record import Record

FOLDER = SAMPLES / "ndelius"
PARTS = ("offender", "convictions", "appearances", "reports", "contacts")
HELD = (
    CourtOrder, OrderRequirement, PastCharge, PastAppearance, Remand, ReportRequest, Compliance, RiskAssessment,
    SupervisionAssignment,
)  # fmt: skip


def sample(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((FOLDER / f"{name}.json").read_text())


def told(outcome: FileOutcome) -> tuple[int, int, int, int]:
    return outcome.new, outcome.changed, outcome.unchanged, outcome.quarantined


@pytest.fixture
def officer(record: Record) -> Actor:
    """An officer of probation."""
    agency = record.agency("PROB", AgencyKind.PROBATION, "Probation Service")
    return record.user("officer", agency, Role.PROBATION_OFFICER)


@pytest.fixture
def inbox(units: Units, officer: Actor, tmp_path: Path) -> Inbox:
    """Probation's own inbox."""
    folder = tmp_path / "probation"
    folder.mkdir()
    return Inbox(units, officer, folder)


def live(inbox: Inbox, model: type[Any], **equal: object) -> list[Any]:
    return inbox.rows(model, ended_at=None, **equal)


def test_an_offender_is_a_person_whom_the_team_supervises(inbox: Inbox, officer: Actor) -> None:
    assert told(inbox.take(FOLDER / "offender.json")) == (1, 0, 0, 0)
    [record] = inbox.rows(SourceRecord)
    assert (record.system, record.external_id, record.agency_id) == ("probation", "E410772", officer.agency_id)
    [name] = live(inbox, PersonName, kind=NameKind.PRIMARY)
    assert (name.given, name.middle, name.family) == ("Idris", "Penn Amos", "Colbourne")
    [assignment] = live(inbox, SupervisionAssignment)
    assert (assignment.owner_agency_id, assignment.source_record_id) == (officer.agency_id, record.id)
    reasons = {(row.scope, row.reason) for row in inbox.rows(Relevance)}
    assert (Scope.TEAM, "assigned") in reasons
    assert (Scope.AGENCY, "own record") in reasons


@pytest.mark.parametrize("order", list(permutations(PARTS))[::17], ids="-".join)
def test_the_parts_make_one_person_in_whatever_order_they_come(inbox: Inbox, order: tuple[str, ...]) -> None:
    for name in order:
        inbox.take(FOLDER / f"{name}.json")
    crn = {row.external_id: row.person_id for row in inbox.rows(SourceRecord)}
    assert crn["E410772"] == crn["offender 7300114"]
    person = crn["E410772"]
    assert [row.family for row in live(inbox, PersonName, person_id=person, kind=NameKind.PRIMARY)] == ["Colbourne"]
    counts = {model.__name__: len(live(inbox, model, person_id=person)) for model in HELD}
    assert counts == {
        "CourtOrder": 2, "OrderRequirement": 2, "PastCharge": 3, "PastAppearance": 2, "Remand": 1,
        "ReportRequest": 2, "Compliance": 2, "RiskAssessment": 1, "SupervisionAssignment": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", [*PARTS, "conviction", "supervisions"])
def test_a_part_that_comes_again_changes_nothing(inbox: Inbox, name: str) -> None:
    inbox.take(FOLDER / "offender.json")
    inbox.take(FOLDER / f"{name}.json")
    before = inbox.counts(*HELD, Address, Identifier, Relevance, Person, FieldChange)
    again = inbox.again(FOLDER / f"{name}.json")
    assert (again.new, again.changed) == (0, 0)
    assert inbox.counts(*HELD, Address, Identifier, Relevance, Person, FieldChange) == before


def test_a_list_that_lacks_a_conviction_ends_it_and_one_conviction_ends_no_other(inbox: Inbox) -> None:
    inbox.take(FOLDER / "convictions.json")
    inbox.take(FOLDER / "conviction.json")
    orders = {row.reference: row.kind for row in live(inbox, CourtOrder)}
    assert orders == {"88001": "ORA Suspended Sentence Order", "87004": "CJA - Std Determinate Custody"}
    assert [row.case_ref for row in live(inbox, PastCharge)] == ["87004", "88001"]
    inbox.take(json.dumps(sample("convictions")[:1]))
    assert [row.reference for row in live(inbox, CourtOrder)] == ["88001"]
    ended = [row for row in inbox.rows(PastCharge, case_ref="87004") if row.ended_at is not None]
    assert len(ended) == 1
    for row in ended:
        assert [due.ends_on.year < 9999 for due in inbox.rows(Relevance, source_id=row.id)] == [True]


def test_what_changes_ends_the_old_row_and_adds_another(inbox: Inbox) -> None:
    inbox.take(FOLDER / "offender.json")
    content = sample("offender")
    content["contactDetails"]["addresses"][0].update({"to": "2025-06-30", "status": {"code": "P"}})
    content["surname"] = "Colbourne-Rees"
    del content["offenderManagers"]
    assert told(inbox.take(content)) == (0, 1, 0, 0)
    assert [row.family for row in live(inbox, PersonName, kind=NameKind.PRIMARY)] == ["Colbourne-Rees"]
    assert [str(row.kind) for row in live(inbox, Address)] == ["previous", "previous"]
    assert len(live(inbox, SupervisionAssignment)) == 1  # not carried, so it stays


def test_a_page_of_contacts_ends_none_of_another_page(inbox: Inbox) -> None:
    inbox.take(FOLDER / "contacts.json")
    content = sample("contacts")
    first = content["content"][0]
    later = {**first, "id": 9050, "contactDate": "2025-07-01", "outcome": {"description": "Acceptable Absence"}}
    amended = {**first, "outcome": {"description": "Attended - Failed to Comply"}}
    inbox.take({"content": [later, amended]})
    rows = {row.reference: row.acceptable for row in live(inbox, Compliance)}
    assert rows == {"9001": False, "9002": False, "9050": True, "9100": True}


def test_probation_reads_it_all_on_the_file_and_a_clerk_reads_what_the_matrix_gives(
    inbox: Inbox, officer: Actor, record: Record, units: Units
) -> None:
    for name in PARTS:
        inbox.take(FOLDER / f"{name}.json")
    person = next(row.person_id for row in inbox.rows(SourceRecord, external_id="E410772"))
    lines = FileService(units, officer).read(person).held.lines
    words = "\n".join(line.words for line in lines)
    assert "ORA Community Order, 18 months, from 12 Dec 2024, to 11 Jun 2026, open, in breach" in words
    assert "unpaid work, 4800 minutes, 1260 done, Being worked" in words
    assert "earlier charge: Theft from the person of another (class 03900), 2 times" in words
    assert "supervised by Beca Lloyd of team N91RIV" in words
    assert {line.owner for line in lines} == {"Probation Service"}
    assert [hit.label for hit in PeopleService(units, officer).find("colbourne").hits] == ["COLBOURNE, Idris Penn Amos"]


def test_limited_access_keeps_the_named_users_of_probation_away(inbox: Inbox, record: Record, units: Units) -> None:
    other = record.user("other.officer", inbox.clerk.agency_id, Role.PROBATION_OFFICER)
    inbox.take(FOLDER / "offender.json")
    assert len(PeopleService(units, other).find("colbourne").hits) == 1
    outcome = inbox.take(FOLDER / "limited.json")
    assert [problem.code for problem in outcome.problems] == [Code.LIMITED]
    [entry] = live(inbox, ExclusionEntry)
    assert (entry.kind, entry.user_id, entry.owner_agency_id) == (
        Exclusion.EXCLUDE, other.user_id, inbox.clerk.agency_id,
    )  # fmt: skip
    assert inbox.rows(Person)[0].restricted_level == 1
    assert PeopleService(units, other).find("colbourne").hits == ()
    assert len(PeopleService(units, inbox.clerk).find("colbourne").hits) == 1
    assert told(inbox.again(FOLDER / "limited.json")) == (0, 0, 1, 0)
    inbox.take({"crn": "E410772", "excludedFrom": [], "restrictedTo": []})
    assert live(inbox, ExclusionEntry) == []
    assert inbox.rows(Person)[0].restricted_level == 0
    assert len(PeopleService(units, other).find("colbourne").hits) == 1


def test_a_list_of_those_who_alone_may_come_near_is_kept_as_that(inbox: Inbox, record: Record, units: Units) -> None:
    other = record.user("other", inbox.clerk.agency_id, Role.PROBATION_OFFICER)
    inbox.take(FOLDER / "offender.json")
    inbox.take({"crn": "E410772", "restrictedTo": [{"username": "Officer"}], "excludedFrom": []})
    assert [(row.kind, row.user_id) for row in live(inbox, ExclusionEntry)] == [(Exclusion.ONLY, inbox.clerk.user_id)]
    assert PeopleService(units, other).find("colbourne").hits == ()
    assert len(PeopleService(units, inbox.clerk).find("colbourne").hits) == 1


def test_an_entry_that_a_person_made_outlives_the_lists_of_the_feed(inbox: Inbox, record: Record) -> None:
    inbox.take(FOLDER / "offender.json")
    person = inbox.rows(Person)[0].id
    record.put(
        ExclusionEntry(
            person_id=person, owner_agency_id=inbox.clerk.agency_id, kind=Exclusion.EXCLUDE,
            user_id=inbox.clerk.user_id, set_by_id=inbox.clerk.user_id, set_at=record.clock.now(),
        )
    )  # fmt: skip
    inbox.take({"crn": "E410772", "excludedFrom": [], "restrictedTo": []})
    assert len(live(inbox, ExclusionEntry)) == 1
    assert inbox.rows(Person)[0].restricted_level == 1


def test_a_mark_without_a_list_is_shown_and_flagged(inbox: Inbox) -> None:
    outcome = inbox.take(FOLDER / "search.json")
    assert told(outcome) == (2, 0, 0, 2)
    levels = {row.id: row.restricted_level for row in inbox.rows(Person)}
    assert set(levels.values()) == {1}
    assert [problem.code for problem in outcome.problems].count(Code.LIMITED) == 2
    [raw] = {row.raw for row in inbox.rows(FeedRecord) if b"Removed" in row.raw}
    assert json.loads(raw)["softDeleted"] is True


def test_two_records_under_one_number_of_the_system_are_one_person(inbox: Inbox) -> None:
    inbox.take(FOLDER / "offender.json")
    content = sample("offender")
    content["otherIds"]["crn"] = "E999999"
    inbox.take(content)
    assert len({row.person_id for row in inbox.rows(SourceRecord)}) == 1
    again = inbox.again(FOLDER / "offender.json")
    assert (again.new, again.changed) == (0, 0)


def test_categories_of_the_new_records_are_those_of_the_matrix() -> None:
    assert {model.__name__: model.governance.category for model in HELD[:5]} == {  # type: ignore[attr-defined]
        "CourtOrder": Category.COMPLIANCE, "OrderRequirement": Category.COMPLIANCE, "PastCharge": Category.CASE,
        "PastAppearance": Category.CASE, "Remand": Category.BAIL,
    }  # fmt: skip


def test_a_dry_run_says_of_parts_what_the_import_will_do(inbox: Inbox) -> None:
    inbox.take(FOLDER / "offender.json")
    inbox.take(FOLDER / "convictions.json")
    before = inbox.counts(*HELD)
    again = inbox.write(json.dumps([sample("offender"), {**sample("offender"), "otherIds": {"crn": "E777777"}}]))
    assert told(inbox.take(again, dry_run=True)) == (1, 0, 1, 0)
    assert inbox.counts(*HELD) == before
