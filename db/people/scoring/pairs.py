"""Record against record: the same levels as in look-up, both sides whole, so what differs counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import product

from db.cards.asked import Birth, BirthKind
from db.cards.find import Band
from db.people.scoring.beside import compare_beside
from db.people.scoring.births import answer, compare_days
from db.people.scoring.identity import Found, Identity, KnownName, Verdict, births_with
from db.people.scoring.names import NameAgrees, NameComparer, placed_splits
from db.people.scoring.numbers import compare_numbers
from db.people.scoring.weights import Weights, weights
from db.people.scoring.words import edits, worth
from db.words.heard.variants import Side

_NOTHING = Found(0.0)
_SIDES: tuple[Side, Side] = ("family", "given")
_SHORT = 3
_REMEMBERED = 20_000
"""Pairs of names after which a memory begins anew: of a large batch few come again."""
_SAME = frozenset({"exact", "spaced", "spelling", "sounds", "half"})
_OTHER = frozenset({"differs", "resembles", "sounds", "sounds_far", "one_edit", "two_edits"})


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records side by side: the sum, and what it is made of.

    `places` are those of the two names that agree best. `shared` is a number that both have; `twin` says that they
    look like twins.
    """

    weight: float
    name: NameAgrees
    places: tuple[int, int]
    born: Found
    costs: float
    beside: tuple[Found, ...]
    shared: bool
    twin: bool
    twin_costs: float = 0.0


