"""Cards of the review queue: questions, two records side by side, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from db.words.families.matching import LinkKind, ReviewState
from db.words.families.worded import Worded

FIELDS: Final = (
    "surname", "forenames", "also known as", "born", "sex", "PNC", "CRO", "ASN", "NOMS", "CRN", "postcode", "address",
    "telephone",
)  # fmt: skip
"""What is compared, in the order in which a clerk looks."""


class Mark(Worded):
    """How two records agree in a field; the sign says it without colour."""

    SAME = "=", "the same"
    NEAR = "~", "nearly the same"
    OTHER = "≠", "not the same"
    MISSING = "-", "missing"


@dataclass(frozen=True, slots=True)
class SideCard:
    """One record beside another: `values` by field in the order of `FIELDS`, empty where it says nothing.

    `withheld` says why there is nothing to compare: limited access, or the owner does not share who it is.
    """

    record: UUID
    person: UUID
    ref: str
    name: str
    system: str
    agency: str
    values: tuple[str, ...]
    withheld: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class ComparedCard:
    """Another record that may be of the same person, with the marks of the fields against the record in question.

    `reasons` are words with bits, the strongest first, `guards` what forbids a rule to decide. `wants_reason` says
    that something speaks against it: who says that it is the same person says why.
    """

    side: SideCard
    marks: tuple[Mark, ...]
    weight: float
    band: str
    reasons: tuple[str, ...]
    guards: tuple[str, ...]
    wants_reason: bool = False


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """Whose is this record? `claimed_by` is who else looks at it now, `today` whether it is about today's list.

    `ref` is the reference of its person, empty where the reader sees no more of them than the question.
    """

    id: UUID
    record: UUID
    name: str
    born: date | None
    system: str
    state: ReviewState
    asked_at: datetime
    weight: float
    candidates: int
    claimed_by: str = ""
    today: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A question opened: the record, and everybody who may be meant, the likeliest first."""

    question: QuestionCard
    fields: tuple[str, ...]
    side: SideCard
    compared: tuple[ComparedCard, ...]


@dataclass(frozen=True, slots=True)
class JoinCard:
    """Two people before they are made one file: the two records that agree most, and what would move.

    `kept` and `going` are their names; `refusal` says why they cannot be joined, empty when they can.
    """

    one: UUID
    other: UUID
    kept: str
    going: str
    moves: str
    fields: tuple[str, ...]
    side: SideCard
    compared: ComparedCard
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision about who is who, as its history shows it; `records` were moved by it."""

    id: UUID
    kind: LinkKind
    decided_at: datetime
    decided_by: str
    weight: float | None
    reasons: tuple[str, ...]
    why: str
    records: int
    undone_at: datetime | None = None
    undone_by: str = ""
    undone_why: str = ""


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A link that a rule made, to be checked: both records side by side."""

    decision: DecisionCard
    fields: tuple[str, ...]
    side: SideCard
    compared: ComparedCard


@dataclass(frozen=True, slots=True)
class ShareCard:
    """How many links of rules were checked, and how many of them were found right."""

    checked: int
    right: int

    @property
    def words(self) -> str:
        """`19 of 20 checked links were right (95.0 %)`."""
        if not self.checked:
            return "No link was checked yet."
        return f"{self.right:,} of {self.checked:,} checked links were right ({100 * self.right / self.checked:.1f} %)."


@dataclass(frozen=True, slots=True)
class RunCard:
    """What a run came to: records that it looked at, linked by rule, left for a human, and knows as nobody else."""

    run: UUID
    looked: int
    linked: int
    asked: int
    new: int
