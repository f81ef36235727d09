"""Pieces of a number by which it is looked for: columns that the database itself works out of the number.

The same expressions on SQLite, where they cost no byte of the row, and on PostgreSQL, where they are stored. They
stand in their tables and not in their classes: nobody writes them. `db.store.migrations` has them written out once
more; a test holds both against a plain telling.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.tables.base import Bytewise

PIECE: Final = 4
"""Signs of an ending."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _without(text: str, *signs: str) -> str:
    for sign in signs:
        text = f"replace({text}, '{sign}', '')"
    return text


def _last(text: str) -> str:
    return f"CASE WHEN length({text}) >= {PIECE} THEN substr({text}, length({text}) - {PIECE - 1}) END"


_SOLID: Final = _without("upper(coalesce(canonical, raw))", " ", "/", "-")
SERIAL: Final = (
    "CASE WHEN kind = 'PNC' AND canonical IS NOT NULL THEN ltrim(substr(canonical, 6), '0') "
    "WHEN kind = 'CRO' AND substr(canonical, 7, 1) = '/' THEN ltrim(replace(canonical, '/', ''), '0') "
    f"WHEN canonical IS NULL THEN ltrim({_SOLID}, '0') "
    "WHEN kind = 'CRO' AND substr(canonical, 1, 2) = 'SF' THEN substr(canonical, 6) "
    "WHEN kind IN ('ASN', 'CCR') THEN ltrim(substr(canonical, 9), '0') "
    "WHEN kind IN ('NOMS', 'CRN') THEN substr(canonical, 2) "
    "WHEN kind IN ('URN', 'PTI_URN') THEN ltrim(substr(canonical, 5), '0') "
    "WHEN kind = 'CROWN_CASE' THEN substr(canonical, 6) "
    f"ELSE ltrim({_SOLID}, '0') END"
)
"""What of a number of a person follows the year, the force or the letter in front, without zeros: `163001B`."""
_LAST_OF_SOLID: Final = _last(f"rtrim({_SOLID}, '{_LETTERS}')")
ENDING: Final = (
    "CASE WHEN kind = 'PNC' AND substr(canonical, 5, 1) = '/' THEN substr(canonical, 9, 4) "
    "WHEN kind = 'CRO' AND substr(canonical, 7, 1) = '/' THEN substr(canonical, 3, 4) "
    f"ELSE {_LAST_OF_SOLID} END"
)
"""The last four signs of it before its check letter; of a CRO number those of the serial."""

_DIALLED: Final = _without("value", " ", "-", "(0)", "(", ")", ".", "/")
DIALLED: Final = (
    "CASE WHEN kind <> 'phone' THEN NULL "
    f"WHEN substr({_DIALLED}, 1, 3) = '+44' THEN '0' || ltrim(substr({_DIALLED}, 4), '0') "
    f"WHEN substr({_DIALLED}, 1, 4) = '0044' THEN '0' || ltrim(substr({_DIALLED}, 5), '0') "
    f"WHEN substr({_DIALLED}, 1, 2) = '00' THEN '+' || substr({_DIALLED}, 3) "
    f"ELSE {_DIALLED} END"
)
"""A telephone as it is dialled, from 0 in this country and from + abroad, without signs between."""
DIALLED_END: Final = f"CASE WHEN kind <> 'phone' THEN NULL ELSE {_last(_DIALLED)} END"
CASE_END: Final = _last(_without("case_no", " ", "/", "-"))


def worked_out(model: type[SQLModel], **told: str) -> None:
    """Add columns that the database works out: SQLite when they are asked for, PostgreSQL when a row is written.

    Each is indexed, over the rows that nothing has replaced where the table knows of such.
    """
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    held = sa.text("ended_at IS NULL") if "ended_at" in table.c else None
    for name, expression in told.items():
        table.append_column(sa.Column(name, Bytewise(), sa.Computed(expression), nullable=True))
        sa.Index(f"ix_{table.name}_{name}", table.c[name], sqlite_where=held, postgresql_where=held)
