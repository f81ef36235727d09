"""What agencies hold stands on the file with owner and kind; a gap is named, and the own record is entered by keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from textual.pilot import Pilot

from db.tables.held import AgencyRecord, Compliance, Intelligence, ReportRequest, Treatment, VictimWitness
from db.words.actor import Role
from db.words.families.access import Category
from db.words.families.held import ComplianceKind, RecordState, ReportKind, TreatmentKind, WitnessKind
from db.words.families.places import AgencyKind
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.file_record import Scene
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

DAY = timedelta(days=1)


def _file(at: Scene) -> Place:
    return Place("file.person", person=at.person.person)


def _held(at: Scene) -> None:
    """A report, an appointment, a treatment and intelligence about SMITH, John, each by its owner."""
    now, today = at.record.clock.now(), at.today
    probation = at.record.agency("PROB", AgencyKind.PROBATION, "Probation Service")
    drugs = at.record.agency("DRUG", AgencyKind.DRUG, "Clearwater")
    police = at.record.agency("POL", AgencyKind.POLICE, "Northbridge Police")
    about = {"person_id": at.person.person, "recorded_at": now}
    at.record.put(
        ReportRequest(
            **about, owner_agency_id=probation, kind=ReportKind.STANDARD, asked_on=today - DAY, text="Lives alone."
        ),
        Compliance(
            **about, owner_agency_id=probation, kind=ComplianceKind.APPOINTMENT, happened_on=today - DAY,
            attended=True, acceptable=True, narrative="Came ten minutes late.",
        ),
        Treatment(
            **about, owner_agency_id=drugs, kind=TreatmentKind.TREATMENT, since=today - DAY, detail="Reducing."
        ),
        Intelligence(**about, owner_agency_id=police, received_on=today, text="Said to deal in Pepper Alley."),
    )  # fmt: skip


def _heard(pilot: Pilot[int], at: Scene) -> None:
    """What the watcher of changes tells the open screen."""
    screen = pilot.app.screen
    assert isinstance(screen, BaseScreen)
    screen.records_changed(frozenset({f"person:{at.person.person}"}))


async def test_a_clerk_reads_summaries_and_who_withholds_what(at: Scene, tmp_path: Path) -> None:
    _held(at)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "9 Agencies")
        await press(pilot, "9")
        shown = await until(pilot, "pre-sentence report")
        flat = " ".join(shown.split())
        assert "compliance and breach: appointment" in flat
        assert "Probation Service" in shown
        assert "held by Probation Service: not shared with you" in flat
        for hidden in ("Lives alone", "ten minutes", "treatment", "Reducing", "intelligence", "Pepper Alley"):
            assert hidden not in shown
        assert all(len(line) <= 80 for line in shown.splitlines())


async def test_enter_on_a_line_that_opens_nothing_says_so(at: Scene, tmp_path: Path) -> None:
    _held(at)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "9 Agencies")
        await press(pilot, "9", "down", "enter")
        await until(pilot, "nothing more of it is shown")


async def test_a_judge_reads_the_report_whole_and_that_treatment_is_withheld(at: Scene, tmp_path: Path) -> None:
    _held(at)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(at.judge), place=_file(at)) as pilot:
        await until(pilot, "9 Agencies")
        await press(pilot, "9")
        shown = await until(pilot, "Lives alone.")
        assert "not acceptable" not in shown
        assert "held by Clearwater: not shared with you" in " ".join(shown.split())
        assert "Reducing" not in shown


async def test_the_bench_page_says_reports_compliance_and_what_is_withheld(at: Scene, tmp_path: Path) -> None:
    _held(at)
    place = Place("file.bench", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(at.judge), place=place) as pilot:
        shown = await until(pilot, "Kept 1 of 1 appointments")
        assert "standard report, asked" in shown
        assert "Not shared with you: drug tests and treatment by Clearwater." in " ".join(shown.split())


async def test_a_record_of_the_own_agency_is_entered_corrected_and_ended_by_keys(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "9 Agencies")
        await press(pilot, "plus")
        await until(pilot, "needs and referrals")
        await type_text(pilot, "Needs a hostel place")
        await press(pilot, "f10")
        await until(pilot, "a record of Northtown court")
        await press(pilot, "9")
        _heard(pilot, at)
        shown = await until(pilot, "needs and referrals: Needs a hostel place")
        await press(pilot, "9", "down")
        assert "Northtown court" in shown
        await press(pilot, "e", "c")
        await until(pilot, "Correct a record")
        await until(pilot, "Needs a hostel place")
        await press(pilot, "f10")
        await until(pilot, "Saved: needs")
        _heard(pilot, at)
        await until(pilot, "9 Agencies")
        await press(pilot, "9", "down", "e", "x")
        await until(pilot, "End this record?")
        await press(pilot, "y")
        await until(pilot, "No agency holds a record that you may know of")
    with at.record.units.raw("keeper") as connection:
        table: sa.Table = AgencyRecord.__table__  # type: ignore[attr-defined]
        rows = connection.execute(sa.select(table.c.category, table.c.state, table.c.ended_at)).all()
    assert [(row.category, row.state) for row in rows] == [(Category.NEEDS, RecordState.CLOSED)] * 2
    assert all(row.ended_at for row in rows)


async def test_leaving_a_record_that_was_begun_asks_first(at: Scene, tmp_path: Path) -> None:
    place = Place("write.record", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "needs and referrals")
        await type_text(pilot, "Half a line")
        await press(pilot, "escape")
        shown = await until(pilot, "Leave without saving?")
        assert "Half a line" in shown


async def test_a_victim_is_entered_on_the_case_and_shown_there(at: Scene, tmp_path: Path) -> None:
    place = Place("file.case", case=at.case.case)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "5 Victims and witnesses")
        await press(pilot, "plus")
        await until(pilot, "Victim or witness of case 2600001")
        await type_text(pilot, "HOLROYD, Ann")
        await press(pilot, "tab")
        await type_text(pilot, "9 Weir View")
        await press(pilot, "f10")
        await until(pilot, "Saved: victim")
        _heard(pilot, at)
        await until(pilot, "5 Victims and witnesses  1")
        await press(pilot, "5")
        shown = await until(pilot, "1 victim: HOLROYD, Ann")
        assert "lives at: 9 Weir View" in shown


async def test_another_agencys_victim_is_a_number_with_special_measures(at: Scene, tmp_path: Path) -> None:
    police = at.record.agency("POL", AgencyKind.POLICE, "Northbridge Police")
    at.record.put(
        VictimWitness(
            case_id=at.case.case, owner_agency_id=police, kind=WitnessKind.VICTIM, name="HOLROYD, Ann",
            address="9 Weir View", special_measures="screen", recorded_at=at.record.clock.now(),
        )
    )  # fmt: skip
    async with open_screen(
        make_screen, tmp=tmp_path, desk=at.desk, place=Place("file.case", case=at.case.case)
    ) as pilot:
        await until(pilot, "5 Victims and witnesses")
        await press(pilot, "5")
        shown = await until(pilot, "1 victim: details not shared with you")
        assert "measures: screen" in shown
        assert "HOLROYD" not in shown


async def test_a_case_is_restricted_by_who_reads_such_and_nobody_else_finds_it(at: Scene, tmp_path: Path) -> None:
    manager = at.record.user("quayle", at.agency, Role.COURT_MANAGER, Role.SEALED_READ, courts=[at.court])
    place = Place("file.case", case=at.case.case)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(manager), place=place) as pilot:
        await until(pilot, "1 Defendants")
        await press(pilot, "z")
        await until(pilot, "Restrict this case?")
        await press(pilot, "y")
        await until(pilot, "RESTRICTED CASE")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "Not found.")
        assert "SMITH" not in screen_text(pilot.app)
