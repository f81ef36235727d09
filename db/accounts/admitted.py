"""What passes through the door: the terminal somebody sits at, a try, and a sign-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from db.accounts.judge_key import JudgeKey
from db.accounts.verifier import Derived
from db.words.actor import Actor

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal at which somebody signs in: its name for the audit, its network, its operating-system user."""

    name: str
    network_class: str = "local"
    os_user: str = ""


@dataclass(frozen=True, slots=True)
class Admitted:
    """One sign-in: its actor, its token, a judge's opened key, and what the user should know of the account.

    `failures` are wrong passwords since `last_sign_in_at`, which is None at the first sign-in.
    """

    actor: Actor
    judge_key: JudgeKey | None = field(default=None, repr=False)
    last_sign_in_at: datetime | None = None
    failures: int = 0
    token: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was written down: under which id, what the password gave, and the wait if it was wrong."""

    id: UUID
    derived: Derived = field(repr=False)
    pause: float = 0.0
