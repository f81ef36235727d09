"""A live home from nothing to a clerk's terminal, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.cards.lookup import Differs
from db.keeper.homes import Home, find_home
from db.words.errors import Misconfigured
from tests.support.homes import ADMIN, ADMIN_PASSWORD, PASSWORD, Run, secret_file


def test_init_makes_a_home_with_the_administrator_that_was_named(command: Run, tmp_path: Path) -> None:
    home = tmp_path / "new"
    assert command("init", "--dry-run", home=home, user="", password="").code == 2
    secret = secret_file(tmp_path, "first", ADMIN_PASSWORD)
    dry = command("init", "--admin", ADMIN, "--admin-password-file", secret, "--dry-run", home=home, user="")
    assert (dry.code, home.exists()) == (0, False)
    made = command("init", "--admin", ADMIN, "--admin-password-file", secret, home=home, user="")
    assert made.code == 0
    assert f"Administrator: {ADMIN}" in made.out
    again = command("init", "--admin", ADMIN, "--admin-password-file", secret, home=home, user="")
    assert again.code == 1
    assert "already" in again.err


def test_a_court_is_added_enabled_and_given_to_the_terminal(command: Run, live_home: Home) -> None:
    home = live_home.folder
    assert command("court", "add", "B01LY", "--room", "01", "--dry-run", home=home).out.startswith("Would")
    assert json.loads(command("court", "list", "--json", home=home).out) == []
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    refused = command("terminal", "set", "--court", "B01LY", home=home)
    assert (refused.code, "no enabled court" in refused.err) == (1, True)
    assert command("court", "enable", "B01LY", "--dry-run", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    listed = json.loads(command("court", "list", "--json", home=home).out)
    assert [(one["code"], one["enabled"], one["rooms"]) for one in listed] == [("B01LY", True, ["01"])]
    assert command("terminal", "set", "--court", "B01LY", "--room", "01", home=home).code == 0
    assert 'court = "B01LY"' in live_home.configuration.read_text()
    for more in ((), ("--dry-run",)):
        nowhere = command("terminal", "set", "--court", "B01LY", "--room", "77", *more, home=home)
        assert nowhere.code == 1
        assert "B01LY has no room 77. Nothing was changed. Its rooms are: 01." in nowhere.err
    assert 'room = "01"' in live_home.configuration.read_text()


def test_a_user_is_added_and_then_acts_under_their_own_name(command: Run, live_home: Home, tmp_path: Path) -> None:
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    words = ("user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--new-password-file", secret)
    assert command(*words, "--dry-run", home=home).code == 0
    assert command(*words, home=home).code == 0
    users = json.loads(command("user", "list", "--json", home=home, user="j.moss", password=PASSWORD).out)
    assert {"user_name", "display_name", "agency", "roles", "courts", "state", "expires_at"} == set(users[0])
    assert [one["roles"] for one in users if one["user_name"] == "j.moss"] == [["clerk"]]
    refused = command("court", "add", "B01LY", home=home, user="j.moss", password=PASSWORD)
    assert (refused.code, "administrator" in refused.err) == (1, True)


def test_a_service_account_acts_with_the_key_file_of_the_home(command: Run, live_home: Home) -> None:
    home = live_home.folder
    assert command("user", "add", "--service", "feeds", home=home).code == 0
    key = home / "keys" / "feeds.key"
    assert key.stat().st_mode & 0o777 == 0o600
    from tracker_tui.cli.main import run

    assert run(["user", "list", "--as", "feeds", "--home", str(home)]) == 0
    assert command("user", "add", "--service", "feeds", home=home).code == 1


def test_an_agency_is_added(command: Run, live_home: Home) -> None:
    home = live_home.folder
    words = ("agency", "add", "north-prob", "Northern Probation", "--kind", "probation")
    assert command(*words, "--dry-run", home=home).code == 0
    assert command(*words, home=home).code == 0
    listed = json.loads(command("agency", "list", "--json", home=home).out)
    assert {"code": "NORTH-PROB", "name": "Northern Probation", "kind": "probation", "area": ""} in listed


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("court", "add", "HELLO"), 1),
        (("court", "add"), 2),
        (("nonsense",), 2),
        (("court", "list", "--unknown"), 2),
        (("user", "add"), 2),
    ],
)
def test_wrong_use_and_refusals_have_their_exit_codes(
    command: Run, live_home: Home, words: tuple[str, ...], code: int
) -> None:
    said = command(*words, home=live_home.folder)
    assert said.code == code
    assert said.err
    assert "Traceback" not in said.err


def test_a_wrong_password_a_missing_home_and_a_missing_user_are_told_plainly(
    command: Run, live_home: Home, tmp_path: Path
) -> None:
    wrong = command("user", "list", home=live_home.folder, password="not this one, no")
    assert (wrong.code, wrong.out) == (1, "")
    missing = command("user", "list", home=tmp_path / "none")
    assert (missing.code, "tracker init" in missing.err) == (2, True)
    nobody = command("user", "list", home=live_home.folder, user="")
    assert (nobody.code, "--as USER" in nobody.err) == (2, True)


def test_what_others_could_read_is_not_taken_for_a_password(command: Run, live_home: Home, tmp_path: Path) -> None:
    open_file = secret_file(tmp_path, "open", ADMIN_PASSWORD)
    open_file.chmod(0o644)
    from tracker_tui.cli.main import run

    assert run(["user", "list", "--home", str(live_home.folder), "--as", ADMIN, "--password-file", str(open_file)]) == 2


def test_a_code_of_another_system_is_mapped_to_a_court(command: Run, live_home: Home) -> None:
    home = live_home.folder
    command("court", "add", "B01LY", "--room", "01", home=home)
    words = ("court", "map", "1840", "B01LY", "--room-code", "7", "--room", "01")
    assert "would mean" in command(*words, "--dry-run", home=home).out
    assert json.loads(command("court", "codes", "--json", home=home).out) == []
    assert command(*words, home=home).out == "1840 7 of libra means B01LY 01.\n"
    kept = json.loads(command("court", "codes", "--json", home=home).out)
    assert kept == [{"system": "libra", "code": "1840", "room_code": "7", "court": "B01LY", "room": "01"}]
    refused = command("court", "map", "1840", "B77QQ", home=home)
    assert (refused.code, "no court B77QQ" in refused.err) == (1, True)


def test_relevance_that_agrees_is_said_to(command: Run, live_home: Home) -> None:
    for words in (("--dry-run",), ()):
        assert "agrees" in command("db", "relevance", *words, home=live_home.folder).out


def test_only_a_courtroom_waits_longer_than_five_minutes_and_the_log_keeps_why(command: Run, live_home: Home) -> None:
    home = live_home.folder
    for wrong in (("6",), ("0",), ("16", "--class", "courtroom", "--reason", "long trials")):
        assert command("terminal", "lock", *wrong, home=home).code == 1
    unexplained = command("terminal", "lock", "12", "--class", "courtroom", home=home)
    assert (unexplained.code, "need a reason" in unexplained.err) == (1, True)
    words = ("terminal", "lock", "12", "--class", "courtroom", "--reason", "long trials")
    assert command(*words, "--dry-run", home=home).out.startswith("Would")
    assert find_home(str(home)).settings().lock_minutes == 5
    assert command(*words, home=home).code == 0
    assert find_home(str(home)).settings().lock_minutes == 12
    assert command("terminal", "lock", "3", home=home).code == 0
    assert (find_home(str(home)).settings().terminal_class, find_home(str(home)).settings().lock_minutes) == (
        "office",
        3,
    )


@pytest.mark.parametrize("line", ["minutes = 6", "minutes = 0", "minutes = true", "minutes = 'five'"])
def test_a_file_that_lets_an_office_wait_longer_is_refused(live_home: Home, line: str) -> None:
    with live_home.configuration.open("a") as file:
        file.write(f"\n[lock]\n{line}\n")
    with pytest.raises(Misconfigured, match=r"lock\.minutes"):
        find_home(str(live_home.folder)).settings()


def test_a_user_chooses_another_password_and_the_old_one_is_over(command: Run, live_home: Home, tmp_path: Path) -> None:
    home, fresh = live_home.folder, "kettle nine plum harbour wood"
    new = secret_file(tmp_path, "new", fresh)
    assert command("user", "password", "--new-password-file", new, home=home).code == 0
    assert command("user", "list", home=home).code == 1
    assert command("user", "list", home=home, password=fresh).code == 0
    again = command("user", "password", "--new-password-file", new, home=home, password=fresh)
    assert (again.code, "before" in again.err) == (1, True)


def test_an_area_is_added_with_its_postcodes_and_an_agency_and_a_court_lie_in_it(command: Run, live_home: Home) -> None:
    home = live_home.folder
    words = ("area", "add", "north", "Northern", "--kind", "region")
    assert command(*words, "--dry-run", home=home).out == "Would add the area NORTH Northern.\n"
    assert command("area", "list", "--json", home=home).out == "[]\n"
    assert command(*words, home=home).out == "NORTH Northern is added.\n"
    assert command("area", "postcode", "north", "l1", "L20", "--dry-run", home=home).out.startswith("NORTH would have")
    assert command("area", "postcode", "north", "l1", "L20", home=home).out == "NORTH has: L1 L20.\n"
    assert command("area", "postcode", "north", "L1", "--remove", home=home).out == "NORTH has: L20.\n"
    listed = json.loads(command("area", "list", "--json", home=home).out)
    assert listed == [
        {"code": "NORTH", "name": "Northern", "kind": "region", "parent": "", "postcodes": ["L20"], "people": None}
    ]
    assert "L20" in command("area", "list", home=home).out
    change = ("agency", "change", "HMCTS", "--area", "NORTH")
    assert "would be" in command(*change, "--dry-run", home=home).out
    assert command(*change, home=home).out.endswith(", area NORTH.\n")
    assert command("court", "add", "B01LY", "--area", "NORTH", home=home).code == 0
    assert json.loads(command("court", "list", "--json", home=home).out)[0]["area"] == "NORTH"
    renamed = command("court", "change", "B01LY", "--name", "Northtown", home=home)
    assert renamed.out == "B01LY is Northtown, area NORTH.\n"
    missing = command("agency", "add", "PROB", "Probation", "--kind", "probation", "--area", "SOUTH", home=home)
    assert (missing.code, "no area SOUTH" in missing.err) == (1, True)


def test_what_is_done_about_sign_ins_is_checked_first_and_writes_nothing(
    command: Run, live_home: Home, tmp_path: Path
) -> None:
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    words = ("user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--new-password-file", secret)
    assert command(*words, home=home).code == 0
    dry = command("user", "unlock", "j.moss", "--dry-run", home=home)
    assert dry.out == "Would let j.moss try again.\n"
    dry = command("user", "reset-factor", "J.Moss", "--dry-run", home=home)
    assert dry.out == "Would take the code generator of j.moss away.\n"
    (own,) = json.loads(command("user", "sessions", "--json", home=home).out)
    dry = command("user", "sign-out", own["id"], "--reason", "test", "--dry-run", home=home)
    assert (dry.code, "No such sign-in stands" in dry.err) == (1, True)
    for text, code in (("short", 1), ("nine blue kettles in a lane", 0)):
        other = secret_file(tmp_path, "other", text)
        dry = command(
            "user", "password", "--new-password-file", other, "--dry-run", home=home, user="j.moss", password=PASSWORD
        )
        assert dry.code == code, dry.err
    assert command("user", "list", home=home, user="j.moss", password=PASSWORD).code == 0


def test_the_index_that_agrees_is_said_to_and_made_anew(command: Run, live_home: Home) -> None:
    home = live_home.folder
    assert "agrees" in command("lookup", "check", home=home).out
    assert "0 rows that differ" in command("lookup", "rebuild", "--dry-run", home=home).out
    assert "names of" in command("lookup", "rebuild", home=home).out
    assert json.loads(command("lookup", "check", "--json", home=home).out) == {"faults": []}


def test_a_row_that_differs_is_named_and_the_exit_code_tells(
    command: Run, live_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.keeper.lookup.check", lambda _: (Differs("a near form too much", "nobody 0 987"),))
    told = command("lookup", "check", home=live_home.folder)
    assert (told.code, "987" in told.out, "lookup rebuild" in told.err) == (1, True, True)
