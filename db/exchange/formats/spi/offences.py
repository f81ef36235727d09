"""The charges of an SPI message: what the police and the court say of an offence alike."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.exchange.carried import ABSENT, Absent, Text, known
from db.exchange.charge_records import ChargeRecord
from db.exchange.formats.spi.fields import SpiFields

MODES: Final = {
    "1": "summary only",
    "2": "indictable only",
    "3": "defendant elects summary trial",
    "4": "defendant elects trial by jury",
    "5": "indictable only because of previous record",
    "6": "under appropriate value",
    "7": "no mode of trial",
    "8": "no mode of trial",
    "9": "no mode of trial",
}
_LONGEST_TITLE = 90


class Keys:
    """The key of each charge of one defendant: its sequence; an offence added in court has none."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def key(self, sequence: int | None, code: str) -> str:
        """`seq:3`; `court:TH68010` for an offence without a sequence; a second one of the same key is numbered."""
        key = f"seq:{sequence}" if sequence else f"court:{code}"
        number = self._taken[key] = self._taken.get(key, 0) + 1
        return key if number == 1 else f"{key}/{number}"


def charge(offence: SpiFields, keys: Keys) -> ChargeRecord:
    """The offence itself; plea, finding and results are the resulted case's."""
    base = offence.within("BaseOffenceDetails")
    timing = base.within("OffenceTiming")
    sequence = base.whole("OffenceSequenceNumber")
    code = base.text("OffenceCode")
    wording = base.block("OffenceWording")
    start = timing.within("OffenceStart").day("OffenceDateStartDate")
    end = timing.within("OffenceEnd").day("OffenceEndDate")
    alcohol = base.within("AlcoholRelatedOffence")
    return ChargeRecord(
        key=keys.key(known(sequence), known(code) or ""),
        sequence=sequence or ABSENT,
        code=code,
        title=_title(wording, known(code) or ""),
        wording=wording,
        started_on=start,
        ended_on=_until(start, end),
        date_code=timing.text("OffenceDateCode"),
        place=base.text("LocationOfOffence"),
        arrested_on=base.day("ArrestDate"),
        charged_on=base.day("ChargeDate"),
        facts=offence.block("ProsecutionFacts"),
        alcohol_method=alcohol.text("AlcoholLevelMethod"),
        alcohol_amount=alcohol.text("AlcoholLevelAmount"),
    )


def _until(start: date | Absent | None, end: date | Absent | None) -> date | Absent | None:
    """The last day, where it is another than the first; an end before the start is the sender's slip."""
    if isinstance(start, date) and isinstance(end, date) and end <= start:
        return ABSENT
    return end


def _title(wording: Text, code: str) -> str:
    """SPI sends no title: the beginning of the wording stands for it, else the code."""
    line = " ".join((known(wording) or "").split())
    if len(line) <= _LONGEST_TITLE:
        return line or code
    return line[:_LONGEST_TITLE].rpartition(" ")[0] + " ..."
