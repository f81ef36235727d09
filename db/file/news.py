"""What changed in the files of some people since a moment: old and new value of each field, in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, or_, select

from db.file import identity
from db.file.cases import bail_words, plea_words, verdict_words
from db.reference.offences import charge_title
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, Charge, DefendantCase, Plea, Result, Verdict, Warrant
from db.tables.hearings import Attendance, Listing
from db.tables.notes import Note
from db.tables.people import Address, Fact, FieldChange, Identifier, PersonDetail, PersonName
from db.unit import Unit
from db.words.dates import spell
from db.words.families.court import ListingState

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class News:
    """One change: `case_id` where it belongs to one case, `by` the user where somebody typed it."""

    key: str
    person_id: UUID
    case_id: UUID | None
    what: str
    old: str
    new: str
    at: datetime
    by: UUID | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the rows of one table are read: which field a row is a value of, what it is called and says."""

    model: type[Any]
    field: Callable[[Any], object]
    what: Callable[[Any], str]
    text: Callable[[Any], str]


def _of_kind(row: PersonName | PersonDetail | Identifier | Address | Marker) -> object:
    return row.kind


def _label(row: PersonName | PersonDetail | Identifier | Address | Marker) -> str:
    return row.kind.label


def _case_field(row: DefendantCase) -> object:
    return row.case_id


KINDS: tuple[_Kind, ...] = (
    _Kind(PersonName, _of_kind, _label, identity.name_text),
    _Kind(PersonDetail, _of_kind, _label, identity.detail_text),
    _Kind(Identifier, _of_kind, _label, lambda row: row.canonical or row.raw),
    _Kind(Address, _of_kind, lambda row: f"{row.kind.label} address", identity.address_text),
    _Kind(Marker, _of_kind, lambda _: "warning", identity.marker_text),
    _Kind(
        CustodyEpisode, lambda _: "custody", lambda _: "custody", lambda row: f"{row.establishment}, {row.status.label}"
    ),
    _Kind(DefendantCase, _case_field, lambda _: "case", lambda row: "concluded" if row.concluded else "in the file"),
    _Kind(Charge, lambda row: row.natural_key, lambda _: "charge", lambda row: charge_title(row.title, row.code)),
    _Kind(Plea, lambda row: row.charge_id, lambda _: "plea", plea_words),
    _Kind(Verdict, lambda row: row.charge_id, lambda _: "finding", verdict_words),
    _Kind(Result, lambda row: row.root_ref or row.external_id, lambda _: "result", lambda row: row.label),
    _Kind(Bail, lambda row: row.defendant_case_id, lambda _: "bail", bail_words),
    _Kind(Warrant, lambda row: row.id, lambda _: "warrant", lambda row: row.kind.label),
)


def since(unit: Unit, looked: Mapping[UUID, datetime], *, case_of: dict[UUID, UUID]) -> list[News]:
    """Everything recorded, ended or moved after each person was looked at, in no order.

    The actor's own entries are left out. `case_of` gives the case of a defendant in a case.
    """
    if not looked:
        return []
    people, moment = sorted(looked), min(looked.values())
    charges = {
        row.id: row.defendant_case_id
        for row in unit.session.execute(
            sa.select(col(Charge.id), col(Charge.defendant_case_id)).where(col(Charge.person_id).in_(people))
        )
    }
    found: list[News] = []
    for kind in KINDS:
        model = kind.model
        rows = unit.session.exec(
            select(model).where(
                col(model.person_id).in_(people), or_(col(model.recorded_at) > moment, col(model.ended_at) > moment)
            )
        ).all()
        found.extend(_paired(kind, rows, looked, case=lambda row: _case(row, charges, case_of)))
    found.extend(_moved(unit, people, moment, case_of))
    found.extend(_fields(unit, people, moment, charges=charges, case_of=case_of))
    found.extend(_marked(unit, people, moment))
    found.extend(_written(unit, people, moment))
    return [one for one in found if one.by != unit.actor.user_id and one.at > looked[one.person_id]]


