"""Keys about which records make up a file: joined, taken out, undone."""

from __future__ import annotations

from typing import Final

from screens.actions.action import Action, Group

# fmt: off
LINKS: Final[tuple[Action, ...]] = (
    Action("links.open", ("j",), "Join", "The records of this file: join another file, take one out, undo.",
           Group.RECORD, places=("file.person",), rank=28),
    Action("links.join", ("j",), "Join", "Make this file and another one file; what moves is shown first.",
           Group.RECORD, places=("file.links",), rank=16),
    Action("links.pair", ("j",), "Join", "Make the two marked one file; what moves is shown first.", Group.RECORD,
           places=("find.box",), rank=47),
    Action("links.part", ("d",), "Take out", "The record is of somebody else: it gets a file of its own.",
           Group.RECORD, places=("file.links",), rank=17),
    Action("links.save", ("f10", "ctrl+o"), "Join", "Join the two, with the reason.", Group.ANYWHERE, rank=10,
           places=("file.join",)),
)
# fmt: on
