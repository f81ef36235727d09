"""In which area an offence lies, as far as its place is told: by the postcode, else by the police's force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.areas import tree_of
from db.agencies.tree import LEVELS, AreaTree, Node
from db.reference.forces import force_names
from db.tables.base import table_of
from db.tables.places import Area, AreaPostcode
from db.words.families.places import AreaKind
from db.words.text import fold

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from db.unit import Unit

_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*[0-9][A-Z]{2}\b", re.ASCII)
_OF_POLICE: Final = frozenset({"police", "constabulary", "service", "force", "area", "and"})


class OffenceAreas:
    """The areas, their postcodes and the police's forces among them."""

    def __init__(self) -> None:
        self._tree = AreaTree(())
        self._outwards: dict[str, set[UUID]] = {}
        self._read = False

    @classmethod
    def of(cls, unit: Unit) -> OffenceAreas:
        """Those of the installation, read for this unit."""
        rows = unit.session.execute(sa.select(col(AreaPostcode.outward), col(AreaPostcode.area_id)))
        made = cls()
        made.take(tree_of(unit).nodes.values(), ((outward, area_id) for outward, area_id in rows))
        return made

    def read(self, connection: Connection) -> None:
        """Read them, once."""
        if self._read:
            return
        area, lies = table_of(Area).c, table_of(AreaPostcode).c
        rows = connection.execute(sa.select(area.id, area.code, area.name, area.kind, area.parent_id))
        nodes = [Node(*row) for row in rows]
        self.take(nodes, ((out, key) for out, key in connection.execute(sa.select(lies.outward, lies.area_id))))

    def take(self, nodes: Iterable[Node], lies: Iterable[tuple[str, UUID]]) -> None:
        """Go by these areas and postcodes from now on."""
        self._read = True
        self._tree = AreaTree(nodes)
        for outward, area_id in lies:
            self._outwards.setdefault(outward.upper(), set()).add(area_id)

    def area_of(self, place: str, force: str) -> UUID | None:
        """The area of the postcode in the place; else that of the force; None where neither is known."""
        return self._by_postcode(place) or self._by_force(force)

    def _by_postcode(self, place: str) -> UUID | None:
        """Of areas within one another the smallest; of others the smallest that holds them all, up to a force."""
        named = [self._outwards.get(outward, set()) for outward in _POSTCODE.findall(place.upper())]
        if not named or not all(named):
            return None
        chains = [list(self._tree.upwards(area)) for area in sorted(set().union(*named))]
        above = {node.id for chain in chains for node in chain[1:]}
        return _shared([chain for chain in chains if chain[0].id not in above])

    def _by_force(self, force: str) -> UUID | None:
        """The force whose area has this code, else this name."""
        name = force_names().get(force)
        if name is None:
            return None
        forces = self._tree.of_kind(AreaKind.FORCE)
        called = [one.id for one in forces if one.code == force]
        called = called or [one.id for one in forces if _plain(one.name) == _plain(name)]
        return called[0] if len(called) == 1 else None


def _shared(chains: Sequence[Sequence[Node]]) -> UUID | None:
    """The smallest area in all of the chains, which go upwards."""
    if not chains:
        return None
    others = [{node.id for node in chain} for chain in chains[1:]]
    found = next((node for node in chains[0] if all(node.id in ids for ids in others)), None)
    if found is None or LEVELS.index(found.kind) > LEVELS.index(AreaKind.FORCE):
        return None
    return found.id


def _plain(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - _OF_POLICE
