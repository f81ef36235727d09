"""Colours can be read: the contrast of every scheme is computed, not guessed."""

from __future__ import annotations

from itertools import product

import pytest
from textual.color import Color

from screens.frame import themes


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_is_right() -> None:
    assert round(contrast("#ffffff", "#000000"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize(("name", "least"), [("court-light", 4.5), ("court-dark", 4.5), ("high-contrast", 7.0)])
def test_every_text_colour_can_be_read_on_every_ground(name: str, least: float) -> None:
    theme = next(one for one in themes.THEMES if one.name == name)
    for ink, ground in product(("ink", "mark", "alarm"), ("paper", "raised")):
        found = contrast(theme.variables[ink], theme.variables[ground])
        assert found >= least, f"{name}: {ink} on {ground} is {found:.2f}"


def test_selected_text_can_be_read_in_high_contrast() -> None:
    theme = next(one for one in themes.THEMES if one.name == "high-contrast")
    pair = theme.variables["input-selection-foreground"], theme.variables["input-selection-background"]
    assert contrast(*pair) >= 7


def test_plain_uses_the_terminals_own_colours_only() -> None:
    theme = next(one for one in themes.THEMES if one.name == themes.PLAIN)
    assert theme.ansi
    assert all(value.startswith("ansi_") for value in theme.variables.values())


def test_the_schemes_go_round_and_plain_stays() -> None:
    assert themes.after("court-light") == "court-dark"
    assert themes.after("high-contrast") == "court-light"
    assert themes.after(themes.PLAIN) == themes.PLAIN
