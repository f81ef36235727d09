"""One written name against one recorded name: the same, a variant, a sound-alike, a slip, or another name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from db.people.scoring.identity import Found
from db.words.heard.frequency import rarity
from db.words.heard.sounds import sounds
from db.words.heard.variants import Side, begun_variants, full_form, relation, variant_begun

_SHORT: Final = 4  # letters: one slip in Lee makes many another name
_NOUN: Final[Mapping[Side, str]] = {"family": "surname", "given": "forename"}


def worth(word: str, side: Side, bits: Mapping[str, float]) -> float:
    """What it says that this name agrees: its rarity, up to a cap."""
    return min(bits["family_cap" if side == "family" else "given_cap"], rarity(word, side))


def say(word: str, side: Side) -> str:
    """A name in a sentence: a surname in capitals."""
    return word.upper() if side == "family" else word.title()


def compare_words(typed: str, known: str, side: Side, bits: Mapping[str, float], *, lookup: bool) -> Found:
    """How one word answers the other. In look-up the first was typed and may be a beginning.

    A name that agrees is worth the rarity of what was written: how seldom somebody else would be called so.
    Between two records it is the commoner of the two, so that their order does not matter.
    """
    if typed == known:
        return Found(worth(typed, side, bits), f"{_NOUN[side]} exact", "exact")
    if len(typed) == 1 or len(known) == 1:
        return _initial(typed, known, side, bits)
    whole = worth(typed, side, bits)
    if not lookup:
        whole = min(whole, worth(known, side, bits))
    if near := relation(typed, known, side):
        return Found(whole + bits[near], _relation_says(typed, known, side, near), near)
    if lookup and not known.startswith(typed) and known in begun_variants(typed, side):
        other = variant_begun(typed, known, side)
        most = min(bits["prefix_letter"] * len(typed), whole + bits["prefix"]) + bits["spelling"]
        return Found(most, f"{_NOUN[side]} begins {say(other, side)} = {say(known, side)}", "prefix_variant")
    found = _slip(typed, known, side, whole, bits)
    if lookup and (begun := _beginning(typed, known, side, whole, bits)) and (not found or begun.bits >= found.bits):
        return begun
    if found:
        return found
    return Found(bits[f"{side}_differs"], "", "differs")


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


def _beginning(typed: str, known: str, side: Side, whole: float, bits: Mapping[str, float]) -> Found | None:
    """A word typed so far: the beginning of the known name, perhaps with a slip."""
    if len(typed) > len(known):
        return None
    most = min(bits["prefix_letter"] * len(typed), whole + bits["prefix"])
    if known.startswith(typed):
        return Found(most, f"{_NOUN[side]} begins {say(typed, side)}", "prefix")
    # One slip leaves the first letter or the second, or has swapped the two.
    if len(typed) < _SHORT or len(known) <= len(typed) or not (known[0] in typed[:2] or known[1] in typed[1:3]):
        return None
    slips = min(_edits(typed, known[: len(typed) + more], 1) for more in (0, 1, -1))
    if slips > 1:
        return None
    return Found(most + bits["prefix_slip"], f"{_NOUN[side]} begins nearly like {say(known, side)}", "prefix_slip")


def _slip(typed: str, known: str, side: Side, whole: float, bits: Mapping[str, float]) -> Found | None:
    """The nearest kind of mistake that makes the one from the other; None when there is none."""
    longer = max(len(typed), len(known))
    edits, alike = _edits(typed, known, 3), _alike(typed, known)
    if edits > 3 and not alike and longer < 2 * _SHORT - 1 and typed[0] != known[0]:
        return None  # nearly every pair
    short = bits["short_slip"] if min(len(typed), len(known)) <= _SHORT else 0.0
    name, noun = say(known, side), _NOUN[side]
    if alike and (edits <= 2 or _ratio(typed, known) >= 0.8):
        return Found(whole + bits["sounds"], f"{noun} sounds like {name}", "sounds")
    if edits == 1:
        return Found(whole + bits["one_edit"] + short, f"{noun} close to {name}", "one_edit")
    if alike and len(sounds(typed)[0]) > 1:
        return Found(whole + bits["sounds_far"] + short, f"{noun} sounds like {name}", "sounds_far")
    if edits == 2 and longer > _SHORT:
        bits_of = bits["two_edits"] if longer > _SHORT + 1 else bits["resembles"]
        return Found(whole + bits_of, f"{noun} close to {name}", "two_edits")
    if len(known) >= _SHORT and typed.startswith(known):
        return Found(whole + bits["cut_off"], f"{noun} recorded as {name}", "cut_off")
    if len(typed) >= _SHORT and known.startswith(typed):
        return Found(whole + bits["cut_off"], f"{noun} recorded as {name}", "cut_off")
    if longer >= 2 * _SHORT - 1 and (edits == 3 or _nearly_alike(typed, known)) and _ratio(typed, known) >= 0.8:
        return Found(whole + bits["resembles"], f"{noun} resembles {name}", "resembles")
    return None


def _alike(one: str, other: str) -> bool:
    first, second = sounds(one)
    third, fourth = sounds(other)
    return bool(first and third) and (first in (third, fourth) or second in (third, fourth))


def _nearly_alike(one: str, other: str) -> bool:
    return bool(sounds(one)[0]) and _edits(sounds(one)[0], sounds(other)[0], 1) <= 1


def _edits(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed, or neighbours swapped; `most` + 1 when there are more."""
    return _measures()[0](one, other, score_cutoff=most)


def _ratio(one: str, other: str) -> float:
    """Jaro-Winkler likeness from 0 to 1."""
    return _measures()[1](one, other)


@cache
def _measures() -> tuple[Callable[..., int], Callable[..., float]]:
    # Loaded where something is compared: no command that compares nothing should pay for it.
    from rapidfuzz.distance.JaroWinkler import similarity
    from rapidfuzz.distance.OSA import distance

    return distance, similarity
