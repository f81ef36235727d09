"""Whoever speaks to PostgreSQL itself, as the application's own role, guesses no faster than at the keyboard."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from db.accounts.verifier import derive
from db.store.engine import make_engine
from db.store.wall.roles import APP
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.errors import TryLater
from db.words.keys import uuid7
from tests.support.door import PASSWORD, WRONG, House, Times
from tests.support.postgres import as_login
from tests.support.record import Record

Raw = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def home(pg_url: str) -> Iterator[House]:
    """An installation on PostgreSQL with one clerk."""
    units = Units(make_engine(pg_url), Clock())
    made = House(Record(units), Times(units, pg_url))
    made.user()
    yield made
    units.close()


@pytest.fixture
def raw(home: House, pg_url: str) -> Iterator[Raw]:
    """A session of the role that terminals connect as, in nobody's program."""
    with psycopg.connect(pg_url, autocommit=True) as connection:
        connection.execute("SET ROLE tracker_app")
        yield connection


@pytest.fixture
def keys(home: House) -> tuple[bytes, bytes]:
    """What the right and a wrong password send, stretched once."""
    with home.units.raw("sign-in") as connection:
        salt = home.door().gate.ask(connection, "j.moss").salt
    return derive(PASSWORD, salt).sign_in_key, derive(WRONG, salt).sign_in_key


def _knock(raw: Raw, key: bytes, name: str = "j.moss") -> tuple[UUID, float]:
    made = uuid7()
    row = raw.execute("SELECT wait FROM tracker.knock(%s, %s, %s, 'psql')", (made, name, key)).fetchone()
    assert row is not None
    return made, row[0]


def _asked(raw: Raw, name: str) -> tuple[bytes, str]:
    row = raw.execute("SELECT salt, parameters FROM tracker.ask(%s)", (name,)).fetchone()
    assert row is not None
    return row[0], row[1]


def _four_tries(raw: Raw, name: str) -> list[tuple[bool, dict[str, Any]]]:
    """Whether each has to wait, and its answer; nothing was counted before."""
    raw.execute("RESET ROLE")
    raw.execute("DELETE FROM sign_in_count")
    raw.execute("SET ROLE tracker_app")
    tries = [_knock(raw, b"k" * 32, name) for _ in range(4)]
    return [(wait > 0, _enter(raw, made)) for made, wait in tries]


def _enter(raw: Raw, made: UUID) -> dict[str, Any]:
    said = {"session_id": str(uuid7()), "kind": "command", "network_class": "local", "os_user": "", "take_over": False}
    row = raw.execute("SELECT tracker.enter(%s, %s::jsonb)", (made, json.dumps(said))).fetchone()
    assert row is not None
    answer: dict[str, Any] = row[0]
    return answer


def test_the_fourth_try_waits_nine_seconds_or_more(raw: Raw, keys: tuple[bytes, bytes]) -> None:
    right, wrong = keys
    for _ in range(3):
        made, wait = _knock(raw, wrong)
        assert (wait, _enter(raw, made)["verdict"]) == (0, "wrong")
    made, wait = _knock(raw, right)
    assert 9 <= wait <= 10
    assert _enter(raw, made)["verdict"] == "wrong"


def test_rolling_the_answer_back_takes_no_try_back(raw: Raw, keys: tuple[bytes, bytes]) -> None:
    for _ in range(3):
        made, wait = _knock(raw, keys[1])
        assert wait == 0
        raw.execute("BEGIN")
        _enter(raw, made)
        raw.execute("ROLLBACK")
    assert _knock(raw, keys[0])[1] >= 9


def test_no_answer_is_given_to_a_try_that_could_still_be_rolled_back(raw: Raw, keys: tuple[bytes, bytes]) -> None:
    raw.execute("BEGIN")
    made, _ = _knock(raw, keys[0])
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="commit the try"):
        _enter(raw, made)
    raw.execute("ROLLBACK")
    assert _enter(raw, made)["verdict"] == "wrong"


