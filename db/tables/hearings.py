"""Hearings, their days, who stands on which day's list, and attendance."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.tables.base import SYSTEM, Governance, Reach, Row, key_to, moment, word
from db.words.families.access import Category
from db.words.families.court import AttendanceState, HearingStatus, Jurisdiction, ListingState, Presence


class Hearing(Row, table=True):
    """A hearing as its system numbers it; it may sit on several days."""

    __table_args__ = (UniqueConstraint("system", "external_id"),)
    governance: ClassVar[Governance] = Governance(Reach.HEARING_SELF, Category.CASE, live=True)
    system: str
    external_id: str
    kind: str = ""
    jurisdiction: Jurisdiction = word(Jurisdiction)
    court_id: UUID = key_to("court.id")
    status: HearingStatus = word(HearingStatus)
    language: str = ""
    message_at: datetime | None = moment(default=None, nullable=True)


class HearingDay(Row, table=True):
    """One sitting day of a hearing; date and start are the court's own (Europe/London)."""

    __tablename__ = "hearing_day"
    __table_args__ = (
        UniqueConstraint("hearing_id", "sitting_on", "room_id", "starts_at"),
        Index("ix_hearing_day_court_day", "court_id", "sitting_on", "room_id"),
    )
    governance: ClassVar[Governance] = Governance(Reach.HEARING, Category.NEXT_HEARING, live=True)
    hearing_id: UUID = key_to("hearing.id")
    court_id: UUID = key_to("court.id", index=False)
    room_id: UUID = key_to("court_room.id", index=False)
    sitting_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    slot: str = ""
    sequence: int = 0
    minutes: int | None = None
    cancelled: bool = False


class Listing(Row, table=True):
    """A row of a day's list: one defendant in one case on one hearing day.

    `changed_at` and `change` say when and how the row last came, moved or went, so that the list can
    mark what happened since a clerk last looked; `added_by_id` is set for a row added at the court.
    `list_scope` names the list that last carried the row: what vanishes from that list is vacated. `presence`,
    `defence` and `prosecution` are what the court's system told of the sitting: how the defendant was there, and who
    appeared; a clerk's own marks are `Attendance`.
    """

    __table_args__ = (
        UniqueConstraint("hearing_day_id", "defendant_case_id"),
        Index("ix_listing_list", "court_id", "sitting_on", "room_id", "sequence"),
    )
    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.NEXT_HEARING, live=True)
    hearing_day_id: UUID = key_to("hearing_day.id")
    hearing_id: UUID = key_to("hearing.id")
    defendant_case_id: UUID = key_to("defendant_case.id")
    person_id: UUID = key_to("person.id")
    court_id: UUID = key_to("court.id", index=False)
    room_id: UUID = key_to("court_room.id", index=False)
    sitting_on: date
    starts_at: time | None = None
    sequence: int = 0
    list_no: str = ""
    slot: str = ""
    state: ListingState = word(ListingState)
    change: str = ""
    changed_at: datetime = moment()
    list_scope: str = Field(default="", index=True)
    batch_id: UUID | None = key_to("feed_batch.id", null=True)
    added_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    presence: Presence | None = word(Presence, default=None, nullable=True)
    defence: str = ""
    prosecution: str = ""


class Attendance(Row, table=True):
    """Present, by video, absent or excused; a change is a further row, the newest not undone counts."""

    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.CASE, live=True)
    listing_id: UUID = key_to("listing.id")
    person_id: UUID = key_to("person.id")
    state: AttendanceState = word(AttendanceState)
    marked_at: datetime = moment()
    marked_by_id: UUID = key_to("user_account.id", index=False)
    audit_session: UUID = key_to("audit_chain.id", index=False)
    undone_at: datetime | None = moment(default=None, nullable=True)


class ListIssue(Row, table=True):
    """The newest list of a court, day, room and kind that was taken in: an older one changes nothing any more."""

    __tablename__ = "list_issue"
    __table_args__ = (UniqueConstraint("court", "sitting_on", "location", "kind"),)
    governance: ClassVar[Governance] = SYSTEM
    court: str
    sitting_on: date
    location: str = ""
    kind: str = ""
    said_at: datetime | None = moment(default=None, nullable=True)


class ListLook(Row, table=True):
    """When a user last looked at a court's room and day, for the added, moved and removed signs."""

    __tablename__ = "list_look"
    __table_args__ = (UniqueConstraint("user_id", "court_id", "room_id", "sitting_on"),)
    governance: ClassVar[Governance] = Governance(Reach.OWN)
    user_id: UUID = key_to("user_account.id")
    court_id: UUID = key_to("court.id", index=False)
    room_id: UUID | None = key_to("court_room.id", null=True, index=False)
    sitting_on: date
    looked_at: datetime = moment()


class Follow(Row, table=True):
    """A case or person that a user follows; `looked_at` divides seen changes from new ones."""

    __table_args__ = (UniqueConstraint("user_id", "person_id", "case_id"),)
    governance: ClassVar[Governance] = Governance(Reach.OWN)
    user_id: UUID = key_to("user_account.id")
    person_id: UUID = key_to("person.id")
    case_id: UUID | None = key_to("court_case.id", null=True)
    since: datetime = moment()
    looked_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)
