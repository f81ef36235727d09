"""A prison is spelt one way, however a feed spells it; what is no prison's bare name stays as it was told."""

from __future__ import annotations

import pytest

from db.reference.prisons import bare_name, spelt_alike


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("Altcourse", "", "ALTCOURSE"),
        ("ALTCOURSE ", "", "ALTCOURSE"),
        ("altcourse", "ACI", "Altcourse (HMP & YOI)"),
        ("Altcourse (HMP)", "ACI", "Altcourse (HMP & YOI)"),
        ("HMP Liverpool", "", "HMP Liverpool"),
        ("Liverpool police station", "", "Liverpool police station"),
        ("Somewhere", "QWI", "Somewhere"),
        ("between prisons from Altcourse (HMP)", "", "between prisons from Altcourse (HMP)"),
        ("", "", ""),
    ],
)
def test_a_place_of_custody_is_spelt_one_way(name: str, code: str, said: str) -> None:
    assert spelt_alike(name, code) == said


def test_the_bare_name_is_the_same_however_it_is_spelt() -> None:
    assert {bare_name(name) for name in ("HMP Altcourse", "Altcourse (HMP)", " ALTCOURSE")} == {"altcourse"}