@dataclass(slots=True)
class PairComparer:
    """A memory for a batch of comparisons: names and days that come again are compared once."""

    known: Weights = field(default_factory=weights)
    words: NameComparer = field(init=False)
    _names: dict[tuple[KnownName, KnownName], NameAgrees] = field(default_factory=dict)
    _days: dict[tuple[date, date], Found] = field(default_factory=dict)
    _mosts: dict[KnownName, tuple[float, float, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the names their memory."""
        self.words = NameComparer(self.known.bits, lookup=False)

    def names(self, left: KnownName, right: KnownName) -> NameAgrees:
        """The better of reading the one as written against the other, and the other way round."""
        # In one order always: what is left out below must not depend on which record came first.
        key = (left, right) if _order(left) <= _order(right) else (right, left)
        found = self._names.get(key)
        if found is None:
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
                self.words = NameComparer(self.known.bits, lookup=False)
            found = self._names[key] = self._compared(*key)
        return found

    def _compared(self, left: KnownName, right: KnownName) -> NameAgrees:
        """As they stand first; in each other's places only where neither is ruled out."""
        crossed = _crossed(left, right)
        readings, others = _written(left), _written(right)
        best = self.words.best(readings if crossed else readings[:1], right)
        if not crossed and _simple(left) and _simple(right):
            return best  # read the other way round it comes to the same
        here = self.words.best(others if crossed else others[:1], left)
        return best if best.bits >= here.bits else here

    def most_of_names(self, left: KnownName, right: KnownName) -> float:
        """No spelling of the two is worth more: the rarest word of either on each side, and middle names."""
        bits = self.known.bits
        here, there = self._most(left), self._most(right)
        middles = min(here[2], there[2])
        return max(here[0], there[0]) + max(here[1], there[1]) + (bits["middle_cap"] * middles if middles > 0 else 0.0)

    def _most(self, name: KnownName) -> tuple[float, float, int]:
        """What a name is worth at most as surname and as forename, whichever of its words; its further forenames."""
        found = self._mosts.get(name)
        if found is None:
            words = f"{name.family} {name.given} {name.middle}".split()
            words += [each.replace(" ", "") for each in (name.family, name.given) if " " in each]
            family, given = (
                max((worth(word, side, self.known.bits) for word in words), default=0.0) for side in _SIDES
            )
            if len(self._mosts) >= _REMEMBERED:
                self._mosts.clear()
            found = self._mosts[name] = (family, given, len(words) - 2)
        return found

    def days(self, one: date, other: date) -> Found:
        """One day of birth against another."""
        found = self._days.get((one, other))
        if found is None:
            found = self._days[one, other] = compare_days(one, other, self.known.bits)
        return found


def pair_comparer() -> PairComparer:
    """A memory for a batch of comparisons."""
    return PairComparer()


def compare(one: Identity, other: Identity, comparer: PairComparer | None = None) -> Compared:
    """Two records side by side; which is which does not matter.

    Pass one `comparer` (`pair_comparer()`) for a whole batch: it remembers what it has compared.
    """
    comparer = comparer or pair_comparer()
    return _summed(one, other, comparer, _beside(one, other, comparer))


def compare_from(one: Identity, other: Identity, comparer: PairComparer, *, least: float) -> Compared | None:
    """The same; None where the sum cannot come to `least`, which is mostly told without comparing names."""
    beside = _beside(one, other, comparer)
    if most_of(one, other, comparer) + sum(found.bits for found in beside) < least:
        return None
    return _summed(one, other, comparer, beside)


def most_of(one: Identity, other: Identity, comparer: PairComparer) -> float:
    """The most that names, dates of birth and the prior can come to, were every name spelt alike.

    Numbers, homes and the like come on top. Which is which does not matter.
    """
    names = max((comparer.most_of_names(left, right) for left, right in product(one.names, other.names)), default=0.0)
    if one.births and other.births:
        days = product(one.births, other.births)
        born = max(comparer.days(here.day, there.day).bits for here, there in days)
    else:
        born = _unclear(one, other, comparer).bits
    return comparer.known.bits["prior"] + names + born


def _beside(one: Identity, other: Identity, comparer: PairComparer) -> list[Found]:
    """What stands beside name and birth: numbers, homes and the like."""
    bits = comparer.known.bits
    beside = compare_beside(one, other, bits)
    if (one.numbers or one.doubtful) and (other.numbers or other.doubtful):
        beside += compare_numbers(one, other, bits)
    return beside


def _summed(one: Identity, other: Identity, comparer: PairComparer, beside: list[Found]) -> Compared:
    bits = comparer.known.bits
    name, places, born, costs = _best(one, other, comparer)
    shared = any(found.level == "number_exact" for found in beside)
    twin = not shared and _twin(name, born)
    twin_costs = bits["twin"] if twin and name.given.level == "differs" else 0.0
    weight = bits["prior"] + name.bits + born.bits + costs + twin_costs + sum(found.bits for found in beside)
    return Compared(weight, name, places, born, costs, tuple(beside), shared, twin, twin_costs)


def match(one: Identity, other: Identity, comparer: PairComparer | None = None) -> Verdict:
    """How likely two records are of one person, in the words of the look-up."""
    pair = compare(one, other, comparer)
    name, born, weight = pair.name, pair.born, pair.weight
    strong, possible = (comparer.known if comparer else weights()).match
    reasons = [(name.bits, says) for says in name.says] + [(f.bits, f.says) for f in (born, *pair.beside) if f.says]
    if any(pair.places):
        reasons.append((name.bits - 0.1, "by an alias"))
    warnings = ["possible twin"] if pair.twin else []
    warnings += [found.says for found in pair.beside if found.level == "number_conflict"]
    if pair.shared and name.differs and born.bits < 0:
        warnings.append("same number, another name and date of birth")
    band = Band.STRONG if weight >= strong else Band.POSSIBLE if weight >= possible else Band.WEAK
    ordered = tuple(dict.fromkeys(says for _, says in sorted(reasons, key=lambda said: (-said[0], said[1]))))
    agrees = not (warnings or name.differs or born.bits < 0)
    place = pair.places[1] if one.names and other.names else None
    return Verdict(weight, weight, band, ordered, tuple(warnings), place, agrees)


def _best(one: Identity, other: Identity, comparer: PairComparer) -> tuple[NameAgrees, tuple[int, int], Found, float]:
    """The two names, each with its own date of birth, that agree best."""
    best: tuple[float, NameAgrees, tuple[int, int], Found, float] | None = None
    for (at, left), (to, right) in product(enumerate(one.names), enumerate(other.names)):
        name = comparer.names(left, right)
        born, mixed = _births(one, at, other, to, comparer)
        costs = mixed + comparer.known.bits["alias"] * (bool(at) + bool(to))
        total = name.bits + born.bits + costs
        if best is None or total > best[0]:
            best = total, name, (at, to), born, costs
    if best is None:
        nobody = NameAgrees(_NOTHING, _NOTHING, _NOTHING)
        return nobody, (0, 0), _births(one, 0, other, 0, comparer)[0], 0.0
    return best[1:]


def _crossed(left: KnownName, right: KnownName) -> bool:
    """Whether a surname of the one may be a forename of the other."""
    if left.family == right.family and left.given == right.given:
        return False
    return _meet(left.family, f"{right.given} {right.middle}") or _meet(right.family, f"{left.given} {left.middle}")


def _meet(family: str, forenames: str) -> bool:
    """Whether a word of each is the same but for two slips."""
    distance = edits()
    for word in family.split():
        for other in forenames.split():
            if word == other or (len(word) > _SHORT < len(other) and distance(word, other, score_cutoff=2) < 3):
                return True
    return False


def _simple(name: KnownName) -> bool:
    """One surname and one forename: read either way round they come to the same."""
    return not name.middle and bool(name.given and name.family) and " " not in name.family and " " not in name.given


def _order(name: KnownName) -> tuple[str, str, str]:
    return name.family, name.given, name.middle


def _written(name: KnownName) -> tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]:
    return placed_splits(tuple(name.family.split()), tuple(f"{name.given} {name.middle}".split()))


def _twin(name: NameAgrees, born: Found) -> bool:
    """The same surname and day of birth, and a forename that is another or only like it."""
    if born.level != "born_exact":
        return False
    if name.family.level in _SAME and name.given.level in _OTHER:
        return True
    # With the names in each other's places it is not said which of the two is the surname.
    return bool(name.order.level) and name.given.level in _SAME and name.family.level in _OTHER


def _births(one: Identity, at: int, other: Identity, to: int, comparer: PairComparer) -> tuple[Found, float]:
    """The dates of birth that go with two names, or, at a cost, any of the two people."""
    if len(one.births) == len(other.births) == 1 and one.births[0].with_name is other.births[0].with_name is None:
        return comparer.days(one.births[0].day, other.births[0].day), 0.0
    if not one.births or not other.births:
        return _unclear(one, other, comparer), 0.0
    (here, here_others), (there, there_others) = births_with(one, at), births_with(other, to)
    mixed = comparer.known.bits["mixed"]
    best, cost = _NOTHING, 0.0
    for days, others, price in (
        (here, there, 0.0),
        (here, there_others, mixed),
        (here_others, there, mixed),
        (here_others, there_others, 2 * mixed),
    ):
        for day, another in product(days, others):
            found = comparer.days(day, another)
            if best is _NOTHING or found.bits + price > best.bits + cost:
                best, cost = found, price
    return best, cost


def _unclear(one: Identity, other: Identity, comparer: PairComparer) -> Found:
    """A date of birth that is no day, sign by sign."""
    if one.unclear and other.unclear:
        return _NOTHING
    asked, days = (one.unclear, other.births) if one.unclear else (other.unclear, one.births)
    found = [
        answer(Birth(BirthKind.SLIP, figures=signs), birth.day, comparer.known.bits)
        for signs, birth in product(asked, days)
    ]
    return max(found, key=lambda each: each.bits, default=_NOTHING)
