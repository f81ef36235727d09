"""The figures of a cohort: convictions of its people in both periods, by the day of conviction; counted and frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.scheme_rules import registers
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.cohorts import CohortFigures, MemberCard, MemberFigure, Snapshot
from db.file.facts import user_names
from db.schemes.cohorts import card_of, cohort_called, member_cards, members_of
from db.search.facts import Crime
from db.search.reading import crimes
from db.search.status import Status, conviction_date, status_at
from db.tables.schemes import Cohort, CohortFigure
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.clock import LONDON
from db.words.errors import Refused
from db.words.families.access import AuditOperation

STANDS: Final = frozenset({Status.CONVICTED, Status.SENTENCED})
"""What counts as a conviction, as in the search for who was convicted in a month."""


class CohortFigureService:
    """Counts for one actor: a charge that the actor may not see counts for nobody."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def count(self, code: str, *, as_of: date | None = None) -> CohortFigures:
        """The figures on a day, today unless told: one audited consultation. Raises NotFound."""
        with self._units.act(self._actor) as unit:
            row = cohort_called(unit, code)
            unit.audit(Act(AuditOperation.CONSULTATION, Deed.COHORT_SHOW, "cohort", row.id))
        return self.read(code, as_of=as_of)

    def read(self, code: str, *, as_of: date | None = None) -> CohortFigures:
        """The same once more while it is shown: no new consultation. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            return _figures(unit, cohort_called(unit, code), as_of or unit.clock.today())

    def freeze(self, code: str, *, dry_run: bool = False) -> CohortFigures:
        """Keep today's figures as they are. Raises Refused while the people are not fixed."""
        with self._units.act(self._actor) if not dry_run else self._units.read(self._actor) as unit:
            row = cohort_called(unit, code)
            decided = registers(unit.standing)
            if not decided.allowed:
                raise Refused(decided.reason)
            if row.locked_on is None:
                raise Refused(f"{row.code} is not locked; figures of people who may still change are not kept.")
            found = _figures(unit, row, unit.clock.today())
            if dry_run:
                return found
            unit.add(
                CohortFigure(
                    owner_agency_id=row.owner_agency_id, cohort_id=row.id, as_of=found.as_of, members=len(found.rows),
                    baseline=found.baseline, follow=found.follow, undated=found.undated, frozen_at=unit.now,
                    frozen_by_id=unit.actor.user_id,
                )
            )  # fmt: skip
            unit.audit(Act(AuditOperation.COLLECTION, Deed.COHORT_FREEZE, "cohort", row.id))
            return found


def _figures(unit: Unit, row: Cohort, day: date) -> CohortFigures:
    people = member_cards(unit, members_of(unit, row.id))
    of_person: dict[UUID, list[Crime]] = defaultdict(list)
    for crime in crimes(unit, [one.person_id for one in people]):
        of_person[crime.person_id].append(crime)
    rows = tuple(_member(one, of_person[one.person_id], row, day) for one in people)
    return CohortFigures(card_of(unit, row, len(people)), day, rows, _frozen(unit, row.id))


def _member(one: MemberCard, found: Sequence[Crime], row: Cohort, day: date) -> MemberFigure:
    standing = [crime for crime in found if status_at(crime.course, day) in STANDS]
    days = [conviction_date(crime.course) for crime in standing]
    known = [on for on in days if on is not None and on <= day]
    return MemberFigure(
        one,
        sum(row.baseline_from <= on <= row.baseline_to for on in known),
        sum(row.follow_from <= on <= row.follow_to for on in known),
        days.count(None),
    )


def _frozen(unit: Unit, cohort_id: UUID) -> tuple[Snapshot, ...]:
    f = CohortFigure
    rows = unit.session.scalars(
        sa.select(f).where(col(f.cohort_id) == cohort_id).order_by(col(f.frozen_at), col(f.id))
    ).all()
    users = user_names(unit, (row.frozen_by_id for row in rows))
    return tuple(
        Snapshot(
            row.as_of, row.members, row.baseline, row.follow, row.undated,
            row.frozen_at.astimezone(LONDON).date(), users.get(row.frozen_by_id, ""),
        )
        for row in rows
    )  # fmt: skip
