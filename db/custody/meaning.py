"""What a prison record says of somebody's custody, in the words of a court: held or not, where, on which footing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from db.custody.release import Release, ReleaseDates, is_never, release_of
from db.reference.prisons import bare_name, prison_called
from db.words.families.bail import CustodyStatus, custody_from

Said = Mapping[str, Any]
"""Columns of a custody snapshot."""

_NO_PRISON: Final = frozenset({"OUT", "TRN", ""})
_HERE: Final = frozenset({"ADM", "TRN"})


def is_prisoner(said: Said) -> bool:
    """Whether the person is held: a status that begins with ACTIVE, on the way between prisons, or in hospital."""
    status = said["status"].upper()
    return status.startswith("ACTIVE") or status.endswith("TRN") or bool(said["restricted_patient"])


def is_released(said: Said) -> bool:
    """Whether the record says so; one that says nothing of it leaves it open."""
    return bool(said["status"]) and not is_prisoner(said)


def standing(said: Said) -> CustodyStatus:
    """The legal status; an indeterminate sentence and a recall stand before the plain word."""
    found = _status(said["legal_status"])
    if said["indeterminate"] and found in {CustodyStatus.SENTENCED, CustodyStatus.UNKNOWN}:
        return CustodyStatus.INDETERMINATE
    if said["recall"] and found in {CustodyStatus.SENTENCED, CustodyStatus.UNKNOWN}:
        return CustodyStatus.RECALL
    return found


def release(said: Said) -> Release | None:
    """The release date of somebody who is held and whose sentence has an end; None for everybody else."""
    if said["indeterminate"] or standing(said) is CustodyStatus.INDETERMINATE:
        return None
    return release_of(
        ReleaseDates(
            confirmed=said["confirmed_on"],
            parole=said["parole_on"],
            curfew=said["curfew_on"],
            mid_term=said["mid_term_on"],
            automatic=said["automatic_on"],
            conditional=said["conditional_on"],
            non_parole=said["non_parole_on"],
            post_recall=said["post_recall_on"],
            given=said["release_on"],
        )
    )


def place(said: Said) -> str:
    """Where the person is held, in words: the prison, or the hospital under its prison, or between two prisons."""
    if said["restricted_patient"]:
        hospital = said["hospital"] or "a hospital"
        under = f", supported by {said['supporting_code']}" if said["supporting_code"] else ""
        return f"{hospital} (restricted patient{under})"
    code = said["establishment_code"].upper()
    if code == "TRN" or said["status"].upper().endswith("TRN"):
        before = f" from {prison_called(said['last_establishment_code'])}" if said["last_establishment_code"] else ""
        return f"between prisons{before}"
    if code in _NO_PRISON:
        last = prison_called(said["last_establishment_code"])
        return last or said["location"] or said["establishment"] or "prison not given"
    return str(said["establishment"] or prison_called(code))


def prison_of(said: Said) -> str:
    """The prison however it is spelt; empty outside one, on the way between two, or where none is given."""
    code = said["establishment_code"].upper()
    if not code:
        return bare_name(said["establishment"])
    return "" if code in _NO_PRISON else bare_name(prison_called(code) or said["establishment"])


def episode(said: Said) -> dict[str, Any] | None:
    """The stay that the record stands for, as columns of a custody episode; None where it tells of no stay.

    A released person keeps the dates of the sentence in the record, so the status is asked first: without the day
    of release there is no stay to tell of, only the record.
    """
    if is_prisoner(said):
        found = release(said)
        code = said["establishment_code"].upper()
        return {
            "establishment_code": "" if code in _NO_PRISON else code,
            "establishment": place(said),
            "status": standing(said),
            "since": _since(said),
            "until": None,
            "release_on": found[0] if found else None,
            "release_kind": found[1].label if found else "",
            "external_ref": said["booking_no"],
        }
    if not said["status"] or said["movement_type"].upper() != "REL" or said["moved_on"] is None:
        return None
    return {
        "establishment_code": "",
        "establishment": prison_called(said["last_establishment_code"]) or said["location"] or "prison",
        "status": CustodyStatus.RELEASED,
        "since": said["received_on"],
        "until": said["moved_on"],
        "release_on": None,
        "release_kind": "",
        "external_ref": said["booking_no"],
    }


def _since(said: Said) -> date | None:
    """Since when here: the day of the transfer or admission where that was the last movement, else of reception."""
    moved: date | None = said["moved_on"]
    if moved is not None and said["movement_type"].upper() in _HERE and said["in_out"].upper() != "OUT":
        return moved
    received: date | None = said["received_on"]
    return None if received is not None and is_never(received) else received


@lru_cache(maxsize=256)
def _status(word: str) -> CustodyStatus:
    return (custody_from(word) or CustodyStatus.OTHER) if word else CustodyStatus.UNKNOWN
