"""The last thing before the terminal: whatever would steer it, or cannot be shown, becomes a dot."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from db.words.text import visible

_ORNAMENTS = str.maketrans(
    {
        "·": ".", "…": "~", "│": "|", "─": "-", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+",
        "┬": "+", "┴": "+", "┼": "+", "┃": "|", "━": "=", "║": "|", "═": "=", "▔": "-", "▁": "_", "▎": "|",
        "▊": "|", "█": "#", "▌": "|", "▐": "|", "▀": "-", "▄": "_", "●": "*", "•": "*", "▶": ">", "◀": "<",
        "▲": "^", "▼": "v", "▂": "|", "▃": "|", "▅": "|", "▆": "|", "▇": "|",
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-",
        "\u2014": "-", "\u00a0": " ", "£": "L",
    }
)  # fmt: skip


class Controls(LineFilter):
    """Takes out C0 and C1 controls, bidi marks and what cannot be seen, in every widget's output."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with harmless text; Textual's own control segments pass."""
        return [_harmless(segment) for segment in segments]


class AsciiOnly(LineFilter):
    """For `--accessible`: letters without accents, lines drawn with `+-|`, nothing beyond ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in ASCII, each as many cells wide as before."""
        return [
            segment if segment.control or segment.text.isascii() else Segment(plain(segment.text), segment.style)
            for segment in segments
        ]


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if control or (text.isascii() and text.isprintable()):  # nearly every segment: no regex, no copy
        return segment
    shown = visible(text)
    return segment if shown == text else Segment(shown, style)


@lru_cache(4096)
def plain(text: str) -> str:
    """Text in ASCII with the same width in cells; a letter of another script becomes `?`."""
    return "".join(_plain_sign(sign) for sign in text.translate(_ORNAMENTS))


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    width = cell_len(sign)
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
    if bare and len(bare) == width:
        return bare
    return "?" * width
