"""The person file as lines: one record a line, what it says on the left, who says so on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from db.cards.file import CaseLine, ChargeLine, FileCard, HearingLine, Opens
from db.cards.notes import NoteCard
from db.cards.person import FieldCard, ValueCard
from db.words.dates import court_time, short, spell
from db.words.families.court import CaseKind
from screens.file.held_lines import held_lines
from screens.file.line import Line, folded, wrapped

SECTIONS = ("Who", "Cases", "Hearings", "Custody", "Warnings", "Notes", "Dates", "From", "Agencies")
"""Headings by their number, from 1."""


def file_lines(card: FileCard, *, unfolded: frozenset[str], width: int) -> list[Line]:
    """Every line of the file; `unfolded` are notes and records shown whole; they are wrapped to `width` cells."""
    found: list[Line] = []
    for number, (title, maker) in enumerate(zip(SECTIONS, _MAKERS, strict=True), 1):
        lines = list(maker(card))
        if number == SECTIONS.index("Notes") + 1:
            lines = list(_notes(card, unfolded, width))
        lines += held_lines(card, number, unfolded=unfolded, width=width)
        count = f" ({len(lines)})" if number in (3, 7) and lines else ""
        found.append(Line(f"section:{number}", f"{number} {title}{count}", section=number, heading=True))
        if not lines:
            lines = [Line(f"empty:{number}", f"  {_WHY_EMPTY[title]}")]
        found.extend(_with_section(line, number) for line in lines)
    return found


def day_words(day: date | None) -> str:
    """A day in short, empty when it is not known."""
    return short(day) if day else ""


def _with_section(line: Line, number: int) -> Line:
    return replace(line, section=number)


_WHY_EMPTY = {
    "Who": "Nothing is recorded about who this is.",
    "Cases": "No case is known. + on the list (F2) adds a defendant to a hearing.",
    "Hearings": "Not on any list that is known.",
    "Custody": "No stay in custody and no bail is recorded.",
    "Warnings": "No warning, warrant or restriction is recorded.",
    "Notes": "No notes that you may see. F6 writes one.",
    "Dates": "Nothing with a date is recorded.",
    "From": "No numbers, no addresses and no source record.",
    "Agencies": "No agency holds a record that you may know of. + enters one of your agency.",
}


def _who(card: FileCard) -> Iterator[Line]:
    if card.born is not None:
        yield Line("age", f"  born {spell(card.born)}{_ages(card)}", history="detail:date_of_birth")
    elif card.born_year:
        yield Line("age", f"  born {card.born_year} (day and month not shared with you)")
    for field in card.names:
        yield from _field(field)
    for field in card.details:
        marked = field.best is not None and field.best.flag
        if field.key != "detail:date_of_birth" or field.others or marked or card.born is None:
            yield from _field(field)
    for field in card.numbers:
        if field.key in ("identifier:PNC", "identifier:CRO"):
            yield from _field(field, key="who:")
    for field in card.addresses[:1]:
        yield from _field(field, key="who:")


def _ages(card: FileCard) -> str:
    words = []
    if card.ages.today is not None:
        words.append(f"{card.ages.today} today")
    if card.ages.first_hearing is not None and card.ages.first_hearing != card.ages.today:
        words.append(f"{card.ages.first_hearing} at first hearing")
    return ", " + ", ".join(words) if words else ""


def _field(field: FieldCard, *, key: str = "") -> Iterator[Line]:
    """The best value, then what others say; `earlier` says that `h` has more."""
    for index, value in enumerate(field.values):
        lead = f"{field.label}: " if index == 0 or _stands_alone(field) else "  also given: "
        earlier = f" ({field.earlier} earlier)" if index == 0 and field.earlier else ""
        flag = f" [{value.flag}]" if value.flag else ""
        text = f"  {lead}{value.text}{flag}{_validity(value)}{earlier}"
        sign = "!" if value.differs else ""
        yield Line(f"{key}{field.key}:{value.id or index}", text, _source(value), history=field.key, sign=sign)


def _stands_alone(field: FieldCard) -> bool:
    """Somebody has several other names, and one name."""
    return field.key.startswith("name:") and field.key != "name:primary"


def _validity(value: ValueCard) -> str:
    if value.valid_from and value.valid_to:
        return f", {short(value.valid_from)} to {short(value.valid_to)}"
    if value.valid_from:
        return f", from {short(value.valid_from)}"
    return f", until {short(value.valid_to)}" if value.valid_to else ""


def _source(value: ValueCard) -> str:
    more = f" +{value.same}" if value.same else ""
    return f"{value.source.words}{more}"


def _cases(card: FileCard) -> Iterator[Line]:
    for case in card.cases:
        yield from _case(case, sign="*" if case.id in card.followed else "")


def _case(case: CaseLine, *, sign: str) -> Iterator[Line]:
    if not case.number:
        yield Line(f"case:{case.id}", f"  {case.withheld}", case.source.words, sign=sign)
        return
    kind = "" if case.kind == CaseKind.PROSECUTION.label else case.kind
    words = [case.number, "concluded" if case.concluded else case.status, kind, case.court]
    if case.restricted:
        words.append("RESTRICTED CASE")
    if case.youth_at_first_hearing:
        words.append("youth at first hearing")
    if case.custody_time_limit:
        words.append(f"time limit {short(case.custody_time_limit)}")
    if case.warned_for:
        words.append(f"warned for the week of {short(case.warned_for)}")
    aside = f"added here by {case.added_here_by}" if case.added_here_by else case.source.words
    key = f"case:{case.id}"
    opens = {"opens": Opens.CASE, "target": str(case.id)}
    yield Line(key, "  " + ", ".join(word for word in words if word), aside, history=key, sign=sign, **opens)  # type: ignore[arg-type]
    if case.withheld:
        yield Line(f"charges:{case.id}", f"    {case.withheld}", "withheld", sign="-")
    for charge in case.charges:
        yield Line(
            f"charge:{charge.id}",
            f"    {charge_words(charge)}",
            history=f"charge:{charge.id}",
            opens=Opens.CASE,
            target=str(case.id),
        )
        for result in charge.results:
            amended = " (amended)" if result.amended else ""
            text = f"      {day_words(result.ordered_on)} {result.label}{amended}".rstrip()
            yield Line(
                f"result:{result.id}", text, history=f"charge:{charge.id}", opens=Opens.CASE, target=str(case.id)
            )
    for index, link in enumerate(case.links):
        yield Line(f"link:{case.id}:{index}", f"    {link}", opens=Opens.CASE, target=str(case.id))


def charge_words(charge: ChargeLine) -> str:
    """A charge in one line: title, plea, finding, days, and the age where it was a youth's."""
    number = f"{charge.sequence}. " if charge.sequence else ""
    days = day_words(charge.offence_from)
    if charge.offence_to and charge.offence_to != charge.offence_from:
        days = f"{days} to {short(charge.offence_to)}"
    parts = [f"{number}{charge.title}"]
    if charge.plea:
        parts.append(f"plea {charge.plea}")
    if charge.verdict:
        parts.append(f"found {charge.verdict}")
    if days:
        parts.append(f"on {days}" if not charge.offence_to else days)
    if charge.age_at_offence is not None and charge.age_at_offence < 18:
        parts.append(f"aged {charge.age_at_offence}")
    if charge.over:
        parts.append("over")
    return "; ".join(parts)


