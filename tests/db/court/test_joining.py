"""What was added by hand becomes one with the feed's row: the rule alone, and the rows of the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from db.audit.chain import Act
from db.cards.adding import Added, NewDefendant
from db.court.adding import AddingService
from db.court.attendance import AttendanceService
from db.court.cases import CaseService
from db.court.joining import Standing, join_hand_made, pairs, same_defendant
from db.tables.hearings import Listing
from db.tables.notes import Note
from db.tables.people import Person, PersonName, SourceRecord
from db.words.actor import Role
from db.words.families.access import AuditOperation
from db.words.families.court import AttendanceState
from db.words.families.notes import NoteKind
from db.words.families.people import LinkState
from db.words.keys import uuid7
from db.words.names import NameParts
from tests.support.court_day import Court

BORN = date(1980, 3, 12)
DAY = date(2026, 2, 3)
COURT = UUID(int=7)
NOTE: sa.Table = Note.__table__  # type: ignore[attr-defined]
PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]
NAMES: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
RECORDS: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]


def standing(**more: object) -> Standing:
    key = uuid7
    made = Standing(
        listing_id=key(), hearing_id=key(), hearing_day_id=key(), court_id=COURT, sitting_on=DAY, case_id=key(),
        case_no="", defendant_case_id=key(), record_id=key(), person_id=key(), names=frozenset({"john smith"}),
        born=frozenset({BORN}),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hand", "feed", "same"),
    [
        ({}, {}, True),
        ({}, {"case_no": "26001"}, True),
        (
            {"case_no": "26001"},
            {"case_no": "26001", "names": frozenset({"jon smyth"}), "born": frozenset()},
            True,
        ),
        (
            {"case_no": "26001"},
            {"case_no": "26001", "names": frozenset({"ann lee"}), "born": frozenset(), "alone": False},
            False,
        ),
        ({"case_no": "26001"}, {"case_no": "26001", "sitting_on": date(2026, 2, 4)}, True),
        ({"case_no": "26001"}, {"case_no": "26002"}, False),
        ({}, {"sitting_on": date(2026, 2, 4)}, False),
        ({}, {"court_id": UUID(int=8)}, False),
        ({}, {"names": frozenset({"ann lee"})}, False),
        ({}, {"born": frozenset({date(1981, 3, 12)})}, False),
        ({"born": frozenset()}, {"born": frozenset()}, False),
        ({"names": frozenset({"j smith", "john smith"})}, {}, True),
    ],
)
def test_same_court_and_case_number_or_day_name_and_birth(
    hand: dict[str, object], feed: dict[str, object], same: bool
) -> None:
    assert same_defendant(standing(**hand), standing(**feed)) is same


@given(
    st.lists(st.sampled_from(["", "26001", "26002"]), max_size=5),
    st.lists(st.sampled_from(["", "26001"]), max_size=5),
)
def test_each_row_is_joined_once_and_only_with_a_later_one(hand: list[str], feed: list[str]) -> None:
    mine = [standing(case_no=number) for number in hand]
    theirs = [standing(case_no=number) for number in feed]
    found = pairs(mine, theirs)
    assert len({one.listing_id for one, _ in found}) == len({other.listing_id for _, other in found}) == len(found)
    assert all(same_defendant(one, other) and other.listing_id > one.listing_id for one, other in found)
    assert pairs(theirs, mine) == []


def add(court: Court, **more: object) -> Added:
    asked = NewDefendant(
        court_id=court.id,
        room_id=court.record.room(court.id),
        day=court.day,
        charges=("Burglary",),
        name=NameParts(given="John", family="Smith"),
        born=BORN,
    )
    return AddingService(court.record.units, court.clerk).add(replace(asked, **more))  # type: ignore[arg-type]


def note(court: Court, added: Added) -> UUID:
    """A hearing note on the row that was added."""
    units, clerk = court.record.units, court.clerk
    with units.act(clerk, Act(AuditOperation.ALTERATION, "note.save")) as unit:
        unit.get(Person, added.row.person_id)
        listing = unit.get(Listing, added.row.listing_id)
        row = Note(
            kind=NoteKind.HEARING, person_id=added.row.person_id, case_id=added.row.case_id,
            hearing_day_id=listing.hearing_day_id, author_id=clerk.user_id, owner_agency_id=clerk.agency_id,
            body="Asks for the duty solicitor.", written_at=unit.now, audit_session=clerk.audit_session,
        )  # fmt: skip
        unit.add(row)
        return row.id


def join(court: Court) -> int:
    with court.record.units.raw("keeper", writes=True) as connection:
        found = join_hand_made(connection, [(court.id, court.day)], actor=court.clerk, now=court.record.clock.now())
    return len(found)


def column(court: Court, query: sa.Select[tuple[object]]) -> list[object]:
    with court.record.units.raw("keeper") as connection:
        return list(connection.execute(query).scalars())


def test_the_new_persons_row_notes_and_marks_go_over_to_the_feeds(court: Court) -> None:
    added = add(court)
    written = note(court, added)
    AttendanceService(court.record.units, court.clerk).mark(added.row.listing_id, AttendanceState.PRESENT, seen=None)
    known, tried, listed = court.put("SMITH", "John", born=BORN, case_no="2600012345")
    assert join(court) == 1
    rows = court.service.page(court.scope).items
    assert [row.listing_id for row in rows] == [listed.listing]
    assert rows[0].mark is not None
    assert rows[0].mark.state is AttendanceState.PRESENT
    assert rows[0].charges == ("Theft",)
    query = sa.select(NOTE.c.person_id, NOTE.c.case_id, NOTE.c.hearing_day_id).where(NOTE.c.id == written)
    with court.record.units.raw("keeper") as connection:
        assert tuple(connection.execute(query).one()) == (known.person, tried.case, listed.day)
    merged = sa.select(PERSON.c.merged_into_id).where(PERSON.c.id == added.row.person_id)
    assert column(court, merged) == [known.person]
    with court.record.units.read(court.clerk) as unit:
        assert unit.get(Person, added.row.person_id).merged_into_id == known.person
    left = sa.select(NAMES.c.id).where(NAMES.c.person_id == added.row.person_id)
    assert column(court, left) == []
    assert join(court) == 0


def test_a_person_the_clerk_had_found_keeps_the_file_and_the_feeds_new_record_comes_to_it(
    court: Court,
) -> None:
    older = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    added = add(court, person_id=older.person)
    known, tried, listed = court.put("SMITH", "John", born=BORN)
    assert join(court) == 1
    row = court.service.row(listed.listing)
    assert row.person_id == older.person
    assert column(court, sa.select(PERSON.c.merged_into_id).where(PERSON.c.id == known.person)) == [older.person]
    placed = sa.select(RECORDS.c.person_id).where(RECORDS.c.id == known.record)
    assert column(court, placed) == [older.person]
    card = CaseService(court.record.units, court.clerk).read(tried.case)
    assert [each.other_cases for each in card.defendants] == [1]
    assert added.row.person_id == older.person


def test_two_established_persons_stay_two_and_the_row_by_hand_goes_over(court: Court) -> None:
    mine = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    add(court, person_id=mine.person)
    theirs = court.record.person(court.agency, "SMITH", "John", born=BORN)
    court.record.put(
        SourceRecord(
            agency_id=court.agency, system="other", external_id="1", person_id=theirs.person, link_state=LinkState.AUTO,
            decided_at=court.record.clock.now(),
        )
    )  # fmt: skip
    listed = court.put("", known=theirs)[2]
    assert join(court) == 1
    assert [row.listing_id for row in court.service.page(court.scope).items] == [listed.listing]
    both = sa.select(PERSON.c.merged_into_id).where(PERSON.c.id.in_([mine.person, theirs.person]))
    assert column(court, both) == [None, None]
    assert court.service.row(listed.listing).person_id == theirs.person


def sealed(court: Court, added: Added) -> UUID:
    """A judge's personal note on the row, as it lies in the table."""
    judge = court.record.user("j.udge", court.agency, Role.JUDGE, courts=[court.id])
    with court.record.units.act(judge, Act(AuditOperation.ALTERATION, "note.save")) as unit:
        unit.get(Person, added.row.person_id)
        row = Note(
            kind=NoteKind.JUDGE_PERSONAL, person_id=added.row.person_id, case_id=added.row.case_id,
            author_id=judge.user_id, owner_agency_id=judge.agency_id, sealed=b"sealed", written_at=unit.now,
            audit_session=judge.audit_session,
        )  # fmt: skip
        unit.add(row)
        return row.id


