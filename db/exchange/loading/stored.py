"""What a record says of a person and of custody, as rows that SQLite stores: to write them, or to hold them beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from operator import itemgetter
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from db.custody.meaning import episode
from db.exchange.dossiers import CustodyRecord, DossierRecord
from db.exchange.loading.custody import COLUMNS, whole_of
from db.exchange.loading.persons import families
from db.exchange.loading.rows import Model, RowDict, blank
from db.exchange.oddities import Problem
from db.tables.base import table_of
from db.tables.care import CustodyEpisode, CustodySnapshot
from db.tables.people import Address, ContactPoint, Fact, Identifier, PersonDetail, PersonName

Said: TypeAlias = tuple[Model, str | None, list[tuple[Any, ...]]]
"""A table, the kind that narrows it (the first column of its rows) where one does, and the rows."""
Live: TypeAlias = Mapping[Model, Sequence[tuple[Any, ...]]]
"""The standing rows of one record by table, with the columns of FACTS."""

_ABOUT: Final = frozenset({*Fact.model_fields, "corrects_id", "why"})
_MODELS: Final[tuple[Model, ...]] = (PersonName, Identifier, PersonDetail, Address, ContactPoint, CustodyEpisode)
FACTS: Final[dict[Model, tuple[str, ...]]] = {
    **{model: ("kind", *(n for n in blank(model) if n not in _ABOUT and n != "kind")) for model in _MODELS[:-1]},
    CustodyEpisode: tuple(name for name in blank(CustodyEpisode) if name not in _ABOUT),
    CustodySnapshot: COLUMNS,
}
"""The columns that say what a fact is; the kind first."""

_PICK: Final[dict[Model, Callable[[RowDict], tuple[Any, ...]]]] = {m: itemgetter(*names) for m, names in FACTS.items()}
_MAKE: Final[dict[type[Any], Callable[[Any], Any]]] = {bool: int, date: date.isoformat}
_BLANK: Final = {model: {name: blank(model)[name] for name in names} for model, names in FACTS.items()}
_SNAPSHOT: Final = table_of(CustodySnapshot)
_DAYS: Final = tuple(name for name in COLUMNS if isinstance(_SNAPSHOT.c[name].type, sa.Date))
_FLAGS: Final = tuple(name for name in COLUMNS if isinstance(_SNAPSHOT.c[name].type, sa.Boolean))


def said_by(record: DossierRecord, problems: list[Problem], *, standing: RowDict | None) -> list[Said]:
    """What the record says, family by family, as the ordinary way has it; `standing` is the custody that stands."""
    found: list[Said] = []
    for model, among, wanted in families(record.person, problems, at=record.at, whole=False):
        kind = str.__str__(among["kind"])  # a word of a family, or a plain one
        blanks = _BLANK[model]
        found.append((model, kind, [_row(model, {**blanks, **values, "kind": kind}) for values in wanted]))
    if record.custody is not None:
        found += _custody(record.custody, standing)
    return found


def stands(said: Sequence[Said], live: Live) -> bool:
    """Whether what is said is what stands, so that nothing changes."""
    for model, kind, wanted in said:
        rows = live.get(model, ())
        if kind is not None:
            rows = [row for row in rows if row[0] == kind]
        if rows != wanted and Counter(rows) != Counter(wanted):
            return False
    return True


def standing_custody(live: Live) -> RowDict | None:
    """The custody snapshot that stands, with days as days; None where there is none, or more than one."""
    rows = live.get(CustodySnapshot, ())
    if len(rows) != 1:
        return None
    found = dict(zip(COLUMNS, rows[0], strict=True))
    for name in _DAYS:
        if found[name] is not None:
            found[name] = date.fromisoformat(found[name])
    for name in _FLAGS:
        if found[name] is not None:
            found[name] = bool(found[name])
    return found


def _custody(custody: CustodyRecord, standing: RowDict | None) -> list[Said]:
    said = whole_of(custody, standing)
    stay = episode(said)
    return [
        (CustodySnapshot, None, [_row(CustodySnapshot, said)]),
        (CustodyEpisode, None, [_row(CustodyEpisode, {**_BLANK[CustodyEpisode], **stay})] if stay else []),
    ]


def _row(model: Model, values: RowDict) -> tuple[Any, ...]:
    return tuple([each if each.__class__ is str or each is None else _stored(each) for each in _PICK[model](values)])


def _stored(value: Any) -> Any:  # noqa: ANN401 - values of columns
    """As the columns' own types have it on SQLite."""
    make = _MAKE.get(value.__class__)
    if make is not None:
        return make(value)
    return value.value if isinstance(value, Enum) else value
