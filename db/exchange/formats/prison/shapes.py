"""Other shapes of the prison's services brought to the leaf names of a prisoner's record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Members = dict[str, object]

_ALSO: Final = (
    ("prisonerNumber", ("offenderNo", "nomsNumber", "nomsId")),
    ("bookNumber", ("bookingNo",)),
    ("middleNames", ("middleName",)),
    ("prisonId", ("agencyId", "latestLocationId")),
    ("prisonName", ("latestLocation",)),
    ("imprisonmentStatusDescription", ("imprisonmentStatusDesc",)),
    ("raceCode", ("ethnicityCode",)),
)
_INSIDE: Final = (
    ("physicalAttributes", (("gender", "gender"), ("sexCode", "sexCode"), ("ethnicity", "ethnicity"),
                            ("raceCode", "raceCode"))),
    ("assignedLivingUnit", (("agencyId", "prisonId"), ("agencyName", "prisonName"))),
)  # fmt: skip
_LEFT: Final = "REL"
_ABSENT: Final = {"TEMPORARY_ABSENCE_RELEASE": "TAP", "SENT_TO_COURT": "CRT"}
_ENDS: Final = {"released": ("INACTIVE OUT", _LEFT, "OUT"), "received": ("ACTIVE IN", "ADM", "IN")}


def flat(members: Mapping[str, object]) -> Members:
    """The record under the names of a prisoner's record; a name that it has already stays as it is."""
    found: Members = dict(members)
    for name, others in _ALSO:
        if name not in found:
            other = next((each for each in others if each in members), None)
            if other is not None:
                found[name] = members[other]
    for holder, names in _INSIDE:
        inner = members.get(holder)
        if isinstance(inner, dict):
            for theirs, ours in names:
                if theirs in inner:
                    found.setdefault(ours, inner[theirs])
    _sentence(members, found)
    if "status" not in found and (held := members.get("currentlyInPrison")) in ("Y", "N"):
        found["status"] = "ACTIVE IN" if held == "Y" else "INACTIVE OUT"
    return found


def _sentence(members: Mapping[str, object], found: Members) -> None:
    detail = members.get("sentenceDetail")
    if isinstance(detail, dict):
        for name, value in detail.items():
            found.setdefault(name, value)


def of_release(event: Mapping[str, object]) -> Members:
    """A release that is scheduled."""
    return {
        **{name: event[name] for name in ("offenderNo", "firstName", "lastName") if name in event},
        "confirmedReleaseDate": event.get("approvedReleaseDate") or event.get("releaseDate"),
    }


def of_timeline(timeline: Mapping[str, object]) -> Members:
    """The last stay of somebody's time in prisons: its booking, its first day, the last movement in or out."""
    found: Members = {"prisonerNumber": timeline.get("prisonerNumber")}
    stays = [each for each in _dicts(timeline.get("prisonPeriod")) if isinstance(each.get("entryDate"), str)]
    if not stays:
        return found
    last = max(stays, key=lambda stay: str(stay["entryDate"]))
    found |= {"bookNumber": last.get("bookNumber"), "receptionDate": last["entryDate"]}
    moves = [(day, 0, each) for each in _dicts(last.get("movementDates")) if (day := each.get("dateInToPrison"))]
    moves += [(day, 1, each) for each in _dicts(last.get("movementDates")) if (day := each.get("dateOutOfPrison"))]
    moves += [(day, 2, each) for each in _dicts(last.get("transfers")) if (day := each.get("dateInToPrison"))]
    moves = [each for each in moves if isinstance(each[0], str)]
    if not moves:
        return found
    day, what, move = max(moves, key=lambda each: (str(each[0]), each[1]))
    found["lastMovementDate"] = day
    if what == 1:
        left = move.get("outwardType") == _LEFT
        found |= {"inOutStatus": "OUT", "lastMovementTypeCode": move.get("outwardType")}
        found["status"] = "INACTIVE OUT" if left else "ACTIVE OUT"
        if (prison := move.get("releaseFromPrisonId")) is not None:
            found |= {"lastPrisonId": prison, "prisonId": "OUT" if left else prison, "prisonName": ""}
        return found
    prison = move.get("toPrisonId") if what == 2 else move.get("admittedIntoPrisonId")
    found |= {"inOutStatus": "IN", "status": "ACTIVE IN"}
    found["lastMovementTypeCode"] = "ADM" if what == 2 else move.get("inwardType")
    return found | ({"prisonId": prison, "prisonName": ""} if prison is not None else {})


def of_event(event: Mapping[str, object]) -> Members:
    """A notice that a prisoner was received, released or merged: what it says, and nothing more."""
    told = event.get("additionalInformation")
    more = told if isinstance(told, dict) else {}
    found: Members = {"prisonerNumber": more.get("nomsNumber"), "occurredAt": event.get("occurredAt")}
    if "removedNomsNumber" in more:
        found["removedNomsNumber"] = more["removedNomsNumber"]
        return found
    end = _ENDS.get(str(event.get("eventType")).rpartition(".")[2])
    if end is not None:
        status, movement, where = end
        reason = str(more.get("reason"))
        if reason == "TRANSFERRED" and where == "OUT":
            status, movement, where = "INACTIVE TRN", "TRN", "TRN"
        elif reason in _ABSENT:
            status, movement = "ACTIVE OUT", _ABSENT[reason]
        found |= {"status": status, "lastMovementTypeCode": movement, "inOutStatus": where}
        found["lastMovementDate"] = event.get("occurredAt")
        prison = more.get("prisonId")
        if prison is not None:
            found |= {"prisonId": prison, "prisonName": ""} if where == "IN" else {"lastPrisonId": prison}
    return found


def _dicts(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
