"""Identity put together: names, details, numbers and addresses, each with who says so and what else is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from db.cards.file import Ages, RecordLine
from db.cards.person import FieldCard, OtherName, ValueCard
from db.file.choose import field_of
from db.file.corrected import mark
from db.file.facts import Facts
from db.people.shown import NOT_KNOWN, heading, iso_day
from db.tables.care import Marker
from db.tables.people import Address, ContactPoint, Correctable, Fact, Identifier, PersonDetail, PersonName
from db.words.dates import age_on, short, spell
from db.words.families.people import DetailKind, NameKind, Sex
from db.words.names import NameParts, display

C = TypeVar("C", bound=Correctable)
_NUMBER = re.compile(r"[A-Za-z0-9-]{3,36}")
NAME = "name"
ADDRESS = "address"
CONTACT = "contact"
_SEX = {one.value: one.label for one in Sex}
_YES = {"true": "yes", "y": "yes", "yes": "yes", "false": "no", "n": "no", "no": "no"}


def name_text(row: PersonName) -> str:
    """A name as a list shows it; an organisation's as it is written."""
    if row.is_organisation:
        return row.family
    return display(NameParts(given=row.given, middle=row.middle, family=row.family))


def detail_text(row: PersonDetail) -> str:
    """A detail as a clerk reads it: days spelt, codes in words."""
    if row.kind is DetailKind.DATE_OF_BIRTH:
        day = iso_day(row.value)
        return spell(day) if day else row.raw or row.value
    if row.kind is DetailKind.SEX:
        return _SEX.get(row.value, row.value)
    if row.kind in (DetailKind.INTERPRETER, DetailKind.YOUTH):
        return _YES.get(row.value.casefold(), row.value)
    return row.value


def value_of(facts: Facts, row: Fact, *, text: str, flag: str = "", differs: bool = False) -> ValueCard:
    """A fact as a value with its source and its times."""
    origin = facts.origins.get(row.source_record_id)
    return ValueCard(
        text=text,
        source=facts.source(row),
        recorded_at=row.recorded_at,
        recorded_by=facts.user(row.recorded_by_id),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        ended_at=row.ended_at,
        ended_by=facts.user(row.ended_by_id),
        confirmed=bool(origin and origin.confirmed),
        flag=flag,
        id=row.id,
        why=(row.why or "") if isinstance(row, Correctable) else "",
        differs=differs,
        record=_number(origin.record.external_id) if origin else "",
        batch=origin.record.last_batch_id if origin else None,
    )


def _number(name: str) -> str:
    """What a system calls its record, where that is a number: other names are made of who and where somebody is."""
    return name if _NUMBER.fullmatch(name) and any(sign.isdecimal() for sign in name) else ""


def values_of(
    facts: Facts, rows: Iterable[C], *, among: Sequence[C], text: Callable[[C], str], flag: Callable[[C], str]
) -> list[ValueCard]:
    """Values that may be corrected, each marked where it is a correction or has one; `among` are all of their table."""
    found = []
    for row in rows:
        marked, differs = mark(row, among, text, moment=facts.moment)
        words = "; ".join(word for word in (marked, flag(row)) if word)
        found.append(value_of(facts, row, text=text(row), flag=words, differs=differs))
    return found


def names_first(facts: Facts) -> list[PersonName]:
    """Names that stand, the one that is shown before the others."""
    standing = facts.best_first(facts.names)
    main = [(facts.claim(row), parts(row), row) for row in standing if row.kind is NameKind.PRIMARY]
    if main:
        shown = heading(main)
        standing.sort(key=lambda row: row is not shown)
    return standing


def parts(row: PersonName) -> NameParts:
    """The parts of a recorded name."""
    return NameParts(title=row.title, given=row.given, middle=row.middle, family=row.family)


def shown_name(facts: Facts) -> tuple[str, bool]:
    """The name to show, and whether it is an organisation's."""
    standing = names_first(facts)
    best = next((row for row in standing if row.kind is NameKind.PRIMARY), standing[0] if standing else None)
    return (name_text(best), best.is_organisation) if best else (NOT_KNOWN, False)


def born(facts: Facts) -> date | None:
    """The date of birth to reckon ages by: the best value that is a day."""
    days = [iso_day(row.value) for row in facts.best_first(facts.details) if row.kind is DetailKind.DATE_OF_BIRTH]
    return next((day for day in days if day is not None), None)


def ages(day_of_birth: date | None, *, today: date, first_hearing: date | None) -> Ages:
    """Ages today and at the first hearing (D9)."""
    if day_of_birth is None:
        return Ages()
    return Ages(age_on(day_of_birth, today), age_on(day_of_birth, first_hearing) if first_hearing else None)


