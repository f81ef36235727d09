"""What every reader hands on: one neutral hearing record, whatever system wrote it.

Also hands on what a reader of records needs beside it: ABSENT, oddities and the records of charges.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from db.exchange.carried import ABSENT, Absent, Day, Flag, Maybe, Text, Whole, known
from db.exchange.charge_records import (
    ChargeRecord,
    NextHearingRecord,
    PromptRecord,
    RestrictionRecord,
    ResultRecord,
)
from db.exchange.defendant_records import AddressRecord, AliasRecord, DefendantRecord, GuardianRecord
from db.exchange.dossiers import DossierRecord
from db.exchange.oddities import Code, FileRefused, Problem
from db.exchange.person_records import PersonRecord
from db.exchange.victim_records import VictimRecord
from db.words.families.court import CaseKind, Jurisdiction
from db.words.families.exchange import System

__all__ = [
    "ABSENT",
    "Absent",
    "AddressRecord",
    "AliasRecord",
    "AttendanceRecord",
    "CaseRecord",
    "ChargeRecord",
    "Code",
    "CourtRecord",
    "Day",
    "DayRecord",
    "DefendantRecord",
    "DossierRecord",
    "FileRefused",
    "Flag",
    "GuardianRecord",
    "HearingRecord",
    "ListKey",
    "ListScope",
    "Maybe",
    "NextHearingRecord",
    "OffenceRecord",
    "PartyRecord",
    "PersonRecord",
    "Problem",
    "PromptRecord",
    "Record",
    "RefusedRecord",
    "RestrictionRecord",
    "ResultRecord",
    "System",
    "Text",
    "VictimRecord",
    "Whole",
    "known",
]


@dataclass(frozen=True, slots=True)
class ListKey:
    """The scope of a snapshot: what the list does not name within it has been moved or vacated.

    `court` is the five characters of the court code, or the court's name where no code came;
    `location` is room or suite as two characters of the list's own code (None: not said);
    `kind` is the type of list, because adult and youth lists of one day are separate documents.
    """

    court: str
    on: date
    location: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """Somebody in an application: `role` is applicant, respondent, subject or third-party."""

    role: str
    name: str
    native_id: str | None = None
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class CourtRecord:
    """The court of a case that is not listed; `court_code` is five characters, `court_ref` another system's key."""

    court_code: str | None
    court_name: str | None = None
    room_suffix: str | None = None
    court_ref: str | None = None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A prosecution, or an application when `kind` says so; defendants stand under their case.

    `force` is the code of the police force that opened it, empty where the message does not tell one.
    """

    case_key: str
    kind: CaseKind = CaseKind.PROSECUTION
    case_no: str | None = None
    urn: Text = ABSENT
    authority_code: Text = ABSENT
    authority_name: Text = ABSENT
    authority_ou: Text = ABSENT
    initiation: Text = ABSENT
    status: Text = ABSENT
    facts: Text = ABSENT
    extra: Text = ABSENT
    markers: tuple[str, ...] | Absent = ABSENT
    linked: tuple[str, ...] | Absent = ABSENT
    court: CourtRecord | None = None
    application_type: Text = ABSENT
    application_code: Text = ABSENT
    received_on: Day = ABSENT
    parties: tuple[PartyRecord, ...] | Absent = ABSENT
    results: tuple[ResultRecord, ...] | Absent = ABSENT
    officer: Text = ABSENT
    victims: tuple[VictimRecord, ...] = ()
    force: str = ""
    defendants: tuple[DefendantRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRecord:
    """One sitting of a hearing, London date and time; `court_code` is the first five characters.

    `session` says that `start` is the whole session's: a list may know the row's own, later time.
    `court_ref` and `room_ref` are the keys by which the system itself knows them, for the map of courts.
    """

    court_code: str | None
    on: date
    room_suffix: str | None = None
    court_name: str | None = None
    court_ref: str | None = None
    room_ref: str | None = None
    room: Text = ABSENT
    start: time | None = None
    end: time | None = None
    sequence: Whole = ABSENT
    minutes: Whole = ABSENT
    estimate: Text = ABSENT
    cancelled: Flag = ABSENT
    session: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """How a defendant attended on a day, in the system's own word (IN_PERSON, BY_VIDEO ...; Y, N, A in SPI).

    `defendant_id` is empty where the record has one defendant.
    """

    defendant_id: str
    on: date
    how: str


@dataclass(frozen=True, slots=True)
class CounselRecord:
    """Who appeared, for these defendants or in these cases, on these days."""

    name: str
    about: tuple[str, ...]
    days: tuple[date, ...]

    def on(self, day: date) -> bool:
        """Whether they appeared on that day; one without days appeared on all of them."""
        return not self.days or day in self.days


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """One hearing as a list or an event tells it; without days, and then without a key, a case that is not listed.

    `snapshot` True: one row of a list, complete within `list_key`; False: an event, a delta in which
    ABSENT leaves what is known alone. `raw` is the message, or the case element of a list, unchanged.
    `first_word` says that the message opens the case: whatever is on record of it is younger, so that only
    what is missing is added. `as_of` is the moment whose state the message tells, where messages about one
    defendant come in any order: one about an earlier state only adds to a later one's. `whole_results` says
    that the results are all of the hearing's: one that is left out has been taken back. `ahead` are the sittings
    that they adjourn to, under `ahead_key`, until a list or the sitting's own message names them; where there are
    none any more, those that were foreseen before have gone.
    """

    system: System
    snapshot: bool
    at: str
    raw: bytes
    hearing_key: str
    jurisdiction: Jurisdiction | None
    days: tuple[DayRecord, ...]
    cases: tuple[CaseRecord, ...]
    list_key: ListKey | None = None
    hearing_type: Text = ABSENT
    language: Text = ABSENT
    lja: Text = ABSENT
    panel: Text = ABSENT
    restriction_reason: Text = ABSENT
    attendance: tuple[AttendanceRecord, ...] | Absent = ABSENT
    defence: tuple[CounselRecord, ...] | Absent = ABSENT
    prosecution: tuple[CounselRecord, ...] | Absent = ABSENT
    shared_at: datetime | None = None
    is_reshare: Flag = ABSENT
    first_word: bool = False
    as_of: datetime | None = None
    whole_results: bool = False
    ahead_key: str = ""
    ahead: tuple[DayRecord, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record for quarantine: no name, no court, no date or no case number."""

    at: str
    code: Code
    reason: str
    raw: bytes
    list_key: ListKey | None = None
    case_no: str | None = None
    around: tuple[bytes, bytes] | None = None
    """What stands before and behind it when it is read by itself; None where it is a message of its own."""
    of_nobody: bool = False
    """Its kind tells of no person, whatever it says."""


@dataclass(frozen=True, slots=True)
class ListScope:
    """Sent after the last row of a session, also when it had none: the scope the list speaks for.

    Sessions of one file may share a key: their rows are one scope. Rows vanish only in scopes that a
    completely read file sent. `cases` counts the rows handed on, `refused` those in quarantine: a scope
    with refused rows must not vacate what it could not read. `is_empty` marks a document with no
    session at all; it says nothing about hearings. `shared_at` is when the list was printed.
    """

    at: str
    key: ListKey | None
    court_name: str | None = None
    cases: int = 0
    refused: int = 0
    is_empty: bool = False
    shared_at: datetime | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class OffenceRecord:
    """News of one charge that is on record: `charge.key` is what its system calls it."""

    system: System
    at: str
    raw: bytes
    hearing_key: str
    charge: ChargeRecord
    problems: tuple[Problem, ...] = ()


Record: TypeAlias = HearingRecord | PersonRecord | DossierRecord | OffenceRecord | RefusedRecord | ListScope
