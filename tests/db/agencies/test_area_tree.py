"""What lies in an area, asked of the tree and of a plain walk; kinds and circles are refused."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.agencies.areas import AreasService
from db.agencies.tree import LEVELS, AreaTree, Node, makes_circle, wrong_place
from db.words.actor import Role
from db.words.errors import BadInput
from db.words.families.places import AreaKind
from tests.support.record import Record

MOST = 9


@st.composite
def trees(draw: st.DrawFn) -> AreaTree:
    """Any parents at all, circles and areas without one included."""
    count = draw(st.integers(1, MOST))
    keys = [UUID(int=number) for number in range(1, count + 1)]
    return AreaTree(
        Node(key, f"A{key.int}", "", draw(st.sampled_from(LEVELS)), draw(st.sampled_from([None, *keys])))
        for key in keys
    )


def _ancestors(tree: AreaTree, area: UUID) -> set[UUID]:
    """By repeated steps, as one would with a pencil."""
    found, here = {area}, tree.nodes[area].parent_id
    for _ in range(MOST):
        if here is None:
            break
        found.add(here)
        here = tree.nodes[here].parent_id
    return found


@given(trees())
def test_in_an_area_means_the_area_or_below_it(tree: AreaTree) -> None:
    for area in tree.nodes:
        assert tree.below(area) == {one for one in tree.nodes if area in _ancestors(tree, one)}


@given(trees(), st.sampled_from(LEVELS))
def test_the_unit_of_a_level_is_the_first_of_that_kind_upwards(tree: AreaTree, kind: AreaKind) -> None:
    for area in tree.nodes:
        units = {one for one in _ancestors(tree, area) if tree.nodes[one].kind is kind}
        found = tree.at_level(area, kind)
        assert (found is None) == (not units)
        assert found is None or found.id in units


@given(trees())
def test_a_circle_is_seen_before_it_is_made(tree: AreaTree) -> None:
    for area in tree.nodes:
        for parent in tree.nodes:
            assert makes_circle(tree, area, parent) == (area in _ancestors(tree, parent))


def test_a_smaller_area_never_holds_a_larger_one() -> None:
    for place, kind in enumerate(LEVELS):
        for other, parent in enumerate(LEVELS):
            assert bool(wrong_place(kind, parent)) == (other <= place)


def test_an_area_moves_in_the_tree_where_the_kinds_fit(record: Record) -> None:
    admin = record.user("p.hale", record.agency(), Role.ADMINISTRATOR)
    areas = AreasService(record.units, admin)
    for code, kind, parent in (
        ("EW", AreaKind.NATIONAL, ""), ("NW", AreaKind.REGION, "EW"), ("MER", AreaKind.FORCE, "EW"),
        ("LPL", AreaKind.PARTNERSHIP, "MER"),
    ):  # fmt: skip
        areas.add(code, code, kind, parent=parent)
    with pytest.raises(BadInput, match="does not lie in"):
        areas.add("X1", "X", AreaKind.REGION, parent="LPL")
    assert areas.change("MER", parent="nw", dry_run=True).parent == "NW"
    assert areas.change("MER", parent="nw", name="Merseyside").parent == "NW"
    assert [(one.code, one.name, one.parent) for one in areas.list()][2] == ("MER", "Merseyside", "NW")
    for code, parent, said in (
        ("NW", "LPL", "does not lie"),
        ("MER", "MER", "does not lie"),
        ("MER", "nw", "different"),
    ):
        with pytest.raises(BadInput, match=said):
            areas.change(code, parent=parent)
    assert areas.change("MER", parent="").parent == ""
