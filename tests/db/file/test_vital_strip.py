"""The vital strip: one rule says what stands on every screen of a person, and in which order."""

from __future__ import annotations

from datetime import date, timedelta

from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, DefendantCase, ReportingRestriction, Warrant
from db.tables.people import PersonDetail
from db.words.families.bail import BailStatus, CustodyStatus, WarrantKind
from db.words.families.court import MarkerKind, RestrictionKind
from db.words.families.people import DetailKind
from tests.support.file_record import Scene, scene
from tests.support.record import Known, Record

DAY = timedelta(days=1)


def _signs(at: Scene, known: Known | None = None) -> list[tuple[str, bool]]:
    strip = at.desk.file.vital((known or at.person).person)
    return [(sign.text, sign.alert) for sign in strip.signs]


def test_signs_stand_in_their_order_of_weight(record: Record) -> None:
    at = scene(record)
    at.fact(PersonDetail, kind=DetailKind.INTERPRETER, value="Polish")
    at.fact(ReportingRestriction, case_id=at.case.case, kind=RestrictionKind.ANONYMITY)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL)
    at.fact(Warrant, defendant_case_id=at.case.defendant, kind=WarrantKind.BREACH, issued_on=at.today)
    at.fact(Marker, kind=MarkerKind.VIOLENCE, level="high")
    assert _signs(at) == [
        ("violence (high)", True),
        ("conditional bail", False),
        ("warrant: breach of order", True),
        ("today 10:00 ct 01", False),
        ("complainant: no name", True),
        ("interpreter: Polish", False),
    ]


def test_a_youth_is_an_alert_with_the_age_and_stays_one_after_turning_eighteen_in_the_case(record: Record) -> None:
    at = scene(record)
    young = at.record.seen_at(record.person(at.agency, "GREY", "Ann", born=date(at.today.year - 15, 1, 1)), at.court)
    assert ("youth 15", True) in _signs(at, young)
    case = record.case(at.person, at.court)
    _set(record, case.defendant, youth_at_first_hearing=True)
    assert ("youth at first hearing", True) in _signs(at)


def test_custody_stands_before_bail_and_is_gone_when_it_ended(record: Record) -> None:
    at = scene(record)
    since = at.today - 10 * DAY
    at.fact(CustodyEpisode, establishment="HMP Madeup", status=CustodyStatus.REMAND, since=since)
    assert ("custody: HMP Madeup", True) in _signs(at)
    known = at.record.seen_at(record.person(at.agency, "FREE", "Ed"), at.court)
    at.fact(
        CustodyEpisode, known=known, establishment="HMP Madeup", status=CustodyStatus.REMAND, since=since,
        until=at.today - DAY,
    )  # fmt: skip
    assert _signs(at, known) == []


def test_remand_without_a_prison_record_is_custody_too(record: Record) -> None:
    at = scene(record)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CUSTODY)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.UNCONDITIONAL)
    assert ("in custody", True) in _signs(at)


def test_bail_of_a_concluded_case_is_no_sign(record: Record) -> None:
    at = scene(record)
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL)
    _set(record, at.case.defendant, concluded=True)
    assert "conditional bail" not in dict(_signs(at))


def test_what_ended_or_is_past_its_days_is_no_sign(record: Record) -> None:
    at = scene(record)
    at.fact(Marker, kind=MarkerKind.WEAPONS, valid_to=at.today - DAY)
    at.ended(Marker, kind=MarkerKind.ESCAPE, at=record.clock.now() - DAY, ago=9 * DAY)
    at.fact(Warrant, kind=WarrantKind.BREACH, executed_on=at.today)
    assert [text for text, alert in _signs(at) if alert] == []


def test_the_next_hearing_is_the_first_that_still_stands(record: Record) -> None:
    at = scene(record)
    known = at.record.seen_at(record.person(at.agency, "LATER", "Al"), at.court)
    case = record.case(known, at.court)
    record.listing(known, case, at.court, day=at.today + 20 * DAY)
    record.listing(known, case, at.court, day=at.today + 3 * DAY, room="04")
    record.listing(known, case, at.court, day=at.today - 3 * DAY)
    (sign,) = _signs(at, known)
    assert sign[0].startswith("next ")
    assert sign[0].endswith("ct 04")


def _set(record: Record, defendant: object, **values: object) -> None:
    table = DefendantCase.__table__  # type: ignore[attr-defined]
    with record.units.raw("keeper", writes=True) as connection:
        connection.execute(table.update().where(table.c.id == defendant).values(**values))
