"""`tracker person show`: the file of one person as text or as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from db.words.dates import parse_loose, short, spell
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json

if TYPE_CHECKING:
    from datetime import date

    from db.cards.file import CaseLine, ChargeLine, CustodyLine, FileCard, HearingLine
    from db.cards.person import FieldCard

Json = dict[str, object]
_KEYS = (
    "One document: {person, reference, name, organisation, born, born_year, age, age_at_first_hearing, as_at, signs: "
    "[{text, alert}], names, details, numbers and addresses: [{field, values: [{text, source, recorded_at, flag}], "
    "earlier}], cases: [{case, number, urn, court, status, restricted, source, withheld, charges: [{sequence, code, "
    "title, offence_from, offence_to, plea, verdict, results: [{label, ordered_on, until}]}], bail: [{status, "
    "conditions, since}]}], hearings: [{day, at, court, room, kind, case, state, attended, presence, "
    "defence, prosecution}], custody: [{place, "
    "status, since, until, now}], warnings: [{text, now, source}], notes: [{kind, author, agency, written_at, edited,"
    " hearing_on, body, withheld}], held: [{category, owner, text, details, summary, day}], withheld: [{category, "
    "owner}], timeline: [{day, at, text}], records: [{source, link, since}]}; null where nothing is known."
)


def show(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's id, or the reference that begins with P-.")],
    *,
    as_at: Annotated[str, typer.Option(help="Show the file as it stood at the end of that day: 12/3/25, -30.")] = "",
    json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Show the file of one person: identity with sources, cases, hearings, custody, warnings and notes.

    The file is opened as on the screen, so it is one audited consultation.
    """
    with signed_in(context) as desk:
        day: date | None = parse_loose(as_at, today=desk.clock.today(), past=True) if as_at else None
        card = desk.file.open(desk.file.named(person), as_at=day, action="file.show")
    if json:
        print_json(document(card))
    else:
        for text in _text(card):
            line(text)


def document(card: FileCard) -> Json:
    """The documented keys of `--json`; absent values are null, dates ISO, moments ISO with their zone."""
    return {
        "person": str(card.person_id),
        "reference": card.public_ref,
        "name": card.name,
        "organisation": card.organisation,
        "born": card.born,
        "born_year": card.born.year if card.born else int(card.born_year) if card.born_year else None,
        "age": card.ages.today,
        "age_at_first_hearing": card.ages.first_hearing,
        "as_at": card.as_at,
        "signs": [{"text": sign.text, "alert": sign.alert} for sign in card.vital.signs],
        "names": _fields(card.names),
        "details": _fields(card.details),
        "numbers": _fields(card.numbers),
        "addresses": _fields(card.addresses),
        "cases": [_case(case) for case in card.cases],
        "hearings": [
            {
                "day": one.day, "at": one.at, "court": one.court, "room": one.room, "kind": one.kind,
                "case": one.case_no, "state": one.state, "attended": one.attended or None,
                "presence": one.presence or None, "defence": one.defence or None,
                "prosecution": one.prosecution or None,
            }
            for one in card.hearings
        ],
        "custody": [
            {
                "place": one.place, "status": one.status, "since": one.since, "until": one.until, "now": one.here_now,
                "release": one.release or None, "record": list(one.more), "changes": list(one.changes),
                "source": one.source.words,
            }
            for one in card.custody
        ],
        "warnings": [{"text": one.text, "now": one.now, "source": one.source.words} for one in card.warnings],
        "notes": [
            {
                "kind": note.kind.value, "author": note.author, "agency": note.agency,
                "written_at": note.first_written_at, "edited": note.edited, "hearing_on": note.hearing_on,
                "body": note.body if not note.withheld else None, "withheld": note.withheld or None,
            }
            for note in card.notes
        ],
        "held": [
            {
                "category": one.category.value, "owner": one.owner, "text": one.text, "details": list(one.details),
                "summary": one.summary, "day": one.day, "record": one.reference,
            }
            for one in card.held.lines
        ],
        "withheld": [{"category": one.category.value, "owner": one.owner} for one in card.held.withheld],
        "timeline": [{"day": one.day, "at": one.at, "text": one.text} for one in card.timeline],
        "records": [
            {"source": one.source.words, "link": one.link, "since": one.since} for one in card.records
        ],
    }  # fmt: skip


