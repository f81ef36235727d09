"""Identities for the scorer: short to write in a test, or read from the header of a people file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from db.people.scoring.identity import Identity, KnownBirth, KnownName
from db.words.families.people import IdentifierKind, NameKind
from db.words.names import NameParts, display
from db.words.text import fold


def known(family: str, given: str = "", middle: str = "", kind: NameKind = NameKind.PRIMARY) -> KnownName:
    """A name as the record has it."""
    shown = display(NameParts(given=given, middle=middle, family=family))
    return KnownName(fold(family), fold(given), fold(middle), shown, kind)


def person(
    family: str, given: str = "", born: date | None = None, *, middle: str = "", pnc: str = "", postcode: str = ""
) -> Identity:
    """Somebody with one name."""
    return Identity(
        names=(known(family, given, middle),),
        births=(KnownBirth(born),) if born else (),
        numbers=((IdentifierKind.PNC, pnc),) if pnc else (),
        postcodes=(postcode.replace(" ", ""),) if postcode else (),
    )


def from_row(row: Mapping[str, str]) -> Identity:
    """A row `forename,middle,surname,dob,pnc,postcode,aliases`; what a file leaves out is not known."""
    names = [known(row["surname"], row["forename"], row.get("middle") or "")]
    births = [KnownBirth(day)] if (day := _day(row["dob"])) else []
    for alias in filter(None, (row.get("aliases") or "").split(";")):
        given, family, *own = alias.split("|")
        names.append(known(family, given, kind=NameKind.ALIAS))
        if own and (day := _day(own[0])):
            births.append(KnownBirth(day, len(names) - 1))
    return Identity(
        names=tuple(names),
        births=tuple(births),
        numbers=((IdentifierKind.PNC, row["pnc"]),) if row.get("pnc") else (),
        postcodes=(row["postcode"].replace(" ", "").upper(),) if row.get("postcode") else (),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
