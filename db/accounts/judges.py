"""What a judge publishes at sign-in: the public half of the key pair, and the private half sealed for recovery."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.accounts.recovery import seal_copy
from db.audit.chain import Act
from db.tables.notes import JudgePublicKey, RecoveryCopy, RecoveryKey
from db.words.actor import Role
from db.words.families.access import AuditOperation

if TYPE_CHECKING:
    from db.accounts.judge_key import JudgeKey
    from db.unit import Unit, Units
    from db.words.actor import Actor


def settle(units: Units, actor: Actor, key: JudgeKey) -> bool:
    """Bring what is published up to the pair that this sign-in opened; True when something was written.

    Most sign-ins find everything in order and only read. The public key is the one that belongs to the private
    key in hand, never one out of the database.
    """
    if not actor.has(Role.JUDGE):
        return False
    with units.read(actor) as unit:
        if _is_settled(unit, key):
            return False
    with units.act(actor) as unit:
        recovery = recovery_key(unit)
        row = _published(unit)
        if row is None:
            row = JudgePublicKey(user_id=actor.user_id, public_key=key.public, since=unit.now)
            unit.add(row)
            unit.audit(Act(AuditOperation.ACCOUNT, "judge_key.publish", "user_account", actor.user_id))
        elif bytes(row.public_key) != key.public:
            row.public_key, row.since, row.recovery_key_id = key.public, unit.now, None
            unit.audit(Act(AuditOperation.ACCOUNT, "judge_key.publish", "user_account", actor.user_id))
        if recovery is not None and row.recovery_key_id != recovery.id:
            _seal(unit, key, recovery)
            row.recovery_key_id = recovery.id
            unit.audit(Act(AuditOperation.ACCOUNT, "recovery_key.seal", "user_account", actor.user_id))
    return True


def public_keys(unit: Unit, judges: Collection[UUID] | None = None) -> dict[UUID, bytes]:
    """Published public keys by account, of all judges or of these."""
    wanted = sa.select(JudgePublicKey)
    if judges is not None:
        wanted = wanted.where(col(JudgePublicKey.user_id).in_(judges))
    return {row.user_id: bytes(row.public_key) for row in unit.session.scalars(wanted)}


def recovery_key(unit: Unit) -> RecoveryKey | None:
    """The recovery key in force, None where none was set up."""
    newest = sa.select(RecoveryKey).where(col(RecoveryKey.ended_at).is_(None)).order_by(col(RecoveryKey.made_at).desc())
    return unit.session.scalars(newest.limit(1)).first()


def notes_after_reset(unit: Unit, judge_id: UUID) -> str:
    """What a reset of this judge's password means for the personal notes, as a sentence for the administrator.

    Empty for an account that never had sealed notes.
    """
    row = unit.session.scalars(sa.select(JudgePublicKey).where(col(JudgePublicKey.user_id) == judge_id)).first()
    if row is None:
        return ""
    if row.recovery_key_id is None:
        return "The personal notes of this judge stay sealed for ever: no recovery key was set up in time."
    return (
        "The personal notes of this judge are sealed with the old password. Once the judge has signed in with a new "
        "one, two custodians open them again: tracker user recover-notes NAME"
    )


def _is_settled(unit: Unit, key: JudgeKey) -> bool:
    row, recovery = _published(unit), recovery_key(unit)
    if row is None or bytes(row.public_key) != key.public:
        return False
    return recovery is None or row.recovery_key_id == recovery.id


def _published(unit: Unit) -> JudgePublicKey | None:
    own = sa.select(JudgePublicKey).where(col(JudgePublicKey.user_id) == unit.actor.user_id)
    return unit.session.scalars(own).first()


def _seal(unit: Unit, key: JudgeKey, recovery: RecoveryKey) -> None:
    """One copy for each pair: that of an earlier pair stays, for it opens the earlier notes."""
    user_id = unit.actor.user_id
    sealed = seal_copy(key, user_id, recovery_public=bytes(recovery.public_key))
    kept = sa.select(RecoveryCopy).where(
        col(RecoveryCopy.user_id) == user_id, col(RecoveryCopy.public_key) == key.public
    )
    copy = unit.session.scalars(kept).first()
    if copy is None:
        unit.add(
            RecoveryCopy(
                user_id=user_id, public_key=key.public, recovery_key_id=recovery.id, sealed=sealed, made_at=unit.now
            )
        )
    else:
        copy.recovery_key_id, copy.sealed, copy.made_at = recovery.id, sealed, unit.now
