"""A list of any length entry by entry: the same as at once, in flat memory, and broken ones refused in words."""

from __future__ import annotations

import json
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.exchange.formats import json_stream
from db.exchange.formats.json_stream import JsonList, is_list
from db.exchange.oddities import Code, FileRefused

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**12), 10**12),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=9),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=8,
)


class Slow:
    """A file that hands out a few bytes at a time, as a boundary may fall anywhere."""

    def __init__(self, content: bytes, step: int) -> None:
        self._stream, self._step = BytesIO(content), step

    def read(self, size: int, /) -> bytes:
        """At most `step` bytes."""
        return self._stream.read(min(size, self._step))


class Endless:
    """A list of as many records as are asked for, made while it is read."""

    def __init__(self, count: int, record: bytes) -> None:
        self._left, self._record, self._begun = count, record, False

    def read(self, _size: int, /) -> bytes:
        """Some records; the end in its time."""
        if self._left < 0:
            return b""
        begin, self._begun = (b"" if self._begun else b"["), True
        some = min(self._left, 400)
        self._left -= some
        if self._left == 0:
            self._left = -1
            return begin + b",".join([self._record] * some) + b"]"
        return begin + b",".join([self._record] * some) + b","


@settings(max_examples=150, deadline=None)
@given(st.lists(values, max_size=6), st.integers(1, 40), st.sampled_from([None, 1]))
def test_entries_are_the_same_wherever_the_file_is_cut(entries: list[object], step: int, indent: int | None) -> None:
    text = json.dumps(entries, indent=indent, ensure_ascii=False).encode("utf-8", "replace")
    wanted = json.loads(text)
    found = list(JsonList(Slow(text, step)))
    assert [each.value for each in found] == wanted
    assert [json.loads(each.raw) for each in found] == wanted
    assert [each.at for each in found] == [f"$[{place}]" for place in range(len(entries))]


def test_a_page_gives_its_content_and_what_stood_before_it() -> None:
    items = JsonList(Slow(b'{"extractedAt":"2026-01-01","content":[{"a":1},{"a":2}],"last":true}', 3))
    assert [(each.at, each.value) for each in items] == [("$.content[0]", {"a": 1}), ("$.content[1]", {"a": 2})]
    assert items.head == {"extractedAt": "2026-01-01", "last": True}


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        (b'[{"a":1},{"a":', Code.BREAKS_OFF, 1),
        (b'[{"a":1}', Code.BREAKS_OFF, 1),
        (b'[{"a":1},{"a":"x', Code.BREAKS_OFF, 1),
        (b'[{"a":1} {"a":2}]', Code.BROKEN, 1),
        (b'[{"a":1}] more', Code.BROKEN, 1),
        (b'[{"a":1},{a:2},{"a":"long enough to be no end of the file"}]', Code.BROKEN, 1),
        (b'[{"a":NaN}]', Code.BROKEN, 0),
        (b'[{"a":"\xff"}]', Code.WRONG_ENCODING, 0),
        (b"[" + b"[" * 70 + b"]" * 70 + b"]", Code.TOO_DEEP, 0),
        (b"[" + b"[" * 200_000, Code.BROKEN, 0),
        (b'\xff\xfe[{"a":1}]', Code.WRONG_ENCODING, 0),
        (b'{"content":[1],2:3}', Code.BROKEN, 1),
    ],
)
def test_what_is_broken_is_refused_for_what_it_is(text: bytes, code: Code, read: int) -> None:
    with pytest.raises(FileRefused) as refused:
        list(JsonList(BytesIO(text)))
    assert (refused.value.code, refused.value.read) == (code, read)


def test_a_record_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_RECORD", 2_000_000)
    with pytest.raises(FileRefused) as refused:
        list(JsonList(BytesIO(b'[{"a":"' + b"x" * 9_000_000 + b'"}]')))
    assert refused.value.code is Code.TOO_LONG


def test_memory_stays_flat_however_many_records_there_are() -> None:
    record = json.dumps({"prisonerNumber": "A0001AA", "note": "x" * 900}).encode()
    tracemalloc.start()
    try:
        assert sum(1 for _ in JsonList(Endless(40_000, record))) == 40_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * 2**20


@pytest.mark.parametrize(
    ("text", "listed"), [(b"[1]", True), (b"[]", False), (b'{"content":[2]}', True), (b"{}", False)]
)
def test_a_list_is_told_by_its_first_entry(text: bytes, listed: bool) -> None:
    assert is_list(BytesIO(text)) is listed
