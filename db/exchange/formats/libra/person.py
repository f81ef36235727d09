"""The defendant of a LIBRA row: name in parts or in one, organisation, address, guardian."""

from __future__ import annotations

from dataclasses import dataclass

from db.exchange.carried import ABSENT, Absent, Maybe, Text
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import AddressRecord, GuardianRecord
from db.words.families.people import IdentifierKind, Sex, sex_from
from db.words.names import split_libra_name


@dataclass(frozen=True, slots=True)
class LibraName:
    """A defendant's name; `organisation` alone is set for a company."""

    organisation: Text = ABSENT
    title: Text = ABSENT
    given: Text = ABSENT
    middle: Text = ABSENT
    family: Text = ABSENT
    as_sent: Text = ABSENT

    @property
    def is_organisation(self) -> bool:
        """Whether a company stands in the dock."""
        return isinstance(self.organisation, str)


def name_of(row: Fields, *, parts: str, whole: str, kind: str) -> LibraName | None:
    """The name from its parts, else from the whole (surname in capitals); None when there is none.

    `parts`, `whole` and `kind` are the format's field names. The kind O is an organisation.
    """
    as_sent = row.text(whole)
    elements = row.child(parts)
    surname = elements.word("surname") if elements else None
    sort = (row.word(kind) or "P").upper()
    if sort == "O":
        name = as_sent if isinstance(as_sent, str) else surname
        return LibraName(organisation=name, as_sent=as_sent) if name else None
    if sort != "P":
        row.odd(Code.ODD_VALUE, f"{kind} is neither P nor O; taken as a person", kind)
    if elements is not None and surname:
        middle = " ".join(filter(None, (elements.word("forename2"), elements.word("forename3"))))
        return LibraName(
            title=elements.text("title"),
            given=elements.text("forename1"),
            middle=middle or None,
            family=surname,
            as_sent=as_sent,
        )
    if isinstance(as_sent, str):
        split = split_libra_name(as_sent)
        return LibraName(
            title=split.title or None,
            given=split.given or None,
            middle=split.middle or None,
            family=split.family or None,
            as_sent=as_sent,
        )
    return None


def sex_of(row: Fields, name: str) -> Maybe[Sex]:
    """M, F, N (not known) or NS; N is never female."""
    text = row.text(name)
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        row.odd(Code.ODD_VALUE, f"{name} is no known sex", name)
        return ABSENT
    return found


def address_of(row: Fields, name: str) -> Maybe[AddressRecord]:
    """Lines 1 to 5 and the postcode; an address without any text is None."""
    if not row.has(name):
        return ABSENT
    address = row.child(name)
    if address is None:
        return None
    lines = tuple(line for number in range(1, 6) if (line := address.word(f"line{number}")))
    postcode = address.word("pcode")
    return AddressRecord(lines, postcode) if lines or postcode else None


def guardian_of(row: Fields) -> Maybe[GuardianRecord]:
    """Parent, guardian or local authority."""
    name = row.text("pg_name")
    if not isinstance(name, str):
        return name
    return GuardianRecord(name, row.text("pg_type"), address_of(row, "pg_addr"))


def nationalities_of(row: Fields, first: str, second: str) -> tuple[str, ...] | Absent:
    """The one or two nationalities, in words."""
    if not row.has(first) and not row.has(second):
        return ABSENT
    return tuple(filter(None, (row.word(first), row.word(second))))


def identifiers_of(
    row: Fields, names: tuple[tuple[IdentifierKind, str], ...]
) -> tuple[tuple[IdentifierKind, str | None], ...]:
    """The raw identifiers that were carried; None for one carried empty."""
    found = ((kind, row.text(name)) for kind, name in names)
    return tuple((kind, text) for kind, text in found if not isinstance(text, Absent))
