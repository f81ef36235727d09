"""Whether a sign-in still stands, and which acts want the password once more: both asked by every unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.store.opened import is_open_elsewhere
from db.tables.base import Key, Moment, Word
from db.tables.sessions import UserSession
from db.tables.users import UserAccount
from db.words.actor import Actor
from db.words.errors import StepUpNeeded
from db.words.families.places import UserState

STEP_UP_LASTS: Final = timedelta(minutes=5)
WANT_PASSWORD: Final = frozenset(
    {
        # sharing rules
        *("share.add", "share.change", "share.end", "share.undo", "share.answer"),
        *("seal.set", "seal.lift", "limited.set", "limited.lift"),
        # user administration
        *("user.add", "account.authorise", "account.change", "account.suspend", "account.expire", "account.extend"),
        *("account.reinstate", "account.unlock", "account.reset", "role.add", "role.remove", "privilege.change"),
        *("agency.change", "area.change"),
        *("group.add", "group.remove", "factor.disable", "factor.reset", "session.end", "terminal.lock_minutes"),
        # what leaves in bulk, the log, and what cannot be undone
        *("export.bulk", "audit.export", "record.erase", "recovery_key.make", "recovery_key.use"),
    }
)
"""Names of acts (`db.audit.acts`) that want a password given within the last five minutes (trust.md section 8)."""
WANT_TWO: Final = frozenset({"record.erase", "recovery_key.use"})
"""Acts that two persons do together: one asks, another one agrees, each with the own password."""
_STATE_COLUMNS: Final[tuple[tuple[str, Any], ...]] = (
    ("ended_at", Moment),
    ("ended_why", sa.String),
    ("expires_at", Moment),
    ("stepped_up_at", Moment),
    ("locked_at", Moment),
    ("state", Word(UserState)),
    ("account_ends", Moment),
)
_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SignInState:
    """One sign-in now. `over` says why it stands no more, empty while it does; `known` whether there is one at all."""

    over: str
    stepped_up_at: datetime | None = None
    locked: bool = False
    known: bool = True


def wants_password(action: str) -> bool:
    """Whether the act of this name wants the password once more."""
    return action in WANT_PASSWORD


def standing(connection: Connection, session_id: UUID, *, now: datetime) -> SignInState:
    """How a sign-in stands: one row by key, joined to its account. Costs one look-up, so every unit may ask."""
    row = connection.execute(state_query(session_id, connection.dialect.name)).first()
    if row is None:
        return SignInState("This sign-in is not known.", known=False)
    ended_at, why, expires_at, stepped_up_at, locked_at, state, account_ends = row
    over = ""
    if ended_at is not None:
        over = ended_because(why)
    elif expires_at <= now:
        over = "This sign-in has lasted its twelve hours."
    elif state is not UserState.ACTIVE:
        over = f"This account is {state.label}."
    elif account_ends is not None and account_ends <= now:
        over = "This account is expired."
    return SignInState(over, stepped_up_at, locked_at is not None)


def ended_because(why: str) -> str:
    """That a sign-in was ended, and why where that is known."""
    return f"This sign-in has ended: {why}." if why else "This sign-in has ended."


def is_nobody_else(connection: Connection, actor: Actor, now: datetime) -> bool:
    """Whether nobody but the actor is at a screen of this database, as far as a file of one machine can tell.

    PostgreSQL serves everybody at once: there it is always false. A sign-in of a demo is not written down: there it is
    false while another program has the file open.
    """
    if connection.dialect.name == "postgresql":
        return False
    if not actor_is_known(connection, actor):
        return not is_open_elsewhere(connection)
    s = _session.c
    others = sa.select(s.id).where(s.ended_at.is_(None), s.expires_at > now, s.id != actor.audit_session)
    return connection.execute(others.limit(1)).first() is None


def actor_is_known(connection: Connection, actor: Actor) -> bool:
    """Whether the actor's own sign-in stands among the sign-ins, as it does wherever they are kept."""
    return connection.execute(sa.select(_session.c.id).where(_session.c.id == actor.audit_session)).first() is not None


def state_query(session_id: UUID, dialect: str) -> sa.Select[Any]:
    """No role of PostgreSQL that a terminal connects as reads the sign-ins; a function of the second wall tells."""
    s, a = _session.c, _account.c
    if dialect == "postgresql":
        told = sa.func.tracker.sign_in_state(sa.literal(session_id, Key)).table_valued(
            *(sa.column(name, kind) for name, kind in _STATE_COLUMNS)
        )
        return sa.select(*told.c)
    return (
        sa.select(
            s.ended_at,
            s.ended_why,
            s.expires_at,
            s.stepped_up_at,
            s.locked_at,
            a.state,
            a.expires_at.label("account_ends"),
        )
        .join(_account, a.id == s.user_id)
        .where(s.id == session_id)
    )


def insist_password(state: SignInState, action: str, *, now: datetime) -> None:
    """Raise StepUpNeeded when the act wants a password given within the last five minutes, and none was."""
    given = state.stepped_up_at
    if wants_password(action) and (given is None or not now - STEP_UP_LASTS <= given <= now + STEP_UP_LASTS):
        raise StepUpNeeded("This wants your password once more.", to_do="Give it, and the act goes on.")
