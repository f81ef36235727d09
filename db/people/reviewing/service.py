"""The review queue for one actor: what waits, two records side by side, yes, no, none of these, later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.chain import Act, append, open_chain
from db.cards.page import LIMIT, Page
from db.cards.review import FIELDS, ComparedCard, QuestionCard, ReviewPage
from db.people.deciding import Decided, Grounds
from db.people.reviewing import acting, reading
from db.people.settling.asking import WAITING
from db.people.settling.sides import Side, sides_of
from db.tables.matching import ReviewItem
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Conflict, NotFound
from db.words.families.access import AuditOperation
from db.words.families.matching import Guard, ReviewState

_item: sa.Table = ReviewItem.__table__  # type: ignore[attr-defined]
CLAIM: Final = timedelta(minutes=10)
"""How long a question is its reader's alone once it is open."""
PUT_OFF: Final = timedelta(days=1)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Laid:
    """Questions laid out for a reader: their candidates, whose the records are, and who matters to the reader."""

    named: Mapping[UUID, Sequence[Row]]
    rows: Mapping[UUID, reading.Row]
    own: frozenset[UUID]
    today: frozenset[UUID]

    def concerns(self, item: Row) -> bool:
        """Whether somebody in the question matters to the reader, and anybody is left to be meant."""
        left = self.left(item)
        people = {self.rows[each].person for each in (item["record_id"], *left) if each in self.rows}
        return bool(left) and not people.isdisjoint(self.own)

    def left(self, item: Row) -> list[UUID]:
        """Records that may still be meant: of other people than the record in question."""
        mine = self.rows.get(item["record_id"])
        found = [each["record_id"] for each in self.named.get(item["id"], ())]
        return [each for each in found if mine and each in self.rows and self.rows[each].person != mine.person]

    def is_today(self, item: Row) -> bool:
        """Whether it is about somebody on today's list."""
        people = {self.rows[each].person for each in (item["record_id"], *self.left(item))}
        return not people.isdisjoint(self.today)


