"""Words of notes."""

from __future__ import annotations

from db.words.families.worded import Worded


class NoteKind(Worded):
    """Who a note is for."""

    JUDGE_PERSONAL = "judge_personal", "judge's personal"
    AGENCY = "agency", "agency"
    SHARED = "shared", "shared"
    HEARING = "hearing", "hearing"

    @property
    def meant_for(self) -> str:
        """In general words, whom such a note is for; who will see it is the policy's answer, not this."""
        return _MEANT_FOR[self]


_MEANT_FOR = {
    NoteKind.JUDGE_PERSONAL: "only you",
    NoteKind.AGENCY: "your own agency",
    NoteKind.SHARED: "every agency that may see this defendant's notes",
    NoteKind.HEARING: "the court of this hearing and its bench",
}
