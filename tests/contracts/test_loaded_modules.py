"""What a command loads, seen from outside: the run-time twin of the import contracts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.harness import environment, tracker

# Runs the program as the console script does, then tells which top-level packages it had loaded.
WITNESS = """
import json, sys
from pathlib import Path
sys.argv = ["tracker", *sys.argv[2:]]
from tracker_tui.__main__ import main
try:
    code = main()
except SystemExit as leaving:
    code = leaving.code
Path(%r).write_text(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""
SCREEN = {"textual"}
MIGRATIONS = {"alembic", "mako"}
KEYRING = {"keyring", "secretstorage", "jeepney"}
RECORDS = {"sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "psycopg"}
CRYPTOGRAPHY = {"cryptography", "argon2"}
FEEDS = {"lxml", "msgspec"}


def loaded(home: Path, *arguments: str) -> set[str]:
    """The top-level packages that one command has loaded when it ends; the command must succeed."""
    told = home / "loaded.json"
    done = subprocess.run(
        [sys.executable, "-c", WITNESS % str(told), "tracker", *arguments],
        env=environment(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(json.loads(told.read_text()))


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo")
    subprocess.run(
        tracker("demo", "--home", home, "--prepare"),
        env=environment(home),
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=120,
    )
    return home


def test_help_loads_neither_screen_nor_record(tmp_path: Path) -> None:
    heavy = SCREEN | MIGRATIONS | KEYRING | RECORDS | CRYPTOGRAPHY | FEEDS
    assert loaded(tmp_path, "--help") & heavy == set()


def test_doctor_loads_no_screen_and_of_the_keyring_only_what_it_reports(demo_home: Path) -> None:
    found = loaded(demo_home, "doctor", "--home", str(demo_home))
    # It says which keyring this machine has, so it asks the library; without one, no backend is reached.
    assert found & (SCREEN | MIGRATIONS | KEYRING) == {"keyring"}


def test_a_batch_command_loads_no_screen_no_migrations_no_keyring(demo_home: Path) -> None:
    found = loaded(demo_home, "feed", "list", "--json", "--home", str(demo_home))
    assert found & (SCREEN | MIGRATIONS | KEYRING) == set()


def test_the_doors_carry_no_load_of_their_own() -> None:
    heavy = SCREEN | MIGRATIONS | KEYRING | RECORDS | CRYPTOGRAPHY | FEEDS
    program = "import sys, json, tracker_tui.__main__, db, screens; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment(Path("/")), capture_output=True, text=True, check=True
    )
    assert {name.partition(".")[0] for name in json.loads(said.stdout)} & heavy == set()
