"""`tracker subscription` and `tracker mail`: asked for, authorised, sent once to a real server, opened, told."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import ADMIN_PASSWORD, PASSWORD, Run, secret_file
from tests.support.post_office import Box, Certified, attached, certified, headers, opened, post_office

ADDRESS = "a.reader@secure.example"
PRISONERS = """prisonerNumber,bookNumber,firstName,lastName,dateOfBirth,gender,status,prisonId,legalStatus
K8102AB,90001K,GWENDOLEN,STARKIE,1991-04-04,Female,ACTIVE IN,QWI,SENTENCED
K8103AB,90002K,AMOS,THORLEY,1988-05-06,Male,ACTIVE IN,QWI,SENTENCED
"""


@pytest.fixture(scope="module")
def server() -> Certified:
    return certified(host="localhost")


@pytest.fixture(scope="module")
def reader() -> Certified:
    return certified(address=ADDRESS, ends=datetime(2045, 1, 1, tzinfo=UTC))


@pytest.fixture
def run(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """The administrator's commands in a home with a police officer, an authoriser and a prison file."""
    home = live_home.folder
    admin = partial(command, home=home)
    steps: tuple[tuple[str | Path, ...], ...] = (
        ("area", "add", "MER", "Merseyside", "--kind", "force"),
        ("area", "add", "LPL", "Liverpool", "--kind", "cdrp", "--parent", "MER"),
        ("agency", "add", "HMPPS", "Prisons", "--kind", "prison"),
        ("agency", "add", "MERPOL", "Merseyside Police", "--kind", "police", "--area", "MER"),
    )
    secret = secret_file(tmp_path, "new", PASSWORD)
    for name, role in (("a.reader", "police_officer"), ("a.gate", "authoriser")):
        steps += (
            ("user", "add", name, "--role", role, "--name", name, "--agency", "MERPOL", "--new-password-file", secret),
        )
    prisoners = tmp_path / "prisoners.csv"
    prisoners.write_text(PRISONERS)
    steps += (("feed", "import", prisoners, "--agency", "HMPPS"),)
    for step in steps:
        said = admin(*step)
        assert said.code == 0, said.err
    return admin


def subscribed(run: Run, *more: str) -> str:
    """A subscription that is due from the first hour of the week; its reference."""
    user = partial(run, user="a.reader", password=PASSWORD)
    asked = user(
        "subscription", "ask", "inprison", "--area", "LPL", "--to", ADDRESS, "--reason", "weekly meeting", "--at",
        "00:00", *more,
    )  # fmt: skip
    assert asked.code == 0, asked.err
    assert "Ask your authoriser: a.gate." in asked.err
    (one,) = json.loads(user("subscription", "list", "--json").out)
    said = run("subscription", "authorise", one["reference"], user="a.gate", password=PASSWORD)
    assert said.code == 0, said.err
    return str(one["reference"])


def set_up(run: Run, port: int, folder: Path, server: Certified, reader: Certified | None) -> None:
    """Mail leaves by the server; passphrases go into a file that stands for the keyring."""
    authority, _ = server.files(folder, "authority")
    said = run(
        "mail", "settings", "--server", "localhost", "--port", str(port), "--sender", "tracker@mail.example",
        "--domain", "secure.example", "--authority", authority,
    )  # fmt: skip
    assert said.code == 0, said.err
    if reader is not None:
        certificate, _ = reader.files(folder, "reader")
        said = run("mail", "certificate", "add", ADDRESS, certificate)
        assert said.code == 0, said.err


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyring in memory that the machine's is taken for."""
    from db.store.keyrings import MachineKeyring

    held: dict[str, str] = {}
    monkeypatch.setattr(MachineKeyring, "get", lambda _, name: held.get(name))
    monkeypatch.setattr(MachineKeyring, "set", lambda _, name, value: held.__setitem__(name, value))


