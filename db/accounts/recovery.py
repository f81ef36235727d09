"""The sealed recovery key of judges' notes: made so that any two of its custodians open it, and one alone never.

The private half lies in one box for each pair of custodians. A box's key comes out of both passphrases, each
stretched by Argon2id on its own (domain.md D7): who knows one of the two has to guess the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from db.accounts.judge_key import JudgeKey
from db.accounts.verifier import Params, derive
from db.store.boxes import Unreadable, binding, derive_key, lock, unlock
from db.store.sealed_to import open_from, seal_to

if TYPE_CHECKING:
    from uuid import UUID

FEWEST: Final = 2
MOST: Final = 6


@dataclass(frozen=True, slots=True)
class MadeRecovery:
    """A new recovery key: the public half, and the private half in a box for each pair of custodians."""

    public: bytes
    boxes: Mapping[tuple[UUID, UUID], bytes] = field(repr=False)


def stretched(passphrase: str, salt: bytes, parameters: Params) -> bytes:
    """64 bytes of one custodian's passphrase; 0.1 to 0.4 s of CPU. Raises BadInput as `verifier.derive` does."""
    both = derive(passphrase, salt, parameters)
    return both.sign_in_key + both.private_half


def make(custodians: Mapping[UUID, bytes], *, key_id: UUID) -> MadeRecovery:
    """A new pair; `custodians` are two or more accounts with their stretched passphrases."""
    # Loaded when a recovery key is made or used, by a command.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    if not FEWEST <= len(custodians) <= MOST:
        raise ValueError("a recovery key has two to six custodians")
    private = X25519PrivateKey.generate()
    boxes = {
        (first, second): lock(
            _box_key(custodians[first], custodians[second], about=_about(key_id, first, second)),
            private.private_bytes_raw(),
            about=_about(key_id, first, second),
        )
        for first, second in combinations(sorted(custodians), 2)
    }
    return MadeRecovery(private.public_key().public_bytes_raw(), boxes)


def open_box(box: bytes, custodians: Mapping[UUID, bytes], *, key_id: UUID) -> bytes:
    """The private half, by the stretched passphrases of the pair whose box it is. Raises Unreadable."""
    (first, one), (second, other) = sorted(custodians.items())
    about = _about(key_id, first, second)
    try:
        return unlock(_box_key(one, other, about=about), box, about=about)
    except Unreadable:
        raise Unreadable(
            "One of the two passphrases is wrong, or the recovery key was altered.",
            kept="The notes are kept, sealed.",
            to_do="Type both again.",
        ) from None


def seal_copy(key: JudgeKey, user_id: UUID, *, recovery_public: bytes) -> bytes:
    """A judge's private key, encrypted to the recovery key."""
    return seal_to(recovery_public, key.private, about=_whose(user_id, key.public, recovery_public))


def open_copy(sealed: bytes, user_id: UUID, *, public: bytes, recovery_private: bytes) -> JudgeKey:
    """The judge's pair out of its copy. Raises Unreadable for another judge's, another pair's and an altered one."""
    # Loaded here for the same reason as in make.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    recovery_public = X25519PrivateKey.from_private_bytes(recovery_private).public_key().public_bytes_raw()
    private = open_from(recovery_private, sealed, about=_whose(user_id, public, recovery_public))
    derived = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    if derived != public:
        raise Unreadable("This copy of a judge's key is of another pair.", to_do="Tell the administrator.")
    return JudgeKey(public=derived, private=private)


def fingerprint(public: bytes) -> str:
    """A public key in short, to be compared by eye: four groups of four digits and letters."""
    text = hashlib.sha256(public).hexdigest()[:16]
    return " ".join(text[at : at + 4] for at in range(0, 16, 4))


def _box_key(first: bytes, second: bytes, *, about: bytes) -> bytes:
    return derive_key(first + second, purpose="recovery key of judges' notes", about=about)


def _about(key_id: UUID, first: UUID, second: UUID) -> bytes:
    return binding(b"recovery box", key_id.bytes, first.bytes, second.bytes)


def _whose(user_id: UUID, public: bytes, recovery_public: bytes) -> bytes:
    return binding(b"recovery copy", user_id.bytes, public, recovery_public)
