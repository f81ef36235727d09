"""A defendant of a Crown Court list; a masked name is not taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db.exchange.carried import ABSENT, Absent, Day, Maybe, Text
from db.exchange.formats.crown.fields import each
from db.exchange.formats.fields import Fields
from db.exchange.masking import RESTRICTED, stand_in
from db.exchange.oddities import Code
from db.exchange.records import AddressRecord, ChargeRecord, DefendantRecord, RestrictionRecord
from db.words.families.people import IdentifierKind, Sex, sex_from


def described(item: Fields, *, by: date | None, masked: int) -> DefendantRecord | tuple[Code, str]:
    """The defendant, or why not; `masked` is the number that the next masked name of the row gets."""
    details = item.child("PersonalDetails")
    if details is None:
        return Code.NO_NAME, "the defendant has no name"
    facts = DefendantRecord(
        native_id=None,
        dob=_born(details, by),
        sex=_sex(details),
        identifiers=_identifiers(item),
        establishment=_prison(item),
        charges=_charges(item),
        restrictions=(),
    )
    if details.flag("IsMasked") is True:
        restricted = (RestrictionRecord(RESTRICTED),)
        return replace(facts, family=stand_in(masked), restrictions=restricted, off_public_list=True)
    name = details.child("Name")
    family = name.word("CitizenNameSurname") if name else None
    given = _forenames(name) if name else ()
    if name is None or not (family or given):
        return Code.NO_NAME, "the defendant has neither forename nor surname"
    if family is None:
        name.odd(Code.NO_FAMILY_NAME, "the defendant has no family name")
    return replace(
        facts,
        title=name.text("CitizenNameTitle"),
        given=given[0] if given else None,
        middle=" ".join(given[1:]) or None,
        family=family,
        address=_address(details),
        off_public_list=False,
    )


def _forenames(name: Fields) -> tuple[str, ...]:
    said = name.texts("CitizenNameForename")
    return () if isinstance(said, Absent) else said


def _born(details: Fields, by: date | None) -> Day:
    born = details.child("DateOfBirth")
    return born.birthday("BirthDate", by=by) if born else ABSENT


def _sex(details: Fields) -> Maybe[Sex]:
    text = details.text("Sex")
    if not isinstance(text, str):
        return text
    found = sex_from(text)
    if found is None:
        details.odd(Code.ODD_VALUE, "Sex is no known word", "Sex")
        return ABSENT
    return found


def _address(details: Fields) -> Maybe[AddressRecord]:
    item = details.child("Address")
    if item is None:
        return ABSENT
    said = item.texts("Line")
    lines = () if isinstance(said, Absent) else said
    postcode = item.word("PostCode")
    return AddressRecord(lines, postcode) if lines or postcode else None


def _identifiers(item: Fields) -> tuple[tuple[IdentifierKind, str | None], ...]:
    number = item.text("PrisonerID")
    return () if isinstance(number, Absent) else ((IdentifierKind.NOMS, number),)


def _prison(item: Fields) -> Text:
    place = item.child("PrisonLocation")
    said = place.texts("Location") if place else ABSENT
    return ABSENT if isinstance(said, Absent) else ", ".join(said) or None


def _charges(item: Fields) -> tuple[ChargeRecord, ...] | Absent:
    if not item.has("Charges"):
        return ABSENT
    taken: dict[str, int] = {}
    return tuple(_charge(one, taken) for one in each(item, "Charges"))


def _charge(item: Fields, taken: dict[str, int]) -> ChargeRecord:
    """A charge; its code with its count is its key, because lists number nothing else."""
    code, count = item.word("CJSoffenceCode"), item.whole("IndictmentCountNumber")
    stem = f"{code or item.word('OffenceStatement') or '-'}/{count if isinstance(count, int) else '-'}"
    taken[stem] = taken.get(stem, 0) + 1
    return ChargeRecord(
        key=stem if taken[stem] == 1 else f"{stem}/{taken[stem]}",
        code=code,
        title=item.text("OffenceStatement"),
        count=count or ABSENT,
    )
