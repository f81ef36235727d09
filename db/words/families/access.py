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
    TEAM = "team", "team"


class Level(Worded):
    """How much of a category a sharing rule or the default matrix gives; the order is that of `rank`."""

    NONE = "none", "nothing"
    EXIST = "exist", "that it exists"
    SUMMARY = "summary", "summary"
    FULL = "full", "everything"

    @property
    def rank(self) -> int:
        """0 for nothing up to 3 for everything."""
        return tuple(Level).index(self)

    @property
    def outcome(self) -> Outcome:
        """What a reader gets at this level."""
        return (Outcome.ABSENT, Outcome.MASKED, Outcome.SUMMARY, Outcome.FULL)[self.rank]


class Recipient(Worded):
    """To whom a sharing rule speaks, the most specific first (sharing rule G)."""

    USER = "user", "user"
    ROLE_AT_COURT = "role_at_court", "role at a court"
    COURT = "court", "court"
    ROLE = "role", "role"
    AGENCY = "agency", "agency"
    AGENCY_KIND = "agency_kind", "kind of agency"
    ALL = "all", "everybody"

    @property
    def rank(self) -> int:
        """6 for a user down to 1 for everybody; a court and a role rank alike."""
        return {"user": 6, "role_at_court": 5, "court": 4, "role": 4, "agency": 3, "agency_kind": 2, "all": 1}[self]


class Purpose(Worded):
    """What a sharing rule is for; any other than ANY must hold for the reader and the person."""

    ANY = "any", "any purpose"
    HEARING = "hearing", "hearing"
    SENTENCING = "sentencing", "sentencing"
    SUPERVISION = "supervision", "supervision"
    TRACKING = "tracking", "tracking"
    MANAGEMENT = "management", "management"
    AUDIT = "audit", "audit"
    TRAINING = "training", "training"


class Exclusion(Worded):
    """Limited access: who is kept away from a person, or who alone may come near."""

    EXCLUDE = "exclude", "kept away"
    ONLY = "only", "only these users"


class RequestState(Worded):
    """What became of a request to share."""

    OPEN = "open", "open"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"


class AuditOperation(Worded):
    """The six operations that Data Protection Act 2018 s.62(1) has logged, and account events."""

    COLLECTION = "collection", "collection"
    ALTERATION = "alteration", "alteration"
    CONSULTATION = "consultation", "consultation"
    DISCLOSURE = "disclosure", "disclosure"
    COMBINATION = "combination", "combination"
    ERASURE = "erasure", "erasure"
    ACCOUNT = "account", "account event"
