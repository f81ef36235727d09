"""What a courtroom must know of defendants at once: bail, custody, warnings, restrictions, warrants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.custody_places import NOT_HELD, custody_places
from db.access.partial import in_part
from db.cards.day import Signs
from db.people.shown import Shown
from db.reference.prisons import spelt_alike
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, ReportingRestriction, Warrant
from db.tables.held import AgencyRecord
from db.unit import Unit
from db.words.dates import age_on
from db.words.families.access import Category
from db.words.families.bail import BailStatus
from db.words.families.court import MarkerKind, RestrictionKind
from db.words.families.people import DetailKind

ADULT = 18
_NO_WARNING = (MarkerKind.INTERPRETER, MarkerKind.CASE)


@dataclass(slots=True)
class SignFacts:
    """Facts by person, and bail by defendant in a case; filled by one select each."""

    bail: dict[UUID, BailStatus | None] = field(default_factory=dict)
    custody: dict[UUID, str] = field(default_factory=dict)
    warnings: dict[UUID, list[str]] = field(default_factory=dict)
    interpreters: set[UUID] = field(default_factory=set)
    restrictions: dict[UUID, list[tuple[UUID | None, RestrictionKind]]] = field(default_factory=dict)
    warrants: set[UUID] = field(default_factory=set)

    def signs(self, person: UUID, defendant_case: UUID, case: UUID, *, shown: Shown, day: date) -> Signs:
        """The signs of one defendant in one case on one day; youth by the age on that day (D9)."""
        age = age_on(shown.born, day) if shown.born else None
        said_youth = shown.details.get(DetailKind.YOUTH, "").casefold() in ("y", "yes", "true", "1")
        interpreter = shown.details.get(DetailKind.INTERPRETER, "")
        restricted = self.restrictions.get(person, ())
        return Signs(
            youth=age < ADULT if age is not None else said_youth,
            bail=self.bail.get(defendant_case),
            custody=self.custody.get(person, ""),
            interpreter=interpreter or ("needed" if person in self.interpreters else ""),
            warnings=tuple(self.warnings.get(person, ())),
            restrictions=tuple(dict.fromkeys(kind.label for of_case, kind in restricted if of_case in (None, case))),
            warrant=person in self.warrants,
        )


def sign_facts(unit: Unit, people: Iterable[UUID], defendant_cases: Iterable[UUID], day: date) -> SignFacts:
    """Six selects, whatever the number of people; one more for who gets custody in summary."""
    wanted, in_cases = sorted(set(people)), sorted(set(defendant_cases))
    found = SignFacts()
    b, c, m, r, w = Bail, CustodyEpisode, Marker, ReportingRestriction, Warrant
    run = unit.session.execute
    for row in run(
        sa.select(col(b.defendant_case_id), col(b.status))
        .where(col(b.defendant_case_id).in_(in_cases), col(b.ended_at).is_(None))
        .order_by(col(b.recorded_at))
    ):
        found.bail[row.defendant_case_id] = row.status
    for row in run(
        sa.select(col(c.person_id), col(c.establishment), col(c.establishment_code))
        .where(
            col(c.person_id).in_(wanted),
            col(c.ended_at).is_(None),
            col(c.status).not_in(NOT_HELD),
            sa.or_(col(c.until).is_(None), col(c.until) >= day),
        )
        .order_by(col(c.recorded_at))
    ):
        found.custody[row.person_id] = spelt_alike(row.establishment, row.establishment_code)
    for row in run(
        sa.select(col(m.person_id), col(m.kind))
        .where(col(m.person_id).in_(wanted), col(m.ended_at).is_(None))
        .order_by(col(m.kind))
    ):
        if row.kind is MarkerKind.INTERPRETER:
            found.interpreters.add(row.person_id)
        elif row.kind not in _NO_WARNING and row.kind.label not in found.warnings.setdefault(row.person_id, []):
            found.warnings[row.person_id].append(row.kind.label)
    for row in run(
        sa.select(col(r.person_id), col(r.case_id), col(r.kind)).where(
            col(r.person_id).in_(wanted), col(r.ended_at).is_(None)
        )
    ):
        found.restrictions.setdefault(row.person_id, []).append((row.case_id, row.kind))
    for row in run(
        sa.select(col(w.person_id)).where(
            col(w.person_id).in_(wanted),
            col(w.ended_at).is_(None),
            col(w.executed_on).is_(None),
            col(w.withdrawn_on).is_(None),
        )
    ):
        found.warrants.add(row.person_id)
    if in_part(unit.standing, Category.CUSTODY):
        places = unit.by_rule(lambda connection, standing: custody_places(connection, standing, wanted, day))
        found.custody = {**{key: spelt_alike(*place) for key, place in places.items()}, **found.custody}
    _held_warnings(unit, wanted, found)
    return found


def _held_warnings(unit: Unit, people: list[UUID], found: SignFacts) -> None:
    """Safety markers of agencies without a system of their own (rule C1)."""
    a = AgencyRecord
    rows = unit.session.execute(
        sa.select(col(a.person_id), col(a.summary))
        .where(col(a.person_id).in_(people), col(a.category) == Category.SAFETY, col(a.ended_at).is_(None))
        .order_by(col(a.id))
    )
    for row in rows:
        found.warnings.setdefault(row.person_id, []).append(row.summary)
