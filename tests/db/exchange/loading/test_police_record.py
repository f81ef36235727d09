"""A police record gives what somebody was charged with before, and goes on under its numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from db.file.file import FileService
from db.tables.past import PastAppearance, PastCharge, Remand
from db.tables.people import Identifier, Person, PersonName, SourceRecord
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.people import IdentifierKind, LinkState
from db.words.families.places import AgencyKind
from tests.support.feeds import SAMPLES, Inbox
from tests.support.record import Record

SAMPLE = SAMPLES / "police_record" / "record.json"


@pytest.fixture
def inbox(units: Units, record: Record, tmp_path: Path) -> Inbox:
    """A police force's own inbox."""
    officer = record.user("officer", record.agency("GMP", AgencyKind.POLICE, "Vale Police"), Role.POLICE_OFFICER)
    folder = tmp_path / "police"
    folder.mkdir()
    return Inbox(units, officer, folder)


def live(inbox: Inbox, model: type[Any], **equal: object) -> list[Any]:
    return inbox.rows(model, ended_at=None, **equal)


def changed(change: Any) -> dict[str, Any]:  # noqa: ANN401 - a function on JSON
    content: dict[str, Any] = json.loads(SAMPLE.read_text())
    change(content)
    return content


def test_a_record_is_a_person_without_a_name_known_by_arrest_numbers(inbox: Inbox) -> None:
    outcome = inbox.take(SAMPLE)
    assert (outcome.new, outcome.quarantined) == (1, 0)
    [record] = inbox.rows(SourceRecord)
    assert (record.system, record.external_id, record.link_state) == (
        "police-record", "23/1905/000099P", LinkState.PROVISIONAL,
    )  # fmt: skip
    assert inbox.rows(PersonName) == []
    assert [(row.kind, row.canonical, row.valid) for row in live(inbox, Identifier)] == [
        (IdentifierKind.ASN, "2363RV0100000001188Z", True), (IdentifierKind.ASN, "2463RV0100000004711C", True),
    ]  # fmt: skip
    assert (len(live(inbox, PastCharge)), len(live(inbox, PastAppearance)), len(live(inbox, Remand))) == (3, 3, 2)


def test_convictions_are_asked_for_by_day_and_offence(inbox: Inbox) -> None:
    inbox.take(SAMPLE)
    charge: sa.Table = PastCharge.__table__  # type: ignore[attr-defined]
    wanted = sa.select(charge.c.code).where(
        charge.c.convicted_on.between(date(2024, 3, 1), date(2024, 3, 31)), charge.c.ended_at.is_(None)
    )
    with inbox.units.raw("keeper") as connection:
        assert connection.scalars(wanted).all() == ["TH68010"]


def test_a_repeat_changes_nothing_and_an_amendment_what_it_says(inbox: Inbox) -> None:
    inbox.take(SAMPLE)
    again = inbox.again(SAMPLE)
    assert (again.unchanged, again.changed) == (1, 0)

    def convict(content: dict[str, Any]) -> None:
        content["disposals"][1]["charges"][0].update({"adjudication": "G", "plea": "2"})

    assert inbox.take(changed(convict)).changed == 1
    [row] = live(inbox, PastCharge, code="PO86001")
    assert (row.convicted_on, row.case_ref) == (date(2023, 1, 31), "23/1905/000099P")
    assert len(live(inbox, PastCharge)) == 3


def test_an_older_case_that_comes_to_light_leaves_it_one_record(inbox: Inbox) -> None:
    inbox.take(SAMPLE)

    def older(content: dict[str, Any]) -> None:
        content["disposals"].append({**content["disposals"][1], "courtCaseReference": "11/1905/000001A",
                                     "convictionDate": "2011-05-05"})  # fmt: skip

    inbox.take(changed(older))
    [record] = inbox.rows(SourceRecord)
    assert record.external_id == "11/1905/000001A"
    assert len(live(inbox, PastCharge)) == 4
    assert len(inbox.rows(Person)) == 1


def test_the_force_reads_it_on_the_file_of_somebody_who_has_no_name_yet(inbox: Inbox, units: Units) -> None:
    inbox.take(SAMPLE)
    actor: Actor = inbox.clerk
    card = FileService(units, actor).read(inbox.rows(Person)[0].id)
    words = [line.words for line in card.held.lines]
    assert any("earlier charge: Theft from a shop (TH68010)" in text for text in words)
    assert any("conditional bail, from 21 Feb 2024, next 14 Mar 2024 at court 1906" in text for text in words)
    assert {line.owner for line in card.held.lines} == {"Vale Police"}