def _paired(
    kind: _Kind, rows: Iterable[F], looked: Mapping[UUID, datetime], *, case: Callable[[F], UUID | None]
) -> list[News]:
    """Rows of one field of one source belong together: the one that ended is the old value of the one that began."""
    groups: dict[tuple[UUID, UUID, object], list[F]] = defaultdict(list)
    for row in rows:
        groups[(row.person_id, row.source_record_id, kind.field(row))].append(row)
    found: list[News] = []
    for (person_id, _, _), group in groups.items():
        in_order = sorted(group, key=lambda row: row.recorded_at)
        moment = looked[person_id]
        newer = [row for row in in_order if row.ended_at is None and row.recorded_at > moment]
        # The value that stood when the user last looked is the old one; what came and went since is not shown.
        gone = [row for row in in_order if row.recorded_at <= moment and row.ended_at and row.ended_at > moment]
        found.extend(_one(kind, old, new, case=case) for old, new in zip_longest(gone, newer))
    return found


def _one(kind: _Kind, old: F | None, new: F | None, *, case: Callable[[F], UUID | None]) -> News:
    row = new or old
    assert row is not None, "a pair has at least one row"
    return News(
        key=f"{kind.model.__tablename__}:{row.id}",
        person_id=row.person_id,
        case_id=case(row),
        what=kind.what(row),
        old=kind.text(old) if old else "",
        new=kind.text(new) if new else "",
        at=new.recorded_at if new else row.ended_at or row.recorded_at,
        by=new.recorded_by_id if new else row.ended_by_id,
    )


def _case(row: Fact, charges: dict[UUID, UUID], case_of: dict[UUID, UUID]) -> UUID | None:
    if isinstance(row, DefendantCase):
        return row.case_id
    defendant = getattr(row, "defendant_case_id", None) or charges.get(getattr(row, "charge_id", None) or row.id)
    return case_of.get(defendant) if defendant else None


def _moved(unit: Unit, people: Sequence[UUID], moment: datetime, case_of: dict[UUID, UUID]) -> list[News]:
    rows = unit.session.exec(
        select(Listing).where(col(Listing.person_id).in_(people), col(Listing.changed_at) > moment)
    ).all()
    return [
        News(
            key=f"listing:{row.id}",
            person_id=row.person_id,
            case_id=case_of.get(row.defendant_case_id),
            what="hearing",
            old="",
            new=f"{spell(row.sitting_on)} {_change(row)}",
            at=row.changed_at,
            by=row.added_by_id,
        )
        for row in rows
        if row.state is not ListingState.JOINED
    ]


def _change(row: Listing) -> str:
    return row.change or row.state.label


def _fields(
    unit: Unit, people: Sequence[UUID], moment: datetime, *, charges: dict[UUID, UUID], case_of: dict[UUID, UUID]
) -> list[News]:
    rows = unit.session.exec(
        select(FieldChange).where(col(FieldChange.person_id).in_(people), col(FieldChange.changed_at) > moment)
    ).all()
    cases = set(case_of.values())
    return [
        News(
            key=f"field:{row.id}",
            person_id=row.person_id,
            case_id=row.object_id if row.object_id in cases else case_of.get(charges.get(row.object_id, row.object_id)),
            what=f"{row.kind} {row.field}".replace("_", " "),
            old=row.old or "empty",
            new=row.new or "empty",
            at=row.changed_at,
            by=row.changed_by_id,
        )
        for row in rows
    ]


def _marked(unit: Unit, people: Sequence[UUID], moment: datetime) -> list[News]:
    rows = unit.session.exec(
        select(Attendance).where(
            col(Attendance.person_id).in_(people),
            col(Attendance.marked_at) > moment,
            col(Attendance.undone_at).is_(None),
        )
    ).all()
    return [
        News(
            f"attendance:{row.id}",
            row.person_id,
            None,
            "attendance",
            "",
            row.state.label,
            row.marked_at,
            row.marked_by_id,
        )
        for row in rows
    ]


def _written(unit: Unit, people: Sequence[UUID], moment: datetime) -> list[News]:
    """That a note was written, never what it says."""
    rows = unit.session.exec(
        select(Note).where(
            col(Note.person_id).in_(people),
            col(Note.written_at) > moment,
            col(Note.superseded_at).is_(None),
            col(Note.withdrawn_at).is_(None),
        )
    ).all()
    return [
        News(
            f"note:{row.id}",
            row.person_id,
            row.case_id,
            "note",
            "",
            f"{row.kind.label} note",
            row.written_at,
            row.author_id,
        )
        for row in rows
    ]
