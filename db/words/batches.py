"""Values in batches, so that no statement and no wait grows with how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` values in their order, the last one shorter; none for no values."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
