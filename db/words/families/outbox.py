"""Words of what leaves for other systems: kinds of messages, how far one is, and what is noted of it."""

from __future__ import annotations

from db.words.families.worded import Worded


class OutboxKind(Worded):
    """What a message is."""

    RESULTED_CASE = "spi-resulted-case", "resulted case (SPI, XML)"


class OutboxState(Worded):
    """How far a message is."""

    WAITING = "waiting", "waiting to be sent"
    SENT = "sent", "sent, not acknowledged"
    ACKNOWLEDGED = "acknowledged", "acknowledged"
    REFUSED = "refused", "refused by its recipient"
    REPLACED = "replaced", "replaced by a later message before it was sent"


class ReceiptKind(Worded):
    """What was noted of a message."""

    SENT = "sent", "sent"
    ACKNOWLEDGED = "acknowledged", "acknowledged"
    REFUSED = "refused", "refused"
    RETRIED = "retried", "to be sent again"
    REPLACED = "replaced", "replaced"
