"""The question to the search box and what it found: the types that lookup, screen and command line share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from db.cards.asked import Birth, NameSide, Number, Part, PartKind
from db.words.families.people import NameKind, Sex
from db.words.families.worded import Worded


@dataclass(frozen=True, slots=True)
class Query:
    """The box as it is understood: numbers stand alone, everything else narrows together.

    `names` are folded words in the order typed; `family_first` is set by a comma or a correction, and then counts
    the words before it. `sides` says of each word what is known of it. `units` are the same words as they belong
    together (`("smith", "jones")`, `("mc", "garrigle")`), a hint: they may be recorded apart. `quoted` words are
    meant just so.

    `born` is a range of days with both ends included, for what can be said as one; `births` holds every reading,
    the likeliest first: a birthday of any year and a day that does not exist stand only there. `day` is a day of
    hearings, narrowed by `room`, `court` (words or a code, as typed) and `mine`. `postcode` is a whole one,
    `outward` its beginning (`M14`, `L5 3`). `telephone` is figures from 0 or + on, perhaps not all of them.
    """

    text: str
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()
    family_first: int = 0
    born: tuple[date, date] | None = None
    day: date | None = None
    numbers: tuple[Number, ...] = ()
    postcode: str = ""
    sides: tuple[NameSide, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    quoted: frozenset[str] = frozenset()
    births: tuple[Birth, ...] = ()
    outward: str = ""
    telephone: str = ""
    room: str = ""
    court: str = ""
    mine: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        where = self.postcode or self.outward or self.telephone
        listed = self.day or self.room or self.court or self.mine
        return bool(self.names or self.births or self.numbers or where or listed)

    @property
    def kinds(self) -> tuple[PartKind, ...]:
        """The kinds of word used, each once, in the order typed: all that the audit keeps of the text."""
        return tuple(dict.fromkeys(part.kind for part in self.parts))

    @property
    def words(self) -> str:
        """The parse in one line: `name smi…, born Wed 12 Mar 1980`."""
        return "; ".join(part.says for part in self.parts)


class HitKind(Worded):
    """What was found."""

    PERSON = "person", "person"
    CASE = "case", "case"
    HEARING = "hearing", "hearing"
    LIMITED = "limited", "limited access"


class Band(Worded):
    """How well a hit answers what was typed; never a percentage."""

    STRONG = "strong", "strong"
    POSSIBLE = "possible", "possible"
    WEAK = "weak", "weak"


@dataclass(frozen=True, slots=True)
class NextHearing:
    """Where and when somebody is listed next: the court's own day and wall time."""

    listing: UUID
    hearing: UUID
    case: UUID
    court: str
    room: str
    on: date
    at: time | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `id` is of the person, case or hearing; `person` is whose file Enter opens.

    `label` is what the list shows: `SMITH, John`, a case number, or a hearing's kind and time.
    A hit behind limited access has neither name nor person: only whom to ask. `born_year` stands in the place
    of `born` for who gets an identity in summary. `matched` is the other name by which a person was found,
    empty when the shown name did it. `why` gives the reasons in words, the strongest first; `warnings` say what
    speaks against it.
    """

    kind: HitKind
    id: UUID
    label: str
    score: int
    band: Band
    why: tuple[str, ...]
    person: UUID | None = None
    case: UUID | None = None
    hearing: UUID | None = None
    matched: str = ""
    born: date | None = None
    born_year: str = ""
    sex: Sex | None = None
    pnc: str = ""
    signs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    next_hearing: NextHearing | None = None
    listed_today: bool = False

    @property
    def key(self) -> str:
        """The record key of the row in a list."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """What was found, the best first: 200 hits of `total` at most; `complete` is false when more were not counted.

    `asked` is the text as it came. Everything is counted after the policy. `milliseconds` is the search itself.
    `nearest` are names of people that this reader may see, near to a name that nobody found here bears.
    """

    query: Query
    asked: str = ""
    hits: tuple[Hit, ...] = ()
    total: int = 0
    complete: bool = True
    milliseconds: int = 0
    nearest: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`12`, `200 of 1,734` or `200 of more than 2,000`: a cut is always said."""
        shown = len(self.hits)
        if not self.complete:
            return f"{shown:,} of more than {self.total:,}"
        return f"{shown:,}" if shown >= self.total else f"{shown:,} of {self.total:,}"

    @property
    def sure(self) -> Hit | None:
        """The one hit that Enter may open at once: the only strong one, and without a warning."""
        strong = [hit for hit in self.hits if hit.band is Band.STRONG]
        return strong[0] if len(strong) == 1 and not strong[0].warnings else None


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name as a clerk typed it and as it will be stored; `shown` is how a list shows it."""

    family: str
    given: str
    middle: str
    shown: str
    born_with_it: date | None = None


@dataclass(frozen=True, slots=True)
class AliasCard:
    """A name of a person: `undoable` when it was added in this sign-in and may be taken back."""

    id: UUID
    person: UUID
    kind: NameKind
    shown: str
    undoable: bool = False
