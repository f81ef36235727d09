"""A value that a clerk types for a field, as its row keeps it; what does not fit the field is refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from db.people.names import read_alias
from db.tables.people import Address, ContactPoint, Correctable, Identifier, PersonDetail, PersonName
from db.words.dates import parse_loose
from db.words.errors import BadInput
from db.words.families.people import DetailKind, NameKind, sex_from
from db.words.identifiers.recognise import parse
from db.words.text import clean, fold

Values = dict[str, Any]
LONGEST: Final = 200
_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$")
_NO_ABODE: Final = frozenset({"nfa", "no fixed abode", "of no fixed abode"})
_YES: Final = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}


def columns(model: type[Correctable], row: Correctable, text: str, *, today: date) -> Values:
    """The columns of a correction of this row, its kind with them. Raises BadInput for what the field cannot say."""
    said = clean(text)
    if not said:
        raise BadInput("There is no value here.", to_do="Type what it should say.")
    if len(said) > LONGEST:
        raise BadInput(f"A value has at most {LONGEST} signs.")
    return {"kind": row.kind, **_READERS[model](row, said, today)}  # type: ignore[attr-defined]


def hint(row: Correctable) -> str:
    """How a value of the field is typed."""
    if isinstance(row, PersonName):
        return "SMITH, John Paul"
    if isinstance(row, Address):
        return "lines parted by commas, the postcode last"
    if isinstance(row, PersonDetail):
        return {DetailKind.DATE_OF_BIRTH: "12/3/80", DetailKind.SEX: "male or female"}.get(row.kind, "")
    return ""


def _name(row: Any, text: str, today: date) -> Values:  # noqa: ANN401 - a row of the table
    if row.is_organisation:
        return {"family": text, "family_folded": fold(text), "is_organisation": True}
    read = read_alias(text, today=today)
    if read.born_with_it is not None and row.kind is NameKind.PRIMARY:
        raise BadInput("A date of birth is a field of its own.", to_do="Correct that one.")
    return {
        "family": read.family,
        "given": read.given,
        "middle": read.middle,
        "family_folded": fold(read.family),
        "given_folded": fold(read.given),
        "born_with_it": read.born_with_it or row.born_with_it,
    }


def _detail(row: Any, text: str, today: date) -> Values:  # noqa: ANN401 - a row of the table
    kind: DetailKind = row.kind
    if kind is DetailKind.DATE_OF_BIRTH:
        return {"value": parse_loose(text, today=today, past=True).isoformat()}
    if kind is DetailKind.SEX:
        sex = sex_from(text)
        if sex is None:
            raise BadInput("This is no sex that the record knows.", to_do="Type male, female, not known.")
        return {"value": str(sex)}
    if kind is DetailKind.AGE_GIVEN and not (text.isdecimal() and int(text) < 130):
        raise BadInput("An age is a number of years.")
    if kind is DetailKind.YOUTH and text.casefold() not in _YES:
        raise BadInput("Type yes or no.")
    if kind in (DetailKind.YOUTH, DetailKind.INTERPRETER):
        return {"value": _YES.get(text.casefold(), text)}
    return {"value": text}


def _identifier(row: Any, text: str, _: date) -> Values:  # noqa: ANN401 - a row of the table
    parsed = parse(row.kind, text.upper())
    if parsed is None:
        return {"raw": text, "canonical": None}
    if not parsed.valid:
        raise BadInput(f"This is no {row.kind.label}: {parsed.reason}.", to_do="Look at the paper again.")
    if parsed.placeholder:
        raise BadInput("This number stands for nobody.", to_do="Leave what was sent; it links nobody either.")
    return {"raw": text, "canonical": parsed.canonical}


def _address(_: Any, text: str, __: date) -> Values:  # noqa: ANN401 - a row of the table
    if fold(text) in _NO_ABODE:
        return {"lines": "", "no_fixed_abode": True}
    match = _POSTCODE.search(text.upper())
    code = f"{match[1]} {match[2]}" if match else ""
    lines = [part.strip() for part in (text[: match.start()] if match else text).split(",")]
    return {"lines": "\n".join(line for line in lines if line), "postcode": code}


def _contact(row: Any, text: str, _: date) -> Values:  # noqa: ANN401 - a row of the table
    if row.kind == "phone" and sum(sign.isdecimal() for sign in text) < 5:
        raise BadInput("A telephone number has more figures.")
    if row.kind == "e-mail" and "@" not in text:
        raise BadInput("An e-mail address has an @ in it.")
    return {"value": text}


_READERS: Final[dict[type[Correctable], Callable[[Any, str, date], Values]]] = {
    PersonName: _name,
    PersonDetail: _detail,
    Identifier: _identifier,
    Address: _address,
    ContactPoint: _contact,
}
