"""The statements that look for candidates: index rows joined to the names, with the reader's rule in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ColumnElement, Select
from sqlalchemy.sql.selectable import FromClause

from db.access.asked_by import AskedBy, asked_by
from db.access.standing import Standing
from db.people.lookup.prepared import HALF, Prepared, Shelf, among, in_order, listed, paired
from db.people.lookup.served import Served, served
from db.tables.base import Bytewise
from db.tables.lookup import FAMILY, GIVEN, PART, WHOLE, LookupBorn, LookupName, LookupPair, LookupWord
from db.tables.people import PersonDetail, PersonName
from db.words.families.access import Category
from db.words.families.people import DetailKind

_index: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_pair: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]
_born: sa.Table = LookupBorn.__table__  # type: ignore[attr-defined]
_word: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_other = _word.alias("other")
_name: sa.Table = PersonName.__table__  # type: ignore[attr-defined]
_detail: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]


class By(Enum):
    """By what of the index names are looked for."""

    PAIRS = "pairs of a family name and a forename"
    HALVES = "pairs of which one is half of a double name, or a middle name"
    FAMILIES = "family names"
    GIVENS = "forenames"
    FAMILY_BEGUN = "what a family name begins with"
    GIVEN_BEGUN = "what a forename begins with"
    FAMILY_FIRST = "what both begin with, by the family names"
    GIVEN_FIRST = "what both begin with, by the forenames"
    DAY = "days of birth, in a scope"
    DAY_RANGE = "a range of days of birth, in a scope"
    RECORDED_DAY = "dates of birth as they are recorded"
    RECORDED_DAYS = "some dates of birth as they are recorded"
    PEOPLE = "these people"
    SCOPE = "everybody in a scope"


_INDEXED_DAY = frozenset({By.DAY, By.DAY_RANGE})
_RECORDED_DAY = frozenset({By.RECORDED_DAY, By.RECORDED_DAYS})
WITH_NAMES = frozenset({*_INDEXED_DAY, *_RECORDED_DAY, By.PEOPLE, By.SCOPE})
"""These give the names that the others are asked by."""


def pair(family: int, given: int) -> int:
    """A pair of words as one number, for `By.PAIRS`."""
    return family << HALF | given


def pairs_asked(pairs: Sequence[int], dialect: Dialect) -> dict[str, object]:
    """The pairs as the statements of this engine are given them."""
    if dialect.name != "postgresql":
        return {"pairs": list(pairs)}
    return {"families": [one >> HALF for one in pairs], "givens": [one & (1 << HALF) - 1 for one in pairs]}


class Probes:
    """Made for one standing; each statement is made ready when it is first asked for, and kept."""

    def __init__(self, standing: Standing, dialect: Dialect) -> None:
        reader = asked_by(standing, dialect.name)
        self._by: Shelf[tuple[By, str]] = Shelf(
            dialect, lambda key: _statement(reader, dialect=dialect, by=key[0], born=key[1]), _function_of
        )

    def names(self, by: By, *, born: str = "") -> Prepared:
        """Names by the index, of those that the reader gets; `born` narrows to a `range` of days or to some `days`.

        Columns: a place in the list asked by, or the word found by; the person; the day of birth as a number or
        as text. Those of `WITH_NAMES` have 0 in the first place, and then the folded family name and forename and
        the middle names.
        """
        return self._by[by, born]


def _function_of(key: tuple[By, str]) -> str:
    by, born = key
    return f"find_names_by_{by.name.lower()}{born and '_born_'}{born}"


def functions(dialect: Dialect) -> Iterator[Served]:
    """Every statement as a function of PostgreSQL."""
    for by, borns in _BORN_BESIDE.items():
        for born in borns:
            make = partial(_statement, dialect=dialect, by=by, born=born)
            yield served(_function_of((by, born)), make, by_all=by is not By.SCOPE)


def _statement(reader: AskedBy, *, dialect: Dialect, by: By, born: str) -> Select[Any]:
    found, rules, first, day = _SOURCES[by](dialect)
    told = (_name.c.family_folded, _name.c.given_folded, _name.c.middle) if by in WITH_NAMES else ()
    read = sa.select(first, _name.c.person_id, day, *told).select_from(found)
    read = read.where(*rules, _name.c.ended_at.is_(None), *reader.criteria(PersonName))
    if by in _RECORDED_DAY:
        read = read.where(*reader.criteria(PersonDetail))
    elif born or by in _INDEXED_DAY:
        if by not in _INDEXED_DAY:  # which narrow by an index of their own
            read = read.where(_born_then(born))
        if not isinstance(whole := reader.whole(Category.IDENTITY), sa.True_):
            read = read.where(sa.or_(whole, _day_is_told(reader, born)))
    if by in _ORDERED:
        read = read.order_by(_word.c.norm)
    return read.limit(sa.bindparam("few"))


def _day_is_told(reader: AskedBy, born: str) -> ColumnElement[bool]:
    """Who gets a year of birth alone finds nobody by the day."""
    d = _detail.c
    within = [among(d.value, "days")] if born == "days" else _from_day_to_day()
    told = [d.person_id == _name.c.person_id, d.kind == DetailKind.DATE_OF_BIRTH, *within]
    whole = sa.exists().where(*told, d.ended_at.is_(None), *reader.criteria(PersonDetail))
    return sa.or_(whole, _name.c.born_with_it.is_not(None))


Source = tuple[FromClause, tuple[ColumnElement[bool], ...], ColumnElement[Any], ColumnElement[Any]]
"""Where from, by which conditions, what stands first in the row, and the day of birth."""
_AS_NAMED = (_name, _name.c.id == _index.c.name)


def _in_scope(table: sa.Table = _index) -> ColumnElement[bool]:
    return among(table.c.scope, "scopes")


def _of_word(side: int, name: str, table: Any = _word) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - an alias
    return (
        table.c.side == side,
        table.c.norm >= sa.bindparam(f"{name}_first"),
        table.c.norm <= sa.bindparam(f"{name}_last"),
    )


def _born_then(born: str) -> ColumnElement[bool]:
    if born == "range":
        return _index.c.born.between(sa.bindparam("born"), sa.bindparam("born_end"))
    return among(_index.c.born, "borns")


def _from_day_to_day() -> list[ColumnElement[bool]]:
    """Not BETWEEN: PostgreSQL takes no collation inside it."""
    return [_detail.c.value >= sa.bindparam("day"), _detail.c.value <= sa.bindparam("day_end")]


def _pairs(dialect: Dialect) -> Source:
    asked, (family, given, place) = paired(("pairs", "families", "givens"), dialect)
    steps = sa.and_(_in_scope(), _index.c.family == family, _index.c.given == given)
    return in_order(asked, (_index, steps), _AS_NAMED), (), place, _index.c.born


def _halves(dialect: Dialect) -> Source:
    source, rules, place, day = _pairs(dialect)
    return source, (*rules, _index.c.part == PART), place, day


def _families(dialect: Dialect) -> Source:
    asked, value, place = listed("words", dialect)
    steps = sa.and_(_in_scope(), _index.c.family == value)
    return in_order(asked, (_index, steps), _AS_NAMED), (), place, _index.c.born


def _by_pair(scope: ColumnElement[bool] | None = None) -> tuple[sa.Table, ColumnElement[bool]]:
    """From a forename's family names to the rows."""
    same = (_index.c.scope == _pair.c.scope, _index.c.family == _pair.c.family, _index.c.given == _pair.c.given)
    return _index, sa.and_(*same, *(() if scope is None else (scope,)))


