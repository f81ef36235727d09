"""Facts of the candidates that are shown: one statement a kind of fact, never one a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from db.cards.find import NextHearing
from db.people.scoring.identity import Identity, KnownBirth, KnownName
from db.words.families.people import DetailKind, IdentifierKind, NameKind, Sex
from db.words.names import NameParts, display
from db.words.text import fold

Read = Callable[..., Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a candidate: the identity that is judged, and what is shown beside it.

    `births` are those of the person, the newest first; `numbers` (kind, canonical or raw).
    """

    person: UUID
    identity: Identity
    births: tuple[date, ...] = ()
    born_year: str = ""
    numbers: tuple[tuple[IdentifierKind, str], ...] = ()
    in_custody: bool = False
    restricted: bool = False
    deceased: bool = False
    next_hearing: NextHearing | None = None
    listed_today: NextHearing | None = None
    through_case: str = ""

    @property
    def shown(self) -> str:
        """The main name."""
        return self.identity.names[0].shown


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
    numbers: dict[UUID, list[tuple[IdentifierKind, str | None, str]]] = defaultdict(list)
    for person, kind, canonical, raw in read("hydrate_numbers", ids=ids):
        numbers[person].append((kind, canonical, raw))
    custody = {person for person, until in read("hydrate_custody", ids=ids) if until is None or until > today}
    lives: dict[UUID, list[str]] = defaultdict(list)
    if postcodes:
        for person, postcode in read("hydrate_postcodes", ids=ids):
            lives[person].append(postcode.replace(" ", "").upper())
    following, present = _listed(read("hydrate_listings", ids=ids, today=today), today)
    return {
        person: Facts(
            person=person,
            identity=Identity(
                names=names[person][0],
                births=(*map(KnownBirth, dict.fromkeys(births[person])), *names[person][1]),
                numbers=tuple((kind, canonical or raw) for kind, canonical, raw in numbers[person]),
                postcodes=tuple(lives[person]),
                sex=_sex(sexes.get(person, "")),
            ),
            births=tuple(dict.fromkeys(births[person])),
            numbers=tuple((kind, canonical or raw) for kind, canonical, raw in numbers[person]),
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


Named = tuple[tuple[KnownName, ...], tuple[KnownBirth, ...]]


def _names(read: Read, ids: Sequence[UUID]) -> dict[UUID, Named]:
    """Standing names of each with the births that came with one of them: a name before an alias, newest first."""
    found: dict[UUID, list[tuple[KnownName, date | None]]] = defaultdict(list)
    for person, kind, family, given, middle, family_folded, given_folded, born in read("hydrate_names", ids=ids):
        shown = display(NameParts(given=given, middle=middle, family=family))
        found[person].append((KnownName(family_folded, given_folded, fold(middle), shown, kind), born))
    told: dict[UUID, Named] = {}
    for person, names in found.items():
        names.sort(key=lambda name: name[0].kind is not NameKind.PRIMARY)
        births = (KnownBirth(born, place) for place, (_, born) in enumerate(names) if born is not None)
        told[person] = tuple(name for name, _ in names), tuple(births)
    return told


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
