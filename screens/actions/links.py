"""Keys about which records make up a file: joined, taken out, undone."""

from __future__ import annotations

from typing import Final

from db.words.actor import Role
from screens.actions.action import Action, Group

# fmt: off
LINKS: Final[tuple[Action, ...]] = (
    Action("alias.remove", ("d",), "Remove name", "Remove another name entered by hand; it stays in the history.",
           Group.RECORD, places=("file.person",), rank=61),
    Action("links.open", ("j",), "Join", "The records of this file: join another file, take one out, undo.",
           Group.RECORD, places=("file.person",), rank=62),
    Action("links.join", ("j",), "Join", "Make this file and another one file; what moves is shown first.",
           Group.RECORD, places=("file.links",), rank=16),
    Action("links.pair", ("j",), "Join", "Make the two marked one file; what moves is shown first.", Group.RECORD,
           places=("find.box",), rank=47),
    Action("links.part", ("d",), "Take out", "The record is of somebody else: it gets a file of its own.",
           Group.RECORD, places=("file.links",), rank=17),
    Action("more.decisions", ("d",), "Decisions", "Who decided what about who is who; links of rules checked.",
           Group.PLACES, places=("start.more",), opens="review.decisions",
           roles=(Role.SUPERVISOR, Role.COURT_MANAGER)),
    Action("check.sample", ("s",), "Sample", "Ten links that rules made, at random, to be checked.", Group.RECORD,
           places=("review.decisions",), rank=16),
    Action("check.right", ("y",), "Right", "This link is right.", Group.RECORD, places=("review.decisions",), rank=17),
    Action("check.wrong", ("n",), "Wrong", "This link is wrong; say why. The link itself stays.", Group.RECORD,
           places=("review.decisions",), rank=18),
    Action("links.save", ("f10", "ctrl+o"), "Join", "Join the two, with the reason.", Group.ANYWHERE, rank=10,
           places=("file.join",)),
)
# fmt: on
