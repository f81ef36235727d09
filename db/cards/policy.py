"""The default rules as one table, with the sharing cases that prove them and the doors at which they do."""

from __future__ import annotations

from dataclasses import dataclass

from db.words.actor import Role
from db.words.families.access import Category, Outcome


@dataclass(frozen=True, slots=True)
class PolicyCell:
    """What a role gets of another agency's records of a category, and why; `cases` show it.

    `released` is what it gets of a record that the court has released to the defence, where that differs.
    """

    role: Role
    category: Category
    outcome: Outcome
    reason: str
    released: Outcome | None = None
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvedCase:
    """One case of the sharing definition: what it says in short, its rule, and where it is shown.

    `readers` and `categories` are the cells of the table that it is about, if any. `doors` are those at which
    `tests` show it, `missing` the doors that it names and that do not exist yet.
    """

    id: str
    says: str
    rule: str
    tests: tuple[str, ...]
    doors: tuple[str, ...] = ()
    readers: tuple[Role, ...] = ()
    categories: tuple[Category, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """The whole table, role by role, and the cases."""

    cells: tuple[PolicyCell, ...]
    cases: tuple[ProvedCase, ...]
