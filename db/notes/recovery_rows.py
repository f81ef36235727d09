"""Rows of the recovery key as the recovery service reads and writes them.

On PostgreSQL no statement of a terminal reaches them; functions of the second wall answer an administrator.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from db.accounts.sign_in import account_name
from db.accounts.verifier import CURRENT
from db.tables.base import Key
from db.tables.notes import JudgePublicKey, Note, NoteKey, RecoveryBox, RecoveryCopy, RecoveryCustodian, RecoveryKey
from db.tables.users import Credential, UserAccount, UserRole
from db.words.errors import NotFound
from db.words.families.places import UserState
from db.words.keys import uuid7

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from db.words.actor import Role

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]
_recovery: sa.Table = RecoveryKey.__table__  # type: ignore[attr-defined]
_custodian: sa.Table = RecoveryCustodian.__table__  # type: ignore[attr-defined]
_public: sa.Table = JudgePublicKey.__table__  # type: ignore[attr-defined]
_box: sa.Table = RecoveryBox.__table__  # type: ignore[attr-defined]
_copy: sa.Table = RecoveryCopy.__table__  # type: ignore[attr-defined]
_note: sa.Table = Note.__table__  # type: ignore[attr-defined]
_note_key: sa.Table = NoteKey.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Known:
    """An active account: a custodian, or the judge whose notes are recovered."""

    user_id: UUID
    user_name: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Made:
    """A recovery key as it is stored: nothing of it opens anything without two passphrases."""

    id: UUID
    public: bytes
    salts: Mapping[UUID, bytes] = field(repr=False)
    boxes: Mapping[tuple[UUID, UUID], bytes] = field(repr=False)


def in_force(connection: Connection) -> RecoveryKey | None:
    """The recovery key in force, None where none was set up."""
    c = _recovery.c
    row = connection.execute(
        sa.select(c.id, c.public_key, c.made_at, c.made_by_id).where(c.ended_at.is_(None)).order_by(c.made_at.desc())
    ).first()
    if row is None:
        return None
    return RecoveryKey(id=row.id, public_key=bytes(row.public_key), made_at=row.made_at, made_by_id=row.made_by_id)


def active(connection: Connection, name: str) -> Known:
    """The active account of that name. Raises NotFound."""
    a = _account.c
    wanted = sa.select(a.id, a.user_name, a.display_name).where(
        a.user_name == account_name(name), a.state == UserState.ACTIVE
    )
    row = connection.execute(wanted).first()
    if row is None:
        raise NotFound(f"There is no active user '{name}'.", to_do="See: tracker user list")
    return Known(row.id, row.user_name, row.display_name)


def roles_of(connection: Connection, user_id: UUID) -> frozenset[Role]:
    """The roles of an account."""
    return frozenset(connection.scalars(sa.select(_role.c.role).where(_role.c.user_id == user_id)))


def public_key(connection: Connection, judge_id: UUID) -> bytes:
    """The public key of the judge's password of today; empty before the judge chose one."""
    if _walled(connection):
        found = connection.scalar(sa.select(sa.func.tracker.recovery_public(sa.literal(judge_id, Key))))
    else:
        found = connection.scalar(sa.select(_credential.c.public_key).where(_credential.c.user_id == judge_id))
    return bytes(found or b"")


def keepers(connection: Connection, key_id: UUID) -> Sequence[Any]:
    """Who keeps a passphrase of that recovery key, and how it is stretched."""
    if _walled(connection):
        columns = (sa.column("user_id", Key), sa.column("salt", sa.LargeBinary), sa.column("parameters", sa.Text))
        given = sa.func.tracker.recovery_keepers(sa.literal(key_id, Key)).table_valued(*columns)
        return connection.execute(sa.select(*given.c)).all()
    c = _custodian.c
    return connection.execute(sa.select(c.user_id, c.salt, c.parameters).where(c.recovery_key_id == key_id)).all()


def names(connection: Connection, user_ids: Collection[UUID]) -> tuple[str, ...]:
    """Their names as they are shown, sorted."""
    wanted = sa.select(_account.c.display_name).where(_account.c.id.in_(sorted(user_ids)))
    return tuple(sorted(connection.scalars(wanted)))


def sealed_for(connection: Connection) -> Sequence[UUID | None]:
    """For which recovery key each judge's private key is sealed, None for none."""
    return connection.scalars(sa.select(_public.c.recovery_key_id)).all()


