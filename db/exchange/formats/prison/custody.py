"""What a prisoner's record says of custody, as columns of the custody snapshot."""

from __future__ import annotations

from typing import Any, Final

from db.exchange.carried import Absent
from db.exchange.dossiers import CustodyRecord
from db.exchange.formats.prison.leaves import Leaves

_TEXTS: Final = (
    ("booking_no", "bookNumber"),
    ("status", "status"),
    ("in_out", "inOutStatus"),
    ("establishment_code", "prisonId"),
    ("establishment", "prisonName"),
    ("last_establishment_code", "lastPrisonId"),
    ("location", "locationDescription"),
    ("movement_type", "lastMovementTypeCode"),
    ("movement_reason", "lastMovementReasonCode"),
    ("legal_status", "legalStatus"),
    ("imprisonment_status", "imprisonmentStatus"),
    ("imprisonment", "imprisonmentStatusDescription"),
    ("convicted", "convictedStatus"),
    ("supporting_code", "supportingPrisonId"),
    ("hospital", "dischargedHospitalDescription"),
    ("offence", "mostSeriousOffence"),
)
_DAYS: Final = (
    ("moved_on", ("lastMovementDate",)),
    ("received_on", ("lastAdmissionDate", "receptionDate")),
    ("sentence_starts_on", ("sentenceStartDate",)),
    ("sentence_ends_on", ("sentenceExpiryOverrideDate", "sentenceExpiryDate")),
    ("licence_ends_on", ("licenceExpiryOverrideDate", "licenceExpiryDate")),
    ("release_on", ("releaseDate", "nonDtoReleaseDate")),
    ("confirmed_on", ("confirmedReleaseDate",)),
    ("parole_on", ("actualParoleDate",)),
    ("curfew_on", ("homeDetentionCurfewActualDate",)),
    ("hdced_on", ("homeDetentionCurfewEligibilityOverrideDate", "homeDetentionCurfewEligibilityDate")),
    ("automatic_on", ("automaticReleaseOverrideDate", "automaticReleaseDate")),
    ("conditional_on", ("conditionalReleaseOverrideDate", "conditionalReleaseDate")),
    ("non_parole_on", ("nonParoleOverrideDate", "nonParoleDate")),
    ("post_recall_on", ("postRecallReleaseOverrideDate", "postRecallReleaseDate")),
    ("mid_term_on", ("midTermOverrideDate", "midTermDate")),
    ("parole_eligible_on", ("paroleEligibilityOverrideDate", "paroleEligibilityDate")),
    ("tariff_on", ("tariffOverrideDate", "tariffDate")),
    ("temporary_on", ("releaseOnTemporaryLicenceDate",)),
)
_FLAGS: Final = (
    ("recall", "recall"),
    ("indeterminate", "indeterminateSentence"),
    ("restricted_patient", "restrictedPatient"),
)
_AWARDED: Final = ("days_awarded", "additionalDaysAwarded")
_OF_PEOPLE: Final = frozenset({"booking_no", "restricted_patient"})
"""Columns that a record of somebody who was never in custody may carry too."""


def custody(leaves: Leaves, *, whole: bool) -> CustodyRecord | None:
    """The columns that the record carries; None where it says nothing of custody.

    `whole`: it is the system's whole record, which leaves out what is not so.
    """
    members = leaves.members
    said: dict[str, Any] = {}
    for column, name in _TEXTS:
        if name in members and not isinstance(text := leaves.text(name), Absent):
            said[column] = text or ""
    for column, names in _DAYS:
        for name in names:
            if name in members:
                _day(leaves, said, column, names)
                break
    for column, name in _FLAGS:
        if name in members and not isinstance(flag := leaves.flag(name), Absent):
            said[column] = flag
    if _AWARDED[1] in members and not isinstance(days := leaves.whole(_AWARDED[1]), Absent):
        said[_AWARDED[0]] = days
    return CustodyRecord(said, whole) if said.keys() - _OF_PEOPLE else None


def _day(leaves: Leaves, said: dict[str, Any], column: str, names: tuple[str, ...]) -> None:
    """The first of the names that holds a day: staff's own day stands before the calculated one."""
    for name in names:
        if name in leaves.members:
            found = leaves.day(name)
            if not isinstance(found, Absent):
                said[column] = found
                if found is not None:
                    return
