"""The register of prolific offenders: a registration, a person's registrations, the register of an area."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from db.words.dates import short
from db.words.families.held import Partner, Strand

UNRANKED = 1_000_000
IN_SUMMARY = "in summary"


@dataclass(frozen=True, slots=True)
class Agreements:
    """When each partner agreed to a deregistration."""

    police: date | None = None
    probation: date | None = None
    partnership: date | None = None

    @property
    def given(self) -> dict[Partner, date | None]:
        """By partner."""
        return {
            Partner.POLICE: self.police, Partner.PROBATION: self.probation, Partner.PARTNERSHIP: self.partnership,
        }  # fmt: skip

    @property
    def missing(self) -> tuple[Partner, ...]:
        """Whose agreement is not recorded."""
        return tuple(partner for partner, day in self.given.items() if day is None)


@dataclass(frozen=True, slots=True)
class RegistrationCard:
    """One registration as it stands now; `id` stays the same through its changes, `row_id` is its newest version.

    `own` is true where the reader's agency keeps it and may change it; `areas` are the codes upwards from its area.
    `in_summary` where the reader is told of it only that it stands, since when and in which area.
    """

    id: UUID
    row_id: UUID
    version: int
    person_id: UUID
    area: str
    area_name: str
    scheme: str
    strand: str
    nominated_on: date
    nominated_by: str = ""
    reasons: str = ""
    priority: str = ""
    rank: int | None = None
    rank_why: str = ""
    ranked_on: date | None = None
    lead_agency: str = ""
    lead: str = ""
    review_due: date | None = None
    reviewed_on: date | None = None
    review: str = ""
    agreed: Agreements = field(default_factory=Agreements)
    informed_on: date | None = None
    plan: str = ""
    exit_plan: str = ""
    deregistered_on: date | None = None
    deregistered_why: str = ""
    deregistered_by: str = ""
    owner: str = ""
    recorded_by: str = ""
    recorded_on: date | None = None
    own: bool = False
    in_summary: bool = False

    def active_at(self, day: date) -> bool:
        """Registered on that day; on the day of deregistration no longer."""
        return self.nominated_on <= day and (self.deregistered_on is None or self.deregistered_on > day)

    def overdue_at(self, day: date) -> bool:
        """Whether its review was due before that day."""
        return self.active_at(day) and self.review_due is not None and self.review_due < day

    @property
    def strand_words(self) -> str:
        """The strand in words; what an older record called it stays as it is."""
        if self.in_summary:
            return IN_SUMMARY
        return next((one.label for one in Strand if one.value == self.strand), self.strand)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One person of the register of an area: every registration there that is active on its day."""

    person_id: UUID
    reference: str
    name: str
    born: date | None
    registrations: tuple[RegistrationCard, ...]
    where: str = ""

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of the registrations, by code."""
        return tuple(sorted({one.area for one in self.registrations}))

    @property
    def main(self) -> RegistrationCard:
        """The registration that the line shows: the best ranked, then the oldest."""
        return min(self.registrations, key=lambda one: (one.rank or UNRANKED, one.nominated_on, one.area))


@dataclass(frozen=True, slots=True)
class Register:
    """The register of an area on a day; `twice` people are registered in several areas of it and counted once.

    `why` says why registrations are in summary, or none is there, for readers who do not get them in full.
    """

    area: str
    area_name: str
    as_of: date
    rows: tuple[RegisterRow, ...]
    twice: int = 0
    why: str = ""

    @property
    def empty_words(self) -> str:
        """What an empty register says."""
        if self.why:
            return f"Nobody whom you may see is registered in {self.area}. {self.why}"
        return f"Nobody whose registration you read in full is on the register of {self.area} on {short(self.as_of)}."


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """One entry of the history of a registration: on which day, by whom, and what it then said differently."""

    on: date
    by: str
    area: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRegister:
    """All registrations of one person that the reader gets in full, the newest first, and their history."""

    person_id: UUID
    reference: str
    name: str
    registrations: tuple[RegistrationCard, ...]
    changes: tuple[RegisterChange, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRegistration:
    """A nomination as it is entered: area and lead agency by their codes."""

    person_id: UUID
    area: str
    scheme: str
    strand: Strand
    lead_agency: str
    reasons: str
    nominated_on: date
    nominated_by: str = ""
    priority: str = ""
    rank: int | None = None
    rank_why: str = ""
    lead: str = ""
    review_due: date | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationEdit:
    """What of a registration is to be different; None leaves it as it is."""

    scheme: str | None = None
    strand: Strand | None = None
    lead_agency: str | None = None
    lead: str | None = None
    reasons: str | None = None
    priority: str | None = None
    rank: int | None = None
    rank_why: str | None = None
    review_due: date | None = None
    plan: str | None = None
    police_agreed_on: date | None = None
    probation_agreed_on: date | None = None
    partnership_agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deregistration:
    """The end of a registration: why, from which day, the agreements not recorded yet, and the exit plan."""

    on: date
    why: str
    exit_plan: str
    informed_on: date | None = None
    police: date | None = None
    probation: date | None = None
    partnership: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """What the forms of the register offer: the reader's areas, and agencies, as (code, name); or why nothing."""

    areas: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    refusal: str = ""
