"""Refuses a type of offence that there is none of: it is not of the list, and no charge that is seen is called so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.tree import AreaTree
from db.cards.searching import Offences, People, Query
from db.search.reading import parts, registered
from db.search.types import asked_type, is_type, no_such_type, type_of
from db.tables.cases import Charge
from db.tables.past import PastCharge
from db.unit import Unit
from db.words.errors import BadInput


def insist_on_types(unit: Unit, query: Query, tree: AreaTree, day: date, people: Collection[UUID] = ()) -> None:
    """Raise BadInput for a word that is no type; titles are looked for among everybody registered, and the people."""
    if not isinstance(query, Offences | People):
        return
    words = [word for word in (*(one.type for one in query.wanted), *query.without) if not is_type(asked_type(word))]
    if not words:
        return
    called = _called(unit, {*registered(unit, tree.nodes.keys(), day), *people})
    for word in words:
        if asked_type(word) not in called:
            raise BadInput(no_such_type(word), kept="")


def _called(unit: Unit, people: Collection[UUID]) -> set[str | None]:
    """The types of their charges."""
    found: set[str | None] = set()
    for some in parts(people):
        for model in (Charge, PastCharge):
            asked = sa.select(col(model.code), col(model.title)).where(
                col(model.person_id).in_(some), col(model.ended_at).is_(None)
            )
            found.update(type_of(row.code, row.title) for row in unit.session.execute(asked.distinct()))
    return found
