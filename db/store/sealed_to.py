"""What is encrypted to a public key, so that only the holder of the private half opens it (RFC 9180, HPKE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.store.boxes import Unreadable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

_VERSION: Final = b"\x01"


def seal_to(public: bytes, plain: bytes, *, about: bytes) -> bytes:
    """Version byte, 32 byte encapsulation, locked bytes with a 16 byte tag.

    `about` says what it belongs to and must be given again to open it. Raises Unreadable when `public` is no
    X25519 key.
    """
    # Loaded when something is sealed, not before first paint.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        return _VERSION + _suite().encrypt(plain, X25519PublicKey.from_public_bytes(public), about)
    except ValueError:
        raise Unreadable("This public key is not one.", to_do="Tell the administrator.") from None


def open_from(private: bytes, box: bytes, *, about: bytes) -> bytes:
    """What was sealed. Raises Unreadable for another key, an altered byte or another `about`."""
    # Loaded here for the same reason as in seal_to.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    try:
        if box[:1] != _VERSION:
            raise InvalidTag
        return _suite().decrypt(box[1:], X25519PrivateKey.from_private_bytes(private), about)
    except (InvalidTag, ValueError):
        raise Unreadable("This cannot be opened: it belongs to another key, or it was altered.") from None


def _suite() -> Suite:
    # Loaded here for the same reason as in seal_to.
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
