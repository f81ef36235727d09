"""Who will see a note of a kind before it is saved (rule W), as a clerk says it."""

from __future__ import annotations

from db.words.families.notes import NoteKind


def readers_of(kind: NoteKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who will see a note of this kind, and who will not."""
    match kind:
        case NoteKind.JUDGE_PERSONAL:
            return ("only you",), ("anybody else",)
        case NoteKind.HEARING:
            return ("court staff and judges of the courts of this person", "your agency"), ("other agencies",)
        case NoteKind.AGENCY:
            return ("your agency",), ("other agencies", "courts other than yours")
        case NoteKind.SHARED:
            return ("court staff", "judges", "police, probation, prison, treatment and youth services"), (
                "CPS",
                "defence",
                "voluntary sector",
            )
