"""Facts of the candidates that are shown: one statement for all facts of all people, one for the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from db.cards.find import NextHearing
from db.people.scoring.identity import Identity, KnownBirth, KnownName
from db.people.shown import iso_day
from db.words.families.people import DetailKind, IdentifierKind, NameKind, Sex
from db.words.names import NameParts, display, says_more
from db.words.text import fold

Read = Callable[..., Sequence[Any]]
_WHEN: Final = itemgetter(11, 9, 10)
"""Whether it corrects another, when it was recorded, and its key: corrections come first, then the newest."""
_NOT_TODAY: Final = (None, None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a candidate: the identity that is judged, and what is shown beside it.

    `listed_at` is the court of today's list, id and code.
    """

    person: UUID
    identity: Identity
    born_year: str = ""
    in_custody: bool = False
    restricted: bool = False
    deceased: bool = False
    next_hearing: NextHearing | None = None
    listed_today: NextHearing | None = None
    listed_at: tuple[UUID, str] | None = None
    followed: bool = False

    @property
    def shown(self) -> str:
        """The main name."""
        return self.identity.names[0].shown

    @property
    def births(self) -> tuple[date, ...]:
        """The person's own dates of birth, the newest first."""
        return tuple(birth.day for birth in self.identity.births if birth.with_name is None)

    @property
    def numbers(self) -> tuple[tuple[IdentifierKind, str], ...]:
        """Kind and canonical form, or the number as it was recorded."""
        return self.identity.numbers


@dataclass(slots=True)
class _Read:
    """The rows of one person, sorted by what they are."""

    names: list[tuple[KnownName, date | None]] = field(default_factory=list)
    corrected: KnownName | None = None
    births: list[date] = field(default_factory=list)
    numbers: list[tuple[IdentifierKind, str]] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    telephones: list[str] = field(default_factory=list)
    sex: Sex | None = None
    in_custody: bool = False
    restricted: bool | None = None
    deceased: bool = False
    followed: bool = False


def gather(read: Read, ids: Sequence[UUID], *, today: date, homes: bool) -> dict[UUID, Facts]:
    """Read the facts of these people; `read(statement, **values)` runs a statement by its name."""
    if not ids:
        return {}
    known: dict[UUID, _Read] = {}
    for row in sorted(read("facts_and_homes" if homes else "facts", ids=ids), key=_WHEN, reverse=True):
        one = known.get(row[0])
        if one is None:
            one = known[row[0]] = _Read()
        _SORTED[row[1]](one, row, today)
    following, present = _listed(read("upcoming", ids=ids, today=today), today)
    return {
        person: _facts(person, one, following.get(person), present.get(person, _NOT_TODAY))
        for person, one in known.items()
        if one.names and one.restricted is not None
    }


def _facts(
    person: UUID, one: _Read, following: NextHearing | None, present: tuple[NextHearing | None, tuple[UUID, str] | None]
) -> Facts:
    """A name before an alias, the one that heads the file first; with a person's births those that came with a name."""
    one.names.sort(key=lambda name: name[0].kind is not NameKind.PRIMARY)
    _put_heading_first(one)
    with_names = (KnownBirth(born, place) for place, (_, born) in enumerate(one.names) if born is not None)
    return Facts(
        person=person,
        identity=Identity(
            names=tuple(name for name, _ in one.names),
            births=(*map(KnownBirth, dict.fromkeys(one.births)), *with_names),
            numbers=tuple(one.numbers),
            postcodes=tuple(one.homes),
            telephones=tuple(one.telephones),
            sex=one.sex,
        ),
        in_custody=one.in_custody,
        restricted=bool(one.restricted),
        deceased=one.deceased,
        next_hearing=following,
        listed_today=present[0],
        listed_at=present[1],
        followed=one.followed,
    )


def _put_heading_first(one: _Read) -> None:
    """As in the file: a name that says the same as the newest one and more; a correction stands as it was made."""
    main = [name for name, _ in one.names if name.kind is NameKind.PRIMARY]
    if len(main) < 2 or main[0] is one.corrected:
        return
    newest, *others = (NameParts(given=name.given, middle=name.middle, family=name.family) for name in main)
    for place, other in enumerate(others, 1):
        if says_more(other, newest):
            one.names.insert(0, one.names.pop(place))
            return


def _name(one: _Read, row: Sequence[Any], _: date) -> None:
    kind, family, given, middle, family_folded, given_folded, born = row[2:9]
    shown = display(NameParts(given=given, middle=middle, family=family))
    name = KnownName(family_folded, given_folded, fold(middle) if middle else "", shown, _NAME_KINDS[kind])
    one.names.append((name, iso_day(born) if born else None))
    if row[11] and one.corrected is None and name.kind is NameKind.PRIMARY:
        one.corrected = name


def _detail(one: _Read, row: Sequence[Any], _: date) -> None:
    kind, value = row[2], row[3]
    if kind == DetailKind.DATE_OF_BIRTH.value and (day := iso_day(value)):
        one.births.append(day)
    elif kind == DetailKind.SEX.value and one.sex is None:
        one.sex = _SEXES.get(value)


def _number(one: _Read, row: Sequence[Any], _: date) -> None:
    one.numbers.append((_NUMBER_KINDS[row[2]], row[3] or row[4]))


def _custody(one: _Read, row: Sequence[Any], today: date) -> None:
    if row[2] is None or row[2] > today.isoformat():
        one.in_custody = True


def _home(one: _Read, row: Sequence[Any], _: date) -> None:
    one.homes.append(row[2].replace(" ", "").upper())


def _telephone(one: _Read, row: Sequence[Any], _: date) -> None:
    if row[2]:
        one.telephones.append(row[2])


def _followed(one: _Read, _: Sequence[Any], __: date) -> None:
    one.followed = True


def _person(one: _Read, row: Sequence[Any], _: date) -> None:
    one.restricted, one.deceased = row[2] != "0", row[3] is not None


_SORTED: Final[Mapping[str, Callable[[_Read, Sequence[Any], date], None]]] = {
    "name": _name,
    "detail": _detail,
    "number": _number,
    "custody": _custody,
    "home": _home,
    "telephone": _telephone,
    "followed": _followed,
    "person": _person,
}
_SEXES: Final = {sex.value: sex for sex in Sex}
_NAME_KINDS: Final = {kind.value: kind for kind in NameKind}
_NUMBER_KINDS: Final = {kind.value: kind for kind in IdentifierKind}


def next_hearings(rows: Sequence[Any]) -> dict[UUID, NextHearing]:
    """Rows of lists by their id, as a card says where and when."""
    return {
        row[0]: NextHearing(
            listing=row[0], hearing=row[2], case=row[8], court=row[5], room=row[6], on=row[3], at=row[4]
        )
        for row in rows
    }


def _listed(
    rows: Sequence[Any], today: date
) -> tuple[dict[UUID, NextHearing], dict[UUID, tuple[NextHearing, tuple[UUID, str]]]]:
    """The next listing of each person, and today's with its court; rows come in order of day and time."""
    hearings = next_hearings(rows)
    following: dict[UUID, NextHearing] = {}
    present: dict[UUID, tuple[NextHearing, tuple[UUID, str]]] = {}
    for row in rows:
        following.setdefault(row[1], hearings[row[0]])
        if row[3] == today:
            present.setdefault(row[1], (hearings[row[0]], (row[9], row[10])))
    return following, present
