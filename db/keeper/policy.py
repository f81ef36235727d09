"""The rules of this version, for a command that prints them; no installation and no record is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cards.policy import PolicyCard


def policy_card() -> PolicyCard:
    """What each role gets by default, and the cases that prove it."""
    # The rules read the tables' own words; a command's help needs none of them.
    from db.access.policy_table import policy_table

    return policy_table()


def door_words() -> dict[str, str]:
    """The doors of the record, by the short name that a case gives them."""
    from db.access.proved import DOORS

    return dict(DOORS)
