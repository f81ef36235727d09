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


class CustodySnapshot(Fact, table=True):
    """What a prison record said of custody, field by field, from the file that first said so to the one that did not.

    Evidence beside the meaning (D6): a file that says the same adds nothing, so two rows that follow one another
    differ exactly in what changed. Words and codes are the prison's own; days of `never` are kept as they came.
    """

    __tablename__ = "custody_snapshot"
    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.CUSTODY, live=True)
    batch_id: UUID | None = key_to("feed_batch.id", null=True)
    booking_no: str = ""
    status: str = ""
    in_out: str = ""
    establishment_code: str = ""
    establishment: str = ""
    last_establishment_code: str = ""
    location: str = ""
    movement_type: str = ""
    movement_reason: str = ""
    moved_on: date | None = None
    legal_status: str = ""
    imprisonment_status: str = ""
    imprisonment: str = ""
    convicted: str = ""
    recall: bool | None = None
    indeterminate: bool | None = None
    restricted_patient: bool | None = None
    supporting_code: str = ""
    hospital: str = ""
    offence: str = ""
    received_on: date | None = None
    sentence_starts_on: date | None = None
    sentence_ends_on: date | None = None
    licence_ends_on: date | None = None
    days_awarded: int | None = None
    release_on: date | None = None
    release_kind: str = ""
    confirmed_on: date | None = None
    parole_on: date | None = None
    curfew_on: date | None = None
    hdced_on: date | None = None
    automatic_on: date | None = None
    conditional_on: date | None = None
    non_parole_on: date | None = None
    post_recall_on: date | None = None
    mid_term_on: date | None = None
    parole_eligible_on: date | None = None
    tariff_on: date | None = None
    temporary_on: date | None = None