def test_a_try_is_answered_once(raw: Raw, keys: tuple[bytes, bytes]) -> None:
    made, _ = _knock(raw, keys[0])
    assert _enter(raw, made)["verdict"] == "in"
    assert _enter(raw, made)["verdict"] == "wrong"


def test_a_stolen_verifier_lets_nobody_in(raw: Raw, home: House, keys: tuple[bytes, bytes]) -> None:
    with home.units.raw("keeper") as connection:
        from db.accounts.credentials import find

        stored = find(connection, "j.moss")
    assert stored is not None
    made, _ = _knock(raw, stored.verifier)
    assert _enter(raw, made)["verdict"] == "wrong"


def test_an_unknown_name_gets_a_salt_and_an_answer_like_any_other(raw: Raw) -> None:
    once, again, other, known = (_asked(raw, name) for name in ("ghost", "ghost", "other", "j.moss"))
    assert once == again != other
    assert (len(once[0]), once[1]) == (16, known[1])
    made, wait = _knock(raw, b"k" * 32, "ghost")
    assert (wait, _enter(raw, made)) == (0, {"verdict": "wrong"})


def test_no_kind_of_account_is_told_from_a_name_that_is_nobodys(raw: Raw, home: House) -> None:
    home.coded("new.comer")
    home.service("nightly")
    kinds = {_asked(raw, name)[1]: name for name in ("j.moss", "new.comer", "nightly")}
    ghosts: dict[str, str] = {}
    for number in range(80):
        ghosts.setdefault(_asked(raw, f"ghost{number}")[1], f"ghost{number}")
    assert ghosts.keys() == kinds.keys()
    for kind, name in kinds.items():
        assert _four_tries(raw, name) == _four_tries(raw, ghosts[kind])


def test_who_asks_does_not_choose_what_a_name_without_an_account_answers(raw: Raw) -> None:
    with pytest.raises(psycopg.errors.UndefinedFunction):
        raw.execute("SELECT * FROM tracker.ask('ghost', 'foo')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute("SELECT tracker.kind_of('ghost')")


def test_who_holds_an_account_open_keeps_nobody_standing_at_the_door(
    raw: Raw, home: House, keys: tuple[bytes, bytes]
) -> None:
    raw.execute("SET lock_timeout = 0")
    raw.execute("BEGIN")
    _knock(raw, keys[1])
    began = time.monotonic()
    with pytest.raises(TryLater, match="asked for at another place"):
        home.door().admit("j.moss", PASSWORD)
    assert time.monotonic() - began < 30
    raw.execute("COMMIT")
    for _ in range(2):
        assert _knock(raw, keys[1])[1] == 0
    assert _knock(raw, keys[0])[1] >= 9


def test_a_session_of_the_application_that_is_forgotten_ends(pg_url: str) -> None:
    named = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with psycopg.connect(as_login(pg_url, APP)) as connection:
        told = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in named]
    assert told == [("10s",), ("2min",), ("1min",)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM user_session",
        "SELECT * FROM sign_in_try",
        "SELECT * FROM sign_in_count",
        "UPDATE sign_in_count SET failures = 0",
        "SELECT * FROM second_factor",
        "SELECT * FROM past_credential",
        "SELECT * FROM credential",
        "SELECT tracker.settle(gen_random_uuid(), 'in')",
        "SELECT tracker.proven(gen_random_uuid())",
        "SELECT tracker.sign_in_take_back(''::bytea, ''::bytea, 9)",
        "SELECT tracker.opened(gen_random_uuid(), '{}', '', now(), '{}')",
        "SELECT tracker.clock()",
    ],
)
def test_counts_tries_and_proofs_are_out_of_reach(raw: Raw, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute(statement)


def test_an_administrators_password_alone_lets_nobody_in(raw: Raw, home: House) -> None:
    home.user("p.hale", Role.ADMINISTRATOR)
    with home.units.raw("sign-in") as connection:
        salt = home.door().gate.ask(connection, "p.hale").salt
    made, _ = _knock(raw, derive(PASSWORD, salt).sign_in_key, "p.hale")
    assert _enter(raw, made)["verdict"] == "enrol"
