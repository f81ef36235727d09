"""How the house is watched: signed checkpoints over the audit chains, and the counter of who-may-what."""

from __future__ import annotations

from typing import ClassVar

from db.tables.base import SYSTEM, Governance, Row


class Authority(Row, table=True):
    """One row: `stamp` goes up with every change of accounts, roles, courts, sharing rules or emergency access.

    A unit of work reads it first, so a right that was taken away is gone at the next call (R17).
    """

    governance: ClassVar[Governance] = SYSTEM
    stamp: int = 0
