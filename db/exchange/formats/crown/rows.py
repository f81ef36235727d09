"""One hearing of a Crown Court list as neutral records: one for each case of it, refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from db.exchange.carried import ABSENT, Absent, known
from db.exchange.formats.crown.fields import each
from db.exchange.formats.crown.head import CourtHead, DocumentHead, list_key
from db.exchange.formats.crown.people import described
from db.exchange.formats.fields import Fields
from db.exchange.formats.moments import time_from
from db.exchange.masking import MASKED
from db.exchange.oddities import Code
from db.exchange.records import (
    CaseRecord,
    CourtRecord,
    DayRecord,
    DefendantRecord,
    HearingRecord,
    RefusedRecord,
    RestrictionRecord,
)
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System

_ELSEWHERE: Final = "CPP"
"""What stands for a case number where the case lives on Common Platform; its URN names it."""
_MARKED: Final = re.compile(r"(\d{1,2}[:.]\d\d)\s*([AP])\.?M\.?\Z", re.IGNORECASE)
_RESTRICTS: Final = re.compile(r"\b(?:section|s\.?)\s?\d+|restrict|anonym", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hearing stands in the list: its document, court house, and the sitting with room and time.

    `fixed` is the day of a warned list's fixture; `undated` says that the list gives the case no day, only a week.
    """

    document: DocumentHead
    court: CourtHead
    room: str | None = None
    start: time | None = None
    floats: bool = False
    fixed: date | None = None
    undated: bool = False


def place_of_sitting(sitting: Fields | None, document: DocumentHead, court: CourtHead) -> Place:
    """The place of a sitting's hearings."""
    if sitting is None:
        return Place(document, court)
    return Place(
        document,
        court,
        room=sitting.word("CourtRoomNumber"),
        start=known(sitting.time("SittingAt")),
        floats=(sitting.word("SittingPriority") or "").upper() == "F",
    )


def read_case(item: Fields, place: Place, *, raw: bytes) -> Iterator[HearingRecord | RefusedRecord]:
    """The records of a `Hearing`, or of a warned list's `Case` with its own `Hearing` inside."""
    hearing = item.child("Hearing") or item
    details = hearing.child("HearingDetails") or hearing
    on = None if place.undated else _day(details, place)
    week = place.document.monday if place.undated else None
    if place.court.court is None:
        yield RefusedRecord(item.at, Code.NO_COURT, "neither court code nor court name came with the list", raw)
        return
    if on is None and week is None:
        yield RefusedRecord(item.at, Code.NO_DATE, "no day of hearing came with the row", raw)
        return
    key = list_key(place.court, on, place.document) if on else None
    people, refused = _people(item, by=on or week)
    for code, reason in refused:
        yield RefusedRecord(item.at, code, reason, raw, key)
    if not people and not refused:
        yield RefusedRecord(item.at, Code.NO_NAME, "the hearing names no defendant", raw, key)
    notes = _restrictions(hearing)
    row = _Row(item, hearing, details, place, on, week)
    for number, members in _by_case(item, people).items():
        if not number:
            reason = "the hearing has neither a case number nor a URN"
            yield RefusedRecord(item.at, Code.NO_CASE_NUMBER, reason, raw, key)
            continue
        yield row.record(number, members, notes, raw=raw)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the list, from which the record of each of its cases is made."""

    item: Fields
    hearing: Fields
    details: Fields
    place: Place
    on: date | None
    week: date | None

    def record(
        self, number: str, people: tuple[DefendantRecord, ...], notes: tuple[RestrictionRecord, ...], *, raw: bytes
    ) -> HearingRecord:
        """The record of one case."""
        place = self.place
        words = self.details.word("HearingDescription") or self.hearing.word("HearingDescription")
        kind = self.details.word("HearingType") or self.hearing.word("HearingType") or words
        days = (self._sitting(self.on),) if self.on else ()
        case = replace(
            _case(self.item, place, number),
            defendants=tuple(self._listed(one, notes) for one in people),
            court=None if days else CourtRecord(None, place.court.name, court_ref=place.court.code),
        )
        return HearingRecord(
            system=System.LIST,
            snapshot=True,
            at=self.item.at,
            raw=raw,
            hearing_key=f"{place.court.court}/{number}/{self.on}/{kind or '-'}" if days else "",
            jurisdiction=Jurisdiction.CROWN,
            days=days,
            cases=(case,),
            list_key=list_key(place.court, self.on, place.document) if self.on else None,
            hearing_type=words or kind or ABSENT,
            shared_at=place.document.published,
            problems=tuple(self.item.oddities),
        )

    def _sitting(self, on: date) -> DayRecord:
        start, _ = _marking(self.hearing)
        place = self.place
        return DayRecord(
            court_code=None,
            on=on,
            court_name=place.court.name,
            court_ref=place.court.code,
            room=place.room or ABSENT,
            start=start or place.start,
            sequence=self.hearing.whole("HearingSequenceNumber"),
        )

    def _listed(self, one: DefendantRecord, notes: tuple[RestrictionRecord, ...]) -> DefendantRecord:
        _, note = _marking(self.hearing)
        slot = ", ".join(filter(None, ("floater" if self.place.floats else "", note)))
        own = one.restrictions if isinstance(one.restrictions, tuple) else ()
        return replace(
            one,
            restrictions=(*own, *notes),
            slot=slot or None,
            list_sequence=self.hearing.whole("HearingSequenceNumber"),
            warned_for=self.week or ABSENT,
        )


def _day(details: Fields, place: Place) -> date | None:
    """The hearing's own day, else that of the fixture, of its part of the list, or of the whole list."""
    own = known(details.day("HearingDate"))
    if own or place.fixed or place.court.on:
        return own or place.fixed or place.court.on
    document = place.document
    if document.day and document.ends not in (None, document.starts):
        details.odd(Code.DATE_FROM_HEAD, "the row has no day; the first day of the list was taken")
    return document.day


