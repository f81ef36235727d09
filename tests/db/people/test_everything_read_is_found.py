"""Everything that the page about the find box reads finds somebody: numbers, births, places, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest

from db.cards.find import HitKind, Page
from db.people.service import PeopleService
from db.store.engine import make_engine
from db.tables.people import Address, ContactPoint
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.people import AddressKind
from db.words.families.people import IdentifierKind as Kind
from tests.support.databases import Database
from tests.support.record import Known, Record

PAGE = (Path(__file__).parents[3] / "docs" / "find.md").read_text("utf-8")
DAY = date(2026, 11, 22)
"""The day of the page."""
NUMBERS = {
    "81/34U": "ann", "PNC 81/34C": "ann", "79/163001 B": "bea", "065656/91H": "ann", "11/01ZD/01/410836V": "bea",
    "A1234BC": "ann", "X123456": "bea", "T2025 4007": "ann", "1100012345": "bea", "GMP 4471": "ann",
    "4471 A1234": "ann cat", "crn 4471": "cat",
}  # fmt: skip
PLACES = {
    "M14 5AB": "ann", "m14": "ann bea", "l5 3": "cat", "07700 900123": "ann", "+44 7700 900 123": "ann",
    "tel 900123": "ann",
}  # fmt: skip
PIECES = {
    "163001B": "bea", "163001": "bea", "PNC 3001": "bea", "1979/0163": "bea", "79/1630": "bea", "SF83/5005": "cat",
    "5656/91H": "ann", "00410836V": "bea", "1101ZD": "bea", "noms 1234": "ann", "T20254": "ann", "case 12345": "bea",
    "urn 00123": "cat", "79/163001Z": "bea", "pnc 65656": "", "81/35": "", "4471 ann": "ann", "tel 0123": "ann",
    "tel 07700 9001": "ann", "m1 5": "", "m14 aspin": "ann", "M14 5AB aspen": "ann", "m14 5/5/1983": "bea",
    "l5 3 b.1981": "cat",
}  # fmt: skip
BIRTHS = {
    "3/4": "ann cat", "4/3": "ann cat", "apr 81": "ann cat", "b.1983": "bea", "~43": "bea", "43yo": "bea",
    "aged 43": "bea", "~45": "ann cat", "1862-88-16": "old",
    "31/4/90": "", "5/1983": "bea", "31/5/83": "", "aspen 3/4": "ann", "aspen 5/5": "ann", "aspen b 81": "ann",
}  # fmt: skip
LISTS = {
    "today": "ann bea", "2/12/26": "cat", "day:mon": "bea", "lee room 2": "bea", "lee r2": "bea", "court 2": "bea",
    "court:B05": "ann", 'court:"st helens"': "ann", "mine": "ann bea", "mine lee": "bea", "room 1": "ann",
    "aspin today": "ann", "today b.1983": "bea", "court:B06 room 2 aspen": "", "room 1 2/12/26": "cat",
}  # fmt: skip


@dataclass(frozen=True)
class Town:
    clerk: Actor
    everywhere: Actor
    people: dict[str, Known]

    def named(self, page: Page) -> str:
        """Who was found, in order of the alphabet."""
        names = {known.person: name for name, known in self.people.items()}
        return " ".join(sorted({names.get(hit.person, "?") for hit in page.hits if hit.person} - {"?"}))


@pytest.fixture
def units(database: Database) -> Iterator[Units]:
    """On the day of the page."""
    clock = Clock()
    clock.set_day(DAY)
    made = Units(make_engine(database.url), clock)
    yield made
    made.close()


@pytest.fixture
def town(record: Record) -> Town:
    """Four people of two courts, with every number of the page, and hidden ones with the same."""
    police = record.agency("POL")
    five, six = record.court("B05AA", "St Helens Magistrates' Court"), record.court("B06BB")
    people = {
        name: record.person(police, family, given, born=born, identifiers=numbers)
        for name, family, given, born, numbers in [
            ("ann", "Aspen", "Ann", date(1981, 4, 3), [(Kind.PNC, "1981/0000034U"), (Kind.CRO, "065656/91H"),
             (Kind.NOMS, "A1234BC"), (Kind.LOCAL, "GMP/4471/24")]),
            ("bea", "Lee", "Bea", date(1983, 5, 5), [(Kind.PNC, "1979/0163001B"), (Kind.CRN, "X123456"),
             (Kind.ASN, "1101ZD0100000410836V")]),
            ("cat", "Crewe", "Cat", date(1981, 4, 3), [(Kind.CRN, "E447110"), (Kind.CRO, "SF83/50058Z"),
             (Kind.PTI_URN, "01ZD0000123")]),
            ("old", "Oldham", "Zeb", date(1862, 7, 16), []),
        ]
    }  # fmt: skip
    _live(record, people["ann"], "M14 5AB", "+44 (0)7700 900 123")
    _live(record, people["bea"], "M146XY", "0161 496 0000")
    _live(record, people["cat"], "L5 3QQ", "")
    for name, court, room, day, number in [
        ("ann", five, "01", DAY, "T20254007"), ("bea", six, "Courtroom 02", DAY, "1100012345"),
        ("bea", six, "03", date(2026, 11, 23), ""), ("cat", six, "01", date(2026, 12, 2), ""),
        ("old", six, "01", date(2026, 11, 1), ""),
    ]:  # fmt: skip
        tried = record.case(people[name], court, case_no=number)
        record.listing(people[name], tried, court, day=day, room=room, at=time(10, 30))
    hidden = record.person(
        police, "Aspen", "Ann", born=date(1981, 4, 3), identifiers=[(Kind.PNC, "1979/0163001B"), (Kind.CRN, "E447111")]
    )
    _live(record, hidden, "M14 5AB", "07700 900123")
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[five, six])
    everywhere = record.user("all", record.agency("ALL"), Role.CLERK, courts=[five, six], every_court=True)
    return Town(clerk, everywhere, {**people, "hidden": hidden})


def _live(record: Record, known: Known, postcode: str, telephone: str) -> None:
    common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": record.clock.now()}
    record.put(Address(kind=AddressKind.HOME, lines="1 Any Street", postcode=postcode, **common))
    if telephone:
        record.put(ContactPoint(kind="phone", value=telephone, **common))


def test_what_is_read_as_a_number_a_place_a_birth_or_a_list_finds(units: Units, town: Town) -> None:
    people = PeopleService(units, town.clerk)
    wrong = {}
    for table in (NUMBERS, PLACES, PIECES, BIRTHS, LISTS):
        for typed, wanted in table.items():
            page = people.find(typed)
            if town.named(page) != wanted or page.total < len(page.hits):
                wrong[typed] = (wanted, town.named(page), [(hit.label, hit.why) for hit in page.hits])
    assert wrong == {}


def test_who_sits_at_every_court_finds_by_the_same_words(units: Units, town: Town) -> None:
    people = PeopleService(units, town.everywhere)
    tables = NUMBERS | PLACES | PIECES | BIRTHS | LISTS
    shown = {typed: town.named(people.find(typed)).replace("hidden", "").split() for typed in tables}
    lacking = {typed: one for typed, one in shown.items() if not {*tables[typed].split()} <= {*one}}
    assert lacking == {}


def test_the_page_has_no_example_of_these_that_is_not_tried_here() -> None:
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
    tried = {
        "Numbers": NUMBERS, "Where somebody lives, and the telephone": PLACES, "Only these lists": LISTS,
    }  # fmt: skip
    for section, table in tried.items():
        examples = set(re.findall(r"^\| `(.+?)` \|", sections[section], re.MULTILINE))
        assert examples <= set(table), section


def test_every_birth_of_the_page_finds_who_was_born_then(units: Units, town: Town) -> None:
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
    examples = re.findall(r"^\| `(.+?)` \| (.+?) \|$", sections["Dates of birth"], re.MULTILINE)
    people = PeopleService(units, town.clerk)
    others = ("1980", "13 Apr", "aged")
    of_1981 = [typed for typed, read in examples if "198" in read and not any(one in read for one in others)]
    assert len(of_1981) > 15
    wrong = {typed: town.named(people.find(typed)) for typed in of_1981}
    assert {typed: found for typed, found in wrong.items() if found != "ann cat"} == {}


def test_a_wrong_check_letter_is_found_and_explained(units: Units, town: Town) -> None:
    for typed in ("PNC 81/34C", "79/163001Z"):
        page = PeopleService(units, town.clerk).find(typed)
        (hit,) = page.hits
        assert hit.why[0] == "PNC but for its check letter"
        assert any("its check letter is wrong" in warning for warning in hit.warnings)
        assert page.sure is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [("163001", "PNC has 163001"), ("crn 4471", "CRN has 4471"), ("tel 900123", "telephone has 900123"),
     ("m14 aspen", "postcode begins M14"), ("07700 900123", "telephone exact"), ("M14 5AB", "postcode exact")],
)  # fmt: skip
def test_the_reason_says_what_of_it_was_found(units: Units, town: Town, typed: str, why: str) -> None:
    assert any(why.casefold() in said.casefold() for said in PeopleService(units, town.clerk).find(typed).hits[0].why)


def test_a_case_is_found_by_a_piece_of_its_number(units: Units, town: Town) -> None:
    hit = PeopleService(units, town.clerk).find("case 12345").hits[0]
    assert (hit.kind, hit.label) == (HitKind.CASE, "Case 1100012345")


def test_hidden_people_change_no_hit_and_no_count(units: Units, record: Record, town: Town) -> None:
    people = PeopleService(units, town.clerk)
    typed = ("163001", "crn 4471", "m14", "tel 900123", "3/4", "b.1981", "aspen")
    before = {text: (people.find(text).total, people.find(text).hits) for text in typed}
    for number in range(30):
        more = record.person(
            record.agency(f"P{number}"), "Aspen", "Ann", born=date(1981, 4, 3),
            identifiers=[(Kind.PNC, "1979/0163001B"), (Kind.CRN, f"E4471{number:02}")],
        )  # fmt: skip
        _live(record, more, "M14 5AB", "07700 900123")
    assert {text: (people.find(text).total, people.find(text).hits) for text in typed} == before


def test_a_small_scope_is_scored_whole(units: Units, record: Record, town: Town) -> None:
    """Two letters are left out and the sound is another: no near word leads there."""
    court: UUID = record.courts["B05AA"]
    known = record.seen_at(record.person(record.agency("X"), "Brzezinski", "Jan"), court)
    page = PeopleService(units, town.clerk).find("bzezinki")
    assert [hit.person for hit in page.hits] == [known.person]
