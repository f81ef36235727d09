"""Actions of the weekly lists: asked for, read, authorised, ended."""

from __future__ import annotations

from typing import Final

from screens.actions.action import Action, Group

_HERE: Final = ("admin.weekly",)

# fmt: off
WEEKLY: Final[tuple[Action, ...]] = (
    Action("more.weekly", ("i",), "Weekly lists", "Subscriptions to lists by mail: ask, read, authorise, end.",
           Group.PLACES, places=("start.more",), opens="admin.weekly"),
    Action("weekly.ask", ("plus",), "Ask", "Ask for a list every week; an authoriser answers.", Group.RECORD,
           places=_HERE, rank=20),
    Action("weekly.authorise", ("g",), "Authorise", "Authorise this subscription, for half a year.", Group.RECORD,
           places=_HERE, rank=21),
    Action("weekly.refuse", ("d",), "Refuse", "Refuse this subscription with a reason.", Group.RECORD,
           places=_HERE, rank=22),
    Action("weekly.revoke", ("z",), "End", "End this subscription now.", Group.RECORD, places=_HERE, rank=23),
)
# fmt: on
