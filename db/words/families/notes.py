"""Words of notes."""

from __future__ import annotations

from db.words.families.worded import Worded


class NoteKind(Worded):
    """Who a note is for."""

    JUDGE_PERSONAL = "judge_personal", "judge's personal"
    AGENCY = "agency", "agency"
    SHARED = "shared", "shared"
    HEARING = "hearing", "hearing"
