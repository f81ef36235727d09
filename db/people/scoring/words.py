"""One written name against one recorded name: the same, a variant, a sound-alike, a slip, or another name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from db.people.scoring.identity import Found
from db.words.heard.frequency import rarity
from db.words.heard.sounds import sounds
from db.words.heard.variants import Side, begun_variants, full_form, relations, variant_begun

_SHORT: Final = 4  # letters: one slip in Lee makes many another name
_SHORT_COST: Final = frozenset({"one_edit", "sounds_far"})
_SAID: Final = {
    "sounds": "sounds like", "sounds_far": "sounds like", "one_edit": "close to", "two_edits": "close to",
    "cut_off": "recorded as", "resembles": "resembles",
}  # fmt: skip
_REMEMBERED: Final = 32_768
_DIFFERS: Final[Mapping[Side, str]] = {"family": "family_differs", "given": "given_differs"}
_NOUN: Final[Mapping[Side, str]] = {"family": "surname", "given": "forename"}


def worth(word: str, side: Side, bits: Mapping[str, float]) -> float:
    """What it says that this name agrees: its rarity, up to a cap."""
    return min(bits["family_cap" if side == "family" else "given_cap"], rarity(word, side))


def say(word: str, side: Side) -> str:
    """A name in a sentence: a surname in capitals."""
    return word.upper() if side == "family" else word.title()


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed word, made ready once to be compared with many: what stands for it, and how it sounds."""

    related: Mapping[str, str]
    begun: frozenset[str]
    heard: tuple[str, str]


@lru_cache(_REMEMBERED)
def as_typed(word: str, side: Side) -> Typed:
    """The word as one that was typed; remembered, because each key asks of the same."""
    return Typed(relations(word, side), begun_variants(word, side), sounds(word))


@lru_cache(4)
def _another(bits: float) -> Found:
    """Nine comparisons in ten end here."""
    return Found(bits, "", "differs")


def compare_words(typed: str, known: str, side: Side, bits: Mapping[str, float], *, lookup: bool) -> Found:
    """How one word answers the other. In look-up the first was typed and may be a beginning.

    A name that agrees is worth the rarity of what was written: how seldom somebody else would be called so.
    Between two records it is the commoner of the two, so that their order does not matter.
    """
    if typed == known:
        return Found(worth(typed, side, bits), f"{_NOUN[side]} exact", "exact")
    if len(typed) == 1 or len(known) == 1:
        return _initial(typed, known, side, bits)
    word = as_typed(typed, side)
    if near := word.related.get(known):
        whole = _whole(typed, known, side, bits, lookup=lookup)
        return Found(whole + bits[near], _relation_says(typed, known, side, near), near)
    starts = lookup and known.startswith(typed)
    if lookup and not starts and known in word.begun:
        other = variant_begun(typed, known, side)
        most = _begun_worth(typed, worth(typed, side, bits), bits) + bits["spelling"]
        return Found(most, f"{_NOUN[side]} begins {say(other, side)} = {say(known, side)}", "prefix_variant")
    kind = _slip(typed, known, word.heard)
    slips = 0 if starts else _slips_of_beginning(typed, known) if lookup else 2
    if not kind and slips > 1:
        return _another(bits[_DIFFERS[side]])
    whole = _whole(typed, known, side, bits, lookup=lookup)
    found = _slipped(kind, known, side, whole + _cost(kind, typed, known, bits)) if kind else None
    begun = _beginning(typed, known, side, _begun_worth(typed, whole, bits), bits) if slips < 2 else None
    return begun if begun and (not found or begun.bits >= found.bits) else found or _another(bits[_DIFFERS[side]])


def _whole(typed: str, known: str, side: Side, bits: Mapping[str, float], *, lookup: bool) -> float:
    whole = worth(typed, side, bits)
    return whole if lookup else min(whole, worth(known, side, bits))


def _begun_worth(typed: str, whole: float, bits: Mapping[str, float]) -> float:
    """What a word is worth of which only the beginning was typed."""
    return min(bits["prefix_letter"] * len(typed), whole + bits["prefix"])


