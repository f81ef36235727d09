"""Importing twice is importing once, whatever the file holds; and the own samples prove it one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.exchange.oddities import FileRefused
from db.tables.base import Row as TableRow
from db.tables.registry import models
from db.tables.system import AuditChain, AuditEvent, Change, FeedBatch, FeedRecord
from tests.support.feeds import SAMPLES, CourtList, Inbox, Row

BOOKS = {AuditChain, AuditEvent, Change, FeedBatch, FeedRecord}
# Of one defendant in one case every row of a list says the same; anything else is free.
_who = st.tuples(
    st.sampled_from(["2600000001", "2600000002", "1"]), st.sampled_from(["QUARMBY", "YARDLEY", "O'DRISCOLL"])
)
_rows = st.lists(
    st.builds(
        lambda who, born, h_id, start, offences: Row(
            who[0], h_id, who[0], family=who[1], born=born, start=start, offences=offences
        ),
        _who,
        st.sampled_from(["03/04/1985", "01/01/1990", ""]),
        st.sampled_from(["7001", "7002", ""]),
        st.sampled_from(["10:00", "14:00"]),
        st.sampled_from([(), ("Theft",), ("Theft", "Affray")]),
    ),
    max_size=6,
    unique_by=lambda row: (row.caseno, row.family, row.born, row.h_id, row.start),
)
_lists = st.builds(
    CourtList,
    rows=_rows.map(tuple),
    court=st.sampled_from(["B99ZZ", "B98YY"]),
    room=st.sampled_from(["01", "02"]),
    whole=st.booleans(),
)


def content(feed: Inbox) -> dict[str, list[object]]:
    """Every row of the record, but for the columns that say which file last named it."""
    told = {"version", "last_batch_id", "list_scope", "batch_id"}
    found: dict[str, list[object]] = {}
    for name, model in models().items():
        if issubclass(model, TableRow) and model not in BOOKS:
            found[name] = [
                {key: value for key, value in row._mapping.items() if key not in told} for row in feed.rows(model)
            ]
    return found


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_lists)
def test_importing_twice_is_importing_once(feed: Inbox, court_list: CourtList) -> None:
    feed.again(court_list)
    before = content(feed)
    again = feed.again(court_list)
    assert (again.new, again.changed, again.vacated) == (0, 0, 0)
    assert content(feed) == before


def _samples() -> list[Path]:
    return sorted(path for path in SAMPLES.rglob("*") if path.suffix in {".xml", ".json"})


def test_every_own_sample_imports_and_a_second_run_changes_nothing(feed: Inbox) -> None:
    taken = []
    for path in _samples():
        try:
            taken.append((path, feed.take(path)))
        except FileRefused:
            continue
    assert len(taken) >= 18
    assert sum(outcome.new for _, outcome in taken) > 10
    before = content(feed)
    for path, first in taken:
        second = feed.take(path)
        assert (second.new, second.changed, second.quarantined) == (0, 0, first.quarantined), path.name
        assert second.problems == first.problems
    assert content(feed) == before


FOLDERS = ("libra-court-list", "libra-case", "cp-hearing-event", "cp-hearing-resulted", "cp-results-shared")


@pytest.mark.shared_data
def test_every_real_file_imports_and_a_second_run_changes_nothing(feed: Inbox, shared_folder: Path) -> None:
    paths = [path for name in FOLDERS for path in sorted((shared_folder / "data" / "feeds" / name).iterdir())]
    refused = []
    taken = []
    for path in paths:
        try:
            outcome = feed.take(path)
        except FileRefused as refusal:
            refused.append((path.name, refusal.code.value))
            continue
        print(f"{path.name:95} {outcome.read:3} read {outcome.new:3} new {outcome.changed:2} changed")
        taken.append(path)
    assert refused == [("commonPlatformMessageAttributes.json", "unknown-format")]
    before = content(feed)
    for path in taken:
        second = feed.take(path)
        assert (second.new, second.changed) == (0, 0), path.name
    assert content(feed) == before


@pytest.mark.shared_data
def test_the_newest_print_of_every_real_list_repeated_changes_nothing(feed: Inbox, shared_folder: Path) -> None:
    for path in sorted((shared_folder / "data" / "feeds" / "libra-court-list").iterdir()):
        feed.take(path)
        before = content(feed)
        again = feed.again(path)
        assert (again.new, again.changed, again.vacated) == (0, 0, 0), path.name
        assert content(feed) == before
