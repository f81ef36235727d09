"""The lists about prison: who is inside, whose details changed since a download, who has charges open; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from db.cards.searching import Band, Column, Value
from db.search.facts import Answer, Crime, Draft, Facts, Stay
from db.search.releases import kind_words
from db.search.status import status_at
from db.search.types import type_label

INSIDE_COLUMNS = (
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("born", "Born"),
    Column("prison_no", "Prison number"),
    Column("establishment", "Establishment"),
    Column("since", "Since"),
    Column("status", "Status"),
    Column("hdced", "HDC eligibility"),
    Column("release", "Release"),
    Column("release_kind", "Kind"),
)
CHANGED_COLUMNS = (
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("field", "What"),
    Column("old", "Before"),
    Column("new", "Now"),
)
OPEN_COLUMNS = (
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("offence_ref", "Number"),
    Column("offence", "Offence"),
    Column("type", "Type"),
    Column("status", "Status"),
    Column("next_hearing", "Next hearing"),
    Column("days_since_charge", "Days since charge"),
    Column("needs_production", "Needs production"),
    Column("establishment", "Establishment"),
)
RECEIVED, GONE = "received", "no longer listed"
_SOON = 14


def inside(facts: Facts) -> Answer:
    """Who is held by the download; who was by the one before and is not in this one is not taken to be released."""
    held, before = facts.held or {}, facts.held_before or {}
    rows = [_inside(person, held[person], None) for person in facts.ppos if person in held]
    rows += [
        _inside(person, before[person], Band.MISSED) for person in facts.ppos if person in before and person not in held
    ]
    return Answer(rows)


def changed(facts: Facts) -> Answer:
    """One row a field that differs between the two downloads, and who came or is listed no more."""
    held, before = facts.held or {}, facts.held_before or {}
    rows = []
    for person in facts.ppos:
        for place, (field, old, new) in enumerate(_changes(before.get(person), held.get(person))):
            rows.append(Draft(person, {"field": field, "old": old, "new": new}, after=(place,)))
    return Answer(rows)


def unfinalised(facts: Facts) -> Answer:
    """The charges of whoever is held that are not final, the next hearing first."""
    held, hearings = facts.held or {}, facts.hearings or {}
    rows = []
    for person, crimes in facts.of_person().items():
        if person not in held:
            continue
        rows += [_open(facts, held[person], crime, _next(crime, hearings, facts.day)) for crime in crimes
                 if not status_at(crime.course, facts.day).is_final]  # fmt: skip
    return Answer(rows)


def _inside(person: UUID, stay: Stay, band: Band | None) -> Draft:
    return Draft(
        person,
        {
            "prison_no": stay.number,
            "establishment": stay.place,
            "since": stay.since,
            "status": stay.standing.label,
            "hdced": stay.hdc,
            "release": stay.release,
            "release_kind": kind_words(stay.release_kind),
        },
        before=(band is not None, stay.key),
        band=band,
    )


def _changes(before: Stay | None, now: Stay | None) -> Iterator[tuple[str, Value, Value]]:
    if before is None and now is not None:
        yield RECEIVED, None, now.place
    elif before is not None and now is None:
        yield GONE, before.place, None
    elif before is not None and now is not None:
        if before.key != now.key and not _renamed(before, now):
            yield "establishment", before.place, now.place
        if before.hdc != now.hdc:
            yield "HDC eligibility date", before.hdc, now.hdc
        if before.release != now.release:
            yield "release date", before.release, now.release


def _renamed(before: Stay, now: Stay) -> bool:
    """One prison under two codes or two names: the other of the two says that it is the same."""
    codes = [one.said["establishment_code"].strip().upper() for one in (before, now)]
    return bool(codes[0]) and codes[0] == codes[1] and codes[0] not in ("OUT", "TRN")


def _next(crime: Crime, hearings: Mapping[UUID, date], day: date) -> date | None:
    listed = hearings.get(crime.defendant_case_id) if crime.defendant_case_id else None
    days = (listed, crime.adjourned_to)
    return min((one for one in days if one is not None and one >= day), default=None)


def _open(facts: Facts, stay: Stay, crime: Crime, hearing: date | None) -> Draft:
    status = status_at(crime.course, facts.day)
    charged = crime.charged_on if crime.charged_on and crime.charged_on <= facts.day else None
    return Draft(
        crime.person_id,
        {
            "offence_ref": crime.ref,
            "offence": crime.words,
            "type": type_label(crime.type),
            "status": status.label,
            "next_hearing": hearing,
            "days_since_charge": (facts.day - charged).days if charged else None,
            "needs_production": hearing is not None and (hearing - facts.day).days <= _SOON,
            "establishment": stay.place,
        },
        before=(hearing or date.max,),
        after=(crime.ref,),
        offences=(crime.line(facts.tree, status),),
    )
