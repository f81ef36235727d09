"""Rules that agencies make about what they share, and the exceptions: limited access, seals, emergency access."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from db.tables.base import Governance, Key, Reach, Row, key_to, moment, word
from db.words.families.access import Category, Exclusion, Level, Purpose, Recipient, RequestState


class SharingGrant(Row, table=True):
    """A sharing rule of an agency: who gets how much of a category, for what, from when to when.

    `recipient_id` is the user, court or agency, `recipient_word` the role or kind of agency; a role at a
    court has both. `not_after` is the last day, included. A change ends the row and adds another, so the
    rows are the history.
    """

    __tablename__ = "sharing_grant"
    governance: ClassVar[Governance] = Governance(Reach.LEAD, live=True)
    owner_agency_id: UUID = key_to("agency.id")
    category: Category = word(Category)
    level: Level = word(Level)
    recipient: Recipient = word(Recipient)
    recipient_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    recipient_word: str = ""
    purpose: Purpose = word(Purpose)
    starts_on: date
    not_after: date | None = None
    agreement: str = ""
    set_by_id: UUID = key_to("user_account.id", index=False)
    set_at: datetime = moment()
    replaces_id: UUID | None = key_to("sharing_grant.id", null=True, index=False)
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_by_id: UUID | None = key_to("user_account.id", null=True, index=False)


class ShareRequest(Row, table=True):
    """A reader asks an owner for what is withheld; the owner's sharing lead answers with scope and end date."""

    __tablename__ = "share_request"
    governance: ClassVar[Governance] = Governance(Reach.ASKED, live=True)
    owner_agency_id: UUID = key_to("agency.id")
    person_id: UUID = key_to("person.id")
    category: Category = word(Category)
    asked_by_id: UUID = key_to("user_account.id")
    asked_at: datetime = moment()
    reason: str = ""
    state: RequestState = word(RequestState)
    answered_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    answered_at: datetime | None = moment(default=None, nullable=True)
    answer: str = ""
    grant_id: UUID | None = key_to("sharing_grant.id", null=True, index=False)


class ExclusionEntry(Row, table=True):
    """Limited access to a person (H4): a user kept away, or one of the only users who may come near."""

    __tablename__ = "exclusion_entry"
    governance: ClassVar[Governance] = Governance(Reach.LEAD, live=True)
    person_id: UUID = key_to("person.id")
    owner_agency_id: UUID = key_to("agency.id")
    kind: Exclusion = word(Exclusion)
    user_id: UUID = key_to("user_account.id")
    reason: str = ""
    set_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    set_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)


class Seal(Row, table=True):
    """A restricted case: as long as the seal stands, only named roles of that court read it (H2)."""

    governance: ClassVar[Governance] = Governance(Reach.SEAL, Category.CASE, live=True)
    case_id: UUID = key_to("court_case.id")
    court_id: UUID = key_to("court.id")
    reason: str = ""
    set_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    set_at: datetime = moment()
    lifted_at: datetime | None = moment(default=None, nullable=True)
    lifted_by_id: UUID | None = key_to("user_account.id", null=True, index=False)


class EmergencyAccess(Row, table=True):
    """Emergency access (B): one user, one person, fifteen minutes, read only, reviewed afterwards."""

    __tablename__ = "emergency_access"
    governance: ClassVar[Governance] = Governance(Reach.EMERGENCY, live=True)
    user_id: UUID = key_to("user_account.id")
    person_id: UUID = key_to("person.id")
    reason: str
    opened_at: datetime = moment()
    ends_at: datetime = moment()
    closed_at: datetime | None = moment(default=None, nullable=True)
    review_due: date
    reviewed_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    reviewed_at: datetime | None = moment(default=None, nullable=True)
    verdict: str = ""
