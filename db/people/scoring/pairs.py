"""Record against record: the same levels as in look-up, both sides whole, so what differs counts."""

from __future__ import annotations

from itertools import product

from db.cards.find import Band
from db.people.scoring.births import compare_days
from db.people.scoring.identity import Found, Identity, KnownName, Verdict, births_with
from db.people.scoring.names import NameAgrees, NameComparer, placed_splits
from db.people.scoring.numbers import compare_numbers, compare_postcodes
from db.people.scoring.weights import Weights, weights

_NOTHING = Found(0.0)
_SAME = frozenset({"exact", "spaced", "spelling", "sounds", "half"})
_OTHER = frozenset({"differs", "resembles", "sounds", "sounds_far", "one_edit", "two_edits"})


def match(one: Identity, other: Identity, comparer: NameComparer | None = None) -> Verdict:
    """How likely two records are of one person; which is which does not matter.

    Pass one `comparer` (`pair_comparer()`) for a whole batch: it remembers what it has compared.
    """
    known = weights()
    comparer = comparer or pair_comparer()
    name, places, born, costs = _best(one, other, comparer, known)
    beside = [*compare_numbers(one, other, known.bits), *_others(one, other, known)]
    weight = known.bits["prior"] + name.bits + born.bits + costs + sum(found.bits for found in beside)
    shared = any(found.level == "number_exact" for found in beside)
    twin = not shared and _twin(name, born)
    weight += known.bits["twin"] if twin and name.given.level == "differs" else 0.0
    strong, possible = known.match
    reasons = [(name.bits, says) for says in name.says] + [(f.bits, f.says) for f in (born, *beside) if f.says]
    if any(places):
        reasons.append((name.bits - 0.1, "by an alias"))
    warnings = ["possible twin"] if twin else []
    warnings += [found.says for found in beside if found.level == "number_conflict"]
    if shared and name.differs and born.bits < 0:
        warnings.append("same number, another name and date of birth")
    band = Band.STRONG if weight >= strong else Band.POSSIBLE if weight >= possible else Band.WEAK
    ordered = tuple(dict.fromkeys(says for _, says in sorted(reasons, key=lambda said: (-said[0], said[1]))))
    agrees = not (warnings or name.differs or born.bits < 0)
    return Verdict(
        weight, weight, band, ordered, tuple(warnings), places[1] if one.names and other.names else None, agrees
    )


def pair_comparer() -> NameComparer:
    """A memory for a batch of comparisons."""
    return NameComparer(weights().bits, lookup=False)


def _best(
    one: Identity, other: Identity, comparer: NameComparer, known: Weights
) -> tuple[NameAgrees, tuple[int, int], Found, float]:
    """The two names, each with its own date of birth, that agree best."""
    best: tuple[float, NameAgrees, tuple[int, int], Found, float] | None = None
    for (at, left), (to, right) in product(enumerate(one.names), enumerate(other.names)):
        name = _names(left, right, comparer)
        born, mixed = _births(one, at, other, to, known)
        costs = mixed + known.bits["alias"] * (bool(at) + bool(to))
        total = name.bits + born.bits + costs
        if best is None or total > best[0]:
            best = total, name, (at, to), born, costs
    if best is None:
        return NameAgrees(_NOTHING, _NOTHING, _NOTHING), (0, 0), _births(one, 0, other, 0, known)[0], 0.0
    return best[1:]


def _names(left: KnownName, right: KnownName, comparer: NameComparer) -> NameAgrees:
    """The better of reading the one as written against the other, and the other way round."""
    return max(
        comparer.best(_written(left), right), comparer.best(_written(right), left), key=lambda agrees: agrees.bits
    )


def _written(name: KnownName) -> tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]:
    return placed_splits(tuple(name.family.split()), tuple(f"{name.given} {name.middle}".split()))


def _twin(name: NameAgrees, born: Found) -> bool:
    """The same surname and day of birth, and a forename that is another or only like it."""
    return born.level == "born_exact" and name.family.level in _SAME and name.given.level in _OTHER


def _births(one: Identity, at: int, other: Identity, to: int, known: Weights) -> tuple[Found, float]:
    """The dates of birth that go with two names, or, at a cost, any of the two people."""
    (here, here_others), (there, there_others) = births_with(one, at), births_with(other, to)
    mixed = known.bits["mixed"]
    best, cost = _NOTHING, 0.0
    for days, others, price in (
        (here, there, 0.0),
        (here, there_others, mixed),
        (here_others, there, mixed),
        (here_others, there_others, 2 * mixed),
    ):
        for day, another in product(days, others):
            found = compare_days(day, another, known.bits)
            if best is _NOTHING or found.bits + price > best.bits + cost:
                best, cost = found, price
    return best, cost


def _others(one: Identity, other: Identity, known: Weights) -> list[Found]:
    found = [compare_postcodes(one.postcodes, other.postcodes, known.bits, lookup=False)]
    if set(one.telephones) & set(other.telephones):
        found.append(Found(known.bits["telephone_exact"], "telephone exact", "telephone_exact"))
    if one.sex and other.sex and one.sex is not other.sex and {one.sex.value, other.sex.value} == {"M", "F"}:
        found.append(Found(known.bits["sex_differs"], "", "sex_differs"))
    return found
