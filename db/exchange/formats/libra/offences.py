"""Charges as LIBRA writes them, in a list (XML or JSON) and in a single case (other field names)."""

from __future__ import annotations

from dataclasses import dataclass

from db.exchange.carried import ABSENT, Absent, known
from db.exchange.charge_records import ChargeRecord
from db.exchange.formats.fields import Fields


@dataclass(frozen=True, slots=True)
class OffenceNames:
    """What one format calls the fields of an offence."""

    sequence: str
    wording: str
    legislation: str
    plea_on: str
    convicted_on: str
    adjourned_to: str
    adjournment_reason: str
    max_penalty: str
    facts: str


LIST_NAMES = OffenceNames("oseq", "sum", "as", "pleadate", "convdate", "adjdate", "adjreason", "maxpen", "sof")
CASE_NAMES = OffenceNames(
    "seq",
    "summary",
    "act",
    "pleaDate",
    "convictionDate",
    "adjournedDate",
    "adjournedReason",
    "maxPenalty",
    "statementOfFacts",
)


def charges(offences: tuple[Fields, ...] | Absent, names: OffenceNames) -> tuple[ChargeRecord, ...] | Absent:
    """The charges in order; ABSENT when the message carries no offences at all."""
    if isinstance(offences, Absent):
        return ABSENT
    taken: set[str] = set()
    numbered = enumerate(offences, start=1)
    return tuple(_charge(offence, names, number=number, taken=taken) for number, offence in numbered)


def _charge(offence: Fields, names: OffenceNames, *, number: int, taken: set[str]) -> ChargeRecord:
    sequence = offence.whole(names.sequence)
    return ChargeRecord(
        key=_key(known(sequence), number=number, taken=taken),
        external_id=offence.text("co_id"),
        sequence=sequence,
        code=_code(offence),
        title=offence.text("title"),
        wording=offence.text(names.wording),
        legislation=offence.text(names.legislation),
        max_penalty=offence.text(names.max_penalty),
        facts=offence.text(names.facts),
        welsh_title=offence.text("cy_title"),
        welsh_wording=offence.text("cy_sum"),
        convicted_on=offence.day(names.convicted_on),
        plea=offence.text("plea"),
        plea_on=offence.day(names.plea_on),
        adjourned_to=offence.day(names.adjourned_to),
        adjournment_reason=offence.text(names.adjournment_reason),
        alcohol_method=offence.text("alm"),
        alcohol_amount=offence.text("ala"),
    )


def _code(offence: Fields) -> str | Absent | None:
    return offence.text("code") if offence.has("code") else offence.text("offenceCode")


def _key(sequence: int | None, *, number: int, taken: set[str]) -> str:
    """The charge's number within its defendant: its sequence, else its position.

    LIBRA's `co_id` would be a better key, but the single case does not carry it, and list and case of
    one defendant must name one charge alike. A sequence that comes twice falls back on the position.
    """
    key = f"seq:{sequence}" if sequence is not None else f"pos:{number}"
    if key in taken:
        key = f"pos:{number}"
    taken.add(key)
    return key
