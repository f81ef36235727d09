"""Charges with their pleas, findings and results, read for many defendants at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.case import CaseCharge
from db.reference.offences import charge_title
from db.tables.cases import Charge, Plea, Result, Verdict
from db.unit import Unit
from db.words.alleged import alleged_words


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Of one defendant in one case: charges in order, the results on the defendant, the last event in short."""

    charges: tuple[CaseCharge, ...] = ()
    results: tuple[str, ...] = ()
    last: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The charges in short."""
        return tuple(charge.title for charge in self.charges)


@dataclass(frozen=True, slots=True)
class _ResultRow:
    defendant_case_id: UUID
    charge_id: UUID | None
    words: str
    label: str


def outcomes(unit: Unit, defendant_cases: Iterable[UUID]) -> dict[UUID, Outcomes]:
    """Two selects: charges with plea and finding, and results; ended rows (replaced ones) are left out."""
    wanted = sorted(set(defendant_cases))
    results = _results(unit, wanted)
    charges: dict[UUID, dict[UUID, CaseCharge]] = {}
    pleas: dict[UUID, str] = {}
    for row in unit.session.execute(_charges(wanted)):
        of_defendant = charges.setdefault(row.defendant_case_id, {})
        plea = row.plea.label if row.plea else row.plea_raw or ""
        verdict = row.verdict or (row.category.label if row.category else "")
        own = tuple(each.words for each in results if each.charge_id == row.id)
        ended = "discontinued" if row.discontinued else "concluded" if row.concluded else ""
        of_defendant[row.id] = CaseCharge(
            row.id, row.sequence, row.code, charge_title(row.title, row.code), row.wording, plea, verdict, own, ended,
            alleged_words(row.offence_from, row.offence_to, row.date_code, row.place),
        )  # fmt: skip
        if row.plea and row.plea.code not in pleas.get(row.defendant_case_id, "").split("/"):
            so_far = pleas.get(row.defendant_case_id)
            pleas[row.defendant_case_id] = f"{so_far}/{row.plea.code}" if so_far else row.plea.code
    found: dict[UUID, Outcomes] = {}
    for key in wanted:
        own_results = [each for each in results if each.defendant_case_id == key]
        last = own_results[-1].label if own_results else pleas.get(key, "")
        whole = tuple(each.words for each in own_results if each.charge_id is None)
        found[key] = Outcomes(tuple(charges.get(key, {}).values()), whole, last)
    return found


def _charges(wanted: Sequence[UUID]) -> sa.Select[Any]:
    """Oldest plea and finding first, so that the newest of each stays."""
    c, p, v = Charge, Plea, Verdict
    query: Any = (
        sa.select(
            col(c.id), col(c.defendant_case_id), col(c.sequence), col(c.code), col(c.title), col(c.wording),
            col(c.concluded), col(c.discontinued), col(c.offence_from), col(c.offence_to), col(c.date_code),
            col(c.place), col(p.kind).label("plea"), col(p.raw).label("plea_raw"),
            col(v.description).label("verdict"), col(v.category),
        )
        .outerjoin(p, sa.and_(col(p.charge_id) == col(c.id), col(p.ended_at).is_(None)))
        .outerjoin(v, sa.and_(col(v.charge_id) == col(c.id), col(v.ended_at).is_(None)))
        .where(col(c.defendant_case_id).in_(wanted), col(c.ended_at).is_(None))
        .order_by(
            col(c.defendant_case_id), col(c.sequence), col(c.id), col(p.recorded_at), col(v.recorded_at)
        )
    )  # fmt: skip
    return cast("sa.Select[Any]", query)


def _results(unit: Unit, wanted: Sequence[UUID]) -> list[_ResultRow]:
    r = Result
    rows = unit.session.execute(
        sa.select(col(r.defendant_case_id), col(r.charge_id), col(r.label), col(r.text))
        .where(col(r.defendant_case_id).in_(wanted), col(r.ended_at).is_(None), col(r.deleted).is_(False))
        .order_by(col(r.ordered_on), col(r.recorded_at), col(r.id))
    )
    return [_ResultRow(row.defendant_case_id, row.charge_id, _words(row.label, row.text), row.label) for row in rows]


def _words(label: str, text: str) -> str:
    first = text.partition("\n")[0]
    return label if not first or first == label else f"{label}: {first}"
