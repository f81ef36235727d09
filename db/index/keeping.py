"""Keeps the index: called in the transaction that writes a name, a date of birth or to whom a person matters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.index.identity import Key, Name, Row, Standing, everywhere, read, told
from db.index.vocabulary import add, scope_numbers, word_numbers
from db.store.many import as_stored
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN, NO_WORD, LookupBorn, LookupName, LookupPair
from db.tables.people import Person, PersonDetail, PersonName
from db.words.batches import in_batches
from db.words.families.access import Scope

_names: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_pairs: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]
_births: sa.Table = LookupBorn.__table__  # type: ignore[attr-defined]
_AT_ONCE = 400
_PARTS = ("scope", "family", "given", "part", "born")

_standing_rows = sa.select(*(_names.c[part] for part in _PARTS)).where(
    _names.c.scope.in_(sa.bindparam("scopes", expanding=True)),
    _names.c.family == sa.bindparam("family"),
    _names.c.given == sa.bindparam("given"),
    _names.c.name == sa.bindparam("name"),
)
_take_name = sa.delete(_names).where(
    *(_names.c[part] == sa.bindparam(f"b_{part}") for part in (*_PARTS, "name"))
)  # fmt: skip
_take_birth = sa.delete(_births).where(
    *(_births.c[part] == sa.bindparam(f"b_{part}") for part in ("scope", "born", "name"))
)


def keep(connection: Connection, *, fresh: Iterable[UUID] = (), changed: Iterable[UUID] = ()) -> None:
    """Write what these people are found by, in the caller's transaction.

    Of `fresh` people nothing was found before. Of `changed` ones what stands no more is taken out: an ended
    name, another date of birth.
    """
    renewed = set(changed)
    for people, may_have in ((sorted(set(fresh) - renewed), False), (sorted(renewed), True)):
        for some in in_batches(people, _AT_ONCE):
            _keep(connection, read(connection, some), may_have=may_have)


def keep_new(connection: Connection, names: Iterable[Row], details: Iterable[Row], mattering: Iterable[Row]) -> None:
    """As `keep` of fresh people, by the rows that were just written of them, so that they need not be read."""
    _keep(connection, told(connection, names, details, mattering), may_have=False)


def keep_written(connection: Connection, rows: Iterable[SQLModel], mattering: Iterable[UUID]) -> None:
    """After the rows of a unit: whose name or date of birth was written, and whoever matters to somebody new."""
    written = list(rows)
    made = {row.id for row in written if isinstance(row, Person) and row.version == 1}
    renewed = {row.person_id for row in written if isinstance(row, PersonName | PersonDetail)} | set(mattering)
    if renewed:
        keep(connection, fresh=renewed & made, changed=renewed - made)


def _keep(connection: Connection, standing: Standing, *, may_have: bool) -> None:
    numbers = _Numbers(connection, standing, ended=may_have)
    wanted = {name.id: numbers.keys(name) for name in standing.names if not name.ended}
    if may_have:
        _take_out(connection, standing, numbers, wanted)
    stored = as_stored(connection)
    add(connection, _names, (*_PARTS, "name"), [(*key, stored(name)) for name, keys in wanted.items() for key in keys])
    found = {(key[0], key[2], key[1]) for keys in wanted.values() for key in keys if key[2] != NO_WORD}
    add(connection, _pairs, ("scope", "given", "family"), found)
    own = {name.id for name in standing.names if name.born_with_it}
    born = {
        (key[0], key[4], stored(name))
        for name, keys in wanted.items()
        for key in keys
        if key[0] != EVERYBODY or name in own
    }
    add(connection, _births, ("scope", "born", "name"), born)


class _Numbers:
    """The numbers of the words and scopes of some people."""

    def __init__(self, connection: Connection, standing: Standing, *, ended: bool) -> None:
        self._standing = standing
        names = [name for name in standing.names if ended or not name.ended]
        self.words = word_numbers(connection, {one for name in names for one in name.spellings})
        self.scopes = scope_numbers(connection, {one for scopes in standing.scopes.values() for one in scopes})

    def of(self, scopes: Iterable[tuple[Scope, UUID]]) -> list[int]:
        return sorted(self.scopes[one] for one in scopes)

    def keys(self, name: Name) -> set[Key]:
        births = self._standing.births.get(name.person, ())
        scopes = self.of(self._standing.scopes.get(name.person, ()))
        return set(name.keys(self.words, births, everywhere(scopes)))


def _take_out(connection: Connection, standing: Standing, numbers: _Numbers, wanted: dict[UUID, set[Key]]) -> None:
    """What an ended name, another birth or the person it was with before has left behind."""
    scopes = everywhere(sorted(numbers.scopes.values()))
    gone: set[tuple[UUID, Key]] = set()
    for name in standing.names:
        families = {numbers.words[(FAMILY, norm)] for norm, _ in name.family} or {NO_WORD}
        givens = {numbers.words[(GIVEN, norm)] for norm, _ in name.given} or {NO_WORD}
        stands = wanted.get(name.id, set())
        for family, given in product(families, givens):
            asked = {"scopes": scopes, "family": family, "given": given, "name": name.id}
            gone |= {(name.id, tuple(row)) for row in connection.execute(_standing_rows, asked)} - {
                (name.id, key) for key in stands
            }
    if not gone:
        return
    connection.execute(
        _take_name, [dict(zip((f"b_{part}" for part in _PARTS), key, strict=True), b_name=name) for name, key in gone]
    )
    kept = {(key[0], key[4], name) for name, keys in wanted.items() for key in keys}
    days = {(key[0], key[4], name) for name, key in gone} - kept
    connection.execute(_take_birth, [{"b_scope": scope, "b_born": born, "b_name": name} for scope, born, name in days])
