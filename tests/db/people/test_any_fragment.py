"""Any fragment finds: a name half heard and half typed, a date of birth alone, a piece of a reference."""

from __future__ import annotations

from datetime import date

import pytest

from db.people.service import PeopleService
from db.unit import Units
from db.words.actor import Role
from db.words.families.people import IdentifierKind as Kind
from tests.support.record import Record


@pytest.mark.parametrize("typed", ["shornessy kayl", "kayl shornessy", "3/4/81", "GMP 4471", "gmp/4471"])
def test_any_fragment_finds_the_person_first_and_says_why(units: Units, record: Record, typed: str) -> None:
    court, police = record.court(), record.agency("POL")
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])
    wanted = record.person(
        police, "Shaughnessy", "Kayleigh", born=date(1981, 4, 3), identifiers=[(Kind.LOCAL, "GMP/4471/24")]
    )
    others = [("Shaw", "Kay"), ("Shaughnessy", "Colm"), ("Kaylor", "Shona"), ("Sharp", "Kayleigh")]
    for number, (family, given) in enumerate(others, 1):
        numbers = [(Kind.LOCAL, f"GMP/447{number + 1}/24")]
        born = date(1981, 5, number)
        record.seen_at(record.person(police, family, given, born=born, identifiers=numbers), court)
    record.seen_at(wanted, court)
    hit = PeopleService(units, clerk).find(typed).hits[0]
    assert (hit.person, bool(hit.why)) == (wanted.person, True)