def test_a_sealed_note_goes_over_only_with_the_whole_person(court: Court) -> None:
    whole = sealed(court, add(court))
    known = court.put("SMITH", "John", born=BORN)[0]
    assert join(court) == 1
    assert column(court, sa.select(NOTE.c.person_id).where(NOTE.c.id == whole)) == [known.person]


def test_a_sealed_note_about_a_person_who_stays_another_stays_there(court: Court) -> None:
    mine = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    kept = sealed(court, add(court, person_id=mine.person))
    theirs = court.record.person(court.agency, "SMITH", "John", born=BORN)
    court.record.put(
        SourceRecord(
            agency_id=court.agency, system="other", external_id="1", person_id=theirs.person,
            link_state=LinkState.AUTO, decided_at=court.record.clock.now(),
        )
    )  # fmt: skip
    court.put("", known=theirs)
    assert join(court) == 1
    assert column(court, sa.select(NOTE.c.person_id).where(NOTE.c.id == kept)) == [mine.person]


def test_a_row_added_beside_the_feeds_row_on_purpose_is_never_joined(court: Court) -> None:
    court.put("SMITH", "John", born=BORN)
    asked = NewDefendant(
        court_id=court.id, room_id=court.record.room(court.id), day=court.day, charges=("Burglary",),
        name=NameParts(given="John", family="Smith"), born=BORN,
    )  # fmt: skip
    AddingService(court.record.units, court.clerk).add(asked, despite=True)
    assert join(court) == 0
    assert len(court.service.page(court.scope).items) == 2


def test_another_persons_row_is_left_alone(court: Court) -> None:
    add(court)
    court.put("SMITH", "Joan", born=BORN)
    court.put("SMITH", "John", born=date(1981, 3, 12))
    assert join(court) == 0
    assert len(court.service.page(court.scope).items) == 3


def test_joining_is_audited_as_a_combination_and_told_live(court: Court) -> None:
    add(court)
    listed = court.put("SMITH", "John", born=BORN)[2]
    join(court)
    with court.record.units.raw("keeper") as connection:
        acts = connection.execute(sa.text("select operation, action from audit_event")).all()
        kinds = {row.kind for row in connection.execute(sa.text("select kind from change"))}
    assert tuple(acts[-1]) == ("combination", "listing.join")
    assert {"listing", "person"} <= kinds
    assert court.service.row(listed.listing).added_by == ""
