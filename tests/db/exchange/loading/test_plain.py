"""Prisoners whose records say nothing unusual are taken in by columns: nothing else comes of it, week after week."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from db.cards.feeds import FileOutcome
from db.exchange.loading import plain
from db.exchange.loading.dossiers import load_dossier
from db.tables.care import CustodySnapshot
from db.tables.people import Identifier, Person, PersonName, SourceRecord
from db.tables.system import FeedRecord
from db.words.families.people import IdentifierKind
from tests.support.alone import OF_THE_RUN, alone, is_sound
from tests.support.databases import Backend
from tests.support.feeds import Inbox

_NO_LABEL = frozenset({"id", "number", "scope_id", "seq", *OF_THE_RUN})
_NUMBERS = [f"A{number:04}BC" for number in range(1, 9)]
_name = st.sampled_from(["IVO", "PENDRELL", "O'HARA", "", "Zoë", "x" * 201, " MOSS  LEE "])
_day = st.sampled_from(["1990-02-03", "", "soon", "1850-01-01", "2026-01-05", "2026-02-09", "9999-12-31"])
_alias = st.fixed_dictionaries({"firstName": _name, "lastName": _name}, optional={"dateOfBirth": _day})
_number = st.fixed_dictionaries(
    {"type": st.sampled_from(["PNC", "CRO", "MERGED", "STAFF"]), "value": st.sampled_from(["05/102L", *_NUMBERS, ""])}
)
_home = st.fixed_dictionaries(
    {"fullAddress": st.sampled_from(["1 Quay, Wenbeck", ""]), "primaryAddress": st.booleans()}
)
_leaves: dict[str, st.SearchStrategy[Any]] = {
    "firstName": _name, "middleNames": _name, "lastName": _name, "title": st.sampled_from(["Mr", None]),
    "dateOfBirth": _day, "gender": st.sampled_from(["Male", "?", None]), "ethnicity": _name, "nationality": _name,
    "pncNumber": st.sampled_from(["05/102L", "05/102M", "nothing", None]), "bookNumber": st.sampled_from(["B1", "B2"]),
    "croNumber": st.sampled_from(["000004/18W", "1/2"]), "aliases": st.lists(_alias, max_size=3),
    "identifiers": st.lists(_number, max_size=2), "addresses": st.lists(_home, max_size=2),
    "phoneNumbers": st.lists(st.fixed_dictionaries({"number": st.sampled_from(["0113 496 0001", "1"])}), max_size=2),
    "status": st.sampled_from(["ACTIVE IN", "INACTIVE OUT", "INACTIVE TRN"]),
    "prisonId": st.sampled_from(["QDI", "OUT"]),
    "lastMovementTypeCode": st.sampled_from(["ADM", "REL"]), "lastMovementDate": _day, "recall": st.booleans(),
    "legalStatus": st.sampled_from(["SENTENCED", "RECALL", "odd"]), "releaseDate": _day, "receptionDate": _day,
    "indeterminateSentence": st.sampled_from([True, False, "?"]),
    "additionalDaysAwarded": st.sampled_from([0, "7", "x"]),
    "restrictedPatient": st.booleans(), "confirmedReleaseDate": _day,
}  # fmt: skip
_prisoner = st.fixed_dictionaries({"prisonerNumber": st.sampled_from(_NUMBERS)}, optional=_leaves)
_changed = st.fixed_dictionaries({}, optional=_leaves)
_drawn = st.sampled_from(["2026-01-10T01:00:00Z", "2026-01-17T01:00:00Z", "2026-01-24T01:00:00Z", None])
_CSV = ("prisonerNumber", "lastName", "prisonId", "releaseDate", "aliases")
_row = st.tuples(
    st.sampled_from(_NUMBERS), _name, st.sampled_from(["QDI", ""]), _day, st.sampled_from(["A B|1980-01-02;C", ""])
)


@st.composite
def _weeks(draw: st.DrawFn) -> list[str]:
    """Files of which a later one repeats most of what an earlier one said."""
    records = draw(st.lists(_prisoner, min_size=1, max_size=12))
    files: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 3)) == 0:
            rows = draw(st.lists(_row, min_size=1, max_size=5))
            files.append("\n".join([",".join(_CSV), *(",".join(row) for row in rows), ""]))
            continue
        drawn = draw(_drawn)
        files.append(json.dumps({**({"extractedAt": drawn} if drawn else {}), "content": records}))
        records = [each | draw(_changed) if draw(st.integers(0, 3)) == 0 else each for each in records]
    return files


def _content(feed: Inbox) -> dict[str, list[str]]:
    """Every row of every table, in whatever order, with what its keys stand for."""
    with feed.units.raw("keeper") as connection:
        rows = {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in SQLModel.metadata.sorted_tables
        }
    labels: dict[UUID, str] = {}
    for place, batch in enumerate(sorted(rows["feed_batch"], key=lambda row: row["id"])):
        labels[batch["id"]] = f"file {place}"
    for source in rows["source_record"]:
        labels[source["id"]] = f"record {source['external_id']}"
        labels[source["home_id"] or source["person_id"]] = f"person of {source['external_id']}"
    for word in rows["lookup_word"]:
        word["label"] = str((word["side"], word["norm"]))
    words = {row["id"]: row["label"] for row in rows["lookup_word"]}
    for name, found in rows.items():
        for row in found:
            key = row.get("id")
            if isinstance(key, UUID) and key not in labels:
                labels[key] = f"{name} {_shown(row, labels, words, name)}"
    return {name: sorted(_shown(row, labels, words, name) for row in found) for name, found in rows.items()}


def _shown(row: dict[str, Any], labels: dict[UUID, str], words: dict[int, str], table: str) -> str:
    told = []
    for column, value in row.items():
        if (column in _NO_LABEL and table != "feed_record") or column == "id":
            continue
        if isinstance(value, UUID):
            told.append((column, labels.get(value, "?")))
        elif table.startswith("lookup") and column in ("family", "given", "word"):
            told.append((column, words.get(value, str(value))))
        elif not isinstance(value, datetime) or column == "said_at":
            told.append((column, str(value)))
    return str(told)


def _told(outcome: FileOutcome) -> tuple[Any, ...]:
    return outcome.read, outcome.new, outcome.changed, outcome.unchanged, outcome.quarantined, outcome.problems


def _take(feed: Inbox, files: Iterable[str], *, plainly: bool = True) -> list[tuple[Any, ...]]:
    with patch("db.people.settling.running.MOST_OF_A_FILE", -1):
        if plainly:
            return [_told(feed.take(each)) for each in files]
        with patch("db.exchange.loading.work.is_nobody_else", return_value=False):
            return [_told(feed.take(each)) for each in files]


@settings(max_examples=25, phases=[Phase.generate], deadline=None, suppress_health_check=[*HealthCheck])
@given(files=_weeks())
def test_the_rows_are_those_that_come_one_by_one(backend: Backend, files: list[str]) -> None:
    with alone(backend) as quick, alone(backend) as ordinary:
        assert _take(quick, files) == _take(ordinary, files, plainly=False)
        assert _content(quick) == _content(ordinary)
        is_sound(quick)


def _prisoner_of(number: str, **more: object) -> dict[str, Any]:
    return {"prisonerNumber": number, "firstName": "IVO", "lastName": f"PENDRELL{number}", "status": "ACTIVE IN",
            "prisonId": "QDI", "dateOfBirth": "1990-02-03", **more}  # fmt: skip


def _page(*records: dict[str, Any], drawn: str = "2026-01-10T01:00:00Z") -> dict[str, Any]:
    return {"extractedAt": drawn, "content": list(records)}


def _singly(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def counted(*told: Any, **more: Any) -> Any:  # noqa: ANN401 - as load_dossier
        found.append(told[1].key)
        return load_dossier(*told, **more)

    monkeypatch.setattr("db.exchange.loading.chunk.load_dossier", counted)
    return found


def test_only_what_is_unusual_or_changed_goes_one_by_one(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    singly = _singly(monkeypatch)
    one, two, three = (_prisoner_of(number) for number in _NUMBERS[:3])
    merged = _prisoner_of(_NUMBERS[3], identifiers=[{"type": "MERGED", "value": _NUMBERS[4]}])
    with alone(backend) as feed:
        if feed.units.dialect != "sqlite":
            return
        feed.take(_page(one, two, merged))
        assert singly == [_NUMBERS[3]]
        feed.take(_page(one, {**two, "prisonId": "QWI"}, three, drawn="2026-01-17T01:00:00Z"))
        assert singly == [_NUMBERS[3], _NUMBERS[1]]
        is_sound(feed)


def test_what_stands_stays_and_its_record_goes_on_with_the_newest_file(backend: Backend) -> None:
    with alone(backend) as feed:
        feed.take(_page(*(_prisoner_of(number) for number in _NUMBERS)))
        before = feed.counts(Person, PersonName, Identifier, CustodySnapshot)
        outcome = feed.take(_page(*(_prisoner_of(number) for number in _NUMBERS), drawn="2026-01-17T01:00:00Z"))
        assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 0, len(_NUMBERS))
        assert feed.counts(Person, PersonName, Identifier, CustodySnapshot) == before
        assert feed.counts(FeedRecord) == (2 * len(_NUMBERS),)
        batches = {(row.last_batch_id == outcome.batch, row.said_at.day) for row in feed.rows(SourceRecord)}
        assert batches == {(True, 17)}
        is_sound(feed)


def test_a_number_that_went_into_another_one_makes_nobody(backend: Backend) -> None:
    with alone(backend) as feed:
        feed.take(_page(_prisoner_of(_NUMBERS[0], identifiers=[{"type": "MERGED", "value": _NUMBERS[1]}])))
        outcome = feed.take(_page(_prisoner_of(_NUMBERS[1]), _prisoner_of(_NUMBERS[2])))
        assert (outcome.new, outcome.unchanged, feed.counts(SourceRecord)) == (1, 1, (2,))
        kinds = [row.raw for row in feed.rows(Identifier) if row.kind is IdentifierKind.NOMS]
        assert sorted(kinds) == sorted([*_NUMBERS[:3]])


def test_what_breaks_in_the_middle_goes_on_where_it_stopped(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Exception):
        pass

    class Breaking(plain.PlainDossiers):
        def write(self, *told: Any) -> None:  # noqa: ANN401 - as PlainDossiers.write
            super().write(*told)
            if self._tally.read > 16:
                raise Stopped

    monkeypatch.setattr("db.exchange.loading.batch.STILL_SECONDS", 0.01)
    with alone(backend) as feed:
        path = feed.write(_page(*(_prisoner_of(f"A{number:04}BC") for number in range(60))))
        if feed.units.dialect == "sqlite":
            with monkeypatch.context() as breaking:
                breaking.setattr("db.exchange.loading.work.PlainDossiers", Breaking)
                with pytest.raises(Stopped):
                    feed.take(path)
            assert feed.counts(Person, FeedRecord) == (16, 16)
        outcome = feed.take(path)
        assert (outcome.read, outcome.new) == (60, 60)
        assert feed.counts(Person, FeedRecord) == (60, 60)
        is_sound(feed)
