"""What docs/security.md says was decided is what the code does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from ci.promises import exists
from db.access.sign_ins import STEP_UP_LASTS
from db.accounts import asking, codes, gate, password_rules, throttle, two_persons, verifier
from db.accounts.authorising import LONGEST
from db.accounts.second_factor import RECOVERY_CODES
from db.accounts.totp import STEP_SECONDS
from db.cards.notes import LONGEST as NOTE
from db.cards.page import LIMIT
from db.exchange import limits
from db.exchange.loading.work import CHUNK_ROWS
from db.store.engine import BUSY_MILLISECONDS
from db.store.secrets import SHORTEST_PASSPHRASE
from db.store.settings import most_minutes
from tests.support.source import ROOT, code, tracked

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
FLAT = " ".join(PAGE.split())


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f} hours"


@pytest.mark.parametrize(
    "said",
    [
        f"At least {password_rules.SHORTEST} characters, {password_rules.SHORTEST_ADMINISTRATOR} for administrators",
        f"at most {password_rules.LONGEST}; any character",
        f"None of the last {gate.PAST_KEPT}",
        f"{throttle.FREE} are free; then {throttle.FIRST_SECONDS} seconds",
        f"doubling to {throttle.LONGEST_SECONDS // 60} minutes at most",
        f"one terminal writes {asking.MOST_FROM_HERE} a day and {asking.MOST_OPEN} wait at once",
        f"a code generator or one of {RECOVERY_CODES} recovery codes",
        f"whose network is not {', '.join(sorted(gate.INSIDE, reverse=True))}",
        f"{len(codes.code_bytes(codes.new_code())) * 8} random bits, good for {_hours(codes.LASTS)}",
        f"A sign-in ends after {_hours(gate.LASTS)}, locks after {most_minutes('office')} minutes without a key",
        f"(courtroom up to {most_minutes('courtroom')}",
        f"given within the last {STEP_UP_LASTS.total_seconds() / 60:.0f} minutes",
        f"want two persons, within {_hours(two_persons.STANDS)}",
        f"an end within {'two' if LONGEST.days // 365 == 2 else LONGEST.days} years",
        f"at most {limits.MAX_RECORD // 2**20} MiB a record, {limits.MAX_DEPTH} levels, {limits.MAX_NESTING} messages",
        f"a page is {LIMIT} rows at most",
        f"waits {BUSY_MILLISECONDS // 1000} seconds for a busy database",
        f"Argon2id t={verifier.CURRENT.time_cost}, m={verifier.CURRENT.memory_kib} KiB, p={verifier.CURRENT.lanes}",
        f"at most {NOTE:,} characters",
        f"works in chunks of {CHUNK_ROWS:,} rows",
        f"salt {verifier.SALT_BYTES * 8} bits",
        f"passphrase of {SHORTEST_PASSPHRASE} or more",
        f"6 figures, {STEP_SECONDS} s",
    ],
)
def test_a_figure_on_the_page_is_the_figure_of_the_code(said: str) -> None:
    assert said in FLAT


def test_the_rules_of_input_ways_in_keys_logs_and_neighbours_are_written_down() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    assert {"Ways in", "Wrong tries", "Sign-ins", "Who may see and do what", "What is taken in"} <= set(headings)
    assert {"Classes of data", "Keys", "Logs", "What Tracker talks to"} <= set(headings)
    assert {"What takes long, and what holds it"} <= set(headings)


def test_what_the_page_names_is_there() -> None:
    files = {path.as_posix() for path in tracked()}
    named = set(re.findall(r"`((?:db|tests|docs|screens|tracker_tui)/[\w/.]+)`", PAGE))
    linked = {f"docs/{name}" for name in re.findall(r"\]\(([\w/.-]+)\)", PAGE)}
    assert named | linked <= files


def test_no_log_is_written_that_the_page_does_not_name() -> None:
    """No logging library, and nothing is printed but what a command says."""
    asked = [path.as_posix() for path in code("db", "screens", "tracker_tui") if "import logging" in path.read_text()]
    assert not asked


def test_how_quickly_a_weak_component_is_replaced_is_promised() -> None:
    promise = " ".join((ROOT / "SECURITY.md").read_text("utf-8").split())
    assert "within seven days" in promise
    assert "name every version by hash" in promise


def test_every_sentence_of_the_threat_model_names_tests_and_code_that_are_there() -> None:
    model = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    tests = re.findall(r"\[([^]]+)\]\(\.\./(tests/[\w/.]+)\)", model)
    missing = [said for said, file in tests if not exists(f"{file}::test_{said.replace(' ', '_')}")]
    assert len(tests) > 60
    assert not missing, missing
    assert all((ROOT / file).is_file() for file in re.findall(r"`((?:db|screens|tracker_tui)/[\w/.]+)`", model))
    assert {f"| R{number} |" for number in range(1, 21)} <= set(re.findall(r"^\| R\d+ \|", model, re.MULTILINE))
    # Whoever attacks, what is not stopped is said as well.
    attackers = model.partition("## Who attacks")[2].partition("## One file")[0].split("\n### ")[1:]
    assert not [part.splitlines()[0] for part in attackers if "**Not stopped" not in part]
