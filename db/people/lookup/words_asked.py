"""The statements about words: on SQLite one for as many words as are asked, on PostgreSQL a function for any number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from db.people.lookup.prepared import Prepared, Row, Shelf, among
from db.people.lookup.served import Served
from db.tables.base import Bytewise
from db.tables.lookup import FAMILY, LookupForm, LookupName, LookupPair, LookupWord

_word: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_form: sa.Table = LookupForm.__table__  # type: ignore[attr-defined]
_index: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_pair: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]

_FORMS, _SOUNDS, _NORMS = 16, 2, 8

Range = tuple[int, str, str]
"""A side, and from which word to which."""


@dataclass(frozen=True, slots=True)
class Keys:
    """By what words near to one are found: its side, its near forms, its sounds, and how else it is written."""

    side: int
    forms: Sequence[str]
    sounds: Sequence[str]
    norms: Sequence[str]


class Asked(Protocol):
    """How words are asked on an engine."""

    def begun(self, connection: Connection, ranges: Sequence[Range], *, most: int) -> list[Row]:
        """Which range, number, word; in the order of the alphabet, `most` of each."""

    def near(self, connection: Connection, keys: Sequence[Keys], scopes: Collection[int] | None) -> list[Row]:
        """Which keys, number, word and its two sounds; with `scopes` only words that occur in one of them."""


class AskedFile:
    """See Asked; on SQLite."""

    def __init__(self, dialect: Dialect) -> None:
        self._begun: Shelf[int] = Shelf(dialect, _begin, str)
        self._near: Shelf[tuple[int, bool]] = Shelf(dialect, lambda key: _nearly(key[0], scoped=key[1]), str)

    def begun(self, connection: Connection, ranges: Sequence[Range], *, most: int) -> list[Row]:
        """See Asked."""
        values: dict[str, Any] = {"most": most}
        for place, (side, first, last) in enumerate(ranges):
            values |= {f"side{place}": side, f"first{place}": first, f"last{place}": last}
        return self._begun[len(ranges)].rows(connection, **values)

    def near(self, connection: Connection, keys: Sequence[Keys], scopes: Collection[int] | None) -> list[Row]:
        """See Asked."""
        values: dict[str, Any] = {} if scopes is None else {"scopes": scopes}
        for place, one in enumerate(keys):
            values |= {f"side{place}": one.side, f"forms{place}": _filled(one.forms, _FORMS)}
            values[f"sounds{place}"] = _filled(one.sounds, _SOUNDS)
            values[f"norms{place}"] = _filled(one.norms, _NORMS)
        return list(set(self._near[len(keys), scopes is not None].rows(connection, **values)))


_FOUND: Final = """
    WITH found AS (
        SELECT a.key, f.word AS id FROM unnest(p_of_form, p_forms) AS a (key, form)
            CROSS JOIN LATERAL (SELECT x.word FROM lookup_form x
                WHERE x.form = a.form AND x.side = p_sides[a.key + 1] OFFSET 0) AS f
        UNION SELECT a.key, w.id FROM unnest(p_of_sound, p_sounds) AS a (key, sound)
            CROSS JOIN LATERAL (SELECT x.id FROM lookup_word x
                WHERE x.side = p_sides[a.key + 1] AND x.sound_one = a.sound OFFSET 0) AS w
        UNION SELECT a.key, w.id FROM unnest(p_of_sound, p_sounds) AS a (key, sound)
            CROSS JOIN LATERAL (SELECT x.id FROM lookup_word x
                WHERE x.side = p_sides[a.key + 1] AND x.sound_two = a.sound OFFSET 0) AS w
        UNION SELECT a.key, w.id FROM unnest(p_of_norm, p_norms) AS a (key, norm)
            CROSS JOIN LATERAL (SELECT x.id FROM lookup_word x
                WHERE x.side = p_sides[a.key + 1] AND x.norm = a.norm OFFSET 0) AS w
    ) SELECT found.key, w.id, w.norm, w.sound_one, w.sound_two FROM found
        CROSS JOIN LATERAL (SELECT x.* FROM lookup_word x WHERE x.id = found.id OFFSET 0) AS w
"""
_OCCURS: Final = f"""
    WHERE CASE WHEN p_sides[found.key + 1] = {FAMILY}
        THEN EXISTS (SELECT FROM lookup_name n WHERE n.scope = ANY (p_scopes) AND n.family = w.id)
        ELSE EXISTS (SELECT FROM lookup_pair n WHERE n.scope = ANY (p_scopes) AND n.given = w.id) END
