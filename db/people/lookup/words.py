"""The words of a question among the words that there are: what begins so, and what is spelt or sounds nearly so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rapidfuzz.distance import OSA, JaroWinkler
from sqlalchemy.engine import Connection, Dialect

from db.index.words import forms
from db.people.lookup.words_asked import Asked, AskedFile, AskedServer, Keys
from db.people.scoring.words import Typed, as_typed
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN
from db.words.heard.sounds import sounds
from db.words.heard.variants import Side, begun_variants, variants

LAST = "\U0010ffff"
BEGUN = 400
"""Words that begin so, as many as are listed; with more of them people are looked for by the beginning itself."""
_NEAR = 60
_SHORT = 4
_SIDES: dict[int, Side] = {FAMILY: "family", GIVEN: "given"}

Spelling = tuple[int, str]
"""A side and a word of it, as typed."""
Begun = dict[Spelling, list[tuple[int, str]]]
"""Number and spelling of the words that begin as each."""
Listed = list[tuple[float, int]]
"""Words by number, each with the bits that its distance costs; the nearest first."""


class Words:
    """What is asked about words on one engine; they name nobody."""

    def __init__(self, dialect: Dialect) -> None:
        self._asked: Asked = AskedServer(dialect) if dialect.name == "postgresql" else AskedFile(dialect)

    def begun(self, connection: Connection, asked: Mapping[Spelling, bool]) -> Begun:
        """Number and spelling of the words that are each typed word or, where it says so, begin with it.

        In the order of the alphabet, so the word itself comes first; `BEGUN` + 1 of each at most.
        """
        found: Begun = {one: [] for one in asked}
        if not asked:
            return found
        wanted = list(asked)
        ranges = [(side, word, word + LAST if asked[side, word] else word) for side, word in wanted]
        for place, number, norm in self._asked.begun(connection, ranges, most=BEGUN + 1):
            found[wanted[place]].append((number, norm))
        return found

    def near(
        self, connection: Connection, asked: Sequence[Spelling], bits: Mapping[str, float], scopes: Collection[int]
    ) -> dict[Spelling, Listed]:
        """The words that may have been meant by each; of readers with scopes only words that occur in one of them.

        So that words of hidden people take no place from others.
        """
        found: dict[Spelling, Listed] = {one: [] for one in asked}
        if not asked:
            return found
        keys = []
        for side, word in asked:
            others = variants(word, _SIDES[side]) | begun_variants(word, _SIDES[side])
            keys.append(Keys(side, sorted(forms(word)), sorted({*sounds(word)} - {""}), [word, *others]))
        rows = self._asked.near(connection, keys, None if EVERYBODY in scopes else sorted(scopes))
        # Where somebody is called just so, what was typed is no beginning.
        whole = {asked[place] for place, _, norm, _, _ in rows if norm == asked[place][1]}
        for place, number, norm, one, two in rows:
            cost = distance(asked[place], norm, (one, two), bits, whole=asked[place] in whole)
            if cost is not None:
                found[asked[place]].append((cost, number))
        return {one: sorted(words, reverse=True)[:_NEAR] for one, words in found.items()}


def distance(
    asked: Spelling, norm: str, heard: tuple[str, str], bits: Mapping[str, float], *, whole: bool = False
) -> float | None:
    """What it costs, in bits, that the word is recorded where the other was typed; None for another word.

    Of the levels of the scorer, without the words' rarity, and with a little for what they do not share. `whole`
    says that what was typed is a word and not the beginning of one.
    """
    side, word = asked
    if norm == word:
        return 0.0
    typed = as_typed(word, _SIDES[side])
    edits = OSA.distance(word, norm, score_cutoff=2)
    same = any(key and key in heard for key in typed.heard)
    level = typed.related.get(norm) or _begun_level(typed, word, norm, whole=whole)
    if not (level or same or edits <= 2):
        return None  # most of them
    alike = JaroWinkler.similarity(word, norm)
    if level:
        return sum(bits[one] for one in level.split()) - (1 - alike) / 2
    short = bits["short_slip"] if min(len(word), len(norm)) <= _SHORT else 0.0
    if same and (edits <= 2 or alike >= 0.8):
        cost = bits["sounds"]
    elif edits == 1:
        cost = bits["one_edit"] + short
    elif edits == 2 and max(len(word), len(norm)) > _SHORT:
        cost = bits["two_edits"]
    elif same and alike > 0.5:
        cost = bits["sounds_far"] + short
    else:
        return None
    return cost - (1 - alike)


def _begun_level(typed: Typed, word: str, norm: str, *, whole: bool) -> str:
    if whole:
        return ""
    if norm in typed.begun:
        return "prefix spelling"
    return "prefix" if norm.startswith(word) and len(word) > 1 else ""
