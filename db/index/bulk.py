"""Indexes a bulk of people that are all new to the index and matter to one place, from their names at hand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.index.identity import everywhere, told
from db.index.vocabulary import add, scope_numbers, word_numbers
from db.index.words import Word, family_words, given_words, pairs
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN, NO_WORD, LookupBorn, LookupName, LookupPair
from db.words.families.access import Scope
from db.words.text import fold

NewName = tuple[bytes, str, str, str, int, bool]
"""Key of the name, family name and forename folded, middle names, day of birth, and whether that is the name's own."""
_Words = tuple[tuple[Word, ...], tuple[Word, ...]]
_names: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_pairs: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]
_births: sa.Table = LookupBorn.__table__  # type: ignore[attr-defined]


def keep_bulk(connection: Connection, names: Sequence[NewName], *, scope: Scope, scope_id: UUID) -> None:
    """As `keeping.keep_new`, on SQLite, where a key is stored as its bytes."""
    if not names:
        return
    families = {each: family_words(each) for each in {name[1] for name in names}}
    givens = {
        (given, middle): given_words(given, fold(middle) if middle else "")
        for given, middle in {(name[2], name[3]) for name in names}
    }
    words = {(FAMILY, norm) for found in families.values() for norm, _ in found}
    words |= {(GIVEN, norm) for found in givens.values() for norm, _ in found}
    numbers = {**word_numbers(connection, words), (FAMILY, ""): NO_WORD, (GIVEN, ""): NO_WORD}
    nobody = UUID(int=0)
    mattering = told(connection, (), (), [{"person_id": nobody, "scope": scope, "scope_id": scope_id}]).scopes
    scopes = everywhere(sorted(scope_numbers(connection, mattering.get(nobody, set())).values()))
    made: dict[tuple[str, str, str], list[tuple[int, int, int]]] = {}
    rows: list[tuple[int, int, int, int, int, bytes]] = []
    born: list[tuple[int, int, bytes]] = []
    for key, family, given, middle, day, own in names:
        spelt = (family, given, middle)
        keys = made.get(spelt)
        if keys is None:
            keys = made[spelt] = [
                (numbers[FAMILY, one], numbers[GIVEN, other], part)
                for one, other, part in pairs(families[family], givens[given, middle])
            ]
        for where in scopes:
            rows += [(where, one, other, part, day, key) for one, other, part in keys]
            if where != EVERYBODY or own:
                born.append((where, day, key))
    add(connection, _names, ("scope", "family", "given", "part", "born", "name"), rows)
    together = {
        (where, other, one) for keys in made.values() for one, other, _ in keys for where in scopes if other != NO_WORD
    }
    add(connection, _pairs, ("scope", "given", "family"), together)
    add(connection, _births, ("scope", "born", "name"), born)
