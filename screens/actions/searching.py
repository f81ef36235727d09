"""Keys of the power search."""

from __future__ import annotations

from typing import Final

from screens.actions.action import Action, Group

# fmt: off
SEARCHING: Final[tuple[Action, ...]] = (
    Action("go.search", ("greater_than_sign",), "Power search",
           "Search a whole area: releases, convictions, offences, borders crossed; F3 in the find box as well.",
           Group.PLACES, rank=85, opens="find.power", shown_as=">"),
)
# fmt: on
