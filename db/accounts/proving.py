"""What a typed password gives for an account, whichever way the account proves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.accounts.codes import CODE, key_of
from db.accounts.credentials import SERVICE_KEY, key_bytes
from db.accounts.gate import Proof
from db.accounts.verifier import (
    CURRENT,
    HALF_BYTES,
    Derived,
    Params,
    derive,
    derive_from_key,
    new_salt,
    verifier_of,
)
from db.words.errors import BadInput

if TYPE_CHECKING:
    from db.accounts.gate import Asked


def prove(asked: Asked, password: str) -> Derived:
    """The two halves: of a password by Argon2id, of a service's key or a one-time code directly, being random.

    What cannot be a key or a one-time code is answered as any wrong password is: a name that is nobody's may be
    asked for one too.
    """
    if asked.parameters not in (SERVICE_KEY, CODE):
        return derive(password, asked.salt, Params.read(asked.parameters))
    try:
        key = key_bytes(password) if asked.parameters == SERVICE_KEY else key_of(password)
    except BadInput:
        key = bytes(HALF_BYTES)
    return derive_from_key(key, asked.salt)


def new_proof(password: str) -> tuple[Proof, bytes]:
    """A password under a new salt and today's parameters, and the half that never leaves the terminal."""
    salt = new_salt()
    made = derive(password, salt)
    return Proof(salt, CURRENT.written(), verifier_of(made.sign_in_key)), made.private_half
