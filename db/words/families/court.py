"""Words of the courtroom: jurisdictions, lists, attendance, pleas, verdicts, results, bail and custody."""

from __future__ import annotations

from db.words.families.worded import Worded, key


class Jurisdiction(Worded):
    """Which tier of criminal court."""

    MAGISTRATES = "magistrates", "magistrates' court"
    CROWN = "crown", "Crown Court"


class CaseKind(Worded):
    """A prosecution, or an application to the court."""

    PROSECUTION = "prosecution", "prosecution"
    APPLICATION = "application", "application"


class CaseStatus(Worded):
    """Whether a case goes on."""

    ACTIVE = "active", "active"
    INACTIVE = "inactive", "inactive"
    CLOSED = "closed", "closed"
    SJP_REFERRAL = "sjp_referral", "referred from single justice procedure"


class InitiationKind(Worded):
    """How a case began; values are Common Platform's initiation codes."""

    CHARGE = "C", "charge"
    REQUISITION = "Q", "requisition"
    SUMMONS = "S", "summons"
    SJP_NOTICE = "J", "single justice procedure notice"
    SJP_REFERRAL = "Z", "referred from single justice procedure"
    REMITTED = "R", "remitted"
    OTHER = "O", "other (civil)"


class CaseLinkKind(Worded):
    """Why two cases belong together."""

    LINKED = "linked", "linked"
    SENT = "sent", "sent to the Crown Court"
    APPEAL = "appeal", "appeal"
    SPLIT = "split", "split"
    MERGED = "merged", "merged"


class Arrival(Worded):
    """How a defendant came before the court who was not on the list."""

    OVERNIGHT = "overnight", "overnight"
    WARRANT = "warrant", "on a warrant"
    OTHER = "other", "otherwise"


class HearingStatus(Worded):
    """What its system says of a hearing."""

    LISTED = "listed", "listed"
    RESULTED = "resulted", "resulted"
    VACATED = "vacated", "vacated"
    CANCELLED = "cancelled", "cancelled"


class ListingState(Worded):
    """Whether a row still stands on its list."""

    LISTED = "listed", "listed"
    MOVED = "moved", "moved"
    VACATED = "vacated", "vacated"
    CANCELLED = "cancelled", "cancelled"
    JOINED = "joined", "joined with the feed's row"


GONE = (ListingState.VACATED, ListingState.CANCELLED, ListingState.MOVED)
"""States of a row that no longer stands: it is shown after the others, and takes no mark."""


class ListingChange(Worded):
    """What last happened to a row of a list, for whoever has not looked since."""

    ADDED = "added", "added since you looked"
    MOVED = "moved", "moved since you looked"
    REMOVED = "removed", "taken off since you looked"


class AttendanceState(Worded):
    """How a defendant attended."""

    PRESENT = "present", "present"
    VIDEO = "video", "by video"
    ABSENT = "absent", "did not attend"
    EXCUSED = "excused", "excused"


class Presence(Worded):
    """How the defendant was at the hearing, as the court's own system says it."""

    PERSON = "in-person", "in person"
    VIDEO = "video", "by video"
    ABSENT = "absent", "not present"
    LAWYER = "lawyer", "by a lawyer alone"


class RestrictionKind(Worded):
    """What a reporting restriction protects."""

    YOUTH = "youth", "youth: no name"
    ANONYMITY = "anonymity", "complainant: no name"
    POSTPONED = "postponed", "report postponed"
    LIST = "list", "not on the public list"
    OTHER = "other", "reporting restriction"


class MarkerKind(Worded):
    """Warnings and markers."""

    VIOLENCE = "violence", "violence"
    SELF_HARM = "self_harm", "self-harm"
    WEAPONS = "weapons", "weapons"
    DOMESTIC_ABUSE = "domestic_abuse", "domestic abuse"
    VULNERABLE = "vulnerable", "vulnerable"
    INTERPRETER = "interpreter", "interpreter"
    MEDICAL = "medical", "medical"
    ESCAPE = "escape", "escape risk"
    CASE = "case", "case marker"
    OTHER = "other", "marker"


_JURISDICTION = {
    **dict.fromkeys(("magistrates", "magistrate", "m", "mags"), Jurisdiction.MAGISTRATES),
    **dict.fromkeys(("crown", "c", "crown_court"), Jurisdiction.CROWN),
}


def jurisdiction_from(raw: str) -> Jurisdiction | None:
    """The jurisdiction a feed names, in any case; None when it is neither."""
    return _JURISDICTION.get(key(raw))


def case_status_from(raw: str) -> CaseStatus | None:
    """The case status a feed names (`ACTIVE`, `SJP Referral` ...); None when it is no such word."""
    return next((status for status in CaseStatus if status.value == key(raw)), None)


def initiation_from(raw: str) -> InitiationKind | None:
    """The way a case began from its one-letter code; None when the code is not known."""
    return next((kind for kind in InitiationKind if kind.value == raw.strip().upper()), None)
