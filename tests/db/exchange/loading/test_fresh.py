"""People who are all new are taken in column by column while nobody else is there: nothing else comes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from db.exchange.loading.fresh import FreshPeople
from db.exchange.loading.people import load_person
from db.exchange.loading.survey import surveyed
from db.exchange.person_records import PersonRecord
from db.exchange.reading import quick_numbers, read
from db.exchange.records import ListScope
from db.tables.people import Person
from db.tables.system import FeedRecord
from db.unit import Units
from db.words.actor import Role
from db.words.families.exchange import FeedFormat
from db.words.families.places import AgencyKind
from tests.support.alone import OF_THE_RUN, alone, is_sound
from tests.support.databases import Backend, Database
from tests.support.feeds import Inbox
from tests.support.machine import slack
from tests.support.record import Record
from tests.support.signed_in import sign_in

ROOT = Path(__file__).parents[4]
COLUMNS = ("person_id", "forename", "middle", "surname", "dob", "sex", "pnc", "cro", "postcode", "aliases", "note")
NUMBERED = ("lookup_word", "lookup_form", "lookup_name", "lookup_pair", "lookup_born", "lookup_scope")
"""Their rows bear numbers that are given as words come."""

_name = st.sampled_from(
    [
        "",
        "Lee",
        "LEE",
        "Ann Marie",
        "Smith-Jones",
        "O'Hara",
        "de la Cruz",
        "Zoë",
        "王",
        "'",
        "x" * 101,
        " Moss ",
        "a\tb",
    ]
)
_cells: dict[str, st.SearchStrategy[str]] = {
    "person_id": st.sampled_from(["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "é" * 101]),
    "forename": _name,
    "middle": _name,
    "surname": _name,
    "dob": st.sampled_from(["", "1981-04-03", "03/04/1981", "31/02/1981", "soon", "1900-01-01"]),
    "sex": st.sampled_from(["", "M", "f", "?"]),
    "pnc": st.sampled_from(["", "05/102L", "05/102M", "2012/0000001H", "nothing"]),
    "cro": st.sampled_from(["", "000004/18W", "1/2", "y" * 101]),
    "postcode": st.sampled_from(["", "l13 4ab", "B1 1AA", "z" * 13]),
    "aliases": st.sampled_from(
        [
            "",
            "Kev Moss|1982-05-06;Leroy Ash",
            "Lee|Moss",
            "Moss",
            "MOSS, Lee;MOSS, Lee",
            "a|b|c|d",
            "Mr Al Moss|99",
            ";",
        ]
    ),
    "note": st.sampled_from(["", "seen", '"'.join("ab")]),
}
_heads = st.one_of(
    st.just(COLUMNS),
    st.just(("surname", "forename", "dob", "other")),
    st.just(("person_id", "dob", "aliases")),
    st.permutations(COLUMNS).map(tuple),
)


@st.composite
def _files(draw: st.DrawFn) -> str:
    head = draw(_heads)
    rows = draw(st.lists(st.tuples(*(_cells.get(name, st.just("?")) for name in head)), max_size=40))
    broken = draw(st.sampled_from(["", "1,2", '"never', "\x00"]))
    return "\n".join([",".join(head), *(",".join(row) for row in rows), broken, ""])


def _content(feed: Inbox) -> dict[str, Any]:
    """Every row of every table; for keys their order of coming, for numbers of the index what they stand for."""
    keys: dict[UUID, int] = {}
    told: dict[str, Any] = {}
    with feed.units.raw("keeper") as connection:
        rows = {
            table.name: [
                {name: value for name, value in row.items() if not isinstance(value, datetime)}
                for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in SQLModel.metadata.sorted_tables
        }
    for name in sorted(rows.keys() - set(NUMBERED)):
        told[name] = [
            {
                column: keys.setdefault(value, len(keys)) if isinstance(value, UUID) else value
                for column, value in row.items()
                if column not in OF_THE_RUN
            }
            for row in rows[name]
        ]
    for name in NUMBERED:
        words = {row["id"]: (row["side"], row["norm"]) for row in rows["lookup_word"]}
        scopes = {row["id"]: row["scope"] for row in rows["lookup_scope"]}
        stands_for: dict[str, Any] = {"family": words, "given": words, "word": words, "scope": scopes, "name": keys}
        told[name] = sorted(
            str([(column, stands_for.get(column, {}).get(value, value)) for column, value in row.items()
                 if column not in ("id", "scope_id")])
            for row in rows[name]
        )  # fmt: skip
    return told


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(content=_files())
def test_the_rows_are_those_that_come_one_by_one(backend: Backend, content: str) -> None:
    with alone(backend) as quick, alone(backend) as plain:
        outcomes = [quick.take(content)]
        with patch("db.exchange.loading.work.is_nobody_else", return_value=False):
            outcomes.append(plain.take(content))
        told = [(one.read, one.new, one.changed, one.unchanged, one.quarantined, one.problems) for one in outcomes]
        assert told[0] == told[1]
        assert _content(quick) == _content(plain)
        is_sound(quick)
        again = quick.again(quick.folder / "feed1")
        assert (again.new, again.changed) == (0, 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(content=_files())
def test_a_glance_at_the_numbers_tells_as_much_as_a_whole_reading(tmp_path: Path, content: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")
    form = FeedFormat.PEOPLE_CSV
    whole, glance = surveyed(lambda: read(path, form)), surveyed(lambda: read(path, form), quick_numbers(path, form))
    records = [record for record in read(path, form) if not isinstance(record, ListScope)]
    last = [
        [
            rows.last.get(record.key, number)
            for number, record in enumerate(records, 1)
            if isinstance(record, PersonRecord)
        ]
        for _, rows in (whole, glance)
    ]
    assert (whole[0], last[0]) == (glance[0], last[1]) == (len(records), last[1])


def test_a_list_with_somebody_known_in_it_is_held_against_the_record(backend: Backend) -> None:
    with alone(backend) as feed:
        feed.take("person_id,surname\n1,Moss\n")
        outcome = feed.take("person_id,surname\n2,Lee\n1,Mosse\n3,Ray\n")
        assert (outcome.new, outcome.changed, feed.counts(Person)) == (2, 1, (3,))
        is_sound(feed)


def test_people_who_are_new_are_loaded_together_only_where_nobody_waits(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    singly: list[str] = []

    def counted(*told: Any, **more: Any) -> Any:  # noqa: ANN401 - as load_person
        singly.append(told[1].key)
        return load_person(*told, **more)

    monkeypatch.setattr("db.exchange.loading.chunk.load_person", counted)
    with alone(backend) as feed:
        feed.take("person_id,surname\n1,Moss\n2,Lee\n")
        assert singly == ([] if feed.units.dialect == "sqlite" else ["1", "2"])
        sign_in(feed.units, Record(feed.units).user("other", feed.clerk.agency_id, Role.POLICE_OFFICER))
        feed.take("person_id,surname\n3,Ash\n")
        assert singly[-1] == "3"


KILLED = """
import sys
from datetime import date
from pathlib import Path
from uuid import UUID
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
url, path, user, agency, session = sys.argv[1:]
actor = Actor(
    UUID(user), "officer", "Officer", UUID(agency), frozenset({Role.POLICE_OFFICER}), frozenset(), date.today(), "t",
    UUID(session),
)
import_file(Units(make_engine(url), Clock()), actor, Job(Path(path), UUID(agency)))
"""


def test_kill_9_in_the_middle_loses_nobody_and_doubles_nobody(
    units: Units, record: Record, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.exchange.loading.batch.STILL_SECONDS", 0.01)
    who = record.user("officer", record.agency("GMP", AgencyKind.POLICE), Role.POLICE_OFFICER)
    sign_in(units, who)
    feed = Inbox(units, who, tmp_path)
    path = feed.write("\n".join(["person_id,surname", *(f"{number},Moss{number}" for number in range(6_000)), ""]))
    keys = [str(key) for key in (who.user_id, who.agency_id, who.audit_session)]
    command = [sys.executable, "-c", KILLED, database.url, str(path), *keys]
    patience = 30 * slack()
    for least in (1, 100):
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        end = time.monotonic() + patience
        while feed.counts(FeedRecord)[0] < least and child.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert 1 <= feed.counts(FeedRecord)[0] < 6_000, "the import was too quick, or too slow, to be killed"
    outcome = feed.take(path)
    assert (outcome.read, outcome.new) == (6_000, 6_000)
    assert [row.number for row in feed.rows(FeedRecord)] == list(range(1, 6_001))
    assert feed.counts(Person) == (6_000,)
    is_sound(feed)


def test_what_breaks_in_the_middle_goes_on_where_it_stopped(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Exception):
        pass

    class Breaking(FreshPeople):
        def write(self, *told: Any) -> None:  # noqa: ANN401 - as FreshPeople.write
            super().write(*told)
            if self._tally.read > 16:
                raise Stopped

    monkeypatch.setattr("db.exchange.loading.batch.STILL_SECONDS", 0.01)
    rows = [f"{number},Moss{number}" for number in range(60)]
    with alone(backend) as feed:
        path = feed.write("\n".join(["person_id,surname", *rows, ""]))
        if feed.units.dialect == "sqlite":
            with monkeypatch.context() as breaking:
                breaking.setattr("db.exchange.loading.work.FreshPeople", Breaking)
                with pytest.raises(Stopped):
                    feed.take(path)
            assert feed.counts(Person, FeedRecord) == (16, 16)
        outcome = feed.take(path)
        assert (outcome.read, outcome.new) == (60, 60)
        assert feed.counts(Person, FeedRecord) == (60, 60)
        is_sound(feed)
