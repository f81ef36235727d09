"""Offences of a prosecutor's case."""

from __future__ import annotations

from db.exchange.carried import ABSENT, Absent, Maybe, Text
from db.exchange.charge_records import ChargeRecord
from db.exchange.formats.casefile.checks import OFFENCE_DATE_CODES, check_offence, uuid_of
from db.exchange.formats.fields import Fields


def charges(defendant: Fields, *, charged: bool) -> tuple[ChargeRecord, ...] | Absent:
    """The offences in order; `charged` says that the case began by a charge."""
    offences = defendant.items("offences")
    if isinstance(offences, Absent):
        return ABSENT
    return tuple(_charge(offence, number, charged=charged) for number, offence in enumerate(offences, start=1))


def _charge(offence: Fields, number: int, *, charged: bool) -> ChargeRecord:
    check_offence(offence, charged=charged)
    sequence = offence.whole("offenceSequenceNumber")
    key = uuid_of(offence, "offenceId") or f"seq:{sequence if isinstance(sequence, int) else number}"
    plea, verdict, alcohol = (offence.child(name) for name in ("plea", "verdict", "alcoholRelatedOffence"))
    kind = verdict.child("verdictType") if verdict else None
    return ChargeRecord(
        key=key,
        sequence=sequence,
        code=offence.text("offenceCode"),
        wording=offence.block("offenceWording"),
        welsh_wording=offence.block("offenceWordingWelsh"),
        facts=offence.block("statementOfFacts"),
        started_on=offence.day("offenceCommittedDate"),
        ended_on=offence.day("offenceCommittedEndDate"),
        date_code=date_code(offence, "offenceDateCode"),
        place=offence.text("offenceLocation"),
        arrested_on=offence.day("arrestDate"),
        charged_on=offence.day("chargeDate"),
        laid_on=offence.day("laidDate"),
        plea=_of(plea, "pleaValue"),
        plea_on=plea.day("pleaDate") if plea else ABSENT,
        verdict=_of(kind, "description"),
        verdict_category=_category(kind),
        verdict_on=verdict.day("verdictDate") if verdict else ABSENT,
        alcohol_method=_of(alcohol, "alcoholLevelMethod"),
        alcohol_amount=_of(alcohol, "alcoholLevelAmount"),
    )


def date_code(offence: Fields, name: str) -> Text:
    """How exactly the offence is dated, by the code that all courts share; another one says nothing."""
    text = offence.text(name)
    return ABSENT if isinstance(text, str) and text not in OFFENCE_DATE_CODES else text


def _of(holder: Fields | None, name: str) -> Maybe[str]:
    return holder.text(name) if holder else ABSENT


def _category(kind: Fields | None) -> Text:
    if kind is None:
        return ABSENT
    return kind.text("categoryType") if kind.word("categoryType") else kind.text("category")
