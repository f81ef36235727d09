"""Weekly mail as PostgreSQL keeps it: one's own subscriptions, those one authorises, settings by administrators."""

from __future__ import annotations

from typing import Final

from db.store.wall.install import Policy
from db.store.wall.roles import APP

_ME: Final = "(SELECT tracker.my_user())"
_HOLDS: Final = "'{role}' = ANY ((SELECT tracker.my_roles())::text[])"
_ADMINISTRATOR: Final = _HOLDS.format(role="administrator")
_AUTHORISER: Final = _HOLDS.format(role="authoriser")
_SERVICE: Final = _HOLDS.format(role="service")
_MINE_OR_KEPT: Final = f"user_id = {_ME} OR {_ADMINISTRATOR} OR {_AUTHORISER}"
_SIGNED_IN: Final = f"{_ME} IS NOT NULL"

MAIL_POLICIES: Final = (
    Policy("subscription", "read_subscriptions", "SELECT", APP, sees=f"{_MINE_OR_KEPT} OR {_SERVICE}"),
    Policy(
        "subscription",
        "ask",
        "INSERT",
        APP,
        adds=f"user_id = {_ME} AND state = 'asked' AND decided_by_id IS NULL AND expires_on IS NULL",
    ),
    Policy(
        "subscription",
        "answer",
        "UPDATE",
        APP,
        sees=f"state = 'asked' AND {_AUTHORISER} AND user_id <> {_ME}",
        # PostgreSQL takes the checks of both ways to change a row together, so each stands alone.
        adds=f"state IN ('authorised', 'refused') AND {_AUTHORISER} AND decided_by_id = {_ME} AND user_id <> {_ME}",
    ),
    Policy(
        "subscription",
        "revoke",
        "UPDATE",
        APP,
        sees=_MINE_OR_KEPT,
        adds=f"state = 'revoked' AND revoked_by_id = {_ME}",
    ),
    Policy(
        "subscription_send",
        "read_sends",
        "SELECT",
        APP,
        # The subscriptions that are seen here are those that the policy of their own table shows.
        sees="EXISTS (SELECT FROM subscription s WHERE s.id = subscription_id)",
    ),
    Policy("mail_settings", "read_settings", "SELECT", APP, sees=_SIGNED_IN),
    Policy("mail_settings", "first", "INSERT", APP, adds=_ADMINISTRATOR),
    Policy("mail_settings", "set", "UPDATE", APP, sees=_ADMINISTRATOR, adds=_ADMINISTRATOR),
    Policy("mail_certificate", "read_certificates", "SELECT", APP, sees=_SIGNED_IN),
    Policy("mail_certificate", "add", "INSERT", APP, adds=_ADMINISTRATOR),
    Policy("mail_certificate", "remove", "UPDATE", APP, sees=_ADMINISTRATOR, adds=_ADMINISTRATOR),
)
"""Nobody authorises a subscription of their own; what became of a week's mail no terminal writes."""
