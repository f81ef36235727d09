"""Where a value comes from and what it was before: every row of a field, replaced ones included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from db.cards.person import HistoryCard, SourceCard, ValueCard
from db.file import identity
from db.file.cases import bail_words, number_of, plea_words, verdict_words
from db.file.facts import Facts
from db.reference.offences import charge_title
from db.tables.care import CustodyEpisode
from db.tables.cases import Bail, Charge, DefendantCase
from db.tables.people import Correctable, Fact
from db.words.dates import short
from db.words.errors import NotFound

C = TypeVar("C", bound=Correctable)
F = TypeVar("F", bound=Fact)


def history(facts: Facts, key: str) -> HistoryCard:
    """The history of the field that `key` names, as lines of the file carry it.

    Raises NotFound for a key that names no field of this person.
    """
    family, _, which = key.partition(":")
    maker = _FAMILIES.get(family)
    if maker is None:
        raise NotFound("This line has no history of its own.", kept="", to_do="")
    label, values = maker(facts, which)
    if not values:
        raise NotFound("Nothing was ever recorded here.", kept="", to_do="")
    newest = sorted(values, key=lambda one: (one.ended_at is None, one.recorded_at), reverse=True)
    return HistoryCard(facts.person.id, identity.shown_name(facts)[0], label, tuple(newest))


Found = tuple[str, list[ValueCard]]


def _values(facts: Facts, rows: Iterable[F], text: Callable[[F], str]) -> list[ValueCard]:
    return [identity.value_of(facts, row, text=text(row)) for row in rows]


def _corrigible(
    facts: Facts, rows: Sequence[C], text: Callable[[C], str], flag: Callable[[C], str] = lambda _: ""
) -> list[ValueCard]:
    return identity.values_of(facts, rows, among=rows, text=text, flag=flag)


def _name(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.names if one.kind.value == which]
    return (rows[0].kind.label if rows else "name"), _corrigible(facts, rows, identity.name_text, identity.born_with_it)


def _detail(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.details if one.kind.value == which]
    return (rows[0].kind.label if rows else which), _corrigible(facts, rows, identity.detail_text)


def _identifier(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.identifiers if one.kind.value == which]
    values = _corrigible(facts, rows, lambda one: one.canonical or one.raw, lambda one: one.problem)
    return (rows[0].kind.label if rows else which), values


def _address(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.addresses if one.kind.value == which]
    return f"{which} address", _corrigible(facts, rows, identity.address_text)


def _contact(facts: Facts, which: str) -> Found:
    return which, _corrigible(facts, [one for one in facts.contacts if one.kind == which], lambda one: one.value)


def _custody(facts: Facts, _: str) -> Found:
    return "custody", _values(facts, facts.custody, _stay)


def _stay(row: CustodyEpisode) -> str:
    since = f" since {short(row.since)}" if row.since else ""
    until = f" until {short(row.until)}" if row.until else ""
    return f"{row.establishment}, {row.status.label}{since}{until}"


def _marker(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.markers if one.kind.value == which]
    return (rows[0].kind.label if rows else "warning"), _values(facts, rows, identity.marker_text)


def _bail(facts: Facts, which: str) -> Found:
    mine = {one.id for one in facts.defendant_cases if str(one.case_id) == which}
    return "bail", _values(facts, [one for one in facts.bail if one.defendant_case_id in mine], _bail_text)


def _bail_text(row: Bail) -> str:
    words = bail_words(row)
    return f"{words}: {' '.join(row.conditions.split())}" if row.conditions else words


def _charge_words(row: Charge) -> str:
    """The code and what it is called; the title that the list of offences has where none was sent."""
    title = charge_title(row.title, row.code)
    return title if title == row.code else f"{row.code} {title}".strip()


def _charge(facts: Facts, which: str) -> Found:
    """The charge as it stood before, then pleas and findings on any of its wordings."""
    asked = next((one for one in facts.charges if str(one.id) == which), None)
    if asked is None:
        return "charge", []
    same = [one for one in facts.charges if _one_charge(one, asked)]
    keys = {one.id for one in same}
    return f"charge {asked.sequence or ''}".strip(), [
        *_values(facts, same, _charge_words),
        *_values(facts, _on(facts.pleas, keys), lambda one: f"plea: {plea_words(one)}"),
        *_values(facts, _on(facts.verdicts, keys), lambda one: f"found: {verdict_words(one)}"),
        *_values(facts, _on(facts.results, keys), lambda one: f"result: {one.label}"),
        *_changed(facts, keys),
    ]


def _changed(facts: Facts, keys: set[UUID]) -> list[ValueCard]:
    """What fields of the objects said before; no one record is their source, so none is named."""
    return [
        ValueCard(
            text=f"{one.field.replace('_', ' ')}: {one.old or 'empty'}",
            source=SourceCard("", f"became: {one.new or 'empty'}"),
            recorded_at=one.changed_at,
            ended_at=one.changed_at,
            ended_by=facts.user(one.changed_by_id),
        )
        for one in facts.changes
        if one.object_id in keys and one.changed_at <= facts.moment
    ]


def _one_charge(one: Charge, asked: Charge) -> bool:
    if one.defendant_case_id != asked.defendant_case_id:
        return False
    return one.natural_key.partition("#")[0] == asked.natural_key.partition("#")[0]


def _on(rows: Iterable[F], charges: set[UUID]) -> list[F]:
    return [row for row in rows if getattr(row, "charge_id", None) in charges]


def _case(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.defendant_cases if str(one.case_id) == which]

    def text(row: DefendantCase) -> str:
        case = facts.cases.get(row.case_id)
        return f"{number_of(case)}, {case.status.label}" if case else "youth record"

    objects = {row.case_id for row in rows} | {row.id for row in rows}
    return "case", [*_values(facts, rows, text), *_changed(facts, objects)]


def _warrant(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.warrants if str(one.id) == which]
    return "warrant", _values(facts, rows, lambda one: one.kind.label)


def _restriction(facts: Facts, which: str) -> Found:
    rows = [one for one in facts.restrictions if str(one.id) == which]
    return "reporting restriction", _values(facts, rows, lambda one: one.kind.label)


_FAMILIES: dict[str, Callable[[Facts, str], Found]] = {
    "name": _name,
    "detail": _detail,
    "identifier": _identifier,
    "address": _address,
    "contact": _contact,
    "custody": _custody,
    "marker": _marker,
    "bail": _bail,
    "charge": _charge,
    "case": _case,
    "warrant": _warrant,
    "restriction": _restriction,
}
