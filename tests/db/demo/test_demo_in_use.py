"""A demo is not made anew under a program that has it open."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.keeper.demo import prepare_demo
from db.keeper.homes import HomeKind, find_home
from db.keeper.installation import Installation
from db.words.clock import Clock
from db.words.errors import TryLater


def test_a_demo_that_somebody_has_open_is_not_made_anew(tmp_path: Path) -> None:
    home = prepare_demo(find_home(str(tmp_path / "demo"), kind=HomeKind.DEMO), clock=Clock()).home
    installation = Installation(home)
    before = installation.demo_user().actor.user_id
    (home.drafts / "old").write_text("typed")
    with pytest.raises(TryLater, match="A program has this demo open"):
        prepare_demo(home, clock=Clock(), reset=True)
    assert (home.drafts / "old").exists()
    assert installation.demo_user().actor.user_id == before
    installation.close()
    assert prepare_demo(home, clock=Clock(), reset=True).made
