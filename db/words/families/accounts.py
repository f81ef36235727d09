"""Words of account requests, and of what was decided about an account."""

from __future__ import annotations

from db.words.families.worded import Worded


class AskedState(Worded):
    """What became of an account request."""

    OPEN = "open", "open"
    AUTHORISED = "authorised", "authorised"
    REFUSED = "refused", "refused"


class AccountStep(Worded):
    """One decision about an account, as its history shows it."""

    MADE = "made", "made"
    AUTHORISED = "authorised", "authorised"
    CHANGED = "changed", "changed"
    SUSPENDED = "suspended", "suspended"
    REINSTATED = "reinstated", "reinstated"
    ENDED = "ended", "ended"
    EXTENDED = "extended", "end date set"
    RESET = "reset", "one-time code issued"
    REVIEWED = "reviewed", "reviewed and kept"
