"""Pages that are made from the code say what the code says now."""

from __future__ import annotations

from ci.docs import ROOT, pages


def test_no_generated_page_is_out_of_date() -> None:
    old = [str(page) for page, text in pages() if not (ROOT / page).is_file() or (ROOT / page).read_text() != text]
    assert not old, f"make docs: {old}"
