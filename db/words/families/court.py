"""Words of the courtroom: jurisdictions, lists, attendance, pleas, verdicts, results, bail and custody."""

from __future__ import annotations

from db.words.families.worded import Worded


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


class CaseLinkKind(Worded):
    """Why two cases belong together."""

    LINKED = "linked", "linked"
    SENT = "sent", "sent to the Crown Court"
    APPEAL = "appeal", "appeal"
    SPLIT = "split", "split"
    MERGED = "merged", "merged"


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


class AttendanceState(Worded):
    """How a defendant attended."""

    PRESENT = "present", "present"
    VIDEO = "video", "by video"
    ABSENT = "absent", "absent"
    EXCUSED = "excused", "excused"









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
