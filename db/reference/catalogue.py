"""Every code list under one form: what lists there are, a list's entries, and the entry of a code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from db.cards.reference import ReferenceEntry, ReferenceList
from db.reference import definitions
from db.reference.bank_holidays import BANK_HOLIDAYS
from db.reference.courts import court_by_code, listed_courts
from db.reference.kinds import ENDED, KINDS, SINCE
from db.reference.lists import past_rows, rows
from db.reference.offences import ListedOffence, every_offence, home_office_classes, offence_by_code
from db.words.errors import BadInput, NotFound

_PACKAGE: Final = "bichard7-next-data (MIT)"


@dataclass(frozen=True, slots=True)
class _List:
    holds: str
    source: str
    entries: Callable[[], list[ReferenceEntry]]


def every_list() -> tuple[ReferenceList, ...]:
    """What lists there are, with the number of their entries."""
    return tuple(
        ReferenceList(kind, each.holds, each.source, len(each.entries())) for kind, each in sorted(_LISTS.items())
    )


def entries(kind: str) -> tuple[ReferenceEntry, ...]:
    """All of one list, by code. Raises BadInput where there is no such list."""
    return tuple(_list(kind).entries())


def entry(kind: str, code: str, *, on: date | None = None) -> ReferenceEntry:
    """One code of a list, capitals or not, as it is or as it was on a day. Raises BadInput, NotFound.

    `result` is a result by its short code, else by its CJS code.
    """
    if kind == "result":
        short = code.strip().upper() in {each.code.upper() for each in definitions.definitions()}
        return entry("result-definitions" if short else "results", code, on=on)
    if on is not None and (then := _then(kind, code, on)) is not None:
        return then
    listed = _list(kind)
    offence = offence_by_code(code) if kind == "offences" else None
    if offence:
        return _offence(offence)
    wanted = code.strip().upper()
    if kind == "courts":
        # A code with its room, as lists and summonses write it, is a court too.
        court = court_by_code(wanted)
        wanted = court.code if court else wanted
    for each in listed.entries():
        if each.code.upper() == wanted:
            return each
    raise NotFound(f"The list of {kind} has no code {code}.", kept="", to_do=f"See: tracker reference list {kind}")


def _then(kind: str, code: str, on: date) -> ReferenceEntry | None:
    """What a code meant on a day, where the list was brought up to date since; None where it means the same."""
    if kind not in KINDS:
        return None
    key, *columns = KINDS[kind].columns
    day, wanted = on.isoformat(), code.strip().upper()
    before = [row for row in past_rows(KINDS[kind].file) if row[key].upper() == wanted and row[ENDED] >= day]
    found = min(before, key=lambda row: row[ENDED], default=None)
    if found is None:
        known = next((row for row in rows(KINDS[kind].file) if row[key].upper() == wanted), None)
        since, ended = (known.get(SINCE, ""), known.get(ENDED, "")) if known else ("", "")
        if (since and day < since) or (ended and day > ended):
            spell = f"from {since}" if since and day < since else f"until {ended}"
            raise NotFound(f"{code} was not in force on {day}: it is of the list {spell}.", kept="")
        return None
    return ReferenceEntry(found[key], found[columns[0]], tuple((name, found[name]) for name in (*columns[1:], ENDED)))


def _list(kind: str) -> _List:
    found = _LISTS.get(kind)
    if found is None:
        raise BadInput(f"There is no list {kind}.", kept="", to_do=f"There are: {', '.join(sorted(_LISTS))}.")
    return found


def _simple(name: str) -> list[ReferenceEntry]:
    """A list whose first column is the code and whose second is the name."""
    found = []
    for row in rows(name):
        (_, code), (_, label), *more = row.items()
        found.append(ReferenceEntry(code, label, tuple((key.replace("_", " "), text) for key, text in more)))
    return found


def _offences() -> list[ReferenceEntry]:
    return [_offence(each) for each in every_offence()]


def _offence(one: ListedOffence) -> ReferenceEntry:
    said = (
        ("category", one.category),
        ("home office", one.home_office),
        ("group", one.group),
        ("class", one.class_name),
    )
    return ReferenceEntry(one.code, one.title, said)


def _home_office() -> list[ReferenceEntry]:
    return [ReferenceEntry(code, name, (("group", group),)) for code, (group, name) in home_office_classes().items()]


def _courts() -> list[ReferenceEntry]:
    return [
        ReferenceEntry(
            court.code,
            court.name,
            (
                ("tier", court.jurisdiction.label),
                ("area", court.area),
                ("lja", court.lja or ""),
                ("ended", court.ended.isoformat() if court.ended else ""),
            ),
        )
        for court in listed_courts().values()
    ]


def _bank_holidays() -> list[ReferenceEntry]:
    return [ReferenceEntry(day.isoformat(), f"{day:%A}") for day in sorted(BANK_HOLIDAYS)]


_LISTS: Final[dict[str, _List]] = {
    "bail": _List("bail and custody of a defendant", _PACKAGE, partial(_simple, "bail")),
    "bank-holidays": _List("bank holidays, England and Wales, 2025 to 2027", "gov.uk (OGL 3.0)", _bank_holidays),
    "categories": _List("how an offence is tried", _PACKAGE, partial(_simple, "categories")),
    "courts": _List("courts, closed ones included", f"{_PACKAGE}, CJS unit codes 4.3 (OGL 3.0)", _courts),
    "ethnicity": _List(
        "ethnicity, as said or observed", "core person record (MIT), SPI", partial(_simple, "ethnicity")
    ),
    "forces": _List("police forces and others with a force's code", _PACKAGE, partial(_simple, "forces")),
    "home-office": _List("Home Office classes of offences", "manage-offences-api (MIT)", _home_office),
    "offences": _List("offences with title, category and group", _PACKAGE, _offences),
    "pleas": _List("pleas, and what SPI writes", _PACKAGE, partial(_simple, "pleas")),
    "prisons": _List("prisons, closed ones included", "prison-register (MIT)", partial(_simple, "prisons")),
    "qualifiers": _List("what is added to a result", _PACKAGE, partial(_simple, "qualifiers")),
    "result-definitions": _List(
        "results as courts enter them, with prompts", "cpp-context-hearing (MIT)", definitions.definitions
    ),
    "results": _List("results of courts", _PACKAGE, partial(_simple, "results")),
    "verdicts": _List("findings, and what SPI writes", _PACKAGE, partial(_simple, "verdicts")),
}
