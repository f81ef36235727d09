"""Entries of the F9 menu: each a letter that counts only there."""

from __future__ import annotations

from typing import Final

from db.words.actor import Role
from screens.actions.action import Action, Group

_ACCOUNTS: Final = (Role.ADMINISTRATOR, Role.AUTHORISER)

# fmt: off
MENU: Final[tuple[Action, ...]] = (
    Action("more.users", ("u",), "Users", "Find an account; change, suspend, reset or close it.", Group.PLACES,
           places=("start.more",), opens="admin.users", roles=_ACCOUNTS),
    Action("more.requests", ("r",), "Account requests", "Who asks for an account: authorise or refuse.",
           Group.PLACES, places=("start.more",), opens="admin.requests", roles=_ACCOUNTS),
    Action("more.review", ("v",), "Accounts to review", "Accounts unused, unseen or soon at their end.",
           Group.PLACES, places=("start.more",), opens="admin.review", roles=_ACCOUNTS),
    Action("more.emergency", ("e",), "Emergency access", "What was opened by ! and waits for its review.",
           Group.PLACES, places=("start.more",), opens="review.emergency"),
    Action("more.match", ("m",), "Who is who", "Records that may be of somebody known: the same person or not.",
           Group.PLACES, places=("start.more",), opens="review.match"),
    Action("more.corrections", ("c",), "Corrections", "What was corrected, first where a source says otherwise by now.",
           Group.PLACES, places=("start.more",), opens="review.corrections"),
    Action("more.share", ("s",), "Sharing", "What your agency shares: matrix, rules, requests, who read it.",
           Group.PLACES, places=("start.more",), opens="share.seat", roles=(Role.SHARING_LEAD,)),
    Action("more.log", ("a",), "The log", "Acts out of the log: about somebody, from a day to a day.", Group.PLACES,
           places=("start.more",), opens="review.log", roles=(Role.AUDITOR,)),
)
# fmt: on
