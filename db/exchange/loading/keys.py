"""Natural keys of a record: what a repeat, an amendment or another file's record is recognised by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from db.exchange.records import CaseRecord, DefendantRecord, HearingRecord, known
from db.exchange.summons import summons_number
from db.words.families.exchange import System
from db.words.names import NameParts, match_key

_SUMMONS_KEY = re.compile(r"/\d{2}[A-Z0-9]{6}\d{11}[A-Z]\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """Every natural key a record may be met by; `sources` are external ids of source records.

    `on` is its first day, None for a case that is not listed.
    """

    system: str
    hearing: str
    on: date | None
    cases: tuple[str, ...]
    sources: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    """Case numbers, where a list of the system may name a case by nothing else."""
    ahead: str = ""
    """The key of the hearing that its results adjourn to."""


def case_key(system: System, case: CaseRecord) -> str:
    """`system:key`; LIBRA's key holds court and number, Common Platform's is its own id."""
    return f"{system}:{case.case_key}"


def parts_of(defendant: DefendantRecord) -> NameParts:
    """The name as parts; an organisation's whole name is its family name."""
    if defendant.is_organisation:
        return NameParts("", "", "", known(defendant.organisation) or known(defendant.name_as_sent) or "")
    return NameParts(
        known(defendant.title) or "",
        known(defendant.given) or "",
        known(defendant.middle) or "",
        known(defendant.family) or "",
    )


def source_keys(system: System, case: CaseRecord, defendant: DefendantRecord) -> tuple[str, ...]:
    """External ids of the defendant's source record, the strongest first.

    Common Platform: the master defendant id, then the defendant id (a record first known by it stays one
    record). LIBRA has no number for a person: court and case number with the normalised name and the date
    of birth (Hansard, 20 February 2008, says that LIBRA identifies none). So has nobody whose message gives none.
    The police: case and arrest summons number where it is a good one, else as LIBRA.
    """
    if system.identifies_people:
        ids = (known(defendant.master_id), known(defendant.defendant_id), defendant.native_id)
        numbers = tuple(dict.fromkeys(each for each in ids if each))
        if numbers:
            return numbers
    born = known(defendant.dob)
    natural = f"{case.case_key}/{match_key(parts_of(defendant))}/{born or '-'}"
    summons = summons_number(defendant) if system is System.POLICE_CASE else None
    return (f"{case.case_key}/{summons}", natural) if summons else (natural,)


def is_summons_key(key: str) -> bool:
    """Whether a source record is known by an arrest summons number, which no weaker key takes the place of."""
    return _SUMMONS_KEY.search(key) is not None


def names_by_number(system: System) -> bool:
    """Whether a list of the system may carry the number of a case and not its id."""
    return system is System.COMMON_PLATFORM


def keys_of(record: HearingRecord) -> RecordKeys:
    """The natural keys of a record."""
    return RecordKeys(
        str(record.system),
        record.hearing_key,
        min((day.on for day in record.days), default=None),
        tuple(case_key(record.system, case) for case in record.cases),
        tuple(
            key
            for case in record.cases
            for defendant in case.defendants
            for key in source_keys(record.system, case, defendant)
        ),
        tuple(filter(None, (case.case_no for case in record.cases))) if names_by_number(record.system) else (),
        record.ahead_key,
    )
