"""What is printed or exported: what somebody wants, what it would come to, and what was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from db.cards.day import ListScope
from db.cards.searching import Query
from db.words.families.worded import Worded


class Form(Worded):
    """In which form an output leaves."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    TEXT = "text", "text"
    XLSX = "xlsx", "XLSX"

    @property
    def ending(self) -> str:
        """The ending of a file of this form."""
        return "txt" if self is Form.TEXT else self.value


class ListKind(Worded):
    """For whom a list of the day is printed."""

    COURT = "court", "court list"
    PUBLIC = "public", "public list"
    PUBLISHED = "published", "list for publication"


class What(StrEnum):
    """Which part of the record leaves."""

    LIST = "list"
    HITS = "hits"
    DOCUMENT = "document"
    FILE = "file"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to take out: a list of a day, the hits of a look-up, one file, or a power search.

    `printed` is text for paper, else it is an export. `recipient` is the code of the agency that it is for, empty
    for the own one. The text of a search never shows in a repr, so it cannot reach a log.
    """

    what: What
    form: Form = Form.TEXT
    printed: bool = False
    kind: ListKind = ListKind.COURT
    scope: ListScope | None = None
    person_id: UUID | None = None
    typed: str = ""
    recipient: str = ""
    query: Query | None = None

    def __repr__(self) -> str:
        """Without what was typed."""
        return f"Wanted({self.what}, {self.form}, {self.kind})"


@dataclass(frozen=True, slots=True)
class PlanCard:
    """What an output would come to, for the question before it: what, how many rows, where."""

    wanted: Wanted
    words: str
    rows: int
    withheld: int
    folder: str

    @property
    def question(self) -> str:
        """`Print the public list of Northtown, Wed 12 Mar 2025: 34 entries, 2 withheld, into exports?`"""
        verb = "Print" if self.wanted.printed else f"Export as {self.wanted.form.label}"
        left = f", {self.withheld:,} withheld" if self.withheld else ""
        rows = f"{self.rows:,} {'entry' if self.rows == 1 else 'entries'}"
        return f"{verb} {self.words}: {rows}{left}, into {self.folder}?"


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """An output that was written, or given as `text`; a row is counted only if it is in it."""

    rows: int
    withheld: int
    path: Path | None = None
    text: str = ""

    def __repr__(self) -> str:
        """Without what it holds."""
        return f"WrittenCard({self.rows} rows)"

    @property
    def words(self) -> str:
        """`34 entries written to exports/list-B01LY-2025-03-12.csv; only you can read it.`"""
        rows = f"{self.rows:,} {'entry' if self.rows == 1 else 'entries'}"
        left = f", {self.withheld:,} withheld" if self.withheld else ""
        where = "/".join(part for part in (self.path.parent.name, self.path.name) if part) if self.path else ""
        return f"{rows}{left} written to {where}; only your account can read it."