def _givens(dialect: Dialect) -> Source:
    asked, value, place = listed("words", dialect)
    steps = sa.and_(_in_scope(_pair), _pair.c.given == value)
    return in_order(asked, (_pair, steps), _by_pair(), _AS_NAMED), (), place, _index.c.born


def _family_begun(_: Dialect) -> Source:
    steps = sa.and_(_in_scope(), _index.c.family == _word.c.id)
    return in_order(_word, (_index, steps), _AS_NAMED), _of_word(FAMILY, "family"), _word.c.norm, _index.c.born


def _given_begun(_: Dialect) -> Source:
    steps = sa.and_(_in_scope(_pair), _pair.c.given == _word.c.id)
    found = in_order(_word, (_pair, steps), _by_pair(), _AS_NAMED)
    return found, _of_word(GIVEN, "given"), _word.c.norm, _index.c.born


def _family_first(_: Dialect) -> Source:
    steps = sa.and_(_in_scope(), _index.c.family == _word.c.id)
    found = in_order(_word, (_index, steps), (_other, _other.c.id == _index.c.given), _AS_NAMED)
    rules = (*_of_word(FAMILY, "family"), *_of_word(GIVEN, "given", _other))
    return found, rules, _word.c.norm, _index.c.born


def _given_first(_: Dialect) -> Source:
    steps = sa.and_(_in_scope(_pair), _pair.c.given == _word.c.id)
    found = in_order(_word, (_pair, steps), (_other, _other.c.id == _pair.c.family), _by_pair(), _AS_NAMED)
    rules = (*_of_word(GIVEN, "given"), *_of_word(FAMILY, "family", _other))
    return found, rules, _word.c.norm, _index.c.born


