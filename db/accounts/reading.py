"""Reads an account, what proves it and its sign-ins, for the house itself; no session of a person comes here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts.gate import HEARD_OF, SCREEN, Account, Proof
from db.tables.sessions import PastCredential, SignInRule, UserSession
from db.tables.users import Credential, UserAccount, UserCourt, UserRole
from db.words.families.places import UserState

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_court: sa.Table = UserCourt.__table__  # type: ignore[attr-defined]
_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_past: sa.Table = PastCredential.__table__  # type: ignore[attr-defined]
_rule: sa.Table = SignInRule.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Whole:
    """One account as the door sees it after a right proof."""

    account: Account
    state: UserState
    expires_at: datetime | None
    network_classes: frozenset[str]
    os_user: str
    authorised_by: str
    proof: Proof = field(repr=False)
    code_ends: datetime | None
    last_sign_in_at: datetime | None
    failures: int


def whole(connection: Connection, user_id: UUID) -> Whole:
    """The account with its credential, its roles and courts, and who authorised it."""
    a, c = _account.c, _credential.c
    by = _account.alias()
    row = connection.execute(
        sa.select(
            a.user_name, a.display_name, a.agency_id, a.every_court, a.state, a.expires_at, a.network_classes,
            a.os_user, by.c.display_name.label("authorised_by"), c.salt, c.parameters, c.verifier, c.public_key,
            c.wrapped_private_key, c.expires_at.label("code_ends"), c.last_sign_in_at, c.failures,
        )
        .join(_credential, c.user_id == a.id)
        .outerjoin(by, by.c.id == a.authorised_by_id)
        .where(a.id == user_id)
    ).one()  # fmt: skip
    roles = connection.execute(sa.select(_role.c.role).where(_role.c.user_id == user_id))
    courts = connection.execute(sa.select(_court.c.court_id).where(_court.c.user_id == user_id))
    account = Account(
        user_id=user_id,
        user_name=row.user_name,
        display_name=row.display_name,
        agency_id=row.agency_id,
        every_court=row.every_court,
        roles=frozenset(each.role for each in roles),
        courts=frozenset(each.court_id for each in courts),
    )
    return Whole(
        account=account,
        state=row.state,
        expires_at=row.expires_at,
        network_classes=frozenset(row.network_classes.split()),
        os_user=row.os_user,
        authorised_by=row.authorised_by or "",
        proof=Proof(row.salt, row.parameters, row.verifier, row.public_key, row.wrapped_private_key),
        code_ends=row.code_ends,
        last_sign_in_at=row.last_sign_in_at,
        failures=row.failures,
    )


def earlier(connection: Connection, user_id: UUID, *, most: int) -> tuple[Proof, ...]:
    """The passwords that were replaced, the newest first."""
    p = _past.c
    rows = connection.execute(
        sa.select(p.salt, p.parameters, p.verifier)
        .where(p.user_id == user_id)
        .order_by(p.ended_at.desc(), p.id.desc())
        .limit(most)
    )
    return tuple(Proof(row.salt, row.parameters, row.verifier) for row in rows)


def rule(connection: Connection, name: str) -> str:
    """What was decided about signing in; empty where nothing was."""
    return connection.execute(sa.select(_rule.c.value).where(_rule.c.name == name)).scalar() or ""


def factors_off(connection: Connection) -> bool:
    """Whether it was decided that nobody here needs a code generator; no login of a terminal reads the rule itself."""
    if connection.dialect.name == "postgresql":
        return bool(connection.execute(sa.text("SELECT tracker.factors_off()")).scalar())
    return rule(connection, "second_factor") == "off"


def standing_elsewhere(connection: Connection, user_id: UUID, *, terminal: str, now: datetime) -> list[Any]:
    """The user's sign-ins at other terminals that were heard of lately, the oldest first: (id, terminal, opened)."""
    s = _session.c
    return list(
        connection.execute(
            sa.select(s.id, s.terminal, s.opened_at)
            .where(
                s.user_id == user_id, s.kind == SCREEN, s.ended_at.is_(None), s.expires_at > now,
                s.last_used_at > now - HEARD_OF, s.terminal != terminal,
            )
            .order_by(s.opened_at, s.id)
        )
    )  # fmt: skip
