"""One person's offences by area: the rules, and the numbers, of the search for cross-border offenders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from db.cards.borders import BorderView, Side, border_lines
from db.cards.searching import CrossBorder
from db.demo.keys import key, user_key
from db.search.borders import borders_of
from db.tables.sharing import ExclusionEntry, Seal
from db.tables.system import AuditEvent
from db.words.errors import NotFound, Refused
from db.words.families.access import Exclusion
from tests.support.areas_asked import OWN, Asked
from tests.support.databases import Database
from tests.support.record import Record

EVERYBODY = CrossBorder(area="LAND", threshold=1, dates=1)


@pytest.fixture
def dales(database: Database) -> Iterator[Asked]:
    """The eight people of our own."""
    made = Asked(database, OWN)
    yield made
    made.units.close()


def view(asked: Asked, person: UUID, user: str = "ppo") -> BorderView:
    with asked.units.read(asked.actor(user)) as unit:
        return borders_of(unit, person, asked.day)


def test_the_view_of_everybody_has_the_numbers_of_the_search(dales: Asked) -> None:
    found = dales.found(EVERYBODY)
    assert found.rows
    for row in found.rows:
        seen = view(dales, row.person_id)
        values: dict[str, Any] = dict(zip((column.key for column in found.columns), row.values, strict=True))
        assert seen.homes == values["home_area"]
        assert seen.recent(Side.ACROSS) == values["cross_border"], row.name
        assert sum(one.recent for one in seen.rows) == values["all"], row.name
        across = [one for one in seen.rows if one.side is Side.ACROSS]
        assert {one.area for one in across if one.recent} == set(values["areas"])
        assert max(one.latest for one in across if one.latest) >= values["latest"]


def test_what_is_across_stands_first_and_a_place_that_is_missing_last(dales: Asked) -> None:
    for person in {row.person_id for row in (*dales.found(EVERYBODY).rows, *dales.found(EVERYBODY).cannot_decide)}:
        sides = [tuple(Side).index(row.side) for row in view(dales, person).rows]
        assert sides == sorted(sides)


def test_who_reads_no_registration_or_no_charge_in_full_is_shown_nothing_of_them(dales: Asked) -> None:
    person = dales.found(EVERYBODY).rows[0].person_id
    for user in ("clerk", "usher", "probation-leeds"):
        seen = view(dales, person, user)
        assert (seen.homes, seen.rows, seen.undecided) == ((), (), 0), user
        assert list(border_lines(seen)) == [
            "No registration that you read in full stands, so there is no border to cross."
        ]
    prison = view(dales, person, "prison")
    assert (bool(prison.homes), prison.rows) == (True, ())


def test_a_charge_of_a_restricted_case_is_in_no_number(dales: Asked) -> None:
    (ashby,) = dales.found(CrossBorder(area="HIL", threshold=1, dates=1)).rows
    assert view(dales, ashby.person_id).recent(Side.ACROSS) == 2
    Record(dales.units).put(
        Seal(
            case_id=key("fixture", "case", "a1"), court_id=key("court", "B90LV"), set_at=dales.units.clock.now(),
            set_by_id=user_key("clerk-sealed"), reason="for the test of the rules",
        )
    )  # fmt: skip
    assert view(dales, ashby.person_id).recent(Side.ACROSS) == 1


def test_the_view_is_noted_and_refused_to_roles_without_cases_and_for_somebody_who_is_hidden(dales: Asked) -> None:
    person = dales.found(EVERYBODY).rows[0].person_id
    dales.desk().search.borders(person)
    with dales.units.raw("keeper") as connection:
        table = AuditEvent.__table__  # type: ignore[attr-defined]
        noted = table.select().where(table.c.action == "ppo.show", table.c.person_id == person)
        assert len(connection.execute(noted).all()) == 1
    for user in ("administrator", "auditor", "board"):
        with pytest.raises(Refused):
            dales.desk(user).search.borders(person)
    Record(dales.units).put(
        ExclusionEntry(
            person_id=person, owner_agency_id=key("agency", "POL"), user_id=user_key("ppo"), kind=Exclusion.EXCLUDE,
            reason="for the test of the rules", set_at=dales.units.clock.now(), set_by_id=user_key("police"),
        )
    )  # fmt: skip
    with pytest.raises(NotFound):
        dales.desk().search.borders(person)
