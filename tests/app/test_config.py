"""Preferences: an option wins over the environment, and that over the home's file."""

from __future__ import annotations

import pytest

from db.store.settings import Settings
from db.words.errors import Misconfigured
from tracker_tui.config import Preferences, choose

THEMES = ("court-light", "court-dark", "high-contrast", "plain")


def test_a_home_that_says_nothing_gets_the_defaults() -> None:
    assert choose(Settings(), themes=THEMES, environ={}) == Preferences()
    assert Preferences().looks().idle_seconds == 300


def test_the_file_chooses_theme_letters_and_keys() -> None:
    written = Settings(theme="court-dark", accessible=True, keys={"note.save": "f9"})
    looks = choose(written, themes=THEMES, environ={}).looks()

    assert (looks.theme, looks.accessible, looks.plain) == ("court-dark", True, False)
    assert looks.keys == {"note.save": "f9"}


@pytest.mark.parametrize(
    ("given", "plain"),
    [({"NO_COLOR": "1"}, True), ({"NO_COLOR": "0"}, True), ({"NO_COLOR": ""}, False), ({}, False)],
)
def test_no_color_means_the_terminals_own_colours(given: dict[str, str], *, plain: bool) -> None:
    looks = choose(Settings(theme="court-dark"), themes=THEMES, environ=given).looks()

    assert looks.plain is plain
    assert looks.theme == ("plain" if plain else "court-dark")


def test_an_option_asks_for_plain_or_accessible_whatever_the_file_says() -> None:
    looks = choose(Settings(), themes=THEMES, environ={}, plain=True, accessible=True).looks()

    assert looks.plain
    assert looks.accessible


def test_the_plain_theme_is_plain() -> None:
    assert choose(Settings(theme="plain"), themes=THEMES, environ={}).plain


def test_an_unknown_theme_names_those_there_are() -> None:
    with pytest.raises(Misconfigured, match="court-dark, court-light, high-contrast, plain"):
        choose(Settings(theme="mauve"), themes=THEMES, environ={})


@pytest.mark.parametrize("key", ["", "  ", "x" * 41, "\x1b[A"])
def test_what_is_no_key_is_refused_with_the_action(key: str) -> None:
    with pytest.raises(Misconfigured, match=r"note\.save"):
        choose(Settings(keys={"note.save": key}), themes=THEMES, environ={})


def test_minutes_of_the_file_are_the_seconds_until_the_terminal_locks() -> None:
    assert choose(Settings(lock_minutes=12), themes=THEMES, environ={}).looks().idle_seconds == 720
