"""Words of subscriptions and the weekly mail: the lists, how much is sent, and how far one week's mail is."""

from __future__ import annotations

from db.words.families.worded import Worded


class WeeklyList(Worded):
    """The lists that somebody can subscribe to."""

    IN_PRISON = "inprison", "PPOs in prison"
    CHANGED = "changed", "prison details changed"
    UNFINALISED = "unfinalised", "in custody with offences not final"


class MailMode(Worded):
    """How much the mail holds."""

    LIST = "list", "the list, encrypted"
    NOTICE = "notice", "a notice that the list is ready"


class SubscriptionState(Worded):
    """What was decided about a subscription; whether it has run out is told by its last day."""

    ASKED = "asked", "waiting for an authoriser"
    AUTHORISED = "authorised", "authorised"
    REFUSED = "refused", "refused"
    REVOKED = "revoked", "revoked"


class SendState(Worded):
    """How far the mail of one week is."""

    CLAIMED = "claimed", "being made"
    HANDING = "handing", "being handed to the mail server"
    SENT = "sent", "sent"
    FAILED = "failed", "failed, will be tried again"
    REFUSED = "refused", "not sent"
    UNKNOWN = "unknown", "perhaps sent: the server did not answer"


class MailWay(Worded):
    """How mail leaves this installation."""

    NONE = "none", "no mail leaves"
    SMTP = "smtp", "mail server"
    FOLDER = "folder", "folder of .eml files"
