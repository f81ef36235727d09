"""The text of the box in words: quotes keep words together, commas stay known, `court:B05` is a word with a label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from db.cards.asked import PartKind

LABELS: Mapping[str, PartKind] = MappingProxyType(
    {
        "name": PartKind.NAME,
        **dict.fromkeys(("surname", "family", "last"), PartKind.FAMILY),
        **dict.fromkeys(("forename", "given", "first"), PartKind.GIVEN),
        **dict.fromkeys(("dob", "born", "b", "d.o.b"), PartKind.BORN),
        **dict.fromkeys(("age", "aged"), PartKind.AGE),
        **dict.fromkeys(("day", "on", "listed"), PartKind.DAY),
        **dict.fromkeys(("postcode", "pc"), PartKind.POSTCODE),
        **dict.fromkeys(("tel", "phone", "mobile", "mob", "telephone"), PartKind.PHONE),
        **dict.fromkeys(("room", "courtroom", "rm"), PartKind.ROOM),
        **dict.fromkeys(("court", "at"), PartKind.COURT),
        **dict.fromkeys(("pnc", "cro", "asn", "urn", "noms", "prison", "crn", "ccr", "case", "ref"), PartKind.NUMBER),
        **dict.fromkeys(("number", "no", "num"), PartKind.NUMBER),
    }
)
"""Words that say, with a colon, what follows."""
_WORD = re.compile(r'"([^"]*)"?|[^\s,"]+|,')
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_AROUND = "()[]{}<>;!"
_AFTER = f"{_AROUND}.:?"


@dataclass(slots=True)
class Text:
    """Words in order, as they are read and as they were typed; their labels, quotes, and commas straight after."""

    words: list[str]
    typed: list[str]
    labels: list[str]
    quoted: list[bool]
    commas: list[bool]

    def bare(self, at: int) -> str:
        """A word without brackets and the signs that end a sentence; empty beyond the end and for quoted words."""
        if at >= len(self.words) or self.quoted[at]:
            return ""
        return self.words[at].lstrip(_AROUND).rstrip(_AFTER)

    def text(self, at: int, count: int) -> str:
        """Some words as they were typed."""
        return " ".join(self.typed[at : at + count]) if count > 1 else self.typed[at]


def split(typed: str) -> Text:
    """The words of a cleaned line."""
    if not typed.isascii():
        typed = typed.translate(_QUOTES)
    if '"' not in typed and "," not in typed:
        words = typed.split()
        no = [False] * len(words)
        box = Text(words, words, [""] * len(words), no, no)
    else:
        box = _with_signs(typed)
    return _labelled(box) if ":" in typed else box


def _with_signs(typed: str) -> Text:
    words: list[str] = []
    quoted: list[bool] = []
    commas: list[bool] = []
    for found in _WORD.finditer(typed):
        if found[0] == ",":
            if commas:
                commas[-1] = True
            continue
        in_quotes = found[0][0] == '"'
        if text := found[1].strip() if in_quotes else found[0]:
            words.append(text)
            quoted.append(in_quotes)
            commas.append(False)
    return Text(words, words, [""] * len(words), quoted, commas)


def _labelled(box: Text) -> Text:
    box.words = list(box.typed)
    for at, typed in enumerate(box.typed):
        label, colon, value = typed.partition(":")
        if colon and value and not box.quoted[at] and label.lower() in LABELS:
            box.words[at], box.labels[at] = value, label.lower()
    return box
