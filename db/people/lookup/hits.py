"""Hits as the screen shows them: a person, a case, or a hearing of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from db.cards.find import Band, Hit, HitKind, NextHearing
from db.people.lookup.facts import Facts
from db.people.scoring.identity import Verdict
from db.words.dates import age_on
from db.words.families.people import IdentifierKind
from db.words.identifiers.police import pnc_short

CASE_NUMBER = 1_000
"""A case that was named by its number stands above everybody in it."""
_TENTHS = 10
_ADULT = 18


def person_hit(facts: Facts, verdict: Verdict, today: date) -> Hit:
    """A person; the shown name is the best one, the one that was found by is said beside it."""
    listed = facts.listed_today
    where = listed or facts.next_hearing
    return Hit(
        kind=HitKind.PERSON,
        id=facts.person,
        label=facts.shown,
        score=round(verdict.order * _TENTHS),
        band=verdict.band,
        why=verdict.reasons,
        person=facts.person,
        hearing=listed.hearing if listed else None,
        case=listed.case if listed else None,
        matched=facts.identity.names[verdict.name].shown if verdict.name else "",
        born=facts.births[0] if facts.births else None,
        born_year=facts.born_year,
        sex=facts.identity.sex,
        pnc=_pnc(facts),
        signs=_signs(facts, today),
        warnings=verdict.warnings,
        next_hearing=where,
        listed_today=listed is not None,
    )


def hearing_hit(where: NextHearing, kind: str, facts: Facts, verdict: Verdict, today: date) -> Hit:
    """One defendant's place on a list; Enter opens the file with that hearing."""
    clock = f"{where.at:%H:%M} " if where.at else ""
    return Hit(
        kind=HitKind.HEARING,
        id=where.listing,
        label=facts.shown,
        score=round(verdict.order * _TENTHS),
        band=Band.POSSIBLE,
        why=(f"{clock}{where.court} {where.room}".rstrip(), *((kind,) if kind else ()), *verdict.reasons),
        person=facts.person,
        case=where.case,
        hearing=where.hearing,
        born=facts.births[0] if facts.births else None,
        born_year=facts.born_year,
        sex=facts.identity.sex,
        pnc=_pnc(facts),
        signs=_signs(facts, today),
        next_hearing=where,
        listed_today=where.on == today,
    )


def case_hit(row: Sequence[Any], people: Sequence[Facts]) -> Hit:
    """A case by its number; `row` is id, case number, URN, status, court."""
    key, number, urn, status, court = row
    names = ", ".join(facts.shown for facts in people[:3]) + (" and others" if len(people) > 3 else "")
    hearings = [facts.next_hearing for facts in people if facts.next_hearing]
    where = next((hearing for hearing in hearings if hearing.case == key), None)
    return Hit(
        kind=HitKind.CASE,
        id=key,
        label=f"Case {number or urn}",
        score=CASE_NUMBER,
        band=Band.POSSIBLE,
        why=("case number" if number else "case URN", names, court or "court not known", status.label),
        person=people[0].person if len(people) == 1 else None,
        case=key,
        next_hearing=where,
    )


def limited_hit(said: str, agency: UUID) -> Hit:
    """Somebody behind limited access: whom to ask, and nothing else. Nobody is named by its id."""
    why = ("limited access",)
    return Hit(HitKind.LIMITED, agency, said, CASE_NUMBER, Band.POSSIBLE, why)


def _pnc(facts: Facts) -> str:
    found = next((value for kind, value in facts.numbers if kind is IdentifierKind.PNC), "")
    return pnc_short(found) if "/" in found and found[-1:].isalpha() and found.partition("/")[0].isdecimal() else found


def _signs(facts: Facts, today: date) -> tuple[str, ...]:
    """One word each, the gravest first."""
    signs = []
    if facts.restricted:
        signs.append("restricted")
    if facts.births and (age := age_on(facts.births[0], today)) is not None and age < _ADULT:
        signs.append("youth")
    if facts.in_custody:
        signs.append("custody")
    if facts.deceased:
        signs.append("deceased")
    return tuple(signs)
