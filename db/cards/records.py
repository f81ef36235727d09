"""Records that agencies hold: a line of the file each, what is withheld, and a record as it is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from db.words.families.access import Category
from db.words.families.held import WitnessKind

_BY_HAND: Final = "agency_record"


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One record of one agency, or its summary.

    `kind` is the table it is kept in; `details` are its longer texts, empty in a summary. `acceptable` is what an
    appointment was, where it says. `own` is true where the reader's agency entered it by hand and may end it.
    """

    id: UUID
    category: Category
    kind: str
    owner: str
    text: str
    details: tuple[str, ...] = ()
    day: date | None = None
    case_id: UUID | None = None
    acceptable: bool | None = None
    breach: bool = False
    summary: bool = False
    own: bool = False
    version: int = 0

    @property
    def key(self) -> str:
        """The record key of its line."""
        return f"held:{self.kind}:{self.id}"

    @property
    def reference(self) -> str:
        """How commands name it: `kind:id`; what was entered by hand is named by its category."""
        return f"{self.category.value if self.kind == _BY_HAND else self.kind}:{self.id}"

    @property
    def words(self) -> str:
        """Category and text in one line."""
        # What is held of a case says itself what it is: a lawyer on record.
        kind = "" if self.category is Category.CASE and not self.summary else f"{self.category.label}: "
        return f"{kind}{self.text}{' (summary)' if self.summary else ''}"


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """An agency holds something of this category and does not share it with the reader."""

    category: Category
    owner: str
    owner_id: UUID | None = None

    @property
    def words(self) -> str:
        """`pre-sentence report: held by Probation Service: not shared with you`."""
        return f"{self.category.label}: held by {self.owner or 'another agency'}: not shared with you"


@dataclass(frozen=True, slots=True)
class HeldCard:
    """All of it for one person; `today_only` says that summaries are left out of an earlier day's file."""

    lines: tuple[HeldLine, ...] = ()
    withheld: tuple[WithheldLine, ...] = ()
    today_only: bool = False

    def of(self, *categories: Category) -> tuple[HeldLine, ...]:
        """The lines of these categories."""
        return tuple(one for one in self.lines if one.category in categories)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record as its agency enters it; `replaces` is the record that it corrects, with the version that was seen."""

    person_id: UUID
    category: Category
    summary: str
    detail: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    case_id: UUID | None = None
    source: str = ""
    replaces: tuple[UUID, int] | None = None


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record of an agency as it stands, whole: for its form, and for a list."""

    id: UUID
    person_id: UUID
    category: Category
    owner: str
    summary: str
    detail: str
    valid_from: date | None
    valid_to: date | None
    case_id: UUID | None
    case_no: str
    source: str
    recorded_by: str
    recorded_on: date
    ended_on: date | None
    version: int

    @property
    def reference(self) -> str:
        """How commands name it: `treatment:id`."""
        return f"{self.category.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class RecordForm:
    """What the form needs to know: categories that the reader's role keeps, the likeliest first, and cases."""

    categories: tuple[Category, ...]
    cases: tuple[tuple[UUID, str], ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class NewWitness:
    """A victim or witness of a case, as entered."""

    case_id: UUID
    kind: WitnessKind
    name: str
    address: str = ""
    postcode: str = ""
    phone: str = ""
    special_measures: str = ""


@dataclass(frozen=True, slots=True)
class WitnessCard:
    """A victim or witness as the case shows it; a summary has the number and the special measures alone."""

    id: UUID
    kind: WitnessKind
    owner: str
    name: str = ""
    address: str = ""
    phone: str = ""
    special_measures: str = ""
    summary: bool = False
    own: bool = False
    version: int = 0
