"""Homes for tests: a live one with its first administrator, and the command line run against it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.keeper.homes import Home, find_home
from db.keeper.making import FirstUser, make_live

ADMIN = "p.hale"
ADMIN_PASSWORD = "plum harbour kettle nine"
PASSWORD = "walnut ferry blanket"
KEY = "5e" * 32


@dataclass(frozen=True)
class Said:
    """What one command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]
"""`run("court", "list", home=FOLDER)`: one command line in this process, as the administrator."""


@pytest.fixture(scope="session", autouse=True)
def _key_at_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every test's homes have one key, in a file as a service would be given it, and no keyring is asked."""
    file = secret_file(tmp_path_factory.mktemp("key"), "tracker.key", f'[secrets]\ndatabase-key = "{KEY}"')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_KEY_FILE", str(file))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live home that is copied for each test: making one takes a second."""
    folder = tmp_path_factory.mktemp("home") / "live"
    make_live(find_home(str(folder)), FirstUser(ADMIN, "P. Hale", ADMIN_PASSWORD), second_factor=False)
    return folder


@pytest.fixture
def live_home(_made_once: Path, tmp_path: Path) -> Home:
    """A live home with one administrator and nothing else."""
    folder = tmp_path / "live"
    shutil.copytree(_made_once, folder)
    folder.chmod(0o700)
    return find_home(str(folder))


def secret_file(folder: Path, name: str, secret: str) -> Path:
    """A password file that is its owner's alone."""
    path = folder / name
    path.write_text(secret + "\n")
    path.chmod(0o600)
    return path


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in this process; `user` and `password` say who acts, in a live home."""
    from tracker_tui.cli.main import run

    # Workers that run tests side by side have a width of their own, which is nobody's terminal.
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*words: str | Path, home: Path, user: str = ADMIN, password: str = ADMIN_PASSWORD) -> Said:
        secret = secret_file(tmp_path, "acting.pass", password)
        acting = ["--home", str(home), *(["--as", user, "--password-file", str(secret)] if user else [])]
        capsys.readouterr()
        code = run([*map(str, words), *acting])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return call
