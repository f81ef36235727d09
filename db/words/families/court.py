"""Words of the courtroom: jurisdictions, lists, attendance, pleas, verdicts, results, bail and custody."""

from __future__ import annotations

from db.words.families.labelled import Labelled


class Jurisdiction(Labelled):
    """Which tier of criminal court."""

    MAGISTRATES = "magistrates", "magistrates' court"
    CROWN = "crown", "Crown Court"


class CaseKind(Labelled):
    """A prosecution, or an application to the court."""

    PROSECUTION = "prosecution", "prosecution"
    APPLICATION = "application", "application"


class CaseStatus(Labelled):
    """Whether a case goes on."""

    ACTIVE = "active", "active"
    INACTIVE = "inactive", "inactive"
    CLOSED = "closed", "closed"


class CaseLinkKind(Labelled):
    """Why two cases belong together."""

    LINKED = "linked", "linked"
    SENT = "sent", "sent to the Crown Court"
    APPEAL = "appeal", "appeal"
    SPLIT = "split", "split"
    MERGED = "merged", "merged"


class HearingStatus(Labelled):
    """What its system says of a hearing."""

    LISTED = "listed", "listed"
    RESULTED = "resulted", "resulted"
    VACATED = "vacated", "vacated"
    CANCELLED = "cancelled", "cancelled"


class ListingState(Labelled):
    """Whether a row still stands on its list."""

    LISTED = "listed", "listed"
    MOVED = "moved", "moved"
    VACATED = "vacated", "vacated"
    CANCELLED = "cancelled", "cancelled"
    JOINED = "joined", "joined with the feed's row"


class AttendanceState(Labelled):
    """How a defendant attended."""

    PRESENT = "present", "present"
    VIDEO = "video", "by video"
    ABSENT = "absent", "absent"
    EXCUSED = "excused", "excused"


class PleaKind(Labelled):
    """Pleas and admissions."""

    NOT_GUILTY = "not_guilty", "not guilty"
    GUILTY = "guilty", "guilty"
    GUILTY_LESSER = "guilty_lesser", "guilty to a lesser offence"
    GUILTY_SJP = "guilty_sjp", "guilty (single justice)"
    ADMITS_BREACH = "admits_breach", "admits breach"
    DENIES_BREACH = "denies_breach", "denies breach"
    INDICATED_GUILTY = "indicated_guilty", "indicated guilty"
    INDICATED_NOT_GUILTY = "indicated_not_guilty", "indicated not guilty"
    NO_PLEA = "no_plea", "no plea"
    CONSENTS = "consents", "consents"
    RESISTS = "resists", "resists"
    OTHER = "other", "other"


class VerdictCategory(Labelled):
    """Findings and verdicts, by what follows from them."""

    GUILTY = "guilty", "guilty"
    NOT_GUILTY = "not_guilty", "not guilty"
    NO_VERDICT = "no_verdict", "no verdict"
    OTHER = "other", "other"


class ResultLevel(Labelled):
    """What a result belongs to."""

    CHARGE = "charge", "charge"
    DEFENDANT = "defendant", "defendant"
    CASE = "case", "case"


class ResultState(Labelled):
    """Draft, entered, then shared (D4)."""

    DRAFT = "draft", "draft"
    ENTERED = "entered", "entered"
    SHARED = "shared", "shared"


class ResultCategory(Labelled):
    """Whether a result ends the charge."""

    FINAL = "final", "final"
    ANCILLARY = "ancillary", "ancillary"
    INTERMEDIARY = "intermediary", "intermediary"


class BailStatus(Labelled):
    """Bail or custody of a defendant in a case."""

    CUSTODY = "custody", "in custody"
    CONDITIONAL = "conditional", "conditional bail"
    UNCONDITIONAL = "unconditional", "unconditional bail"
    LOCAL_AUTHORITY = "local_authority", "local authority accommodation"
    BAIL_WITH_CONDITIONS_TEXT = "conditions_given", "bail conditions given"
    NOT_APPLICABLE = "not_applicable", "not applicable"
    OTHER = "other", "other"


class WarrantKind(Labelled):
    """Kinds of warrant."""

    ARREST = "arrest", "arrest warrant"
    BENCH = "bench", "bench warrant"
    COMMITMENT = "commitment", "commitment warrant"
    OTHER = "other", "warrant"


class RestrictionKind(Labelled):
    """What a reporting restriction protects."""

    YOUTH = "youth", "youth: no name"
    ANONYMITY = "anonymity", "complainant: no name"
    POSTPONED = "postponed", "report postponed"
    LIST = "list", "not on the public list"
    OTHER = "other", "reporting restriction"


class MarkerKind(Labelled):
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


class CustodyStatus(Labelled):
    """On which footing somebody is held."""

    REMAND = "remand", "remand"
    CONVICTED = "convicted", "convicted, unsentenced"
    SENTENCED = "sentenced", "sentenced"
    RECALL = "recall", "recalled"
    HELD = "held", "held"
    RELEASED = "released", "released"
