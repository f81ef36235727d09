"""The demo's 600 people: names and aliases, numbers that pass their check letters, details, addresses, custody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from db.access.relevance import own_record
from db.demo import names
from db.demo.keys import key, user_key
from db.demo.maker import Maker
from db.demo.questions import WHO
from db.exchange.loading.rows import Pending
from db.people.linking import public_ref
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.people import Address, ContactPoint, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import Relevance
from db.words.families.bail import CustodyStatus, ReleaseKind
from db.words.families.court import MarkerKind
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, LinkState, NameKind
from db.words.identifiers.recognise import parse
from db.words.text import fold

PEOPLE = 600
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SYSTEM = "demo"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """What the cases and lists need to know of a person; `source` is the record that holds the facts."""

    number: int
    id: UUID
    source: UUID
    family: str
    given: str
    born: date | None
    in_custody: bool = False

    @property
    def is_organisation(self) -> bool:
        """A company has no date of birth."""
        return self.born is None


_BEFORE_FILES = 70

# Names a trainer wants to show: misheard, accented, hyphened, with an apostrophe, single, twins, namesakes.
SHOWN: tuple[tuple[str, str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("SHAUGHNESSY", "Kayleigh", "F", "1981-04-03", (("LEE", "Kay"), ("LEE", "K"))),
    ("O'BRIEN", "Declan", "M", "1979-11-17", (("BRIEN", "Dec"),)),
    ("SMYTHE-OKAFOR", "Ruby", "F", "1994-02-28", (("SMYTHE", "Ruby"),)),
    ("GARCÍA", "José", "M", "1988-07-09", (("GARCIA", "Joe"),)),
    ("SUHARTONO", "", "M", "1990-01-01", ()),
    ("PENHALLOW", "Jack", "M", "2009-05-20", ()),
    ("PENHALLOW", "Jake", "M", "2009-05-20", ()),
    ("SMITH", "John", "M", "1980-03-12", (("SMITH", "Johnny"),)),
    ("SMITH", "John", "M", "1980-03-12", ()),
    ("MACDONALD", "Fraser", "M", "1972-12-30", (("MCDONALD", "Fraser"),)),
    ("NÍ CHEALLAIGH", "Aoife", "F", "1999-09-05", (("KELLY", "Eva"),)),
    ("HARLOW HAULAGE LTD", "", "", "", ()),
    ("BRIGHTWATER SCRAP METALS LTD", "", "", "", ()),
)


def make_people(made: Maker) -> list[DemoPerson]:
    """Insert every person with their facts; the same seed gives the same people."""
    return [_person(made, number) for number in range(PEOPLE)]


def _who(draw: Random, number: int) -> tuple[str, str, str, str, tuple[tuple[str, str], ...]]:
    if number < len(SHOWN):
        return SHOWN[number]
    sex = draw.choice("MMMMF")
    given = draw.choice(names.MEN if sex == "M" else names.WOMEN)
    family = draw.choice(names.FAMILIES)
    born = date(1955, 1, 1) + timedelta(days=draw.randrange(365 * 52))
    alias: tuple[tuple[str, str], ...] = ()
    if draw.random() < 0.2:
        alias = ((draw.choice(names.FAMILIES), given),)
    # Drawn all the same, so that everybody after them stays who they are.
    return WHO.get(number, (family, given, sex, born.isoformat(), alias))


def _person(maker: Maker, number: int) -> DemoPerson:
    pending, draw, agencies, now = maker.pending, maker.draw, maker.agencies, maker.now
    family, given, sex, born, aliases = _who(draw, number)
    agency = agencies["HMCTS"] if number % 5 else agencies["POL"]
    person, source = key("person", number), key("source", number)
    recorded = now - timedelta(days=draw.randrange(20, 900))
    pending.insert(Person, id=person, public_ref=public_ref(person), created_at=recorded)
    _source(pending, source, person, agency=agency, external=str(10_000 + number), now=recorded)
    common = {"person_id": person, "source_record_id": source, "recorded_at": recorded}
    organisation = not born
    rows = [(NameKind.PRIMARY, family, given), *((NameKind.ALIAS, *alias) for alias in aliases)]
    for order, (kind, surname, forename) in enumerate(rows):
        pending.insert(
            PersonName,
            id=key("name", number, order),
            kind=kind,
            title={"M": "Mr", "F": "Ms"}.get(sex, "") if kind is NameKind.PRIMARY else "",
            family=surname,
            given=forename,
            family_folded=fold(surname),
            given_folded=fold(forename),
            is_organisation=organisation,
            **common,
        )
    _address(pending, draw, number, common)
    made = DemoPerson(number, person, source, family, given, date.fromisoformat(born) if born else None)
    if organisation:
        return made
    for detail, value in _details(draw, sex, born):
        pending.insert(PersonDetail, id=key("detail", number, detail), kind=detail, value=value, **common)
    for system, raw in _numbers(draw, number):
        if number in WHO:
            continue
        parsed = parse(system, raw)
        canonical = parsed.canonical if parsed else raw
        pending.insert(Identifier, id=key("id", number, system), kind=system, raw=raw, canonical=canonical, **common)
    _markers(pending, draw, number, common)
    if number % 6 == 0:
        _probation(pending, number, person, agencies["PROB"], recorded)
    held = number % 7 == 3 or number == 7
    if held:
        _custody(maker, number, person)
    return DemoPerson(number, person, source, family, given, made.born, held)


def _source(pending: Pending, source: UUID, person: UUID, *, agency: UUID, external: str, now: datetime) -> None:
    pending.insert(
        SourceRecord, id=source, agency_id=agency, system=SYSTEM, external_id=external, person_id=person,
        link_state=LinkState.CONFIRMED, decided_at=now, reasons="demo data",
    )  # fmt: skip
    mine = own_record(person, agency, source)
    pending.insert(
        Relevance, id=key("own", source), person_id=person, scope=mine.scope, scope_id=mine.scope_id,
        reason=mine.reason, source_id=source, starts_on=mine.starts_on, ends_on=mine.ends_on,
    )  # fmt: skip


def _details(draw: Random, sex: str, born: str) -> Iterator[tuple[DetailKind, str]]:
    yield DetailKind.DATE_OF_BIRTH, born
    yield DetailKind.SEX, sex
    yield DetailKind.NATIONALITY, draw.choice(names.NATIONS)
    yield DetailKind.ETHNICITY_SELF, draw.choice(("W1", "W1", "W1", "A2", "B2", "M1", "O9"))
    if draw.random() < 0.05:
        language = draw.choice(names.LANGUAGES)
        yield DetailKind.LANGUAGE, language
        yield DetailKind.INTERPRETER, language
    if draw.random() < 0.06:
        yield DetailKind.DISABILITY, draw.choice(("Hearing loss", "Uses a wheelchair", "Learning disability"))


def _numbers(draw: Random, number: int) -> Iterator[tuple[IdentifierKind, str]]:
    """PNC, CRO and ASN with the check letter that the reader of each number accepts."""
    year = draw.randrange(1985, 2025)
    yield IdentifierKind.PNC, _lettered(IdentifierKind.PNC, f"{year}/{draw.randrange(1, 999_999):07d}")
    if number % 3:
        yield IdentifierKind.CRO, _lettered(IdentifierKind.CRO, f"{draw.randrange(1, 99_999):06d}/{year % 100:02d}")
    asn = f"{draw.randrange(20, 26)}13ZD01{draw.randrange(10**10):011d}"
    yield IdentifierKind.ASN, _lettered(IdentifierKind.ASN, asn)


def _lettered(kind: IdentifierKind, stem: str) -> str:
    for letter in LETTERS:
        parsed = parse(kind, stem + letter)
        if parsed is not None and parsed.valid:
            return stem + letter
    return stem


def _address(pending: Pending, draw: Random, number: int, common: dict[str, Any]) -> None:
    """Streets and towns are invented; QX is no postcode area."""
    homeless = number % 29 == 11
    lines = f"{draw.randrange(1, 180)} {draw.choice(names.STREETS)}\n{draw.choice(names.TOWNS)}"
    postcode = f"QX{draw.randrange(1, 20)} {draw.randrange(1, 10)}{draw.choice('ABDEFG')}{draw.choice('HJLNPQ')}"
    pending.insert(
        Address, id=key("address", number), kind=AddressKind.HOME, lines="No fixed abode" if homeless else lines,
        postcode="" if homeless else postcode, no_fixed_abode=homeless, **common,
    )  # fmt: skip
    if number % 4 == 0:
        # 07700 900 000 to 999 are kept free by Ofcom for use in drama.
        phone = f"07700 900{draw.randrange(1000):03d}"
        pending.insert(ContactPoint, id=key("phone", number), kind="phone", value=phone, **common)


_MARKERS = {
    5: (MarkerKind.VIOLENCE, "Assaulted custody staff"),
    9: (MarkerKind.SELF_HARM, "Constant watch at last remand"),
    13: (MarkerKind.WEAPONS, "Carries a blade"),
    17: (MarkerKind.VULNERABLE, "Appropriate adult needed"),
    21: (MarkerKind.MEDICAL, "Insulin: must eat at noon"),
    25: (MarkerKind.DOMESTIC_ABUSE, "Keep apart from public gallery"),
}


def _markers(pending: Pending, draw: Random, number: int, common: dict[str, Any]) -> None:
    found = _MARKERS.get(number % 41)
    if found is not None or number in (0, 7):
        kind, text = found or (MarkerKind.VIOLENCE, "Staff care")
        level = draw.choice(("high", "medium"))
        pending.insert(Marker, id=key("marker", number), kind=kind, text=text, level=level, **common)


def _probation(pending: Pending, number: int, person: UUID, agency: UUID, recorded: datetime) -> None:
    """Probation's own record of the same person, with its number and its spelling of the name."""
    source = key("probation", number)
    _source(pending, source, person, agency=agency, external=f"X{100_000 + number}", now=recorded)
    crn = f"X{100_000 + number}"
    pending.insert(
        Identifier, id=key("crn", number), kind=IdentifierKind.CRN, raw=crn, canonical=crn, person_id=person,
        source_record_id=source, recorded_at=recorded, recorded_by_id=user_key("probation"),
    )  # fmt: skip


