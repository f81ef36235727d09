"""Esc first: a key that follows Esc so fast that the terminal sends both as one is two keys."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from functools import partial

from textual import _xterm_parser, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.drivers import linux_driver

_ESC_AND_A_KEY = {
    sequence for sequence in ANSI_SEQUENCES_KEYS if len(sequence) == 2 and sequence[0] == "\x1b" != sequence[1]
}


class EscapeFirst(_xterm_parser.XTermParser):
    """Textual reads Esc-then-letter as alt+letter, and loses the Esc before any other key.

    tmux holds an Esc back for half a second by default, so this is what a quick clerk's keys look like. Some of
    them Textual takes for signs and moves of one kind of keyboard: `3` for a pound, `b` for a word to the left.
    """

    def _sequence_to_key_events(
        self,
        sequence: str,
        alt: bool = False,  # noqa: FBT001, FBT002 - Textual's signature
    ) -> Iterable[events.Key]:
        quick = sequence in _ESC_AND_A_KEY
        if alt or quick:
            yield events.Key("escape", "\x1b")
        yield from super()._sequence_to_key_events(sequence[1:] if quick else sequence)


def _lenient(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A byte that is no text (a terminal set to Latin-1, a broken paste) is one odd sign, not the end of the day."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def read_escape_first() -> None:
    """Let Textual's terminal driver read keys with `EscapeFirst`; its own parser cannot be given to it."""
    vars(linux_driver)["XTermParser"] = EscapeFirst
    vars(linux_driver)["getincrementaldecoder"] = _lenient
