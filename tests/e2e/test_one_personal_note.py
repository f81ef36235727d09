"""One personal note in four real terminals: judge A on two of them, judge B, a clerk, and an administrator's hands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.accounts.codes import code_proof
from db.accounts.credentials import find
from db.cards.drafts import Draft
from db.desk import Desk
from db.keeper.homes import Home
from db.keeper.installation import Installation
from db.tables.users import Credential
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.e2e.demo import LIVE
from tests.e2e.harness import PATIENCE, Terminal, tracker, wait
from tests.e2e.tmux import Tmux
from tests.support.homes import PASSWORD, Run, secret_file
from tests.support.record import Record

TEXT = "Ombersley willow: one more chance"
NEW = "harbour thistle candle nine"
WORDS = ("Ombersley", "willow")
BUSY = 2.0
"""Seconds that a save, or a slow machine, may take before the two seconds of a live change begin."""


@dataclass(frozen=True)
class Court:
    """A live home with two judges and a clerk, and one defendant on today's list."""

    home: Home
    folder: Path
    run: Run
    person: UUID

    @contextmanager
    def seat(self, user: str, terminal: str) -> Iterator[Tmux]:
        """A user's tmux of 80x24 at the bench page of the defendant; the terminal has a name of its own."""
        self.home.change_settings({("terminal", "name"): terminal})
        with Tmux(tracker("--home", self.home.folder), home=self.folder) as seat:
            seat.wait_for("Password")
            seat.write(user).press("enter").write(PASSWORD).press("enter")
            seat.wait_for("What awaits you")
            seat.press("f2").wait_for("case 2500123")
            seat.press("f5").wait_for("Bench > SMITH")
            seat.wait_for("Yours")
            yield seat

    def says(self, *words: str, user: str) -> str:
        said = self.run(*words, home=self.home.folder, user=user, password=PASSWORD)
        return said.out + said.err

    def in_the_clear(self) -> list[tuple[Path, str]]:
        """Files of the home and beside it that hold a word of the note: database, WAL, drafts, backups, logs."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        assert any(path.name.endswith(("-wal", ".journal")) for path in files)
        return [(path, word) for path in files for word in WORDS if word.encode() in path.read_bytes()]


@pytest.fixture
def court(live_home: Home, command: Run, tmp_path: Path) -> Court:
    secret = secret_file(tmp_path, "new.pass", PASSWORD)
    users = (("clerk", "clerk"), ("farrow", "judge"), ("imlach", "judge"))
    for words in (
        ("court", "add", "B01LY", "--name", "Northgate", "--room", "01"),
        ("court", "enable", "B01LY"),
        ("terminal", "set", "--court", "B01LY", "--room", "01"),
        *(
            ("user", "add", name, "--role", role, "--name", f"Judge {name.title()}" if role == "judge" else "A. Clerk",
             "--court", "B01LY", "--new-password-file", secret)
            for name, role in users
        ),
    ):  # fmt: skip
        said = command(*words, home=live_home.folder)
        assert said.code == 0, (words, said.err)
    installation = Installation(live_home)
    record = Record(installation.units)
    with installation.units.raw("keeper") as connection:
        court_id = connection.exec_driver_sql("SELECT id FROM court WHERE code = 'B01LY'").scalar_one()
        agency_id = connection.exec_driver_sql("SELECT id FROM agency WHERE code = 'HMCTS'").scalar_one()
    known = record.person(UUID(bytes=agency_id), "SMITH", "John")
    record.listing(known, record.case(known, UUID(bytes=court_id), case_no="2500123"), UUID(bytes=court_id))
    installation.close()
    return Court(live_home, tmp_path, command, known.person)


def shows_nothing(seat: Tmux) -> None:
    """No text, no count, no mark: the page reads as if nobody had written anything."""
    shown = seat.text
    assert not any(word in shown for word in WORDS), shown
    assert "~" not in shown, shown
    assert "You have" in shown, shown


def test_a_personal_note_is_its_judges_alone_until_it_is_handed_over(court: Court) -> None:
    with ExitStack() as seats:
        bench = seats.enter_context(court.seat("farrow", "bench"))
        chambers = seats.enter_context(court.seat("farrow", "chambers"))
        other = seats.enter_context(court.seat("imlach", "other bench"))
        clerk = seats.enter_context(court.seat("clerk", "clerk's desk"))
        before = other.text, clerk.text

        chambers.press("f6").wait_for("Will be seen by: only you")
        chambers.wait_for("Note > SMITH")
        chambers.write(TEXT).wait_for(TEXT[-12:])
        time.sleep(0.4)
        assert court.in_the_clear() == []
        chambers.press("f10")
        bench.wait_for("Ombersley", patience=LIVE + BUSY)
        assert "only you" in bench.text
        assert "Bench > SMITH" in bench.text

        # The other judge and the clerk: the same page as before, in the same words.
        time.sleep(LIVE)
        for seat, shown in zip((other, clerk), before, strict=True):
            shows_nothing(seat)
            assert [line for line in seat.lines if line.startswith(" Yours")] == [
                line for line in (part.rstrip() for part in shown.splitlines()) if line.startswith(" Yours")
            ]
        clerk.press("f4").wait_for("File > SMITH")
        clerk.press("6").wait_for("No notes that you may see")
        clerk.press("/").write("willow").press("enter")
        time.sleep(1)
        assert "SMITH" not in "\n".join(clerk.lines[2:])

        the_administrator_finds_nothing(court)

        # Handed over: that judge alone, at once, marked.
        bench.press("g").wait_for("Your note of")
        bench.wait_for("Judge Imlach")
        bench.press("enter").wait_for("read it from then on?")
        bench.press("y").wait_for("Handed over to Judge Imlach.")
        other.wait_for("from Judge Farrow: Ombersley", patience=LIVE + BUSY)
        bench.press("enter").wait_for("What was read stays read")
        bench.press("y").wait_for("Taken back from Judge Imlach.")
        other.wait_until_gone("Ombersley", patience=LIVE + BUSY)
        for seat in (bench, chambers, other, clerk):
            seat.press("ctrl+q")
    assert court.in_the_clear() == []


def the_administrator_finds_nothing(court: Court) -> None:
    """The command line, SQL on the opened database, a backup, and every file of the home."""
    for user in ("p.hale", "clerk", "imlach"):
        password = {} if user == "p.hale" else {"password": PASSWORD}
        found = court.run("person", "find", "willow", "--json", home=court.home.folder, user=user, **password)
        assert "SMITH" not in found.out
        shown = court.run("person", "show", str(court.person), "--json", home=court.home.folder, user=user, **password)
        assert not any(word in shown.out + shown.err for word in (*WORDS, "judge_personal"))
    own = court.run(
        "person", "show", str(court.person), "--json", home=court.home.folder, user="farrow", password=PASSWORD
    )
    assert "Ombersley" in own.out

    installation = Installation(court.home)
    with installation.units.raw("keeper") as connection:
        rows = connection.exec_driver_sql("SELECT kind, body, sealed FROM note").all()
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        cells = repr([connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in tables])
    installation.close()
    assert [(row.kind, row.body) for row in rows] == [("judge_personal", None)]
    assert not any(word in cells or word.encode().hex() in cells for word in WORDS)

    copy = court.folder / "copy.backup"
    assert court.run("db", "backup", copy, home=court.home.folder).code == 0
    assert copy.exists()
    assert court.in_the_clear() == []


def test_after_a_lost_password_two_custodians_open_the_notes_again_at_a_real_terminal(court: Court) -> None:
    names = {"clerk": "granite teapot willow sixpence", "imlach": "marmalade heron violet ladder"}
    admin = secret_file(court.folder, "admin.pass", "plum harbour kettle nine")
    acting = ("--home", court.home.folder, "--as", "p.hale", "--password-file", admin)
    custodians = [word for name in names for word in ("--custodian", name)]
    with Terminal(tracker("user", "recovery-init", *custodians, *acting), home=court.folder) as terminal:
        for number, (name, passphrase) in enumerate(names.items(), 1):
            terminal.wait_for(f"of {name}:")
            terminal.write(passphrase).press("enter")
            _again(terminal, number)
            terminal.write(passphrase).press("enter")
        assert "Keys of judges sealed for it: 0" in terminal.wait_for("Keys of judges sealed for it")
        assert terminal.wait_for_exit() == 0
        assert all(passphrase not in terminal.raw.decode() for passphrase in names.values())
    assert "A. Clerk" in court.run("user", "recovery", home=court.home.folder).out
    refused = court.run("user", "recover-notes", "farrow", "--dry-run", home=court.home.folder)
    assert (refused.code, "sealed for recovery" in refused.err) == (1, True)

    with _desk(court, PASSWORD) as desk:
        kind = NoteKind.JUDGE_PERSONAL
        desk.notes.save(Draft(uuid7(), court.person, TEXT, desk.clock.now(), note_kind=kind))
    _lose_the_password(court)
    with _desk(court, NEW) as desk:
        assert [one.body for one in desk.notes.of_person(court.person)] == [""]

    with Terminal(tracker("user", "recover-notes", "farrow", *acting), home=court.folder) as terminal:
        terminal.wait_for("Judge Farrow")
        terminal.write("y").press("enter")
        for which, (name, passphrase) in zip(("First", "Second"), names.items(), strict=True):
            terminal.wait_for(f"{which} custodian, user name:")
            terminal.write(name).press("enter").wait_for(f"Passphrase of {name}:")
            terminal.write(passphrase).press("enter")
        terminal.wait_for("1 note opened to Judge Farrow again.")
        assert terminal.wait_for_exit() == 0
        assert not any(word in terminal.raw.decode() for word in (*names.values(), *WORDS))
    with _desk(court, NEW) as desk:
        assert [one.body for one in desk.notes.of_person(court.person)] == [TEXT]


def _again(terminal: Terminal, times: int) -> None:
    again = "The same again:"
    wait(lambda: terminal.text, lambda text: text.count(again) == times, what=f"{times} x {again}", patience=PATIENCE)


@contextmanager
def _desk(court: Court, password: str) -> Iterator[Desk]:
    """Judge Farrow's desk, after a sign-in with this password."""
    installation = Installation(court.home)
    admitted = installation.sign_in("farrow", password)
    yield Desk(installation.units, admitted.actor, judge_key=admitted.judge_key)
    installation.close()


def _lose_the_password(court: Court) -> None:
    """The administrator begins a reset; the judge chooses a new password with the one-time code."""
    installation = Installation(court.home)
    table: sa.Table = Credential.__table__
    with installation.units.raw("keeper", writes=True) as connection:
        found = find(connection, "farrow")
        assert found is not None
        proof, code = code_proof(found.user_id, now=installation.clock.now())
        names = ("salt", "parameters", "verifier", "expires_at")
        values = {name: getattr(proof, name) for name in names}
        connection.execute(sa.update(table).where(table.c.user_id == found.user_id).values(**values))
    installation.door.choose_password("farrow", code, NEW)
    installation.close()
