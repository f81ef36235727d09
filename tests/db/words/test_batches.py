"""Values are cut into batches in their order, and none is lost or asked for too early."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from db.words.batches import in_batches


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_put_together_are_the_values_and_all_but_the_last_are_full(values: list[int], size: int) -> None:
    batches = list(in_batches(values, size))
    assert [value for batch in batches for value in batch] == values
    assert all(len(batch) == size for batch in batches[:-1])
    assert all(0 < len(batch) <= size for batch in batches)


def test_no_value_is_taken_before_its_batch_is_asked_for() -> None:
    taken: list[int] = []

    def values() -> Iterator[int]:
        for value in range(9):
            taken.append(value)
            yield value

    assert next(in_batches(values(), 2)) == [0, 1]
    assert taken == [0, 1]
