"""One entry of a prison's file as a neutral record, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db.exchange.formats.moments import moment_from
from db.exchange.formats.prison import shapes
from db.exchange.formats.prison.custody import custody
from db.exchange.formats.prison.leaves import LONGEST, Leaves
from db.exchange.formats.prison.person import merged, person
from db.exchange.oddities import Code, Problem
from db.exchange.records import DossierRecord, RefusedRecord
from db.words.families.exchange import System
from db.words.text import clean

Members = Mapping[str, object]
_STAMPS: Final = ("occurredAt", "extractedAt", "extractDate", "generatedAt", "asAt", "timestamp")
_NO_NUMBER: Final = "it gives no prison number, so nobody can say whose it is"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: how it is told, and what it becomes; `why_not` and `code` where it brings nobody.

    `is_record`: it is the system's own record of somebody; where it tells the status it leaves out what is not so.
    """

    fits: Callable[[Members], bool]
    entries: Callable[[Members], Iterator[Members]]
    why_not: str = _NO_NUMBER
    code: Code = Code.NO_KEY
    is_record: bool = False


def read_entry(value: object, *, raw: bytes, at: str, said: datetime | None) -> Iterator[DossierRecord | RefusedRecord]:
    """The record or records of one entry; `said` is when its file was written."""
    kind = kind_of(value) if isinstance(value, dict) else None
    if kind is None or not isinstance(value, dict):
        yield RefusedRecord(at, Code.UNKNOWN_FORMAT, "it is no prisoner's record", raw)
        return
    found = False
    for entry in kind.entries(value):
        found = True
        whole = kind.is_record and "status" in entry
        yield read_prisoner(shapes.flat(entry), raw=raw, at=at, said=said, whole=whole)
    if not found:
        yield RefusedRecord(at, kind.code, kind.why_not, raw, of_nobody=kind.entries is _nobody)


def read_prisoner(
    members: Members, *, raw: bytes, at: str, said: datetime | None, whole: bool
) -> DossierRecord | RefusedRecord:
    """A record under the leaf names of a prisoner's record."""
    odd: list[Problem] = []
    leaves = Leaves(members, at, odd)
    number = leaves.word("prisonerNumber").upper()
    if not number:
        return RefusedRecord(at, Code.NO_KEY, _NO_NUMBER, raw)
    former = merged(leaves, number)
    return DossierRecord(
        System.PRISON,
        at,
        raw,
        number,
        person(leaves, number, former),
        said_at=stamp(members) or said,
        former_keys=former,
        custody=custody(leaves, whole=whole),
        problems=tuple(odd),
    )


def stamp(members: Members) -> datetime | None:
    """When the message was written, where it says so."""
    for name in _STAMPS:
        text = members.get(name)
        if isinstance(text, str) and len(text) < LONGEST and (moment := moment_from(clean(text))) is not None:
            return moment
    return None


def kind_of(members: Members) -> Kind | None:
    """What the entry is; None where the prison's services write nothing like it."""
    return next((kind for kind in KINDS if kind.fits(members)), None)


def _is_event(members: Members) -> bool:
    more = members.get("additionalInformation")
    named = str(members.get("eventType", "")).startswith("prison")
    return named and isinstance(more, dict) and "nomsNumber" in more


def _releases(members: Members) -> Iterator[Members]:
    events = members.get("releaseEvents")
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict):
            yield shapes.of_release(event)


def _is_prisoner(members: Members) -> bool:
    if "crn" in members or "cprUUID" in members:
        return False
    if "prisonerNumber" in members:
        return True
    if "offenderNo" in members:
        return not members.keys().isdisjoint({"bookingId", "bookingNo", "lastName", "agencyId"})
    return "lastName" in members and "agencyId" in members and "inOutStatus" in members


def _itself(members: Members) -> Iterator[Members]:
    yield members


def _nobody(_: Members) -> Iterator[Members]:
    yield from ()


KINDS: Final = (
    Kind(_is_event, lambda members: iter((shapes.of_event(members),))),
    Kind(
        lambda members: "releaseEvents" in members and ("courtEvents" in members or "movements" in members),
        _releases,
        "it tells of no release",
    ),
    Kind(
        lambda members: "prisonerNumber" in members and "prisonPeriod" in members,
        lambda members: iter((shapes.of_timeline(members),)),
    ),
    Kind(
        lambda members: {"bookingId", "offenceDescription", "statuteCode"} <= members.keys(),
        _nobody,
        "an offence of a booking names neither the prisoner nor the prison number: import the prisoner's record",
    ),
    Kind(
        lambda members: isinstance(data := members.get("data"), dict) and {"sentence", "release"} <= data.keys(),
        _nobody,
        "the dates of a sentence alone name nobody: import the prisoner's record",
    ),
    Kind(
        lambda members: (
            isinstance(cases := members.get("courtCases"), list)
            and all(isinstance(each, dict) and "prisonerId" in each for each in cases)
            and bool(cases)
        ),
        _nobody,
        "the prison's copy of court cases brings nothing that the courts' own feeds do not: import those",
        Code.NO_FACTS,
    ),
    Kind(_is_prisoner, _itself, is_record=True),
)
"""The first that fits counts."""
