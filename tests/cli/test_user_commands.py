"""Accounts by commands alone: asked for, authorised, changed, suspended, reset, reviewed, ended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import ADMIN, PASSWORD, Run, secret_file

ASK = (
    *("user", "apply", "r.dale", "--name", "Robin Dale", "--agency", "HMCTS", "--role", "clerk"),
    *("--contact", "01234 555 010", "--reason", "New in the office"),
)


@pytest.fixture
def authoriser(command: Run, live_home: Home, tmp_path: Path) -> str:
    """An authoriser of the courts' agency, who has a password."""
    secret = secret_file(tmp_path, "c.north.pass", PASSWORD)
    words = ("user", "add", "c.north", "--role", "authoriser", "--name", "Cleo North", "--new-password-file", secret)
    assert command(*words, home=live_home.folder).code == 0
    return "c.north"


def test_somebody_asks_and_the_authoriser_lets_them_in(command: Run, live_home: Home, authoriser: str) -> None:
    home = live_home.folder
    dry = command(*ASK, "--dry-run", home=home, user="")
    assert (dry.code, "Would ask" in dry.out) == (0, True)
    asked = command(*ASK, home=home, user="")
    assert asked.code == 0
    reference = asked.out.split()[2]
    listed = command("user", "requests", "--json", home=home, user=authoriser, password=PASSWORD)
    (one,) = json.loads(listed.out)
    assert (one["reference"], one["state"], one["display_name"]) == (reference, "open", "Robin Dale")
    refused = command("user", "authorise", reference, home=home)
    assert (refused.code, "authoriser" in refused.err) == (1, True)
    as_authoriser = {"home": home, "user": authoriser, "password": PASSWORD}
    assert command("user", "authorise", reference, "--dry-run", **as_authoriser).out.startswith("Would")
    let_in = command("user", "authorise", reference, "--expires", "+30", **as_authoriser)
    assert let_in.code == 0
    assert "One-time code: " in let_in.out
    shown = json.loads(command("user", "show", "r.dale", "--json", home=home).out)
    assert (shown["roles"], shown["authorised_by"], shown["state"]) == (["clerk"], "Cleo North", "active")
    again = command("user", "authorise", reference, **as_authoriser)
    assert (again.code, "already" in again.err) == (1, True)


def test_a_request_is_refused_with_a_reason(command: Run, live_home: Home, authoriser: str) -> None:
    home = live_home.folder
    reference = command(*ASK, home=home, user="").out.split()[2]
    words = ("user", "refuse", reference, "--reason", "Not of our office")
    as_authoriser = {"home": home, "user": authoriser, "password": PASSWORD}
    assert command(*words, "--dry-run", **as_authoriser).code == 0
    assert command(*words, **as_authoriser).code == 0
    (one,) = json.loads(command("user", "requests", "--all", "--json", **as_authoriser).out)
    assert (one["state"], one["answer"]) == ("refused", "Not of our office")
    assert "No account request" in command("user", "requests", **as_authoriser).err


def test_an_account_is_made_with_a_code_changed_suspended_reset_and_ended(command: Run, live_home: Home) -> None:
    home = live_home.folder
    made = command("user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", home=home)
    assert made.code == 0
    assert "One-time code: " in made.out
    for dry in (True, False):
        more = ("--dry-run",) if dry else ()
        changed = command("user", "change", "j.moss", "--role", "usher", "--team", "Blue", *more, home=home)
        assert (changed.code, "role usher given" in changed.out) == (0, True)
        assert command("user", "extend", "j.moss", "--until", "+90", *more, home=home).code == 0
        assert command("user", "suspend", "j.moss", "--reason", "leave", "--yes", *more, home=home).code == 0
    assert json.loads(command("user", "list", "--state", "suspended", "--json", home=home).out)[0]["roles"] == ["usher"]
    for dry in (True, False):
        more = ("--dry-run",) if dry else ()
        assert command("user", "reinstate", "j.moss", "--reason", "back", *more, home=home).code == 0
    for dry in (True, False):
        more = ("--dry-run",) if dry else ()
        reset = command("user", "reset", "j.moss", "--reason", "forgotten", "--yes", *more, home=home)
        assert (reset.code, "One-time code: " in reset.out) == (0, not dry)
        assert command("user", "review", "j.moss", *more, home=home).code == 0
        assert command("user", "end", "j.moss", "--reason", "left", "--yes", *more, home=home).code == 0
    told = command("user", "show", "j.moss", home=home).out
    for words in ("State:             closed", "suspended by", "role clerk taken away", "last day"):
        assert words in told
    assert json.loads(command("user", "review", "--json", home=home).out) == []
    assert "No account is due" in command("user", "review", home=home).err


def test_an_outward_act_is_not_done_without_a_typed_y(command: Run, live_home: Home) -> None:
    home = live_home.folder
    command("user", "add", "j.moss", "--role", "clerk", home=home)
    for verb in ("suspend", "end", "reset"):
        asked = command("user", verb, "j.moss", "--reason", "x", home=home)
        assert (asked.code, "--yes" in asked.err) == (2, True)
    assert json.loads(command("user", "show", "j.moss", "--json", home=home).out)["state"] == "active"


def test_the_only_administrator_can_do_nothing_to_himself(command: Run, live_home: Home) -> None:
    refused = command("user", "suspend", ADMIN, "--reason", "x", "--yes", home=live_home.folder)
    assert (refused.code, "own account" in refused.err) == (1, True)
    refused = command("user", "change", ADMIN, "--role", "clerk", home=live_home.folder)
    assert (refused.code, "own account" in refused.err) == (1, True)
