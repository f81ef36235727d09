"""The vital strip: warnings, youth, custody, bail, next hearing, restriction, interpreter, by one rule for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from db.cards.person import SignCard, VitalCard
from db.custody.episodes import held_at
from db.file import identity
from db.file.facts import Facts, Sitting, load
from db.people.linking import surviving
from db.reference.prisons import spelt_alike
from db.tables.cases import Bail
from db.tables.people import Fact, PersonDetail
from db.unit import Unit
from db.words.clock import LONDON
from db.words.dates import short
from db.words.families.court import ListingState, MarkerKind
from db.words.families.people import DetailKind

ADULT = 18
_NO = frozenset({"", "no", "false", "n", "none", "not required"})
_STANDS = frozenset({ListingState.LISTED, ListingState.MOVED})
# A marker on the case is the case's business; an interpreter has a sign of its own.
_NO_WARNING = frozenset({MarkerKind.CASE, MarkerKind.INTERPRETER})


def vital(unit: Unit, person_id: UUID) -> VitalCard:
    """The strip of one person, read in this unit; raises NotFound for somebody who is not for this actor."""
    return strip(load(unit, surviving(unit, person_id)))


def strip(facts: Facts) -> VitalCard:
    """The signs in their order of weight; what must not be missed is an alert."""
    name, organisation = identity.shown_name(facts)
    today = facts.moment.astimezone(LONDON).date()
    born = None if organisation else identity.born(facts)
    age = identity.ages(born, today=today, first_hearing=None).today
    year = "" if born or organisation else facts.born_year
    label = f"{name} ({age})" if age is not None else f"{name} (born {year})" if year else name
    signs = [
        *_death(facts),
        *_warnings(facts, today),
        *_youth(facts, age),
        *_liberty(facts, today),
        *_next(facts, today),
        *_restrictions(facts, today),
        *_interpreter(facts, today),
    ]
    return VitalCard(facts.person.id, label, tuple(signs))


def in_force(row: Fact, today: date) -> bool:
    """Whether the fact's own days include today; days that nobody gave do not end it."""
    begun = row.valid_from is None or row.valid_from <= today
    return begun and (row.valid_to is None or row.valid_to >= today)


def stands(sitting: Sitting) -> bool:
    """Whether the row is still on its list."""
    return sitting.listing.state in _STANDS


def next_sitting(sittings: Iterable[Sitting], today: date) -> Sitting | None:
    """The next row of a list that still stands, today's included."""
    ahead = [one for one in sittings if stands(one) and one.listing.sitting_on >= today]
    return min(ahead, key=_when, default=None)


def present_bail(facts: Facts) -> list[Bail]:
    """Bail rows that count in cases that go on, the most severe first."""
    going = {one.id for one in facts.now(facts.defendant_cases) if not one.concluded}
    rows = [one for one in facts.now(facts.bail) if one.defendant_case_id in going and one.status is not None]
    return sorted(rows, key=lambda one: one.status.ranking if one.status else 99)


def _when(sitting: Sitting) -> tuple[date, str, int]:
    listing = sitting.listing
    return listing.sitting_on, str(listing.starts_at or ""), listing.sequence


def _death(facts: Facts) -> list[SignCard]:
    died = facts.person.deceased_on
    return [SignCard(f"died {short(died)}", alert=True)] if died else []


def _warnings(facts: Facts, today: date) -> list[SignCard]:
    words: list[str] = []
    for one in facts.now(facts.markers):
        if one.kind in _NO_WARNING or not in_force(one, today):
            continue
        text = one.text if one.kind is MarkerKind.OTHER and one.text else one.kind.label
        words.append(f"{text} ({one.level})" if one.level else text)
    words += [one.summary for one in facts.warned]
    return [SignCard(text, alert=True) for text in sorted(set(words))]


def _settled(facts: Facts) -> list[PersonDetail]:
    """Details that count: of a kind that somebody corrected the correction alone."""
    standing = facts.now(facts.details)
    corrected = {row.kind for row in standing if row.corrects_id is not None}
    return [row for row in standing if row.corrects_id is not None or row.kind not in corrected]


def _youth(facts: Facts, age: int | None) -> list[SignCard]:
    if age is not None and age < ADULT:
        return [SignCard(f"youth {age}", alert=True)]
    if any(one.youth_at_first_hearing and not one.concluded for one in facts.now(facts.defendant_cases)):
        return [SignCard("youth at first hearing", alert=True)]
    given = [one for one in _settled(facts) if one.kind is DetailKind.YOUTH]
    if age is None and any(one.value.casefold() not in _NO for one in given):
        return [SignCard("youth, as given", alert=True)]
    return []


def _liberty(facts: Facts, today: date) -> list[SignCard]:
    signs = []
    stay = held_at(facts.now(facts.custody), today)
    bail = present_bail(facts)
    if stay is not None:
        place = spelt_alike(stay.establishment, stay.establishment_code)
        signs.append(SignCard(f"custody: {place}", alert=True))
    elif bail and bail[0].status is not None and bail[0].status.in_custody:
        signs.append(SignCard(bail[0].status.label, alert=True))
    on_bail = [one for one in bail if one.status is not None and not one.status.in_custody]
    if on_bail and on_bail[0].status is not None and on_bail[0].status.ranking < 8:
        signs.append(SignCard(on_bail[0].status.label))
    wanted = [one for one in facts.now(facts.warrants) if one.executed_on is None and one.withdrawn_on is None]
    if wanted:
        signs.append(SignCard(f"warrant: {wanted[0].kind.label}", alert=True))
    return signs


def _next(facts: Facts, today: date) -> list[SignCard]:
    following = next_sitting(facts.sittings, today)
    if following is None:
        return []
    listing = following.listing
    day = "today" if listing.sitting_on == today else f"next {short(listing.sitting_on)}"
    at = f" {listing.starts_at:%H:%M}" if listing.starts_at else ""
    return [SignCard(f"{day}{at} ct {following.room.name}")]


def _restrictions(facts: Facts, today: date) -> list[SignCard]:
    signs = []
    if facts.person.restricted_level > 0:
        signs.append(SignCard("limited access", alert=True))
    if any(case.sealed for case in facts.cases.values()):
        signs.append(SignCard("restricted case", alert=True))
    kinds = {one.kind.label for one in facts.now(facts.restrictions) if in_force(one, today)}
    return [*signs, *(SignCard(kind, alert=True) for kind in sorted(kinds))]


def _interpreter(facts: Facts, today: date) -> list[SignCard]:
    details = _settled(facts)
    needed = [one.value for one in details if one.kind is DetailKind.INTERPRETER and one.value.casefold() not in _NO]
    marked = [one.text for one in facts.now(facts.markers) if _asks_interpreter(one.kind) and in_force(one, today)]
    if not needed and not marked:
        return []
    named = [text for text in needed if text.casefold() not in {"yes", "true", "y"}]
    language = named or [text for text in marked if text] or _languages(details)
    return [SignCard(f"interpreter: {language[0]}" if language else "interpreter")]


def _asks_interpreter(kind: MarkerKind) -> bool:
    return kind is MarkerKind.INTERPRETER


def _languages(details: Sequence[PersonDetail]) -> list[str]:
    return [one.value for one in details if one.kind is DetailKind.LANGUAGE]
