"""Offence codes with their titles, categories and Home Office groups; read when the first code is asked for."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from db.reference.lists import forgotten_with, kept, lines, rows


@dataclass(frozen=True, slots=True)
class ListedOffence:
    """One offence of the list; `category` says how it is tried, `group` and `class_name` are the Home Office's."""

    code: str
    title: str
    category: str
    home_office: str
    group: str
    class_name: str


@lru_cache(maxsize=4096)
def offence_by_code(raw: str) -> ListedOffence | None:
    """The listed offence behind a code, capitals or not; None when there is none."""
    code = raw.strip()
    row = _row(code) or _row(code.upper())
    if row is None:
        return None
    code, title, category, home_office = row[:4]
    group, class_name = home_office_classes().get(home_office, ("", ""))
    return ListedOffence(code, title, categories().get(category, category), home_office, group, class_name)


forgotten_with(offence_by_code.cache_clear)


def charge_title(title: str, code: str) -> str:
    """What a charge is called: the title that was sent, else that of its code, else the code itself."""
    if title:
        return title
    offence = offence_by_code(code) if code else None
    return (offence.title if offence else "") or code


def every_offence() -> list[ListedOffence]:
    """The whole list, by code."""
    groups, names = home_office_classes(), categories()
    return [
        ListedOffence(code, title, names.get(category, category), home_office, *groups.get(home_office, ("", "")))
        for code, title, category, home_office, *_ in csv.reader(_lines()[1:])
    ]


@kept
def categories() -> Mapping[str, str]:
    """How offences are tried, by code of two signs."""
    return MappingProxyType({row["code"]: row["name"] for row in rows("categories")})


@kept
def home_office_classes() -> Mapping[str, tuple[str, str]]:
    """Group and name of each class of the Home Office, by `NNN/NN`."""
    return MappingProxyType({row["code"]: (row["group"], row["category"]) for row in rows("home_office")})


@kept
def _lines() -> list[str]:
    # Kept as text: thirty thousand rows as objects would weigh ten times as much, and few are ever asked for.
    return lines("offences")


def _row(code: str) -> list[str] | None:
    """The list is sorted by code and no code holds a comma, so the line that begins with it is found by halving."""
    listed = _lines()
    start = f"{code},"
    at = bisect_left(listed, start, lo=1)
    return next(csv.reader([listed[at]])) if at < len(listed) and listed[at].startswith(start) else None
