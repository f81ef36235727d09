"""Somebody without an account asks for one at the sign-in, by keys; nothing of the record is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from db.cards.accounts import NewRequest
from db.words.actor import Role
from screens.frame.place import Place
from tests.support.screen import TestOpener, open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


@dataclass
class AskedOpener(TestOpener):
    """Remembers what was asked for."""

    __test__ = False
    asked: list[NewRequest] = field(default_factory=list)

    def ask_for_account(self, new: NewRequest) -> str:
        """Keep it."""
        self.asked.append(new)
        return "A-K7QX2MPL"


async def test_a_request_is_typed_checked_and_sent_after_a_typed_y(tmp_path: Path) -> None:
    opener = AskedOpener()
    async with open_screen(
        make_screen, tmp=tmp_path, desk=opener, opener=opener, place=Place("start.sign_in")
    ) as pilot:
        await press(pilot, "ctrl+p")
        await type_text(pilot, "ask for")
        await press(pilot, "enter")
        await until(pilot, "Ask for an account")
        for line in ("Robin Dale", "r.dale", "prob", "probation oficer", "b01ly, b02ly", "010", "new"):
            await type_text(pilot, line)
            await press(pilot, "enter")
        await until(pilot, "There is no role 'probation oficer'")
        await press(pilot, "escape", "shift+tab", "shift+tab", "shift+tab")
        await type_text(pilot, "probation officer")
        await press(pilot, "tab", "tab", "tab", "enter")
        await until(pilot, "Send the account request of Robin Dale to the authoriser of PROB?")
        assert opener.asked == []
        await press(pilot, "y")
        await until(pilot, "Account request A-K7QX2MPL is sent.")
        await press(pilot, "f2", "f9")
        await until(pilot, "Ask for an account")
        await press(pilot, "escape")
        await until(pilot, "Password")
    (asked,) = opener.asked
    assert asked.roles == {Role.PROBATION_OFFICER}
    assert (asked.user_name, asked.courts) == ("r.dale", ("b01ly", "b02ly"))
