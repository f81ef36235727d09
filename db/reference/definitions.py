"""Results as courts enter them: the short code, what it means, and the prompts that it asks for."""

from __future__ import annotations

import json
from typing import Final

from db.cards.reference import ReferenceEntry, ReferencePrompt
from db.reference.lists import kept, rows

_LEVEL: Final = {"O": "charge", "D": "defendant", "C": "case"}
_CATEGORY: Final = {"F": "final", "A": "ancillary", "I": "intermediary"}
_CUSTODY: Final = {"A": "", "B": "on bail", "C": "in custody"}
_COURTS: Final = {"B": "both", "C": "Crown Court", "M": "magistrates' court"}
_ANSWER: Final = {
    "TXT": "text", "INT": "whole number", "DATE": "day", "BOOLEAN": "yes or no", "FIXL": "one of a list",
    "FIXLM": "several of a list", "CURR": "pounds", "TIME": "time", "NAMEADDRESS": "name and address",
}  # fmt: skip
_NEED: Final = {"mandatory": "needed", "optional": "may be left out", "oneOf": "one of these"}


@kept
def definitions() -> list[ReferenceEntry]:
    """Every result by its short code."""
    return [_definition(row) for row in rows("definitions")]


def _definition(row: dict[str, str]) -> ReferenceEntry:
    said = (
        ("cjs code", row["cjs"]),
        ("level", _LEVEL.get(row["level"], row["level"])),
        ("category", _CATEGORY.get(row["category"], row["category"])),
        ("afterwards", _CUSTODY.get(row["custody"], row["custody"])),
        ("courts", _COURTS.get(row["jurisdiction"], row["jurisdiction"])),
        ("convicts", {"Y": "yes", "N": "no"}.get(row["convicts"], "")),
        ("since", row["since"]),
        ("ended", row["ended"]),
    )
    asked = json.loads(row["prompts"]) if row["prompts"] else []
    return ReferenceEntry(row["code"], row["name"], said, tuple(_prompt(*each) for each in asked))


def _prompt(label: str, kind: str, rule: str, least: str, most: str) -> ReferencePrompt:
    """Bounds of a text are the number of its signs."""
    bounds = (
        f"{least} to {most}" if least and most else f"at most {most}" if most else f"at least {least}" if least else ""
    )
    if bounds and kind == "TXT":
        bounds += " signs"
    return ReferencePrompt(label, _ANSWER.get(kind, kind.casefold()), _NEED.get(rule, rule), bounds)
