"""What passes between a terminal and the database at sign-in: a try, what is said with it, and the verdict."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy.engine import Connection

from db.words.actor import Role

LASTS: Final = timedelta(hours=12)
HEARD_OF: Final = timedelta(minutes=3)
"""A terminal that was not heard of for so long has gone; its sign-in is in nobody's way."""
INSIDE: Final = frozenset({"local", "cjx", "gsi"})
"""The networks of the justice system; a terminal on any other is remote, and wants a second factor."""
SCREEN: Final = "screen"
COMMAND: Final = "command"
PAST_KEPT: Final = 5
"""How many earlier passwords may not be chosen again."""


class Verdict(StrEnum):
    """What the database answers to a try."""

    WRONG = "wrong"
    STATE = "state"
    EXPIRED = "expired"
    NETWORK = "network"
    OS_USER = "os_user"
    CODE_OLD = "code_old"
    CHOOSE = "choose"
    ENROL = "enrol"
    FACTOR = "factor"
    FACTOR_WRONG = "factor_wrong"
    ELSEWHERE = "elsewhere"
    PROVEN = "proven"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a terminal needs to stretch a password: the account's own, or a stable invention for no account."""

    salt: bytes
    parameters: str
    site_id: UUID
    site_agency_id: UUID


@dataclass(frozen=True, slots=True)
class Account:
    """The account that a right try belongs to, with all that an actor is made of."""

    user_id: UUID
    user_name: str
    display_name: str
    agency_id: UUID
    every_court: bool
    roles: frozenset[Role]
    courts: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Knocked:
    """A try that was written down (`wait` 0), or how many seconds to wait before one is allowed.

    `pause` is the wait that follows if this try is wrong.
    """

    wait: float
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as the terminal proves it: a code that was right at `step`, or a recovery code's bytes."""

    gate_key: bytes = field(default=b"", repr=False)
    step: int = 0
    recovery: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """What a terminal says with a try."""

    session_id: UUID
    kind: str = SCREEN
    terminal: str = ""
    network_class: str = "local"
    os_user: str = ""
    take_over: bool = False
    demo: bool = False
    factor: Factor | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a try, and what the user may know; `detail` completes the sentence of a refusal."""

    verdict: Verdict
    account: Account | None = None
    detail: str = ""
    since: datetime | None = None
    token: bytes = field(default=b"", repr=False)
    last_sign_in_at: datetime | None = None
    failures: int = 0
    took_over: bool = False
    public_key: bytes | None = field(default=None, repr=False)
    wrapped_private_key: bytes | None = field(default=None, repr=False)
    box: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What replaces a password: salt, parameters, verifier; for a judge the key pair, wrapped anew."""

    salt: bytes = field(repr=False)
    parameters: str
    verifier: bytes = field(repr=False)
    public_key: bytes | None = field(default=None, repr=False)
    wrapped_private_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Past:
    """What a proven user may read of the own account: what the password wraps, and earlier passwords' proofs."""

    account: Account
    current: Proof
    earlier: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A code generator that was shown to work."""

    box: bytes = field(repr=False)
    gate: bytes = field(repr=False)
    last_step: int
    recovery: tuple[bytes, ...] = field(repr=False)


class Gate(Protocol):
    """The database's side of the door. `connection` is in a transaction of its own for each call of `knock`."""

    def ask(self, connection: Connection, name: str) -> Asked:
        """What the terminal needs to stretch the password."""

    def knock(self, connection: Connection, try_id: UUID, name: str, *, key: bytes, terminal: str) -> Knocked:
        """Write a try down, to be committed before its verdict is asked for; it counts as wrong until then."""

    def enter(self, connection: Connection, try_id: UUID, given: Given) -> Answer:
        """The verdict on a try; IN opens a sign-in."""

    def renew(self, connection: Connection, try_id: UUID, session_id: UUID, *, step_up: bool) -> Answer:
        """The same user once more in the same sign-in: unlocks with a new token, or notes a step-up."""

    def past(self, connection: Connection, try_id: UUID) -> Past | None:
        """What a proven user needs to choose a password; None for a try that was wrong."""

    def replace(self, connection: Connection, try_id: UUID, proof: Proof, *, another: bool = True) -> bool:
        """Put a new password in the place of the old one; False for a try that was wrong.

        `another`: it is not the same one under other parameters, so every sign-in of the account ends.
        """

    def enrol(self, connection: Connection, try_id: UUID, factor: NewFactor) -> bool:
        """Keep a second factor for a user that has none; False otherwise."""

    def mark(self, connection: Connection, token: bytes, what: str) -> bool:
        """`used`, `locked` or `ended`, by whoever holds the token; False when that sign-in is over."""


def digest(*parts: bytes) -> bytes:
    """SHA-256 of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def account_subject(name: str) -> bytes:
    """Under what the tries of an account name are counted."""
    return digest(b"account:", name.encode("utf-8", "surrogatepass"))


def terminal_subject(terminal: str) -> bytes:
    """Under what the tries from a terminal are counted."""
    return digest(b"terminal:", terminal.encode("utf-8", "surrogatepass"))
