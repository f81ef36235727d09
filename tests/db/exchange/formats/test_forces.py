"""The force that opened a case, by its URN and the organisation it came from."""

from __future__ import annotations

import pytest

from db.exchange.formats.forces import force_of


@pytest.mark.parametrize(
    ("urn", "organisation", "force"),
    [
        ("31KL2600417", "031KL00", "31"),
        ("31/KL/26004/17", None, "31"),
        (None, " 031kl00 ", "31"),
        (None, "31KL00", "31"),
        ("31KL2600417", "Goldner, Prohaska and Hauck", "31"),
        ("31KL2600417", "0400000", "31"),
        ("31KL2600417", "005LL00", ""),
        ("28KL2600417", None, ""),
        ("CASE-URN", None, ""),
        ("TFL1234567A", "GAFTL00", ""),
        (None, "0440000", ""),
        (None, "B01BH00", ""),
        ("", "", ""),
        (None, None, ""),
    ],
)
def test_the_force_is_told_where_nothing_contradicts_it(urn: str | None, organisation: str | None, force: str) -> None:
    assert force_of(urn, organisation) == force
