"""What a template never filled in: `${case.urn}` is nobody's number, and a name such as CASE-URN neither."""

from __future__ import annotations

import re
from typing import Final

from db.exchange.oddities import Code, Problem

_TEMPLATE: Final = re.compile(r"\s*(?:\$\{[^}]*\}|\{\{[^}]*\}\}|%[A-Z_]{3,40}%)\s*\Z")
_TOKEN: Final = re.compile(r"[A-Z]+(?:[-_ ][A-Z]+)*(?:_\d{1,2})?\Z")
_MANY: Final = 5


def without_templates(value: object, *, at: str, oddities: list[Problem]) -> object:
    """The message without members that are unfilled templates: what was never filled in was not carried.

    Each is noted with its place, the first few of a message at least.
    """
    if isinstance(value, dict):
        kept: dict[object, object] = {}
        for name, inner in value.items():
            if isinstance(inner, str) and _TEMPLATE.match(inner):
                if len(oddities) < _MANY:
                    oddities.append(
                        Problem(f"{at}.{name}", Code.PLACEHOLDER, "an unfilled placeholder; it is left out")
                    )
                continue
            kept[name] = without_templates(inner, at=f"{at}.{name}", oddities=oddities)
        return kept
    if isinstance(value, list):
        return [without_templates(inner, at=f"{at}[{place}]", oddities=oddities) for place, inner in enumerate(value)]
    return value


def is_token(text: str) -> bool:
    """Whether a number is words in capitals, as in a test's CASE-URN or CASE_URN_1: a real one holds more digits."""
    return bool(_TOKEN.match(text))