def names(facts: Facts) -> tuple[FieldCard, ...]:
    """The name, then other names by kind; each kind is one field."""
    order = list(NameKind)
    return _fields(
        facts,
        facts.names,
        kind=lambda row: row.kind.value,
        label=lambda row: row.kind.label,
        text=name_text,
        prefix=NAME,
        order=lambda kind: order.index(NameKind(kind)),
        first=lambda facts, _: names_first(facts),
        flag=born_with_it,
    )


def born_with_it(row: PersonName) -> str:
    """`born 3 Apr 1981`, where a birth was given with the name."""
    return f"born {short(row.born_with_it)}" if row.born_with_it else ""


def other_names(facts: Facts) -> tuple[OtherName, ...]:
    """Names beside the main one, each with its source; what stands first, the newest first."""
    rows = [row for row in facts.names if row.kind is not NameKind.PRIMARY]
    values = values_of(facts, rows, among=rows, text=name_text, flag=lambda _: "")
    found = [OtherName(row.kind, value, row.born_with_it) for row, value in zip(rows, values, strict=True)]
    return tuple(sorted(found, key=lambda one: (one.value.ended_at is None, one.value.recorded_at), reverse=True))


def details(facts: Facts) -> tuple[FieldCard, ...]:
    """Date of birth, sex, nationality and the rest, in the order of their family."""
    order = list(DetailKind)
    return _fields(
        facts,
        facts.details,
        kind=lambda row: row.kind.value,
        label=lambda row: row.kind.label,
        text=detail_text,
        prefix="detail",
        order=lambda kind: order.index(DetailKind(kind)),
    )


def numbers(facts: Facts) -> tuple[FieldCard, ...]:
    """Every number, canonical where it can be read, as it came with the reason where it cannot."""
    return _fields(
        facts,
        facts.identifiers,
        kind=lambda row: row.kind.value,
        label=lambda row: row.kind.label,
        text=lambda row: row.canonical or row.raw,
        prefix="identifier",
        flag=_number_flag,
    )


def addresses(facts: Facts) -> tuple[FieldCard, ...]:
    """Addresses by kind, then telephone and e-mail."""
    homes = _fields(
        facts,
        facts.addresses,
        kind=lambda row: row.kind.value,
        label=lambda row: f"{row.kind.label} address",
        text=address_text,
        prefix=ADDRESS,
    )
    return homes + _fields(
        facts, facts.contacts, kind=lambda row: row.kind, label=lambda row: row.kind, text=_contact, prefix=CONTACT
    )


def address_text(row: Address) -> str:
    """An address on one line."""
    lines = [line for line in row.lines.splitlines() if line]
    if row.no_fixed_abode:
        lines.insert(0, "no fixed abode")
    if row.postcode and row.postcode not in row.lines:
        lines.append(row.postcode)
    return ", ".join(lines) or "empty"


def marker_text(row: Marker) -> str:
    """A warning in words."""
    return ", ".join(part for part in (row.kind.label, row.level, row.text) if part)


def records(facts: Facts) -> tuple[RecordLine, ...]:
    """The source records that make up the file, the oldest first."""
    found = [
        RecordLine(one.record.id, one.card, one.record.external_id, one.record.link_state.label, one.record.decided_at)
        for one in facts.origins.values()
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.id)))


def _contact(row: ContactPoint) -> str:
    return row.value


def _number_flag(row: Identifier) -> str:
    if row.valid:
        return f"as sent: {row.raw}" if row.canonical and row.canonical != row.raw else ""
    return row.problem or "cannot be read"


def _fields(
    facts: Facts,
    rows: Iterable[C],
    *,
    kind: Callable[[C], str],
    label: Callable[[C], str],
    text: Callable[[C], str],
    prefix: str,
    flag: Callable[[C], str] = lambda _: "",
    order: Callable[[str], int] = lambda _: 0,
    first: Callable[[Facts, list[C]], list[C]] = Facts.best_first,
) -> tuple[FieldCard, ...]:
    """One field for each kind that has a value now."""
    known = list(rows)
    standing: dict[str, list[C]] = defaultdict(list)
    for row in first(facts, known):
        standing[kind(row)].append(row)
    gone = [kind(row) for row in facts.ended(known)]
    found = []
    for one in sorted(standing, key=lambda each: (order(each), each)):
        values = values_of(facts, standing[one], among=known, text=text, flag=flag)
        found.append(field_of(f"{prefix}:{one}", label(standing[one][0]), values=values, earlier=gone.count(one)))
    return tuple(found)
