"""Decisions about who is who: made with their reasons, written down with what they moved, undone to the last row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.chain import Act, append
from db.people.linking import provisional
from db.people.placing import Move, corrections_of, put, records_of
from db.store.changes import Touched, write_changes
from db.tables.matching import LinkDecision, LinkMove, PairOverride
from db.tables.people import Person, SourceRecord
from db.words.actor import Actor
from db.words.errors import NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.matching import LinkKind, Marker
from db.words.families.people import LinkState
from db.words.keys import uuid7

_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_decision: sa.Table = LinkDecision.__table__  # type: ignore[attr-defined]
_move: sa.Table = LinkMove.__table__  # type: ignore[attr-defined]
_override: sa.Table = PairOverride.__table__  # type: ignore[attr-defined]
_STATES: Final = {LinkKind.SYSTEM: LinkState.AUTO, LinkKind.RULE: LinkState.AUTO}
_MARKERS: Final = {LinkKind.MERGE: Marker.SAME, LinkKind.SPLIT: Marker.APART, LinkKind.APART: Marker.APART}
_ACTS: Final = {
    LinkKind.SYSTEM: "record.link",
    LinkKind.RULE: "record.link",
    LinkKind.MERGE: "record.link",
    LinkKind.SPLIT: "record.unlink",
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a decision stands.

    `weight` is in bits, prior included, None where nothing was weighed; `reasons` are words field by field;
    `why` is what a human said. `run` is the run of a rule over many.
    """

    weight: float | None = None
    reasons: Sequence[str] = ()
    weights_version: str = ""
    why: str = ""
    run: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the records that it moved, for change rows and for the answer."""

    id: UUID
    moves: Sequence[Move] = field(default_factory=tuple)


def decide(
    connection: Connection,
    kind: LinkKind,
    where: Mapping[UUID, UUID],
    *,
    about: Sequence[tuple[UUID, UUID]],
    grounds: Grounds,
    actor: Actor,
    now: datetime,
) -> Decided:
    """Put records (keys of `where`) with people (its values), and say of the pairs `about` what was decided.

    In the caller's transaction of `units.raw("bulk", writes=True)`, whose audit chain is open. What a human decides
    stands above every rule from now on; where they said the contrary of these pairs before, that has ended.
    """
    moves = put(
        connection, where, now=now, state=_STATES.get(kind, LinkState.CONFIRMED), decided_by=actor.user_id,
        reasons=grounds.why or "; ".join(grounds.reasons),
    )  # fmt: skip
    key = uuid7()
    one, other = about[0] if about else (None, None)
    connection.execute(
        sa.insert(_decision).values(
            id=key, version=1, kind=kind, decided_at=now, decided_by_id=actor.user_id, one_id=one, other_id=other,
            weight=grounds.weight, reasons=json.dumps(list(grounds.reasons)), weights_version=grounds.weights_version,
            why=grounds.why, run=grounds.run, undone_why="",
        )
    )  # fmt: skip
    if moves:
        rows = [
            {
                "id": uuid7(),
                "version": 1,
                "decision_id": key,
                "record_id": m.record_id,
                "old_id": m.old,
                "new_id": m.new,
            }
            for m in moves
        ]
        connection.execute(sa.insert(_move), rows)
    if kind in _MARKERS:
        _say(connection, about, _MARKERS[kind], decision=key, now=now)
    _tell(connection, moves, _ACTS.get(kind, "record.unlink"), actor=actor, now=now)
    return Decided(key, moves)


def undo(connection: Connection, decision_id: UUID, *, why: str, actor: Actor, now: datetime) -> Decided:
    """Take a decision back: its records go to where they stood, and what humans said by it holds no more.

    Raises NotFound where there is none, Refused where it was undone already or a later decision has moved one of
    its records on: that one must be undone first.
    """
    found = connection.execute(sa.select(_decision).where(_decision.c.id == decision_id)).mappings().first()
    if found is None:
        raise NotFound("There is no such decision.")
    if found["undone_at"] is not None:
        raise Refused("This decision was undone already.")
    rows = connection.execute(sa.select(_move).where(_move.c.decision_id == decision_id)).mappings().all()
    later = connection.execute(
        sa.select(_decision.c.id)
        .join(_move, _move.c.decision_id == _decision.c.id)
        .where(
            _move.c.record_id.in_([row["record_id"] for row in rows]),
            _decision.c.undone_at.is_(None),
            _decision.c.id > decision_id,
        )
        .limit(1)
    ).first()
    if later is not None:
        raise Refused("A later decision has moved one of these records.", to_do="Undo the later one first.")
    moves = put(
        connection, {row["record_id"]: row["old_id"] for row in rows}, now=now, state=LinkState.PROVISIONAL,
        decided_by=actor.user_id, reasons=f"undone: {why}" if why else "undone",
    )  # fmt: skip
    done = {"undone_at": now, "undone_by_id": actor.user_id, "undone_why": why, "version": _decision.c.version + 1}
    connection.execute(sa.update(_decision).where(_decision.c.id == decision_id).values(**done))
    said = sa.update(_override).where(_override.c.decision_id == decision_id, _override.c.ended_at.is_(None))
    connection.execute(said.values(ended_at=now, version=_override.c.version + 1))
    _tell(connection, moves, "record.unlink", actor=actor, now=now)
    return Decided(decision_id, moves)


def merged(connection: Connection, one: UUID, other: UUID) -> tuple[dict[UUID, UUID], list[tuple[UUID, UUID]]]:
    """To join two people: where each record of `other` goes, and the pairs that are said to be the same."""
    kept, going = sorted(records_of(connection, one)), sorted(records_of(connection, other))
    return dict.fromkeys(going, one), list(product(kept, going))


def apart(
    connection: Connection, record_id: UUID, *, now: datetime
) -> tuple[dict[UUID, UUID], list[tuple[UUID, UUID]]]:
    """To take a record from its person: where it goes, and the pairs that are said to be different people.

    It goes back to the person that it was made with, where nobody else's record is there now, else to a new one.
    Raises Refused where it is the only record of its person.
    """
    home, person = connection.execute(
        sa.select(_record.c.home_id, _record.c.person_id).where(_record.c.id == record_id)
    ).one()
    corrected = corrections_of(connection, person)
    if record_id in corrected:
        raise Refused("A correction goes with the record that it corrects; e in the file ends it.")
    own = {made for made, of in corrected.items() if of == record_id}
    left = sorted(records_of(connection, person) - {record_id} - own)
    if not left:
        raise Refused("This is the only record of this person; there is nothing to take apart.")
    pairs = [(record_id, other) for other in left]
    if home is not None and home != person and not records_of(connection, home):
        return {record_id: home}, pairs
    row = provisional(now)
    connection.execute(sa.insert(_person).values(version=1, restricted_level=0, **row))
    return {record_id: row["id"]}, pairs


def _say(
    connection: Connection, pairs: Sequence[tuple[UUID, UUID]], marker: Marker, *, decision: UUID, now: datetime
) -> None:
    for one, other in pairs:
        first, second = sorted((one, other))
        same = sa.and_(_override.c.one_id == first, _override.c.other_id == second, _override.c.ended_at.is_(None))
        before = sa.update(_override).where(same, _override.c.marker != marker)
        connection.execute(before.values(ended_at=now, version=_override.c.version + 1))
        row = {"id": uuid7(), "version": 1, "one_id": first, "other_id": second, "marker": marker}
        connection.execute(sa.insert(_override).values(**row, decision_id=decision))


def _tell(connection: Connection, moves: Sequence[Move], action: str, *, actor: Actor, now: datetime) -> None:
    """Audit and change rows: of each record, and of both people, so that open files read again."""
    if not moves:
        return
    acts = [Act(AuditOperation.COMBINATION, action, "source_record", m.record_id, m.new) for m in moves]
    append(connection, actor, now, acts)
    people = {person for move in moves for person in (move.old, move.new)}
    write_changes(connection, now, [Touched("person", key, key) for key in sorted(people)])
