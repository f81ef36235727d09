"""The mail of a week is claimed before it is made and marked before it is handed over, each in a transaction.

The unique key of subscription and week lets one process of many have it. `tries` is the claim's number: a step is
taken only while the row still carries it, so a process that was given up for dead cannot go on (docs/adr).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from db.audit.chain import Act, append, open_chain
from db.mail import reading
from db.mail.reading import send
from db.mail.schedule import GIVEN_UP, Week, next_try
from db.words.actor import Actor
from db.words.families.access import AuditOperation
from db.words.families.mail import SendState
from db.words.keys import uuid7

if TYPE_CHECKING:
    from db.unit import Units

_LONGEST_ERROR: Final = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """One process has this week's mail of one subscription; `tries` tells its claim from a later one."""

    id: UUID
    subscription_id: UUID
    week: Week
    tries: int
    message_id: str


class Claims:
    """Takes and settles claims for one actor; what happens to a claim stands in the log with it."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def take(self, subscription_id: UUID, week: Week, *, sender: str) -> Claim | None:
        """The claim; None where the mail has gone, where another process has it, or where it is not time yet."""
        now = self._units.clock.now()
        with self._units.raw("bulk", writes=True) as connection:
            row = _row(connection, subscription_id, week)
            if row is None:
                return self._first(connection, subscription_id, week, sender=sender, now=now)
            if not is_open(row, now):
                return None
            done = _step(connection, row.id, row.tries, row.state, {
                "state": SendState.CLAIMED, "claimed_at": now, "tries": row.tries + 1, "next_try_at": None,
            })  # fmt: skip
        return Claim(row.id, subscription_id, week, row.tries + 1, row.message_id) if done else None

    def hand_over(self, claim: Claim, *, batch_id: UUID | None, rows: int | None, late: bool) -> bool:
        """Mark that the mail is about to be handed over; False where another process has taken the claim."""
        said = {"state": SendState.HANDING, "batch_id": batch_id, "rows": rows, "late": late}
        with self._units.raw("bulk", writes=True) as connection:
            return _step(connection, claim.id, claim.tries, SendState.CLAIMED, said)

    def sent(self, claim: Claim, *, rows: int | None, noticed: bool) -> None:
        """It has left."""
        said = {"state": SendState.SENT, "sent_at": self._units.clock.now(), "last_error": ""}
        act = Act(
            AuditOperation.DISCLOSURE, "mail.send", "subscription", claim.subscription_id,
            reason=f"{claim.week}, notice" if noticed else str(claim.week), rows=0 if noticed else rows,
        )  # fmt: skip
        self._settle(claim, SendState.HANDING, said, act)

    def failed(self, claim: Claim, why: str, *, handing: bool) -> None:
        """It has not left, for certain; it is tried again later."""
        now = self._units.clock.now()
        said = {
            "state": SendState.FAILED,
            "last_error": why[:_LONGEST_ERROR],
            "next_try_at": next_try(claim.tries, now),
        }
        act = Act(AuditOperation.DISCLOSURE, "mail.fail", "subscription", claim.subscription_id, reason=str(claim.week))
        self._settle(claim, SendState.HANDING if handing else SendState.CLAIMED, said, act)

    def unknown(self, claim: Claim, why: str) -> None:
        """It was handed over whole, and no answer came: it is not tried again by itself."""
        said = {"state": SendState.UNKNOWN, "last_error": why[:_LONGEST_ERROR]}
        act = Act(AuditOperation.DISCLOSURE, "mail.fail", "subscription", claim.subscription_id, reason=str(claim.week))
        self._settle(claim, SendState.HANDING, said, act)

    def refused(self, subscription_id: UUID, week: Week, why: str, *, sender: str) -> bool:
        """It is not sent, for this reason; False where that was said before, or where the mail has gone already."""
        now = self._units.clock.now()
        with self._units.raw("bulk", writes=True) as connection:
            row = _row(connection, subscription_id, week)
            said = {"state": SendState.REFUSED, "last_error": why[:_LONGEST_ERROR], "next_try_at": None}
            if row is None:
                claim = self._first(connection, subscription_id, week, sender=sender, now=now)
                done = claim is not None and _step(connection, claim.id, claim.tries, SendState.CLAIMED, said)
            elif not is_open(row, now) or (row.state is SendState.REFUSED and row.last_error == said["last_error"]):
                return False
            else:
                done = _step(connection, row.id, row.tries, row.state, {**said, "claimed_at": now})
            if done:
                act = Act(AuditOperation.DISCLOSURE, "mail.refused", "subscription", subscription_id, reason=why)
                self._log(connection, act)
            return done

    def again(self, subscription_id: UUID, week: Week, *, dry_run: bool = False) -> bool:
        """Have the mail of the week made once more; False where none waits for that. `dry_run` only says whether."""
        waiting = (SendState.FAILED, SendState.UNKNOWN, SendState.HANDING, SendState.REFUSED)
        now = self._units.clock.now()
        with self._units.raw("bulk", writes=True) as connection:
            row = _row(connection, subscription_id, week)
            if row is None or row.state not in waiting:
                return False
            if row.state is SendState.HANDING and now - row.claimed_at <= GIVEN_UP:
                return False
            if dry_run:
                return True
            done = _step(connection, row.id, row.tries, row.state, {"state": SendState.FAILED, "next_try_at": now})
            if done:
                self._log(connection, Act(AuditOperation.ALTERATION, "mail.again", "subscription", subscription_id))
            return done

    # -- one at a time -----------------------------------------------------------------------------

    def _first(
        self, connection: Connection, subscription_id: UUID, week: Week, *, sender: str, now: datetime
    ) -> Claim | None:
        key = uuid7()
        message_id = reading.message_id(subscription_id, week, sender)
        new = {
            "id": key, "version": 1, "subscription_id": subscription_id, "week": str(week),
            "state": SendState.CLAIMED, "claimed_at": now, "tries": 1, "late": False, "last_error": "",
            "message_id": message_id,
        }  # fmt: skip
        try:
            with connection.begin_nested():
                connection.execute(sa.insert(send).values(**new))
        except IntegrityError:
            return None
        return Claim(key, subscription_id, week, 1, message_id)

    def _settle(self, claim: Claim, before: SendState, said: dict[str, Any], act: Act) -> None:
        with self._units.raw("bulk", writes=True) as connection:
            _step(connection, claim.id, claim.tries, before, said)
            self._log(connection, act)

    def _log(self, connection: Connection, act: Act) -> None:
        now = self._units.clock.now()
        open_chain(connection, self._actor, now)
        append(connection, self._actor, now, [act])


def is_open(row: Any, now: datetime) -> bool:  # noqa: ANN401 - a row of the table
    """Whether the mail of a week may be claimed now.

    A claim that stands still was left by a process that died before anything was handed over, so it is free; one that
    died while handing over may have sent it, and is left to a person.
    """
    if row.state is SendState.FAILED:
        return row.next_try_at is None or bool(row.next_try_at <= now)
    if row.state is SendState.CLAIMED:
        return bool(now - row.claimed_at > GIVEN_UP)
    return row.state is SendState.REFUSED


def shown_state(row: Any, now: datetime) -> SendState:  # noqa: ANN401 - a row or a card
    """The state as it is told: a hand-over that stands still is of a process that died in it."""
    if row.state is SendState.HANDING and now - row.claimed_at > GIVEN_UP:
        return SendState.UNKNOWN
    state: SendState = row.state
    return state


def _row(connection: Connection, subscription_id: UUID, week: Week) -> Any:  # noqa: ANN401 - a row, or None
    c = send.c
    wanted = sa.select(send).where(c.subscription_id == subscription_id, c.week == str(week))
    return connection.execute(wanted).first()


def _step(connection: Connection, key: UUID, tries: int, before: SendState, said: dict[str, Any]) -> bool:
    """One step of a claim, if it is still where it was."""
    c = send.c
    same = sa.update(send).where(c.id == key, c.tries == tries, c.state == before)
    return bool(connection.execute(same.values(**said, version=c.version + 1)).rowcount)
