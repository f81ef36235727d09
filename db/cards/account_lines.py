"""One account as lines to read, alike on the screen and on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.cards.accounts import AccountCard
from db.words.dates import court_time, short


def account_lines(card: AccountCard) -> tuple[tuple[str, str], ...]:
    """Label and words, in the order in which they are read; the history comes last, newest first."""
    user = card.user
    last_day = short(court_time(user.expires_at - timedelta(seconds=1))[0]) if user.expires_at else "none set"
    facts = (
        ("User", user.user_name),
        ("Name", user.display_name),
        ("Agency", f"{user.agency} {card.agency_name}"),
        ("State", user.state),
        ("Roles", ", ".join(user.roles)),
        ("Courts", ", ".join(user.courts) or "none"),
        ("Areas", ", ".join(card.areas) or "the agency's"),
        ("Team", card.team or "none"),
        ("Networks", ", ".join(card.networks) or "every one"),
        ("System user", card.os_user or "any"),
        ("Last day", last_day),
        ("Made", _at(card.created_at)),
        ("Authorised by", card.authorised_by or "an administrator"),
        ("Reviewed", _at(card.reviewed_at) or "not yet"),
        ("Last sign-in", _at(card.last_sign_in_at) or "never"),
    )
    history = tuple(
        (_at(step.at), ", ".join(filter(None, (f"{step.step} by {step.by}", step.detail, step.reason))))
        for step in card.history
    )
    return (*facts, *history)


def _at(moment: datetime | None) -> str:
    if moment is None:
        return ""
    day, at = court_time(moment)
    return f"{short(day)} {at:%H:%M}"
