"""Two clerks correcting one record: what the second one did not see is told with the record that took its place."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col

from db.file.facts import user_names
from db.tables.cases import Case
from db.tables.held import AgencyRecord
from db.unit import Unit
from db.words.dates import court_time, short
from db.words.errors import Conflict


def met(unit: Unit, row: AgencyRecord) -> Conflict:
    """The conflict over a record that is not as it was seen: with the other version, where one stands."""
    newest = _newest(unit, row)
    ended = newest.ended_at is not None
    key, moment = (newest.ended_by_id, newest.ended_at) if ended else (newest.recorded_by_id, newest.recorded_at)
    by = "somebody else" if key is None else user_names(unit, [key]).get(key, "somebody else")
    day, at = court_time(moment or newest.recorded_at)
    whom = f"{by}, {short(day)} {at:%H:%M}"
    if ended:
        return Conflict(
            f"This record was ended by {whom}.", kept="What you typed is here.", to_do="Enter it as a new record."
        )
    return Conflict(
        f"This record was corrected by {whom}.",
        kept="Both versions are here; nothing was saved.",
        to_do="Choose field by field.",
        theirs=_fields(unit, newest),
        theirs_by=whom,
        theirs_id=newest.id,
    )


def _newest(unit: Unit, row: AgencyRecord) -> AgencyRecord:
    """A correction ends a record and enters another at one moment: followed to the one that stands."""
    newest, a = row, AgencyRecord
    while newest.ended_at is not None:
        wanted = sa.select(a).where(
            col(a.person_id) == newest.person_id,
            col(a.owner_agency_id) == newest.owner_agency_id,
            col(a.recorded_at) == newest.ended_at,
            col(a.recorded_by_id) == newest.ended_by_id,
            col(a.id) != newest.id,
        )
        found = unit.session.scalars(wanted.limit(1)).first()
        if found is None:
            break
        newest = found
    return newest


def _fields(unit: Unit, row: AgencyRecord) -> tuple[tuple[str, str], ...]:
    """As the lines of the form say it."""
    case = unit.session.get(Case, row.case_id) if row.case_id else None
    return (
        ("kind", row.category.label),
        ("summary", row.summary),
        ("from", f"{row.valid_from:%d/%m/%Y}" if row.valid_from else ""),
        ("to", f"{row.valid_to:%d/%m/%Y}" if row.valid_to else ""),
        ("case", (case.case_no or case.urn) if case else ""),
        ("source", row.source),
        ("detail", row.detail),
    )
