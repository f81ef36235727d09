"""Esc first: a key that follows Esc so fast that the terminal sends both as one is two keys."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from functools import partial

from textual import _xterm_parser, events
from textual.drivers import linux_driver


class EscapeFirst(_xterm_parser.XTermParser):
    """Textual reads Esc-then-letter as alt+letter, and loses the Esc before any other key.

    tmux holds an Esc back for half a second by default, so this is what a quick clerk's keys look like.
    """

    def _sequence_to_key_events(
        self,
        sequence: str,
        alt: bool = False,  # noqa: FBT001, FBT002 - Textual's signature
    ) -> Iterable[events.Key]:
        if alt:
            yield events.Key("escape", "\x1b")
        yield from super()._sequence_to_key_events(sequence)


def _lenient(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A byte that is no text (a terminal set to Latin-1, a broken paste) is one odd sign, not the end of the day."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def read_escape_first() -> None:
    """Let Textual's terminal driver read keys with `EscapeFirst`; its own parser cannot be given to it."""
    vars(linux_driver)["XTermParser"] = EscapeFirst
    vars(linux_driver)["getincrementaldecoder"] = _lenient
