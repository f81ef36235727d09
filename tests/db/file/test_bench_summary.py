"""The bench summary: every block has its data or the sentence that says why there is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.cards.drafts import Draft
from db.cards.sharing import RuleTerms
from db.desk import Desk
from db.tables.care import CustodyEpisode
from db.tables.cases import Bail, Charge, Result, ResultPrompt
from db.tables.held import AgencyRecord
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Recipient
from db.words.families.bail import BailStatus, CustodyStatus
from db.words.families.court import AttendanceState
from db.words.families.held import RecordState
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind
from db.words.families.results import ResultCategory, ResultLevel, ResultState
from db.words.keys import uuid7
from tests.support.file_record import Scene, scene
from tests.support.record import Record

DAY = timedelta(days=1)


def _result(at: Scene, label: str, ordered: date, *, until: str = "", final: bool = True) -> None:
    row = at.fact(
        Result,
        defendant_case_id=at.case.defendant,
        charge_id=at.case.charges[0],
        external_id=f"{label}{ordered}",
        level=ResultLevel.CHARGE,
        state=ResultState.SHARED,
        category=ResultCategory.FINAL if final else ResultCategory.INTERMEDIARY,
        label=label,
        ordered_on=ordered,
    )
    if until:
        record = at.record
        record.put(
            ResultPrompt(result_id=row.id, person_id=at.person.person, sequence=1, label="End date", value=until)
        )


def test_todays_hearing_case_charges_and_bail_stand_first(record: Record) -> None:
    at = scene(record)
    record.case(at.person, at.court, case_no="2600009")
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.UNCONDITIONAL)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL, conditions="Curfew 9 to 7")
    card = at.desk.bench.open(at.person.person)
    assert card.hearing is not None
    assert card.hearing.day == at.today
    assert card.case is not None
    assert [charge.title for charge in card.case.charges] == ["Theft", "Assault"]
    assert [one.text for one in card.bail] == ["conditional bail", "unconditional bail"]
    assert [one.number for one in card.other_cases] == ["2600009"]


def test_what_was_tried_has_its_end_and_the_next_offence_after_it(record: Record) -> None:
    at = scene(record)
    _result(at, "Community order", date(2025, 2, 6), until="2026-02-05")
    _result(at, "Fine", date(2024, 2, 6))
    _result(at, "Adjourned", date(2026, 2, 6), final=False)
    at.fact(
        Charge, defendant_case_id=at.case.defendant, natural_key="9", title="Burglary", offence_from=date(2025, 8, 1)
    )
    tried = at.desk.bench.open(at.person.person).tried
    assert [(one.label, one.until, one.next_offence) for one in tried] == [
        ("Community order", date(2026, 2, 5), date(2025, 8, 1)),
        ("Fine", None, date(2025, 8, 1)),
    ]


def test_attendance_counts_what_was_marked(record: Record) -> None:
    at = scene(record)
    earlier = record.listing(at.person, at.case, at.court, day=at.today - 7 * DAY)
    at.desk.attendance.mark(earlier.listing, AttendanceState.ABSENT, seen=None)
    at.desk.attendance.mark(at.row.listing, AttendanceState.VIDEO, seen=None)
    attended = at.desk.bench.open(at.person.person).attended
    assert (attended.marked, attended.came, attended.missed_on) == (2, 1, at.today - 7 * DAY)


def test_a_breach_before_the_court_says_why_it_is_not_ready(record: Record) -> None:
    at = scene(record)
    case = record.case(at.person, at.court, offences=[("CJ03510", "Breach of a community order")])
    record.listing(at.person, case, at.court)
    assert at.desk.bench.open(at.person.person).breach == (
        "Breach of a community order. Not ready because no compliance record is held here."
    )


def test_custody_says_where_or_why_not(record: Record) -> None:
    at = scene(record)
    assert at.desk.bench.open(at.person.person).why_custody == "No stay in custody is recorded."
    at.fact(CustodyEpisode, establishment="HMP Madeup", status=CustodyStatus.REMAND, since=at.today - DAY)
    card = at.desk.bench.open(at.person.person)
    assert card.custody is not None
    assert (card.custody.place, card.why_custody) == ("HMP Madeup", "")


def test_every_block_without_data_says_why(record: Record) -> None:
    at = scene(record)
    bare = at.record.seen_at(record.person(at.agency, "BARE"), at.court)
    card = at.desk.bench.open(bare.person)
    whys = (
        card.why_hearing, card.why_tried, card.why_attended, card.breach, card.why_reports, card.why_custody,
        card.why_comments, card.withheld,
    )  # fmt: skip
    assert all(whys)


def test_not_called_today_names_the_next_hearing(record: Record) -> None:
    at = scene(record)
    known = at.record.seen_at(record.person(at.agency, "LATER"), at.court)
    record.listing(known, record.case(known, at.court), at.court, day=at.today + 3 * DAY)
    card = at.desk.bench.open(known.person)
    assert card.hearing is None
    assert "next on" in card.why_hearing
    assert "Northtown" in card.why_hearing


def test_a_judges_own_sealed_comments_are_on_that_judges_page_alone(record: Record) -> None:
    at = scene(record)
    other = record.user("j.reed", at.agency, Role.JUDGE, courts=[at.court])
    keys = {judge.user_id: _judge_key(judge) for judge in (at.judge, other)}
    for day, text in ((9, "Gave credit for the plea."), (2, "Warned about the curfew.")):
        now = record.clock.now() - timedelta(days=day)
        draft = Draft(uuid7(), at.person.person, text, now, note_kind=NoteKind.JUDGE_PERSONAL)
        Desk(record.units, at.judge, judge_key=keys[at.judge.user_id]).notes.save(draft)
    own = Desk(record.units, at.judge, judge_key=keys[at.judge.user_id]).bench.open(at.person.person)
    assert [note.body for note in own.own_comments] == ["Warned about the curfew.", "Gave credit for the plea."]
    assert [note.hearing_on for note in own.own_comments] == [at.today, at.today]
    for reader in (other, at.clerk):
        card = Desk(record.units, reader, judge_key=keys.get(reader.user_id)).bench.open(at.person.person)
        assert card.own_comments == ()
        assert card.why_comments
        assert at.desk_of(reader).file.read(at.person.person).notes == ()


def _judge_key(judge: Actor) -> JudgeKey:
    half = b"h" * 32
    public, wrapped = make_judge_keys(half, judge.user_id)
    return unwrap(wrapped, half, judge.user_id, public=public)


def _held_by_the_prison(at: Scene, category: Category, summary: str, *, level: Level) -> None:
    """A record of the prison service, and its rule for every judge."""
    owner = at.record.agency("PRIS", AgencyKind.PRISON, "Prison Service")
    lead = at.record.user("lead", owner, Role.SHARING_LEAD)
    at.record.put(
        AgencyRecord(
            person_id=at.person.person, recorded_at=at.record.clock.now(), owner_agency_id=owner, category=category,
            summary=summary, state=RecordState.OPEN,
        )
    )  # fmt: skip
    at.desk_of(lead).sharing.add(RuleTerms(category, level, Recipient.ROLE, word="judge"))


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (Level.FULL, "Held at Leeds from 3 to 9 May (Prison Service)"),
        (Level.SUMMARY, "Held at Leeds from 3 to 9 May (Prison Service, in summary)"),
        (Level.EXIST, "withheld by Prison Service"),
    ],
)
def test_a_stay_that_an_agency_keeps_is_told_in_the_depth_it_is_shared_in(
    record: Record, level: Level, told: str
) -> None:
    at = scene(record)
    _held_by_the_prison(at, Category.CUSTODY, "Held at Leeds from 3 to 9 May", level=level)
    assert at.desk_of(at.judge).bench.open(at.person.person).why_custody.replace(", open", "") == told


@pytest.mark.parametrize("category", [Category.BAIL, Category.CUSTODY, Category.COMPLIANCE])
@pytest.mark.parametrize("level", [Level.SUMMARY, Level.EXIST])
def test_no_block_says_that_nothing_is_recorded_where_something_is_held(
    record: Record, category: Category, level: Level
) -> None:
    at = scene(record)
    _held_by_the_prison(at, category, "Signs on at Leeds", level=level)
    card = at.desk_of(at.judge).bench.open(at.person.person)
    block = {
        Category.BAIL: "; ".join(card.held_bail), Category.CUSTODY: card.why_custody, Category.COMPLIANCE: card.breach,
    }[category]  # fmt: skip
    assert ("Signs on at Leeds" if level is Level.SUMMARY else "withheld by Prison Service") in block


def test_a_record_that_a_rule_hides_is_no_more_than_nothing(record: Record) -> None:
    at = scene(record)
    _held_by_the_prison(at, Category.CUSTODY, "Held at Leeds from 3 to 9 May", level=Level.NONE)
    assert at.desk_of(at.judge).bench.open(at.person.person).why_custody == "No stay in custody is recorded."
