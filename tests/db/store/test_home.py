"""A home is private, live or a demo for good, and says in words what is wrong with its file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.store.home import Home, HomeKind, WrongHome, locate
from db.store.settings import Settings
from db.words.errors import Misconfigured


def _home(folder: Path, kind: HomeKind = HomeKind.LIVE) -> Home:
    return locate(str(folder), environ={}).made(kind)


def test_a_named_home_holds_everything_in_one_folder(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")

    for path in (home.configuration, home.drafts, home.database, home.log_folder):
        assert path.is_relative_to(tmp_path / "home")
    assert home.exists
    assert locate(str(tmp_path / "home"), environ={}) == home


def test_the_option_wins_over_the_variable(tmp_path: Path) -> None:
    environ = {"TRACKER_HOME": str(tmp_path / "b")}

    assert locate(str(tmp_path / "a"), environ=environ).folder == tmp_path / "a"
    assert locate(None, environ=environ).folder == tmp_path / "b"


def test_without_a_name_live_and_demo_have_usual_folders_of_their_own() -> None:
    live = locate(None, environ={})
    demo = locate(None, environ={}, kind=HomeKind.DEMO)

    assert live.folder != demo.folder
    assert live.configuration != demo.configuration


def test_looking_makes_nothing(tmp_path: Path) -> None:
    assert not locate(str(tmp_path / "home"), environ={}).exists
    assert list(tmp_path.iterdir()) == []


def test_a_home_is_closed_to_others_even_in_a_folder_that_was_open(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    home = _home(tmp_path / "home")

    assert home.folder.stat().st_mode & 0o777 == 0o700
    assert home.drafts.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", list(HomeKind))
def test_a_home_never_changes_its_kind(tmp_path: Path, kind: HomeKind) -> None:
    other = next(each for each in HomeKind if each is not kind)
    home = _home(tmp_path / "home", kind)

    with pytest.raises(WrongHome):
        locate(str(home.folder), environ={}).made(other)
    with pytest.raises(WrongHome):
        home.insist(other)
    home.insist(kind)
    assert locate(str(home.folder), environ={}).made(kind) == home


def test_a_demo_that_did_not_see_the_mark_yet_is_refused_all_the_same(tmp_path: Path) -> None:
    before = locate(str(tmp_path / "home"), environ={})
    _home(tmp_path / "home")

    with pytest.raises(WrongHome):
        before.made(HomeKind.DEMO)


def test_live_and_demo_databases_have_different_names(tmp_path: Path) -> None:
    names = {_home(tmp_path / kind, kind).database.name for kind in HomeKind}

    assert len(names) == 2


def test_a_demo_home_that_names_a_database_is_refused(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", HomeKind.DEMO)
    home.configuration.write_text('[database]\nurl = "postgresql://tracker@db.example/tracker"\n')

    with pytest.raises(Misconfigured, match="demo home"):
        home.settings()


def test_no_home_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="tracker init"):
        locate(str(tmp_path), environ={}).insist(HomeKind.LIVE)


def test_a_file_in_its_place_or_an_altered_mark_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="not a folder"):
        locate(str(tmp_path / "file"), environ={})
    (tmp_path / "home.kind").write_text("sandbox 1")
    with pytest.raises(Misconfigured, match="what kind of home"):
        locate(str(tmp_path), environ={})


def test_settings_are_written_and_read_back(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    home.change_settings({("terminal", "court"): "B01", ("terminal", "room"): "4"})
    home.change_settings({("keys", "note.save"): "f9"})
    home.change_settings({("terminal", "room"): "5", ("", "accessible"): True})
    settings = home.settings()

    assert settings == Settings(court="B01", room="5", accessible=True, keys={"note.save": "f9"})
    assert home.configuration.stat().st_mode & 0o777 == 0o600


def test_a_home_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")

    assert home.settings() == Settings()
    assert home.database_url(home.settings(), {}) == f"sqlite:///{home.database}"


def test_the_database_of_the_file_and_then_of_the_tests_comes_first(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    settings = home.change_settings({("database", "url"): "postgresql://tracker@db.example/tracker"})

    assert home.database_url(settings, {}) == "postgresql://tracker@db.example/tracker"
    assert home.database_url(settings, {"TRACKER_DATABASE_URL": "sqlite:///x"}) == "sqlite:///x"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'theme = "plain"\ncourt == 1\n', "line 2"),
        (b'theme = "plain"\n\xff\n', "line 2"),
        (b"theme = 3\n", "'theme' must be text"),
        (b"[terminal]\ncourt = 3\n", r"'terminal\.court' must be text"),
        (b'accessible = "yes"\n', "'accessible' must be true or false"),
        (b"keys = 3\n", "'keys' must be"),
        (b"[keys]\nx = 3\n", r"'keys\.x' must be text"),
        (b"x" * 1_048_577, "too long"),
    ],
)
def test_a_bad_file_says_what_and_where(tmp_path: Path, text: bytes, said: str) -> None:
    home = _home(tmp_path / "home")
    home.configuration.write_bytes(text)

    with pytest.raises(Misconfigured, match=said):
        home.settings()


def test_settings_that_tracker_does_not_know_are_named_and_ignored(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    home.configuration.write_text('colour = 1\n[terminal]\ncourt = "B01"\nchair = 2\n[lamp]\non = true\n')
    home.configuration.chmod(0o600)
    settings = home.settings()

    assert settings.court == "B01"
    assert [notice.split("'")[1] for notice in settings.notices] == ["colour", "terminal.chair", "lamp"]


def test_a_file_that_others_may_change_is_said(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    home.change_settings({("terminal", "court"): "B01"})
    home.configuration.chmod(0o666)

    assert "chmod 600" in home.settings().notices[0]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://tracker:hunter2@db.example/tracker",
        "postgresql://tracker:@db.example/tracker",
        "postgresql://tracker@db.example/tracker?password=hunter2",
    ],
)
def test_an_address_with_a_password_is_refused_unrepeated_and_unwritten(tmp_path: Path, url: str) -> None:
    home = _home(tmp_path / "home")

    with pytest.raises(Misconfigured, match="carries a password") as caught:
        home.change_settings({("database", "url"): url})
    assert "hunter2" not in str(caught.value)
    assert not home.configuration.exists()


def test_finding_a_home_loads_nothing_that_first_paint_waits_for() -> None:
    script = (
        "import sys; from db.store.home import locate; locate(sys.argv[1], environ={})\n"
        "heavy = ('platformdirs', 'tomllib', 'cryptography', 'sqlalchemy', 'textual', 'secrets', 'json')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script, "."], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


def test_a_program_closes_its_files_and_its_memory_to_others() -> None:
    script = (
        "import os, resource; from db.store.host import close_memory, close_to_others\n"
        "close_to_others()\n"
        "print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE), close_memory())"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == f"0o77 (0, 0) {sys.platform == 'linux'}"
