"""Keys about records of feeds that are set aside."""

from __future__ import annotations

from typing import Final

from screens.actions.action import Action, Group

# fmt: off
FEEDS: Final[tuple[Action, ...]] = (
    Action("more.quarantine", ("q",), "Set aside", "Records of feeds that could not be taken in: mended, tried again.",
           Group.PLACES, places=("start.more",), opens="review.quarantine"),
    Action("aside.save", ("f10", "ctrl+o"), "Take in", "Take the record in as it stands in the editor.", Group.ANYWHERE,
           places=("review.quarantine",), rank=10),
    Action("aside.replay", ("r",), "Try again", "Try every record of this file that is set aside once more.",
           Group.RECORD, places=("review.quarantine",), rank=16),
)
# fmt: on