def _fields(fields: tuple[FieldCard, ...]) -> list[Json]:
    return [
        {
            "field": field.label,
            "values": [
                {
                    "text": value.text,
                    "source": value.source.words,
                    "recorded_at": value.recorded_at,
                    "flag": value.flag or None,
                }
                for value in field.values
            ],
            "earlier": field.earlier,
        }
        for field in fields
    ]


def _case(case: CaseLine) -> Json:
    return {
        "case": str(case.id),
        "number": case.number,
        "urn": case.urn or None,
        "court": case.court,
        "status": "concluded" if case.concluded else case.status,
        "restricted": case.restricted,
        "source": case.source.words,
        "withheld": case.withheld or None,
        "charges": [_charge(charge) for charge in case.charges],
        "bail": [{"status": one.text, "conditions": one.conditions or None, "since": one.since} for one in case.bail],
    }


def _charge(charge: ChargeLine) -> Json:
    return {
        "sequence": charge.sequence,
        "code": charge.code,
        "title": charge.title,
        "offence_from": charge.offence_from,
        "offence_to": charge.offence_to,
        "plea": charge.plea or None,
        "verdict": charge.verdict or None,
        "results": [{"label": one.label, "ordered_on": one.ordered_on, "until": one.until} for one in charge.results],
    }


def _text(card: FileCard) -> list[str]:
    """The file for a person to read, one thing a line."""
    found = [f"{card.vital.label}  {card.public_ref}"]
    if card.as_at is not None:
        found.append(f"As at the end of {spell(card.as_at.date())}; {card.later_hidden} later entries are hidden.")
    found += [f"{'!' if sign.alert else ' '} {sign.text}" for sign in card.vital.signs]
    for title, fields in (
        ("Names", card.names), ("Details", card.details), ("Numbers", card.numbers), ("Addresses", card.addresses),
    ):  # fmt: skip
        found += ["", title] if fields else []
        for field in fields:
            for value in field.values:
                flag = f" [{value.flag}]" if value.flag else ""
                found.append(f"  {field.label}: {value.text}{flag}  ({value.source.words})")
    for case in card.cases:
        found += ["", _case_words(case)]
        found += [f"  {case.withheld}"] if case.withheld and case.number else []
        for charge in case.charges:
            words = "; ".join(word for word in (charge.title, charge.plea, charge.verdict) if word)
            found.append(f"  {charge.sequence}. {words}")
            found += [f"     {one.label}" for one in charge.results]
        found += [f"  {one.text}{f': {one.conditions}' if one.conditions else ''}" for one in case.bail]
    for title, texts in (
        ("Hearings", [_hearing(one) for one in card.hearings]),
        ("Custody", [text for one in card.custody for text in _stay(one)]),
        ("Warnings", [one.text for one in card.warnings]),
        ("Agencies", [*_held(card), *(one.words for one in card.held.withheld)]),
        ("Notes", [text for note in card.notes for text in (note.heading, *(note.withheld or note.body).splitlines())]),
    ):  # fmt: skip
        found += ["", title, *(f"  {text}" for text in texts)] if texts else []
    return found


def _case_words(case: CaseLine) -> str:
    """A youth court record that is not for the reader has no number, only its line."""
    if not case.number:
        return f"Case: {case.withheld}"
    restricted = ", RESTRICTED CASE" if case.restricted else ""
    status = "concluded" if case.concluded else case.status
    return f"Case {case.number}, {case.court}, {status}{restricted}  ({case.source.words})"


def _held(card: FileCard) -> list[str]:
    return [text for one in card.held.lines for text in (f"{one.words}  ({one.owner})", *one.details)]


def _hearing(one: HearingLine) -> str:
    words = (f"{spell(one.day)} {one.court} ct {one.room}", one.kind, one.state, *one.there)
    return ", ".join(word for word in words if word)


def _stay(one: CustodyLine) -> list[str]:
    since = f" since {short(one.since)}" if one.since else ""
    until = f" until {short(one.until)}" if one.until else ""
    release = f", {one.release}" if one.release else ""
    first = f"{one.place}, {one.status}{since}{until}{release}  ({one.source.words})"
    return [first, *(f"  {more}" for more in (*one.more, *one.changes))]
