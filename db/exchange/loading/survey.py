"""Reads a file to its end before a row is written: how many records, and what it speaks of more than once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from db.exchange.loading.keys import keys_of
from db.exchange.loading.sync import FileRows
from db.exchange.records import DossierRecord, HearingRecord, ListScope, PersonRecord, Record

_HEAPS = 256


def surveyed(read: Callable[[], Iterator[Record]], quick: Iterable[str] | None = None) -> tuple[int, FileRows]:
    """What the file holds; it is read once, and a second time where a number of a list of people comes again.

    `quick` are the numbers of all its records where a glance tells them.
    """
    if quick is not None:
        return _glanced(read, quick)
    total = 0
    people: set[int] = set()
    seen: set[str] = set()
    twice: set[str] = set()
    numbers = _Numbers()
    for record in read():
        if isinstance(record, ListScope):
            continue
        total += 1
        if isinstance(record, PersonRecord | DossierRecord):
            numbers.add(record.key)
        elif isinstance(record, HearingRecord) and record.snapshot:
            keys = {case.case_key for case in record.cases}
            twice |= keys & seen
            seen |= keys
            people.update(hash(key) for key in keys_of(record).sources)
    again = numbers.again()
    last = _last(read(), again) if again else {}
    return total, FileRows(frozenset(twice), frozenset(people), last)


def _glanced(read: Callable[[], Iterator[Record]], quick: Iterable[str]) -> tuple[int, FileRows]:
    total = 0
    numbers = _Numbers()
    for number in quick:
        total += 1
        if number:
            numbers.add(number)
    again = numbers.again()
    return total, FileRows(last=_last(read(), again) if again else {})


class _Numbers:
    """Hashes in heaps: 8 bytes a record, however many millions there are."""

    def __init__(self) -> None:
        self._heaps = [array("q") for _ in range(_HEAPS)]

    def add(self, key: str) -> None:
        """Remember a number."""
        hashed = hash(key)
        self._heaps[hashed % _HEAPS].append(hashed)

    def again(self) -> set[int]:
        """Hashes that came more than once."""
        found: set[int] = set()
        for heap in self._heaps:
            ordered = sorted(heap)
            found.update(one for one, following in pairwise(ordered) if one == following)
        return found


def _last(records: Iterator[Record], again: set[int]) -> dict[str, int]:
    """Which record is the last under each of these numbers, as the loader counts them."""
    last: dict[str, int] = {}
    number = 0
    for record in records:
        if isinstance(record, ListScope):
            continue
        number += 1
        if isinstance(record, PersonRecord | DossierRecord) and hash(record.key) in again:
            last[record.key] = number
    return last
