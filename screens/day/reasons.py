"""Why something is not possible on the list now, as a sentence."""

from __future__ import annotations

from db.cards.day import DayList, ListRow

_WRITES = frozenset({"attendance.mark", "defendant.add", "undo"})
_OF_A_ROW = frozenset({"attendance.mark", "undo", "case.open"})


def why_not(action_id: str, shown: DayList | None, row: ListRow | None) -> str:
    """Empty when the action is possible, or is not one that this list decides about."""
    if action_id in _OF_A_ROW and row is None:
        return "There is no row under the cursor."
    if action_id in _WRITES and shown is not None and shown.refusal:
        return shown.refusal
    if action_id == "undo" and row is not None and not (row.mark and row.mark.own):
        return "You marked nothing on this row since you signed in."
    if action_id == "attendance.mark" and row is not None and row.is_gone:
        return f"This row is {row.state.label}."
    if action_id == "defendant.add" and (shown is None or not shown.court.rooms):
        return "This court has no room yet; an administrator adds one."
    return ""
