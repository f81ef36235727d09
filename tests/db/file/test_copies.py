"""A case that another Tracker sent stands in a file only where the court's own record of it is not there."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.cases import Bail, Case
from db.words.families.bail import BailStatus
from db.words.families.exchange import System
from tests.support.file_record import Scene, scene
from tests.support.record import Record, Tried


def _sent(at: Scene, number: str) -> Tried:
    """A case of the person that another Tracker sent, with its own charge and bail."""
    made = at.record.case(at.person, at.court, case_no=number)
    at.fact(Bail, defendant_case_id=made.defendant, status=BailStatus.CUSTODY, raw="C")
    table: sa.Table = Case.__table__  # type: ignore[attr-defined]
    with at.record.units.raw("keeper", writes=True) as connection:
        connection.execute(table.update().where(table.c.id == made.case).values(system=System.TRACKER.value))
    return made


def test_the_courts_own_case_stands_once_beside_its_copy(record: Record) -> None:
    at = scene(record)
    _sent(at, "2600001")
    card = at.desk.file.read(at.person.person)
    assert [one.id for one in card.cases] == [at.case.case]
    assert card.cases[0].bail == ()
    assert not [sign for sign in card.vital.signs if "custody" in sign.text]


def test_a_case_of_another_number_is_another_case(record: Record) -> None:
    at = scene(record)
    sent = _sent(at, "2600009")
    card = at.desk.file.read(at.person.person)
    assert {one.id for one in card.cases} == {at.case.case, sent.case}
    assert len(card.hearings) == 1
