"""Questions and the records beside them, as one reader gets them: hidden, limited, in summary or in full."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import col

from db.access.review_rules import compared
from db.access.standing import Standing
from db.cards.find import Band
from db.cards.review import FIELDS, ComparedCard, Mark, QuestionCard, SideCard
from db.people.matching.deciding import decide
from db.people.reviewing.marks import marks_of, values_of
from db.people.scoring.identity import Identity, KnownBirth
from db.people.scoring.weights import weights
from db.people.settling.asking import WAITING
from db.people.settling.sides import Side
from db.tables.base import table_of
from db.tables.hearings import Listing
from db.tables.matching import ReviewCandidate, ReviewItem
from db.tables.people import Person, PersonName, SourceRecord
from db.tables.places import Agency
from db.tables.users import UserAccount
from db.unit import Unit
from db.words.errors import NotFound
from db.words.families.access import Outcome
from db.words.families.court import GONE
from db.words.families.exchange import System
from db.words.families.matching import Guard
from db.words.families.people import NameKind
from db.words.names import NameParts, display

LIMITED: Final = "limited access"
OVERRIDDEN: Final = frozenset({Guard.PNC_CONFLICT, Guard.CRO_CONFLICT, Guard.NUMBER_CONFLICT, Guard.TWIN})
"""What a human overrides with a reason alone."""
NOT_SHARED: Final = "who it is, is not shared with you"


@dataclass(frozen=True, slots=True)
class Row:
    """A record with whose it is, by the tables."""

    record: UUID
    person: UUID
    ref: str
    system: str
    agency_id: UUID
    agency: str
    name: str


def waiting(connection: Connection, records: Collection[UUID] | None = None) -> list[Mapping[str, Any]]:
    """Questions that wait, those about today's list first, then the heaviest."""
    item = table_of(ReviewItem)
    query = sa.select(item).where(item.c.state.in_(WAITING))
    if records is not None:
        query = query.where(item.c.record_id.in_(sorted(records)))
    return [dict(row) for row in connection.execute(query.order_by(item.c.weight.desc(), item.c.id)).mappings()]


def candidates_of(connection: Connection, items: Collection[UUID]) -> dict[UUID, list[Mapping[str, Any]]]:
    """The records that each question names, the likeliest first."""
    candidate = table_of(ReviewCandidate)
    found: dict[UUID, list[Mapping[str, Any]]] = {}
    query = sa.select(candidate).where(candidate.c.item_id.in_(sorted(items)))
    for row in connection.execute(query.order_by(candidate.c.weight.desc(), candidate.c.id)).mappings():
        found.setdefault(row["item_id"], []).append(dict(row))
    return found


def rows_of(connection: Connection, records: Collection[UUID]) -> dict[UUID, Row]:
    """Whose these records are."""
    record, person, agency, name = table_of(SourceRecord), table_of(Person), table_of(Agency), table_of(PersonName)
    query = (
        sa.select(
            record.c.id, record.c.person_id, record.c.system, record.c.agency_id, person.c.public_ref, agency.c.code,
            name.c.title, name.c.given, name.c.middle, name.c.family,
        )
        .join(person, person.c.id == record.c.person_id)
        .join(agency, agency.c.id == record.c.agency_id)
        .outerjoin(
            name,
            sa.and_(
                name.c.source_record_id == record.c.id, name.c.ended_at.is_(None), name.c.kind == NameKind.PRIMARY
            ),
        )
        .where(record.c.id.in_(sorted(records)))
        .order_by(name.c.recorded_at)
    )  # fmt: skip
    return {
        row.id: Row(
            row.id, row.person_id, row.public_ref, row.system, row.agency_id, row.code,
            display(NameParts(row.title or "", row.given or "", row.middle or "", row.family or "")),
        )
        for row in connection.execute(query)
    }  # fmt: skip