"""  # noqa: S608
_KEYS: Final = {
    "sides": "INTEGER[]",
    "of_form": "INTEGER[]",
    "forms": "TEXT[]",
    "of_sound": "INTEGER[]",
    "sounds": "TEXT[]",
    "of_norm": "INTEGER[]",
    "norms": "TEXT[]",
}
_NEAR_ROW: Final = (sa.Integer(), sa.Integer(), Bytewise(), Bytewise(), Bytewise())
_BEGUN: Final = Served(
    "find_words_begun",
    {"sides": "INTEGER[]", "firsts": "TEXT[]", "lasts": "TEXT[]", "most": "INTEGER"},
    (sa.Integer(), sa.Integer(), Bytewise()),
    """
    SELECT a.key - 1, w.id, w.norm FROM unnest(p_sides, p_firsts, p_lasts) WITH ORDINALITY AS a (side, one, other, key)
        CROSS JOIN LATERAL (SELECT x.id, x.norm FROM lookup_word x WHERE x.side = a.side
            AND x.norm >= a.one COLLATE "C" AND x.norm <= a.other COLLATE "C" ORDER BY x.norm LIMIT p_most) AS w
    """,
)
_NEAR: Final = Served("find_words_near", _KEYS, _NEAR_ROW, _FOUND)
_NEAR_SCOPED: Final = Served(
    "find_words_near_in", {**_KEYS, "scopes": "INTEGER[]"}, _NEAR_ROW, _FOUND + _OCCURS, by_all=False
)


def functions() -> Iterator[Served]:
    """What is asked of PostgreSQL."""
    yield from (_BEGUN, _NEAR, _NEAR_SCOPED)


class AskedServer:
    """See Asked; on PostgreSQL."""

    def __init__(self, dialect: Dialect) -> None:
        made = (Prepared(one, dialect, one.name) for one in functions())
        self._begun, self._near, self._scoped = made

    def begun(self, connection: Connection, ranges: Sequence[Range], *, most: int) -> list[Row]:
        """See Asked."""
        sides, firsts, lasts = zip(*ranges, strict=True)
        return self._begun.rows(connection, sides=sides, firsts=firsts, lasts=lasts, most=most)

    def near(self, connection: Connection, keys: Sequence[Keys], scopes: Collection[int] | None) -> list[Row]:
        """See Asked."""
        values: dict[str, Any] = {"sides": [one.side for one in keys]}
        for name, lists in (
            ("form", [one.forms for one in keys]),
            ("sound", [one.sounds for one in keys]),
            ("norm", [one.norms for one in keys]),
        ):
            values[f"of_{name}"] = [place for place, each in enumerate(lists) for _ in each]
            values[f"{name}s"] = [one for each in lists for one in each]
        if scopes is None:
            return self._near.rows(connection, **values)
        return self._scoped.rows(connection, **values, scopes=scopes)


def _begin(many: int) -> sa.CompoundSelect[Any]:
    """Words from `first0` to `last0` of `side0`, from `first1` on ...: which question, number, word."""
    each = []
    for place in range(many):
        found = (
            sa.select(sa.literal(place).label("place"), _word.c.id, _word.c.norm)
            .where(
                _word.c.side == sa.bindparam(f"side{place}"),
                _word.c.norm >= sa.bindparam(f"first{place}"),
                _word.c.norm <= sa.bindparam(f"last{place}"),
            )
            .order_by(_word.c.norm)
            .limit(sa.bindparam("most"))
            .subquery()
        )
        each.append(sa.select(found))
    return sa.union_all(*each)


def _nearly(many: int, *, scoped: bool) -> sa.CompoundSelect[Any]:
    """Words of a side that share a near form or a sound, or are written so: which question, number, word, sounds."""
    each: list[sa.Select[Any]] = []
    for place in range(many):
        asked: sa.BindParameter[int] = sa.bindparam(f"side{place}")
        told = (sa.literal(place), _word.c.id, _word.c.norm, _word.c.sound_one, _word.c.sound_two)
        formed = sa.select(_form.c.word).where(among(_form.c.form, f"forms{place}"), _form.c.side == asked)
        ways: Iterable[tuple[Any, ...]] = (
            (_word.c.id.in_(formed),),
            (_word.c.side == asked, among(_word.c.sound_one, f"sounds{place}")),
            (_word.c.side == asked, among(_word.c.sound_two, f"sounds{place}")),
            (_word.c.side == asked, among(_word.c.norm, f"norms{place}")),
        )
        each += [sa.select(*told).where(*rules, *((_occurs(asked),) if scoped else ())) for rules in ways]
    return sa.union_all(*each)


def _filled(some: Sequence[str], size: int) -> list[str]:
    """At least so many, the last one again and again: few lengths make few texts to be prepared."""
    return [*some, *list(some[-1:]) * (size - len(some))]


def _occurs(side: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's elements
    families = sa.exists().where(among(_index.c.scope, "scopes"), _index.c.family == _word.c.id)
    givens = sa.exists().where(among(_pair.c.scope, "scopes"), _pair.c.given == _word.c.id)
    return sa.case((side == FAMILY, families), else_=givens)
