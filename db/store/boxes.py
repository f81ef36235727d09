"""The one envelope for everything Tracker encrypts outside the database: AES-256-GCM, bound to its place."""

from __future__ import annotations

import os
from typing import Final

from db.words.errors import TrackerError

KEY_BYTES: Final = 32
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16


class Unreadable(TrackerError):
    """A box was altered, belongs elsewhere, or the key is not the one it was locked with."""


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def lock(key: bytes, plain: bytes, *, about: bytes) -> bytes:
    """Version byte, 12 random bytes, ciphertext and 16 byte tag.

    `key` is 32 bytes; `about` says what the box belongs to and must be given again to open it. A key
    may lock up to 2**32 boxes (NIST SP 800-38D 8.3, random nonces).
    """
    # cryptography costs start-up time: it is loaded when something is locked, not before first paint.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(_whole(key)).encrypt(nonce, plain, _VERSION + about)


def unlock(key: bytes, box: bytes, *, about: bytes) -> bytes:
    """What was locked.

    Raises Unreadable when a byte differs, or key or `about` are not those of `lock`.
    """
    # Loaded here for the same reason as in lock.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if box[:1] != _VERSION or len(box) < len(_VERSION) + _NONCE_BYTES + _TAG_BYTES:
        raise Unreadable("This was not encrypted by Tracker, or is cut short.")
    body = len(_VERSION) + _NONCE_BYTES
    try:
        return AESGCM(_whole(key)).decrypt(box[1:body], box[body:], _VERSION + about)
    except InvalidTag:
        raise Unreadable("This cannot be opened: the key is not the right one, or it was altered.") from None


def derive_key(secret: bytes, *, purpose: str, about: bytes = b"") -> bytes:
    """A 32 byte key for one purpose out of a secret that is already random (HKDF-SHA256, RFC 5869)."""
    # Loaded here for the same reason as in lock.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = binding(b"tracker", purpose.encode(), about)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def binding(*parts: bytes) -> bytes:
    """The parts as one byte string that no other parts can give (each is preceded by its length)."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _whole(key: bytes) -> bytes:
    # AESGCM would take 16 or 24 bytes too, and quietly be weaker.
    if len(key) != KEY_BYTES:
        raise Unreadable(f"A key of {len(key)} bytes was given where {KEY_BYTES} are needed.")
    return key
