"""Whom to call about a person: of the areas of the person's registrations, else of the reader's own areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.areas import tree_of
from db.agencies.tree import AreaTree
from db.tables.held import PpoRegistration
from db.tables.schemes import Contact
from db.unit import Unit
from db.words.families.schemes import ContactKind

FIRST: Final = (
    ContactKind.COORDINATOR,
    ContactKind.PROBATION,
    ContactKind.POLICE,
    ContactKind.CPS,
    ContactKind.PRISON,
    ContactKind.AUTHORISER,
)
"""Who is named, in this order; c on the file shows everybody."""
MOST: Final = 3


def to_call(unit: Unit, person_id: UUID, *, registered: bool) -> tuple[str, ...]:
    """At most three people, each with kind, area and telephone; none where the directory has nobody."""
    areas = _registered(unit, person_id) if registered else ()
    areas = areas or unit.standing.areas
    if not areas:
        return ()
    tree = tree_of(unit)
    depth = _depth(tree, areas)
    c = Contact
    rows = unit.session.scalars(
        sa.select(c).where(
            col(c.area_id).in_(sorted(depth)), col(c.kind).in_(FIRST), col(c.ended_on).is_(None), col(c.phone) != ""
        )
    ).all()
    chosen: dict[ContactKind, Contact] = {}
    for row in sorted(rows, key=lambda one: (-depth[one.area_id], one.name_folded)):
        chosen.setdefault(row.kind, row)
    named = [chosen[kind] for kind in FIRST if kind in chosen][:MOST]
    return tuple(f"{one.name}, {one.kind.label}, {tree.nodes[one.area_id].code}, {one.phone}" for one in named)


def _registered(unit: Unit, person_id: UUID) -> frozenset[UUID]:
    p = PpoRegistration
    wanted = sa.select(col(p.area_id)).where(
        col(p.person_id) == person_id, col(p.ended_at).is_(None), col(p.deregistered_on).is_(None)
    )
    return frozenset(unit.session.scalars(wanted))


def _depth(tree: AreaTree, areas: Iterable[UUID]) -> dict[UUID, int]:
    """The areas and those above them, each with how deep it lies."""
    around = {node.id for area in areas for node in tree.upwards(area)}
    return {area: len(list(tree.upwards(area))) for area in around}
