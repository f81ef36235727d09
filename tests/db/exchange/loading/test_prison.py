"""Prison records loaded: one record a number, the snapshot as evidence, the stay as meaning, in whatever order."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.cards.feeds import FileOutcome
from db.exchange.oddities import Code
from db.tables.care import CustodyEpisode, CustodySnapshot
from db.tables.people import Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.words.families.bail import CustodyStatus
from db.words.families.people import NameKind
from tests.support.feeds import SAMPLES, Inbox

PRISON = SAMPLES / "prison"


def sample(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((PRISON / name).read_text(encoding="utf-8"))
    return content


def told(outcome: FileOutcome) -> tuple[int, int, int, int]:
    return outcome.new, outcome.changed, outcome.unchanged, outcome.quarantined


def stays(feed: Inbox) -> list[tuple[Any, ...]]:
    rows = feed.rows(CustodyEpisode, ended_at=None)
    return sorted((row.establishment, row.status, row.since, row.until, row.release_on) for row in rows)


def prisoner(number: str = "A1111BB", **more: object) -> dict[str, Any]:
    return {
        "prisonerNumber": number, "firstName": "IVO", "lastName": "PENDRELL", "dateOfBirth": "1990-02-03",
        "status": "ACTIVE IN", "inOutStatus": "IN", "prisonId": "QDI", "prisonName": "Quarrydean (HMP)",
        "legalStatus": "SENTENCED", "lastMovementTypeCode": "ADM", "lastMovementDate": "2026-01-05", **more,
    }  # fmt: skip


def page(drawn: str, *records: dict[str, Any]) -> dict[str, Any]:
    return {"extractedAt": drawn, "content": list(records)}


def test_a_prisoner_becomes_a_person_with_a_snapshot_and_a_stay(feed: Inbox) -> None:
    assert told(feed.take(PRISON / "prisoner.json")) == (1, 0, 0, 0)
    (source,) = feed.rows(SourceRecord)
    assert (source.system, source.external_id) == ("prison", "B7301QK")
    names = feed.rows(PersonName)
    assert [(row.kind, row.family, row.born_with_it) for row in names] == [
        (NameKind.PRIMARY, "TALLACK", None), (NameKind.ALIAS, "TALLOCK", date(1985, 5, 19)),
        (NameKind.ALIAS, "TALLACK", None),
    ]  # fmt: skip
    (snapshot,) = feed.rows(CustodySnapshot)
    assert (snapshot.batch_id, snapshot.status, snapshot.hdced_on) == (
        feed.rows(SourceRecord)[0].first_batch_id, "ACTIVE IN", date(2026, 11, 20),
    )  # fmt: skip
    assert stays(feed) == [
        ("Quarrydean (HMP)", CustodyStatus.SENTENCED, date(2026, 2, 11), None, date(2027, 3, 4)),
    ]  # fmt: skip
    assert {row.kind.value for row in feed.rows(Identifier)} == {"NOMS", "PNC", "CRO", "local"}


def test_the_same_again_changes_nothing(feed: Inbox) -> None:
    for name in ("prisoner.json", "page.json", "prisoners.csv"):
        feed.take(PRISON / name)
    before = feed.counts(Person, SourceRecord, CustodySnapshot, CustodyEpisode, PersonName, Identifier, PersonDetail)
    for name in ("prisoner.json", "page.json", "prisoners.csv"):
        outcome = feed.again(PRISON / name)
        assert (outcome.new, outcome.changed) == (0, 0)
    assert before == feed.counts(
        Person, SourceRecord, CustodySnapshot, CustodyEpisode, PersonName, Identifier, PersonDetail
    )


def test_a_changed_date_ends_the_snapshot_and_begins_another_that_differs_in_it_alone(feed: Inbox) -> None:
    feed.take(prisoner(conditionalReleaseDate="2027-01-01"))
    outcome = feed.take(prisoner(conditionalReleaseDate="2027-02-01"))
    assert told(outcome) == (0, 1, 0, 0)
    before, after = feed.rows(CustodySnapshot)
    assert before.ended_at is not None
    assert after.ended_at is None
    differing = {name for name in before._fields if getattr(before, name) != getattr(after, name)}
    assert differing == {"id", "version", "recorded_at", "ended_at", "batch_id", "conditional_on"}
    assert [row[-1] for row in stays(feed)] == [date(2027, 2, 1)]


def test_a_whole_record_that_lacks_a_date_ends_it_and_a_csv_without_the_column_does_not(feed: Inbox) -> None:
    feed.take(prisoner(homeDetentionCurfewEligibilityDate="2026-06-01"))
    feed.take("prisonerNumber,lastName,firstName,prisonId,prisonName\nA1111BB,PENDRELL,IVO,QWI,Wenbeck (HMP & YOI)\n")
    (standing,) = feed.rows(CustodySnapshot, ended_at=None)
    assert (standing.establishment, standing.hdced_on) == ("Wenbeck (HMP & YOI)", date(2026, 6, 1))
    feed.take(prisoner())
    (standing,) = feed.rows(CustodySnapshot, ended_at=None)
    assert standing.hdced_on is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_weekly_files_out_of_order_do_not_roll_back(feed: Inbox, order: tuple[int, ...]) -> None:
    weeks = [
        page("2026-01-10T01:00:00Z", prisoner(), prisoner("A2222CC", lastName="OTHER")),
        page("2026-01-17T01:00:00Z", prisoner(conditionalReleaseDate="2027-01-01"), prisoner("A2222CC")),
        page("2026-01-24T01:00:00Z", prisoner(prisonId="QWI", prisonName="Wenbeck"), prisoner("A2222CC")),
    ]
    for week in order:
        feed.take(weeks[week])
    standing = feed.rows(CustodySnapshot, ended_at=None)
    assert sorted((row.establishment, row.conditional_on) for row in standing) == [
        ("Quarrydean (HMP)", None), ("Wenbeck", None),
    ]  # fmt: skip
    assert {row.family for row in feed.rows(PersonName, ended_at=None)} == {"PENDRELL"}


def test_a_record_without_a_time_is_older_where_its_last_movement_is(feed: Inbox) -> None:
    feed.take(prisoner(prisonId="QWI", prisonName="Wenbeck", lastMovementDate="2026-02-01"))
    outcome = feed.take(prisoner())
    assert told(outcome) == (0, 0, 1, 0)
    assert [each.code for each in outcome.problems] == [Code.OLDER]
    assert [row[0] for row in stays(feed)] == ["Wenbeck"]


def test_a_release_ends_the_stay_and_keeps_the_record(feed: Inbox) -> None:
    feed.take(prisoner(conditionalReleaseDate="2026-02-20"))
    gone = prisoner(
        status="INACTIVE OUT", inOutStatus="OUT", prisonId="OUT", prisonName="Outside", lastPrisonId="QDI",
        lastMovementTypeCode="REL", lastMovementDate="2026-02-20", conditionalReleaseDate="2026-02-20",
    )  # fmt: skip
    feed.take(gone)
    assert stays(feed) == [("QDI", CustodyStatus.RELEASED, None, date(2026, 2, 20), None)]
    assert feed.rows(CustodySnapshot, ended_at=None)[0].conditional_on == date(2026, 2, 20)
    # Without the day of release the record alone tells of it: a stay without an end would say that it goes on.
    feed.take({**gone, "lastMovementDate": None})
    assert stays(feed) == []


def test_events_and_timelines_change_what_they_tell_and_nothing_else(feed: Inbox) -> None:
    feed.take(PRISON / "detail.json")
    for name in ("timeline.json", "releases.json", "received.json"):
        assert told(feed.take(PRISON / name)) == (0, 1, 0, 0)
    (standing,) = feed.rows(CustodySnapshot, ended_at=None)
    assert (standing.establishment_code, standing.confirmed_on, standing.automatic_on) == (
        "QSI", date(2027, 5, 21), date(2027, 5, 31),
    )  # fmt: skip
    assert [row.family for row in feed.rows(PersonName, ended_at=None, kind=NameKind.PRIMARY)] == ["VENNING"]
    assert stays(feed) == [("QSI", CustodyStatus.SENTENCED, date(2026, 5, 6), None, date(2027, 5, 21))]


def test_a_message_in_part_about_nobody_known_is_set_aside_for_its_name(feed: Inbox) -> None:
    for name in ("timeline.json", "releases.json", "received.json", "merged.json"):
        outcome = feed.take(PRISON / name)
        assert told(outcome) == (0, 0, 0, 1)
        assert [each.code for each in outcome.problems] == [Code.NO_NAME]
    assert feed.counts(Person, CustodySnapshot) == (0, 0)


def merging() -> list[dict[str, Any]]:
    old = page("2026-01-01T00:00:00Z", prisoner("A0001AA", lastName="OLDNAME", prisonId="QWI", prisonName="Wenbeck"))
    new = page("2026-01-02T00:00:00Z", prisoner("A0002BB"))
    both = page("2026-01-03T00:00:00Z", prisoner("A0002BB", identifiers=[{"type": "MERGED", "value": "A0001AA"}]))
    return [old, new, both]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_merged_number_is_one_person_in_one_place_in_any_order(feed: Inbox, order: tuple[int, ...]) -> None:
    files = merging()
    for which in order:
        feed.take(deepcopy(files[which]))
    (standing,) = feed.rows(CustodySnapshot, ended_at=None)
    assert (standing.establishment, [row[0] for row in stays(feed)]) == ("Quarrydean (HMP)", ["Quarrydean (HMP)"])
    assert len({row.person_id for row in feed.rows(SourceRecord)}) == 1
    numbers = {row.raw for row in feed.rows(Identifier, ended_at=None) if row.kind.value == "NOMS"}
    assert numbers == {"A0001AA", "A0002BB"}


def test_a_merge_event_after_both_joins_them(feed: Inbox) -> None:
    feed.take(PRISON / "prisoner.json")
    feed.take(prisoner("B9999QZ"))
    feed.take(PRISON / "merged.json")
    assert len({row.person_id for row in feed.rows(SourceRecord)}) == 1
    assert [row[0] for row in stays(feed)] == ["Quarrydean (HMP)"]
    mine = {row.source_record_id for row in feed.rows(Identifier, raw="B7301QK")}
    numbers = {row.raw for row in feed.rows(Identifier, ended_at=None) if row.source_record_id in mine}
    assert numbers >= {"B7301QK", "B1188QA", "B9999QZ"}


def test_a_number_that_comes_twice_counts_as_it_comes_last(feed: Inbox) -> None:
    rows = [prisoner(), prisoner("A2222CC"), prisoner(prisonName="Wenbeck")]
    outcome = feed.take(json.dumps(rows))
    assert told(outcome) == (2, 0, 1, 0)
    assert [each.code for each in outcome.problems] == [Code.SAID_AGAIN]
    assert [row[0] for row in stays(feed)] == ["Quarrydean (HMP)", "Wenbeck"]


def test_a_dry_run_says_the_same_and_writes_nothing(feed: Inbox) -> None:
    path = Path(PRISON / "page.json")
    assert told(feed.take(path, dry_run=True)) == (5, 0, 0, 0)
    assert feed.counts(Person, CustodySnapshot) == (0, 0)