def _hearings(card: FileCard) -> Iterator[Line]:
    for one in card.hearings:
        yield Line(
            f"hearing:{one.listing_id}",
            f"  {hearing_words(one)}",
            one.case_no,
            opens=Opens.LIST,
            target=str(one.listing_id),
            sign="" if one.stands else "-",
        )


def hearing_words(one: HearingLine, *, case_no: str = "") -> str:
    """A row of a list in words, `Wed 12 Mar 2025 10:00 ct 01, present, First hearing, Northtown`.

    `case_no` stands before the court where it is given.
    """
    at = f" {one.at:%H:%M}" if one.at else ""
    case = f"case {case_no}" if case_no else ""
    state = "" if one.stands else one.state
    attended, *counsel = one.there
    words = [f"{spell(one.day)}{at} ct {one.room}", state, attended, one.kind, case, one.court, *counsel]
    if one.added_here_by:
        words.append(f"added here by {one.added_here_by}")
    return ", ".join(word for word in words if word)


def _custody(card: FileCard) -> Iterator[Line]:
    for one in card.custody:
        since = f" since {short(one.since)}" if one.since else ""
        until = f" until {short(one.until)}" if one.until else ""
        release = f", {one.release}" if one.release else ""
        now = "now: " if one.here_now else ""
        text = f"  {now}{one.place}, {one.status}{since}{until}{release}"
        yield Line(f"custody:{one.id}", text, one.source.words, history="custody:")
        for index, more in enumerate((*one.more, *one.changes)):
            yield Line(f"custody:{one.id}:{index}", f"    {more}", history="custody:")
    for case in card.cases:
        for bail in case.bail:
            since = f" since {short(bail.since)}" if bail.since else ""
            conditions = f": {bail.conditions}" if bail.conditions else ""
            text = f"  {bail.text}{since}{conditions}"
            yield Line(
                f"bail:{bail.id}",
                text,
                case.number,
                history=f"bail:{case.id}",
                opens=Opens.CASE,
                target=str(case.id),
            )


