"""A case as lines of its screen: defendants with charges, hearings, linked cases, and what opens from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.cards.case import CaseCard, CaseCharge, CaseDefendant, CaseHearing
from db.words.dates import short, spell
from db.words.families.court import GONE, ListingState
from screens.frame.place import Place

SECTIONS = ("Defendants", "Hearings", "Linked cases", "The case", "Victims and witnesses")
RESTRICTED = "RESTRICTED CASE: who reads it stands in the log"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line; `person` is the defendant it is about, `opens` where Enter goes."""

    key: str
    text: str
    aside: str = ""
    person: UUID | None = None
    opens: Place | None = None


def case_lines(card: CaseCard) -> tuple[CaseLine, ...]:
    """Every line, section by section; a section without data says why."""
    return (*_defendants(card), *_hearings(card), *_links(card), *_about(card), *_witnesses(card))


def _heading(number: int, many: int | None = None) -> CaseLine:
    count = "" if many is None else f"  {many}"
    return CaseLine(f"section:{number}", f"{number} {SECTIONS[number - 1]}{count}")


def _defendants(card: CaseCard) -> Iterator[CaseLine]:
    if card.restricted:
        yield CaseLine("restricted", RESTRICTED)
    yield _heading(1, len(card.defendants))
    if not card.defendants:
        yield CaseLine("none:1", "  No defendant of this case is for you to see.")
    for one in card.defendants:
        file = Place("file.person", person=one.person_id)
        born = f", {short(one.born)}, {one.age}" if one.born else ""
        more = f"{one.other_cases} other case{'' if one.other_cases == 1 else 's'}" if one.other_cases else ""
        yield CaseLine(f"defendant:{one.person_id}", f"  {one.name}{born}", more, one.person_id, file)
        signs = "  ".join(words for words, _ in one.signs.words)
        if signs:
            yield CaseLine(f"signs:{one.defendant_case_id}", f"    {signs}", "", one.person_id, file)
        if one.previous_convictions:
            many = f"{one.previous_convictions} previous conviction{'' if one.previous_convictions == 1 else 's'}"
            key = f"before:{one.defendant_case_id}"
            yield CaseLine(key, f"    {many}, as the prosecutor gave", "", one.person_id, file)
        if one.added_by:
            text = f"    added here by {one.added_by}"
            yield CaseLine(f"added:{one.defendant_case_id}", text, "", one.person_id, file)
        if one.withheld:
            yield CaseLine(f"withheld:{one.defendant_case_id}", f"    {one.withheld}", "", one.person_id, file)
        for charge in one.charges:
            yield from _charge(charge, one, file)
        for number, result in enumerate(one.results):
            key = f"result:{one.defendant_case_id}:{number}"
            yield CaseLine(key, f"    Result: {result}", "", one.person_id, file)

    for number, other in enumerate(card.co_defendants):
        yield CaseLine(f"other:{number}", f"  {other.name}", "another's client: name and shared charge only")
        for place, title in enumerate(other.charges):
            yield CaseLine(f"other:{number}:{place}", f"    {title}")


def _charge(charge: CaseCharge, of: CaseDefendant, file: Place) -> Iterator[CaseLine]:
    pleaded = f"plea: {charge.plea}" if charge.plea else "no plea"
    found = f"finding: {charge.verdict}" if charge.verdict else ""
    aside = ", ".join(filter(None, (pleaded, found, charge.ended)))
    number = f"{charge.sequence} " if charge.sequence else ""
    yield CaseLine(f"charge:{charge.id}", f"    {number}{charge.title}", aside, of.person_id, file)
    if charge.alleged:
        yield CaseLine(f"alleged:{charge.id}", f"      {charge.alleged}", "", of.person_id, file)
    for place, result in enumerate(charge.results):
        yield CaseLine(f"result:{charge.id}:{place}", f"      Result: {result}", "", of.person_id, file)


def _hearings(card: CaseCard) -> Iterator[CaseLine]:
    yield _heading(2, len(card.hearings))
    if not card.hearings:
        yield CaseLine("none:2", "  No hearing of this case is on record.")
    names = {one.person_id: one.name for one in card.defendants}
    for one in card.hearings:
        opens = Place("day.list", court=one.court_id, room=one.room, day=one.day, cursor=str(one.listing_id))
        yield CaseLine(
            f"hearing:{one.listing_id}",
            f"  {spell(one.day)}{f' {one.starts_at:%H:%M}' if one.starts_at else ''} ct {one.room}"
            f"  {one.kind or 'hearing'}  {names.get(one.person_id, '')}{_elsewhere(one, card)}",
            _how(one),
            one.person_id,
            opens,
        )


def _how(one: CaseHearing) -> str:
    state = one.state.label if one.state is not ListingState.LISTED else ""
    mark = one.attendance.label if one.attendance else ""
    return ", ".join(filter(None, (state, mark)))


def _elsewhere(one: CaseHearing, card: CaseCard) -> str:
    """The court of a hearing where it is not the court of the case."""
    return "" if one.court == card.court else f", {one.court}"


def _links(card: CaseCard) -> Iterator[CaseLine]:
    yield _heading(3, len(card.links))
    if not card.links:
        yield CaseLine("none:3", "  No other case is linked with this one.")
    for number, link in enumerate(card.links):
        opens = Place("file.case", case=link.case_id) if link.case_id else None
        aside = "" if link.case_id else "not in Tracker, or not for you"
        yield CaseLine(f"link:{number}", f"  {link.kind.label}: {link.reference}", aside, None, opens)


def _about(card: CaseCard) -> Iterator[CaseLine]:
    yield _heading(4)
    facts = (
        ("Number", card.number),
        ("URN", card.urn if card.urn != card.number else ""),
        ("Kind", card.application_type or card.kind.label),
        ("Status", card.status.label),
        ("Court", card.court),
        ("Began by", card.initiation),
        ("Prosecutor", card.authority),
        ("Officer in the case", card.officer),
        ("Received", short(card.received_on)),
        ("Restriction", ", ".join(card.restrictions)),
        ("Markers", ", ".join(card.markers)),
        ("Source", card.system),
    )
    for label, value in facts:
        if value:
            yield CaseLine(f"fact:{label}", f"  {label}: {value}")


def _witnesses(card: CaseCard) -> Iterator[CaseLine]:
    """Numbered, so that a summary can name one without naming anybody."""
    yield _heading(5, len(card.witnesses))
    if not card.witnesses and not card.withheld:
        yield CaseLine("none:5", "  None is recorded that you may know of. + enters one.")
    for number, one in enumerate(card.witnesses, 1):
        who = one.name or ("details not shared with you" if one.summary else "")
        yield CaseLine(f"witness:{one.id}", f"  {number} {one.kind.label}: {who}", one.owner)
        for label, value in (("lives at", one.address), ("telephone", one.phone), ("measures", one.special_measures)):
            if value:
                yield CaseLine(f"witness:{one.id}:{label}", f"    {label}: {value}")
    for gap in card.withheld:
        yield CaseLine(f"withheld:{gap.owner}", f"  {gap.words}")


def next_hearing(card: CaseCard, person: UUID, today: date) -> CaseHearing | None:
    """The person's first standing hearing in this case after today."""
    coming = [one for one in card.hearings if one.person_id == person and one.day > today]
    standing = [one for one in coming if one.state not in GONE]
    return min(standing, key=lambda one: one.day, default=None)
