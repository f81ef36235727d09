"""What the database works out of a number is what a plain telling says, on both engines."""

from __future__ import annotations

import random
from datetime import date

import pytest
import sqlalchemy as sa

from db.people.box.places import telephone
from db.tables.cases import Case
from db.tables.people import ContactPoint, Identifier
from db.unit import Units
from db.words.families.people import IdentifierKind as Kind
from tests.support.record import Record

NUMBER: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
CONTACT: sa.Table = ContactPoint.__table__  # type: ignore[attr-defined]
CASE: sa.Table = Case.__table__  # type: ignore[attr-defined]
PIECES = [
    (Kind.PNC, "1979/0163001B", "163001B", "3001"),
    (Kind.PNC, "1981/0000034U", "34U", "0034"),
    (Kind.CRO, "065656/91H", "6565691H", "5656"),
    (Kind.CRO, "SF83/50058Z", "50058Z", "0058"),
    (Kind.ASN, "1101ZD0100000410836V", "410836V", "0836"),
    (Kind.CCR, "21/2732/000007P", "7P", "0007"),
    (Kind.NOMS, "A1234BC", "1234BC", "1234"),
    (Kind.CRN, "X123456", "123456", "3456"),
    (Kind.URN, "01ZD0100123", "100123", "0123"),
    (Kind.PTI_URN, "01ZD0100124", "100124", "0124"),
    (Kind.LIBRA_CASE, "0100012345", "100012345", "2345"),
    (Kind.CROWN_CASE, "T20254007", "4007", "4007"),
    (Kind.LOCAL, "gmp/4471-24", "GMP447124", "7124"),
    (Kind.LOCAL, "00x", "X", None),
    (Kind.LOCAL, "X", "X", None),
]


@pytest.mark.parametrize("known", [True, False])
def test_serial_and_ending_of_a_number_are_worked_out(units: Units, record: Record, *, known: bool) -> None:
    """`known` numbers have a canonical form; of the others what was received stands for it."""
    agency = record.agency("POL")
    shown = [one for one in PIECES if (one[0] is not Kind.LOCAL) is known]
    person = record.person(agency, "Smith", "John", identifiers=[(kind, text) for kind, text, *_ in shown])
    with units.raw("keeper", writes=True) as connection:
        if not known:
            connection.execute(sa.update(NUMBER).values(canonical=None))
        asked = sa.select(NUMBER.c.kind, NUMBER.c.raw, NUMBER.c.serial, NUMBER.c.ending)
        rows = connection.execute(asked.where(NUMBER.c.person_id == person.person)).all()
    assert sorted(map(tuple, rows), key=str) == sorted(shown, key=str)


@pytest.mark.parametrize(
    "typed",
    ["07700 900123", "+44 7700 900 123", "+44 (0)7700 900123", "(0151) 496 0123", "0044 7700 900123", "00 353 1 234567",
     "+353 1 234567", "01632-960.001", "999"],
)  # fmt: skip
def test_a_telephone_is_kept_as_the_box_reads_it(units: Units, record: Record, typed: str) -> None:
    known = record.person(record.agency("POL"), "Smith", "John", born=date(1980, 3, 12))
    common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": record.clock.now()}
    record.put(ContactPoint(kind="phone", value=typed, **common))
    record.put(ContactPoint(kind="e-mail", value="a1234@example.org", **common))
    with units.raw("keeper") as connection:
        asked = sa.select(CONTACT.c.kind, CONTACT.c.dialled, CONTACT.c.ending)
        rows = {tuple(row) for row in connection.execute(asked)}
    dialled = telephone(typed)
    assert rows == {("phone", dialled, dialled[-4:] if len(dialled) >= 4 else None), ("e-mail", None, None)}


def test_the_end_of_a_case_number_is_worked_out(units: Units, record: Record) -> None:
    chance = random.Random(3)
    court = record.court("B01AA")
    known = record.person(record.agency("POL"), "Smith", "John")
    numbers = ["T20254007", "1100012345", "T/2025/4008", *(str(chance.randrange(10**9)) for _ in range(5)), ""]
    for number in numbers:
        record.case(known, court, case_no=number)
    with units.raw("keeper") as connection:
        rows = {row.case_no: row.ending for row in connection.execute(sa.select(CASE.c.case_no, CASE.c.ending))}
    assert rows == {number: number.replace("/", "")[-4:] or None for number in numbers}