@pytest.mark.usefixtures("keyring")
def test_a_week_of_mail_from_asking_to_reading(run: Run, tmp_path: Path, server: Certified, reader: Certified) -> None:
    reference, box = subscribed(run), Box()
    with post_office(box, tmp_path, certificate=server) as port:
        set_up(run, port, tmp_path, server, reader)
        assert run("mail", "settings", "--new-signing-key").code == 0
        first = run("mail", "run", "--json")
        second = run("mail", "run", "--json")
    assert json.loads(first.out)["sent"] == 1
    assert (json.loads(second.out)["sent"], json.loads(second.out)["before"]) == (0, 1)
    assert (first.code, second.code) == (0, 0)
    ((sender, to, content),) = box.mails
    assert (sender, to) == ("tracker@mail.example", (ADDRESS,))
    assert headers(content)["Subject"].startswith("Tracker: your weekly list, week ")
    signing = run("mail", "settings", "--certificate").out.encode()
    read = opened(content, reader, signing, tmp_path)
    names = sorted(attached(read))
    assert [name.rpartition(".")[2] for name in names] == ["txt", "xlsx"]
    text = attached(read)[names[0]].decode()
    assert "In prison: Liverpool (LPL)" in text
    shown = run("subscription", "show", reference, user="a.reader", password=PASSWORD)
    assert "In prison: Liverpool (LPL)" in shown.out
    status = json.loads(run("mail", "status", "--json").out)
    assert status["subscriptions"][0]["last"]["state"] == "sent"


def test_what_cannot_go_is_told_and_the_exit_code_says_so(run: Run, tmp_path: Path, server: Certified) -> None:
    reference = subscribed(run)
    assert run("mail", "run").code == 1
    set_up(run, 1, tmp_path, server, None)
    said = run("mail", "run")
    assert (said.code, "There is no certificate for the address." in said.err) == (1, True)
    listed = run("mail", "status")
    assert listed.code == 1
    assert "There is no certificate for the address." in listed.out
    preview = run("mail", "preview", reference)
    assert "Subject: Tracker: your weekly list, week " in preview.out
    assert "shown to whom it is for alone" in preview.err
    assert "In prison" not in preview.out
    assert run("mail", "run", user="a.reader", password=PASSWORD).code == 1
    assert run("mail", "settings", "--folder", "mail").code == 1


def test_two_processes_at_once_send_it_once(run: Run, live_home: Home, tmp_path: Path, server: Certified) -> None:
    subscribed(run, "--notice-only")
    box, secret = Box(), secret_file(tmp_path, "admin.pass", ADMIN_PASSWORD)
    program = [sys.executable, "-m", "tracker_tui", "--home", str(live_home.folder), "--as", "p.hale"]
    with post_office(box, tmp_path, certificate=server) as port:
        set_up(run, port, tmp_path, server, None)
        runs = [
            subprocess.Popen(
                [*program, "--password-file", str(secret), "mail", "run", "--json"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        said = [one.communicate() for one in runs]
    assert [one.returncode for one in runs] == [0, 0], said
    assert sum(json.loads(out)["sent"] for out, _ in said) == 1
    assert len(box.mails) == 1


def test_a_request_is_refused_with_words_and_ended(run: Run) -> None:
    reader = partial(run, user="a.reader", password=PASSWORD)
    gate = partial(run, user="a.gate", password=PASSWORD)
    asked = reader(
        "subscription", "ask", "changed", "--area", "MER", "--to", ADDRESS, "--reason", "weekly meeting", "--day",
        "fri", "--at", "9:30",
    )  # fmt: skip
    assert "Friday 09:30" in asked.out
    (one,) = json.loads(gate("subscription", "list", "--everybody", "--json").out)
    assert gate("subscription", "refuse", one["reference"], "--reason", "ask for LPL").code == 0
    assert "ask for LPL" in reader("subscription", "list", "--all").out
    again = subscribed(run)
    assert reader("subscription", "revoke", again).code == 0
    assert run("subscription", "authorise", again, user="a.gate", password=PASSWORD).code == 1
    assert "asked for" not in run("subscription", "ask", "inprison", "--area", "MER", "--to", "x", "--reason", "y").out
