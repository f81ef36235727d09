"""`tracker outbox` in a live home: results written, sent, acknowledged, and what is late."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file
from tests.support.spi import Offence, Person, result, resulted

CASE = "31KL2600417"


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk of a court that has resulted a case."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    run = partial(command, home=home, user="j.moss", password=PASSWORD)
    file = tmp_path / "results.xml"
    file.write_text(resulted((Person(), (Offence(plea="1", results=(result(),)),)), court="B01LY01"))
    assert run("feed", "import", str(file)).code == 0
    return run


def write(clerk: Run, *more: str) -> str:
    said = clerk("outbox", "write", CASE, "--on", "2026-06-02", *more)
    assert said.code == 0, said.err
    return said.out


def test_results_are_written_once_sent_once_and_acknowledged(clerk: Run, tmp_path: Path) -> None:
    assert write(clerk, "--dry-run").startswith("Would share the results of 1 defendant of")
    assert write(clerk).startswith("1 message written")
    assert write(clerk).startswith("0 messages written; 1 defendant: told the same")
    (listed,) = json.loads(clerk("outbox", "list", "--json").out)
    assert (listed["state"], listed["tries"], listed["late"]) == ("waiting", 0, False)
    short = listed["message"][-8:]
    assert "+00:00" not in clerk("outbox", "list").out  # the court's clock, as everywhere
    assert "<PTIURN>31KL2600417</PTIURN>" in clerk("outbox", "show", short, "--body").out
    out = tmp_path / "out"
    assert clerk("outbox", "send", "--to", str(out), "--dry-run").out == "Would send 1 message.\n"
    assert clerk("outbox", "send", "--to", str(out)).out == "1 message sent.\n"
    assert len(list(out.iterdir())) == 1
    assert clerk("outbox", "acknowledge", short, "--refused", "no such ASN").out.endswith("refused by its recipient.\n")
    status = clerk("outbox", "status", "--json")
    assert (status.code, json.loads(status.out)["late"]) == (1, 1)
    assert clerk("outbox", "retry", short).code == 0
    assert clerk("outbox", "send", "--to", str(out)).code == 0
    assert clerk("outbox", "acknowledge", short).code == 0
    assert clerk("outbox", "status").code == 0
    assert "Nothing waits" in clerk("outbox", "list").err
    shown = json.loads(clerk("outbox", "show", short, "--json").out)
    assert [one["kind"] for one in shown["receipts"]] == ["sent", "refused", "retried", "sent", "acknowledged"]


def test_what_is_not_there_is_said_in_one_line(clerk: Run) -> None:
    for words in (
        ("write", "31KL9999999", "--on", "2026-06-02"),
        ("write", CASE, "--on", "soon"),
        ("show", "aaaaaaaa"),
        ("acknowledge", "aaaaaaaa"),
    ):
        said = clerk("outbox", *words)
        assert said.code == 1, words
        assert said.err.count("\n") == 1, said.err
