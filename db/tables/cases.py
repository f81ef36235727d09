"""Cases, defendants in cases, charges, pleas, verdicts, results, bail, warrants and restrictions."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.tables.base import Bytewise, Governance, Key, Reach, Row, key_to, moment, word
from db.tables.people import Fact
from db.tables.pieces import CASE_END, worked_out
from db.words.families.access import Category
from db.words.families.bail import BailStatus, WarrantKind
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.court import CaseKind, CaseLinkKind, CaseStatus, Jurisdiction, RestrictionKind
from db.words.families.results import ResultCategory, ResultLevel, ResultState

_CASE = Governance(Reach.PERSON, Category.CASE, live=True)


def _days(table: str, *columns: str) -> Index:
    """An index by person and day over what stands: searches of an area look at days alone, thousands at a time."""
    standing = sa.text("ended_at IS NULL")
    return Index(f"ix_{table}_days", "person_id", *columns, sqlite_where=standing, postgresql_where=standing)


class Case(Row, table=True):
    """A prosecution or a court application; `natural_key` is `system:court:number` or the system's own id."""

    __tablename__ = "court_case"
    governance: ClassVar[Governance] = Governance(Reach.CASE_SELF, Category.CASE, live=True)
    natural_key: str = Field(unique=True)
    kind: CaseKind = word(CaseKind)
    system: str
    court_id: UUID | None = key_to("court.id", null=True)
    jurisdiction: Jurisdiction = word(Jurisdiction)
    urn: str = Field(default="", index=True, sa_type=Bytewise)
    case_no: str = Field(default="", index=True, sa_type=Bytewise)
    authority_code: str = ""
    authority_name: str = ""
    initiation: str = ""
    application_type: str = ""
    officer: str = ""
    received_at: datetime = moment()
    status: CaseStatus = word(CaseStatus)
    sealed: bool = False


worked_out(Case, ending=CASE_END)


class CaseLink(Row, table=True):
    """Two cases that belong together: linked, sent to the Crown Court, appeal, split, merged."""

    __tablename__ = "case_link"
    __table_args__ = (UniqueConstraint("case_id", "other_reference", "kind"), Index(None, "other_reference"))
    governance: ClassVar[Governance] = Governance(Reach.CASE, Category.CASE, live=True)
    case_id: UUID = key_to("court_case.id")
    other_reference: str
    other_id: UUID | None = key_to("court_case.id", null=True)
    kind: CaseLinkKind = word(CaseLinkKind)


class DefendantCase(Fact, table=True):
    """A defendant in a case, as one source record gives them.

    `warned_for` is the Monday of the week for which a list warns the case without a day.
    """

    __tablename__ = "defendant_case"
    __table_args__ = (UniqueConstraint("case_id", "source_record_id"),)
    governance: ClassVar[Governance] = _CASE
    case_id: UUID = key_to("court_case.id")
    defendant_ref: str = ""
    youth_at_first_hearing: bool | None = None
    custody_time_limit: date | None = None
    concluded: bool = False
    warned_for: date | None = None
    previous_convictions: int | None = None
    added_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    joined_id: UUID | None = key_to("defendant_case.id", null=True)


class Charge(Fact, table=True):
    """An offence charged against one defendant (D3).

    `area_id` is the area in which it was committed, None where nobody said; `alleged` that it is not charged yet.
    """

    __table_args__ = (
        UniqueConstraint("defendant_case_id", "natural_key"),
        _days("charge", "offence_from", "offence_to", "convicted_on"),
    )
    governance: ClassVar[Governance] = _CASE
    defendant_case_id: UUID = key_to("defendant_case.id")
    natural_key: str
    sequence: int = 0
    code: str = ""
    title: str
    welsh_title: str = ""
    wording: str = ""
    legislation: str = ""
    max_penalty: str = ""
    facts: str = ""
    offence_from: date | None = None
    offence_to: date | None = None
    date_code: str = ""
    place: str = ""
    area_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    alleged: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    arrested_on: date | None = None
    charged_on: date | None = None
    laid_on: date | None = None
    convicted_on: date | None = None
    count_no: int | None = None
    listing_no: int | None = None
    mode: str = ""
    adjourned_to: date | None = None
    adjournment_reason: str = ""
    concluded: bool = False
    discontinued: bool = False


