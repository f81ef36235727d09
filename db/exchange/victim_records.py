"""A victim as a message names one: a record of the case, of no person, and found by no search."""

from __future__ import annotations

from dataclasses import dataclass

from db.exchange.defendant_records import AddressRecord


@dataclass(frozen=True, slots=True)
class VictimRecord:
    """A victim of a case; `name` is empty where the message gives none."""

    name: str = ""
    address: AddressRecord | None = None
    phone: str = ""
