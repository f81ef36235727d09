"""A proposal that two people are one, as its maker sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.words.families.matching import ProposalState


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """Who was held to be whom, why, and what became of it."""

    id: UUID
    one: UUID
    other: UUID
    reason: str
    proposed_at: datetime
    state: ProposalState
