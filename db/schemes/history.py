"""The history of registrations: what each version said differently from the one before, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from db.cards.schemes import RegisterChange
from db.schemes.cards import Named, registration_of
from db.tables.held import PpoRegistration
from db.words.clock import LONDON
from db.words.dates import short

_SAID: Final = (
    ("scheme", "scheme"),
    ("strand", "strand"),
    ("priority", "priority"),
    ("rank", "rank"),
    ("rank_why", "reasons for the rank"),
    ("lead_agency_id", "lead agency"),
    ("lead", "lead officer"),
    ("reasons", "reasons"),
    ("plan", "plan"),
    ("review_due", "review due"),
    ("reviewed_on", "reviewed on"),
    ("review", "review"),
    ("police_agreed_on", "police agreed"),
    ("probation_agreed_on", "probation agreed"),
    ("partnership_agreed_on", "partnership agreed"),
    ("deregistered_on", "deregistered on"),
    ("deregistered_why", "reason"),
    ("informed_on", "informed"),
    ("exit_plan", "exit plan"),
)


def changes_of(rows: Sequence[PpoRegistration], names: Named) -> tuple[RegisterChange, ...]:
    """What was done to registrations, the newest first; `rows` are all versions, the oldest first."""
    before: dict[UUID, PpoRegistration] = {}
    told: list[tuple[Any, RegisterChange]] = []
    for row in rows:
        area = names.tree.nodes[row.area_id].code
        old = before.get(registration_of(row))
        what = (f"nominated {short(row.nominated_on)}",) if old is None else tuple(_different(old, row, names))
        before[registration_of(row)] = row
        by = names.users.get(row.recorded_by_id, "") if row.recorded_by_id else ""
        entry = RegisterChange(row.recorded_at.astimezone(LONDON).date(), by, area, what or ("saved again",))
        told.append((row.recorded_at, entry))
    for last in before.values():
        if last.ended_at is not None:
            by = names.users.get(last.ended_by_id, "") if last.ended_by_id else ""
            area = names.tree.nodes[last.area_id].code
            day = last.ended_at.astimezone(LONDON).date()
            told.append((last.ended_at, RegisterChange(day, by, area, ("withdrawn: entered by mistake",))))
    return tuple(entry for _, entry in sorted(told, key=lambda one: one[0], reverse=True))


def _different(old: PpoRegistration, new: PpoRegistration, names: Named) -> Iterator[str]:
    for field, label in _SAID:
        value = getattr(new, field)
        if value != getattr(old, field):
            yield f"{label}: {_words(value, names)}"


def _words(value: Any, names: Named) -> str:  # noqa: ANN401 - a column of any kind
    if value is None or value == "":
        return "none"
    if isinstance(value, UUID):
        return names.agencies.get(value, ("", ""))[0]
    return short(value) if hasattr(value, "weekday") else str(value)
