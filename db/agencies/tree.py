"""The tree of areas, ward to nation: what lies in an area, and which unit of a level an area lies in; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from db.words.families.places import AreaKind

LEVELS: Final = tuple(AreaKind)
"""From the smallest kind of area to the nation."""


@dataclass(frozen=True, slots=True)
class Node:
    """One area of the tree."""

    id: UUID
    code: str
    name: str
    kind: AreaKind
    parent_id: UUID | None = None


class AreaTree:
    """Every area of the installation by its place in the tree; a circle in the data ends where it began."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: Mapping[UUID, Node] = {one.id: one for one in nodes}
        self._by_code = {one.code: one for one in self.nodes.values()}
        self._units: dict[tuple[UUID, AreaKind], Node | None] = {}
        self._children: dict[UUID | None, list[UUID]] = {}
        for one in self.nodes.values():
            self._children.setdefault(one.parent_id, []).append(one.id)

    def called(self, code: str) -> Node | None:
        """The area of this code, however it is typed."""
        return self._by_code.get(code.strip().upper())

    def upwards(self, area: UUID) -> Iterator[Node]:
        """The area, the one it lies in, and so on to the top."""
        seen: set[UUID] = set()
        here: UUID | None = area
        while here is not None and here not in seen and here in self.nodes:
            seen.add(here)
            yield self.nodes[here]
            here = self.nodes[here].parent_id

    def below(self, area: UUID) -> frozenset[UUID]:
        """The area and all that lie in it: `in A` means A or below."""
        found, waiting = set(), [area] if area in self.nodes else []
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += self._children.get(here, ())
        return frozenset(found)

    def at_level(self, area: UUID, kind: AreaKind) -> Node | None:
        """The unit of this level that the area is or lies in; None where the tree has none above it."""
        key = area, kind
        if key not in self._units:
            self._units[key] = next((node for node in self.upwards(area) if node.kind is kind), None)
        return self._units[key]

    def of_kind(self, kind: AreaKind) -> tuple[Node, ...]:
        """Every area of this level by code."""
        return tuple(sorted((one for one in self.nodes.values() if one.kind is kind), key=lambda one: one.code))


def wrong_place(kind: AreaKind, parent: AreaKind) -> str:
    """Why an area of a kind cannot lie in one of another; empty where it can."""
    if LEVELS.index(parent) > LEVELS.index(kind):
        return ""
    return f"A {kind.label} does not lie in a {parent.label}: a ward lies in a partnership, force, region or nation."


def makes_circle(tree: AreaTree, area: UUID, parent: UUID) -> bool:
    """Whether the area would come to lie in itself."""
    return any(node.id == area for node in tree.upwards(parent))