def box(connection: Connection, key_id: UUID, *, first: UUID, second: UUID) -> bytes | None:
    """What the two of them open together."""
    if _walled(connection):
        asked = (sa.literal(one, Key) for one in (key_id, first, second))
        found = connection.scalar(sa.select(sa.func.tracker.recovery_box(*asked)))
    else:
        c = _box.c
        wanted = (c.recovery_key_id == key_id, c.first_id == first, c.second_id == second)
        found = connection.scalar(sa.select(c.box).where(*wanted))
    return None if found is None else bytes(found)


def copies(connection: Connection, judge_id: UUID, *, unlike: bytes) -> Sequence[Any]:
    """The judge's earlier pairs, each sealed for a recovery key."""
    c = _copy.c
    if _walled(connection):
        columns = (sa.column(one.name, one.type) for one in (c.public_key, c.recovery_key_id, c.sealed))
        given = sa.func.tracker.recovery_copies(sa.literal(judge_id, Key)).table_valued(*columns)
        wanted = sa.select(*given.c)
    else:
        wanted = sa.select(c.public_key, c.recovery_key_id, c.sealed).where(c.user_id == judge_id)
    return [row for row in connection.execute(wanted) if bytes(row.public_key) != unlike]


def note_keys(connection: Connection, judge_id: UUID) -> Sequence[Any]:
    """Keys of notes that the judge holds, sealed, each with what its note needs to have it sealed anew."""
    k, n = _note_key.c, _note.c
    if _walled(connection):
        columns = (sa.column(one.name, one.type) for one in (k.id, k.wrapped, k.note_id, n.author_id, n.sealed))
        given = sa.func.tracker.recovery_notes(sa.literal(judge_id, Key)).table_valued(*columns)
        return connection.execute(sa.select(*given.c)).all()
    return connection.execute(
        sa.select(k.id, k.wrapped, n.id.label("note_id"), n.author_id, n.sealed)
        .join(_note, n.id == k.note_id)
        .where(k.holder_id == judge_id, k.ended_at.is_(None))
    ).all()


def keep_note_key(connection: Connection, judge_id: UUID, key_row: UUID, wrapped: bytes) -> None:
    """Put a key that was sealed anew in the place of the one before."""
    if _walled(connection):
        asked = (sa.literal(judge_id, Key), sa.literal(key_row, Key), sa.literal(wrapped, sa.LargeBinary))
        connection.execute(sa.select(sa.func.tracker.recovery_seal(*asked)))
    else:
        connection.execute(sa.update(_note_key).where(_note_key.c.id == key_row).values(wrapped=wrapped))


def make(connection: Connection, made: Made, *, by: UUID, now: datetime, renew: bool) -> bool:
    """Store a recovery key in the place of the one before; False where one is in force and `renew` is not said.

    The boxes of the one before stay: they open what is not sealed anew yet.
    """
    if not renew and in_force(connection) is not None:
        return False
    written = CURRENT.written()
    if _walled(connection):
        told = {
            "id": str(made.id),
            "public_key": made.public.hex(),
            "keepers": [
                {"user_id": str(who), "salt": salt.hex(), "parameters": written} for who, salt in made.salts.items()
            ],
            "boxes": [
                {"first": str(one), "second": str(other), "box": locked.hex()}
                for (one, other), locked in made.boxes.items()
            ],
        }
        return bool(connection.scalar(sa.select(sa.func.tracker.recovery_make(sa.literal(told, JSONB), renew))))
    connection.execute(sa.update(_recovery).where(_recovery.c.ended_at.is_(None)).values(ended_at=now))
    values = {"id": made.id, "version": 1, "public_key": made.public, "made_at": now, "made_by_id": by}
    connection.execute(sa.insert(_recovery).values(values))
    of_key = {"version": 1, "recovery_key_id": made.id}
    connection.execute(
        sa.insert(_custodian),
        [
            {"id": uuid7(), **of_key, "user_id": who, "salt": salt, "parameters": written}
            for who, salt in made.salts.items()
        ],
    )
    connection.execute(
        sa.insert(_box),
        [
            {"id": uuid7(), **of_key, "first_id": one, "second_id": other, "box": locked}
            for (one, other), locked in made.boxes.items()
        ],
    )
    return True


def _walled(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
