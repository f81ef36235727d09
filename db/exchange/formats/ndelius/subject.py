"""Of whom a message of probation speaks, and small readings that all its parts share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db.exchange.carried import Absent
from db.exchange.defendant_records import DefendantRecord
from db.exchange.dossiers import DossierRecord, Holding, LimitRecord
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields
from db.exchange.oddities import Code
from db.exchange.records import RefusedRecord, System
from db.words.families.held import RecordState

_NO_KEY: Final = "neither a CRN nor a number of the offender is in the message, so nobody can tell whose it is"
_TWO: Final = "the message speaks of more than one offender without saying which part is whose"


@dataclass(frozen=True, slots=True)
class Subject:
    """The person by probation's numbers: the CRN, and the number of the record; either may be missing."""

    crn: str | None = None
    offender: str | None = None

    @property
    def key(self) -> str:
        """What a repeat is recognised by; empty where there is no number."""
        return self.crn or next(iter(self.also), "")

    @property
    def also(self) -> tuple[str, ...]:
        """The number of the record in a form that no other number has."""
        return (f"offender {self.offender}",) if self.offender else ()


def subject_of(item: Fields, *parts: Fields) -> Subject:
    """The numbers at the top of a message, else those in its parts where they all agree."""
    ids = item.child("otherIds")
    crn = (ids.word("crn") if ids else None) or item.word("crn")
    offender = item.word("offenderId")
    if crn is None and offender is None:
        crns, offenders = _all(parts, "crn"), _all(parts, "offenderId")
        crn = crns.pop() if len(crns) == 1 else None
        offender = offenders.pop() if len(offenders) == 1 and not crns else None
    return Subject(crn.upper() if crn else None, offender)


def _all(parts: Iterable[Fields], name: str) -> set[str]:
    return {found for part in parts if (found := part.word(name))}


def part(
    item: Fields, raw: bytes, subject: Subject, *holdings: Holding, limits: LimitRecord | None = None
) -> DossierRecord | RefusedRecord:
    """A part of somebody's record under its number; without one it is for quarantine."""
    if not subject.key:
        return refused(item, raw)
    return DossierRecord(
        System.PROBATION,
        item.at,
        raw,
        subject.key,
        DefendantRecord(subject.key),
        holdings=holdings,
        is_part=True,
        limits=limits,
        problems=tuple(item.oddities),
    )


def refused(item: Fields, raw: bytes, *, several: bool = False) -> RefusedRecord:
    """For quarantine: it cannot be told whose this is."""
    return RefusedRecord(item.at, Code.NO_KEY, _TWO if several else _NO_KEY, raw)


def described(item: Fields, *names: str) -> str:
    """The first of these members that says something: a text, or the description (else the code) of an object."""
    for name in names:
        if is_object(item, name):
            inner = item.child(name)
            found = (inner.word("description") or inner.word("code")) if inner else None
        else:
            found = item.word(name)
        if found:
            return found
    return ""


def is_object(item: Fields, name: str) -> bool:
    """Whether the member is an object rather than a text."""
    return isinstance(item, JsonFields) and isinstance(item.members.get(name), dict)


def objects_of(item: Fields, name: str) -> tuple[Fields, ...]:
    """The objects of a list that may hold texts as well."""
    value = item.members.get(name) if isinstance(item, JsonFields) else None
    found = value if isinstance(value, list) else []
    return tuple(JsonFields(each, f"{item.place(name)}", item.oddities) for each in found if isinstance(each, dict))


def code_of(item: Fields, name: str) -> str:
    """The code of the object in the member."""
    inner = item.child(name) if is_object(item, name) else None
    return (inner.word("code") if inner else None) or ""


def standing(items: tuple[Fields, ...] | Absent) -> tuple[Fields, ...]:
    """Without what the system keeps as deleted."""
    return () if isinstance(items, Absent) else tuple(each for each in items if each.flag("softDeleted") is not True)


def state_of(item: Fields, *, over: bool) -> RecordState:
    """Open as long as the system says so; where it does not say, until its end."""
    active = item.flag("active")
    still = active if isinstance(active, bool) else not over
    return RecordState.OPEN if still else RecordState.CLOSED


def person_named(item: Fields | None) -> str:
    """An officer's name; nobody where the post is not filled."""
    if item is None or is_nobody(item):
        return ""
    name = item.child("name") or item
    parts = (name.word("forenames") or name.word("forename"), name.word("surname"))
    return " ".join(filter(None, parts))


def is_nobody(staff: Fields) -> bool:
    """Whether a post is not filled: marked so, named so, or with the code of a team and a U."""
    if staff.flag("unallocated") is True or staff.flag("isUnallocated") is True:
        return True
    name = staff.child("name") or staff
    said = (name.word("forenames") or name.word("forename") or "").casefold()
    code = (staff.word("code") or "").upper()
    return said.startswith("unallocated") or code.endswith("UATU") or (len(code) == _PLACE_CODE and code[-1] == "U")


_PLACE_CODE: Final = 7
"""`N02ABCU`: a team's code of six signs and U for nobody; an officer's code ends in figures."""
