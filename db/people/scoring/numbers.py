"""Numbers, postcodes and telephones: the same, one sign off, a piece of it, or another one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from db.cards.asked import Number
from db.people.scoring.identity import Found, Identity
from db.words.families.people import IdentifierKind

_PERSONS = (IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.NOMS, IdentifierKind.CRN)
"""Kinds of which one person has one: another one speaks against."""
_LETTERED = (IdentifierKind.PNC, IdentifierKind.CRO)
"""Kinds with a check letter: no slip makes of one that passes its check another one that does."""
_SIGNS = str.maketrans("", "", " /-")
_PARTS = re.compile(r"[A-Z0-9]+", re.ASCII)


def answer_number(asked: Number, known: Sequence[tuple[IdentifierKind, str]], bits: Mapping[str, float]) -> Found:
    """How the numbers of a person answer a typed one."""
    best = Found(0.0)
    for kind, value in known:
        if asked.kinds and kind not in asked.kinds:
            continue
        found = _one(asked, kind, value, bits)
        if found and found.bits > best.bits:
            best = found
    if best.bits:
        return best
    return _conflict(asked, known, bits)


def _one(asked: Number, kind: IdentifierKind, value: str, bits: Mapping[str, float]) -> Found | None:
    name, solid = _short(kind), value.translate(_SIGNS).upper()
    if (kind, value) in asked.canonical:
        form = "" if solid == asked.fragment else " (short form)"
        return Found(bits["number_exact"], f"{name} exact{form}", "number_exact")
    if (kind, value) in asked.mended:
        return Found(bits["number_letter"], f"{name} but for its check letter", "number_letter")
    for mended_kind, mended in (*asked.canonical, *asked.mended):
        # The last letter is made from the figures: with another figure it is another, whatever was typed.
        if mended_kind is kind and _one_sign(mended.translate(_SIGNS)[:-1], solid[:-1]):
            return Found(bits["number_one_off"], f"{name} one character different", "number_one_off")
    if len(asked.fragment) >= 4 and asked.fragment == solid:
        return Found(bits["number_exact"], f"{name} exact", "number_exact")
    if has_piece(asked, kind, value):
        figures = sum(sign.isdecimal() for sign in asked.fragment)
        worth = min(bits["number_figure"] * figures, bits["number_letter"])
        return Found(worth, f"{name} has {asked.typed.upper()}", "number_piece")
    if len(asked.fragment) > 6 and _one_sign(asked.fragment, solid):
        return Found(bits["number_one_off"], f"{name} one character different", "number_one_off")
    return None


def groups_of(text: str) -> list[str]:
    """The parts of a number as it is written, in capitals, without zeros in front: `79/0163001B` is 79 and 163001B."""
    parts = (part.lstrip("0") for part in _PARTS.findall(text.upper()))
    return [part for part in parts if part]


def without_check_letter(serial: str) -> str:
    """A serial in capitals without the letters behind its figures."""
    return serial.rstrip(ascii_uppercase)


def has_piece(asked: Number, kind: IdentifierKind, value: str) -> bool:
    """Whether the typed number is a piece of a recorded one: of it as it stands, or part by part.

    Part by part the last may be a beginning, and those before it an end: a year of two figures.
    """
    solid = value.translate(_SIGNS).upper()
    if not 4 <= len(asked.fragment) <= len(solid) or (asked.kinds and kind not in asked.kinds):
        return False
    serial = without_check_letter(value.partition("/")[2]).lstrip("0")
    if asked.fragment in solid or (asked.serial and asked.serial == serial):
        return True
    typed, parts = groups_of(asked.typed), groups_of(value)
    if len(typed) == 1:
        return len(typed[0]) >= 4 and typed[0] in solid
    *before, last = typed or [""]
    return any(
        parts[at + len(before)].startswith(last)
        and all(part.endswith(one) for part, one in zip(parts[at:], before, strict=False))
        for at in range(len(parts) - len(before))
    )


def _conflict(asked: Number, known: Sequence[tuple[IdentifierKind, str]], bits: Mapping[str, float]) -> Found:
    """Another number of a kind that the typed one can be; where it can be of two, one of them is enough to say so."""
    kinds = {kind for kind, _ in (*asked.canonical, *asked.mended)} & set(_PERSONS)
    if asked.kinds:
        kinds &= set(asked.kinds)
    kind = next((kind for kind, _ in known if kind in kinds), None)
    return Found(bits["number_conflict"], f"{_short(kind)} conflict", "number_conflict") if kind else Found(0.0)


def compare_numbers(one: Identity, other: Identity, bits: Mapping[str, float]) -> list[Found]:
    """The numbers of two records, kind by kind.

    A number that does not pass its check is worth one sign off at most, also where both records have it so.
    """
    found: list[Found] = []
    agreed = conflicts = 0
    for kind in dict.fromkeys(kind for kind, _ in (*one.numbers, *other.numbers)):
        here, there = _of(one.numbers, kind), _of(other.numbers, kind)
        if not here or not there:
            continue
        if here & there and kind is IdentifierKind.LOCAL:
            found.append(Found(bits["number_unchecked"], f"{_short(kind)} agrees, it has no check", "number_unchecked"))
        elif here & there:
            level = "number_more" if agreed else "number_exact"
            agreed += 1
            found.append(Found(bits[level], f"{_short(kind)} exact", "number_exact"))
        elif kind not in _LETTERED and _near(here, there):
            found.append(Found(bits["number_one_off"], f"{_short(kind)} one character different", "number_one_off"))
        elif kind in _PERSONS:
            level = "number_conflict_more" if conflicts else "number_conflict"
            conflicts += 1
            found.append(Found(bits[level], f"{_short(kind)} conflict", "number_conflict"))
    if not agreed and (one.doubtful or other.doubtful):
        found += _doubtful(one, other, bits)
    return found


def _doubtful(one: Identity, other: Identity, bits: Mapping[str, float]) -> list[Found]:
    """A number with a wrong check letter beside one that is nearly the same, or the same wrong one twice."""
    for kind in dict.fromkeys(kind for kind, _ in (*one.doubtful, *other.doubtful)):
        here, there = _of(one.doubtful, kind), _of(other.doubtful, kind)
        pairs = ((here, there), (here, _of(other.numbers, kind)), (_of(one.numbers, kind), there))
        if here & there or any(_near(left, right) for left, right in pairs):
            return [Found(bits["number_one_off"], f"{_short(kind)} one character different", "number_one_off")]
    return []


def _of(numbers: Sequence[tuple[IdentifierKind, str]], kind: IdentifierKind) -> set[str]:
    return {value for of, value in numbers if of is kind}


def _near(here: set[str], there: set[str]) -> bool:
    """Whether one sign before the check letter is another, or the letter alone."""
    return any(_near_signs(a.translate(_SIGNS), b.translate(_SIGNS)) for a in here for b in there)


def _near_signs(one: str, other: str) -> bool:
    return one[:-1] == other[:-1] or _one_sign(one[:-1], other[:-1])


def compare_postcodes(here: Sequence[str], there: Sequence[str], bits: Mapping[str, float], *, lookup: bool) -> Found:
    """Postcodes without spaces; in look-up another one is no sign, people move."""
    if not here or not there:
        return Found(0.0)
    if set(here) & set(there):
        return Found(bits["postcode_exact"], "postcode exact", "postcode_exact")
    if {code[:-3] for code in here} & {code[:-3] for code in there}:
        return Found(bits["postcode_outward"], "postcode begins the same", "postcode_outward")
    return Found(0.0 if lookup else bits["postcode_differs"], "", "postcode_differs")


def answer_telephone(asked: str, known: Sequence[str], bits: Mapping[str, float]) -> Found:
    """A telephone, whole or its beginning or end."""
    if not asked or not known:
        return Found(0.0)
    if asked in known:
        return Found(bits["telephone_exact"], "telephone exact", "telephone_exact")
    if len(asked) >= 4 and any(number.startswith(asked) or number.endswith(asked) for number in known):
        worth = min(bits["telephone_figure"] * len(asked), bits["telephone_exact"])
        return Found(worth, f"telephone has {asked}", "telephone_piece")
    return Found(0.0)


def _one_sign(one: str, other: str) -> bool:
    """Whether one sign is another, or two neighbours are swapped; the length is the same."""
    if len(one) != len(other):
        return False
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return swapped and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]


def _short(kind: IdentifierKind) -> str:
    """PNC, CRO: short where the short name is what everybody says."""
    return kind.value if kind.value.isupper() and "_" not in kind.value else kind.label
