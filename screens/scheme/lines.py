"""Which lines each form of the register has, and what stands in them before anything is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.cards.schemes import RegistrationCard


@dataclass(frozen=True, slots=True)
class Asks:
    """One line: its id, its label of at most twelve signs, and how an empty one is filled."""

    id: str
    label: str
    hint: str = ""


_AREA: Final = Asks("area", "Area", "the code of one of your areas")
_SCHEME: Final = Asks("scheme", "Scheme", "the name of the scheme")
_STRAND: Final = Asks("strand", "Strand", "prevent, catch or rehabilitate")
_LEAD: Final = Asks("lead", "Lead agency", "its code")
_OFFICER: Final = Asks("officer", "Officer", "who leads there")
_PRIORITY: Final = Asks("priority", "Priority", "in the scheme's own words")
_RANK: Final = Asks("rank", "Rank", "1 is the first of the area")
_WHY: Final = Asks("rank_why", "Rank because", "why this rank")
_DUE: Final = Asks("due", "Review due", "+91, 1/4/27; a quarter on when empty")
_AGREED: Final = (
    Asks("police", "Police", "the day they agreed to the end"),
    Asks("probation", "Probation", "the day they agreed to the end"),
    Asks("partnership", "Partnership", "the day they agreed to the end"),
)
FORMS: Final[dict[str, tuple[Asks, ...]]] = {
    "register": (
        _AREA, _SCHEME, _STRAND, _LEAD, _OFFICER, Asks("on", "Nominated", "today when empty"),
        Asks("by", "By", "who nominated"), _PRIORITY, _RANK, _WHY, _DUE,
    ),
    "change": (_SCHEME, _STRAND, _LEAD, _OFFICER, _PRIORITY, _RANK, _WHY, _DUE, *_AGREED),
    "review": (_DUE,),
    "deregister": (
        Asks("on", "From", "from this day on registered no more; today when empty"), Asks("why", "Reason"), *_AGREED,
        Asks("informed", "Informed", "the day the person was told"),
    ),
}  # fmt: skip
EDITORS: Final = {
    "register": "Reasons for the nomination:",
    "change": "Plan, what is done with the person:",
    "review": "What the review found:",
    "deregister": "Exit plan, who goes on with what:",
}


def filled(kind: str, one: RegistrationCard) -> tuple[dict[str, str], str]:
    """The lines and the text of a form about a registration that stands."""
    agreed = {partner.value: _day(day) for partner, day in one.agreed.given.items()}
    if kind == "change":
        lines = {
            "scheme": one.scheme, "strand": one.strand_words, "lead": one.lead_agency, "officer": one.lead,
            "priority": one.priority, "rank": str(one.rank or ""), "rank_why": one.rank_why,
            "due": _day(one.review_due), **agreed,
        }  # fmt: skip
        return lines, one.plan
    if kind == "deregister":
        return {"informed": _day(one.informed_on), **agreed}, one.exit_plan
    return {}, ""


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
