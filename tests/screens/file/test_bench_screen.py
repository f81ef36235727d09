"""The bench summary at 80x24: twenty-two rows that hold what a bench needs, more by PgDn, own notes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.cards.bench import Attended, BenchCard
from db.cards.file import Ages
from db.cards.person import SignCard, VitalCard
from db.tables.cases import Bail, Charge
from db.tables.notes import Note
from db.words.actor import Actor
from db.words.families.bail import BailStatus
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from screens.file.bench_lines import BLOCKS, BUDGET, details, summary
from screens.frame.place import Place
from tests.support.file_record import Scene
from tests.support.screen import LARGE, open_screen, press, screen_text, until
from tracker_tui.app.handlers.places import make_screen

WHY = "Not known, and why."


def _bench(at: Scene) -> Place:
    return Place("file.bench", person=at.person.person)


def _bare() -> BenchCard:
    return BenchCard(
        person_id=uuid7(), vital=VitalCard(uuid7(), "X", (SignCard("youth 15", alert=True),)), born=None, ages=Ages(),
        hearing=None, why_hearing=WHY, case=None, other_cases=(), bail=(), tried=(), why_tried=WHY,
        attended=Attended(), why_attended=WHY, breach=WHY, reports=(), why_reports=WHY, custody=None,
        why_custody=WHY, own_comments=(), why_comments=WHY, withheld=WHY,
    )  # fmt: skip


def test_the_first_page_is_twenty_rows_whatever_is_known() -> None:
    assert sum(BUDGET.values()) == 20
    assert len(summary(_bare(), width=80)) == 20
    assert all(
        any(WHY in line.text for line in summary(_bare(), width=80) if line.key.startswith(block)) for block in BUDGET
    )


def test_every_block_stands_in_full_below() -> None:
    titles = [line.text for line in details(_bare(), width=80) if line.heading]
    assert titles == [f"{number} {title}, in full" for number, title in enumerate(BLOCKS, 1)]


@pytest.mark.parametrize(
    ("attended", "words"),
    [
        (Attended(1, 1), "to the only hearing where attendance was marked"),
        (
            Attended(1, 0, date(2026, 3, 2)),
            "not to the only hearing where attendance was marked; last did not attend 2 Mar 2026",
        ),
        (Attended(4, 4), "to 4 of 4 hearings where attendance was marked"),
    ],
)
def test_how_often_the_defendant_came_is_said_for_one_and_for_many(attended: Attended, words: str) -> None:
    (line,) = [one for one in summary(replace(_bare(), attended=attended), width=100) if one.label == "Came"]
    assert line.text == words


async def test_f5_fits_name_strip_and_six_blocks_into_22_rows_at_80x24(at: Scene, tmp_path: Path) -> None:
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL, conditions="Curfew 9 to 7")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_bench(at)) as pilot:
        lines = (await until(pilot, "1. Theft")).splitlines()
        assert len(lines) == 24
        assert "Bench > SMITH, John (" in lines[0]
        assert "conditional bail" in lines[1]
        where = {label: next(n for n, line in enumerate(lines) if line[1:].startswith(label)) for label in (
            "Today", "Tried", "Came", "Breach", "Reports", "Custody", "Yours", "Withheld",
        )}  # fmt: skip
        assert where == {
            "Today": 2, "Tried": 8, "Came": 12, "Breach": 13, "Reports": 14, "Custody": 15, "Yours": 16, "Withheld": 20,
        }  # fmt: skip
        assert "Curfew 9 to 7" in lines[3] + lines[4]
        assert "F1 Help" in lines[23]


async def test_more_charges_than_fit_are_counted_and_pgdn_shows_them(at: Scene, tmp_path: Path) -> None:
    for number in range(3, 9):
        at.fact(
            Charge, defendant_case_id=at.case.defendant, natural_key=str(number), sequence=number,
            title=f"Offence number {number}",
        )  # fmt: skip
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_bench(at)) as pilot:
        shown = await until(pilot, "and 5 more: PgDn")
        assert "Offence number 8" not in shown
        await press(pilot, "pagedown")
        assert "Offence number 8" in screen_text(pilot.app)
        await press(pilot, "pageup")
        assert screen_text(pilot.app).splitlines()[2:] == shown.splitlines()[2:]
        await press(pilot, "7")
        assert "7 Cases, in full" in screen_text(pilot.app)


async def test_a_larger_terminal_shows_the_full_blocks_below_at_once(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_bench(at), size=LARGE) as pilot:
        assert "1 Today, in full" in await until(pilot, "1. Theft")


async def test_own_earlier_notes_are_shown_newest_first_and_another_sees_none(at: Scene, tmp_path: Path) -> None:
    other = at.record.user("s.vane", at.agency, *at.clerk.roles, courts=[at.court])
    day = at.record.listing(at.person, at.case, at.court, day=date(2026, 3, 12)).day
    _note(at, at.clerk, "First remark.", ago=9, hearing_day_id=day)
    _note(at, at.clerk, "Second remark.", ago=2)
    _note(at, other, "Of somebody else.", ago=1)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_bench(at)) as pilot:
        lines = (await until(pilot, "Second remark.")).splitlines()
        assert "Second remark." in lines[16]
        assert "hearing 12 Mar 2026: First remark." in lines[17]
        assert not any("somebody else" in line for line in lines)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(at.judge), place=_bench(at)) as pilot:
        shown = await until(pilot, "Yours")
        assert "You have made no comments about this person; F6 writes one." in shown
        assert "remark" not in shown


async def test_a_change_made_elsewhere_is_marked_and_the_page_does_not_move(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_bench(at)) as pilot:
        await until(pilot, "1. Theft")
        at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CUSTODY)
        pilot.app.screen.take_changes(frozenset({f"person:{at.person.person}"}))  # type: ignore[attr-defined]
        shown = await until(pilot, "!in custody")
        assert any(line.startswith("~") and "in custody" in line for line in shown.splitlines())
        assert shown.splitlines()[2].startswith(" Today")


async def test_the_next_defendant_opens_on_the_bench_again(at: Scene, tmp_path: Path) -> None:
    other = at.record.person(at.agency, "ADAMS", "Zoe")
    at.record.listing(other, at.record.case(other, at.court), at.court, sequence=2)
    below = Place("file.history", person=at.person.person, kind="name:primary")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=below) as pilot:
        pilot.app.way.go(_bench(at))  # type: ignore[attr-defined]
        await until(pilot, "1. Theft")
        await press(pilot, "right_square_bracket")
        await until(pilot, "Bench > ADAMS, Zoe")


async def test_who_is_on_no_list_today_is_told_so_and_has_no_next(at: Scene, tmp_path: Path) -> None:
    known = at.record.seen_at(at.record.person(at.agency, "FREE", "Ed"), at.court)
    place = Place("file.bench", person=known.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "Not on a list today")
        await press(pilot, "right_square_bracket")
        assert "Not now: This defendant is on no list today" in screen_text(pilot.app)


def _note(at: Scene, author: Actor, body: str, *, ago: int, **more: object) -> None:
    at.desk_of(author).file.open(at.person.person)
    at.record.put(
        Note(
            kind=NoteKind.AGENCY, person_id=at.person.person, author_id=author.user_id, owner_agency_id=at.agency,
            body=body, written_at=at.record.clock.now() - timedelta(days=ago), audit_session=author.audit_session,
            **more,
        )
    )  # fmt: skip
