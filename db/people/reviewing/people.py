"""Joining two files and taking a record from one, by hand: with a reason, told in the history, undone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import col

from db.access import review_rules
from db.audit.chain import open_chain
from db.cards.review import FIELDS, ComparedCard, DecisionCard, JoinCard, SideCard
from db.people.deciding import Grounds, apart, decide, undo
from db.people.linking import surviving
from db.people.placing import corrections_of
from db.people.reviewing import acting, reading
from db.people.settling.sides import sides_of
from db.people.shown import NOT_KNOWN, shown
from db.tables.cases import DefendantCase
from db.tables.hearings import Listing
from db.tables.matching import LinkDecision, LinkMove, ReviewItem
from db.tables.notes import Note
from db.tables.people import SourceRecord
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.matching import LinkKind, ReviewState

_decision: sa.Table = LinkDecision.__table__  # type: ignore[attr-defined]
_item: sa.Table = ReviewItem.__table__  # type: ignore[attr-defined]
_move: sa.Table = LinkMove.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]


class LinkService:
    """Who is who, by the hand of one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def records(self, person: UUID) -> tuple[SideCard, ...]:
        """The records of a person whom the actor may see, each with what it says; NotFound for anybody else."""
        with self._units.read(self._actor) as unit:
            found = surviving(unit, person)
            with self._units.raw("bulk") as connection:
                made = corrections_of(connection, found.id)
                keys = [key for key in acting.whole(connection, found.id) if key not in made]
                rows, sides = reading.rows_of(connection, keys), sides_of(connection, keys)
            return tuple(
                reading.side_card(rows[key], sides.get(key), unit.standing, own=True, today=False) for key in keys
            )

    def explain(self, one: UUID, other: UUID) -> ComparedCard:
        """The two records of these people that agree most, `other`'s beside `one`'s; NotFound for anybody not seen.

        Raises BadInput where both are one person, whose records are in one file already.
        """
        with self._units.read(self._actor) as unit:
            people = surviving(unit, one).id, surviving(unit, other).id
            if people[0] == people[1]:
                raise BadInput(
                    "Both are one and the same person, so there is nothing to compare.", kept="",
                    to_do="Name two people; `tracker match records` lists the records of one.",
                )  # fmt: skip
            with self._units.raw("bulk") as connection:
                keys = [acting.whole(connection, person) for person in people]
                rows = reading.rows_of(connection, [*keys[0], *keys[1]])
                sides = sides_of(connection, [*keys[0], *keys[1]])
            return reading.most_alike(
                rows, [[sides[key] for key in each if key in sides] for each in keys], unit.standing
            )[1]

    def preview(self, one: UUID, other: UUID) -> JoinCard:
        """Both side by side, and what would move if they were made one file; NotFound for anybody not seen."""
        acting.insist(self._actor)
        with self._units.read(self._actor) as unit:
            people = surviving(unit, one).id, surviving(unit, other).id
            if people[0] == people[1]:
                raise Refused("This is one and the same person already.")
            names = shown(unit, people)
            with self._units.raw("bulk") as connection:
                keys = [acting.whole(connection, person) for person in people]
                rows = reading.rows_of(connection, [*keys[0], *keys[1]])
                sides = sides_of(connection, [*keys[0], *keys[1]])
                kept, going = acting.in_order(connection, people)
                refusal = _refusal(connection, people)
            found = [[sides[key] for key in each if key in sides] for each in keys]
            mine, compared = reading.most_alike(rows, found, unit.standing)
            called = {person: names[person].name if person in names else NOT_KNOWN for person in people}
            records = len(keys[people.index(going)])
            moves = ", ".join(_counted(unit, going, records))
        return JoinCard(*people, called[kept], called[going], moves, FIELDS, mine, compared, refusal)

    def refusal(self) -> str:
        """Why this actor decides about nobody; empty when they do. Reads nothing."""
        decided = review_rules.reviews(self._actor)
        return "" if decided.allowed else f"{decided.reason[:1].upper()}{decided.reason[1:]}."

    def merge(self, one: UUID, other: UUID, *, why: str) -> UUID:
        """Make two files one; the key of the decision, by which it is undone.

        Raises NotFound when either is not for this actor; BadInput without a reason; Refused for one and the same
        person, two defendants of one case, somebody of limited access or under emergency access.
        """
        said = self._insist(why)
        with self._units.read(self._actor) as unit:
            people = self._seen(unit, one), self._seen(unit, other)
            with self._units.raw("bulk", writes=True) as connection:
                now = self._units.clock.now()
                open_chain(connection, self._actor, now)
                done = acting.join(connection, people, Grounds(why=said), actor=self._actor, now=now)
        return done.id

    def split(self, record: UUID, *, why: str) -> UUID:
        """Take a record from its person: it has a file of its own from now on, and no rule joins it there again."""
        said = self._insist(why)
        with self._units.read(self._actor) as unit:
            row = unit.get(SourceRecord, record)
            self._seen(unit, row.person_id)
            with self._units.raw("bulk", writes=True) as connection:
                now = self._units.clock.now()
                open_chain(connection, self._actor, now)
                where, pairs = apart(connection, record, now=now)
                grounds = Grounds(why=said)
                done = decide(
                    connection, LinkKind.SPLIT, where, about=pairs, grounds=grounds, actor=self._actor, now=now
                )
        return done.id

    def undo(self, decision: UUID, *, why: str = "") -> None:
        """Take a decision back; a question that it answered waits again.

        Raises NotFound for one about nobody whom the actor may see, Refused as `deciding.undo` does.
        """
        acting.insist(self._actor)
        said = acting.reason(why)
        with self._units.read(self._actor) as unit, self._units.raw("bulk", writes=True) as connection:
            self._insist_about(unit, connection, decision)
            now = self._units.clock.now()
            open_chain(connection, self._actor, now)
            undo(connection, decision, why=said, actor=self._actor, now=now)
            again = {"state": ReviewState.OPEN, "decided_by_id": None, "decided_at": None, "decision_id": None}
            asked = sa.update(_item).where(_item.c.decision_id == decision)
            connection.execute(asked.values(**again, version=_item.c.version + 1))

    def history(self, person: UUID) -> tuple[DecisionCard, ...]:
        """Decisions about the records of a person whom the actor may see, the newest first, at most 200."""
        with self._units.read(self._actor) as unit:
            found = surviving(unit, person)
            with self._units.raw("bulk") as connection:
                keys = acting.whole(connection, found.id)
                moved = sa.select(_move.c.decision_id).where(
                    sa.or_(_move.c.record_id.in_(keys), _move.c.old_id == found.id, _move.c.new_id == found.id)
                )
                about = sa.or_(_decision.c.one_id.in_(keys), _decision.c.other_id.in_(keys))
                return acting.cards(connection, sa.or_(_decision.c.id.in_(moved), about))

    def mine(self) -> tuple[DecisionCard, ...]:
        """What this actor decided, the newest first, at most 200."""
        acting.insist(self._actor)
        with self._units.raw("bulk") as connection:
            return acting.cards(connection, _decision.c.decided_by_id == self._actor.user_id)

    def _insist(self, why: str) -> str:
        acting.insist(self._actor)
        said = acting.reason(why)
        if not said:
            raise BadInput("A decision about who is who wants its reason.", to_do="Say in a few words why.")
        return said

    def _seen(self, unit: Unit, person: UUID) -> UUID:
        """Who it is now; NotFound for somebody who is not for this actor."""
        found = surviving(unit, person)
        if found.id in unit.standing.emergency:
            raise Refused("Emergency access reads only.")
        return found.id

    def _insist_about(self, unit: Unit, connection: Connection, decision: UUID) -> None:
        row = connection.execute(sa.select(_decision).where(_decision.c.id == decision)).mappings().first()
        if row is not None:
            moves = sa.select(_move.c.old_id, _move.c.new_id).where(_move.c.decision_id == decision)
            people = {person for move in connection.execute(moves) for person in move}
            records = [key for key in (row["one_id"], row["other_id"]) if key is not None]
            whose = sa.select(_record.c.person_id).where(_record.c.id.in_(records))
            people |= set(connection.scalars(whose))
            if reading.seen(unit, people):
                return
        raise NotFound("There is no such decision.")


def _refusal(connection: Connection, people: tuple[UUID, UUID]) -> str:
    try:
        acting.joinable(connection, people)
    except Refused as problem:
        return " ".join(part for part in (problem.happened, problem.to_do) if part)
    return ""


def _counted(unit: Unit, person: UUID, records: int) -> Iterator[str]:
    """What hangs on a person, as far as the reader sees it."""
    yield f"{records} record{'' if records == 1 else 's'}"
    kinds = (
        (DefendantCase, "case", "cases"),
        (Listing, "row of a list", "rows of lists"),
        (Note, "note", "notes"),
    )
    for model, one, several in kinds:
        count = unit.session.scalar(sa.select(sa.func.count(col(model.id))).where(col(model.person_id) == person)) or 0
        if count:
            yield f"{count} {one if count == 1 else several}"
