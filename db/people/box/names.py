"""Words of a name: what belongs together, which are surname and forename, and titles that are no part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from db.cards.asked import NameSide, Part, PartKind
from db.people.box.births import MONTHS
from db.words.text import fold

MOST_WORDS = 8
TITLES = frozenset("mr mrs ms miss mx dr prof professor rev revd reverend hon sir dame".split())
"""Left out where another word of a name is there: nobody is recorded by them."""
_PARTICLES = frozenset(
    "mc mac o fitz st de del della dela der den van von la le du dos das da do di bin binti bint ibn abu ul ur el ap "
    "ter ten zu".split()
)
_DOUBTFUL = frozenset({"al", "ben"})  # forenames too: they bind where words enough are left
_SIDES: Mapping[PartKind, NameSide] = MappingProxyType(
    {PartKind.NAME: NameSide.EITHER, PartKind.FAMILY: NameSide.FAMILY, PartKind.GIVEN: NameSide.GIVEN}
)
_KINDS = MappingProxyType({side: kind for kind, side in _SIDES.items()})
NAME_KINDS = frozenset(_SIDES)
_OPTIONS = MappingProxyType(
    {kind: (*(other for other in _SIDES if other is not kind), PartKind.UNREAD) for kind in _SIDES}
)


@dataclass(slots=True)
class Word:
    """A typed word of a name; what is `fixed` was said by a label or a correction, and wins against a comma."""

    text: str
    shown: str
    folded: tuple[str, ...]
    side: NameSide = NameSide.EITHER
    quoted: bool = False
    comma: bool = False
    options: tuple[PartKind, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The name as it is understood; `parts` stand in the order typed, one for each unit."""

    words: tuple[str, ...] = ()
    sides: tuple[NameSide, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    family_first: int = 0
    quoted: frozenset[str] = frozenset()


def word(text: str, kind: PartKind | None = None, *, quoted: bool = False, typed: str = "") -> Word | None:
    """A word of a name, of a kind that was said or of any; None where it has neither letters nor figures."""
    folded = tuple(fold(text).split())
    if not folded:
        return None
    options = (PartKind.BORN,) if folded[0] in MONTHS else (PartKind.TITLE,) if folded[0] in TITLES else ()
    return Word(
        typed or text, text, folded, _SIDES[kind or PartKind.NAME], quoted, options=options, fixed=kind is not None
    )


def settle(taken: Sequence[Part | Word]) -> tuple[Read, list[Part]]:
    """The whole name once everything is read, and all parts, in the order typed."""
    words = [one for one in taken if isinstance(one, Word)]
    titles = [one for one in words if _is_title(one)]
    if len(titles) == len(words):
        titles = []
    names = _sided([one for one in words if one not in titles])
    units = _units(names)
    parts, kept = _parts(taken, titles, units)
    ordered = kept
    cut = 0
    if kept and all(unit.side is not NameSide.EITHER for unit in kept):
        ordered = sorted(kept, key=lambda unit: unit.side is not NameSide.FAMILY)
        family = sum(len(unit.folded) for unit in ordered if unit.side is NameSide.FAMILY)
        cut = family if family < sum(len(unit.folded) for unit in ordered) else 0
    folded = tuple(text for unit in ordered for text in unit.folded)
    sides = tuple(unit.side for unit in ordered for _ in unit.folded)
    quoted = frozenset(text for unit in ordered if unit.quoted for text in unit.folded)
    return Read(folded, sides, tuple(unit.folded for unit in ordered), cut, quoted), parts


def _is_title(one: Word) -> bool:
    return len(one.folded) == 1 and one.folded[0] in TITLES and not one.quoted and not one.fixed


def _sided(words: list[Word]) -> list[Word]:
    """Each word with its side: a comma parts surname and forenames, a surname that was fixed leaves forenames."""
    comma = next((place for place, one in enumerate(words[:-1], 1) if one.comma), 0)
    fixed = {one.side for one in words if one.fixed}
    found = []
    for place, one in enumerate(words, 1):
        side = one.side
        if not one.fixed and comma:
            side = NameSide.FAMILY if place <= comma else NameSide.GIVEN
        elif not one.fixed and len(words) > 1 and NameSide.FAMILY in fixed:
            side = NameSide.GIVEN
        elif not one.fixed and len(words) == 2 and NameSide.GIVEN in fixed:
            side = NameSide.FAMILY
        found.append(one if side is one.side else replace(one, side=side))
    return found


def _units(words: list[Word]) -> list[Word]:
    """Particles with the word that they open: `mc garrigle`, `de la cruz`; the others as they are."""
    found: list[Word] = []
    opened = False
    for place, one in enumerate(words):
        before = found[-1] if found else None
        if before and opened and not one.quoted and one.side is before.side:
            text, shown = f"{before.text} {one.text}", f"{before.shown} {one.shown}"
            folded = (*before.folded, *one.folded)
            found[-1] = replace(before, text=text, shown=shown, folded=folded, options=(), comma=one.comma)
        else:
            found.append(one)
        left = len(words) - place - 1
        opened = bool(left) and not one.comma and not one.quoted and _opens(one, left + (0 if found[:-1] else -1))
    return found


def _opens(one: Word, enough: int) -> bool:
    last = one.folded[-1]
    return len(one.folded) == 1 and (last in _PARTICLES or (last in _DOUBTFUL and enough > 0))


def _parts(taken: Sequence[Part | Word], titles: list[Word], units: list[Word]) -> tuple[list[Part], list[Word]]:
    """Parts in the order typed, and the units that are within the most words of a name."""
    parts: list[Part] = []
    kept: list[Word] = []
    waiting = iter(units)
    passed = count = 0
    for one in taken:
        if isinstance(one, Part):
            parts.append(one)
        elif any(one is title for title in titles):
            parts.append(Part(PartKind.TITLE, one.text, f"title {one.text} left out", (PartKind.NAME,)))
        elif passed:
            passed -= len(one.folded)
        else:
            unit = next(waiting)
            passed = len(unit.folded) - len(one.folded)
            if count + len(unit.folded) > MOST_WORDS:
                said = f"{unit.text}: more than {MOST_WORDS} words of a name"
                parts.append(Part(PartKind.UNREAD, unit.text, said))
                continue
            count += len(unit.folded)
            kept.append(unit)
            parts.append(_part(unit))
    return parts, kept


def _part(unit: Word) -> Part:
    kind = _KINDS[unit.side]
    shown = f'"{unit.shown}"' if unit.quoted else f"{unit.shown}…"
    return Part(kind, unit.text, f"{kind.label} {shown}", (*unit.options, *_OPTIONS[kind]))
