"""What actions and commands of the weekly mail and the weekly prison file do in the words of the log."""

from __future__ import annotations

LISTS = "lists subscriptions and certificates, no record of a person"
TAKEN_IN = ("feed.file", "feed.wait", "feed.repeat", "feed.record", "feed.refused", "record.link", "listing.join")

SCREENS: dict[str, str | tuple[str, ...]] = {
    "more.weekly": LISTS,
    "weekly.ask": ("subscription.ask",),
    "weekly.authorise": ("subscription.authorise",),
    "weekly.refuse": ("subscription.refuse",),
    "weekly.revoke": ("subscription.revoke",),
}

COMMANDS: dict[str, str | tuple[str, ...]] = {
    "feed accept": ("feed.accept", "feed.file", "feed.record", "record.link"),
    "feed refuse": ("feed.refuse",),
    "subscription ask": ("subscription.ask",),
    "subscription list": LISTS,
    "subscription show": ("mail.preview",),
    "subscription authorise": ("subscription.authorise",),
    "subscription refuse": ("subscription.refuse",),
    "subscription revoke": ("subscription.revoke",),
    "mail run": ("mail.send", "mail.refused", "mail.fail"),
    "mail preview": ("mail.preview",),
    "mail status": LISTS,
    "mail again": ("mail.again",),
    "mail settings": ("mail.settings",),
    "mail certificate add": ("mail.certificate",),
    "mail certificate list": LISTS,
    "mail certificate remove": ("mail.certificate",),
}
