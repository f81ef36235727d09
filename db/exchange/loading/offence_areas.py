"""Which records tell in which area an offence lies: then the areas are read, once a file."""

from __future__ import annotations

from collections.abc import Iterable

from db.exchange.carried import Absent
from db.exchange.records import HearingRecord


def tell_places(records: Iterable[object]) -> bool:
    """Whether one of the records says where an offence was, or which force opened the case."""
    return any(isinstance(each, HearingRecord) and _tells(each) for each in records)


def _tells(record: HearingRecord) -> bool:
    return any(
        case.force or any(charge.place and isinstance(charge.place, str) for charge in defendant.charges)
        for case in record.cases
        for defendant in case.defendants
        if not isinstance(defendant.charges, Absent)
    )
