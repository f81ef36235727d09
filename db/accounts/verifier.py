"""What a password becomes: one half proves who signs in, the other never leaves the terminal."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from db.words.errors import BadInput, Misconfigured

HALF_BYTES: Final = 32
SALT_BYTES: Final = 16
# The SHA-256 of nothing known: what to compare with when there is no such user, so that both answers
# take the same road and the same time.
NO_ACCOUNT: Final = bytes(HALF_BYTES)
_ARGON2_VERSION: Final = 19


@dataclass(frozen=True, slots=True)
class Params:
    """Cost of one Argon2id run: passes, KiB of memory, lanes.

    The defaults are what new passwords get. OWASP ASVS 5.0 appendix C allows no less than 2 passes
    over 19,456 KiB or 1 pass over 47,104 KiB; a terminal refuses to send anything derived for less,
    so a false database cannot ask for a proof that is cheap to guess from.
    """

    time_cost: int = 3
    memory_kib: int = 47_104
    lanes: int = 1

    def __post_init__(self) -> None:
        enough = (self.time_cost >= 2 and self.memory_kib >= 19_456) or self.memory_kib >= 47_104
        bounded = 1 <= self.time_cost <= 16 and self.memory_kib <= 1_048_576 and 1 <= self.lanes <= 8
        if not (enough and bounded):
            raise Misconfigured(
                "The sign-in parameters stored for this account are outside what is safe.",
                to_do="Tell the administrator: the database may not be the right one.",
            )

    def written(self) -> str:
        """The form kept beside the salt, with the versions it depends on."""
        return f"argon2id;v={_ARGON2_VERSION};t={self.time_cost};m={self.memory_kib};p={self.lanes}"

    @classmethod
    def read(cls, written: str) -> Params:
        """The parameters of a stored form.

        Raises Misconfigured when the form is not one that this version knows, or is too weak.
        """
        kind, *pairs = written.split(";")
        parts = dict(pair.partition("=")[::2] for pair in pairs)
        known = kind == "argon2id" and len(pairs) == len(parts) and parts.keys() == {"v", "t", "m", "p"}
        digits = all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts.values())
        if not (known and digits) or int(parts["v"]) != _ARGON2_VERSION:
            raise Misconfigured(
                "The password of this account was stored in a way that this version does not know.",
                to_do="Install the version of Tracker that the database was last used with.",
            )
        return cls(time_cost=int(parts["t"]), memory_kib=int(parts["m"]), lanes=int(parts["p"]))


CURRENT: Final = Params()


@dataclass(frozen=True, slots=True)
class Derived:
    """The two halves, 32 bytes each; neither shows in a repr, a log or a traceback."""

    sign_in_key: bytes = field(repr=False)
    private_half: bytes = field(repr=False)


def new_salt() -> bytes:
    """16 random bytes."""
    return os.urandom(SALT_BYTES)


def derive(password: str, salt: bytes, params: Params = CURRENT) -> Derived:
    """Argon2id over the password (RFC 9106): 64 bytes, cut in two (domain.md D7).

    The first half is sent for sign-in. The second unwraps a judge's private key and stays on the
    terminal. About 0.1 to 0.4 s of CPU and 46 MiB: call it in a worker. Raises BadInput when the
    password holds what no keyboard can type (half a surrogate pair).
    """
    # Loaded when somebody signs in, not before first paint.
    from argon2.low_level import Type, hash_secret_raw

    both = hash_secret_raw(
        normalised(password),
        salt,
        time_cost=params.time_cost,
        memory_cost=params.memory_kib,
        parallelism=params.lanes,
        hash_len=2 * HALF_BYTES,
        type=Type.ID,
        version=_ARGON2_VERSION,
    )
    return Derived(both[:HALF_BYTES], both[HALF_BYTES:])


def derive_from_key(key: bytes, salt: bytes) -> Derived:
    """The two halves for an account without a person, whose key file holds 32 random bytes.

    A random key cannot be guessed, so it needs no stretching: an unattended command starts at once.
    """
    if len(key) < HALF_BYTES:
        raise BadInput("The key file of this service account is too short.", to_do="Make the account anew.")
    return Derived(
        hmac.digest(key, b"tracker service sign-in" + salt, "sha256"),
        hmac.digest(key, b"tracker service private" + salt, "sha256"),
    )


def verifier_of(sign_in_key: bytes) -> bytes:
    """What the database keeps: SHA-256 of the sign-in half, from which nobody can sign in."""
    return hashlib.sha256(sign_in_key).digest()


def matches(sign_in_key: bytes, verifier: bytes) -> bool:
    """Whether the half that was sent is the account's; takes as long for a near miss as for a far one."""
    return hmac.compare_digest(verifier_of(sign_in_key), verifier)


def needs_rehash(params: Params) -> bool:
    """Whether the next sign-in with the right password should store it under today's parameters."""
    return params != CURRENT


def fake_salt(user_name: str, site_key: bytes) -> bytes:
    """A salt for a name that has no account: the same each time, unlike any other name's.

    `site_key` is a secret of the installation; without it a fake salt cannot be told from a real one.
    """
    name = unicodedata.normalize("NFC", user_name.strip()).casefold().encode("utf-8", "surrogatepass")
    # PostgreSQL makes the same one, and has no HMAC of its own; the key's length is fixed and the digest is cut.
    return hashlib.sha256(site_key + b"tracker fake salt" + name).digest()[:SALT_BYTES]


def normalised(password: str) -> bytes:
    """The password as bytes, the same whichever way the keyboard composes an accent (NFC, UTF-8)."""
    try:
        return unicodedata.normalize("NFC", password).encode()
    except UnicodeEncodeError:
        # The original error holds the password; it must not ride along in a traceback.
        raise BadInput("The password holds a character that cannot be read.", to_do="Type it again.") from None
