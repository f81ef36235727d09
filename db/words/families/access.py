"""Words of who may see what: categories and outcomes of the sharing definition, scopes, audit operations."""

from __future__ import annotations

from db.words.families.worded import Worded


class Category(Worded):
    """Rows of the default sharing matrix."""

    IDENTITY = "identity", "identity and aliases"
    ADDRESS = "address", "address and phone"
    CASE = "case", "cases, charges and results"
    NEXT_HEARING = "next_hearing", "next hearing"
    BAIL = "bail", "bail and warrants"
    PRE_SENTENCE_REPORT = "pre_sentence_report", "pre-sentence report"
    COMPLIANCE = "compliance", "compliance and breach"
    RISK = "risk", "risk"
    TREATMENT = "treatment", "drug tests and treatment"
    HEALTH = "health", "health"
    INTELLIGENCE = "intelligence", "intelligence"
    SAFETY = "safety", "safety marker"
    VICTIM = "victim", "victim and witness details"
    CUSTODY = "custody", "custody place and dates"
    PPO = "ppo", "prolific offender status and plan"
    NEEDS = "needs", "needs and referrals"
    AGENCY_NOTE = "agency_note", "agency note"
    PERSONAL_NOTE = "personal_note", "judge's personal note"


class Outcome(Worded):
    """What the policy answers for one record and one reader."""

    FULL = "full", "full"
    SUMMARY = "summary", "summary"
    MASKED = "masked", "withheld"
    ABSENT = "absent", "hidden"


class Scope(Worded):
    """To whom a person is relevant."""

    COURT = "court", "court"
    AGENCY = "agency", "agency"
    AREA = "area", "area"
    USER = "user", "user"


class AuditOperation(Worded):
    """The six operations that Data Protection Act 2018 s.62(1) has logged, and account events."""

    COLLECTION = "collection", "collection"
    ALTERATION = "alteration", "alteration"
    CONSULTATION = "consultation", "consultation"
    DISCLOSURE = "disclosure", "disclosure"
    COMBINATION = "combination", "combination"
    ERASURE = "erasure", "erasure"
    ACCOUNT = "account", "account event"
