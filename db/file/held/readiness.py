"""For the bench: whether a breach is ready to be heard, and what is held and not shared, by whom."""

from __future__ import annotations

from collections.abc import Sequence

from db.cards.file import CaseLine, FileCard, HearingLine
from db.cards.records import HeldLine, WithheldLine
from db.file.cases import is_over
from db.words.dates import short
from db.words.families.access import Category


def held(card: FileCard, category: Category) -> tuple[str, ...]:
    """What agencies hold of a category, each with its owner, then who withholds it; empty when nobody does."""
    lines = (
        f"{one.text} ({', '.join(part for part in (one.owner, 'in summary' if one.summary else '') if part)})"
        for one in card.held.of(category)
    )
    kept_back = (one.owner or "another agency" for one in card.held.withheld if one.category is category)
    return (*lines, *(f"withheld by {owner}" for owner in dict.fromkeys(kept_back)))


def breach(card: FileCard, hearing: HearingLine | None) -> str:
    """A breach that is before the court, and whether it can be heard; else how an order is kept."""
    lines = card.held.of(Category.COMPLIANCE)
    kept_back = [one for one in card.held.withheld if one.category is Category.COMPLIANCE]
    named = _before_court(card.cases, hearing)
    kept = _kept(lines)
    if not named:
        told = "; ".join(held(card, Category.COMPLIANCE))
        return f"None is before the court. {kept or (told and f'Compliance: {told}.')}".strip()
    if any(one.breach for one in lines):
        return f"{named}. Ready. {kept}".strip()
    return f"{named}. Not ready because {_why_not(lines, kept_back)}. {kept}".strip()


def withheld(card: FileCard) -> str:
    """What is held and not shared, by whom; summaries say so themselves. Never how much."""
    found = list(
        dict.fromkeys(f"{one.category.label} by {one.owner or 'another agency'}" for one in card.held.withheld)
    )
    found += list(dict.fromkeys(one.withheld for one in card.cases if one.withheld))
    parts = [f"Not shared with you: {'; '.join(found)}."] if found else []
    partly = list(dict.fromkeys(one.category.label for one in card.held.lines if one.summary))
    if partly:
        parts.append(f"In summary: {', '.join(partly)}.")
    return " ".join(parts) or "Nothing is withheld in part. Notes that a rule hides are not counted here."


def _before_court(cases: Sequence[CaseLine], hearing: HearingLine | None) -> str:
    titles = [hearing.kind] if hearing else []
    for case in cases:
        if not is_over(case):
            titles += [case.kind, *(charge.title for charge in case.charges if not charge.over)]
    return next((title for title in sorted(titles, key=len, reverse=True) if "breach" in title.casefold()), "")


def _kept(lines: Sequence[HeldLine]) -> str:
    """Appointments that say what they were: `Kept 3 of 5; last not acceptable 3 Mar 2026.`"""
    told = [one for one in lines if one.acceptable is not None]
    if not told:
        return ""
    good = sum(one.acceptable is True for one in told)
    missed = max((one.day for one in told if one.acceptable is False and one.day), default=None)
    last = f"; last not acceptable {short(missed)}" if missed else ""
    return f"Kept {good} of {len(told)} appointments{last}."


def _why_not(lines: Sequence[HeldLine], kept_back: Sequence[WithheldLine]) -> str:
    if kept_back:
        return f"{kept_back[0].owner or 'another agency'} holds compliance and does not share it with you"
    if lines:
        return "no breach is recorded by whoever supervises"
    return "no compliance record is held here"
