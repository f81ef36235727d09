"""Sign-ins that stand, as an administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SignInCard:
    """One sign-in: whose, at which terminal, since when, when the terminal was last heard of."""

    id: UUID
    user_name: str
    terminal: str
    kind: str
    opened_at: datetime
    last_used_at: datetime
    locked: bool
    second_factor: bool
