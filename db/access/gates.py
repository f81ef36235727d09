"""Which case a row hangs on, and whether that case lets it through: restricted cases (H2) and youth records (H3)."""

from __future__ import annotations

from typing import Any

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
        joined, condition, may_be_null = through
        dc = _defendant.alias()
        found = (
            sa.exists()
            .select_from(joined(dc))
            .where(
                condition(dc),
                open_case(reader, dc.c.case_id, even_named=even_named),
                sa.or_(youths, dc.c.youth_at_first_hearing.is_not(True)),
            )
        )
        return sa.or_(may_be_null.is_(None), found) if may_be_null is not None else found
    if "case_id" in names and model is not Case:
        return sa.or_(row.case_id.is_(None), open_case(reader, row.case_id, even_named=even_named))
    return sa.true()


def _through(names: list[str], row: Any) -> Any:  # noqa: ANN401 - joins of plain tables
    """How the row leads to a defendant in a case: (tables to join, condition, the column that may be empty)."""
    if "defendant_case_id" in names:
        key = row.defendant_case_id
        return (lambda dc: dc), (lambda dc: dc.c.id == key), key
    if "charge_id" in names and "case_id" not in names:
        charge = _charge.alias()
        return (
            lambda dc: charge.join(dc, dc.c.id == charge.c.defendant_case_id),
            lambda _: charge.c.id == row.charge_id,
            None,
        )
    if "result_id" in names:
        result = _result.alias()
        return (
            lambda dc: result.join(dc, dc.c.id == result.c.defendant_case_id),
            lambda _: result.c.id == row.result_id,
            None,
        )
    if "listing_id" in names:
        listing = _listing.alias()
        return (
            lambda dc: listing.join(dc, dc.c.id == listing.c.defendant_case_id),
            lambda _: listing.c.id == row.listing_id,
            None,
        )
    return None


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
