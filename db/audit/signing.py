"""Ed25519 signatures of checkpoints and exports: the secret half is a secret of the sealing machine."""

from __future__ import annotations

import os
from typing import Final

SEED_BYTES: Final = 32


def new_seed() -> bytes:
    """A new secret key, 32 random bytes."""
    return os.urandom(SEED_BYTES)


def public_key(seed: bytes) -> bytes:
    """The public half, 32 bytes: it may be printed, and whoever has it can check."""
    # cryptography is loaded when something is signed or checked, not with the record.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, digest: bytes) -> bytes:
    """The signature of a digest, 64 bytes."""
    # As above.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(digest)


def holds(public: bytes, signature: bytes, digest: bytes) -> bool:
    """Whether the holder of the secret half of `public` signed this digest."""
    # As above.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, digest)
    except (InvalidSignature, ValueError):
        return False
    return True
