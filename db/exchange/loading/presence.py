"""What a message says of who was at a sitting: how the defendant was there, and who appeared for which side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from db.exchange.carried import Absent
from db.exchange.records import CounselRecord, DefendantRecord, HearingRecord, known
from db.words.families.court import Presence

_HOW: Final = {
    "IN_PERSON": Presence.PERSON, "BY_VIDEO": Presence.VIDEO, "NOT_PRESENT": Presence.ABSENT,
    "Y": Presence.PERSON, "N": Presence.ABSENT, "A": Presence.LAWYER,
}  # fmt: skip
_LONGEST: Final = 300


def presence_of(record: HearingRecord, defendant: DefendantRecord, on: date) -> dict[str, Any]:
    """The fields of a list row that the message carries; what it does not tell stays as it was."""
    ids = (defendant.native_id, known(defendant.defendant_id), known(defendant.master_id))
    keys = {key for key in ids if key}
    found: dict[str, Any] = {}
    if not isinstance(record.attendance, Absent):
        said = [
            _HOW.get(one.how.upper()) for one in record.attendance if one.defendant_id in {"", *keys} and one.on == on
        ]
        if said and said[-1] is not None:
            found["presence"] = said[-1]
    if not isinstance(record.defence, Absent):
        found["defence"] = _names(one for one in record.defence if one.on(on) and not keys.isdisjoint(one.about))
    if not isinstance(record.prosecution, Absent):
        cases = {case.case_key for case in record.cases if defendant in case.defendants}
        found["prosecution"] = _names(
            one for one in record.prosecution if one.on(on) and not cases.isdisjoint(one.about)
        )
    return found


def _names(counsel: Iterable[CounselRecord]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in counsel))[:_LONGEST]
