"""The statements that look for candidates: index rows joined to the names, with the reader's rule in each."""

from __future__ import annotations

from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import col

from db.access.criteria import criterion
from db.access.partial import in_part
from db.access.standing import Standing
from db.tables.base import Bytewise
from db.tables.lookup import LookupBorn, LookupForm, LookupName, LookupPair, LookupWord
from db.tables.people import PersonDetail, PersonName
from db.words.families.access import Category
from db.words.families.people import DetailKind

_n: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_p: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]
_b: sa.Table = LookupBorn.__table__  # type: ignore[attr-defined]
_w: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_f: sa.Table = LookupForm.__table__  # type: ignore[attr-defined]

Statement = Select[*tuple[Any, ...]]


class By(Enum):
    """By what of the index names are looked for."""

    BOTH = "family names and forenames"
    FAMILY = "family names"
    GIVEN = "forenames"
    FAMILY_AND_BEGUN = "family names, and what a forename begins with"
    GIVEN_AND_BEGUN = "forenames, and what a family name begins with"
    DAY = "days of birth, in a scope"
    RECORDED_DAY = "dates of birth as they are recorded"
    PEOPLE = "these people"


def _many(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, expanding=True)


def words_begin(many: int) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Words from `first0` to `last0` of `side0`, from `first1` on ...: which question, number, word."""
    each = []
    for place in range(many):
        found = (
            sa.select(sa.literal(place).label("place"), _w.c.id, _w.c.norm)
            .where(
                _w.c.side == sa.bindparam(f"side{place}"),
                _w.c.norm >= sa.bindparam(f"first{place}"),
                _w.c.norm <= sa.bindparam(f"last{place}"),
            )
            .order_by(_w.c.norm)
            .limit(sa.bindparam("most"))
            .subquery()
        )
        each.append(sa.select(found))
    return sa.union_all(*each)


def words_near() -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Words of a side that share a near form or a sound, or are written so."""
    side, told = _w.c.side == sa.bindparam("side"), (_w.c.id, _w.c.norm, _w.c.sound_one, _w.c.sound_two)
    formed = sa.select(_f.c.word).where(_f.c.form.in_(_many("forms")), _f.c.side == sa.bindparam("side"))
    sounding = _many("sounds")
    return sa.union(
        sa.select(*told).where(_w.c.id.in_(formed)),
        sa.select(*told).where(side, _w.c.sound_one.in_(sounding)),
        sa.select(*told).where(side, _w.c.sound_two.in_(sounding)),
        sa.select(*told).where(side, _w.c.norm.in_(_many("norms"))),
    )


