"""Reads a file of invented areas, people, registrations, offences and prison downloads that a demo is made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from db.demo.fixture_fields import day_of, mapping_of, named, rows_of, text_of
from db.search.status import Status
from db.words.errors import BadInput
from db.words.families.places import AreaKind
from db.words.families.worded import key
from db.words.text import clean

LARGEST: Final = 20_000_000
_STATUSES: Final = {
    **{key(one.value): one for one in Status},
    **{key(one.label): one for one in Status},
    **dict.fromkeys(("alleged_only", "bailed", "police_bail", "on_police_bail", "arrested"), Status.ALLEGED),
    **dict.fromkeys(("caution",), Status.CAUTIONED),
    **dict.fromkeys(("quashed", "conviction_quashed"), Status.SET_ASIDE),
    **dict.fromkeys(("not_guilty",), Status.ACQUITTED),
}
_KINDS: Final = {**{one.value: one for one in AreaKind}, "partnership": AreaKind.PARTNERSHIP, "lcjb": AreaKind.FORCE}


@dataclass(frozen=True, slots=True)
class FixtureArea:
    """An area by its code, with the code of the one it lies in."""

    code: str
    name: str
    kind: AreaKind
    parent: str


@dataclass(frozen=True, slots=True)
class FixturePerson:
    """Somebody by the file's own number."""

    id: str
    name: str
    born: date | None


@dataclass(frozen=True, slots=True)
class FixtureRegistration:
    """A registration as a prolific offender."""

    person: str
    area: str
    since: date
    until: date | None
    lead: str
    plan: str


@dataclass(frozen=True, slots=True)
class FixtureOffence:
    """An offence and how far it has come; a missing value is None or empty."""

    id: str
    person: str
    type: str
    first: date | None
    last: date | None
    area: str
    status: Status
    convicted_on: date | None
    charged_on: date | None
    hearings: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class FixtureStay:
    """What a prison download says of one person; `days` are dates by the column of a custody record."""

    person: str
    establishment: str
    status: str
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class FixtureBatch:
    """One prison download."""

    id: str
    taken: date
    accepted: bool
    stays: tuple[FixtureStay, ...]


@dataclass(frozen=True, slots=True)
class Fixture:
    """The whole file; `as_of` is the day on which it is looked at."""

    as_of: date
    areas: tuple[FixtureArea, ...]
    people: tuple[FixturePerson, ...]
    registrations: tuple[FixtureRegistration, ...]
    offences: tuple[FixtureOffence, ...]
    batches: tuple[FixtureBatch, ...] = field(default=())


