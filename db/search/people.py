"""The builder: who meets every criterion that is asked, and who may, with what is missing; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from db.cards.searching import Column, People
from db.search.committed import Judged, judge
from db.search.facts import Answer, Crime, Draft, Facts, Stay
from db.search.known import Known
from db.search.status import status_at
from db.search.types import type_label
from db.words.dates import age_on
from db.words.families.bail import CustodyStatus
from db.words.text import fold

COLUMNS = (
    Column("name", "Name"),
    Column("ref", "Reference"),
    Column("born", "Born"),
    Column("home_area", "Registered"),
    Column("offences_n", "Offences"),
    Column("types", "Types"),
    Column("latest", "Latest"),
    Column("where_now", "Where now"),
    Column("release", "Release"),
    Column("hearing", "Next hearing"),
)
_DATED = frozenset({CustodyStatus.SENTENCED, CustodyStatus.UNKNOWN, CustodyStatus.OTHER})
Verdict = tuple[bool | None, str]


def people(query: People, facts: Facts, found: Known, born: Mapping[UUID, date | None]) -> Answer:
    """Everybody of whom every criterion holds; whoever one cannot be decided of, while none fails, stands apart."""
    rows: list[Draft] = []
    undecided: list[Draft] = []
    crimes: dict[UUID, list[Crime]] = {person: [] for person in born}
    for crime in facts.crimes:
        crimes[crime.person_id].append(crime)
    for person in born:
        judged = judge(query, facts.day, crimes[person])
        verdicts = [(judged.meets, ""), *_about(query, facts, found, person=person, born=born[person])]
        verdicts += _where_and_when(query, facts, found, person=person)
        if any(meets is False for meets, _ in verdicts):
            continue
        missing = (*judged.missing, *(words for meets, words in verdicts if meets is None and words))
        draft = _draft(facts, found, person, judged=judged, missing=missing)
        (undecided if missing or judged.meets is None else rows).append(draft)
    return Answer(rows, undecided)


def _about(query: People, facts: Facts, found: Known, *, person: UUID, born: date | None) -> Iterator[Verdict]:
    """One answer for each criterion that asks who somebody is."""
    if query.name:
        words = fold(query.name).split()
        yield any(_named(words, name.split()) for name in found.names.get(person, ())), ""
    if query.age is not None:
        age = age_on(born, facts.day) if born else None
        yield (None, "date of birth") if born is None else (age is not None and query.age[0] <= age <= query.age[1], "")
    if query.agency:
        yield person in found.of_agency, ""
    if query.registered is not None:
        yield (person in facts.ppos) is query.registered, ""
    for marker in query.markers:
        yield marker in found.markers.get(person, set()), ""
    for need in query.needs:
        wanted = fold(need)
        yield bool(wanted) and any(wanted in kind for kind in found.needs.get(person, set())), ""
    if query.on_order is not None:
        yield (person in found.on_order) is query.on_order, ""


def _where_and_when(query: People, facts: Facts, found: Known, *, person: UUID) -> Iterator[Verdict]:
    """One answer for each criterion that asks of courts, custody and bail."""
    if query.court:
        yield person in found.of_court, ""
    if query.hearing is not None:
        yield bool(found.listed.get(person)), ""
    if query.held is not None:
        yield bool(_where(facts, found, person)) is query.held, ""
    if query.release is not None:
        yield _released((facts.held or {}).get(person), facts.day, query.release)
    if query.bail:
        yield any(_fits(one, found.bail.get(person, set())) for one in query.bail), ""


def _named(words: Sequence[str], name: Sequence[str]) -> bool:
    """Every word begins a word of the name; without a word nobody is named so."""
    return bool(words) and all(any(part.startswith(word) for part in name) for word in words)


def _fits(asked: str, standing: set[str]) -> bool:
    if asked == "any":
        return not standing.isdisjoint({"conditional", "unconditional", "pre_release"})
    return asked in standing


def _released(stay: Stay | None, day: date, days: int) -> Verdict:
    if stay is None:
        return False, ""
    if stay.release is None:
        return (None, "release date") if stay.standing in _DATED else (False, "")
    return day <= stay.release <= day + timedelta(days=days), ""


def _where(facts: Facts, found: Known, person: UUID) -> str:
    """By the download; where there is none, by the stays that agencies report."""
    if facts.held is not None:
        return facts.where_now(person)
    return found.held.get(person, "")


def _draft(facts: Facts, found: Known, person: UUID, *, judged: Judged, missing: tuple[str, ...]) -> Draft:
    matching = judged.matching
    stay = (facts.held or {}).get(person)
    listed = found.listed.get(person, [])
    return Draft(
        person,
        {
            "home_area": facts.home(person) if person in facts.ppos else (),
            "offences_n": len(matching),
            "types": tuple(type_label(kind) for kind in judged.kinds if judged.pile.known_of(kind)),
            "latest": max((crime.on for crime in matching if crime.on), default=None),
            "where_now": _where(facts, found, person),
            "release": stay.release if stay else None,
            "hearing": min(listed, default=None),
        },
        before=(-len(matching),),
        offences=tuple(crime.line(facts.tree, status_at(crime.course, facts.day)) for crime in judged.shown),
        missing=missing,
    )
