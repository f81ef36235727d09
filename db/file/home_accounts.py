"""The part of a home that is about accounts and the log: for administrators, authorisers and auditors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import col

from db.accounts.authorising import AuthorisingService
from db.accounts.reviewing import ReviewingService
from db.cards.home import HomeBlock, HomeLine, Opens
from db.tables.users import UserAccount
from db.words.actor import Actor
from db.words.dates import court_time, short
from db.words.families.places import UserState

if TYPE_CHECKING:
    from db.unit import Units

MOST: Final = 4
"""Requests that stand at home; the rest is one key away."""


class AccountBlocks:
    """Blocks about accounts, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def requests(self) -> HomeBlock:
        """Who asks for an account in the actor's areas; Enter opens the inbox."""
        waiting = AuthorisingService(self._units, self._actor).list()
        lines = tuple(
            HomeLine(
                f"request:{one.id}",
                f"{one.display_name}, {', '.join(one.roles)} of {one.agency}",
                f"asked {short(court_time(one.asked_at)[0])}",
                Opens.PLACE,
                sign="" if one.why_not else "!",
                place="admin.requests",
            )
            for one in waiting[:MOST]
        )
        return HomeBlock(
            f"Account requests ({len(waiting)}): F9 r",
            lines,
            why="Nobody waits for an account.",
            next_key="F9 r shows them; tracker user apply makes one.",
        )

    def _due(self) -> HomeLine:
        due = len(ReviewingService(self._units, self._actor).due())
        text = f"{due:,} to review: unused, unseen or soon at their end"
        return HomeLine("accounts:due", text, "", Opens.PLACE, sign="!" if due else "", place="admin.review")

    def authoriser(self) -> HomeBlock:
        """What an authoriser looks after."""
        users = HomeLine("accounts:users", "All users", "", Opens.PLACE, place="admin.users")
        return HomeBlock("Accounts", (self._due(), users))

    def administrator(self) -> HomeBlock:
        """How many accounts there are in which state, and which to look at."""
        with self._units.read(self._actor) as unit:
            states = unit.session.execute(
                sa.select(col(UserAccount.state), sa.func.count(col(UserAccount.id))).group_by(col(UserAccount.state))
            ).all()
        words = {UserState.CLOSED: "closed (the installation's own among them)"}
        lines = tuple(
            HomeLine(f"accounts:{state}", f"{count:,} {words.get(state, state.label)}") for state, count in states
        )
        users = HomeLine("accounts:how", "All users; tracker user add makes one", "", Opens.PLACE, place="admin.users")
        return HomeBlock("Accounts", (*lines, self._due(), users))


def log_block() -> HomeBlock:
    """Where an auditor begins."""
    return HomeBlock(
        "The log",
        (
            HomeLine("log:list", "tracker audit list: what one user did, or what was done with one file"),
            HomeLine("log:who", "tracker audit who-saw PERSON: who has seen a file, when, what kind of act"),
            HomeLine("log:verify", "tracker audit verify: is the log whole?"),
            HomeLine("log:export", "tracker audit export: for the commissioner, with checkpoints"),
        ),
    )
