"""Colours: four schemes of our own; meaning never hangs on them."""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

BASE_CSS = Path(__file__).with_name("base.tcss")
"""The style sheet that every screen shares."""

PLAIN = "plain"


def _theme(name: str, *, ink: str, paper: str, raised: str, mark: str, alarm: str, dark: bool) -> Theme:
    """A scheme of five colours; every text colour stands on `paper` or on `raised`."""
    return Theme(
        name=name,
        primary=mark,
        secondary=mark,
        accent=mark,
        warning=alarm,
        error=alarm,
        success=mark,
        foreground=ink,
        background=paper,
        surface=raised,
        panel=raised,
        boost=raised,
        dark=dark,
        text_alpha=1.0,
        variables={
            "ink": ink,
            "paper": paper,
            "raised": raised,
            "mark": mark,
            "alarm": alarm,
            "block-cursor-foreground": paper,
            "block-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-cursor-background": ink,
            "input-selection-background": mark,
            "input-selection-foreground": paper,
        },
    )


_ANSI = "ansi_default"
THEMES: tuple[Theme, ...] = (
    _theme(
        "court-light",
        ink="#1a1a1a",
        paper="#f5f3ec",
        raised="#e4e1d6",
        mark="#003c71",
        alarm="#8f1010",
        dark=False,
    ),
    _theme(
        "court-dark",
        ink="#e4e4de",
        paper="#16191d",
        raised="#23282e",
        mark="#8ec4ff",
        alarm="#ff9d8f",
        dark=True,
    ),
    _theme(
        "high-contrast",
        ink="#ffffff",
        paper="#000000",
        raised="#000000",
        mark="#ffff00",
        alarm="#ffb0b0",
        dark=True,
    ),
    Theme(
        name=PLAIN,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_green",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        foreground=_ANSI,
        background=_ANSI,
        surface=_ANSI,
        panel=_ANSI,
        boost=_ANSI,
        variables={
            "ink": _ANSI,
            "paper": _ANSI,
            "raised": _ANSI,
            "mark": _ANSI,
            "alarm": _ANSI,
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "border-blurred": "ansi_black",
            "block-cursor-foreground": "ansi_black",
            "block-cursor-background": "ansi_white",
            "input-cursor-background": "ansi_white",
            "input-cursor-foreground": "ansi_black",
            "input-selection-background": "ansi_white",
            "input-selection-foreground": "ansi_black",
        },
    ),
)
NAMES: tuple[str, ...] = tuple(theme.name for theme in THEMES)
"""In the order in which the action `theme.change` goes through them."""


def after(name: str) -> str:
    """The next scheme that can be chosen while running; `plain` is decided at start only."""
    choice = [one for one in NAMES if one != PLAIN]
    return choice[(choice.index(name) + 1) % len(choice)] if name in choice else name