class Plea(Fact, table=True):
    """A plea to a charge, with the code as it came."""

    __table_args__ = (_days("plea", "pleaded_on", "charge_id"),)
    governance: ClassVar[Governance] = _CASE
    charge_id: UUID = key_to("charge.id")
    kind: PleaKind | None = word(PleaKind, default=None, nullable=True)
    raw: str = ""
    pleaded_on: date | None = None
    indicated: bool = False


class Verdict(Fact, table=True):
    """A finding (magistrates) or verdict (Crown) on a charge."""

    __table_args__ = (_days("verdict", "given_on", "charge_id"),)
    governance: ClassVar[Governance] = _CASE
    charge_id: UUID = key_to("charge.id")
    category: VerdictCategory | None = word(VerdictCategory, default=None, nullable=True)
    code: str = ""
    description: str = ""
    given_on: date | None = None


class Result(Fact, table=True):
    """A judicial result; an amendment is a new row that names the one it amends (D4)."""

    __table_args__ = (
        UniqueConstraint("source_record_id", "external_id", "recorded_at"),
        _days("result", "ordered_on", "charge_id"),
    )
    governance: ClassVar[Governance] = _CASE
    defendant_case_id: UUID = key_to("defendant_case.id")
    charge_id: UUID | None = key_to("charge.id", null=True)
    hearing_id: UUID | None = key_to("hearing.id", null=True)
    external_id: str
    root_ref: str = ""
    parent_ref: str = ""
    level: ResultLevel = word(ResultLevel)
    state: ResultState = word(ResultState)
    category: ResultCategory | None = word(ResultCategory, default=None, nullable=True)
    code: str = ""
    label: str
    text: str = ""
    ordered_on: date | None = None
    shared_at: datetime | None = moment(default=None, nullable=True)
    custody_after: str = ""
    amends_id: UUID | None = key_to("result.id", null=True, index=False)
    amended_on: date | None = None
    amendment_reason: str = ""
    deleted: bool = False


class ResultPrompt(Row, table=True):
    """One answered field of a result, in the order given; dates are ISO where they could be read."""

    __tablename__ = "result_prompt"
    __table_args__ = (UniqueConstraint("result_id", "sequence"),)
    governance: ClassVar[Governance] = _CASE
    result_id: UUID = key_to("result.id")
    person_id: UUID = key_to("person.id")
    sequence: int
    label: str
    value: str
    kind: str = ""


class Bail(Fact, table=True):
    """Bail or remand of a defendant in a case, with conditions."""

    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.BAIL, live=True)
    defendant_case_id: UUID = key_to("defendant_case.id")
    status: BailStatus | None = word(BailStatus, default=None, nullable=True)
    raw: str = ""
    conditions: str = ""
    court_id: UUID | None = key_to("court.id", null=True, index=False)


class Warrant(Fact, table=True):
    """A warrant for a defendant in a case."""

    governance: ClassVar[Governance] = Governance(Reach.PERSON, Category.BAIL, live=True)
    defendant_case_id: UUID | None = key_to("defendant_case.id", null=True)
    kind: WarrantKind = word(WarrantKind)
    issued_on: date | None = None
    backed_for_bail: bool = False
    executed_on: date | None = None
    withdrawn_on: date | None = None


class ReportingRestriction(Fact, table=True):
    """An order that hides names on public output, for a case, a charge or a person."""

    __tablename__ = "reporting_restriction"
    governance: ClassVar[Governance] = _CASE
    case_id: UUID | None = key_to("court_case.id", null=True)
    charge_id: UUID | None = key_to("charge.id", null=True)
    kind: RestrictionKind = word(RestrictionKind)
    statute: str = ""
    text: str = ""
    ordered_on: date | None = None
