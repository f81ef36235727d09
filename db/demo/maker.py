"""What every part of the demo is made with: rows that wait, the seeded draw, and the moment that is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from db.exchange.loading.rows import Pending
from db.words.families.court import Jurisdiction


@dataclass(frozen=True, slots=True)
class Maker:
    """`draw` is seeded, so the same demo is made everywhere; `agencies` are keys by code."""

    pending: Pending
    draw: Random
    now: datetime
    agencies: dict[str, UUID]


@dataclass(frozen=True, slots=True)
class CourtOf:
    """The court a case is at."""

    id: UUID
    jurisdiction: Jurisdiction
