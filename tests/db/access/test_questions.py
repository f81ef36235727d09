"""A question that is kept as text finds what the same select finds through the session, for every reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.access.questions import Among, Question
from db.demo.keys import key, user_key
from db.demo.users import USERS
from db.tables.cases import Charge
from db.tables.held import PpoRegistration
from db.tables.people import PersonName, SourceRecord
from db.tables.sharing import ExclusionEntry, Seal
from db.tables.system import AuditEvent
from db.unit import Unit
from db.words.errors import Refused
from db.words.families.access import Exclusion
from db.words.families.people import LinkState
from tests.support.areas_asked import OWN, Asked
from tests.support.databases import Database
from tests.support.record import Record

PEOPLE = [key("fixture", "person", str(number)) for number in range(1, 9)]


def _charges() -> sa.Select[Any]:
    c = Charge
    columns: list[Any] = [col(c.id), col(c.offence_from), col(c.alleged), col(c.code), col(c.recorded_at)]
    return sa.select(*columns).where(Among(c.person_id, "people"), col(c.ended_at).is_(None))


def _registrations() -> sa.Select[Any]:
    """Of everybody who has one in the areas, all of them: an alias has the rule of its own rows."""
    r, here = PpoRegistration, aliased(PpoRegistration)
    within = sa.select(here.person_id).where(Among(here.area_id, "areas"))
    columns: list[Any] = [col(r.id), col(r.person_id), col(r.area_id)]
    return sa.select(*columns).where(col(r.person_id).in_(within))


def _names() -> sa.Select[Any]:
    n = PersonName
    columns: list[Any] = [col(n.person_id), col(n.family), col(SourceRecord.link_state)]
    joined = sa.select(*columns).join(SourceRecord, col(SourceRecord.id) == col(n.source_record_id))
    return joined.where(Among(n.person_id, "people"), col(SourceRecord.link_state).in_(tuple(LinkState)))


ASKED: tuple[tuple[Question, dict[str, list[UUID]]], ...] = (
    (Question(_charges), {"people": PEOPLE}),
    (Question(_registrations), {"areas": [key("area", code) for code in ("HIL", "MOR", "NORD")]}),
    (Question(_names), {"people": PEOPLE}),
)


@pytest.fixture
def dales(database: Database) -> Iterator[Asked]:
    """The eight people of our own."""
    made = Asked(database, OWN)
    yield made
    made.units.close()


def _both(unit: Unit, question: Question, values: dict[str, list[UUID]]) -> tuple[list[Any], list[Any]]:
    kept = [tuple(row) for row in unit.rows(question, **values)]
    plain = [tuple(row) for row in unit.session.execute(question.statement, values)]
    return sorted(kept), sorted(plain)


def _compare(asked: Asked) -> dict[str, int]:
    """How many rows each user of the demo gets, the same by both ways."""
    counts: dict[str, int] = {}
    for user in USERS:
        try:
            with asked.units.read(asked.actor(user.name)) as unit:
                for question, values in ASKED:
                    kept, plain = _both(unit, question, values)
                    assert kept == plain, user.name
                    counts[user.name] = counts.get(user.name, 0) + len(kept)
        except Refused:
            continue
    return counts


def test_every_user_gets_the_rows_that_the_session_gives(dales: Asked) -> None:
    counts = _compare(dales)
    assert counts["ppo"] > counts["prison"] > 0
    assert min(counts.values()) == 0


def test_what_is_restricted_limited_or_opened_is_so_at_the_next_asking(dales: Asked) -> None:
    before = _compare(dales)
    record, now = Record(dales.units), dales.units.clock.now()
    said = {"reason": "for the test of the rules", "set_at": now}
    record.put(
        Seal(case_id=key("fixture", "case", "a1"), court_id=key("court", "B90LV"), set_by_id=user_key("clerk-sealed"),
             **said),
    )  # fmt: skip
    sealed = _compare(dales)
    assert sealed["ppo"] == before["ppo"] - 1
    record.put(
        ExclusionEntry(
            person_id=key("fixture", "person", "1"), owner_agency_id=key("agency", "POL"), user_id=user_key("ppo"),
            kind=Exclusion.EXCLUDE, set_by_id=user_key("police"), **said,
        )
    )  # fmt: skip
    assert _compare(dales)["ppo"] < sealed["ppo"]


def test_no_keys_find_nothing_and_rows_of_the_house_are_refused(dales: Asked) -> None:
    house = Question(lambda: sa.select(col(AuditEvent.id)))
    with dales.units.read(dales.actor()) as unit:
        assert list(unit.rows(ASKED[0][0], people=[])) == []
        with pytest.raises(Refused):
            unit.rows(house)
