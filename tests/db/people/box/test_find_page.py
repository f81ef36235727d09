"""The page about the find box says what the box does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from db.people.box.reading import parse
from db.people.box.text import LABELS

PAGE = (Path(__file__).parents[4] / "docs" / "find.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `(.+)` \| (.+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("typed", "understood"), EXAMPLES)
def test_every_example_of_the_page_is_read_as_it_says(typed: str, understood: str) -> None:
    assert parse(typed, today=date(2026, 11, 22)).words == understood


def test_the_page_has_its_examples_and_no_label_that_does_not_work() -> None:
    assert len(EXAMPLES) > 70
    assert set(re.findall(r"`([a-z]+):`", PAGE)) <= set(LABELS)
