"""Feed files as they may arrive: cut off, with flipped bits, in another encoding, with fields in each other's place.

The same seed makes the same files, so that a failure is made again by its number alone.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

SAMPLES = Path(__file__).parents[1] / "samples"
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037", "latin-1", "cp1252", "utf-8-sig")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed file: which it was, what was done to it, and what came of it."""

    number: int
    source: Path
    how: str
    content: bytes


def sources(*folders: Path) -> tuple[Path, ...]:
    """Every feed file of the own samples, and of further folders but for schemas, which are refused unread."""
    own = [path for path in SAMPLES.rglob("*") if path.is_file() and path.parent != SAMPLES]
    more = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not _is_schema(path)]
    return tuple(sorted(own) + sorted(more))


def _is_schema(path: Path) -> bool:
    return path.suffix == ".xsd" or path.name.startswith("schema__") or "schema" in path.parent.name


def mutants(count: int, files: Sequence[Path], *, seed: int = 2026) -> Iterator[Mutant]:
    """So many changed files, every way of changing in its turn."""
    read: dict[Path, bytes] = {}
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        source = dice.choice(files)
        how = tuple(WAYS)[number % len(WAYS)]
        content = read.setdefault(source, source.read_bytes())
        yield Mutant(number, source, how, WAYS[how](content, dice))


def truncated(content: bytes, dice: random.Random) -> bytes:
    """The beginning, the end, or a file with a hole."""
    first, last = sorted(dice.randrange(len(content) + 1) for _ in range(2))
    return dice.choice((content[:first], content[last:], content[:first] + content[last:]))


def flipped(content: bytes, dice: random.Random) -> bytes:
    """One to four bits the other way round."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def wrongly_encoded(content: bytes, dice: random.Random) -> bytes:
    """Another encoding than it says, or bytes of another one in the middle."""
    text = content.decode("utf-8", "replace")
    if dice.random() < 0.5:
        return text.encode(dice.choice(ENCODINGS), "replace")
    place = dice.randrange(len(content) + 1)
    piece = dice.choice((b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x00", b"\xef\xbb\xbf", b"\x80\x81", b"\xf4\x90\x80\x80"))
    return content[:place] + piece + content[place:]


def swapped(content: bytes, dice: random.Random) -> bytes:
    """Two to eight pairs of values in each other's place, in a file that is otherwise well formed."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    try:
        if start in (b"{", b"["):
            return _swapped_json(json.loads(content), dice)
        if start == b"<":
            return _swapped_xml(content, dice)
        return _swapped_rows(content.decode("utf-8"), dice)
    except (ValueError, etree.XMLSyntaxError, csv.Error):
        return flipped(content, dice)


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated": truncated,
    "bit-flipped": flipped,
    "wrongly encoded": wrongly_encoded,
    "fields swapped": swapped,
}


def _swapped_json(message: Any, dice: random.Random) -> bytes:  # noqa: ANN401 - whatever JSON holds
    places = list(_places(message))
    for _ in range(dice.randint(2, 8)):
        if len(places) > 1:
            (one, first), (other, second) = dice.sample(places, 2)
            one[first], other[second] = other[second], one[first]
    try:
        return json.dumps(message).encode()
    except (ValueError, RecursionError):
        return b"{}"  # a value came to hold itself


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)


def _swapped_xml(content: bytes, dice: random.Random) -> bytes:
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, safe)
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    for _ in range(dice.randint(2, 8)):
        if len(elements) > 1:
            one, other = dice.sample(elements, 2)
            if dice.random() < 0.3:
                one.tag, other.tag = other.tag, one.tag
            else:
                one.text, other.text = other.text, one.text
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _swapped_rows(text: str, dice: random.Random) -> bytes:
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    for _ in range(dice.randint(2, 8)):
        if rows:
            one, other = dice.choice(rows), dice.choice(rows)
            first, second = dice.randrange(len(one)), dice.randrange(len(other))
            one[first], other[second] = other[second], one[first]
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode()