def seen(unit: Unit, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people matter to the reader; asked of the guard."""
    wanted = sorted(set(people))
    return set(unit.session.scalars(sa.select(col(Person.id)).where(col(Person.id).in_(wanted)))) if wanted else set()


def listed_today(connection: Connection, people: Collection[UUID], today: date) -> set[UUID]:
    """Which of these people stand on a list of today."""
    listing = table_of(Listing)
    query = sa.select(listing.c.person_id).where(
        listing.c.person_id.in_(sorted(people)), listing.c.sitting_on == today, listing.c.state.not_in(GONE)
    )
    return set(connection.scalars(query))


def side_card(row: Row, side: Side | None, standing: Standing, *, own: bool, today: bool) -> SideCard:
    """One record as the reader gets it; `own` says that its person matters to the reader."""
    blank = tuple("" for _ in FIELDS)
    system = next((each.label for each in System if each.value == row.system), row.system)
    limited = side is not None and side.known.restricted
    given = Outcome.FULL if own and not limited else compared(standing, row.agency_id, limited=limited)
    if side is None or given is Outcome.MASKED:
        says = LIMITED if limited else NOT_SHARED
        return SideCard(row.record, row.person, "", says.capitalize(), system, row.agency, blank, says, today)
    values = values_of(_shared(side.known.identity, given))
    return SideCard(row.record, row.person, row.ref, row.name, system, row.agency, values, "", today)


def compared_card(
    candidate: Mapping[str, Any], sides: tuple[Side | None, Side | None], card: SideCard, *, beside: SideCard
) -> ComparedCard:
    """A candidate against the record in question, `beside`; where either is withheld there is nothing to tell."""
    mine, theirs = sides
    strong, possible = weights().match
    weight = candidate["weight"]
    band = Band.STRONG if weight >= strong else Band.POSSIBLE if weight >= possible else Band.WEAK
    against = [Guard(word) for word in json.loads(candidate["guards"])]
    guards, reason = tuple(guard.label for guard in against), not OVERRIDDEN.isdisjoint(against)
    if card.withheld or beside.withheld or mine is None or theirs is None:
        return ComparedCard(card, tuple(Mark.MISSING for _ in FIELDS), weight, band.label, (), guards, reason)
    marks = marks_of(mine.known.identity, theirs.known.identity)
    shown = tuple(Mark.MISSING if not value else mark for value, mark in zip(card.values, marks, strict=True))
    reasons = tuple(json.loads(candidate["reasons"]))
    return ComparedCard(card, shown, weight, band.label, reasons, guards, reason)


def most_alike(
    rows: Mapping[UUID, Row], people: Sequence[Sequence[Side]], standing: Standing
) -> tuple[SideCard, ComparedCard]:
    """The two records of two people that agree most, weighed now; NotFound where one of them has no name."""
    pairs = [(one, other) for one in people[0] for other in people[1]]
    if not pairs:
        raise NotFound("One of the two has no record with a name.")
    best, decision = max(
        ((pair, decide(pair[0].known, pair[1].known)) for pair in pairs), key=lambda found: found[1].weight
    )
    mine, theirs = (side_card(rows[side.record_id], side, standing, own=True, today=False) for side in best)
    found = {
        "weight": decision.weight,
        "reasons": json.dumps([each.text for each in decision.reasons]),
        "guards": json.dumps([guard.value for guard in decision.guards]),
    }
    return mine, compared_card(found, best, theirs, beside=mine)


def question_card(
    item: Mapping[str, Any], row: Row, born: date | None, *, candidates: int, claimed_by: str, today: bool
) -> QuestionCard:
    """A question in a line."""
    system = next((each.label for each in System if each.value == row.system), row.system)
    return QuestionCard(
        item["id"], row.record, row.name, born, system, item["state"], item["asked_at"], item["weight"], candidates,
        claimed_by, today,
    )  # fmt: skip


def names_of_users(connection: Connection, users: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """How users are called; nobody for None."""
    account = table_of(UserAccount)
    wanted = sorted({user for user in users if user is not None})
    rows = connection.execute(sa.select(account.c.id, account.c.display_name).where(account.c.id.in_(wanted)))
    return {None: "", **{row.id: row.display_name for row in rows}}


def born_of(side: Side | None) -> date | None:
    """The record's own date of birth."""
    return side.known.identity.births[0].day if side is not None and side.known.identity.births else None


def _shared(identity: Identity, given: Outcome) -> Identity:
    """An identity in summary is name, year of birth and sex."""
    if given is Outcome.FULL:
        return identity
    years = tuple(KnownBirth(date(each.day.year, 1, 1)) for each in identity.births[:1])
    return Identity(names=identity.names[:1], births=years, sex=identity.sex)
