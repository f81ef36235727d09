"""A court list is a snapshot: repeats change nothing, what vanished is marked, a newer print wins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.cards.feeds import FileOutcome
from db.tables.cases import Case, Charge, DefendantCase, Plea
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.people import FieldChange, Person, PersonName, SourceRecord
from db.tables.places import Court, CourtRoom
from db.tables.system import AuditEvent, Change, FeedBatch, FeedRecord, Relevance
from db.words.families.access import AuditOperation
from db.words.families.court import ListingChange, ListingState
from db.words.families.exchange import BatchState, RecordOutcome
from tests.support.feeds import CourtList, Inbox, Row

TWO = CourtList((Row(), Row("2600000002", "7002", "9002", given="Nerys", family="YARDLEY")))
EVERYTHING = (
    Case, Charge, DefendantCase, Plea, Hearing, HearingDay, Listing, FieldChange, Person, PersonName, SourceRecord,
    Court, CourtRoom, Relevance,
)  # fmt: skip


def tally(outcome: FileOutcome) -> tuple[int, int, int, int]:
    return outcome.read, outcome.new, outcome.changed, outcome.unchanged


def test_a_list_makes_people_cases_hearings_and_rows(feed: Inbox) -> None:
    outcome = feed.take(TWO)
    assert tally(outcome) == (2, 2, 0, 0)
    assert feed.counts(Person, SourceRecord, Case, DefendantCase, Charge, Hearing, Listing) == (2, 2, 2, 2, 2, 2, 2)
    assert {row.state for row in feed.rows(Listing)} == {ListingState.LISTED}
    assert {row.change for row in feed.rows(Listing)} == {ListingChange.ADDED.value}
    (batch,) = feed.rows(FeedBatch)
    assert (batch.state, batch.read, batch.new) == (BatchState.ACCEPTED, 2, 2)
    assert [bytes(row.raw).startswith(b"<case>") for row in feed.rows(FeedRecord)] == [True, True]


def test_an_unknown_court_is_made_and_not_set_up(feed: Inbox) -> None:
    feed.take(TWO)
    (court,) = feed.rows(Court)
    assert (court.code, court.name, court.set_up, court.enabled) == (
        "B99ZZ",
        "Overstoke Magistrates' Court",
        False,
        False,
    )


def test_the_same_file_again_changes_nothing_but_one_collection_row(feed: Inbox) -> None:
    path = feed.write(TWO)
    feed.take(path)
    before = feed.counts(*EVERYTHING, FeedBatch, FeedRecord, Change)
    audited = len(feed.rows(AuditEvent))
    again = feed.take(path)
    assert again.repeat
    assert tally(again) == (2, 0, 0, 2)
    assert feed.counts(*EVERYTHING, FeedBatch, FeedRecord, Change) == before
    assert [row.action for row in feed.rows(AuditEvent)[audited:]] == ["feed.repeat"]


def test_the_same_content_in_another_file_changes_nothing(feed: Inbox) -> None:
    feed.take(TWO)
    before, told = feed.counts(*EVERYTHING), len(feed.rows(Change))
    again = feed.again(TWO)
    assert tally(again) == (2, 0, 0, 2)
    assert feed.counts(*EVERYTHING) == before
    assert len(feed.rows(Change)) == told


def test_what_vanished_from_the_list_is_vacated_and_everybody_stays(feed: Inbox) -> None:
    feed.take(TWO)
    outcome = feed.take(replace(TWO, rows=TWO.rows[:1]))
    assert outcome.vacated == 1
    stays, gone = feed.rows(Listing)
    assert (stays.state, gone.state, gone.change) == (ListingState.LISTED, ListingState.VACATED, "removed")
    assert feed.counts(Person, Case) == (2, 2)
    assert ("listing", gone.id) in {(row.kind, row.object_id) for row in feed.rows(Change)}


def test_a_row_that_comes_back_is_listed_again(feed: Inbox) -> None:
    feed.take(TWO)
    feed.take(replace(TWO, rows=TWO.rows[:1]))
    feed.again(TWO)
    back = feed.rows(Listing)[1]
    assert (back.state, back.change) == (ListingState.LISTED, ListingChange.ADDED.value)
    assert len(feed.rows(Listing)) == 2


def test_an_empty_session_vacates_its_list_and_an_empty_document_does_not(feed: Inbox) -> None:
    feed.take(TWO)
    nothing = (
        "<ExternalDocumentRequest><documents><document><info><source_file_name>1_02032026_2999_B99ZZ01_X"
        "</source_file_name></info><data/></document></documents></ExternalDocumentRequest>"
    )
    assert feed.take(nothing).vacated == 0
    assert feed.take(replace(TWO, rows=())).vacated == 2


def test_a_list_with_a_row_in_quarantine_vacates_nothing(feed: Inbox) -> None:
    feed.take(TWO)
    outcome = feed.take(replace(TWO, rows=(TWO.rows[0], Row(caseno="", c_id="9002", h_id="7002"))))
    assert (outcome.quarantined, outcome.vacated) == (1, 0)
    assert {row.state for row in feed.rows(Listing)} == {ListingState.LISTED}
    kept = feed.rows(FeedRecord, outcome=RecordOutcome.QUARANTINED)
    assert len(kept) == 1
    assert "no-case-number" in kept[0].problems


def test_another_day_and_another_room_are_left_alone(feed: Inbox) -> None:
    feed.take(TWO)
    for other in (
        replace(TWO, rows=(Row("2600000003", "7003", "9003", given="Osian"),), on="03/03/2026"),
        replace(TWO, rows=(Row("2600000004", "7004", "9004", given="Xanthe"),), room="02"),
    ):
        assert feed.take(other).vacated == 0


def test_a_move_to_another_room_is_told_as_a_move(feed: Inbox) -> None:
    feed.take(replace(TWO, whole=True))
    outcome = feed.take(replace(TWO, whole=True, room="02"))
    assert tally(outcome) == (2, 0, 2, 0)
    old, new = feed.rows(Listing, person_id=feed.rows(Person)[0].id)
    assert (old.state, old.change) == (ListingState.MOVED, ListingChange.MOVED.value)
    assert (new.state, new.change) == (ListingState.LISTED, ListingChange.MOVED.value)
    feed.again(replace(TWO, whole=True, room="02"))
    assert feed.rows(Listing, id=new.id) == [new]


def test_another_time_is_told_as_a_move_of_the_same_row(feed: Inbox) -> None:
    feed.take(CourtList())
    outcome = feed.take(CourtList((Row(start="14:00"),)))
    assert tally(outcome) == (1, 0, 1, 0)
    (row,) = feed.rows(Listing)
    assert (f"{row.starts_at:%H:%M}", row.change) == ("14:00", ListingChange.MOVED.value)


def test_an_older_print_does_not_roll_back(feed: Inbox) -> None:
    newer = CourtList((replace(Row(), offences=("Common assault",)),), printed="02/03/2026")
    feed.take(newer)
    before = feed.counts(*EVERYTHING)
    outcome = feed.take(TWO)
    assert tally(outcome) == (2, 1, 0, 1)
    assert "older-than-recorded" in {problem.code for problem in outcome.problems}
    assert [row.title for row in feed.rows(Charge)][:1] == ["Common assault"]
    assert feed.counts(Person)[0] == before[8] + 1


def test_an_older_print_neither_vacates_nor_brings_back(feed: Inbox) -> None:
    feed.take(replace(TWO, printed="27/02/2026"))
    feed.take(replace(TWO, rows=TWO.rows[:1], printed="01/03/2026"))
    late = feed.take(replace(TWO, rows=TWO.rows[1:], printed="28/02/2026"))
    assert late.vacated == 0
    assert [row.state for row in feed.rows(Listing)] == [ListingState.LISTED, ListingState.VACATED]


def test_a_changed_charge_keeps_what_it_said_before(feed: Inbox) -> None:
    feed.take(CourtList())
    outcome = feed.take(CourtList((replace(Row(), offences=("Burglary",)),)))
    assert tally(outcome) == (1, 0, 1, 0)
    assert [row.title for row in feed.rows(Charge)] == ["Burglary"]
    said = {(row.field, row.old, row.new) for row in feed.rows(FieldChange)}
    assert ("title", "Theft from a shop", "Burglary") in said


def test_a_charge_that_the_list_leaves_out_is_ended_and_comes_back(feed: Inbox) -> None:
    both = CourtList((replace(Row(), offences=("Theft", "Affray")),))
    feed.take(both)
    feed.take(CourtList((replace(Row(), offences=("Theft",)),)))
    assert [row.ended_at is None for row in feed.rows(Charge)] == [True, False]
    feed.again(both)
    assert [row.ended_at is None for row in feed.rows(Charge)] == [True, True]


def test_a_new_plea_ends_the_old_one(feed: Inbox) -> None:
    feed.take(CourtList((replace(Row(), plea="NG"),)))
    feed.take(CourtList((replace(Row(), plea="G"),)))
    assert [(row.raw, row.ended_at is None) for row in feed.rows(Plea)] == [("NG", False), ("G", True)]


@pytest.mark.parametrize("family", ["QUARMBEY", "QUARMBY-HOLT"])
def test_an_amended_spelling_under_the_same_c_id_is_a_change(feed: Inbox, family: str) -> None:
    feed.take(CourtList())
    outcome = feed.take(CourtList((replace(Row(), family=family),)))
    assert tally(outcome) == (1, 0, 1, 0)
    assert feed.counts(Person, SourceRecord, DefendantCase) == (1, 1, 1)
    assert [(row.family, row.ended_at is None) for row in feed.rows(PersonName)] == [("QUARMBY", False), (family, True)]
    # The next day's list has the new spelling and no c_id of old.
    assert tally(feed.take(CourtList((replace(Row(), family=family, h_id="7009"),), on="09/03/2026")))[1] == 1
    assert feed.counts(Person) == (1,)


def test_a_list_without_dates_of_birth_meets_the_same_people(feed: Inbox) -> None:
    feed.take(CourtList((replace(Row(), c_id=""),)))
    outcome = feed.take(CourtList((replace(Row(), c_id="", born=""),)))
    assert feed.counts(Person, Listing) == (1, 1)
    assert outcome.vacated == 0


def test_co_defendants_are_two_people_in_one_case(feed: Inbox) -> None:
    feed.take(CourtList((Row(), replace(Row(), given="Nerys", born="01/02/1990"))))
    assert feed.counts(Case, Person, DefendantCase) == (1, 2, 2)
    # Namesakes in one case are told apart by the date of birth.
    feed.take(CourtList((Row("2600000009"), replace(Row("2600000009"), born="01/02/1960")), on="03/03/2026"))
    assert feed.counts(Person) == (4,)


def test_one_name_and_birth_in_two_cases_are_two_people(feed: Inbox) -> None:
    feed.take(CourtList((Row(pnc="2004/0012345U"), Row("2600000002", "7002", "9002", pnc="2004/0012345U"))))
    assert feed.counts(Person) == (2,)


def test_every_record_of_a_new_person_is_audited_as_collected(feed: Inbox) -> None:
    feed.take(TWO)
    rows = [row for row in feed.rows(AuditEvent) if row.action == "feed.record"]
    people = {row.id for row in feed.rows(Person)}
    assert {row.person_id for row in rows} == people
    assert {row.operation for row in rows} == {AuditOperation.COLLECTION}


def test_a_dry_run_tells_the_same_and_writes_nothing(feed: Inbox) -> None:
    told = feed.take(TWO, dry_run=True)
    assert feed.counts(*EVERYTHING, FeedBatch, FeedRecord, AuditEvent, Change) == (0,) * 18
    assert told.batch is None
    assert tally(told) == tally(feed.take(TWO))
    less = replace(TWO, rows=(replace(TWO.rows[0], family="QUARMBEY"),))
    assert (tally(feed.take(less, dry_run=True)), feed.take(less, dry_run=True).vacated) == ((1, 0, 1, 0), 1)


def test_a_dry_run_of_many_chunks_knows_at_the_end_what_it_read_at_the_beginning(feed: Inbox) -> None:
    rows = tuple(Row(f"26000{n:05}", f"7{n}", f"9{n}", family=f"QUARM{'ABCDEFGHIJ'[n % 10]}Y") for n in range(60))
    again = replace(rows[0], h_id="8001", start="14:00")
    long = CourtList((*rows, again))
    assert tally(feed.take(long, dry_run=True)) == tally(feed.take(long)) == (61, 61, 0, 0)
