"""Holds records against everybody who may be meant: a rule links what is certain, the rest is asked or left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.people.deciding import Grounds, decide
from db.people.matching.batch import Batch
from db.people.matching.clusters import MOST
from db.people.matching.deciding import Decision
from db.people.placing import records_of
from db.people.scoring.pairs import PairComparer, pair_comparer
from db.people.scoring.weights import weights
from db.people.settling.asking import Candidate, ask, settled
from db.people.settling.beside import Near, beside
from db.people.settling.sides import Side, records_of_people, sides_of
from db.tables.matching import PairOverride
from db.tables.people import Person, SourceRecord
from db.words.actor import Actor
from db.words.families.matching import Guard, LinkKind, Marker, Outcome

_override: sa.Table = PairOverride.__table__  # type: ignore[attr-defined]
_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
CANDIDATES: Final = 5
"""People that one question names, the likeliest first."""


@dataclass
class Settled:
    """What became of the records: how many were linked by rule, asked about, and are nobody else's."""

    linked: int = 0
    asked: int = 0
    new: int = 0
    decisions: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Likely:
    """Another person who may be the same: the two records that agree most, and what may forbid a rule to say so."""

    person_id: UUID
    weight: float
    mine: UUID
    theirs: UUID
    decision: Decision
    certain: bool
    sides: tuple[Side, ...]


class Settling:
    """One run over some records, in the caller's transaction of `units.raw("bulk", writes=True)`."""

    def __init__(
        self, connection: Connection, actor: Actor, now: datetime, *, run: UUID, dry: bool = False, near: Near = beside
    ) -> None:
        self._connection, self._actor, self._now = connection, actor, now
        self._run, self._dry, self._near = run, dry, near
        self._comparer: PairComparer = pair_comparer()
        self.settled = Settled()

    def run(self, records: Iterable[UUID]) -> Settled:
        """Settle each record; one that went to another person meanwhile is settled with that person."""
        for record in records:
            self._settle(record)
        return self.settled

    def _settle(self, record_id: UUID, *, again: bool = False) -> None:
        """Settle one record; `again` after it was linked, when a further person may be certain."""
        connection = self._connection
        mine = self._sides(self._own(record_id))
        side = mine.get(record_id)
        if side is None:
            return
        likely = self._likely(side, mine)
        certain = [each for each in likely if each.certain]
        if len(certain) == 1 or self._is_one(list(mine.values()), certain):
            self.settled.linked += not again
            if not self._dry:
                self._link(side, certain[0])
                if len(certain) > 1:
                    self._settle(record_id, again=True)
            return
        if again:
            return
        asked = [each for each in likely if each.weight >= weights().review][:CANDIDATES]
        if not asked:
            self.settled.new += 1
            if not self._dry:
                settled(connection, record_id, now=self._now)
            return
        self.settled.asked += 1
        if not self._dry:
            ask(connection, record_id, [_candidate(each) for each in asked], now=self._now)

    def _own(self, record_id: UUID) -> set[UUID]:
        person = self._connection.scalar(sa.select(_record.c.person_id).where(_record.c.id == record_id))
        return records_of(self._connection, person) if person is not None else set()

    def _sides(self, records: Collection[UUID]) -> dict[UUID, Side]:
        return sides_of(self._connection, records)

    def _likely(self, side: Side, mine: Mapping[UUID, Side]) -> list[_Likely]:
        """Everybody else who may be meant, the likeliest first."""
        found = self._near(self._connection, side)
        whole = self._sides(records_of_people(self._connection, set(found.values())))
        # A record without a name leads to nobody by itself.
        meant = {whole[record].person_id for record in found if record in whole}
        people: dict[UUID, list[Side]] = {}
        for each in whole.values():
            if each.person_id in meant:
                people.setdefault(each.person_id, []).append(each)
        apart = self._apart([*mine, *(each.record_id for theirs in people.values() for each in theirs)])
        judged = (self._judged(list(mine.values()), theirs, apart) for theirs in people.values())
        return sorted((each for each in judged if each is not None), key=lambda each: (-each.weight, each.person_id))

    def _judged(self, mine: Sequence[Side], theirs: Sequence[Side], apart: frozenset[frozenset[str]]) -> _Likely | None:
        """Another person as a whole; None where nobody could take them for the same."""
        sides = [*mine, *theirs]
        batch = Batch(tuple(each.known for each in sides), apart, self._comparer)
        here, there = range(len(mine)), range(len(mine), len(sides))
        pairs = [(one, other) for one in here for other in there]
        best = max(pairs, key=lambda pair: (batch.weight(pair), -pair[0], -pair[1]))
        if batch.weight(best) < weights().match[1] or any(Guard.KEPT_APART in batch.guards(pair) for pair in pairs):
            return None
        decision = batch.explain(best)
        few = len(sides) <= MOST
        certain = few and decision.outcome is Outcome.AUTO and not batch.forbids(list(here), list(there))
        return _Likely(
            theirs[0].person_id,
            batch.weight(best),
            mine[best[0]].record_id,
            sides[best[1]].record_id,
            decision,
            certain,
            tuple(theirs),
        )

    def _is_one(self, mine: Sequence[Side], certain: Sequence[_Likely]) -> bool:
        """Whether several people are one: a number ties each to the record, and no two of them exclude each other.

        It is the record that brings them together, as it would have been had it come first.
        """
        people = [list(mine), *(list(each.sides) for each in certain)]
        sides = [side for each in people for side in each]
        if not certain or len(sides) > MOST:
            return False
        numbers = [{number for side in each for number in side.known.identity.numbers} for each in people]
        if not all(numbers[0] & theirs for theirs in numbers[1:]):
            return False
        batch = Batch(
            tuple(each.known for each in sides), self._apart([each.record_id for each in sides]), self._comparer
        )
        places = iter(range(len(sides)))
        here, *others = ([next(places) for _ in each] for each in people)
        return not any(batch.forbids([*here, *one], other) for one, other in combinations(others, 2))

    def _apart(self, records: Collection[UUID]) -> frozenset[frozenset[str]]:
        """Pairs among these records that a human said to be different people."""
        ids = sorted(records)
        rows = self._connection.execute(
            sa.select(_override.c.one_id, _override.c.other_id).where(
                _override.c.one_id.in_(ids), _override.c.other_id.in_(ids), _override.c.ended_at.is_(None),
                _override.c.marker == Marker.APART,
            )
        )  # fmt: skip
        return frozenset(frozenset((str(row.one_id), str(row.other_id))) for row in rows)

    def _link(self, side: Side, likely: _Likely) -> None:
        """Put both together under the person who was there first."""
        older = sa.select(_person.c.id).where(_person.c.id.in_([side.person_id, likely.person_id]))
        kept, going = self._connection.scalars(older.order_by(_person.c.created_at, _person.c.id)).all()
        decision = likely.decision
        grounds = Grounds(
            decision.weight, [each.text for each in decision.reasons], decision.version,
            why="; ".join(each.says for each in decision.reasons), run=self._run,
        )  # fmt: skip
        done = decide(
            self._connection, LinkKind.RULE, dict.fromkeys(records_of(self._connection, going), kept),
            about=[(likely.mine, likely.theirs)], grounds=grounds, actor=self._actor, now=self._now,
        )  # fmt: skip
        self.settled.decisions.append(done.id)
        settled(self._connection, side.record_id, now=self._now)


def _candidate(likely: _Likely) -> Candidate:
    decision = likely.decision
    return Candidate(
        likely.theirs, likely.weight, tuple(each.text for each in decision.reasons),
        tuple(guard.value for guard in decision.guards), decision.version,
    )  # fmt: skip
