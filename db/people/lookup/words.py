"""The words of a question among the words that there are: what begins so, and what is spelt or sounds nearly so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from rapidfuzz.distance import OSA, JaroWinkler
from sqlalchemy.engine import Connection, Dialect

from db.index.words import forms
from db.people.lookup.prepared import Shelf, among
from db.people.scoring.words import Typed, as_typed
from db.tables.lookup import EVERYBODY, FAMILY, GIVEN, LookupForm, LookupName, LookupPair, LookupWord
from db.words.heard.sounds import sounds
from db.words.heard.variants import Side, begun_variants, variants

_word: sa.Table = LookupWord.__table__  # type: ignore[attr-defined]
_form: sa.Table = LookupForm.__table__  # type: ignore[attr-defined]
_index: sa.Table = LookupName.__table__  # type: ignore[attr-defined]
_pair: sa.Table = LookupPair.__table__  # type: ignore[attr-defined]
LAST = "\U0010ffff"
BEGUN = 400
"""Words that begin so, as many as are listed; with more of them people are looked for by the beginning itself."""
_NEAR = 60
_FORMS, _SOUNDS, _NORMS = 16, 2, 8
_SHORT = 4
_SIDES: dict[int, Side] = {FAMILY: "family", GIVEN: "given"}

Spelling = tuple[int, str]
"""A side and a word of it, as typed."""
Begun = dict[Spelling, list[tuple[int, str]]]
"""Number and spelling of the words that begin as each."""
Listed = list[tuple[float, int]]
"""Words by number, each with the bits that its distance costs; the nearest first."""


class Words:
    """The statements about words for one engine; they name nobody."""

    def __init__(self, dialect: Dialect) -> None:
        self._begun = Shelf(dialect, _begin)
        self._near: Shelf[tuple[int, bool]] = Shelf(dialect, lambda key: _nearly(key[0], scoped=key[1]))

    def begun(self, connection: Connection, asked: Mapping[Spelling, bool]) -> Begun:
        """Number and spelling of the words that are each typed word or, where it says so, begin with it.

        In the order of the alphabet, so the word itself comes first; `BEGUN` + 1 of each at most.
        """
        found: Begun = {one: [] for one in asked}
        if not asked:
            return found
        wanted = list(asked)
        values: dict[str, Any] = {"most": BEGUN + 1}
        for place, (side, word) in enumerate(wanted):
            last = word + LAST if asked[side, word] else word
            values |= {f"side{place}": side, f"first{place}": word, f"last{place}": last}
        for place, number, norm in self._begun[len(wanted)].rows(connection, **values):
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
        others = [variants(word, _SIDES[side]) | begun_variants(word, _SIDES[side]) for side, word in asked]
        values: dict[str, Any] = {}
        for place, (side, word) in enumerate(asked):
            values |= {f"side{place}": side, f"forms{place}": _filled(sorted(forms(word)), _FORMS)}
            values[f"sounds{place}"] = _filled(sorted({*sounds(word)} - {""}), _SOUNDS)
            values[f"norms{place}"] = _filled([word, *others[place]], _NORMS)
        scoped = EVERYBODY not in scopes
        if scoped:
            values["scopes"] = sorted(scopes)
        rows = set(self._near[len(asked), scoped].rows(connection, **values))
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


def _begin(many: int) -> sa.CompoundSelect[Any]:
    """Words from `first0` to `last0` of `side0`, from `first1` on ...: which question, number, word."""
    each = []
    for place in range(many):
        found = (
            sa.select(sa.literal(place).label("place"), _word.c.id, _word.c.norm)
            .where(
                _word.c.side == sa.bindparam(f"side{place}"),
                _word.c.norm >= sa.bindparam(f"first{place}"),
                _word.c.norm <= sa.bindparam(f"last{place}"),
            )
            .order_by(_word.c.norm)
            .limit(sa.bindparam("most"))
            .subquery()
        )
        each.append(sa.select(found))
    return sa.union_all(*each)


def _nearly(many: int, *, scoped: bool) -> sa.CompoundSelect[Any]:
    """Words of a side that share a near form or a sound, or are written so: which question, number, word, sounds."""
    each: list[sa.Select[Any]] = []
    for place in range(many):
        asked: sa.BindParameter[int] = sa.bindparam(f"side{place}")
        told = (sa.literal(place), _word.c.id, _word.c.norm, _word.c.sound_one, _word.c.sound_two)
        formed = sa.select(_form.c.word).where(among(_form.c.form, f"forms{place}"), _form.c.side == asked)
        ways: Iterable[tuple[Any, ...]] = (
            (_word.c.id.in_(formed),),
            (_word.c.side == asked, among(_word.c.sound_one, f"sounds{place}")),
            (_word.c.side == asked, among(_word.c.sound_two, f"sounds{place}")),
            (_word.c.side == asked, among(_word.c.norm, f"norms{place}")),
        )
        each += [sa.select(*told).where(*rules, *((_occurs(asked),) if scoped else ())) for rules in ways]
    return sa.union_all(*each)


def _filled(some: list[str], size: int) -> list[str]:
    """At least so many, the last one again and again: few lengths make few texts to be prepared."""
    return [*some, *some[-1:] * (size - len(some))]


def _occurs(side: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's elements
    families = sa.exists().where(among(_index.c.scope, "scopes"), _index.c.family == _word.c.id)
    givens = sa.exists().where(among(_pair.c.scope, "scopes"), _pair.c.given == _word.c.id)
    return sa.case((side == FAMILY, families), else_=givens)
