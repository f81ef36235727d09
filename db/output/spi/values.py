"""A resulted case before it is written: everything the message says, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class NextSitting:
    """Where and when a result sends the offence next."""

    court: str
    on: date
    at: time
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days, weeks, months, years, hours or sessions; `unit` is SPI's letter."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a result comes to in figures."""

    points: int | None = None
    amount: str = ""
    length: Length | None = None
    second: Length | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure at all."""
        return self == Outcome()


@dataclass(frozen=True, slots=True)
class ResultOut:
    """One result."""

    code: str
    text: str
    qualifiers: tuple[str, ...] = ()
    following: NextSitting | None = None
    outcome: Outcome = Outcome()


@dataclass(frozen=True, slots=True)
class OffenceOut:
    """One charge with what the court decided on it at the hearing."""

    sequence: int
    code: str
    wording: str
    date_code: str
    starts: date
    ends: date | None
    initiated: date
    results: tuple[ResultOut, ...]
    charged: date | None = None
    arrested: date | None = None
    place: str = ""
    plea: str = ""
    mode: str = ""
    final: bool = False
    convicted: date | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True)
class ResultedOut:
    """One defendant's part of one hearing; `court` is the code with its room, `area` the local justice area."""

    court: str
    area: str
    on: date
    at: time
    urn: str
    summons: str
    family: str
    offences: tuple[OffenceOut, ...]
    is_organisation: bool = False
    title: str = ""
    given: tuple[str, ...] = ()
    born: date | None = None
    sex: str = ""
    pnc: str = ""
    conditions: str = ""
    bail: str = ""
    address: tuple[str, ...] = ()
    present: str = ""