def _custody(maker: Maker, number: int, person: UUID) -> None:
    pending, draw, now, agency = maker.pending, maker.draw, maker.now, maker.agencies["PRIS"]
    source = key("prison", number)
    days = draw.randrange(3, 400)
    since = (now - timedelta(days=days)).date()
    # On record from then on, or from before the first of the weekly files: nobody is received by one much later.
    recorded = now - timedelta(days=min(days, _BEFORE_FILES))
    _source(pending, source, person, agency=agency, external=f"A{1000 + number}DX", now=now - timedelta(days=2))
    code, name = draw.choice(names.PRISONS)
    status = draw.choice((CustodyStatus.REMAND, CustodyStatus.REMAND, CustodyStatus.SENTENCED, CustodyStatus.RECALL))
    release = None if status is CustodyStatus.REMAND else now.date() + timedelta(days=draw.randrange(5, 300))
    pending.insert(
        CustodyEpisode, id=key("custody", number), establishment_code=code, establishment=name, status=status,
        since=since, release_on=release, release_kind=ReleaseKind.CONDITIONAL.label if release else "",
        person_id=person, source_record_id=source, recorded_at=recorded,
    )  # fmt: skip
    pending.insert(
        CustodySnapshot, id=key("snapshot", number), status="ACTIVE IN", in_out="IN", establishment_code=code,
        establishment=name, movement_type="ADM", moved_on=since, received_on=since, legal_status=status.name,
        recall=status is CustodyStatus.RECALL, indeterminate=False, restricted_patient=False, conditional_on=release,
        person_id=person, source_record_id=source, recorded_at=recorded,
    )  # fmt: skip