def _day(_: Dialect, *, by_range: bool = False) -> Source:
    found = sa.join(_born, _name, _name.c.id == _born.c.name)
    born = _born.c.born
    days = born.between(sa.bindparam("born"), sa.bindparam("born_end")) if by_range else among(born, "borns")
    return found, (_in_scope(_born), days), sa.literal(0), born


def _recorded_day(_: Dialect, *, by_range: bool = True) -> Source:
    found = sa.join(_detail, _name, _name.c.person_id == _detail.c.person_id)
    rules = (
        _detail.c.kind == DetailKind.DATE_OF_BIRTH,
        *(_from_day_to_day() if by_range else [among(_detail.c.value, "days")]),
        _detail.c.ended_at.is_(None),
        _name.c.born_with_it.is_(None),
    )
    return found, rules, sa.literal(0), sa.type_coerce(_detail.c.value, Bytewise())


def _people(_: Dialect) -> Source:
    return _name, (among(_name.c.person_id, "people"),), sa.literal(0), sa.literal(0)


def _scope(_: Dialect) -> Source:
    """Nobody where the scopes hold more than `most` names, which the index alone says: they are not looked at whole."""
    whole = (_in_scope(), _index.c.part == WHOLE)
    some = sa.select(sa.literal(1)).where(*whole).limit(sa.bindparam("most") + 1).correlate(None).subquery()
    few = sa.select(sa.func.count()).select_from(some).scalar_subquery() <= sa.bindparam("most")
    found = in_order(_index, _AS_NAMED)
    return found, (*whole, few), sa.literal(0), _index.c.born


_SOURCES: dict[By, Callable[[Dialect], Source]] = {
    By.PAIRS: _pairs,
    By.HALVES: _halves,
    By.FAMILIES: _families,
    By.GIVENS: _givens,
    By.FAMILY_BEGUN: _family_begun,
    By.GIVEN_BEGUN: _given_begun,
    By.FAMILY_FIRST: _family_first,
    By.GIVEN_FIRST: _given_first,
    By.DAY: _day,
    By.DAY_RANGE: partial(_day, by_range=True),
    By.RECORDED_DAY: _recorded_day,
    By.RECORDED_DAYS: partial(_recorded_day, by_range=False),
    By.PEOPLE: _people,
    By.SCOPE: _scope,
}
_ORDERED = frozenset({By.FAMILY_BEGUN, By.GIVEN_BEGUN, By.FAMILY_FIRST, By.GIVEN_FIRST})
_NARROWED = frozenset({*_ORDERED, By.PAIRS, By.HALVES, By.FAMILIES, By.GIVENS, By.SCOPE})
_BORN_BESIDE: Mapping[By, tuple[str, ...]] = {
    **dict.fromkeys(By, ("",)),
    **dict.fromkeys(_NARROWED, ("", "range", "days")),
    By.DAY: ("", "days"),
    By.DAY_RANGE: ("range",),
    By.RECORDED_DAY: ("", "range"),
    By.RECORDED_DAYS: ("days",),
}
"""By which days of birth each way of looking is narrowed."""
