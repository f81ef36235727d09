"""Which case a row hangs on, and whether that case lets it through: restricted cases (H2) and youth records (H3)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.reader import Bool, Column, Reader
from db.tables.cases import Case, CaseLink, Charge, DefendantCase, Result
from db.tables.hearings import Listing
from db.tables.people import FieldChange
from db.tables.sharing import Seal

_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_charge: sa.Table = Charge.__table__  # type: ignore[attr-defined]
_result: sa.Table = Result.__table__  # type: ignore[attr-defined]
_listing: sa.Table = Listing.__table__  # type: ignore[attr-defined]
_seal: sa.Table = Seal.__table__  # type: ignore[attr-defined]
_STEPS: Final = (("charge_id", _charge), ("result_id", _result), ("listing_id", _listing))


def open_case(reader: Reader, case_id: Column, *, even_named: bool = True) -> Bool:
    """True where the case is not restricted, or the reader is of those who read it.

    Emergency access never opens a restricted case: it asks with `even_named` false.
    """
    if not reader.seals:
        return sa.true()
    seal = _seal.alias()
    closed = [seal.c.case_id == case_id, seal.c.lifted_at.is_(None)]
    if even_named:
        closed.append(~reader.reads_seal(seal.c.court_id))
    return ~sa.exists().where(*closed)


def row_gate(reader: Reader, model: type[SQLModel], row: Any, *, youth: bool, even_named: bool = True) -> Bool:  # noqa: ANN401 - a class or an alias
    """True where the case that the row hangs on lets it through; rows that hang on none pass.

    `youth`: rows of this kind are a part of the youth court's record.
    """
    youths = sa.true() if not youth else reader.reads_youth()
    if not reader.seals and youths.compare(sa.true()):
        return sa.true()
    names = model.__table__.c.keys()  # type: ignore[attr-defined]
    if model is DefendantCase:
        return open_case(reader, row.case_id, even_named=even_named)
    if model is FieldChange:
        return ~_changed_in_closed(reader, row)
    if model is CaseLink:
        closed = [open_case(reader, row.case_id, even_named=even_named)]
        return sa.and_(*closed, sa.or_(row.other_id.is_(None), open_case(reader, row.other_id, even_named=even_named)))
    through = _through(names, row)
    if through is not None:
        source, dc, led = through
        found = (
            sa.exists()
            .select_from(source)
            .where(
                led,
                open_case(reader, dc.c.case_id, even_named=even_named),
                sa.or_(youths, dc.c.youth_at_first_hearing.is_not(True)),
            )
        )
        return sa.or_(row.defendant_case_id.is_(None), found) if "defendant_case_id" in names else found
    if "case_id" in names and model is not Case:
        return sa.or_(row.case_id.is_(None), open_case(reader, row.case_id, even_named=even_named))
    return sa.true()


def by_way_of(names: Collection[str]) -> tuple[str, sa.Table] | None:
    """How a row with these columns leads to a defendant in a case where it names none: its column, and the table."""
    return None if "case_id" in names else next((step for step in _STEPS if step[0] in names), None)


def _through(names: list[str], row: Any) -> tuple[sa.FromClause, sa.FromClause, Bool] | None:  # noqa: ANN401
    """How the row leads to a defendant in a case: the tables to look in, the defendant there, and the condition."""
    dc = _defendant.alias()
    if "defendant_case_id" in names:
        return dc, dc, dc.c.id == row.defendant_case_id
    step = by_way_of(names)
    if step is None:
        return None
    name, table = step
    way = table.alias()
    return way.join(dc, dc.c.id == way.c.defendant_case_id), dc, way.c.id == getattr(row, name)


def _changed_in_closed(reader: Reader, row: Any) -> Bool:  # noqa: ANN401
    """Whether a changed field belongs to a case of the person that is closed to the reader."""
    dc, charge, listing = _defendant.alias(), _charge.alias(), _listing.alias()
    youth = sa.and_(dc.c.youth_at_first_hearing.is_(True), ~reader.reads_youth())
    return sa.exists().where(
        dc.c.person_id == row.person_id,
        sa.or_(~open_case(reader, dc.c.case_id), youth),
        sa.or_(
            dc.c.case_id == row.object_id,
            dc.c.id == row.object_id,
            sa.exists().where(charge.c.id == row.object_id, charge.c.defendant_case_id == dc.c.id),
            sa.exists().where(listing.c.hearing_id == row.object_id, listing.c.defendant_case_id == dc.c.id),
        ),
    )
