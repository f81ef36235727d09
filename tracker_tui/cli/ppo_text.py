"""The register as a command prints it: cells, lines and documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from db.words.dates import short

if TYPE_CHECKING:
    from datetime import date

    from db.cards.schemes import PersonRegister, Register, RegisterRow, RegistrationCard

_NOT_TOLD: Final = frozenset({"row_id", "version", "agreed", "own", "in_summary"})


def row_cells(row: RegisterRow, day: date) -> tuple[object, ...]:
    """One line of the register."""
    one = row.main
    due = short(one.review_due) if one.review_due else ""
    lead = " ".join(part for part in (one.lead_agency, one.lead) if part)
    return (
        one.rank, row.name, row.reference, short(row.born) if row.born else "", " ".join(row.areas),
        one.strand_words, short(one.nominated_on), lead, f"{due} overdue" if one.overdue_at(day) else due, row.where,
    )  # fmt: skip


def register_document(found: Register) -> dict[str, object]:
    """The register of an area as one document."""
    rows = []
    for row in found.rows:
        one = row.main
        rows.append(
            {
                "person": row.person_id,
                "reference": row.reference,
                "name": row.name,
                "born": row.born,
                "areas": list(row.areas),
                "scheme": one.scheme,
                "strand": one.strand,
                "since": one.nominated_on,
                "priority": one.priority or None,
                "rank": one.rank,
                "lead_agency": one.lead_agency or None,
                "lead": one.lead or None,
                "review_due": one.review_due,
                "review_overdue": one.overdue_at(found.as_of),
                "where": row.where or None,
                "in_summary": one.in_summary,
            }
        )
    return {
        "as_of": found.as_of, "area": found.area, "n": len(rows), "in_several_areas": found.twice, "rows": rows,
    }  # fmt: skip


def person_document(found: PersonRegister) -> dict[str, object]:
    """A person's registrations as one document."""
    return {
        "person": found.person_id,
        "reference": found.reference,
        "name": found.name,
        "registrations": [_registration(one) for one in found.registrations],
        "changes": [asdict(one) for one in found.changes],
    }


def _registration(one: RegistrationCard) -> dict[str, object]:
    kept = {name: value for name, value in asdict(one).items() if name not in _NOT_TOLD}
    agreed = {f"{partner.value}_agreed_on": day for partner, day in one.agreed.given.items()}
    return {name: None if value == "" else value for name, value in {**kept, **agreed}.items()}
