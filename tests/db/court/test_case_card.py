"""A case read whole: defendants with charges, hearings newest first, links, and only what is for the reader."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.court.cases import CaseService
from db.tables.cases import CaseLink, Charge, DefendantCase, Plea, Result, Verdict
from db.words.actor import Role
from db.words.errors import NotFound
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.court import CaseLinkKind
from db.words.families.results import ResultLevel, ResultState
from tests.support.court_day import Court

BORN = date(1980, 3, 12)


def test_defendants_stand_with_charges_pleas_findings_and_results(court: Court) -> None:
    known, tried, _ = court.put("SMITH", "John", born=BORN, case_no="2600012345")
    second = court.record.seen_at(court.record.person(court.agency, "LEE", "Kay"), court.id)
    court.record.case(second, court.id, joins=tried.case, offences=(("CJ88001", "Common assault"),))
    now = court.record.clock.now()
    common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": now}
    shared = {"defendant_case_id": tried.defendant, "state": ResultState.SHARED, **common}
    court.record.put(
        Plea(
            charge_id=tried.charges[0],
            kind=PleaKind.NOT_GUILTY,
            **{**common, "recorded_at": now - timedelta(days=9)},
        ),
        Plea(charge_id=tried.charges[0], kind=PleaKind.GUILTY, **common),
        Verdict(charge_id=tried.charges[0], category=VerdictCategory.GUILTY, **common),
        Result(
            external_id="1",
            level=ResultLevel.CHARGE,
            charge_id=tried.charges[0],
            label="Fine",
            text="GBP 80",
            **shared,
        ),
        Result(external_id="2", level=ResultLevel.DEFENDANT, label="Costs", **shared),
        Result(external_id="3", level=ResultLevel.DEFENDANT, label="Withdrawn in error", deleted=True, **shared),
    )
    card = CaseService(court.record.units, court.clerk).open(tried.case)
    assert card.number == "2600012345"
    john, kay = card.defendants
    assert (john.name, john.born, john.results) == ("SMITH, John", BORN, ("Costs",))
    charge = john.charges[0]
    assert (charge.title, charge.plea, charge.verdict, charge.results) == (
        "Theft", "guilty", "guilty", ("Fine: GBP 80",)
    )  # fmt: skip
    assert [each.title for each in kay.charges] == ["Common assault"]
    assert [each.day for each in card.hearings] == [court.day]


def test_a_defendant_of_another_reader_is_not_in_the_card(court: Court) -> None:
    known, tried, _ = court.put("SMITH")
    elsewhere = court.record.agency("ELSEWHERE")
    hidden = court.record.person(elsewhere, "HIDDEN")
    court.record.case(hidden, court.id, joins=tried.case)
    card = CaseService(court.record.units, court.clerk).read(tried.case)
    assert [each.person_id for each in card.defendants] == [known.person]
    stranger = court.record.user("s.tranger", court.record.agency("THIRD"), Role.CLERK)
    with pytest.raises(NotFound):
        CaseService(court.record.units, stranger).open(tried.case)


def test_a_linked_case_can_be_gone_to_only_where_it_is_for_the_reader(court: Court) -> None:
    tried = court.put("SMITH")[1]
    other = court.put("LEE", case_no="T20260001")[1]
    apart = court.record.case(court.record.person(court.record.agency("ELSEWHERE"), "HIDDEN"), court.id)
    court.record.put(
        CaseLink(case_id=tried.case, other_reference="T20260001", other_id=other.case, kind=CaseLinkKind.SENT),
        CaseLink(case_id=tried.case, other_reference="2600099999", other_id=apart.case, kind=CaseLinkKind.LINKED),
    )
    links = {
        link.reference: link.case_id for link in CaseService(court.record.units, court.clerk).read(tried.case).links
    }
    assert links == {"T20260001": other.case, "2600099999": None}


def test_opening_is_a_consultation_and_reading_again_is_none(court: Court) -> None:
    tried = court.put("SMITH")[1]
    service = CaseService(court.record.units, court.clerk)
    service.open(tried.case)
    service.read(tried.case)
    with court.record.units.raw("keeper") as connection:
        acts = [row.action for row in connection.execute(sa.text("select action from audit_event"))]
    assert acts == ["case.open"]


def test_a_charge_says_when_and_where_and_a_defendant_what_the_prosecutor_gave(court: Court) -> None:
    _, tried, _ = court.put("SMITH", "John", born=BORN)
    table = Charge.__table__  # type: ignore[attr-defined]
    held = DefendantCase.__table__  # type: ignore[attr-defined]
    with court.record.units.raw("keeper", writes=True) as connection:
        said = {"date_code": "5", "place": "Mill Lane", "offence_from": BORN, "title": ""}
        connection.execute(sa.update(table).where(table.c.id == tried.charges[0]).values(**said))
        connection.execute(sa.update(held).where(held.c.id == tried.defendant).values(previous_convictions=4))
    (john,) = CaseService(court.record.units, court.clerk).open(tried.case).defendants
    assert john.previous_convictions == 4
    assert (john.charges[0].title, john.charges[0].alleged) == (
        "Theft from the person of another",
        "on or about 12 Mar 1980, Mill Lane",
    )
