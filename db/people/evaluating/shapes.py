"""Rows of files of records for an evaluation, told by their header: agencies' records, a register, two sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from db.people.matching.cleaning import (
    address_of,
    birth_of,
    days_of,
    name_of,
    numbers_of,
    postcode_of,
)
from db.people.matching.known import Known
from db.people.scoring.identity import Identity, KnownBirth
from db.words.families.people import IdentifierKind, NameKind, sex_from
from db.words.names import split_libra_name
from db.words.text import fold

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of file: the columns that tell it, the column that names a record, how a row is read.

    Where `between` names a column, records of one value of it are not compared with each other.
    """

    columns: frozenset[str]
    ref: str
    read: Callable[[Row], Known]
    between: str = ""


def shape_of(header: Iterable[str]) -> Shape | None:
    """The shape that a header belongs to; None where it is none that is known."""
    names = frozenset(header)
    return next((shape for shape in SHAPES if shape.columns <= names), None)


def agencies(row: Row) -> Known:
    """A record as police, court, prison or probation hold it."""
    family, given, middle = row["surname"], row["forename1"], row.get("forenames_other", "")
    if raw := row.get("full_name_raw", ""):
        middle = middle or _middle_in(raw, given, family)
    births, unclear = _births(row["dob"])
    names = [name_of(family, given, middle)]
    for alias in filter(None, row.get("aliases", "").split(";")):
        first, last, *own = (*alias.split("|"), "")
        names.append(name_of(last, first, kind=NameKind.ALIAS))
        birth, _ = birth_of(own[0], len(names) - 1)
        births += [birth] if birth else []
    numbers = numbers_of([(IdentifierKind.PNC, row.get("pnc", "")), (IdentifierKind.CRO, row.get("cro", ""))])
    sentenced = days_of(row.get("sentence_dates", "").split(";"))
    identity = Identity(
        names=tuple(names),
        births=tuple(births),
        numbers=tuple(numbers.sound),
        doubtful=tuple(numbers.doubtful),
        unclear=unclear,
        postcodes=_some(postcode_of(row.get("postcode", ""))),
        addresses=_some(address_of(row.get("address1", ""))),
        sentenced=sentenced,
        sex=sex_from(row["sex"]) if row.get("sex") else None,
    )
    return Known(row["record_id"], identity, system=row.get("source", ""))


def _middle_in(raw: str, given: str, family: str) -> str:
    """The middle names that stand in a name of one field and were not taken apart."""
    parts = split_libra_name(raw)
    words = fold(f"{parts.given} {parts.middle} {parts.family}").split()
    for word in fold(f"{given} {family}").split():
        if word in words:
            words.remove(word)
        else:
            return ""
    return " ".join(words)


def register(row: Row) -> Known:
    """A record of the historical register: a name in one field, a place of birth, an occupation."""
    births, unclear = _births(row["dob"])
    given, family = row["first"], row["last"]
    words = fold(row["full_name"]).split()
    middle = " ".join(words[1:-1]) if words[:1] == [given] and words[-1:] == [family] else ""
    identity = Identity(
        names=(name_of(family, given, middle),),
        births=tuple(births),
        unclear=unclear,
        postcodes=_some(postcode_of(row["postcode"])),
        sex=sex_from(row["sex"]) if row["sex"] else None,
        traits=_traits(birthplace=row["place"], occupation=row["occ"]),
    )
    return Known(row["uid"], identity)


def two_sources(row: Row) -> Known:
    """A record of one of two sources that are linked: an address in parts and a number without a check."""
    births, unclear = _births(row["dob"])
    identity = Identity(
        names=(name_of(row["last"], row["first"]),),
        births=tuple(births),
        unclear=unclear,
        postcodes=_some(postcode_of(row["postcode"])),
        addresses=_some(address_of(f"{row['street_number']} {row['addr']}") if row["addr"] else ""),
        numbers=((IdentifierKind.LOCAL, row["idno"]),) if row.get("idno") else (),
    )
    return Known(row["uid"], identity, system=row["src"])


def _births(text: str) -> tuple[list[KnownBirth], tuple[str, ...]]:
    birth, signs = birth_of(text)
    return [birth] if birth else [], _some(signs)


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _traits(**given: str) -> tuple[tuple[str, str], ...]:
    return tuple((kind, value) for kind, text in given.items() if (value := fold(text)))


SHAPES = (
    Shape(frozenset({"record_id", "source", "forename1", "surname", "dob"}), "record_id", agencies),
    Shape(frozenset({"uid", "src", "first", "last", "dob", "addr", "idno"}), "uid", two_sources, between="src"),
    Shape(frozenset({"uid", "full_name", "first", "last", "dob", "place", "occ"}), "uid", register),
)
