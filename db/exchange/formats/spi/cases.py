"""What new and resulted cases share: the case's number, its court, and what keeps a record out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from db.exchange.carried import known
from db.exchange.formats.libra.heads import split_court_code
from db.exchange.formats.spi.fields import SpiFields
from db.exchange.oddities import Code
from db.exchange.records import DayRecord
from db.reference.courts import listed_courts

_GAPS: Final = re.compile(r"[\s/]+")
_BAIL: Final = {"P": "PB"}
"""SPI's P is custody, under the remand code PB; elsewhere P is a bail with pre-release conditions."""


@dataclass(frozen=True, slots=True)
class Where:
    """Court, day and time of a hearing."""

    court_code: str | None
    room: str | None
    court_name: str | None
    on: date
    start: time | None

    @property
    def court(self) -> str:
        """What the court is known by."""
        return self.court_code or self.court_name or ""

    def day(self, *, cancelled: bool = False) -> DayRecord:
        """The sitting."""
        return DayRecord(
            self.court_code, self.on, self.room, self.court_name, start=self.start, cancelled=cancelled or False
        )


def urn_of(case: SpiFields) -> str | None:
    """The police's number of the case, as sent."""
    return case.word("PTIURN")


def number_of(urn: str) -> str:
    """The number that makes one case of all messages about it: spaces and strokes do not count."""
    return _GAPS.sub("", urn).upper()


def where(hearing: SpiFields, *, local: str = "") -> Where | tuple[Code, str]:
    """Court and day of a hearing; what is missing where one of them is. `local` is a local court code."""
    on = known(hearing.day("DateOfHearing"))
    if on is None:
        return Code.NO_DATE, "no day of hearing came with the case"
    text = hearing.word("CourtHearingLocation")
    code = split_court_code(text)
    name = None
    if code is None:
        if text:
            hearing.odd(Code.ODD_VALUE, "CourtHearingLocation is not a court code", "CourtHearingLocation")
        found = _of_area(local)
        code = (found, None) if found else None
        name = f"Court {local}" if local and not found else None
    if code is None and name is None:
        said = "CourtHearingLocation is not a court code" if text else "no code of a court came with the case"
        return Code.NO_COURT, said
    start = known(hearing.clock("TimeOfHearing", on))
    return Where(code[0] if code else None, code[1] if code else None, name, on, start)


def _of_area(local: str) -> str | None:
    """The one court that sits for a local justice area."""
    codes = (
        {court.code[:5] for court in listed_courts().values() if court.sits and court.lja == local} if local else set()
    )
    return codes.pop() if len(codes) == 1 else None


def bail_of(raw: str | None) -> str | None:
    """The remand status in a word that is not mistaken for another system's."""
    return _BAIL.get(raw.upper(), raw) if raw else None


def conditions_of(text: str) -> str:
    """Bail conditions, a line each: they are sent in one, parted by semicolons."""
    return "\n".join(filter(None, (" ".join(part.split()) for part in text.split(";"))))
