"""Who may hand a judge's personal note over, and to whom (H1); pure, and asked by the guard and by the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.access.rules import Decision
from db.words.actor import Actor, Role
from db.words.families.access import Outcome
from db.words.families.notes import NoteKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


def hands_over(actor: Actor, kind: NoteKind, author_id: UUID) -> Decision:
    """Whether the actor may hand this note over: the judge who wrote it and nobody else, holder or not."""
    if kind is not NoteKind.JUDGE_PERSONAL:
        return Decision(Outcome.ABSENT, "only a judge's personal note is handed over")
    if author_id != actor.user_id or not actor.has(Role.JUDGE):
        return Decision(Outcome.ABSENT, "H1: only the judge who wrote it hands it over")
    return Decision(Outcome.FULL, "H1: your own note")


def receives(actor: Actor, receiver_id: UUID, roles: Collection[Role]) -> Decision:
    """Whether this user may be given one: another judge."""
    if receiver_id == actor.user_id:
        return Decision(Outcome.ABSENT, "it is your own note")
    if Role.JUDGE not in roles:
        return Decision(Outcome.ABSENT, "H1: only a judge reads a judge's personal note")
    return Decision(Outcome.FULL, "a judge")