def read_fixture(path: Path) -> Fixture:
    """The file, every reference in it checked. Raises BadInput with the place of the first fault."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{clean(path.name)} is larger than a demo is made from.")
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise BadInput(f"The file of the demo cannot be read: {reason}.") from fault
    except (ValueError, RecursionError) as fault:
        raise BadInput(f"{clean(path.name)} is no JSON document.") from fault
    return _fixture(mapping_of(document, "the file"))


def _fixture(document: Mapping[str, Any]) -> Fixture:
    areas = tuple(_areas(document))
    codes = {one.code for one in areas}
    people = tuple(_people(document))
    known = {one.id for one in people}
    offences = tuple(_offences(document, known, codes))
    as_of = day_of(document, "as_of", "the file")
    if as_of is None:
        raise BadInput("The file has no as_of, the day on which it is looked at.")
    return Fixture(
        as_of,
        areas,
        people,
        tuple(_registrations(document, known, codes)),
        offences,
        tuple(sorted(_batches(document, known), key=lambda one: (one.taken, one.id))),
    )


def _areas(document: Mapping[str, Any]) -> Iterator[FixtureArea]:
    told = document.get("areas")
    listed = () if isinstance(told, Mapping) else rows_of(document, "areas")
    rows = told.items() if isinstance(told, Mapping) else ((text_of(one, "code", "areas"), one) for one in listed)
    found: dict[str, FixtureArea] = {}
    for raw, row in rows:
        code = clean(str(raw)).upper()
        where = f"area {code}"
        word = key(text_of(row, "type", where) or text_of(row, "kind", where))
        if word not in _KINDS:
            raise BadInput(f"{where}: '{word}' is no kind of area.", to_do=f"Kinds: {', '.join(AreaKind)}.")
        if not code or code in found:
            raise BadInput(f"{where}: the code is missing or given twice.")
        parent = text_of(row, "parent", where).upper()
        found[code] = FixtureArea(code, text_of(row, "name", where) or code, _KINDS[word], parent)
    yield from _parents_first(found)


def _parents_first(found: Mapping[str, FixtureArea]) -> Iterator[FixtureArea]:
    done: set[str] = set()
    waiting = list(found.values())
    for one in waiting:
        if one.parent and one.parent not in found:
            raise BadInput(f"area {one.code}: there is no area {one.parent} in the file.")
    while waiting:
        ready = [one for one in waiting if not one.parent or one.parent in done]
        if not ready:
            raise BadInput(f"area {waiting[0].code} lies in itself.")
        yield from ready
        done |= {one.code for one in ready}
        waiting = [one for one in waiting if one.code not in done]


def _people(document: Mapping[str, Any]) -> Iterator[FixturePerson]:
    seen: set[str] = set()
    for row in rows_of(document, "persons"):
        number = text_of(row, "id", "persons")
        where = f"person {number}"
        name = text_of(row, "name", where)
        if not number or number in seen or not name:
            raise BadInput(f"{where}: the id or the name is missing, or the id is given twice.")
        seen.add(number)
        yield FixturePerson(number, name, day_of(row, "born", where) or day_of(row, "dob", where))


def _registrations(document: Mapping[str, Any], known: set[str], codes: set[str]) -> Iterator[FixtureRegistration]:
    for place, row in enumerate(rows_of(document, "ppo"), 1):
        where = f"ppo {place}"
        person = named(row, "person", known, where)
        area = named(row, "area", codes, where, fold=str.upper)
        since = day_of(row, "from", where)
        if since is None or not area:
            raise BadInput(f"{where}: the area or the first day is missing.")
        lead, plan = (text_of(row, name, where) for name in ("lead", "plan"))
        yield FixtureRegistration(person, area, since, day_of(row, "to", where), lead, plan)


def _offences(document: Mapping[str, Any], known: set[str], codes: set[str]) -> Iterator[FixtureOffence]:
    hearings: dict[str, list[date]] = {}
    numbers = {text_of(row, "id", "offences") for row in rows_of(document, "offences")}
    for place, row in enumerate(rows_of(document, "hearings"), 1):
        where = f"hearing {place}"
        offence, day = named(row, "offence", numbers, where), day_of(row, "date", where)
        if day is not None:
            hearings.setdefault(offence, []).append(day)
    seen: set[str] = set()
    for row in rows_of(document, "offences"):
        number = text_of(row, "id", "offences")
        where = f"offence {number}"
        if not number or number in seen:
            raise BadInput(f"{where}: the id is missing or given twice.")
        seen.add(number)
        status = _STATUSES.get(key(text_of(row, "status", where)))
        if status is None:
            said = text_of(row, "status", where)
            raise BadInput(f"{where}: '{said}' is no status.", to_do=f"Statuses: {', '.join(Status)}.")
        last = next((day for name in ("date_to", "to", "until") if (day := day_of(row, name, where))), None)
        yield FixtureOffence(
            number, named(row, "person", known, where), text_of(row, "type", where), day_of(row, "date", where), last,
            named(row, "area", codes, where, fold=str.upper, needed=False), status, day_of(row, "convicted_on", where),
            day_of(row, "charged_on", where), tuple(sorted(set(hearings.get(number, ())))),
        )  # fmt: skip


_DAYS: Final = {
    "release": "release_on", "hdced": "hdced_on", "confirmed": "confirmed_on", "parole": "parole_on",
    "hdcad": "curfew_on", "ard": "automatic_on", "crd": "conditional_on", "npd": "non_parole_on",
    "prrd": "post_recall_on", "mtd": "mid_term_on", "licence": "licence_ends_on", "since": "received_on",
}  # fmt: skip


def _batches(document: Mapping[str, Any], known: set[str]) -> Iterator[FixtureBatch]:
    seen: set[str] = set()
    for row in rows_of(document, "batches"):
        number = text_of(row, "id", "batches")
        where = f"batch {number}"
        taken = day_of(row, "taken", where)
        if taken is None or not number or number in seen:
            raise BadInput(f"{where}: the id or the day is missing, or the id is given twice.")
        seen.add(number)
        refused = row.get("accepted") is False or key(text_of(row, "state", where)) in ("refused", "rejected", "open")
        stays: dict[str, FixtureStay] = {}
        for one in rows_of(row, "rows"):
            person = named(one, "person", known, where)
            days = {column: day for name, column in _DAYS.items() if (day := day_of(one, name, where))}
            stays[person] = FixtureStay(person, text_of(one, "est", where), text_of(one, "status", where), days)
        yield FixtureBatch(number, taken, not refused, tuple(stays.values()))