class Probes:
    """Made for one standing; each statement is made when it is first asked for, and kept."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._births_in_part = in_part(standing, Category.IDENTITY)
        self._made: dict[tuple[By, str], Statement] = {}
        self._begin: dict[int, Any] = {}
        self.near = words_near()

    def begin(self, many: int) -> Any:  # noqa: ANN401 - a compound statement
        """See `words_begin`."""
        if many not in self._begin:
            self._begin[many] = words_begin(many)
        return self._begin[many]

    def names(self, by: By, *, born: str = "") -> Statement:
        """Names by the index, of those that the reader gets; `born` narrows to a `range` of days or to some `days`.

        Columns: name, person, folded family name and forename, middle names, day of birth as a number.
        """
        key = (by, born)
        if key not in self._made:
            self._made[key] = self._statement(by, born=born)
        return self._made[key]

    def _statement(self, by: By, *, born: str) -> Statement:
        n = PersonName
        source, rules, day = _SOURCES[by]()
        told = (col(n.id), col(n.person_id), col(n.family_folded), col(n.given_folded), col(n.middle))
        read = sa.select(*told, col(n.born_with_it), day).select_from(source)
        found = read.where(*rules, col(n.ended_at).is_(None))
        rule = criterion(self._standing, n)
        if rule is not None:
            found = found.where(rule)
        if by is By.RECORDED_DAY:
            seen = criterion(self._standing, PersonDetail)
            found = found if seen is None else found.where(seen)
        elif born or by is By.DAY:
            if born == "range":
                found = found.where(_n.c.born.between(sa.bindparam("born"), sa.bindparam("born_end")))
            elif born:
                found = found.where(_n.c.born.in_(_many("borns")))
            if self._births_in_part:
                found = found.where(self._day_is_told(born))
        return found.limit(sa.bindparam("few"))

    def _day_is_told(self, born: str) -> ColumnElement[bool]:
        """Who gets a year of birth alone finds nobody by the day."""
        d, n = PersonDetail, PersonName
        within = [col(d.value).in_(_many("days"))] if born == "days" else _from_day_to_day()
        told = [col(d.person_id) == col(n.person_id), col(d.kind) == DetailKind.DATE_OF_BIRTH, *within]
        rule = criterion(self._standing, d)
        whole = sa.exists().where(*told, col(d.ended_at).is_(None), *(() if rule is None else (rule,)))
        return sa.or_(whole, col(n.born_with_it).is_not(None))


Source = tuple[Any, tuple[ColumnElement[bool], ...], ColumnElement[Any]]


def _named() -> tuple[Any, list[ColumnElement[bool]]]:
    source = sa.join(_n, PersonName, col(PersonName.id) == _n.c.name)
    return source, [_n.c.scope.in_(_many("scopes"))]


def _from_day_to_day() -> list[ColumnElement[bool]]:
    """Not BETWEEN: PostgreSQL takes no collation inside it."""
    value = col(PersonDetail.value)
    return [value >= sa.bindparam("day"), value <= sa.bindparam("day_end")]


def _begins(word: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    return (
        word == _w.c.id,
        _w.c.norm >= sa.bindparam("first"),
        _w.c.norm <= sa.bindparam("last"),
    )


def _both() -> Source:
    source, rules = _named()
    return source, (*rules, _n.c.family.in_(_many("families")), _n.c.given.in_(_many("givens"))), _n.c.born


def _family() -> Source:
    source, rules = _named()
    return source, (*rules, _n.c.family.in_(_many("families"))), _n.c.born


def _paired() -> tuple[Any, list[ColumnElement[bool]]]:
    same = sa.and_(_n.c.scope == _p.c.scope, _n.c.family == _p.c.family, _n.c.given == _p.c.given)
    source = sa.join(_p, _n, same).join(PersonName, col(PersonName.id) == _n.c.name)
    return source, [_p.c.scope.in_(_many("scopes")), _p.c.given.in_(_many("givens"))]


def _given() -> Source:
    source, rules = _paired()
    return source, tuple(rules), _n.c.born


def _family_and_begun() -> Source:
    source, rules, born = _family()
    return source.join(_w, sa.and_(*_begins(_n.c.given))), rules, born


def _given_and_begun() -> Source:
    source, rules = _paired()
    return source.join(_w, sa.and_(*_begins(_n.c.family))), tuple(rules), _n.c.born


def _day() -> Source:
    source = sa.join(_b, PersonName, col(PersonName.id) == _b.c.name)
    return source, (_b.c.scope.in_(_many("scopes")), _b.c.born.in_(_many("borns"))), _b.c.born


def _recorded_day() -> Source:
    d = PersonDetail
    source = sa.join(d, PersonName, col(PersonName.person_id) == col(d.person_id))
    rules = (
        col(d.kind) == DetailKind.DATE_OF_BIRTH,
        *_from_day_to_day(),
        col(d.ended_at).is_(None),
        col(PersonName.born_with_it).is_(None),
    )
    return source, rules, sa.type_coerce(col(d.value), Bytewise())


def _people() -> Source:
    return sa.inspect(PersonName).selectable, (col(PersonName.person_id).in_(_many("people")),), sa.literal(0)


_SOURCES = {
    By.BOTH: _both,
    By.FAMILY: _family,
    By.GIVEN: _given,
    By.FAMILY_AND_BEGUN: _family_and_begun,
    By.GIVEN_AND_BEGUN: _given_and_begun,
    By.DAY: _day,
    By.RECORDED_DAY: _recorded_day,
    By.PEOPLE: _people,
}
