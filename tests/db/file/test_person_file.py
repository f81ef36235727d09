"""The person file: one file for one person, put together, audited once, within the policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.file.systems import system_words
from db.tables.cases import Bail, DefendantCase, Plea, Result, ResultPrompt, Verdict
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Role
from db.words.errors import NotFound
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, LinkState, NameKind
from db.words.families.places import AgencyKind
from db.words.families.results import ResultLevel, ResultState
from db.words.keys import uuid7
from tests.support.file_record import scene
from tests.support.record import Known, Record

DAY = timedelta(days=1)


def _consultations(units: Units) -> list[str]:
    table: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with units.raw("keeper") as connection:
        rows = connection.execute(sa.select(table.c.action).where(table.c.operation == "consultation"))
        return [row.action for row in rows]


def test_two_cases_of_one_person_stand_in_one_file(record: Record) -> None:
    at = scene(record)
    other = record.court("B88XX", "Southtown Crown Court")
    second = record.case(at.person, other, case_no="T20260002")
    record.listing(at.person, second, other, day=at.today + 7 * DAY)
    card = at.desk.file.open(at.person.person)
    assert {one.number for one in card.cases} == {"2600001", "T20260002"}
    assert [one.court for one in card.hearings] == ["Southtown Crown Court", "Northtown Magistrates' Court"]


def test_opening_is_one_consultation_and_reading_again_is_none(record: Record, units: Units) -> None:
    at = scene(record)
    files = at.desk.file
    files.open(at.person.person)
    files.read(at.person.person)
    files.read(at.person.person)
    assert _consultations(units) == ["file.open"]


def test_who_is_not_for_the_reader_is_not_found_and_nothing_is_told(record: Record) -> None:
    at = scene(record)
    elsewhere = record.court("B77XX", "Westtown Magistrates' Court")
    stranger = record.user("w.lane", record.agency("WTMC"), Role.CLERK, courts=[elsewhere])
    with pytest.raises(NotFound) as for_somebody:
        at.desk_of(stranger).file.open(at.person.person)
    with pytest.raises(NotFound) as for_nobody:
        at.desk_of(stranger).file.open(uuid7())
    assert str(for_somebody.value) == str(for_nobody.value)


def test_the_best_value_is_confirmed_then_newest_and_others_are_shown_with_their_source(record: Record) -> None:
    at = scene(record)
    police = record.agency("POL", AgencyKind.POLICE, "Northshire Police")
    theirs = _second_record(record, at.person, police)
    at.fact(PersonDetail, known=theirs, kind=DetailKind.NATIONALITY, value="Irish", ago=-DAY)
    at.fact(PersonDetail, kind=DetailKind.NATIONALITY, value="British")
    card = at.desk.file.open(at.person.person)
    field = next(one for one in card.details if one.key == "detail:nationality")
    assert [(one.text, one.source.words) for one in field.values] == [
        ("Irish", "Northshire Police, custody system"),
        ("British", "Northtown court, LIBRA"),
    ]
    ours = _second_record(record, at.person, at.agency, LinkState.CONFIRMED)
    at.fact(PersonDetail, known=ours, kind=DetailKind.NATIONALITY, value="Welsh", ago=300 * DAY)
    field = next(one for one in at.desk.file.read(at.person.person).details if one.key == "detail:nationality")
    assert field.best is not None
    assert field.best.text == "Welsh"
    assert len(field.others) == 2


def test_the_same_value_of_two_sources_stands_once_and_is_counted(record: Record) -> None:
    at = scene(record)
    theirs = _second_record(record, at.person, record.agency("POL", AgencyKind.POLICE))
    at.fact(PersonName, known=theirs, kind=NameKind.PRIMARY, family="Smith", given="JOHN", family_folded="smith")
    name = at.desk.file.open(at.person.person).names[0]
    assert [(one.text, one.same) for one in name.values] == [("SMITH, John", 1)]


def test_a_number_with_a_wrong_check_letter_is_shown_as_it_came_with_the_reason(record: Record) -> None:
    at = scene(record)
    at.fact(
        Identifier, kind=IdentifierKind.PNC, raw="2020/1234567A", valid=False, problem="right shape, wrong check letter"
    )
    at.fact(Identifier, kind=IdentifierKind.CRO, raw="123456 /20F", canonical="123456/20F")
    numbers = {one.key: one.best for one in at.desk.file.open(at.person.person).numbers}
    pnc, cro = numbers["identifier:PNC"], numbers["identifier:CRO"]
    assert pnc is not None
    assert (pnc.text, pnc.flag) == ("2020/1234567A", "right shape, wrong check letter")
    assert cro is not None
    assert (cro.text, cro.flag) == ("123456/20F", "as sent: 123456 /20F")


def test_a_charge_carries_plea_finding_and_results_with_their_end(record: Record) -> None:
    at = scene(record)
    charge = at.case.charges[0]
    at.fact(Plea, charge_id=charge, kind=PleaKind.NOT_GUILTY, pleaded_on=date(2026, 1, 5))
    at.fact(Verdict, charge_id=charge, category=VerdictCategory.GUILTY, given_on=date(2026, 2, 6))
    result = at.fact(
        Result,
        defendant_case_id=at.case.defendant,
        charge_id=charge,
        external_id="r1",
        level=ResultLevel.CHARGE,
        state=ResultState.SHARED,
        label="Community order",
        ordered_on=date(2026, 2, 6),
    )
    record.put(
        ResultPrompt(result_id=result.id, person_id=at.person.person, sequence=1, label="End date", value="2027-02-05")
    )
    line = at.desk.file.open(at.person.person).cases[0].charges[0]
    assert (line.plea, line.verdict) == ("not guilty", "guilty")
    assert [(one.label, one.until) for one in line.results] == [("Community order", date(2027, 2, 5))]


def test_ages_are_reckoned_today_and_at_the_first_hearing_and_at_the_offence(record: Record) -> None:
    at = scene(record)
    born = date(at.today.year - 19, 1, 1)
    young = at.record.seen_at(record.person(at.agency, "GREY", "Ann", born=born), at.court)
    case = record.case(young, at.court)
    record.listing(young, case, at.court, day=date(at.today.year - 2, 6, 1))
    record.listing(young, case, at.court)
    card = at.desk.file.open(young.person)
    assert (card.ages.today, card.ages.first_hearing) == (19, 17)


def test_an_organisation_has_a_name_and_no_age(record: Record) -> None:
    at = scene(record)
    known = at.record.seen_at(record.person(at.agency, "x"), at.court)
    at.fact(
        PersonName, known=known, kind=NameKind.PRIMARY, family="Brightwater Haulage Ltd",
        family_folded="brightwater haulage ltd", is_organisation=True, ago=-DAY,
    )  # fmt: skip
    card = at.desk.file.open(known.person)
    assert (card.name, card.organisation, card.ages.today) == ("Brightwater Haulage Ltd", True, None)
    assert card.vital.label == "Brightwater Haulage Ltd"


def test_a_merged_id_leads_to_the_file_that_was_kept(record: Record) -> None:
    at = scene(record)
    old = at.record.seen_at(record.person(at.agency, "SMYTH", "Jon"), at.court)
    table: sa.Table = Person.__table__  # type: ignore[attr-defined]
    with record.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).where(table.c.id == old.person).values(merged_into_id=at.person.person))
    card = at.desk.file.open(old.person)
    assert (card.person_id, card.asked_id, card.name) == (at.person.person, old.person, "SMITH, John")


def test_the_row_it_was_opened_from_is_known_by_row_hearing_or_day_and_else_is_todays(record: Record) -> None:
    at = scene(record)
    later = record.listing(at.person, at.case, at.court, day=at.today + 7 * DAY)
    files = at.desk.file
    for asked in (later.listing, later.hearing, later.day):
        assert files.read(at.person.person, at=asked).listing_id == later.listing
    assert files.read(at.person.person).listing_id == at.row.listing


def test_addresses_keep_their_days(record: Record) -> None:
    at = scene(record)
    at.fact(
        Address, kind=AddressKind.HOME, lines="1 Made Up Lane\nNorthtown", postcode="ZZ1 1ZZ",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    home = at.desk.file.open(at.person.person).addresses[0].best
    assert home is not None
    assert (home.text, home.valid_from) == ("1 Made Up Lane, Northtown, ZZ1 1ZZ", date(2020, 1, 1))


def test_the_timeline_runs_from_the_latest_back_and_names_every_dated_thing(record: Record) -> None:
    at = scene(record)
    at.fact(Plea, charge_id=at.case.charges[0], kind=PleaKind.GUILTY, pleaded_on=date(2026, 1, 5))
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL, valid_from=date(2026, 1, 6))
    lines = at.desk.file.open(at.person.person).timeline
    assert [one.day for one in lines] == sorted((one.day for one in lines), reverse=True)
    texts = [one.text for one in lines]
    assert "plea guilty: Theft" in texts
    assert "conditional bail" in texts
    assert any(text.startswith("First hearing, Northtown") for text in texts)


def test_a_long_file_takes_as_many_statements_as_a_short_one(record: Record) -> None:
    at = scene(record)
    at.desk.file.vital(at.person.person)  # who reads is looked up once, whatever the file
    short = _statements(lambda: at.desk.file.read(at.person.person))
    for number in range(20):
        record.listing(at.person, record.case(at.person, at.court, case_no=str(number)), at.court)
    long = _statements(lambda: at.desk.file.read(at.person.person))
    assert 10 < short == long <= 32


def _statements(work: Callable[[], object]) -> int:
    """How many statements reach the driver while the work runs."""
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        work()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    return len(counted)


def _second_record(record: Record, known: Known, agency: object, state: LinkState = LinkState.AUTO) -> Known:
    """A further record of the same person, of another agency or confirmed by hand."""
    row = SourceRecord(
        agency_id=agency,
        system="custody system",
        external_id=str(uuid7()),
        person_id=known.person,
        link_state=state,
        decided_at=record.clock.now(),
    )
    record.put(row)
    return Known(known.person, row.id)


def test_a_consultation_is_audited_before_anything_is_read(record: Record, units: Units) -> None:
    at = scene(record)
    seen: list[int] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM person_name" in statement:
            seen.append(len(_consultations(units)))

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        at.desk.file.open(at.person.person)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    assert seen[:1] == [1]


def test_every_system_has_words_that_a_clerk_knows() -> None:
    assert [system_words(one) for one in ("libra", "common-platform", "tracker")] == [
        "LIBRA",
        "Common Platform",
        "by hand",
    ]


@pytest.mark.parametrize(
    ("weeks", "listed", "shown"), [(1, None, True), (0, None, True), (-2, None, False), (1, 9, False), (1, 3, True)]
)
def test_a_week_that_a_list_warns_for_is_shown_until_a_day_is_named_or_it_is_over(
    record: Record, weeks: int, listed: int | None, shown: bool
) -> None:
    at = scene(record)
    monday = at.today + (7 * weeks - at.today.weekday()) * DAY
    other = record.court("B88XX", "Southtown Crown Court")
    second = record.case(at.person, other, case_no="T20260002")
    if listed is not None:
        record.listing(at.person, second, other, day=at.today + (listed - at.today.weekday()) * DAY)
    table: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
    with record.units.raw("bulk", writes=True) as connection:
        connection.execute(sa.update(table).where(table.c.id == second.defendant).values(warned_for=monday))
    (line,) = (one for one in at.desk.file.open(at.person.person).cases if one.number == "T20260002")
    assert line.warned_for == (monday if shown else None)
