"""A piece of a number leads to the number, whichever piece it is; and never to a number that does not hold it."""

from __future__ import annotations

import random

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from db.people.box.numbers import FEWEST, read
from db.people.lookup.by_number import Numbers, ending, look, ranges
from db.people.lookup.by_place import Places
from db.people.scoring.numbers import groups_of, has_piece
from db.people.service import PeopleService
from db.tables.people import Address, Identifier
from db.unit import Units
from db.words.actor import Role
from db.words.families.people import AddressKind
from db.words.families.people import IdentifierKind as Kind
from db.words.identifiers.parsed import check_letter
from tests.support.record import Record

NUMBER: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
YEARS = st.integers(1940, 2026)
SERIALS = st.integers(1, 9_999_999)


def pnc(year: int, serial: int) -> str:
    return f"{year}/{serial:07}{check_letter(f'{year % 100:02}{serial:07}')}"


def leads(typed: str, kind: Kind, value: str, *, serial: str, last: str) -> bool:
    """What the statements ask, in plain words: by the serial, by the end, by how it begins; and then the piece."""
    one, _ = read(typed)
    by_serial = any(first <= serial <= to for first, to in ranges(one))
    by_end = bool(ending(one)) and ending(one) == last
    return (by_serial or by_end or value.startswith(typed)) and has_piece(one, kind, value)


@given(year=YEARS, serial=SERIALS, size=st.integers(4, 7))
def test_a_pnc_is_led_to_by_its_serial_its_beginning_and_its_end(year: int, serial: int, size: int) -> None:
    value, digits = pnc(year, serial), f"{serial:07}"
    known = {"serial": f"{serial}{value[-1]}", "last": digits[-4:]}
    typed = {f"{year % 100:02}/{serial}", f"{year}/{digits}", f"{year % 100:02}/{digits}{value[-1]}", digits[-size:]}
    if serial > 999:
        typed |= {f"{serial}{value[-1]}", str(serial)[:size], f"{year % 100:02}/{str(serial)[:4]}"}
    for text in (one for one in typed if len(one.replace("/", "")) >= FEWEST):
        assert leads(text, Kind.PNC, value, **known), (text, value)


@given(year=YEARS, serial=SERIALS, other=st.integers(1000, 9_999_999))
def test_a_piece_of_another_number_is_none(year: int, serial: int, other: int) -> None:
    value = pnc(year, serial)
    for text in (str(other), f"{year % 100:02}/{other}"):
        one, _ = read(text)
        if has_piece(one, Kind.PNC, value):
            held = str(other) in value.replace("/", "") or value[5:].lstrip("0").startswith(str(other))
            assert held, (text, value)


def test_a_named_kind_leads_to_no_other() -> None:
    one, _ = read("163001", (Kind.CRO,))
    assert not has_piece(one, Kind.PNC, "1979/0163001B")
    assert has_piece(one, Kind.CRO, "163001/91H")


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("79/0163001b", ["79", "163001B"]),
        ("GMP 4471", ["GMP", "4471"]),
        ("%_'\"", []),
        ("000", []),
        ("a%b", ["A", "B"]),
    ],
)
def test_the_parts_of_a_number_are_letters_and_figures_alone(text: str, groups: list[str]) -> None:
    assert groups_of(text) == groups


def test_guard_and_statement_show_the_same_numbers_and_homes_to_every_role(units: Units, record: Record) -> None:
    chance = random.Random(5)
    agency, ours = record.agency("POL"), record.agency("HMCTS")
    courts = [record.court(f"B0{number}AA") for number in range(3)]
    for number in range(30):
        known = record.person(agency, "Same", f"N{number}", identifiers=[(Kind.CRN, f"X4471{number:02}")])
        common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": record.clock.now()}
        record.put(Address(kind=AddressKind.HOME, lines="1 Any Street", postcode="M14 5AB", **common))
        for court in chance.sample(courts, chance.randrange(3)):
            record.seen_at(known, court)
    actors = [record.user(f"any {role}", ours, role, courts=courts[:1]) for role in Role]
    actors += [record.user("two", ours, Role.CLERK, courts=courts[:2]), record.user("none", ours, Role.CLERK)]
    actors += [
        record.user("owner", agency, Role.POLICE_OFFICER),
        record.user("all", ours, Role.CLERK, every_court=True),
    ]
    sizes = set()
    asked, _ = read("4471", (Kind.CRN,))
    for actor in actors:
        with units.read(actor) as unit:
            wanted = set(unit.session.exec(select(Identifier.person_id).where(col(Identifier.raw).like("X4471%"))))
            homes = set(unit.session.exec(select(Address.person_id)))
        with units.raw("lookup", actor=actor) as connection:
            standing = PeopleService(units, actor)._asking(connection).statements.standing
            found = look(connection, Numbers(standing, connection.dialect), [asked])
            places = Places(standing, connection.dialect)
            values = {"first": "M14 ", "last": "M14 Z", "first_solid": "M14", "last_solid": "M14Z", "size": 6}
            rows = places.rows(connection, "homes", **values)
        assert set(found.pieces) == wanted, actor
        assert {row[0] for row in rows} <= homes, actor
        sizes.add(len(wanted))
    assert len(sizes) > 2, "the crowd must tell the actors apart"