def _marking(hearing: Fields) -> tuple[time | None, str | None]:
    """A time marking that is a time, `2:58 PM`; any other one is words for the list."""
    note = hearing.word("TimeMarkingNote")
    found = _MARKED.match(note) if note else None
    at = time_from(found[1].replace(".", ":")) if found else None
    if found is None or at is None or not 1 <= at.hour <= 12:
        return None, note
    return at.replace(hour=at.hour % 12 + (12 if found[2].upper() == "P" else 0)), None


def _restrictions(hearing: Fields) -> tuple[RestrictionRecord, ...]:
    """List notes that tell of a reporting restriction; they hold for everybody in the hearing."""
    holders = (hearing, hearing.child("HearingDetails"))
    notes = (holder.word("ListNote") for holder in holders if holder is not None)
    found = dict.fromkeys(note for note in notes if note and _RESTRICTS.search(note))
    return tuple(RestrictionRecord(note) for note in found)


def _people(
    item: Fields, *, by: date | None
) -> tuple[tuple[tuple[str | None, DefendantRecord], ...], tuple[tuple[Code, str], ...]]:
    found: list[tuple[str | None, DefendantRecord]] = []
    refused: list[tuple[Code, str]] = []
    masked = 0
    for one in each(item, "Defendants"):
        person = described(one, by=by, masked=masked + 1)
        if isinstance(person, DefendantRecord):
            masked += str(person.family).startswith(MASKED)
            found.append((one.word("URN"), person))
        else:
            refused.append(person)
    return tuple(found), tuple(refused)


def _by_case(
    item: Fields, people: tuple[tuple[str | None, DefendantRecord], ...]
) -> dict[str, tuple[DefendantRecord, ...]]:
    """The defendants under the number of their case; under their URN where it is on Common Platform."""
    number = item.word("CaseNumberCaTH") or item.word("CaseNumber")
    own = number if number and number.upper() != _ELSEWHERE else None
    cases: dict[str, tuple[DefendantRecord, ...]] = {}
    for urn, person in people:
        key = own or urn or ""
        cases[key] = (*cases.get(key, ()), person)
    return cases


def _case(item: Fields, place: Place, number: str) -> CaseRecord:
    urns = [urn for one in each(item, "Defendants") if (urn := one.word("URN"))]
    prosecution = item.child("Prosecution")
    authority: str | Absent | None = ABSENT
    if prosecution is not None:
        organisation = prosecution.child("ProsecutingOrganisation")
        authority = prosecution.word("ProsecutingAuthority") or (
            organisation.word("OrganisationName") if organisation else None
        )
    return CaseRecord(
        case_key=f"{place.court.court}/{number}",
        case_no=number,
        urn=number if number in urns else (urns[0] if urns else ABSENT),
        authority_name=authority,
    )
