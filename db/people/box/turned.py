"""A date that was read, taken in another way: the other way round, as a birth, as a day of hearings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db.cards.asked import Birth, BirthKind, PartKind
from db.people.box.births import MONTHS, Dated
from db.words.dates import spell


def the_other_way(read: Dated) -> Dated | None:
    """The same date with day and month changed, where that is a date; what a correction asks for."""
    other = next((birth for birth in read.births if birth.kind is BirthKind.SWAPPED), None)
    if other is None or other.first is None:
        return None
    rest = tuple(birth for birth in read.births if birth is not other)
    says = f"born {spell(other.first)}, day and month the other way round"
    return Dated(says, (other, *rest), options=(PartKind.BORN,), rank=read.rank)


def born_then(read: Dated) -> Dated | None:
    """The same date as a birth, though it could be a day to come."""
    birth = read.births[0] if read.births else None
    if birth is None or read.day is None or birth.first is None:
        return read if birth else None
    return Dated(f"born {spell(birth.first)}", read.births, options=(PartKind.DAY,), rank=read.rank)


def any_day_of(word: str) -> Dated | None:
    """A month alone, of any year: what a correction may ask for."""
    month = MONTHS.get(word.lower())
    if month is None:
        return None
    birth = Birth(BirthKind.BIRTHDAY, month=month)
    return Dated(f"born in {word.capitalize()} of any year", (birth,), rank=1)


def or_a_name(read: Dated) -> Dated:
    """The same, where the month may be a name (`april 1981`)."""
    return replace(read, options=(PartKind.NAME, *(one for one in read.options if one is not PartKind.NUMBER)))


def hearings_of(day: date) -> Dated:
    """A day of hearings."""
    return Dated(f"listed {spell(day)}", day=day)


def falls_on(read: Dated, weekday: str) -> bool:
    """Whether the date is that day of the week, its name whole or its first three letters."""
    day = read.day or (read.births[0].first if read.births else None)
    return day is not None and spell(day)[:3].lower() == weekday[:3].lower()


def heard_on(read: Dated) -> Dated | None:
    """The same date as a day of hearings."""
    day = read.day or next((birth.first for birth in read.births if birth.kind is BirthKind.DAY), None)
    return replace(hearings_of(day), options=(PartKind.BORN,) if read.births else ()) if day else None
