"""Words about liberty: bail and remand, legal status in custody, warrants."""

from __future__ import annotations

from types import MappingProxyType

from db.words.families.worded import Worded, key


class BailStatus(Worded):
    """Bail or remand; values are Common Platform's codes, which police and LIBRA share."""

    CONDITIONAL = "B", "conditional bail"
    UNCONDITIONAL = "U", "unconditional bail"
    CUSTODY = "C", "in custody"
    NOT_APPLICABLE = "A", "not applicable"
    LOCAL_AUTHORITY = "L", "remanded to local authority care"
    PRE_RELEASE = "P", "conditional bail with pre-release conditions"
    SECURE = "S", "remanded to secure accommodation"
    REARRESTED = "R", "re-arrested after release on bail"

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

    REMAND = "remand", "on remand"
    CONVICTED_UNSENTENCED = "convicted_unsentenced", "convicted, not yet sentenced"
    SENTENCED = "sentenced", "serving a sentence"
    INDETERMINATE = "indeterminate_sentence", "serving an indeterminate sentence"
    RECALL = "recall", "recalled"
    CIVIL = "civil_prisoner", "civil prisoner"
    IMMIGRATION = "immigration_detainee", "immigration detainee"
    RELEASED = "released", "released"
    DEAD = "dead", "died"
    OTHER = "other", "other"
    UNKNOWN = "unknown", "not known"


class ReleaseKind(Worded):
    """What kind of day a release date is; the letters are those of the prison service."""

    CONFIRMED = "confirmed", "confirmed release"
    PAROLE = "parole", "parole"
    CURFEW = "HDCAD", "release on curfew (HDC)"
    AUTOMATIC = "ARD", "automatic release (ARD)"
    CONDITIONAL = "CRD", "conditional release (CRD)"
    NON_PAROLE = "NPD", "non-parole release (NPD)"
    POST_RECALL = "PRRD", "post-recall release (PRRD)"
    MID_TERM = "MTD", "mid-term release (MTD)"
    GIVEN = "given", "release"


class WarrantKind(Worded):
    """What a warrant is for."""

    FAILED_TO_APPEAR = "failed_to_appear", "failed to appear"
    FIRST_INSTANCE = "first_instance", "first instance"
    BREACH = "breach", "breach of order"
    SENTENCE = "sentence", "to be sentenced"
    COMMITMENT = "commitment", "commitment"
    WITNESS = "witness", "witness"
    OTHER = "other", "other"


class WarrantState(Worded):
    """Where a warrant stands."""

    ISSUED = "issued", "outstanding"
    EXECUTED = "executed", "executed"
    WITHDRAWN = "withdrawn", "withdrawn"


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
