"""Words about charges: mode of trial, plea, verdict, and the codes that systems send for them."""

from __future__ import annotations

import re
from types import MappingProxyType

from db.words.families.worded import Worded, key


class ChargeMode(Worded):
    """Which court may try a charge."""

    SUMMARY = "summary", "summary only"
    EITHER_WAY = "either_way", "either way"
    INDICTABLE = "indictable", "indictable only"
    CIVIL = "civil", "civil"


class ChargeState(Worded):
    """Whether a charge is still alive in its case."""

    ACTIVE = "active", "live"
    DISCONTINUED = "discontinued", "discontinued"
    CONCLUDED = "concluded", "concluded"


class PleaKind(Worded):
    """What a defendant answered to a charge (LIBRA, Common Platform and SPI together)."""

    GUILTY = "guilty", "guilty"
    NOT_GUILTY = "not_guilty", "not guilty"
    GUILTY_SJP = "guilty_sjp", "guilty (single justice procedure)"
    INDICATED_GUILTY = "indicated_guilty", "indicated guilty"
    INDICATED_NOT_GUILTY = "indicated_not_guilty", "indicated not guilty"
    NO_INDICATION = "no_indication", "no indication"
    ADMITS_BREACH = "admits_breach", "admits breach"
    DENIES_BREACH = "denies_breach", "denies breach"
    ADMITS = "admits", "admits"
    DENIES = "denies", "denies"
    CONSENTS = "consents", "consents"
    OPPOSES = "opposes", "opposes"
    UNFIT = "unfit", "unfit to plead"
    AUTREFOIS_ACQUIT = "autrefois_acquit", "acquitted before (autrefois acquit)"
    AUTREFOIS_CONVICT = "autrefois_convict", "convicted before (autrefois convict)"
    NONE = "none", "no plea taken"

    @property
    def code(self) -> str:
        """The short code that a list prints."""
        return _PLEA_CODES[self]

    @property
    def admits_guilt(self) -> bool:
        """Whether the charge is admitted, so that no trial of it is needed."""
        return self in _ADMITTING


class VerdictCategory(Worded):
    """What a verdict or finding comes to."""

    GUILTY = "guilty", "guilty"
    NOT_GUILTY = "not_guilty", "not guilty"
    GUILTY_OF_ALTERNATIVE = "guilty_of_alternative", "guilty of an alternative offence"
    GUILTY_OF_LESSER = "guilty_of_lesser", "guilty of a lesser offence"
    FINDING = "finding", "finding"
    NO_VERDICT = "no_verdict", "no verdict"

    @property
    def convicts(self) -> bool:
        """Whether the defendant stands convicted of something on this charge."""
        return self in _CONVICTING


_CONVICTING = frozenset(
    {VerdictCategory.GUILTY, VerdictCategory.GUILTY_OF_ALTERNATIVE, VerdictCategory.GUILTY_OF_LESSER}
)
_ADMITTING = frozenset(
    {
        PleaKind.GUILTY,
        PleaKind.GUILTY_SJP,
        PleaKind.INDICATED_GUILTY,
        PleaKind.ADMITS_BREACH,
        PleaKind.ADMITS,
        PleaKind.CONSENTS,
    }
)
_PLEA_CODES = MappingProxyType(
    {
        PleaKind.GUILTY: "G",
        PleaKind.NOT_GUILTY: "NG",
        PleaKind.GUILTY_SJP: "GSJP",
        PleaKind.INDICATED_GUILTY: "IG",
        PleaKind.INDICATED_NOT_GUILTY: "ING",
        PleaKind.NO_INDICATION: "NI",
        PleaKind.ADMITS_BREACH: "ADB",
        PleaKind.DENIES_BREACH: "DB",
        PleaKind.ADMITS: "ADM",
        PleaKind.DENIES: "DEN",
        PleaKind.CONSENTS: "CON",
        PleaKind.OPPOSES: "OPP",
        PleaKind.UNFIT: "UNFIT",
        PleaKind.AUTREFOIS_ACQUIT: "AA",
        PleaKind.AUTREFOIS_CONVICT: "AC",
        PleaKind.NONE: "NONE",
    }
)
# Words of the feeds beyond the stored values and the short codes; digits are SPI's plea status.
_PLEA_WORDS = {
    "1": PleaKind.GUILTY,
    "2": PleaKind.NOT_GUILTY,
    "3": PleaKind.NONE,
    "4": PleaKind.CONSENTS,
    "5": PleaKind.OPPOSES,
    "6": PleaKind.GUILTY_SJP,
    "7": PleaKind.ADMITS,
    "8": PleaKind.DENIES,
    "guilty_single_justice_procedure": PleaKind.GUILTY_SJP,
    "indicated_plea_of_guilty": PleaKind.INDICATED_GUILTY,
    "indicated_plea_of_not_guilty": PleaKind.INDICATED_NOT_GUILTY,
    "unfit_to_plead": PleaKind.UNFIT,
    "consented": PleaKind.CONSENTS,
    "opposed": PleaKind.OPPOSES,
    "resisted": PleaKind.OPPOSES,
    "no_plea": PleaKind.NONE,
    "no_plea_taken": PleaKind.NONE,
}
_PLEAS = {
    **{key(code): kind for kind, code in _PLEA_CODES.items()},
    **{kind.value: kind for kind in PleaKind},
}
_PLEAS.update(_PLEA_WORDS)
_TRAILING_DATE = re.compile(r",\s*\d{1,2}/\d{1,2}/\d{2,4}\s*$")

_MODES = {
    **dict.fromkeys(("summary", "summary_only", "sum", "cs", "1"), ChargeMode.SUMMARY),
    **dict.fromkeys(("either_way", "triable_either_way", "ce", "ew"), ChargeMode.EITHER_WAY),
    **dict.fromkeys(("indictable", "indictable_only", "ci", "i", "2"), ChargeMode.INDICTABLE),
    **dict.fromkeys(("civil",), ChargeMode.CIVIL),
}
_VERDICTS = {
    **dict.fromkeys(("guilty", "guilty_convicted", "g"), VerdictCategory.GUILTY),
    **dict.fromkeys(("not_guilty", "n", "ng"), VerdictCategory.NOT_GUILTY),
    **dict.fromkeys(("no_verdict", "o", "nc", "non_conviction"), VerdictCategory.NO_VERDICT),
    **dict.fromkeys(("finding",), VerdictCategory.FINDING),
    **dict.fromkeys(("a", "na"), VerdictCategory.GUILTY_OF_ALTERNATIVE),
}


def plea_from(raw: str) -> PleaKind | None:
    """The plea behind a code or word of any feed; None when it is no plea we know (keep the raw word).

    Tolerates case, spaces, underscores and a date behind a comma (`GUILTY, 11/02/2022`).
    """
    return _PLEAS.get(key(_TRAILING_DATE.sub("", raw)))


def mode_from(raw: str) -> ChargeMode | None:
    """The mode of trial a feed names; None when the word or code does not settle it."""
    return _MODES.get(key(raw))


def verdict_from(raw: str) -> VerdictCategory | None:
    """The category of a verdict from its category word or its one-letter CJS code; None when unknown."""
    word = key(raw)
    if "guilty_of_alternative" in word:
        return VerdictCategory.GUILTY_OF_ALTERNATIVE
    if "guilty_of_lesser" in word:
        return VerdictCategory.GUILTY_OF_LESSER
    return _VERDICTS.get(word)
