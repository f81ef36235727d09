"""Contacts of the scheme, cohorts of local area agreements with their frozen figures, and counts of areas."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import OPEN, Governance, Key, Reach, Row, key_to, moment, word
from db.tables.held import Held, held
from db.words.families.access import Category
from db.words.families.schemes import ContactKind, Measure


class Contact(Row, table=True):
    """Somebody to call: what for, at which agency and in which area; no case data.

    `confirmed_on` is when the entry was last found right, `counterpart_id` who stands in or does the same for another
    agency. One that has `ended_on` is called no more.
    """

    governance: ClassVar[Governance] = OPEN
    kind: ContactKind = word(ContactKind, index=True)
    name: str
    name_folded: str = Field(index=True)
    agency_id: UUID | None = key_to("agency.id", null=True)
    area_id: UUID = key_to("area.id")
    phone: str = ""
    email: str = ""
    hours: str = ""
    confirmed_on: date
    counterpart_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    changed_at: datetime = moment()
    changed_by_id: UUID = key_to("user_account.id", index=False)
    ended_on: date | None = None


class Cohort(Row, table=True):
    """People of one agency's register whose convictions are followed for an agreement; fixed once it is locked."""

    governance: ClassVar[Governance] = Governance(Reach.AGENCY)
    owner_agency_id: UUID = key_to("agency.id")
    code: str = Field(unique=True)
    name: str
    area_id: UUID = key_to("area.id")
    baseline_from: date
    baseline_to: date
    follow_from: date
    follow_to: date
    target: int | None = None
    made_at: datetime = moment()
    made_by_id: UUID = key_to("user_account.id", index=False)
    locked_on: date | None = None
    locked_by_id: UUID | None = key_to("user_account.id", null=True, index=False)


class CohortMember(Held, table=True):
    """A person of a cohort; one who is taken out before it is locked has an ended row."""

    __tablename__ = "cohort_member"
    governance: ClassVar[Governance] = held(Category.PPO)
    cohort_id: UUID = key_to("cohort.id")
    added_on: date


class CohortFigure(Row, table=True):
    """The figures of a cohort as they were counted and frozen on a day; later counts leave them as they are."""

    __tablename__ = "cohort_figure"
    governance: ClassVar[Governance] = Governance(Reach.AGENCY)
    owner_agency_id: UUID = key_to("agency.id")
    cohort_id: UUID = key_to("cohort.id")
    as_of: date
    members: int
    baseline: int
    follow: int
    undated: int
    frozen_at: datetime = moment()
    frozen_by_id: UUID = key_to("user_account.id", index=False)


class AreaFigure(Row, table=True):
    """One measure of one area in one quarter, counted over everybody; who reads it is told no small number."""

    __tablename__ = "area_figure"
    __table_args__ = (UniqueConstraint("quarter", "area_id", "measure"),)
    governance: ClassVar[Governance] = OPEN
    quarter: str
    area_id: UUID = key_to("area.id", index=False)
    measure: Measure = word(Measure)
    value: int
    counted_on: date


class SimilarArea(Row, table=True):
    """Which areas an area is compared with in a quarter; fixed when the quarter is first looked at."""

    __tablename__ = "similar_area"
    __table_args__ = (UniqueConstraint("quarter", "area_id", "place"),)
    governance: ClassVar[Governance] = OPEN
    quarter: str
    area_id: UUID = key_to("area.id", index=False)
    place: int
    other_id: UUID = key_to("area.id", index=False)
