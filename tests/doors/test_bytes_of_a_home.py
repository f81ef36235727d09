"""The files of a live home: database, its journal, backup, drafts and logs hold no word of any record."""

from __future__ import annotations

import json
from pathlib import Path

from db.keeper.homes import Home
from tests.support.homes import ADMIN, ADMIN_PASSWORD, PASSWORD, Run, secret_file

MARKER = "Zqombersley"


def test_no_word_of_a_record_is_in_any_file_of_a_home_or_in_its_backup(
    command: Run, live_home: Home, tmp_path: Path
) -> None:
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    command("court", "add", "B01LY", "--room", "01", home=home)
    command("court", "enable", "B01LY", home=home)
    command("user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
            "--new-password-file", secret, home=home)  # fmt: skip
    added = command(
        "hearing", "add", "--name", f"{MARKER}, John", "--born", "12/3/80", "--charge", "Theft of a zqcoracle",
        "--court", "B01LY", home=home, user="j.moss", password=PASSWORD,
    )  # fmt: skip
    assert added.code == 0, added.err
    found = command("person", "find", MARKER, "--json", home=home, user="j.moss", password=PASSWORD)
    assert MARKER.upper() in json.dumps(json.loads(found.out)).upper()
    backup = tmp_path / "backup.bin"
    done = command("db", "backup", backup, home=home, user=ADMIN, password=ADMIN_PASSWORD)
    assert done.code == 0, done.err
    for path in (*(each for each in home.rglob("*") if each.is_file()), backup):
        content = path.read_bytes().lower()
        for marker in (MARKER.lower(), "zqcoracle", "1980-03-12"):
            assert marker.encode() not in content, path
            assert marker.encode("utf-16-le") not in content, path
    assert command("person", "show", "nobody", home=home).code == 1
