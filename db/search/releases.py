"""Power search 2: who is released within so many days, in four bands; pure."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from db.cards.searching import Band, Column, Release
from db.custody.release import is_never, why_none
from db.search.facts import Answer, Draft, Facts, Stay
from db.words.families.bail import ReleaseKind

COLUMNS = (
    Column("band", "Band"),
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("date", "Release"),
    Column("kind", "Kind"),
    Column("days_left", "Days left"),
    Column("hdced", "HDC eligibility"),
    Column("establishment", "Establishment"),
    Column("lead", "Lead"),
    Column("plan", "Plan"),
    Column("licence", "Licence to"),
)
AS_SUPPLIED = "as supplied"
_ORDER = tuple(Band)


def releases(query: Release, facts: Facts) -> Answer:
    """Who is held by the download, where release is due, possible, overdue or without a date."""
    last = facts.day + timedelta(days=query.days)
    rows = []
    for person in facts.ppos:
        stay = (facts.held or {}).get(person)
        band = band_of(stay, facts.day, last) if stay is not None else None
        if stay is not None and band is not None:
            rows.append(_draft(facts, person, stay, band))
    return Answer(rows)


def band_of(stay: Stay, day: date, last: date) -> Band | None:
    """The band of somebody held; None where release is later than that and nothing comes before it."""
    if stay.release is None:
        return Band.NO_DATE
    if stay.release < day:
        return Band.OVERDUE
    if stay.release <= last:
        return Band.DUE
    return Band.POSSIBLE if stay.hdc is not None and day <= stay.hdc <= last else None


def kind_words(kind: str) -> str:
    """What kind of date it is; a date that came alone stands as it was supplied."""
    return AS_SUPPLIED if kind == ReleaseKind.GIVEN.label else kind


def _draft(facts: Facts, person: UUID, stay: Stay, band: Band) -> Draft:
    licence = stay.said["licence_ends_on"]
    return Draft(
        person,
        {
            "band": band.label,
            "date": stay.release,
            "kind": kind_words(stay.release_kind)
            if stay.release
            else why_none(stay.standing, tariff=stay.said["tariff_on"]),
            "days_left": (stay.release - facts.day).days if stay.release else None,
            "hdced": stay.hdc,
            "establishment": stay.place,
            "lead": facts.ppos[person].lead,
            "plan": facts.ppos[person].plan,
            "licence": None if licence is None or is_never(licence) else licence,
        },
        before=(_ORDER.index(band), stay.release or date.max, stay.key),
        band=band,
    )
