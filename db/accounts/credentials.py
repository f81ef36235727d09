"""Accounts as the house itself reads and writes them: name, state, roles, courts, and what proves them.

No session of a person reaches these rows; the door (sign_in) and the keeper do, on a connection of their own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts.judge_key import make_judge_keys
from db.accounts.verifier import (
    CURRENT,
    HALF_BYTES,
    derive,
    derive_from_key,
    new_salt,
    verifier_of,
)
from db.tables.users import Credential, UserAccount
from db.words.errors import BadInput, Misconfigured
from db.words.families.places import UserState

SERVICE_KEY: Final = "service-key;v=1"
"""In the place of Argon2id's parameters: the account proves itself by 32 random bytes of a key file."""
SYSTEM_USER: Final = "tracker"
"""The installation's own account: it owns the acts nobody typed, and can never sign in."""
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Stored:
    """One account as it is stored, with what proves it; nothing secret shows in a repr."""

    user_id: UUID
    user_name: str
    display_name: str
    agency_id: UUID
    state: UserState
    every_court: bool
    expires_at: datetime | None
    salt: bytes = field(repr=False)
    parameters: str
    verifier: bytes = field(repr=False)
    public_key: bytes | None = field(repr=False)
    wrapped_private_key: bytes | None = field(repr=False)
    last_sign_in_at: datetime | None
    failures: int


def find(connection: Connection, user_name: str) -> Stored | None:
    """The account of this name (as `account_name` writes it), whatever its state; None when there is none."""
    a, c = _account.c, _credential.c
    row = connection.execute(
        sa.select(
            a.id, a.user_name, a.display_name, a.agency_id, a.state, a.every_court, a.expires_at,
            c.salt, c.parameters, c.verifier, c.public_key, c.wrapped_private_key, c.last_sign_in_at, c.failures,
        )
        .join(_credential, c.user_id == a.id)
        .where(a.user_name == user_name)
    ).first()  # fmt: skip
    values: tuple[Any, ...] | None = None if row is None else tuple(row)
    return None if values is None else Stored(*values)


def site(connection: Connection) -> Stored:
    """The installation's own account; its verifier is the secret that makes fake salts.

    Raises Misconfigured for a database that `tracker init` never finished.
    """
    found = find(connection, SYSTEM_USER)
    if found is None:
        raise _bare()
    return found


def _bare() -> Misconfigured:
    return Misconfigured("The database has no base rows yet.", to_do="Run: tracker init")


def site_ids(connection: Connection) -> tuple[UUID, UUID]:
    """The installation's own account and its agency; on PostgreSQL told by the second wall, which shows no account."""
    if connection.dialect.name == "postgresql":
        told = connection.execute(sa.text("SELECT site_id, site_agency_id FROM tracker.ask('')")).first()
        if told is None:
            raise _bare()
        return told.site_id, told.site_agency_id
    found = site(connection)
    return found.user_id, found.agency_id


def names(connection: Connection) -> list[str]:
    """Names of the accounts that may sign in, sorted."""
    rows = connection.execute(sa.select(_account.c.user_name).where(_account.c.state == UserState.ACTIVE))
    return sorted(row.user_name for row in rows)


def key_bytes(text: str) -> bytes:
    """The 32 bytes of a service account's key file. Raises BadInput for anything else."""
    try:
        return bytes.fromhex(text.strip())
    except ValueError:
        raise BadInput("This is a service account: it needs its key file.", kept="") from None


def counted(connection: Connection, user_id: UUID, *, right: bool, now: datetime) -> None:
    """Note a right or a wrong password at the account."""
    failures = _credential.c.failures
    values = {"failures": 0, "last_sign_in_at": now} if right else {"failures": failures + 1}
    connection.execute(sa.update(_credential).where(_credential.c.user_id == user_id).values(values))


def password_proof(user_id: UUID, password: str, *, judge: bool) -> Credential:
    """A new account's proof; a judge's comes with a key pair, wrapped under the password (domain.md D7)."""
    salt = new_salt()
    derived = derive(password, salt)
    public, wrapped = make_judge_keys(derived.private_half, user_id) if judge else (None, None)
    return Credential(
        user_id=user_id,
        salt=salt,
        parameters=CURRENT.written(),
        verifier=verifier_of(derived.sign_in_key),
        public_key=public,
        wrapped_private_key=wrapped,
    )


def key_proof(user_id: UUID) -> tuple[Credential, str]:
    """A service account's proof, and the text of its key file: 64 hexadecimal digits."""
    key, salt = os.urandom(HALF_BYTES), new_salt()
    verifier = verifier_of(derive_from_key(key, salt).sign_in_key)
    return Credential(user_id=user_id, salt=salt, parameters=SERVICE_KEY, verifier=verifier), key.hex()


def no_proof(user_id: UUID) -> Credential:
    """A proof that nothing fits: random bytes in the place of a digest."""
    return Credential(user_id=user_id, salt=new_salt(), parameters=CURRENT.written(), verifier=os.urandom(HALF_BYTES))
