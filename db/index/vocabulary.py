"""Numbers of words and of scopes: found where they are known, given where they are new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.index.words import forms, sound_keys
from db.store.many import as_stored, insert_plain
from db.tables.lookup import LookupForm, LookupScope, LookupWord
from db.words.batches import in_batches
from db.words.families.access import Scope

_word: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_form: sa.Table = LookupForm.__table__  # type: ignore[attr-defined]
_scope: sa.Table = LookupScope.__table__  # type: ignore[attr-defined]
_AT_ONCE = 500
WORD: Final = ("side", "norm", "sound_one", "sound_two")
FORM: Final = ("form", "side", "word")

Spelling = tuple[int, str]
"""A side and a word of it."""
_BY_SPELLING = sa.select(_word.c.id, _word.c.norm).where(
    _word.c.side == sa.bindparam("side"), _word.c.norm.in_(sa.bindparam("norms", expanding=True))
)
_BY_SCOPE = sa.select(_scope.c.id, _scope.c.scope_id).where(
    _scope.c.scope == sa.bindparam("scope"), _scope.c.scope_id.in_(sa.bindparam("ids", expanding=True))
)


def add(connection: Connection, table: sa.Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert the rows that are not there yet; whoever else writes the same ones at this moment may."""
    # In one order everywhere, so that two writers never wait for each other.
    insert_plain(connection, table, columns, sorted(rows), known_stay=True)


def word_numbers(connection: Connection, spellings: Collection[Spelling]) -> dict[Spelling, int]:
    """The number of each word; a word that was never seen gets one, with its near forms and sounds."""
    found = _known_words(connection, spellings)
    new = [one for one in spellings if one not in found]
    if not new:
        return found
    add(connection, _word, WORD, [(side, norm, *sound_keys(norm)) for side, norm in new])
    made = _known_words(connection, new)
    add(connection, _form, FORM, [(form, side, key) for (side, norm), key in made.items() for form in forms(norm)])
    return found | made


def scope_numbers(connection: Connection, scopes: Collection[tuple[Scope, UUID]]) -> dict[tuple[Scope, UUID], int]:
    """The number of each scope; a new one gets one."""
    found = known_scopes(connection, scopes)
    new = [one for one in scopes if one not in found]
    if not new:
        return found
    key = as_stored(connection)
    add(connection, _scope, ("scope", "scope_id"), [(scope.value, key(scope_id)) for scope, scope_id in new])
    return found | known_scopes(connection, new)


def known_scopes(connection: Connection, scopes: Iterable[tuple[Scope, UUID]]) -> dict[tuple[Scope, UUID], int]:
    """The numbers of those scopes that have one: to no other does anybody matter."""
    by_scope: dict[Scope, list[UUID]] = {}
    for scope, key in scopes:
        by_scope.setdefault(scope, []).append(key)
    return {
        (scope, row.scope_id): row.id
        for scope, keys in by_scope.items()
        for some in in_batches(keys, _AT_ONCE)
        for row in connection.execute(_BY_SCOPE, {"scope": scope, "ids": some})
    }


def _known_words(connection: Connection, spellings: Iterable[Spelling]) -> dict[Spelling, int]:
    by_side: dict[int, list[str]] = {}
    for side, norm in spellings:
        by_side.setdefault(side, []).append(norm)
    return {
        (side, row.norm): row.id
        for side, norms in by_side.items()
        for some in in_batches(norms, _AT_ONCE)
        for row in connection.execute(_BY_SPELLING, {"side": side, "norms": some})
    }
