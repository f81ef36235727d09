"""One score for every candidate: what of the question it answers, how well, and why in words; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.cards.asked import BirthKind
from db.cards.find import Band, NextHearing, Query
from db.people.box.places import lives as lives_in
from db.words.dates import spell
from db.words.families.people import IdentifierKind, NameKind, Sex
from db.words.names import NameParts, display
from db.words.text import fold

EXACT_NUMBER, CASE_NUMBER, BORN, POSTCODE, LISTED = 100, 90, 30, 15, 10
_WHOLE, _BEGINS, _INITIAL = 20, 12, 6
_ALIAS = -3


@dataclass(frozen=True, slots=True)
class NameFact:
    """A standing name of a candidate, as it is compared and as it is shown."""

    kind: NameKind
    family: str
    given: str
    middle: str
    family_folded: str
    given_folded: str

    @property
    def shown(self) -> str:
        """`SURNAME, Given Middle`."""
        return display(NameParts(given=self.given, middle=self.middle, family=self.family))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a candidate: names and births the best first, numbers as (kind, canonical or raw)."""

    person: UUID
    names: tuple[NameFact, ...]
    births: tuple[date, ...] = ()
    born_year: str = ""
    numbers: tuple[tuple[IdentifierKind, str], ...] = ()
    postcodes: tuple[str, ...] = ()
    sex: Sex | None = None
    in_custody: bool = False
    restricted: bool = False
    deceased: bool = False
    next_hearing: NextHearing | None = None
    listed_today: NextHearing | None = None
    through_case: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a candidate answers the question; `name` is the name that answers best."""

    score: int
    band: Band
    why: tuple[str, ...]
    warnings: tuple[str, ...]
    name: NameFact | None
    answers: bool


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How one name answers the typed words: whole words, beginnings, initials."""

    score: int
    why: str
    whole: bool


def match_name(query: Query, family: str, given: str, middle: str = "") -> NameMatch | None:
    """How the folded words of a name answer the typed words; None when one of them answers to nothing.

    The surname's words come together and from its first on, the forenames' each by a beginning. Without
    a comma either may come first.
    """
    best: NameMatch | None = None
    for family_words, rest in _splits(query):
        found = _match_split(family_words, rest, family, (*given.split(), *middle.split()))
        if found and (best is None or found.score > best.score):
            best = found
    return best


def judge(query: Query, facts: Facts) -> Verdict:
    """The verdict on one candidate; `answers` is false when something asked for is not there."""
    matched, name = _best_name(query, facts.names)
    born = _born(query, facts.births)
    number = _number(query, facts)
    place = query.postcode or query.outward
    lives = bool(place) and any(lives_in(one, place) for one in facts.postcodes)
    score, why = 0, []
    if number:
        score, why = EXACT_NUMBER, [number]
    elif facts.through_case:
        score, why = CASE_NUMBER, [facts.through_case]
    if matched and name:
        alias = name is not facts.names[0]
        score += matched.score + (_ALIAS if alias else 0)
        why.append(f"also known as {name.shown}: {matched.why}" if alias else matched.why)
    if born:
        score += BORN
        in_a_year = query.births[0].kind in (BirthKind.YEAR, BirthKind.ABOUT)
        why.append(f"born in {born.year}" if in_a_year else f"born {spell(born)}")
    if lives:
        score += POSTCODE
        why.append(f"postcode {place}")
    if facts.listed_today:
        score += LISTED
        why.append(f"listed today, {facts.listed_today.court} {facts.listed_today.room}".rstrip())
    warnings = _warnings(query, facts, matched=matched is not None, born=born is not None)
    asked = ((query.names, matched), (query.births, born), (place, lives))
    all_there = all(found for wanted, found in asked if wanted)
    strong = bool(number) or _strong(query, facts, matched, born)
    band = Band.STRONG if strong else Band.POSSIBLE if score >= 2 * _BEGINS or born else Band.WEAK
    return Verdict(score, band, tuple(why), warnings, name, bool(number or facts.through_case) or all_there)


def _strong(query: Query, facts: Facts, matched: NameMatch | None, born: date | None) -> bool:
    """Enough to open at once: whole name and birth; or either of them with a place on today's list."""
    whole = matched is not None and matched.whole and len(query.names) > 1
    if query.names and matched is None:
        return False
    exact = query.born is not None and query.born[0] == query.born[1]
    if query.births and not (born and exact):
        return False
    return (whole or exact) and (facts.listed_today is not None or (whole and exact))


def _splits(query: Query) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every way to part the typed words into surname and forenames, the surname's words side by side."""
    words = query.names
    if query.family_first:
        yield words[: query.family_first], words[query.family_first :]
        return
    for cut in range(len(words), 0, -1):
        yield words[:cut], words[cut:]
        if cut < len(words):
            yield words[-cut:], words[:-cut]
    yield (), words


def _match_split(
    family_words: Sequence[str], rest: Sequence[str], family: str, forenames: Sequence[str]
) -> NameMatch | None:
    score, reasons, whole = 0, [], True
    if family_words:
        typed = " ".join(family_words)
        joined = "".join(family_words)
        plain = family.replace(" ", "")
        if typed == family or joined == plain:
            score, reasons = _WHOLE * len(family_words), ["surname"]
        elif family.startswith(typed) or plain.startswith(joined):
            score, whole = _beginning(family_words[-1]) + _WHOLE * (len(family_words) - 1), False
            reasons = [f"surname begins {typed.upper()}"]
        else:
            return None
    for place, word in enumerate(rest):
        found = [name for name in forenames if name.startswith(word)]
        if not found:
            return None
        exact = word in found
        later = place == 0 and not forenames[0].startswith(word)
        score += (_WHOLE if exact else _beginning(word)) - (2 if later else 0)
        whole = whole and exact
        reasons.append("forename" if exact else f"forename begins {word.capitalize()}")
    return NameMatch(score, ", ".join(reasons), whole)


def _beginning(word: str) -> int:
    return _INITIAL if len(word) == 1 else _BEGINS + min(len(word), 6) - 2


def _best_name(query: Query, names: Sequence[NameFact]) -> tuple[NameMatch | None, NameFact | None]:
    best: tuple[NameMatch | None, NameFact | None] = (None, None)
    if not query.names:
        return best
    for name in names:
        found = match_name(query, name.family_folded, name.given_folded, fold(name.middle))
        if found and (best[0] is None or found.score > best[0].score):
            best = found, name
    return best


def _born(query: Query, births: Sequence[date]) -> date | None:
    """The birth that answers the likeliest reading of the date typed."""
    return next((born for born in births if query.births and query.births[0].fits(born)), None)


def _number(query: Query, facts: Facts) -> str:
    """The reason by a number of the person; empty when none of the typed numbers is theirs."""
    for number in query.numbers:
        forms = {form for _, form in number.canonical}
        for kind, value in facts.numbers:
            if value in forms or value.casefold() == number.typed.casefold():
                return f"{kind.label} {number.typed.upper()}"
    return ""


def _warnings(query: Query, facts: Facts, *, matched: bool, born: bool) -> tuple[str, ...]:
    """What speaks against the candidate although it is shown."""
    found = []
    if query.names and not matched:
        found.append("another name")
    if query.births and not born:
        found.append("born another day" if facts.births else "date of birth not known")
    if len(set(facts.births)) > 1:
        found.append("more than one date of birth")
    if facts.deceased:
        found.append("recorded as deceased")
    return tuple(found)
