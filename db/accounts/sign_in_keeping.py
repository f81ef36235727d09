"""What an administrator does about sign-ins: sees who is signed in where, ends one, ends a wait, resets a factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa

from db.access.rules import administers
from db.accounts import counting, factors, keeping
from db.accounts.gate import account_subject
from db.accounts.sign_in import account_name
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.sign_ins import SignInCard
from db.tables.base import Key, Moment
from db.tables.sessions import UserSession
from db.tables.users import UserAccount
from db.words.errors import BadInput, NotFound
from db.words.families.access import AuditOperation
from db.words.text import clean

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from db.unit import Unit, Units
    from db.words.actor import Actor

_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_TOLD: Final = sa.text(
    "SELECT id, user_name, terminal, kind, opened_at, last_used_at, locked, second_factor FROM tracker.sign_ins()"
).columns(
    sa.column("id", Key),
    sa.column("user_name", sa.String),
    sa.column("terminal", sa.String),
    sa.column("kind", sa.String),
    sa.column("opened_at", Moment),
    sa.column("last_used_at", Moment),
    sa.column("locked", sa.Boolean),
    sa.column("second_factor", sa.Boolean),
)


class SignInKeeping:
    """Sign-ins that stand, for one actor; the rules let an administrator alone."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self, user_name: str = "") -> tuple[SignInCard, ...]:
        """Who is signed in where, the newest first; of one user when named."""
        name = account_name(user_name)
        with self._units.read(self._actor) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            cards = [SignInCard(*row) for row in connection.execute(_standing(connection, unit))]
        return tuple(card for card in cards if not name or card.user_name == name)

    def end(self, session_id: UUID, *, reason: str, dry_run: bool = False) -> None:
        """End a sign-in at once; its terminal is covered within two seconds. Raises NotFound when none stands."""
        why = _insist(reason)
        if dry_run:
            if all(one.id != session_id for one in self.list()):
                raise _none_stands()
            return
        with self._units.act(self._actor, _act(Deed.SESSION_END, session_id, why)) as unit:
            with unit.keeping_accounts(administers(unit.actor)) as connection:
                done = _end(connection, unit, session_id, why)
            if not done:
                raise _none_stands()

    def end_wait(self, user_name: str) -> bool:
        """Let a user try again at once after wrong passwords; False when there was nothing to wait for."""
        name = account_name(user_name)
        with self._units.act(self._actor) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            one = keeping.account(connection, name)
            unit.audit(_act(Deed.ACCOUNT_UNLOCK, one.id))
            if connection.dialect.name == "postgresql":
                said = {"which": account_subject(name)}
                return bool(connection.execute(sa.text("SELECT tracker.end_wait(:which)"), said).scalar_one())
            return counting.clear(connection, account_subject(name))

    def check_account(self, user_name: str) -> str:
        """The name of an account whose wait or code generator may be ended. Raises NotFound, Refused."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            return keeping.account(connection, account_name(user_name)).user_name

    def reset_factor(self, user_name: str, *, reason: str) -> None:
        """Take a lost code generator away; the user sets up another one at the next sign-in. NotFound for none."""
        why = _insist(reason)
        with self._units.act(self._actor) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            one = keeping.account(connection, account_name(user_name))
            unit.audit(_act(Deed.FACTOR_RESET, one.id, why))
            if connection.dialect.name == "postgresql":
                said = {"who": one.id}
                done = bool(connection.execute(sa.text("SELECT tracker.reset_factor(:who)"), said).scalar_one())
            else:
                done = factors.take_away(connection, one.id, now=unit.now)
            if not done:
                raise NotFound(f"{one.user_name} has no code generator.")


def _standing(connection: Connection, unit: Unit) -> sa.Executable:
    """On PostgreSQL a function tells an administrator; no statement of a terminal reaches the sign-ins."""
    if connection.dialect.name == "postgresql":
        return _TOLD
    s = _session.c
    return (
        sa.select(
            s.id, _account.c.user_name, s.terminal, s.kind, s.opened_at, s.last_used_at, s.locked_at.is_not(None),
            s.second_factor,
        )
        .join(_account, _account.c.id == s.user_id)
        .where(s.ended_at.is_(None), s.expires_at > unit.now)
        .order_by(s.opened_at.desc(), s.id.desc())
    )  # fmt: skip


def _end(connection: Connection, unit: Unit, session_id: UUID, why: str) -> bool:
    if connection.dialect.name == "postgresql":
        said = {"it": session_id, "why": why}
        return bool(connection.execute(sa.text("SELECT tracker.end_sign_in(:it, :why)"), said).scalar_one())
    which = (_session.c.id == session_id, _session.c.ended_at.is_(None))
    values = {"ended_at": unit.now, "ended_why": why}
    return bool(connection.execute(sa.update(_session).where(*which).values(values)).rowcount)


def _act(deed: Deed, about: UUID, reason: str = "") -> Act:
    kind = "user_session" if deed is Deed.SESSION_END else "user_account"
    return Act(AuditOperation.ACCOUNT, deed, kind, about, reason=reason)


def _none_stands() -> NotFound:
    return NotFound("No such sign-in stands.", to_do="See: tracker user sessions")


def _insist(reason: str) -> str:
    why = clean(reason)
    if not why:
        raise BadInput("Say why.", to_do="Give it with --reason.")
    return why
