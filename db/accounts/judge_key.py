"""A judge's key pair: made at account creation, wrapped by the password, needed to read personal notes.

It lies here and not with the notes because a change of password has to wrap it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.store.boxes import Unreadable, binding, derive_key, lock, unlock

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class JudgeKey:
    """An opened X25519 pair, 32 bytes each. The private part lives in memory during a sign-in only."""

    public: bytes
    private: bytes = field(repr=False)


def make_judge_keys(private_half: bytes, user_id: UUID) -> tuple[bytes, bytes]:
    """A new pair: (public key, wrapped private key), both for the judge's row in the database."""
    # Loaded when a judge's account is made or used, not before first paint.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw(), _wrap(private.private_bytes_raw(), private_half, user_id)


def unwrap(wrapped: bytes, private_half: bytes, user_id: UUID, *, public: bytes | None = None) -> JudgeKey:
    """The judge's pair, opened.

    Give `public` as the database has it: a different one was put there by somebody who wants to read
    the judge's next notes. Raises Unreadable for that, for another user's key, for a wrong password
    and for an altered byte.
    """
    # Loaded here for the same reason as in make_judge_keys.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    try:
        raw = unlock(_wrapping_key(private_half, user_id), wrapped, about=_about(user_id))
    except Unreadable:
        raise Unreadable(
            "The key to the personal notes cannot be opened with this password.",
            kept="The notes are kept, sealed.",
            to_do="Tell the administrator; a recovery key may open them.",
        ) from None
    derived = X25519PrivateKey.from_private_bytes(raw).public_key().public_bytes_raw()
    if public is not None and public != derived:
        raise Unreadable(
            "The public key stored for this judge is not the judge's own.",
            kept="No note was written under it.",
            to_do="Tell the administrator at once: the database was tampered with.",
        )
    return JudgeKey(public=derived, private=raw)


def rewrap(wrapped: bytes, *, old_half: bytes, new_half: bytes, user_id: UUID) -> bytes:
    """The same private key under a new password; every note stays readable and none is touched."""
    return _wrap(unwrap(wrapped, old_half, user_id).private, new_half, user_id)


def _wrap(private: bytes, private_half: bytes, user_id: UUID) -> bytes:
    return lock(_wrapping_key(private_half, user_id), private, about=_about(user_id))


def _wrapping_key(private_half: bytes, user_id: UUID) -> bytes:
    return derive_key(private_half, purpose="judge's key", about=user_id.bytes)


def _about(user_id: UUID) -> bytes:
    return binding(b"judge's private key", user_id.bytes)