def _relation_says(typed: str, known: str, side: Side, near: str) -> str:
    if near == "spelling":
        return f"name variant {say(typed, side)} = {say(known, side)}"
    full = full_form(typed, known)
    short, name = (known, typed) if full == typed else (typed, known)
    return f"nickname {say(short, side)} = {say(name, side)}"


def _initial(typed: str, known: str, side: Side, bits: Mapping[str, float]) -> Found:
    if typed[:1] != known[:1]:
        return Found(bits[f"{side}_differs"], "", "differs")
    longer, shorter = (known, typed) if len(known) >= len(typed) else (typed, known)
    return Found(bits["initial"], f"initial {shorter.upper()} = {say(longer, side)}", "initial")


def _slips_of_beginning(typed: str, known: str) -> int:
    """How many slips make of the typed word a beginning of the known one, which does not begin so; 2 for several."""
    size = len(typed)
    # One slip leaves the first letter or the second, or has swapped the two.
    if size < _SHORT or len(known) <= size or not (known[0] in typed[:2] or known[1] in typed[1:3]):
        return 2
    distance = _measures()[0]
    # With one letter more or less of the known word it is one slip nearer at most.
    here = distance(typed, known[:size], score_cutoff=2)
    if here == 2:
        here = min(distance(typed, known[: size + more], score_cutoff=1) for more in (1, -1))
    return 1 if here <= 1 else 2


def _beginning(typed: str, known: str, side: Side, worth_so_far: float, bits: Mapping[str, float]) -> Found:
    """A word typed so far: the beginning of the known name, perhaps with a slip."""
    if known.startswith(typed):
        return Found(worth_so_far, f"{_NOUN[side]} begins {say(typed, side)}", "prefix")
    says = f"{_NOUN[side]} begins nearly like {say(known, side)}"
    return Found(worth_so_far + bits["prefix_slip"], says, "prefix_slip")


def _slip(typed: str, known: str, heard: tuple[str, str]) -> str:
    """The nearest kind of mistake that makes the one from the other; empty when there is none."""
    distance, likeness = _measures()
    size, other_size = len(typed), len(known)
    shorter, longer = (size, other_size) if size < other_size else (other_size, size)
    edits = distance(typed, known, score_cutoff=3) if longer - shorter <= 3 else 4
    other = sounds(known)
    alike = heard[0] and other[0] and (heard[0] in other or heard[1] in other)
    if alike and (edits <= 2 or likeness(typed, known) >= 0.8):
        return "sounds"
    if edits == 1:
        return "one_edit"
    if alike and len(heard[0]) > 1:
        return "sounds_far"
    if edits == 2 and longer > _SHORT:
        return "two_edits"
    if shorter >= _SHORT and (typed.startswith(known) or known.startswith(typed)):
        return "cut_off"
    if longer >= 2 * _SHORT - 1 and likeness(typed, known) >= 0.8:
        nearly = edits == 3 or (heard[0] and distance(heard[0], other[0], score_cutoff=1) <= 1)
        return "resembles" if nearly else ""
    return ""


def _cost(kind: str, typed: str, known: str, bits: Mapping[str, float]) -> float:
    """What a mistake of this kind costs; more in a short name."""
    shorter, longer = sorted((len(typed), len(known)))
    if kind == "two_edits" and longer <= _SHORT + 1:
        return bits["resembles"]
    return bits[kind] + (bits["short_slip"] if kind in _SHORT_COST and shorter <= _SHORT else 0.0)


def _slipped(kind: str, known: str, side: Side, bits: float) -> Found:
    return Found(bits, f"{_NOUN[side]} {_SAID[kind]} {say(known, side)}", kind)


def edits() -> Callable[..., int]:
    """What counts letters put in, left out, changed, or neighbours swapped."""
    return _measures()[0]


@cache
def _measures() -> tuple[Callable[..., int], Callable[..., float]]:
    # Loaded where something is compared: no command that compares nothing should pay for it.
    from rapidfuzz.distance.JaroWinkler import similarity
    from rapidfuzz.distance.OSA import distance

    return distance, similarity
