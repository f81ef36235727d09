"""What may leave the record: who prints, exports and mails (U3), small cells (A1), and what emergency access forbids.

Pure. What an output holds is decided row by row by the same rules as on the screen (A3); here is decided whether
there may be an output at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from db.access.rules import COURT_STAFF, READ_ONLY, Decision, sees_cases
from db.access.standing import Standing
from db.words.actor import Actor, Role
from db.words.families.access import Outcome

BULK_ROWS: Final = 100
"""An output of more rows than this is asked the password once more for."""
FEW: Final = 5
SMALL: Final = "<5"
HIDDEN: Final = "x"
"""Stands for a count that is left out so that another one cannot be worked out."""
_PUBLISHERS: Final = COURT_STAFF - READ_ONLY


def prints(actor: Actor) -> Decision:
    """U3: who reads case data may have it on paper."""
    if sees_cases(actor):
        return Decision(Outcome.FULL, "you may print what you may see")
    return Decision(Outcome.ABSENT, "Your role sees no case data, so it prints none.")


def exports(actor: Actor) -> Decision:
    """U3: who works on the record may take data out of it; a role that only reads it may not."""
    if actor.roles & READ_ONLY and not _works(actor):
        return Decision(Outcome.ABSENT, "Your role reads only: it may print, and export nothing.")
    if _works(actor):
        return Decision(Outcome.FULL, "you may export what you may see")
    return Decision(Outcome.ABSENT, "Your role sees no case data, so it exports none.")


def mails(actor: Actor) -> Decision:
    """U3: mail leaves the house, so it asks for what an export asks for."""
    decided = exports(actor)
    return decided if decided.allowed else Decision(Outcome.ABSENT, "Your role sends no case data by mail.")


def publishes(actor: Actor, court_id: UUID) -> Decision:
    """Who makes the list that the public sees: the staff of that court, who are told of every restriction."""
    if not actor.has(*_PUBLISHERS):
        return Decision(Outcome.ABSENT, "Only court staff make a public list.")
    if not actor.every_court and court_id not in actor.courts:
        return Decision(Outcome.ABSENT, "You are not posted to this court.")
    return Decision(Outcome.FULL, "you make the public list of your court")


def _works(actor: Actor) -> bool:
    """Whether a role of the actor sees case data and does more than read it."""
    return any(sees_cases(_with(actor, role)) for role in actor.roles - READ_ONLY)


def _with(actor: Actor, role: Role) -> Actor:
    return replace(actor, roles=frozenset({role}))


def outputs_refused(standing: Standing, person_id: UUID) -> str:
    """Why nothing of this person may be printed or exported now; empty when it may (B2)."""
    if person_id in standing.emergency:
        return "Emergency access is for reading on the screen: nothing of it is printed or exported."
    return ""


def suppressed(cells: Sequence[int]) -> tuple[tuple[str, ...], str]:
    """A row of counts as it may leave, and its total: cells under five are `<5` (A1).

    Beside a small cell the total is left out, for what the others leave of it would be the small one; giving a
    further cell up instead does not help where both are as large or as small as they can be.
    """
    told = tuple(SMALL if count < FEW else str(count) for count in cells)
    total = sum(cells)
    if SMALL not in told:
        return told, str(total)
    return told, SMALL if total < FEW else HIDDEN
