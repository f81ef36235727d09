"""SPI's own codes of pleas, findings, modes of trial and liberty."""

from __future__ import annotations

from typing import Final

from db.words.families.bail import BailStatus
from db.words.families.charges import ChargeMode, PleaKind, VerdictCategory, mode_from

_PLEAS: Final = {
    PleaKind.GUILTY: "1",
    PleaKind.INDICATED_GUILTY: "1",
    PleaKind.NOT_GUILTY: "2",
    PleaKind.INDICATED_NOT_GUILTY: "2",
    PleaKind.NONE: "3",
    PleaKind.NO_INDICATION: "3",
    PleaKind.CONSENTS: "4",
    PleaKind.OPPOSES: "5",
    PleaKind.GUILTY_SJP: "6",
    PleaKind.ADMITS: "7",
    PleaKind.ADMITS_BREACH: "7",
    PleaKind.DENIES: "8",
    PleaKind.DENIES_BREACH: "8",
}
_FINDINGS: Final = {
    VerdictCategory.GUILTY: "G",
    VerdictCategory.NOT_GUILTY: "N",
    VerdictCategory.GUILTY_OF_ALTERNATIVE: "A",
    VerdictCategory.GUILTY_OF_LESSER: "A",
    VerdictCategory.NO_VERDICT: "O",
}
_MODES: Final = {ChargeMode.SUMMARY: "1", ChargeMode.INDICTABLE: "2"}
# The words that the reader of SPI makes of its codes: what came with them goes out with them.
_ELECTED: Final = {
    "defendant elects summary trial": "3",
    "defendant elects trial by jury": "4",
    "indictable only because of previous record": "5",
    "under appropriate value": "6",
    "no mode of trial": "7",
}
_BAIL: Final = {
    BailStatus.CONDITIONAL: "B",
    BailStatus.PRE_RELEASE: "B",
    BailStatus.UNCONDITIONAL: "U",
    BailStatus.CUSTODY: "C",
    BailStatus.REARRESTED: "C",
    BailStatus.NOT_APPLICABLE: "A",
    BailStatus.LOCAL_AUTHORITY: "L",
    BailStatus.SECURE: "S",
}


def plea_code(kind: PleaKind | None) -> str:
    """SPI's figure; empty for a plea that it does not know, which is then not said."""
    return _PLEAS.get(kind, "") if kind else ""


def finding_code(category: VerdictCategory | None) -> str:
    """SPI's letter; empty where there is no finding."""
    return _FINDINGS.get(category, "") if category else ""


def mode_code(mode: str) -> str:
    """SPI's figure of a mode of trial; empty where the record does not settle it."""
    known = mode_from(mode)
    return _ELECTED.get(mode.casefold(), "") or (_MODES.get(known, "") if known else "")


def bail_code(status: BailStatus | None) -> str:
    """SPI's letter; empty where nothing is known."""
    return _BAIL.get(status, "") if status else ""
