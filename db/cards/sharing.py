"""What an agency shares, as its sharing lead sees it: rules, the matrix they make, previews, requests, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from db.words.dates import short
from db.words.families.access import Category, Level, Outcome, Purpose, Recipient, RequestState
from db.words.families.sharing import RuleState, role_label

ENDS_SOON: Final = 60
"""Days before its last day from which a rule is marked."""
LETTERS: Final = {Outcome.FULL: "F", Outcome.SUMMARY: "S", Outcome.MASKED: "W", Outcome.ABSENT: "-"}
LEGEND: Final = "F full  S summary  W withheld (they see that it exists)  - hidden  * by a rule  + more for a purpose"


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a rule says. `name` is a user name, court code or agency code, `word` a role or a kind of agency.

    Without `starts_on` it begins today; `not_after` is its last day.
    """

    category: Category
    level: Level
    recipient: Recipient
    name: str = ""
    word: str = ""
    purpose: Purpose = Purpose.ANY
    starts_on: date | None = None
    not_after: date | None = None
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A sharing rule as it stands, or stood; a change ends one and adds another that replaces it.

    `loses_to` is the rule that counts in the place of one that is in force.
    """

    id: UUID
    terms: RuleTerms
    whom: str
    set_by: str
    set_at: datetime
    state: RuleState
    ends_soon: bool = False
    ended_at: datetime | None = None
    ended_by: str = ""
    replaces: UUID | None = None
    loses_to: str = ""

    @property
    def state_words(self) -> str:
        """`in force`, or `in force, but 'clerk: summary' wins`."""
        return f"{self.state.label}, but '{self.loses_to}' wins" if self.loses_to else self.state.label

    @property
    def words(self) -> str:
        """`summary of drug tests and treatment for judges, for sentencing, from 1 Sep 2026 to 30 Sep 2026`."""
        terms = self.terms
        purpose = "" if terms.purpose is Purpose.ANY else f", for {terms.purpose.label}"
        return f"{terms.category.label}: {terms.level.label}, for {self.whom}{purpose}, {self.days}"

    @property
    def days(self) -> str:
        """From when to when."""
        begin = f"from {short(self.terms.starts_on)}" if self.terms.starts_on else "from now"
        return f"{begin} to {short(self.terms.not_after)}" if self.terms.not_after else f"{begin} on"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a recipient gets of a category; `by` is the rule, empty for the default. `more`: for a purpose, what."""

    outcome: Outcome
    by: str = ""
    more: tuple[tuple[str, Outcome], ...] = ()

    @property
    def sign(self) -> str:
        """`F`, `S*`, `-+`."""
        return f"{LETTERS[self.outcome]}{'*' if self.by else ''}{'+' if self.more else ''}"


@dataclass(frozen=True, slots=True)
class MatrixCard:
    """What an agency shares after all its rules: one row a category, one column a recipient."""

    agency: str
    day: date
    whom: tuple[str, ...]
    rows: tuple[tuple[Category, tuple[MatrixCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What changes for readers of one kind: how many of them, for how many people, from what to what."""

    whom: str
    users: int
    people: int
    before: Outcome
    after: Outcome
    when: str = ""

    @property
    def words(self) -> str:
        """`judge, Judiciary (2 users): 14 people, withheld -> summary, on the hearing day`."""
        users = f"{self.users:,} user{'' if self.users == 1 else 's'}"
        people = f"{self.people:,} {'person' if self.people == 1 else 'people'}"
        when = f", {self.when}" if self.when else ""
        return f"{self.whom} ({users}): {people}, {self.before.label} -> {self.after.label}{when}"


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """What a rule would change for whom; `notes` say what else one should know, why nothing changes for one."""

    words: str
    lines: tuple[PreviewLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """One of several rules for the same recipient and category: whether it wins, and why or why not."""

    rule: str
    wins: bool
    why: str


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request for what is withheld. `person` is a name only for a reader who may see the person."""

    id: UUID
    person_id: UUID
    public_ref: str
    person: str
    category: Category
    owner: str
    asked_by: str
    asker: str
    agency: str
    roles: tuple[str, ...]
    courts: tuple[str, ...]
    asked_at: datetime
    reason: str
    state: RequestState
    answer: str = ""
    answered_at: datetime | None = None

    @property
    def words(self) -> str:
        """`drug tests and treatment of P-7K2M, asked by Judge Farrow (judge, Judiciary)`."""
        whom = f"{self.person}, {self.public_ref}" if self.person else self.public_ref
        roles = ", ".join(role_label(role) for role in self.roles)
        return f"{self.category.label} of {whom}, asked by {self.asker} ({roles}, {self.agency})"


@dataclass(frozen=True, slots=True)
class Askable:
    """Something of a person that its owner withholds from this reader, or gives in summary: it can be asked for."""

    category: Category
    owner_id: UUID
    owner: str
    given: Outcome
    asked_at: datetime | None = None

    @property
    def words(self) -> str:
        """`Probation: risk (withheld)`."""
        return f"{self.owner}: {self.category.label} ({self.given.label})"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """That people of an agency looked at files in which something of ours stands."""

    who: str
    agency: str
    acts: int
    people: int
    last: datetime
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadCard:
    """What of ours was read since a day, by whom; the newest first, `total` acts in all."""

    agency: str
    since: date
    lines: tuple[ReadLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One decision: of what, whose, the outcome, the rule that made it, who set that and since when."""

    what: str
    owner: str
    outcome: Outcome
    reason: str
    set_by: str = ""
    since: str = ""

    @property
    def words(self) -> str:
        """`risk, Probation: summary. G: sharing rule for role, set by C. Drury, since 1 Sep 2026`."""
        owner = f", {self.owner}" if self.owner else ""
        set_by = f", set by {self.set_by}" if self.set_by else ""
        since = f", since {self.since}" if self.since else ""
        return f"{self.what}{owner}: {self.outcome.label}. {self.reason}{set_by}{since}"


@dataclass(frozen=True, slots=True)
class WhyCard:
    """Why a user gets what of a person or record; `first` decides whether the person is there at all."""

    user_name: str
    subject: str
    first: WhyLine
    lines: tuple[WhyLine, ...] = ()
    weighed: tuple[Weighed, ...] = ()
