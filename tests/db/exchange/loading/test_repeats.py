"""Importing twice is importing once, whatever the file holds; and the own samples prove it one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.exchange.oddities import FileRefused
from db.store.engine import make_engine
from db.tables.base import Row as TableRow
from db.tables.registry import models
from db.tables.system import AuditChain, AuditEvent, Change, FeedBatch, FeedRecord, QuarantineEntry
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from tests.support.databases import Backend
from tests.support.feeds import SAMPLES, CourtList, Inbox, Row
from tests.support.record import Record

BOOKS = {AuditChain, AuditEvent, Change, FeedBatch, FeedRecord, QuarantineEntry}
# Of one defendant in one case every row of a list says the same; anything else is free.
_who = st.tuples(st.sampled_from(["2600000001", "1"]), st.sampled_from(["QUARMBY", "YARDLEY", "O'DRISCOLL"]))
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
    court=st.sampled_from(["B99ZZ", "B99ZZ", "B99ZZ", "B98YY"]),
    room=st.sampled_from(["01", "02"]),
    whole=st.booleans(),
)
_mornings = st.lists(_lists, min_size=1, max_size=3)


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


@contextmanager
def _empty(backend: Backend) -> Iterator[Inbox]:
    """A clerk's inbox on a database of its own: what one example left must not decide about the next."""
    with TemporaryDirectory() as folder, backend.migrated(Path(folder)) as database:
        units = Units(make_engine(database.url), Clock())
        record = Record(units)
        clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, every_court=True)
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        yield Inbox(units, clerk, inbox)
        units.close()


def _repeats_change_nothing(feed: Inbox, lists: list[CourtList]) -> None:
    for court_list in lists:
        feed.again(court_list)
        before = content(feed)
        again = feed.again(court_list)
        assert (again.new, again.changed, again.vacated) == (0, 0, 0)
        assert content(feed) == before


def _over(examples: int, *, same_each_time: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=same_each_time,
        database=None,
        print_blob=True,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@_over(12, same_each_time=True)
@given(lists=_mornings)
def test_importing_twice_is_importing_once(backend: Backend, lists: list[CourtList]) -> None:
    with _empty(backend) as feed:
        _repeats_change_nothing(feed, lists)


@pytest.mark.slow_proof
@pytest.mark.parametrize("half", ["first", "second"])
@_over(250, same_each_time=False)
@given(lists=_mornings)
def test_importing_twice_is_importing_once_over_hundreds_of_mornings(
    backend: Backend, half: str, lists: list[CourtList]
) -> None:
    with _empty(backend) as feed:
        _repeats_change_nothing(feed, lists)


def _row(family: str, born: str = "", h_id: str = "", start: str = "10:00", c_id: str = "9001") -> Row:
    return Row(family=family, born=born, h_id=h_id, start=start, c_id=c_id)


# What a row says of a defendant whose spelling or date of birth is amended, each time with a second row beside it.
AMENDED = {
    "undated, and dated under the same new name": (
        [_row("YARDLEY", h_id="7001")],
        [_row("O'DRISCOLL", start="14:00"), _row("O'DRISCOLL", "03/04/1985")],
    ),
    "undated twice, beside one who is gone": (
        [_row("YARDLEY", "03/04/1985", start="14:00"), _row("QUARMBY", h_id="7001")],
        [_row("YARDLEY"), _row("YARDLEY", h_id="7001")],
    ),
    "undated twice, where two have that name": (
        [_row("YARDLEY", "03/04/1985"), _row("YARDLEY", "01/01/1990", c_id="9002")],
        [_row("YARDLEY", h_id="7001"), _row("YARDLEY", h_id="7002", start="14:00")],
    ),
}


@pytest.mark.parametrize("case", AMENDED)
def test_a_row_without_a_date_of_birth_finds_the_same_defendant_each_time(feed: Inbox, case: str) -> None:
    first, second = AMENDED[case]
    _repeats_change_nothing(feed, [CourtList(tuple(first)), CourtList(tuple(second))])


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
