"""At home: what a sharing lead has to answer, and rules that end soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from db.agencies.sharing.rules import RulesService
from db.cards.home import HomeBlock, HomeLine, Opens
from db.file.sharing.requests import RequestsService
from db.words.actor import Role
from db.words.dates import court_time, short

if TYPE_CHECKING:
    from db.unit import Units
    from db.words.actor import Actor

MOST: Final = 4
SEAT: Final = "share.seat"


def sharing_makers(units: Units, actor: Actor) -> tuple[Callable[[], HomeBlock], ...]:
    """The block of a sharing lead; nothing for anybody else."""
    return (lambda: sharing_block(units, actor),) if actor.has(Role.SHARING_LEAD) else ()


def sharing_block(units: Units, actor: Actor) -> HomeBlock:
    """Requests that wait, then rules that end within 60 days; Enter leads to the seat."""
    waiting = RequestsService(units, actor).inbox()
    ending = [one for one in RulesService(units, actor).list().items if one.ends_soon]
    lines = []
    for one in waiting.items[:MOST]:
        on, at = court_time(one.asked_at)
        aside = f"{short(on)} {at:%H:%M}"
        lines.append(HomeLine(f"share_request:{one.id}", one.words, aside, Opens.PLACE, sign="!", place=SEAT))
    for rule in ending[:MOST]:
        last = short(rule.terms.not_after) if rule.terms.not_after else ""
        lines.append(HomeLine(f"sharing_grant:{rule.id}", rule.words, f"ends {last}", Opens.PLACE, place=SEAT))
    soon = f", rules that end soon ({len(ending):,})" if ending else ""
    return HomeBlock(
        f"Requests to share ({waiting.total or 0:,}){soon}: F9 s",
        tuple(lines),
        why="Nobody waits for an answer of your agency.",
        next_key="F9 s shows what your agency shares.",
    )
