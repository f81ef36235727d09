"""What a reader gets of records that are not given in full: their summaries, and that they are withheld.

The one place besides the guard that reads governed tables for a person. Each kind of record names here what
its summary says (the sharing definition, "What summary shows"); nothing else leaves this room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access import matrix
from db.access.constants import written_out
from db.access.criteria import visible
from db.access.reader import Admitted, Present, Reader
from db.access.standing import Standing
from db.tables.base import Key
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, Warrant
from db.tables.held import (
    AgencyRecord,
    Compliance,
    DefenceOnRecord,
    HealthRecord,
    Intelligence,
    Need,
    PpoRegistration,
    Referral,
    ReportRequest,
    RiskAssessment,
    SupervisionAssignment,
    Treatment,
    VictimWitness,
)
from db.tables.notes import Note
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.people import Address, ContactPoint, PersonDetail, SourceRecord
from db.tables.places import Area, Court
from db.tables.registry import governance_of
from db.tables.schemes import CohortMember
from db.words.families.access import Category, Level
from db.words.families.notes import NoteKind
from db.words.families.people import DetailKind

Field = tuple[str, str]
_Fields = Callable[[Any], Sequence[tuple[str, Any]]]
_MOST: Final = 4
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_court: sa.Table = Court.__table__  # type: ignore[attr-defined]
_area: sa.Table = Area.__table__  # type: ignore[attr-defined]
_detail: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """The summary of one record: who owns it, and its fields as (label, text); days are ISO."""

    category: Category
    kind: str
    owner_agency_id: UUID | None
    row_id: UUID
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """The owner holds something of this category, and does not share it with this reader: never how much."""

    category: Category
    owner_agency_id: UUID | None


@dataclass(frozen=True, slots=True)
class Partly:
    """Everything of one person, or of one case, that is not given in full."""

    summaries: tuple[SummaryRow, ...] = ()
    withheld: tuple[Withheld, ...] = ()


def _outward(postcode: Any) -> Any:  # noqa: ANN401 - a column
    whole = sa.func.length(postcode) > 4
    return sa.case((whole, sa.func.trim(sa.func.substr(postcode, 1, sa.func.length(postcode) - 3))), else_="")


def _said(flag: Any) -> Any:  # noqa: ANN401 - a column
    return sa.case((flag.is_(True), "yes"), (flag.is_(False), "no"), else_="")


def _unless(flag: Any) -> Any:  # noqa: ANN401 - a column
    return sa.case((flag.is_(False), "yes"), (flag.is_(True), "no"), else_="")


def _court_named(row: Any) -> Any:  # noqa: ANN401 - columns
    return sa.case((row.court != "", row.court), else_=row.court_code)


def _open(closed_on: Any) -> Any:  # noqa: ANN401 - a column
    return sa.case((closed_on.is_(None), "open"), else_="closed")


def _name(table: sa.Table, key: Any) -> Any:  # noqa: ANN401 - a column
    return sa.select(table.c.name).where(table.c.id == key).scalar_subquery()


_KINDS: Final[dict[type[SQLModel], _Fields]] = {
    Address: lambda r: [("postcode", _outward(r.postcode))],
    ContactPoint: lambda r: [("kind", r.kind)],
    Bail: lambda r: [("bail", r.status), ("court", _name(_court, r.court_id))],
    Warrant: lambda r: [("warrant", r.kind)],
    Marker: lambda r: [("warning", r.kind), ("level", r.level)],
    CustodyEpisode: lambda r: [("establishment", r.establishment), ("kind of date", r.release_kind)],
    ReportRequest: lambda r: [
        ("report", r.kind), ("asked", r.asked_on), ("due", r.due_on), ("delivered", r.delivered_on),
    ],
    Compliance: lambda r: [("kind", r.kind), ("on", r.happened_on), ("acceptable", _said(r.acceptable))],
    SupervisionAssignment: lambda r: [("supervised since", r.starts_on)],
    DefenceOnRecord: lambda r: [("since", r.starts_on)],
    RiskAssessment: lambda r: [("band", r.band), ("on", r.assessed_on)],
    Treatment: lambda r: [("in treatment", _said(r.until.is_(None))), ("since", r.since)],
    HealthRecord: lambda r: [("type", r.kind), ("state", r.state)],
    Intelligence: lambda _: [],
    Need: lambda r: [("need", r.kind), ("state", r.state)],
    Referral: lambda r: [("referral", r.need), ("state", _open(r.closed_on))],
    CourtOrder: lambda r: [("order from", r.starts_on), ("to", r.ends_on), ("kept", _unless(r.in_breach))],
    OrderRequirement: lambda r: [("requirement from", r.starts_on), ("to", r.ends_on)],
    PastCharge: lambda r: [("case", r.case_ref), ("court", _court_named(r)), ("status", r.state)],
    PastAppearance: lambda r: [("case", r.case_ref), ("court", _court_named(r)), ("on", r.appeared_on)],
    Remand: lambda r: [("bail", sa.func.coalesce(sa.type_coerce(r.status, sa.String), r.raw)), ("court", r.court_code)],
    PpoRegistration: lambda r: [("registered", r.nominated_on), ("area", _name(_area, r.area_id))],
    CohortMember: lambda r: [("in a cohort since", r.added_on)],
    AgencyRecord: lambda r: [("record", r.summary), ("from", r.valid_from), ("state", r.state)],
    Note: lambda r: [("note", r.kind), ("on", sa.func.substr(sa.cast(r.written_at, sa.String), 1, 10))],
}  # fmt: skip
_OF_CASE: Final[dict[type[SQLModel], _Fields]] = {
    VictimWitness: lambda r: [("kind", r.kind), ("special measures", r.special_measures)],
}


def partly(connection: Connection, standing: Standing, person_id: UUID) -> Partly:
    """What of the person is summarised or withheld for the reader; nothing is asked where nothing can be."""
    wanted = [model for model in _KINDS if _can_be_partial(standing, model)]
    found = reach(connection, standing, person_id) if wanted else None
    if found is None:
        return Partly()
    return _read(connection, _kept(standing, "person", wanted, emergency=found == "emergency"), person_id)


def reach(connection: Connection, standing: Standing, person_id: UUID) -> str | None:
    """How the person matters to the reader: asked once, not again in every branch of the union."""
    if "reach" not in standing.kept:
        reader, person = Present(standing), sa.bindparam("subject", type_=Key())
        asked = sa.select(reader.relevant(person).label("relevant"), reader.in_emergency(person).label("emergency"))
        standing.kept["reach"] = written_out(asked)
    found = connection.execute(standing.kept["reach"], {"subject": person_id}).one()
    if found.relevant:
        return "relevant"
    return "emergency" if found.emergency else None


def partly_of_case(connection: Connection, standing: Standing, case_id: UUID) -> Partly:
    """The same for the records of a case: its victims and witnesses."""
    wanted = [model for model in _OF_CASE if _can_be_partial(standing, model)]
    return _read(connection, _kept(standing, "case", wanted), case_id) if wanted else Partly()


def _can_be_partial(standing: Standing, model: type[SQLModel]) -> bool:
    """Whether any row of the table can be less than full and more than nothing for the reader."""
    category = governance_of(model).category
    if model is AgencyRecord:
        return bool(standing.columns)
    assert category is not None
    ruled = any(of is category for of, _ in standing.chains)
    level = matrix.default(standing.columns, category).level
    return bool(standing.columns) and (ruled or level in (Level.SUMMARY, Level.EXIST))


def _kept(
    standing: Standing, subject: str, wanted: list[type[SQLModel]], *, emergency: bool | None = None
) -> sa.Executable:
    """The statement of this standing; `emergency` is None where relevance is still to be asked, row by row."""
    key = ("partly", subject, emergency)
    if key not in standing.kept:
        reader = Present(standing) if emergency is None else Admitted(standing, emergency=emergency)
        standing.kept[key] = written_out(statement_for(reader, subject, wanted))
    found: sa.Executable = standing.kept[key]
    return found


def statement_for(reader: Reader, subject: str, wanted: Iterable[type[SQLModel]]) -> sa.Executable:
    """One select over the kinds of record of a `person` or a `case`, named by the parameter `subject`.

    Columns: kind, category, id, owner, whether the summary is given, and up to four texts of it.
    """
    kinds = _KINDS if subject == "person" else _OF_CASE
    return sa.union_all(*(_one(reader, model, kinds[model]) for model in wanted))


def _one(reader: Reader, model: type[SQLModel], fields: _Fields) -> sa.Select[Any]:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    row = table.alias()
    see = partial(visible, reader, model, row=row)
    summary = see(at=Level.SUMMARY)
    texts: list[Any] = [sa.case((summary, sa.cast(text, sa.String)), else_="") for _, text in fields(row.c)]
    texts += [sa.literal("")] * (_MOST - len(texts))
    category = row.c.category if model is AgencyRecord else sa.literal(str(governance_of(model).category))
    subject = row.c.case_id if model in _OF_CASE else row.c.person_id
    found = (
        sa.select(
            sa.literal(table.name).label("kind"),
            sa.cast(category, sa.String).label("category"),
            row.c.id.label("id"),
            _owner(row.c).label("owner"),
            sa.case((summary, 1), else_=0).label("given"),
            *(text.label(f"text{number}") for number, text in enumerate(texts)),
        )
        .where(subject == sa.bindparam("subject", type_=Key()), see(at=Level.EXIST), ~see(at=Level.FULL))
    )  # fmt: skip
    if model is Note:
        found = found.where(row.c.kind != NoteKind.JUDGE_PERSONAL, row.c.withdrawn_at.is_(None))
        return found.where(row.c.superseded_at.is_(None))
    return found.where(row.c.ended_at.is_(None))


def _owner(row: Any) -> Any:  # noqa: ANN401 - columns of a table
    if "owner_agency_id" in row:
        return row.owner_agency_id
    return sa.select(_record.c.agency_id).where(_record.c.id == row.source_record_id).scalar_subquery()


def _read(connection: Connection, statement: sa.Executable, subject: UUID) -> Partly:
    labels = {
        model.__table__.name: [label for label, _ in fields(model.__table__.c)]  # type: ignore[attr-defined]
        for model, fields in (*_KINDS.items(), *_OF_CASE.items())
    }
    summaries: list[SummaryRow] = []
    withheld: dict[Withheld, None] = {}
    for row in connection.execute(statement, {"subject": subject}):
        category = Category(row.category)
        if row.given:
            texts = (row.text0, row.text1, row.text2, row.text3)
            fields = tuple((label, text) for label, text in zip(labels[row.kind], texts, strict=False) if text)
            summaries.append(SummaryRow(category, row.kind, row.owner, row.id, fields))
        else:
            withheld[Withheld(category, row.owner)] = None
    given = {(one.category, one.owner_agency_id) for one in summaries}
    return Partly(tuple(summaries), tuple(one for one in withheld if (one.category, one.owner_agency_id) not in given))


def birth_years(connection: Connection, standing: Standing, people: Iterable[UUID]) -> dict[UUID, str]:
    """Years of birth of those whose identity the reader gets in summary at least: as corrected, else the newest."""
    row = _detail.alias()
    found = connection.execute(
        sa.select(row.c.person_id, sa.func.substr(row.c.value, 1, 4))
        .where(
            row.c.person_id.in_(sorted(people)),
            row.c.kind == DetailKind.DATE_OF_BIRTH,
            row.c.ended_at.is_(None),
            visible(Present(standing), PersonDetail, row=row, at=Level.SUMMARY),
        )
        .order_by(row.c.corrects_id.is_not(None), row.c.recorded_at)
    )
    return {row[0]: row[1] for row in found}
