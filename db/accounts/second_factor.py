"""A code generator: made, locked under the home's key, proved to the database without showing it the secret."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from db.accounts import totp
from db.accounts.codes import code_bytes, new_code
from db.accounts.gate import Factor, NewFactor, digest
from db.store.boxes import binding, derive_key, lock, unlock
from db.words.errors import BadInput

RECOVERY_CODES: Final = 10
SiteKey = Callable[[], bytes]
"""Gives the home's key for second factors; raises Misconfigured where no place holds it."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is shown once while a code generator is set up: the secret, its address, the recovery codes."""

    user_name: str
    secret: bytes = field(repr=False)
    recovery: tuple[str, ...] = field(repr=False)

    @property
    def spelled(self) -> str:
        """The secret as it is typed into an app."""
        return totp.spelled(self.secret)

    @property
    def address(self) -> str:
        """The secret as an otpauth address."""
        return totp.address(self.secret, self.user_name)


def begin(user_name: str) -> Enrolment:
    """A new code generator and ten recovery codes, known to nobody yet."""
    return Enrolment(user_name, totp.new_secret(), tuple(new_code() for _ in range(RECOVERY_CODES)))


def finished(enrolment: Enrolment, typed: str, *, user_id: UUID, key: bytes, seconds: float) -> NewFactor:
    """What the database keeps, once a code shows that the app has the secret. Raises BadInput for a wrong code.

    The code that showed it may still be used to sign in.
    """
    step = totp.step_of(enrolment.secret, typed, seconds=seconds)
    if not step:
        raise BadInput("This code is not the one that belongs to the secret.", to_do="Type the code the app shows now.")
    return NewFactor(
        box=lock(_box_key(key, user_id), enrolment.secret, about=_about(user_id)),
        gate=digest(_gate_key(key, user_id)),
        last_step=step - 1,
        recovery=tuple(code_bytes(code) for code in enrolment.recovery),
    )


def proved(box: bytes, typed: str, *, user_id: UUID, key: bytes, seconds: float) -> Factor:
    """What is sent for a typed code, or for a recovery code; a wrong one proves nothing."""
    if sum(sign.isalnum() for sign in typed) > 8:
        try:
            return Factor(recovery=code_bytes(typed))
        except BadInput:
            return Factor()
    secret = unlock(_box_key(key, user_id), box, about=_about(user_id))
    step = totp.step_of(secret, typed, seconds=seconds)
    return Factor(_gate_key(key, user_id), step) if step else Factor()


def _box_key(key: bytes, user_id: UUID) -> bytes:
    return derive_key(key, purpose="second factor", about=user_id.bytes)


def _gate_key(key: bytes, user_id: UUID) -> bytes:
    return derive_key(key, purpose="second factor gate", about=user_id.bytes)


def _about(user_id: UUID) -> bytes:
    return binding(b"second factor", user_id.bytes)
