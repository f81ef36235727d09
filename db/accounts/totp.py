"""Codes of a code generator (RFC 6238: SHA-1, six digits, thirty seconds), as every authenticator app makes them."""

from __future__ import annotations

import base64
import hmac
import os
from typing import Final

STEP_SECONDS: Final = 30
_SECRET_BYTES: Final = 20
_DIGITS: Final = 6
ISSUER: Final = "Tracker"


def new_secret() -> bytes:
    """20 random bytes."""
    return os.urandom(_SECRET_BYTES)


def code_at(secret: bytes, step: int) -> str:
    """The code of one half minute."""
    # cryptography costs start-up time: it is loaded when a code is checked.
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.hotp import HOTP

    # RFC 6238 and every app that follows it use HMAC with SHA-1, which collisions do not weaken.
    return HOTP(secret, _DIGITS, SHA1()).generate(step).decode()  # noqa: S303 - as above


def step_of(secret: bytes, typed: str, *, seconds: float) -> int:
    """The half minute, this one or a neighbour, whose code was typed; 0 for a wrong code."""
    plain = "".join(typed.split())
    here = int(seconds) // STEP_SECONDS
    for step in (here, max(1, here - 1), here + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), plain.encode("utf-8", "surrogatepass")):
            return step
    return 0


def spelled(secret: bytes) -> str:
    """The secret as an app takes it by hand: letters and digits in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address(secret: bytes, user_name: str) -> str:
    """The same for an app that reads an otpauth address."""
    from urllib.parse import quote

    plain = spelled(secret).replace(" ", "")
    label = f"{ISSUER}:{quote(user_name, safe='')}"
    return (
        f"otpauth://totp/{label}?secret={plain}&issuer={ISSUER}&algorithm=SHA1&digits={_DIGITS}&period={STEP_SECONDS}"
    )
