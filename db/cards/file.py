"""The file of one defendant: identity, cases, hearings, custody, warnings, notes and the timeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from db.cards.notes import NoteCard
from db.cards.person import FieldCard, SourceCard, VitalCard
from db.cards.records import HeldCard


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result in force; `until` is the end date that its prompts give."""

    id: UUID
    label: str
    text: str
    ordered_on: date | None
    until: date | None = None
    amended: bool = False
    final: bool = True


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One charge with what was pleaded and found; `age_at_offence` is whole years where both days are known."""

    id: UUID
    sequence: int
    code: str
    title: str
    offence_from: date | None
    offence_to: date | None
    plea: str
    pleaded_on: date | None
    verdict: str
    found_on: date | None
    results: tuple[ResultLine, ...]
    age_at_offence: int | None
    over: bool
    source: SourceCard


@dataclass(frozen=True, slots=True)
class HearingLine:
    """The person on one day's list; `at` is the court's wall time, `attended` empty while nobody marked it.

    `case_id` is None for who learns of hearings and not of cases. `mark_id` is the mark that `attended` says, so that
    a later one by somebody else is told from it. `presence` is how the court's system says the person was there, and
    `defence` and `prosecution` are who appeared.
    """

    listing_id: UUID
    hearing_id: UUID
    case_id: UUID | None
    day: date
    at: time | None
    court_id: UUID
    court: str
    room: str
    kind: str
    case_no: str
    state: str
    stands: bool
    attended: str
    added_here_by: str = ""
    mark_id: UUID | None = None
    presence: str = ""
    defence: str = ""
    prosecution: str = ""

    @property
    def there(self) -> tuple[str, ...]:
        """Who was there in words: the clerk's mark, else what the court's system said; then who appeared."""
        return (
            self.attended or self.presence,
            f"for the defence {self.defence}" if self.defence else "",
            f"for the prosecution {self.prosecution}" if self.prosecution else "",
        )


@dataclass(frozen=True, slots=True)
class BailLine:
    """Bail or remand in one case; `held` when it means custody."""

    id: UUID
    case_id: UUID
    text: str
    conditions: str
    since: date | None
    held: bool
    rank: int
    source: SourceCard


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the person with its charges; `number` is the number its court uses.

    `warned_for` is the Monday of the week for which a list warns the case, while it gives no day.

    `withheld` stands in the place of charges that the reader is not given. A youth court record that is for
    youth court staff has no number, no court and nothing else.
    """

    id: UUID
    defendant_case_id: UUID
    number: str
    urn: str
    court: str
    kind: str
    status: str
    restricted: bool
    youth_at_first_hearing: bool
    concluded: bool
    custody_time_limit: date | None
    charges: tuple[ChargeLine, ...]
    bail: tuple[BailLine, ...]
    links: tuple[str, ...]
    source: SourceCard
    added_here_by: str = ""
    withheld: str = ""
    warned_for: date | None = None


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One stay in custody; `until` None while it goes on.

    `more` is what the prison's record says beside it, `changes` what each later record said otherwise.
    """

    id: UUID
    place: str
    status: str
    since: date | None
    until: date | None
    release: str
    here_now: bool
    source: SourceCard
    more: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning, a restriction or a warrant, in words; `now` while it counts."""

    id: UUID
    key: str
    text: str
    now: bool
    source: SourceCard


class Opens(StrEnum):
    """What Enter on a line leads to."""

    CASE = "case"
    LIST = "list"
    NOTE = "note"
    HISTORY = "history"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One dated thing of the file; `key` is its record, for the cursor."""

    key: str
    day: date
    at: time | None
    text: str
    opens: Opens = Opens.HISTORY
    target: str = ""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One source record put together in this file."""

    id: UUID
    source: SourceCard
    number: str
    link: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Ages:
    """Whole years today, and at the first hearing where it is known (D9)."""

    today: int | None = None
    first_hearing: int | None = None


@dataclass(frozen=True, slots=True)
class FileCard:
    """One person's file as its reader may see it.

    `person_id` is the person whose file it is; `asked_id` the one asked for, another after a merge.
    `as_at` is the end of an earlier day when the file is shown as it stood then; `later_hidden` counts the
    rows that are left out because they came later. `listing_id` is the list row the file was opened from.
    `read_only` says why this reader may not add to the file, empty when they may. `born_year` stands in the place of
    `born` for who gets an identity in summary. `held` is what agencies hold beyond the court's own record,
    `to_call` who can be called about the person.
    """

    person_id: UUID
    asked_id: UUID
    public_ref: str
    name: str
    organisation: bool
    born: date | None
    ages: Ages
    vital: VitalCard
    names: tuple[FieldCard, ...]
    details: tuple[FieldCard, ...]
    numbers: tuple[FieldCard, ...]
    addresses: tuple[FieldCard, ...]
    cases: tuple[CaseLine, ...]
    hearings: tuple[HearingLine, ...]
    custody: tuple[CustodyLine, ...]
    warnings: tuple[WarningLine, ...]
    notes: tuple[NoteCard, ...]
    timeline: tuple[TimelineLine, ...]
    records: tuple[RecordLine, ...]
    results: tuple[ResultLine, ...] = ()
    followed: frozenset[UUID | None] = frozenset()
    listing_id: UUID | None = None
    as_at: datetime | None = None
    later_hidden: int = 0
    read_only: str = ""
    born_year: str = ""
    held: HeldCard = field(default_factory=HeldCard)
    to_call: tuple[str, ...] = ()

    @property
    def listing(self) -> HearingLine | None:
        """The list row that the file was opened from."""
        return next((one for one in self.hearings if one.listing_id == self.listing_id), None)
