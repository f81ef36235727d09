"""The recovery key of judges' notes, as administrators set it up and see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Custodian:
    """One of the people who keep the recovery key, with the passphrase just typed."""

    user_name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """The recovery key in force: who keeps it, and how many judges' keys are sealed for it."""

    fingerprint: str
    made_at: datetime
    custodians: tuple[str, ...]
    sealed: int
    judges: int


@dataclass(frozen=True, slots=True)
class RecoveredCard:
    """What a recovery did: so many notes open to the judge again."""

    judge: str
    opened: int
