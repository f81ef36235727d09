"""Bad input at the command line: one clear sentence, what was kept, the right exit code, nothing lost."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.e2e.demo import DemoHome, row, todays_list
from tests.e2e.harness import environment, tracker

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><ExternalDocumentRequest><documents>&j;</documents></ExternalDocumentRequest>"
)
DEPTH = 200_000
GOOD = todays_list(row(1, "Wilfred", "ASHBOURNE"))

BAD: dict[str, bytes] = {
    "truncated.xml": GOOD.xml()[: len(GOOD.xml()) // 2].encode(),
    "invalid.json": b'{"hearing": {"id": ',
    "bomb.xml": BOMB.encode(),
    "deep.xml": b"<ExternalDocumentRequest>" + b"<a>" * DEPTH + b"</a>" * DEPTH + b"</ExternalDocumentRequest>",
    "deep.json": b'{"hearing":' + b"[" * DEPTH + b"]" * DEPTH + b"}",
    "encoding.xml": b'<?xml version="1.0" encoding="UTF-8"?>' + GOOD.xml().replace("Wilfred", "Zoë").encode("latin-1"),
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "empty.xml": b"",
}


def _told(said: subprocess.CompletedProcess[str], code: int) -> str:
    """What was said, once it is seen to be an orderly refusal."""
    assert said.returncode == code, (said.returncode, said.stdout, said.stderr)
    assert "Traceback" not in said.stdout + said.stderr
    assert said.stderr.strip() + said.stdout.strip()
    return said.stdout + said.stderr


def _people(demo: DemoHome) -> int:
    with sqlite3.connect(demo.folder / "demo.db") as connection:
        (count,) = connection.execute("SELECT count(*) FROM person").fetchone()
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    assert sound == "ok"
    return int(count)


def test_a_refused_file_stops_no_other_and_each_has_its_reason(demo: DemoHome) -> None:
    inbox = demo.outside / "inbox"
    inbox.mkdir()
    for name, content in BAD.items():
        (inbox / name).write_bytes(content)
    (inbox / "good.xml").write_text(GOOD.xml(), encoding="utf-8")
    before = _people(demo)
    said = demo.run("feed", "import", inbox, inbox / "absent.xml", "--json")
    _told(said, 1)
    outcomes = {Path(one["file"]).name: one for one in json.loads(said.stdout)}
    assert outcomes["good.xml"]["new"] == 1
    for name in (*BAD, "absent.xml"):
        told = outcomes.get(name)
        reasons = " ".join(problem["reason"] for problem in told["problems"]) if told else said.stderr
        assert reasons, name
        assert told is None or told["quarantined"] or not told["read"], (name, told)
    assert before + 1 <= _people(demo) <= before + 2, "the good one, and what stood whole in the truncated one"
    shown = _told(demo.run("feed", "import", inbox), 1)
    for name in BAD:
        assert name in shown


def test_wrong_names_and_folders_are_told_with_what_to_do(demo: DemoHome, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    file = tmp_path / "file"
    file.write_text("no folder\n")
    wrong: list[tuple[int, str, tuple[str | Path, ...]]] = [
        (1, "has no user 'nobody-here'", ("feed", "list", "--as", "nobody-here")),
        (1, "known as P-22222222", ("person", "show", "P-22222222")),
        (2, "No such command 'fed'", ("fed", "list")),
        (1, "A demo home takes no backup", ("db", "restore", tmp_path / "absent", "--yes")),
        (2, "There is no file", ("db", "restore", tmp_path / "absent", "--yes", "--home", tmp_path / "none")),
        (1, "There is no 31 February", ("hearing", "add", "--name", "X, Y", "--born", "31/2/80", "--charge", "Theft")),
        (2, "Make one with: tracker init", ("feed", "list", "--home", tmp_path / "none")),
        (2, "is not a folder", ("feed", "list", "--home", file)),
    ]
    for code, sentence, words in wrong:
        home = () if "--home" in words else ("--home", demo.folder)
        said = subprocess.run(
            tracker(*words, *home), env=environment(tmp_path), stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert sentence in _told(said, code)
        assert said.stdout == ""


def test_a_folder_that_may_only_be_read_loses_nothing(demo: DemoHome) -> None:
    before = _people(demo)
    (demo.outside / "list.xml").write_text(GOOD.xml(), encoding="utf-8")
    everything = [demo.folder, *demo.folder.rglob("*")]
    for path in everything:
        path.chmod(0o500 if path.is_dir() else 0o400)
    command = tracker("--home", demo.folder, "feed", "import", demo.outside / "list.xml")
    said = _limited(demo, _NO_ROOT, *command)
    for path in everything:
        path.chmod(0o700 if path.is_dir() else 0o600)
    told = _told(said, 3)
    assert "only be read" in told
    assert _people(demo) == before


def test_a_file_that_may_not_be_read_is_one_sentence(demo: DemoHome) -> None:
    closed = demo.outside / "closed.xml"
    closed.write_text(GOOD.xml(), encoding="utf-8")
    closed.chmod(0)
    said = _limited(demo, _NO_ROOT, *tracker("--home", demo.folder, "feed", "import", closed))
    assert "permission denied" in _told(said, 1)


# Root is bound by no permission, so what lets it pass them is given up first (CAP_DAC_OVERRIDE, ..._READ_SEARCH).
_NO_ROOT = """
import ctypes, os, sys
if os.geteuid() == 0:
    for capability in (1, 2):
        assert ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) == 0
os.execvp(sys.argv[1], sys.argv[1:])
"""


def _limited(demo: DemoHome, lead: str, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that has been limited by `lead` before it begins."""
    return subprocess.run(
        [sys.executable, "-c", lead, *command], env=environment(demo.outside), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_a_database_held_by_another_is_try_again_and_nothing_is_lost(demo: DemoHome) -> None:
    (demo.outside / "list.xml").write_text(GOOD.xml(), encoding="utf-8")
    before = _people(demo)
    holder = sqlite3.connect(demo.folder / "demo.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        told = _told(demo.run("feed", "import", demo.outside / "list.xml"), 3)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert "Try again" in told
    assert _people(demo) == before
    assert demo.run("feed", "import", demo.outside / "list.xml").returncode == 0
    assert _people(demo) == before + 1


# A limit on the size of any file the process writes is what a full disk is to it.
_FULL = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024,) * 2)
os.execvp(sys.argv[1], sys.argv[1:])
"""


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(demo: DemoHome) -> None:
    rows = [row(n, "Wilfred", f"ASHBOURNE{n}") for n in range(1, 90)]
    (demo.outside / "list.xml").write_text(todays_list(*rows).xml(), encoding="utf-8")
    before = _people(demo)
    command = tracker("--home", demo.folder, "feed", "import", demo.outside / "list.xml")
    told = _told(_limited(demo, _FULL, *command), 3)
    assert "The disk" in told
    assert "kept" in told
    assert _people(demo) == before
    assert demo.run("feed", "import", demo.outside / "list.xml").returncode == 0
    assert _people(demo) == before + 89