class ReviewService:
    """Questions that this actor may decide: those about somebody whom they may see."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def waiting(self) -> Page[QuestionCard]:
        """Questions of this reader, about today's list first, then the heaviest; at most 200, with their number."""
        acting.insist(self._actor)
        now = self._units.clock.now()
        with self._units.read(self._actor) as unit, self._units.raw("bulk") as connection:
            items = [row for row in reading.waiting(connection) if not _is_put_off(row, now)]
            laid = self._lay(unit, connection, items)
            mine = sorted((row for row in items if laid.concerns(row)), key=lambda row: not laid.is_today(row))
            shown = mine[:LIMIT]
            sides = sides_of(connection, [row["record_id"] for row in shown])
            others = {row["id"]: self._held_by_another(row, now) for row in shown}
            users = reading.names_of_users(connection, others.values())
            cards = tuple(self._question(unit, row, laid, sides, users[others[row["id"]]]) for row in shown)
        return Page(cards, total=len(mine))

    def open(self, question: UUID) -> ReviewPage:
        """A question with the record and everybody who may be meant; it is this reader's for ten minutes.

        Raises NotFound for a question that is not this reader's, Conflict while somebody else looks at it.
        """
        return self._opened(question, claims=True)

    def look(self, question: UUID) -> ReviewPage:
        """As `open`, for who only reads: it stays whose it is."""
        return self._opened(question, claims=False)

    def let_go(self, question: UUID) -> None:
        """Whoever opened it leaves it undecided: it is anybody's again at once. What is not theirs stays as it is."""
        acting.insist(self._actor)
        mine = sa.update(_item).where(_item.c.id == question, _item.c.claimed_by_id == self._actor.user_id)
        with self._units.raw("bulk", writes=True) as connection:
            connection.execute(mine.values(claimed_by_id=None, claimed_until=None, version=_item.c.version + 1))

    def same(self, question: UUID, record: UUID, *, why: str = "") -> UUID:
        """The record in question and this one are of one person: one file from now on; the decision's key.

        Raises BadInput where something speaks against it and no reason is given; Refused as `acting.join` does.
        """
        said = acting.reason(why)
        with self._deciding(question) as (connection, item, laid, now):
            candidate = _candidate(laid, item, record)
            against = {Guard(word) for word in json.loads(candidate["guards"])} & reading.OVERRIDDEN
            if against and not said:
                words = ", ".join(sorted(guard.label for guard in against))
                raise BadInput(f"Something speaks against it: {words}.", to_do="Say why they are the same person.")
            reasons = json.loads(candidate["reasons"])
            grounds = Grounds(candidate["weight"], reasons, candidate["weights_version"], why=said)
            people = laid.rows[item["record_id"]].person, laid.rows[record].person
            done = acting.join(connection, people, grounds, actor=self._actor, now=now)
            self._end(connection, item, ReviewState.SAME, done, now=now)
        return done.id

    def apart(self, question: UUID, record: UUID, *, why: str = "") -> UUID:
        """The record in question and this one are of different people; no rule says otherwise from now on."""
        return self._part(question, [record], ReviewState.APART, why)

    def none(self, question: UUID, *, why: str = "") -> UUID:
        """The record in question is of none of those who are named."""
        return self._part(question, None, ReviewState.NONE, why)

    def later(self, question: UUID) -> None:
        """Put a question off until tomorrow."""
        with self._deciding(question) as (connection, item, _, now):
            off = {"state": ReviewState.LATER, "put_off_until": now + PUT_OFF, "claimed_by_id": None}
            _change(connection, item, **off)

    def ask_now(self, question: UUID) -> None:
        """A question that was put off is asked again at once."""
        acting.insist(self._actor)
        with self._units.read(self._actor) as unit, self._units.raw("bulk", writes=True) as connection:
            item, _ = self._mine(unit, connection, question)
            _change(connection, item, state=ReviewState.OPEN, put_off_until=None)

    def _part(self, question: UUID, records: Sequence[UUID] | None, state: ReviewState, why: str) -> UUID:
        said = acting.reason(why)
        with self._deciding(question) as (connection, item, laid, now):
            left = laid.left(item)
            asked = left if records is None else list(records)
            for record in asked:
                _candidate(laid, item, record)
            mine = acting.whole(connection, laid.rows[item["record_id"]].person)
            theirs = [each for record in asked for each in acting.whole(connection, laid.rows[record].person)]
            done = acting.part(connection, mine, theirs, Grounds(why=said), actor=self._actor, now=now)
            if all(acting.said_apart(connection, item["record_id"], each) for each in left):
                self._end(connection, item, state, done, now=now)
        return done.id

    def _opened(self, question: UUID, *, claims: bool) -> ReviewPage:
        acting.insist(self._actor)
        now = self._units.clock.now()
        with self._units.read(self._actor) as unit, self._units.raw("bulk", writes=True) as connection:
            item, laid = self._mine(unit, connection, question)
            if claims:
                self._claim(connection, item, now=now)
            sides = sides_of(connection, list(laid.rows))
            page = self._page(unit, item, laid, sides)
            people = sorted({row.person for row in laid.rows.values()})
            open_chain(connection, self._actor, now)
            seen = AuditOperation.CONSULTATION
            acts = [Act(seen, "match.compare", "review_item", question, person) for person in people]
            append(connection, self._actor, now, acts)
        return page

    @contextmanager
    def _deciding(self, question: UUID) -> Iterator[tuple[Connection, Row, _Laid, datetime]]:
        acting.insist(self._actor)
        now = self._units.clock.now()
        with self._units.read(self._actor) as unit, self._units.raw("bulk", writes=True) as connection:
            open_chain(connection, self._actor, now)
            item, laid = self._mine(unit, connection, question)
            self._insist_claim(connection, item, now=now)
            yield connection, item, laid, now

    def _mine(self, unit: Unit, connection: Connection, question: UUID) -> tuple[Row, _Laid]:
        query = sa.select(_item).where(_item.c.id == question, _item.c.state.in_(WAITING))
        found = connection.execute(query).mappings().first()
        if found is not None:
            item: Row = dict(found)
            laid = self._lay(unit, connection, [item])
            if laid.concerns(item):
                return item, laid
        raise NotFound("There is no such question, or it was settled meanwhile.")

    def _lay(self, unit: Unit, connection: Connection, items: Sequence[Row]) -> _Laid:
        named = reading.candidates_of(connection, [row["id"] for row in items])
        records = {row["record_id"] for row in items} | {each["record_id"] for all_ in named.values() for each in all_}
        rows = reading.rows_of(connection, records)
        own = reading.seen(unit, (row.person for row in rows.values()))
        today = reading.listed_today(connection, own, self._actor.today)
        return _Laid(named, rows, frozenset(own), frozenset(today))

    def _question(
        self, unit: Unit, item: Row, laid: _Laid, sides: Mapping[UUID, Side], claimed_by: str
    ) -> QuestionCard:
        row = laid.rows[item["record_id"]]
        side = sides.get(row.record)
        card = reading.side_card(row, side, unit.standing, own=row.person in laid.own, today=laid.is_today(item))
        question = reading.question_card(
            item, row, None if card.withheld else reading.born_of(side), candidates=len(laid.left(item)),
            claimed_by=claimed_by, today=laid.is_today(item),
        )  # fmt: skip
        mine = row.person in laid.own and not card.withheld
        return replace(question, name=card.name, ref=card.ref if mine else "")

    def _page(self, unit: Unit, item: Row, laid: _Laid, sides: Mapping[UUID, Side]) -> ReviewPage:
        mine = laid.rows[item["record_id"]]
        side = sides.get(mine.record)
        card = reading.side_card(
            mine, side, unit.standing, own=mine.person in laid.own, today=mine.person in laid.today
        )
        compared: list[ComparedCard] = []
        for candidate in laid.named.get(item["id"], ()):
            if candidate["record_id"] not in laid.left(item):
                continue
            row = laid.rows[candidate["record_id"]]
            theirs = sides.get(row.record)
            other = reading.side_card(
                row, theirs, unit.standing, own=row.person in laid.own, today=row.person in laid.today
            )
            compared.append(reading.compared_card(candidate, (side, theirs), other, beside=card))
        question = self._question(unit, item, laid, sides, "")
        return ReviewPage(question, FIELDS, card, tuple(compared))

    def _claim(self, connection: Connection, item: Row, *, now: datetime) -> None:
        self._insist_claim(connection, item, now=now)
        _change(connection, item, claimed_by_id=self._actor.user_id, claimed_until=now + CLAIM)

    def _held_by_another(self, item: Row, now: datetime) -> UUID | None:
        """Who looks at it now, this reader left out: what is one's own keeps one from nothing."""
        holder = _claimed(item, now)
        return None if holder == self._actor.user_id else holder

    def _insist_claim(self, connection: Connection, item: Row, *, now: datetime) -> None:
        holder = self._held_by_another(item, now)
        if holder is not None:
            name = reading.names_of_users(connection, [holder])[holder]
            raise Conflict(f"{name} is looking at this question.", to_do="Take another one, or wait ten minutes.")

    def _end(self, connection: Connection, item: Row, state: ReviewState, done: Decided, *, now: datetime) -> None:
        by = {"decided_by_id": self._actor.user_id, "decided_at": now, "decision_id": done.id}
        _change(connection, item, state=state, claimed_by_id=None, **by)


def _candidate(laid: _Laid, item: Row, record: UUID) -> Row:
    """The candidate that this record is; NotFound where the question does not name it."""
    if record in laid.left(item):
        for each in laid.named[item["id"]]:
            if each["record_id"] == record:
                return each
    raise NotFound("The question does not name this record.")


def _claimed(item: Row, now: datetime) -> UUID | None:
    holder: UUID | None = item["claimed_by_id"]
    return holder if holder is not None and item["claimed_until"] is not None and item["claimed_until"] > now else None


def _is_put_off(item: Row, now: datetime) -> bool:
    return bool(item["put_off_until"] is not None and item["put_off_until"] > now)


def _change(connection: Connection, item: Row, **values: object) -> None:
    changed = sa.update(_item).where(_item.c.id == item["id"])
    connection.execute(changed.values(**values, version=_item.c.version + 1))
