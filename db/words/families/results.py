"""Words about results of the court."""

from __future__ import annotations

from db.words.families.worded import Worded, key


class ResultLevel(Worded):
    """What a result is about."""

    CHARGE = "charge", "charge"
    DEFENDANT = "defendant", "defendant"
    CASE = "case", "case"


class ResultState(Worded):
    """How far a result has come; only a shared one has left the court."""

    DRAFT = "draft", "draft"
    ENTERED = "entered", "entered"
    SHARED = "shared", "shared"


class ResultCategory(Worded):
    """What a result does to its charge."""

    FINAL = "final", "final"
    INTERMEDIARY = "intermediary", "intermediate"
    ANCILLARY = "ancillary", "ancillary"


_CATEGORY = {
    **dict.fromkeys(("final", "f"), ResultCategory.FINAL),
    **dict.fromkeys(("intermediary", "i"), ResultCategory.INTERMEDIARY),
    **dict.fromkeys(("ancillary", "a"), ResultCategory.ANCILLARY),
}


def category_from(raw: str) -> ResultCategory | None:
    """The category behind `FINAL`, `F` and the like; None when it is neither."""
    return _CATEGORY.get(key(raw))
