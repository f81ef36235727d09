"""How the answers of probation's case record are recognised, and which part reads which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from db.exchange.dossiers import Holding
from db.exchange.formats.envelope import Opened
from db.exchange.formats.fields import Fields
from db.exchange.formats.form import JsonForm
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.ndelius.answers import answer, is_answer
from db.exchange.formats.ndelius.court import appearances, reports, supervision_holdings
from db.exchange.formats.ndelius.offender import limits, offender
from db.exchange.formats.ndelius.sentences import (
    REQUIREMENTS,
    conviction_holdings,
    reference_of,
    requirements,
)
from db.exchange.formats.ndelius.subject import part, subject_of
from db.exchange.formats.ndelius.supervision import (
    community_manager,
    contacts,
    dynamic_risks,
    mappa,
    registrations,
)
from db.exchange.records import Record
from db.tables.past import OrderRequirement
from db.words.families.exchange import FeedFormat

_Value = Mapping[str, object]
_LISTS: Final = ("registrations", "courtAppearances", *REQUIREMENTS)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One kind of answer: what an object of it looks like, and what reads the file of it."""

    fits: Callable[[_Value], bool]
    read: Callable[[Fields, tuple[Fields, ...], bytes], Iterator[Record]]
    member: str = ""
    """Where the objects stand in an answer that is an object itself; empty where the answer is the object."""


def _is_offender(item: _Value) -> bool:
    """A prison's record of an offender has a number of the offender as well, but a surname by another name."""
    if isinstance(item.get("otherIds"), dict):
        return any(name in item for name in ("surname", "firstName", "accessDenied"))
    return "offenderId" in item and "surname" in item and "offenderNo" not in item


def _offenders(_top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    alone = len(items) == 1 and items[0] is _top
    for item in items:
        yield offender(item, raw if alone else raw_of(item))


def _convictions(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    offences = [offence for item in items for offence in item.many("offences")]
    subject = subject_of(top, *items, *offences)
    whole = items != (top,) and all(map(reference_of, items))
    yield part(top, raw, subject, *conviction_holdings(items, whole=whole))


def _reports(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    if items == (top,):
        held = reports(items)
        one = Holding(held.table, held.rows, {"reference": top.word("courtReportId") or ""})
        yield part(top, raw, subject_of(top), one)
        return
    yield part(top, raw, subject_of(top, *items), reports(items))


def _appearances(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    yield part(top, raw, subject_of(top, *items), appearances(items))


def _contacts(_top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    """A page of contacts may be of several people, each named by its own number."""
    by_person: dict[str, list[Fields]] = {}
    for item in items:
        by_person.setdefault(subject_of(item).key, []).append(item)
    for own in by_person.values():
        held = tuple(contacts(own))
        yield part(own[0], raw if len(by_person) == 1 else _raws(own), subject_of(own[0]), *held)


def _raws(items: Iterable[Fields]) -> bytes:
    return b"[" + b",".join(map(raw_of, items)) + b"]"


def _registrations(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    yield part(top, raw, subject_of(top, *items), *registrations(top))


def _requirements(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    reference = reference_of(top)
    rows = tuple(requirements(top, order_ref=reference))
    yield part(top, raw, subject_of(top, *items), Holding(OrderRequirement, rows, {"order_ref": reference}))


def _supervisions(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    risks = dynamic_risks(top) if top.has("dynamicRisks") else ()
    held = (*community_manager(top), *mappa(top), *risks, *supervision_holdings(items))
    yield part(top, raw, subject_of(top), *held)


def _addresses(top: Fields, _items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    """Addresses alone name nobody; with a number beside them they are read as of that person."""
    yield offender(top, raw)


def _limits(top: Fields, items: tuple[Fields, ...], raw: bytes) -> Iterator[Record]:
    alone = items == (top,)
    for item in items:
        yield part(item, raw if alone else raw_of(item), subject_of(item), limits=limits(item))


def _has(*names: str) -> Callable[[_Value], bool]:
    return lambda item: all(name in item for name in names)


_ANSWERS: Final = (
    _Answer(_is_offender, _offenders),
    _Answer(_is_offender, _offenders, "content"),
    _Answer(_has("convictionId", "offences"), _convictions),
    _Answer(_has("convictionId", "offences"), _convictions, "convictions"),
    _Answer(_has("courtReportId"), _reports),
    _Answer(_has("courtAppearanceId"), _appearances, "courtAppearances"),
    _Answer(_has("crn", "contactDate"), _contacts, "content"),
    _Answer(_has("register"), _registrations, "registrations"),
    _Answer(_has("requirementTypeMainCategory"), _requirements, "requirements"),
    _Answer(_has("licenceConditionTypeMainCat"), _requirements, "licenceConditions"),
    _Answer(_has("number", "mainOffence"), _supervisions, "supervisions"),
    _Answer(_has("crn", "userExcluded"), _limits, "access"),
    _Answer(_has("crn", "userExcluded"), _limits),
    _Answer(lambda item: "crn" in item and ("excludedFrom" in item or "restrictedTo" in item), _limits),
    _Answer(lambda item: _is_contact(item.get("contactDetails")), _addresses),
)


def _is_contact(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("addresses"), list)


def _found(content: object) -> _Answer | None:
    return next((each for each in _ANSWERS if _first(content, each, each.fits)), None)


def _first(content: object, kind: _Answer, fits: Callable[[_Value], bool]) -> bool:
    """Whether the first object in the place of this kind is one of its objects."""
    if kind.member:
        content = content.get(kind.member) if isinstance(content, dict) else None
        if not isinstance(content, list):
            return False
    first = next((each for each in content if isinstance(each, dict)), None) if isinstance(content, list) else content
    return isinstance(first, dict) and fits(first)


def _is_probation(content: object) -> bool:
    return _found(content) is not None or is_answer(content)


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    content, kind = opened.content, _found(opened.content)
    top = JsonFields(content, opened.at, opened.oddities)
    if kind is None:
        yield answer(top, raw)
        return
    if kind.member:
        yield from kind.read(top, top.many(kind.member), raw)
    elif isinstance(content, list):
        items = tuple(
            JsonFields(each, f"{opened.at}[{number}]", [*opened.oddities])
            for number, each in enumerate(content)
            if isinstance(each, dict)
        )
        yield from kind.read(top, items, raw)
    else:
        yield from kind.read(top, (top,), raw)


PROBATION: Final = JsonForm(FeedFormat.PROBATION_RECORD, _is_probation, _read)
