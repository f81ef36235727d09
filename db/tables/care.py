"""What a courtroom must know at once: safety markers and custody."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from db.tables.base import Governance, Reach, key_to, word
from db.tables.people import Fact
from db.words.families.access import Category
from db.words.families.bail import CustodyStatus
from db.words.families.court import MarkerKind


class Marker(Fact, table=True):
    """A warning about a person, or a marker on a case: violence, self-harm, vulnerable, interpreter ..."""

    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.SAFETY, live=True)
    kind: MarkerKind = word(MarkerKind)
    level: str = ""
    text: str = ""
    case_id: UUID | None = key_to("court_case.id", null=True)
    review_on: date | None = None


class CustodyEpisode(Fact, table=True):
    """A stay in custody: where, since when, on which footing, and the release date that is known."""

    __tablename__ = "custody_episode"
    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.CUSTODY, live=True)
    establishment_code: str = ""
    establishment: str
    status: CustodyStatus = word(CustodyStatus)
    since: date | None = None
    until: date | None = None
    release_on: date | None = None
    release_kind: str = ""
    external_ref: str = Field(default="", index=True)
