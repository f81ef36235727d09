"""Questions of who is who for the demo: a name misspelt, one of twins, father and son, and a namesake of two."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.demo.keys import key
from db.people.matching.deciding import decide
from db.people.settling.sides import Side, sides_of
from db.tables.matching import ReviewCandidate, ReviewItem
from db.tables.people import Address
from db.words.families.matching import ReviewState

WHO: Final[Mapping[int, tuple[str, str, str, str, tuple[tuple[str, str], ...]]]] = {
    596: ("UTLEY", "Stuart", "M", "1979-11-05", ()),
    597: ("PENHALLOW", "Jory", "M", "2009-05-20", ()),
    598: ("CALLAGHAN", "Charlie", "M", "1961-02-14", ()),
    599: ("SMITH", "John", "M", "1980-03-12", ()),
}
"""Who these people of the demo are, by their numbers; no number of the police is known of them."""
_MAY_BE: Final[Mapping[int, tuple[int, ...]]] = {596: (18,), 597: (5, 6), 598: (19,), 599: (7, 8)}
"""Who is on today's list and may be meant."""
_ONE_HOME: Final = (19, 598)
_address: sa.Table = Address.__table__  # type: ignore[attr-defined]
_item: sa.Table = ReviewItem.__table__  # type: ignore[attr-defined]
_candidate: sa.Table = ReviewCandidate.__table__  # type: ignore[attr-defined]


def ask_questions(connection: Connection, now: datetime) -> None:
    """Ask them, the people being written: what is weighed is what the matching weighs."""
    _move_in(connection)
    records = {key("source", number) for number in (*WHO, *(one for all_ in _MAY_BE.values() for one in all_))}
    sides = sides_of(connection, records)
    for number, others in _MAY_BE.items():
        mine = sides[key("source", number)]
        asked = [(other, *_weighed(mine, sides[key("source", other)])) for other in others]
        question = key("question", number)
        made = {"id": question, "version": 1, "record_id": mine.record_id, "state": ReviewState.OPEN}
        weight = max(weight for _, weight, _ in asked)
        connection.execute(sa.insert(_item).values(**made, asked_at=now - timedelta(days=1), weight=weight))
        rows = [
            {"id": key("candidate", number, other), "version": 1, "item_id": question, "weight": weight, **says}
            for other, weight, says in asked
        ]
        connection.execute(sa.insert(_candidate), rows)


def _weighed(mine: Side, other: Side) -> tuple[float, dict[str, str | UUID]]:
    decision = decide(mine.known, other.known)
    says: dict[str, str | UUID] = {
        "record_id": other.record_id,
        "reasons": json.dumps([each.text for each in decision.reasons]),
        "guards": json.dumps([guard.value for guard in decision.guards]),
        "weights_version": decision.version,
    }
    return decision.weight, says


def _move_in(connection: Connection) -> None:
    """Father and son have one home."""
    son, father = (key("source", number) for number in _ONE_HOME)
    home = sa.select(_address.c.lines, _address.c.postcode).where(_address.c.source_record_id == son)
    row = connection.execute(home.limit(1)).first()
    if row is not None:
        moved = sa.update(_address).where(_address.c.source_record_id == father)
        connection.execute(moved.values(lines=row.lines, postcode=row.postcode, no_fixed_abode=False))
