"""Words of what agencies hold: reports, compliance, treatment, needs, records and their states."""

from __future__ import annotations

from db.words.families.worded import Worded


class RecordState(Worded):
    """Where a record of an agency stands."""

    OPEN = "open", "open"
    CLOSED = "closed", "closed"


class ReportKind(Worded):
    """A report that a court asks for before sentence."""

    STANDARD = "standard", "standard report"
    FAST = "fast", "fast delivery report"
    ORAL = "oral", "oral report"
    PSYCHIATRIC = "psychiatric", "psychiatric report"


class ComplianceKind(Worded):
    """What the row of an order's compliance is about."""

    APPOINTMENT = "appointment", "appointment"
    UNPAID_WORK = "unpaid_work", "unpaid work"
    PROGRAMME = "programme", "programme session"
    BREACH = "breach", "breach"


class TreatmentKind(Worded):
    """A course of treatment, or one test."""

    TREATMENT = "treatment", "treatment"
    TEST = "test", "drug test"


class NeedState(Worded):
    """Whether a need or a condition is still there."""

    OPEN = "open", "open"
    CLOSED = "closed", "closed"


class WitnessKind(Worded):
    """Whose details these are."""

    VICTIM = "victim", "victim"
    WITNESS = "witness", "witness"


class Strand(Worded):
    """The strand of the strategy that a prolific offender is worked with in."""

    PREVENT = "prevent", "prevent and deter"
    CATCH = "catch", "catch and convict"
    REHABILITATE = "rehabilitate", "rehabilitate and resettle"


class Partner(Worded):
    """Whose agreement a deregistration needs."""

    POLICE = "police", "police"
    PROBATION = "probation", "probation"
    PARTNERSHIP = "partnership", "community safety partnership"
