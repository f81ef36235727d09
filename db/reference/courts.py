"""Courts of England and Wales by organisation unit code, those that have closed included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from db.reference.lists import kept, rows
from db.words.families.court import Jurisdiction
from db.words.identifiers.parsed import Parsed
from db.words.identifiers.places import court_part, parse_court_ou, parse_lja


@dataclass(frozen=True, slots=True)
class ListedCourt:
    """One court of the list; `code` has seven signs and `00` for the room, `ended` is its last day."""

    code: str
    name: str
    jurisdiction: Jurisdiction
    area: str
    lja: str | None
    ended: date | None

    @property
    def sits(self) -> bool:
        """Whether the court is current."""
        return self.ended is None


@kept
def listed_courts() -> Mapping[str, ListedCourt]:
    """Every court of the list by its canonical code."""
    courts = (_court(row) for row in rows("courts"))
    return MappingProxyType({court.code: court for court in courts})


@kept
def current_codes() -> frozenset[str]:
    """Canonical codes of the courts that sit."""
    return frozenset(code for code, court in listed_courts().items() if court.sits)


@kept
def closed_codes() -> frozenset[str]:
    """Canonical codes of courts that once sat; old cases still carry them."""
    return frozenset(listed_courts()) - current_codes()


@kept
def lja_codes() -> frozenset[str]:
    """Local justice area codes of the courts that sit."""
    return frozenset(court.lja for court in listed_courts().values() if court.lja)


def check_court(raw: str) -> Parsed:
    """Read a court code and look it up among the courts that sit."""
    return parse_court_ou(raw, known=current_codes(), closed=closed_codes())


def check_lja(raw: str) -> Parsed:
    """Read a local justice area code and look it up."""
    return parse_lja(raw, known=lja_codes())


def court_by_code(raw: str) -> ListedCourt | None:
    """The listed court behind a code of five or seven signs, closed or not; None when there is none."""
    return listed_courts().get(f"{court_part(raw)}00")


@kept
def _crown_courts() -> Mapping[str, ListedCourt]:
    found = (court for court in listed_courts().values() if court.sits and court.jurisdiction is Jurisdiction.CROWN)
    return MappingProxyType({court.name.casefold(): court for court in found})


def crown_court_called(name: str) -> ListedCourt | None:
    """The Crown Court that sits under this name, with or without those two words; None when there is none."""
    return _crown_courts().get(" ".join(name.casefold().removesuffix("crown court").split()))


def _court(row: dict[str, str]) -> ListedCourt:
    return ListedCourt(
        code=f"{row['court']}00",
        name=row["name"],
        jurisdiction=Jurisdiction.CROWN if row["court"].startswith("C") else Jurisdiction.MAGISTRATES,
        area=row["area"],
        lja=row["lja"] or None,
        ended=date.fromisoformat(row["ended"]) if row["ended"] else None,
    )
