"""Words about liberty: bail and remand, legal status in custody, warrants."""

from __future__ import annotations

from types import MappingProxyType

from db.words.families.worded import Worded, key


class BailStatus(Worded):
    """Bail or remand; values are Common Platform's codes, which police and LIBRA share."""

    CONDITIONAL = "B", "Conditional bail"
    UNCONDITIONAL = "U", "Unconditional bail"
    CUSTODY = "C", "In custody"
    NOT_APPLICABLE = "A", "Not applicable"
    LOCAL_AUTHORITY = "L", "Remanded to local authority care"
    PRE_RELEASE = "P", "Conditional bail with pre-release conditions"
    SECURE = "S", "Remanded to secure accommodation"
    REARRESTED = "R", "Re-arrested after release on bail"

    @property
    def ranking(self) -> int:
        """1 is the most severe; where charges differ, the lowest ranking stands for the defendant."""
        return _RANKING[self]

    @property
    def in_custody(self) -> bool:
        """Whether the defendant is held."""
        return self in _HELD


class CustodyStatus(Worded):
    """Legal status of a stay in custody, as the prison record words it."""

    REMAND = "remand", "On remand"
    CONVICTED_UNSENTENCED = "convicted_unsentenced", "Convicted, not yet sentenced"
    SENTENCED = "sentenced", "Serving a sentence"
    INDETERMINATE = "indeterminate_sentence", "Serving an indeterminate sentence"
    RECALL = "recall", "Recalled"
    CIVIL = "civil_prisoner", "Civil prisoner"
    IMMIGRATION = "immigration_detainee", "Immigration detainee"
    RELEASED = "released", "Released"
    DEAD = "dead", "Died"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


class WarrantKind(Worded):
    """What a warrant is for."""

    FAILED_TO_APPEAR = "failed_to_appear", "Failed to appear"
    FIRST_INSTANCE = "first_instance", "First instance"
    BREACH = "breach", "Breach of order"
    SENTENCE = "sentence", "To be sentenced"
    COMMITMENT = "commitment", "Commitment"
    WITNESS = "witness", "Witness"
    OTHER = "other", "Other"


class WarrantState(Worded):
    """Where a warrant stands."""

    ISSUED = "issued", "Outstanding"
    EXECUTED = "executed", "Executed"
    WITHDRAWN = "withdrawn", "Withdrawn"


_HELD = frozenset({BailStatus.CUSTODY, BailStatus.LOCAL_AUTHORITY, BailStatus.SECURE, BailStatus.REARRESTED})
_RANKING = MappingProxyType(
    {
        BailStatus.SECURE: 1,
        BailStatus.CUSTODY: 2,
        BailStatus.LOCAL_AUTHORITY: 3,
        BailStatus.REARRESTED: 4,
        BailStatus.PRE_RELEASE: 5,
        BailStatus.CONDITIONAL: 6,
        BailStatus.UNCONDITIONAL: 7,
        BailStatus.NOT_APPLICABLE: 8,
    }
)
_BAIL = {
    **{status.value.casefold(): status for status in BailStatus},
    **{key(status.label): status for status in BailStatus},
    # The police's remand codes, as they come back in resulted cases.
    "cb": BailStatus.CONDITIONAL,
    "ub": BailStatus.UNCONDITIONAL,
    "pb": BailStatus.CUSTODY,
    "pr": BailStatus.CUSTODY,
    "la": BailStatus.LOCAL_AUTHORITY,
    "sa": BailStatus.SECURE,
    "na": BailStatus.NOT_APPLICABLE,
    "custody": BailStatus.CUSTODY,
    "custody_or_remanded_into_custody": BailStatus.CUSTODY,
    "remanded_into_custody": BailStatus.CUSTODY,
    "remanded_into_care_of_local_authority": BailStatus.LOCAL_AUTHORITY,
    "remanded_into_secure_accommodation": BailStatus.SECURE,
}


def bail_from(raw: str) -> BailStatus | None:
    """The bail status behind a code or description; None when it is neither."""
    return _BAIL.get(key(raw))


def custody_from(raw: str) -> CustodyStatus | None:
    """The legal status behind a prison record's word; None when it is no such word."""
    return next((status for status in CustodyStatus if status.value == key(raw)), None)
