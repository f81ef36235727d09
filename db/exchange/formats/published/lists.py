"""A published list in JSON: court houses, rooms, sittings and hearings, with cases, applications or parties alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from db.exchange.carried import ABSENT, Absent, Text
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.moments import moment_from
from db.exchange.formats.published.people import accused, described, others, prosecutor
from db.exchange.list_kinds import FINAL, kind_of_list
from db.exchange.oddities import Code, Problem
from db.exchange.records import (
    CaseRecord,
    DayRecord,
    DefendantRecord,
    HearingRecord,
    ListKey,
    ListScope,
    Record,
    RefusedRecord,
    RestrictionRecord,
)
from db.words.families.court import CaseKind, Jurisdiction
from db.words.families.exchange import System

_SINGLE = "a list of single justice cases names neither court nor day; the case itself comes with its own message"


@dataclass(frozen=True, slots=True)
class _Sitting:
    """Where and when the hearings of one sitting are; `tells` is whether the list gives offences at all."""

    court: str | None
    lja: Text
    room: Text
    start: datetime | None
    published: datetime | None

    @property
    def on(self) -> date | None:
        """The London day."""
        return self.start.date() if self.start else None

    @property
    def key(self) -> ListKey | None:
        """The scope: the court house on the day, because the publication is of all its rooms."""
        return _key(self.court, self.on)


def _key(court: str | None, on: date | None) -> ListKey | None:
    return ListKey(court, on, None, kind_of_list("published", FINAL)) if court and on else None


def read_published(message: object, *, at: str) -> Iterator[Record]:
    """The rows of the list, the scopes of each court house behind them."""
    root = JsonFields(message, at, [])
    document = root.child("document")
    said = document.word("publicationDate") if document else None
    moment = moment_from(said) if said else None
    published = moment.astimezone(UTC) if moment else None
    for part in root.many("courtLists"):
        house = part.child("courtHouse")
        if house is not None:
            yield from _house(house, published)
    if not root.many("courtLists"):
        problem = Problem(at, Code.EMPTY_LIST, "the list names no court house")
        yield ListScope(at, None, is_empty=True, problems=(problem,))


def _house(house: Fields, published: datetime | None) -> Iterator[Record]:
    court = house.word("courtHouseName")
    days: set[date] = set()
    rows = refused = 0
    for hearing, sitting in _hearings(house, court, published):
        if sitting.on:
            days.add(sitting.on)
        for record in _hearing(hearing, sitting):
            rows += isinstance(record, HearingRecord)
            refused += not isinstance(record, HearingRecord)
            yield record
    for on in sorted(days):
        yield ListScope(house.at, _key(court, on), court, rows, refused, shared_at=published)


def _hearings(house: Fields, court: str | None, published: datetime | None) -> Iterator[tuple[Fields, _Sitting]]:
    for room in house.many("courtRoom"):
        for session in room.many("session"):
            for item in session.many("sittings"):
                text = item.word("sittingStart")
                start = moment_from(text) if text else None
                sitting = _Sitting(court, house.text("lja"), room.text("courtRoomName"), start, published)
                for hearing in item.many("hearing"):
                    yield hearing, sitting


def _hearing(hearing: Fields, sitting: _Sitting) -> Iterator[HearingRecord | RefusedRecord]:
    """A row for each case and application; where the parties stand at the hearing, they are those of its case."""
    cases, applications = hearing.many("case"), hearing.many("application")
    for item in cases:
        yield from _row(hearing, item, sitting, application=False)
    for item in applications:
        yield from _row(hearing, item, sitting, application=True)
    if not cases and not applications:
        yield from _row(hearing, hearing, sitting, application=False)


def _row(
    hearing: Fields, item: Fields, sitting: _Sitting, *, application: bool
) -> Iterator[HearingRecord | RefusedRecord]:
    item.oddities = hearing.oddities = []
    raw = raw_of(hearing)
    # A number has no blanks: those in it are lines that the sender broke.
    number = "".join((item.word("applicationReference" if application else "caseUrn") or "").split()) or None
    missing = _missing(number, sitting)
    if missing is not None or number is None or sitting.start is None:
        code, reason = missing or (Code.NO_DATE, "no day of hearing came with the row")
        yield RefusedRecord(item.at, code, reason, raw, sitting.key, number)
        return
    parties = item.many("party") or hearing.many("party")
    restrictions = _restrictions(item)
    people: list[DefendantRecord] = []
    for party in accused(parties):
        offences = party.items("offence") if party.has("offence") else hearing.items("offence")
        person = described(party, by=sitting.on, offences=offences, restrictions=restrictions)
        if isinstance(person, DefendantRecord):
            people.append(person)
        else:
            yield RefusedRecord(party.at, *person, raw, sitting.key, number)
    if people:
        yield _record(hearing, item, sitting, sitting.start, tuple(people), number=number, application=application)
    elif not accused(parties):
        yield RefusedRecord(item.at, Code.NO_NAME, "the row names no defendant", raw, sitting.key, number)


def _missing(number: str | None, sitting: _Sitting) -> tuple[Code, str] | None:
    if sitting.court is None and sitting.start is None:
        return Code.NO_COURT, _SINGLE
    if number is None:
        return Code.NO_CASE_NUMBER, "the row has no case number"
    if sitting.court is None:
        return Code.NO_COURT, "neither court code nor court name came with the row"
    return None


def _record(
    hearing: Fields, item: Fields, sitting: _Sitting, start: datetime, people: tuple[DefendantRecord, ...],
    *, number: str, application: bool,
) -> HearingRecord:  # fmt: skip
    parties = item.many("party") or hearing.many("party")
    kind = hearing.word("hearingType")
    case = CaseRecord(
        case_key=f"{sitting.court}/{number}",
        kind=CaseKind.APPLICATION if application else CaseKind.PROSECUTION,
        case_no=number,
        urn=ABSENT if application else number,
        authority_name=prosecutor(parties),
        application_type=item.text("applicationType") if application else ABSENT,
        parties=others(parties) if application else ABSENT,
    )
    return HearingRecord(
        system=System.LIST,
        snapshot=True,
        at=item.at,
        raw=raw_of(hearing),
        hearing_key=f"{sitting.court}/{number}/{start.date()}/{kind or '-'}",
        jurisdiction=Jurisdiction.MAGISTRATES,
        days=(DayRecord(None, start.date(), court_name=sitting.court, room=sitting.room, start=start.time()),),
        cases=(replace(case, defendants=people),),
        list_key=sitting.key,
        hearing_type=hearing.text("hearingType"),
        lja=sitting.lja,
        panel=hearing.text("panel"),
        shared_at=sitting.published,
        problems=tuple(hearing.oddities),
    )


def _restrictions(item: Fields) -> tuple[RestrictionRecord, ...]:
    if item.flag("reportingRestriction") is not True:
        return ()
    said = item.texts("reportingRestrictionDetails")
    words = () if isinstance(said, Absent) else said
    return tuple(RestrictionRecord(word) for word in dict.fromkeys(words or ("Reporting restriction on the case",)))
