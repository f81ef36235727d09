"""Which of several names and details a screen shows: a correction, then what is confirmed, then the newest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.questions import Among, Question
from db.tables.people import PersonDetail, PersonName, SourceRecord
from db.unit import Unit
from db.words.families.people import DetailKind, LinkState, NameKind
from db.words.names import NameParts, display, says_more

T = TypeVar("T")
NOT_KNOWN = "Name not known"
_SHORT = (DetailKind.DATE_OF_BIRTH, DetailKind.INTERPRETER, DetailKind.YOUTH, DetailKind.SEX)


def _names() -> sa.Select[Any]:
    n = PersonName
    columns: list[Any] = [
        col(n.person_id), col(n.id), col(n.title), col(n.given), col(n.middle), col(n.family),
        col(n.is_organisation), col(n.recorded_at), col(n.corrects_id), col(SourceRecord.link_state),
    ]  # fmt: skip
    joined = sa.select(*columns).join(SourceRecord, col(SourceRecord.id) == col(n.source_record_id))
    return joined.where(Among(n.person_id, "people"), col(n.kind) == NameKind.PRIMARY, col(n.ended_at).is_(None))


def _details() -> sa.Select[Any]:
    d = PersonDetail
    columns: list[Any] = [
        col(d.person_id), col(d.id), col(d.kind), col(d.value), col(d.recorded_at), col(d.corrects_id),
        col(SourceRecord.link_state),
    ]  # fmt: skip
    joined = sa.select(*columns).join(SourceRecord, col(SourceRecord.id) == col(d.source_record_id))
    return joined.where(Among(d.person_id, "people"), col(d.kind).in_(_SHORT), col(d.ended_at).is_(None))


_NAMES, _DETAILS = Question(_names), Question(_details)


@dataclass(frozen=True, slots=True)
class Shown:
    """The values shown for one person; `name` in court form, `details` the best of each kind."""

    name: str = NOT_KNOWN
    parts: NameParts = field(default_factory=NameParts)
    born: date | None = None
    details: dict[DetailKind, str] = field(default_factory=dict)


class Claim(NamedTuple):
    """How strongly a fact claims to be shown; the greatest wins (domain D1)."""

    corrects: bool
    confirmed: bool
    recorded_at: datetime
    first: int


def weight(state: LinkState, recorded_at: datetime, key: UUID, *, corrects: bool = False) -> Claim:
    """The claim of a fact: a correction before all, then a confirmed record, then the newest, then by arrival."""
    return Claim(corrects, state is LinkState.CONFIRMED, recorded_at, -key.int)


def heading(claims: Sequence[tuple[Claim, NameParts, T]]) -> T:
    """Of several main names the one to show.

    That a record was confirmed, or came last, says whose or how new it is, not that its shorter name is the better
    one: the name of another record that says the same and more stands before it. A correction is shown as it was made.
    """
    best = max(claims, key=lambda one: one[0])
    if best[0].corrects:
        return best[2]
    more = [one for one in claims if says_more(one[1], best[1])]
    return max(more, key=lambda one: one[0])[2] if more else best[2]


def shown(unit: Unit, people: Iterable[UUID]) -> dict[UUID, Shown]:
    """What to show for these people: two selects, whatever their number. Who is not visible is not in it."""
    wanted = sorted(set(people))
    names = _best_names(unit, wanted)
    details = _best_details(unit, wanted)
    return {
        person: Shown(
            *names.get(person, (NOT_KNOWN, NameParts())),
            born=iso_day(details.get(person, {}).get(DetailKind.DATE_OF_BIRTH, "")),
            details=details.get(person, {}),
        )
        for person in wanted
        if person in names or person in details
    }


def _best_names(unit: Unit, people: list[UUID]) -> dict[UUID, tuple[str, NameParts]]:
    claims: dict[UUID, list[tuple[Claim, NameParts, tuple[str, NameParts]]]] = {}
    for row in unit.rows(_NAMES, people=people):
        claim = weight(row.link_state, row.recorded_at, row.id, corrects=row.corrects_id is not None)
        parts = NameParts(row.title, row.given, row.middle, row.family)
        name = row.family if row.is_organisation else display(parts)
        claims.setdefault(row.person_id, []).append((claim, parts, (name, parts)))
    return {person: heading(of_person) for person, of_person in claims.items()}


def _best_details(unit: Unit, people: list[UUID]) -> dict[UUID, dict[DetailKind, str]]:
    best: dict[UUID, dict[DetailKind, tuple[Claim, str]]] = {}
    for row in unit.rows(_DETAILS, people=people):
        claim = weight(row.link_state, row.recorded_at, row.id, corrects=row.corrects_id is not None)
        of_person = best.setdefault(row.person_id, {})
        if row.kind not in of_person or claim > of_person[row.kind][0]:
            of_person[row.kind] = (claim, row.value)
    return {person: {kind: value for kind, (_, value) in kinds.items()} for person, kinds in best.items()}


def iso_day(value: str) -> date | None:
    """A stored day; None where what came was no day."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
