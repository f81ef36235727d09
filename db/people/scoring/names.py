"""One written name against one recorded name: surname, forenames, halves, middle names, either order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from db.people.scoring.identity import Found, KnownName
from db.people.scoring.words import compare_words, say, worth
from db.words.heard.variants import Side

# Parts of a surname that are no half of it.
_PARTICLES = frozenset("al ap bin da de del der di dos du el la le les mac mc o st van von".split())
_HALF = frozenset({"exact", "prefix", "prefix_variant", "spelling", "sounds", "one_edit"})
"""How near a half must be: with more slips it is any other name."""
_JOINED = frozenset({"exact", "spelling", "sounds", "one_edit"})
"""How near forenames written as one must be."""
_FEW = 4
"""Words of which the surname is looked for between the forenames too."""

Split = tuple[tuple[str, ...], tuple[str, ...], str]
"""Words of the surname, words of the forenames, and the level that this order costs."""


@dataclass(frozen=True, slots=True)
class NameAgrees:
    """How a name answers: the surname's share, the forenames' share, what their order costs."""

    family: Found
    given: Found
    order: Found

    @property
    def bits(self) -> float:
        """The whole of it."""
        return self.family.bits + self.given.bits + self.order.bits

    @property
    def says(self) -> tuple[str, ...]:
        """What agrees, in words."""
        if self.family.level == self.given.level == "exact":
            return "surname and forename exact", *((self.order.says,) if self.order.says else ())
        return tuple(one.says for one in (self.family, self.given, self.order) if one.says)

    @property
    def differs(self) -> bool:
        """Whether the surname or the first forename is another one."""
        return "differs" in (self.family.level, self.given.level)


@dataclass(slots=True)
class NameComparer:
    """Compares names and remembers, for as long as one question lasts, what it has compared.

    `just_so` are words that are meant as written. `joined` are the words known to be one surname together, of which
    a half may be what is recorded; None for all: of words typed side by side none may be dropped.
    """

    bits: Mapping[str, float]
    lookup: bool
    just_so: frozenset[str] = frozenset()
    joined: frozenset[tuple[str, ...]] | None = None
    _words: dict[tuple[str, str, Side], Found] = field(default_factory=dict)
    _families: dict[tuple[tuple[str, ...], str], Found] = field(default_factory=dict)
    _givens: dict[tuple[tuple[str, ...], str, str], Found] = field(default_factory=dict)

    @property
    def _another(self) -> Found:
        return Found(self.bits["family_differs"], "", "differs")

    def best(self, splits: tuple[Split, ...], known: KnownName) -> NameAgrees:
        """The best way to read the words as surname and forenames of that name."""
        return self.better(splits, known, _LEAST) or NameAgrees(_NOTHING, _NOTHING, _NOTHING)

    def better(self, splits: tuple[Split, ...], known: KnownName, top: float) -> NameAgrees | None:
        """The best way of those worth more than `top`; None where there is none, which is often told by the surname."""
        said = None
        for split in splits:
            family, order = self.family(split[0], known.family), self.bits[split[2]] if split[2] else 0.0
            if family.bits + order + self._most_of_forenames(len(split[1])) < top:
                continue
            given = self.given(split[1], known.given, known.middle)
            if given.open and not split[0] and len(splits) > 1:
                continue  # it would be the surname
            total = family.bits + given.bits + order
            if total > top:
                top, said = total, (family, given, split[2])
            if not self.lookup and family.level == given.level == "exact":
                break  # no other reading can be meant
        if said is None:
            return None
        cost = Found(self.bits[said[2]], "names swapped", said[2]) if said[2] else _NOTHING
        return NameAgrees(said[0], said[1], cost)

    def _most_of_forenames(self, words: int) -> float:
        """What so many forenames can be worth at most."""
        return self.bits["given_cap"] + self.bits["middle_cap"] * (words - 1) if words else 0.0

    def word(self, typed: str, known: str, side: Side) -> Found:
        """One word against one word."""
        key = typed, known, side
        found = self._words.get(key)
        if found is None:
            found = compare_words(typed, known, side, self.bits, lookup=self.lookup)
            if typed in self.just_so and found.level not in {"exact", "prefix"}:
                found = Found(self.bits[f"{side}_differs"], "", "differs")
            self._words[key] = found
        return found

    def family(self, typed: tuple[str, ...], known: str) -> Found:
        """A surname of any number of words."""
        key = typed, known
        found = self._families.get(key)
        if found is None:
            found = self._families[key] = self._family(typed, known)
        return found

    def given(self, typed: tuple[str, ...], given: str, middle: str) -> Found:
        """Forenames: the first, then the others in any order."""
        key = typed, given, middle
        found = self._givens.get(key)
        if found is None:
            found = self._givens[key] = self._given(typed, given, middle)
        return found

    def _family(self, typed: tuple[str, ...], known: str) -> Found:
        if not typed or not known:
            return _NOTHING
        words = known.split()
        solid, plain = "".join(typed), "".join(words)
        if solid == plain:
            found = self.word(plain, plain, "family")
            if len(typed) == len(words):
                return found
            return Found(found.bits + self.bits["spaced"], "surname exact but for spacing", "spaced")
        best = self.word(solid, plain, "family")
        if len(words) == 1 and len(typed) == 1:
            return best
        if best.says:
            best = _spaced(best, (say(solid, "family"), _surname(typed)), (say(plain, "family"), _surname(words)))
        if best.level not in _HALF or (best.level == "prefix" and solid in words):
            best = self._another  # words of another kind, or a half
        if sorted(typed) == sorted(words):
            return Found(worth(plain, "family", self.bits) + self.bits["spaced"], "halves swapped", "spaced")
        apart = self.joined is None or typed in self.joined or len(typed) == 1
        for one in _halves(typed) if apart else ():
            for other in _halves(words):
                half = self.word(one, other, "family")
                bits = half.bits + self.bits["half"]
                if half.level in _HALF and bits > best.bits:
                    says = "" if half.level in {"exact", "prefix"} else f", {half.says}"
                    whole = words if self.lookup or len(words) >= len(typed) else typed
                    best = Found(bits, f"part of surname {_surname(whole)}{says}", "half")
        return best

    def _given(self, typed: tuple[str, ...], given: str, middle: str) -> Found:
        known = [*given.split(), *middle.split()]
        if not typed or not known:
            return _NOTHING
        best = self._forenames(typed[0], typed[1:], known)
        firsts = given.replace(" ", "") or known[0]
        if len(typed) > 1 or (not self.lookup and len(known) > 1):
            # Mary Ann and Maryann; of two records either may be the one that leaves the middle name out.
            solid = "".join(typed)
            whole = self.word(solid, firsts, "given")
            if whole.level == "exact" or (whole.level in _JOINED and whole.bits >= best.bits):
                forms = ((solid, " ".join(typed)), (firsts, given or known[0]))
                return _spaced(whole, *((say(one, "given"), say(written, "given")) for one, written in forms))
        for place in range(1, len(typed) if self.lookup else 0):
            other = self._forenames(typed[place], typed[:place] + typed[place + 1 :], known)
            bits = other.bits + self.bits["middle_as_first"]
            if bits > best.bits:
                best = Found(bits, other.says, other.level, other.open)
        return best

    def _forenames(self, word: str, others: tuple[str, ...], known: list[str]) -> Found:
        """One word as the forename, the others as further ones."""
        found, place = self._first(word, known)
        rest = [name for at, name in enumerate(known) if at != place]
        return self._with_others(found, others, rest) if others else found

    def _first(self, typed: str, known: list[str]) -> tuple[Found, int]:
        """The forename that the first word is, by preference the first one."""
        best, place = self.word(typed, known[0], "given"), 0
        for at, word in enumerate(known[1:], 1):
            other = self.word(typed, word, "given")
            bits = other.bits + self.bits["middle_as_first"]
            if other.level not in {"differs", "initial"} and bits > best.bits:
                says = "middle name used" if other.level == "exact" else f"middle name, {other.says}"
                best, place = Found(bits, f"{says}: {say(word, 'given')}", "middle_as_first"), at
        return best, place

    def _with_others(self, found: Found, typed: tuple[str, ...], known: list[str]) -> Found:
        """Add what the further forenames say."""
        bits, says, left = found.bits, [found.says] if found.says else [], list(known)
        unanswered = 0
        for word in typed:
            if not left:
                unanswered += 1
                continue
            other = max((self.word(word, name, "given") for name in left), key=lambda one: one.bits)
            if other.level == "differs":
                unanswered += 1
                bits += self.bits["middle_differs"] * (0.25 if self.lookup else 1.0)
            else:
                bits += max(0.0, min(other.bits, self.bits["middle_cap"]))
                says.append("middle name agrees" if other.level == "exact" else other.says)
        return Found(bits, ", ".join(says), found.level, unanswered)


def free_splits(words: tuple[str, ...]) -> tuple[Split, ...]:
    """Every reading of words typed in any order: the forenames first, or the surname first or, rarely, between."""
    if not words:
        return ()
    splits: list[Split] = [(words, (), ""), ((), words, "")]
    for cut in range(1, len(words)):
        splits += [(words[cut:], words[:cut], ""), (words[:cut], words[cut:], "free_order")]
    if len(words) <= _FEW:
        between = ((start, end) for start in range(1, len(words) - 1) for end in range(start + 1, len(words)))
        splits += [(words[start:end], words[:start] + words[end:], "free_order") for start, end in between]
    return tuple(splits)


def placed_splits(family: tuple[str, ...], given: tuple[str, ...]) -> tuple[Split, ...]:
    """The reading that was given, and, for a mistake, the other way round."""
    splits: list[Split] = [(family, given, "")]
    if family and given:
        splits.append((given, family, "swapped_names"))
        splits += [(given[:1], tuple(chain(family, given[1:])), "swapped_names")] if len(given) > 1 else []
    return tuple(splits)


def _surname(words: tuple[str, ...] | list[str]) -> str:
    """A surname of several words as it is said: halves with a stroke between, an initial or `van` with a space."""
    plain = any(len(word) == 1 or word in _PARTICLES for word in words)
    return (" " if plain else "-").join(words).upper()


def _spaced(found: Found, *told: tuple[str, str]) -> Found:
    """What was compared without spaces, said as it is written: `SMYTH-JONES`, never `SMYTHJONES`."""
    says = found.says
    for solid, written in told:
        if " " in written or "-" in written:
            says = re.sub(rf"\b{re.escape(solid)}\b", written, says)
    return found if says == found.says else replace(found, says=says)


def _halves(words: tuple[str, ...] | list[str]) -> list[str]:
    return [word for word in words if word not in _PARTICLES and len(word) > 1]


_NOTHING = Found(0.0)
_LEAST = -1e9
