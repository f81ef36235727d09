"""What is known of a person, as the scorer compares it, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.cards.find import Band
from db.words.families.people import IdentifierKind, NameKind, Sex


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of a person: folded words to compare, `shown` to say (`SURNAME, Given Middle`)."""

    family: str
    given: str
    middle: str = ""
    shown: str = ""
    kind: NameKind = NameKind.PRIMARY


@dataclass(frozen=True, slots=True)
class KnownBirth:
    """A date of birth: the person's, or the one given with one of the names (its place among them)."""

    day: date
    with_name: int | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """All names of a person, the main one first, with what else tells people apart.

    `numbers` are canonical; `postcodes` capitals without a space; `telephones` figures. `merged_into` names the
    record that stands for this one now.

    Compared between records alone: `doubtful` numbers have the right shape and a wrong check letter, as signs
    without strokes; `unclear` dates of birth are eight signs that are no day; `addresses` are folded first lines;
    `sentenced` are days; `traits` are folded words by kind (`birthplace`, `occupation`).
    """

    names: tuple[KnownName, ...]
    births: tuple[KnownBirth, ...] = ()
    numbers: tuple[tuple[IdentifierKind, str], ...] = ()
    postcodes: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    sex: Sex | None = None
    merged_into: str = ""
    doubtful: tuple[tuple[IdentifierKind, str], ...] = ()
    unclear: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    sentenced: tuple[date, ...] = ()
    traits: tuple[tuple[str, str], ...] = ()


def births_with(person: Identity, place: int) -> tuple[list[date], list[date]]:
    """The dates of birth that go with one of the names, and the others of the person.

    A name that was given with a date of birth goes with that one; any other with those of the person.
    """
    own = [one.day for one in person.births if place and one.with_name == place]
    whole = own or [one.day for one in person.births if not one.with_name]
    return whole, [one.day for one in person.births if one.day not in whole]


@dataclass(frozen=True, slots=True)
class Found:
    """One comparison: its bits, and in words what agrees; no words where nothing is to be said.

    `open` counts words that answer to nothing.
    """

    bits: float
    says: str = ""
    level: str = ""
    open: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """Why a person may be the one who is meant now: a key of `order` in the weights, and how it is said."""

    key: str
    says: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a person answers: `weight` in bits, `order` what to sort by, `name` the place of the best name.

    `order` is the weight and the nearness, which never changes the band. `reasons` have the strongest first.
    `agrees` is false when something asked for speaks against the person.
    """

    weight: float
    order: float
    band: Band
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    name: int | None = None
    agrees: bool = True
