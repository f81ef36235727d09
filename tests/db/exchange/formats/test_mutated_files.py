"""Whatever happens to a file on its way, reading it ends, with records or with a refusal in words."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.words.errors import TrackerError

SAMPLES = tuple(sorted(path for path in (Path(__file__).parents[3] / "samples").rglob("*") if path.is_file()))
JSON_SAMPLES = tuple(path for path in SAMPLES if path.suffix == ".json")
LONGEST = 5.0
"""Seconds; a sample takes about a millisecond, so this only ever meets a hang."""

quiet = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

junk = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            b"<",
            b">",
            b"&",
            b"</case>",
            b"<case>",
            b"<!DOCTYPE x>",
            b"<![CDATA[",
            b"-->",
            b"&lt;CourtList",
            b'"',
            b"\\",
            b"{",
            b"]",
            b"null",
            b"\x00",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\r",
            b"1e999",
            b"\\ud800",
        ]
    ),
)
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), junk), min_size=1, max_size=6)

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False),
        st.text(max_size=12),
        st.sampled_from(["0001-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "31/02/2026", ""]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


def read_to_the_end(path: Path) -> int:
    """How many records there are until the end or a refusal; every other exception is a fault."""
    began, found = time.monotonic(), 0
    with suppress(TrackerError):
        for _record in read(path, recognise(path)):
            found += 1
    assert time.monotonic() - began < LONGEST
    return found


@quiet
@given(which=st.sampled_from(SAMPLES), changes=edits)
def test_changed_bytes_never_raise_anything_but_a_refusal(
    which: Path, changes: list[tuple[float, int, bytes]], written: Callable[[bytes], Path]
) -> None:
    content = which.read_bytes()
    for share, cut, put in changes:
        place = int(share * len(content))
        content = content[:place] + put + content[place + cut :]
    read_to_the_end(written(content))


@quiet
@given(
    which=st.sampled_from(JSON_SAMPLES), places=st.lists(st.integers(0, 10_000), min_size=1, max_size=4), value=values
)
def test_any_value_in_any_place_of_a_message_is_read_or_refused(
    which: Path, places: list[int], value: object, written: Callable[[bytes], Path]
) -> None:
    message = json.loads(which.read_text())
    for place in places:
        holders = list(every_place(message))
        holder, key = holders[place % len(holders)]
        holder[key] = deepcopy(value)
    read_to_the_end(written(json.dumps(message).encode()))


def every_place(value: object) -> list[tuple[dict[object, object], object]]:
    """Every place of a JSON value that something else could stand in."""
    found: list[tuple[dict[object, object], object]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found.append((value, key))  # type: ignore[arg-type]
        found += every_place(inner)
    return found


@pytest.mark.parametrize("unit", [b'"\\"', b'{"a":', b"<a ", b"<!--", b"&lt;", b"<?x ", b'"'])
def test_no_repeated_piece_makes_reading_slow(unit: bytes, written: Callable[[bytes], Path]) -> None:
    for start in (b"", b"{", b"<CourtList>"):
        read_to_the_end(written(start + unit * (400_000 // len(unit))))
