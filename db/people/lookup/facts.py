"""Facts of the candidates that are shown: one statement a kind of fact, never one a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from db.cards.find import NextHearing
from db.people.lookup.score import Facts, NameFact
from db.words.families.people import DetailKind, IdentifierKind, NameKind, Sex

Read = Callable[..., Sequence[Any]]


def gather(
    read: Read, ids: Sequence[UUID], *, today: date, through: Mapping[UUID, str], postcodes: bool
) -> Mapping[UUID, Facts]:
    """Read the facts of these people; `read(statement, **values)` runs a statement by its name."""
    if not ids:
        return {}
    names = _names(read, ids)
    births: dict[UUID, list[date]] = defaultdict(list)
    sexes: dict[UUID, str] = {}
    for person, kind, value in read("hydrate_details", ids=ids):
        if kind is DetailKind.SEX:
            sexes.setdefault(person, value)
        elif kind is DetailKind.DATE_OF_BIRTH and (day := _day(value)):
            births[person].append(day)
    numbers: dict[UUID, list[tuple[IdentifierKind, str]]] = defaultdict(list)
    for person, kind, canonical, raw in read("hydrate_numbers", ids=ids):
        numbers[person] += [(kind, text) for text in dict.fromkeys((canonical or raw, raw))]
    custody = {person for person, until in read("hydrate_custody", ids=ids) if until is None or until > today}
    lives: dict[UUID, list[str]] = defaultdict(list)
    if postcodes:
        for person, postcode in read("hydrate_postcodes", ids=ids):
            lives[person].append(postcode.replace(" ", "").upper())
    following, present = _listed(read("hydrate_listings", ids=ids, today=today), today)
    return {
        person: Facts(
            person=person,
            names=names[person],
            births=tuple(dict.fromkeys(births[person])),
            numbers=tuple(numbers[person]),
            postcodes=tuple(lives[person]),
            sex=_sex(sexes.get(person, "")),
            in_custody=person in custody,
            restricted=level > 0,
            deceased=deceased is not None,
            next_hearing=following.get(person),
            listed_today=present.get(person),
            through_case=through.get(person, ""),
        )
        for person, level, deceased in read("hydrate_persons", ids=ids)
        if person in names
    }


def next_hearings(rows: Sequence[Any]) -> dict[UUID, NextHearing]:
    """Rows of lists by their id, as a card says where and when."""
    return {
        row[0]: NextHearing(
            listing=row[0], hearing=row[2], case=row[8], court=row[5], room=row[6], on=row[3], at=row[4]
        )
        for row in rows
    }


def _names(read: Read, ids: Sequence[UUID]) -> dict[UUID, tuple[NameFact, ...]]:
    """Standing names of each, the one to show first: a name before an alias, the newest before older ones."""
    found: dict[UUID, list[NameFact]] = defaultdict(list)
    for person, *parts in read("hydrate_names", ids=ids):
        found[person].append(NameFact(*parts))
    return {
        person: tuple(sorted(names, key=lambda name: name.kind is not NameKind.PRIMARY))
        for person, names in found.items()
    }


def _listed(rows: Sequence[Any], today: date) -> tuple[dict[UUID, NextHearing], dict[UUID, NextHearing]]:
    """The next listing of each person, and today's; rows come in order of day and time."""
    hearings = next_hearings(rows)
    following: dict[UUID, NextHearing] = {}
    present: dict[UUID, NextHearing] = {}
    for row in rows:
        following.setdefault(row[1], hearings[row[0]])
        if row[3] == today:
            present.setdefault(row[1], hearings[row[0]])
    return following, present


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _sex(value: str) -> Sex | None:
    return next((sex for sex in Sex if sex.value == value), None)
