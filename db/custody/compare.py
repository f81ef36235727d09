"""Two prison records of one person that follow one another, field by field; and what a record says, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from db.custody.meaning import is_prisoner, place, prison_of, release, standing
from db.custody.release import is_never
from db.tables.care import CustodySnapshot
from db.words.dates import short
from db.words.families.bail import CustodyStatus
from db.words.families.worded import key

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a record says otherwise than the one before it; an empty text where nothing was or is said."""

    what: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """`prison: Leeds (HMP) -> Hull (HMP)`."""
        return f"{self.what}: {self.before or 'none'} -> {self.after or 'none'}"


_DAYS: Final = (
    ("hdced_on", "HDC eligibility"),
    ("parole_eligible_on", "parole eligibility"),
    ("tariff_on", "tariff"),
    ("temporary_on", "release on temporary licence"),
    ("sentence_starts_on", "sentence from"),
    ("sentence_ends_on", "sentence expiry"),
    ("licence_ends_on", "licence expiry"),
)
_MOVES: Final = {"CRT": "out at court", "TAP": "out on temporary absence"}


def changes(before: Said, after: Said) -> tuple[Changed, ...]:
    """What the later record says otherwise: the place, the standing, release and the days around it, the booking."""
    pairs = [
        ("prison", _where(before), _where(after)),
        ("status", _footing(before), _footing(after)),
        ("release date", _release(before), _release(after)),
        *((label, _day(before[name]), _day(after[name])) for name, label in _DAYS),
        ("most serious offence", before["offence"], after["offence"]),
        ("booking", before["booking_no"], after["booking_no"]),
        ("days added", _number(before["days_awarded"]), _number(after["days_awarded"])),
    ]
    return tuple(Changed(what, old, new) for what, old, new in pairs if old != new)


def in_words(said: Said) -> Iterator[str]:
    """What a court asks of a prison record beside place, standing and release, in the order it is asked."""
    if not is_prisoner(said):
        yield "not in prison by this record"
    elif said["status"].upper() == "ACTIVE OUT" and said["movement_type"].upper() in _MOVES:
        yield _MOVES[said["movement_type"].upper()]
    if said["moved_on"] is not None:
        yield f"last movement {short(said['moved_on'])}"
    if said["received_on"] is not None:
        yield f"received {short(said['received_on'])}"
    for name, label in _DAYS:
        if said[name] is not None:
            yield f"{label} {_day(said[name])}"
    if said["confirmed_on"] is not None and release(said) is None and is_prisoner(said):
        yield f"the record also confirms release on {_day(said['confirmed_on'])}"
    if said["offence"]:
        yield f"most serious offence: {said['offence']}"
    if said["imprisonment"]:
        yield said["imprisonment"]


def moves(rows: Sequence[CustodySnapshot]) -> Iterator[tuple[CustodySnapshot, tuple[Changed, ...]]]:
    """Each record of one system, the last first, with what it changed; the first of all changed nothing."""
    told = sorted(rows, key=lambda row: (row.recorded_at, row.id))
    for before, after in reversed(list(pairwise(told))):
        if found := changes(before.model_dump(), after.model_dump()):
            yield after, found


def transfers(rows: Sequence[CustodySnapshot]) -> int:
    """How often one system's records tell of a prisoner in another prison than before.

    On the way between two prisons somebody is in neither; release and return are no transfer.
    """
    count, here = 0, ""
    for row in sorted(rows, key=lambda row: (row.recorded_at, row.id)):
        said = row.model_dump()
        prison = prison_of(said) if is_prisoner(said) else ""
        if is_prisoner(said) and not prison:
            continue
        count += bool(here and prison and prison != here)
        here = prison
    return count


def _where(said: Said) -> str:
    return place(said) if is_prisoner(said) else "released" if said["status"] else said["establishment"]


def _footing(said: Said) -> str:
    found = standing(said)
    if found is CustodyStatus.OTHER:
        return key(said["legal_status"]).replace("_", " ")
    return found.label if said["legal_status"] else ""


def _release(said: Said) -> str:
    found = release(said)
    return f"{found[1].label} {short(found[0])}" if found else ""


def _day(value: date | None) -> str:
    return "" if value is None else "never" if is_never(value) else short(value)


def _number(value: int | None) -> str:
    return "" if not value else str(value)