def _warnings(card: FileCard) -> Iterator[Line]:
    for one in card.warnings:
        past = "" if one.now else " (no longer in force)"
        yield Line(
            f"warning:{one.id}", f"  {one.text}{past}", one.source.words, history=one.key, sign="!" if one.now else ""
        )


def _no_notes(card: FileCard) -> Iterator[Line]:
    yield from _notes(card, frozenset(), 60)


def _notes(card: FileCard, unfolded: frozenset[str], width: int) -> Iterator[Line]:
    for note in card.notes:
        yield _note(note)
        texts = [note.withheld] if note.withheld else wrapped(note.body, width - 10)
        for index, text in enumerate(folded(texts, whole=str(note.id) in unfolded)):
            yield Line(f"note:{note.id}:{index}", f"    {text}", opens=Opens.NOTE, target=str(note.id))


def _note(note: NoteCard) -> Line:
    day, at = court_time(note.first_written_at)
    edited = ", edited" if note.edited else ""
    heard = note.hearing_on
    hearing = f", hearing of {short(heard)}" if heard and heard != day else ""
    mark = f", {note.mark}" if note.mark else ""
    text = f"  {short(day)} {at:%H:%M} {note.kind.label}{mark}{edited}{hearing}"
    return Line(f"note:{note.id}", text, f"{note.author}, {note.agency}", opens=Opens.NOTE, target=str(note.id))


def _timeline(card: FileCard) -> Iterator[Line]:
    for one in card.timeline:
        at = f" {one.at:%H:%M}" if one.at else ""
        history = one.target if one.opens is Opens.HISTORY else ""
        yield Line(
            f"time:{one.key}",
            f"  {spell(one.day)}{at} {one.text}",
            history=history,
            opens=one.opens,
            target=one.target,
        )


def _from(card: FileCard) -> Iterator[Line]:
    for field in (*card.numbers, *card.addresses):
        yield from _field(field)
    for one in card.records:
        day, _ = court_time(one.since)
        yield Line(f"record:{one.id}", f"  {one.source.words}, {one.link}, since {short(day)}")


def _agencies(card: FileCard) -> Iterator[Line]:
    """Who to call; what agencies hold beyond the court's record is in `held_lines`."""
    for number, one in enumerate(card.to_call):
        yield Line(f"call:{number}", f"  who to call: {one}", "" if number else "c contacts")


Maker = Callable[[FileCard], Iterator[Line]]
_MAKERS: Sequence[Maker] = (
    _who, _cases, _hearings, _custody, _warnings, _no_notes, _timeline, _from, _agencies,
)  # fmt: skip
