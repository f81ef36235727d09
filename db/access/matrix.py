"""The default sharing matrix: how much of another agency's category each kind of reader gets; pure.

Source: the sharing definition, "Default matrix". A cell may hang on a condition of the record itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from db.words.actor import Role
from db.words.families.access import Category, Level
from db.words.families.places import AgencyKind


class Column(StrEnum):
    """A column of the matrix, and those whom the definition names beside it."""

    CLERK = "court clerk"
    LISTING = "listing officer"
    USHER = "usher"
    JUDGE = "judge"
    POLICE = "police"
    CPS = "CPS"
    PROBATION = "probation"
    DRUG = "drug service"
    VOLUNTARY = "voluntary"
    PRISON = "prison"
    YOT = "youth offending team"
    DEFENCE = "defence"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column gets; `released` adds FULL once the court has released the record to the defence."""

    level: Level
    released: bool = False


_LEVELS: Final = {"F": Level.FULL, "S": Level.SUMMARY, "E": Level.EXIST, "-": Level.NONE}
_COLUMNS: Final = tuple(each for each in Column if each not in (Column.LISTING, Column.USHER))
# F full, S summary, E exists, - nothing, R nothing until released; own records are decided before (rule O).
_ROWS: Final = {
    Category.IDENTITY: "F F F F F S S F F F",
    Category.ADDRESS: "F S F S F S - S F F",
    Category.CASE: "F F F F F S - S F F",
    Category.NEXT_HEARING: "F F F F F S S S F F",
    Category.BAIL: "F F F F S - - S F F",
    Category.PRE_SENTENCE_REPORT: "E F - S F - - S F R",
    Category.COMPLIANCE: "S F S S F S - S F S",
    Category.RISK: "S S S - F - - S F -",
    Category.TREATMENT: "- E - - S F - S S -",
    Category.HEALTH: "- S - - S - - S S -",
    Category.INTELLIGENCE: "- - - - - - - - - -",
    Category.SAFETY: "F F F F F F S F F -",
    Category.VICTIM: "S S - F - - - - - -",
    Category.CUSTODY: "F F F F F S - F F F",
    Category.PPO: "S F F F F S - F S -",
    Category.NEEDS: "S F - - F S - S F S",
    Category.AGENCY_NOTE: "- - - - - - - - - -",
    Category.PERSONAL_NOTE: "- - - - - - - - - -",
}
# Outside the matrix: an usher has identity, list, safety and custody place.
_USHER: Final = {
    Category.IDENTITY: Level.FULL,
    Category.CASE: Level.SUMMARY,
    Category.NEXT_HEARING: Level.FULL,
    Category.SAFETY: Level.FULL,
    Category.CUSTODY: Level.SUMMARY,
}
_OF_ROLE: Final = {
    Role.CLERK: Column.CLERK,
    Role.LEGAL_ADVISER: Column.CLERK,
    Role.COURT_MANAGER: Column.CLERK,
    Role.LISTING_OFFICER: Column.LISTING,
    Role.USHER: Column.USHER,
    Role.JUDGE: Column.JUDGE,
    Role.POLICE_OFFICER: Column.POLICE,
    Role.POLICE_INTELLIGENCE: Column.POLICE,
    Role.PROSECUTOR: Column.CPS,
    Role.PROBATION_OFFICER: Column.PROBATION,
    Role.PROBATION_MANAGER: Column.PROBATION,
    Role.DRUG_WORKER: Column.DRUG,
    Role.VOLUNTARY_WORKER: Column.VOLUNTARY,
    Role.PRISON_OFFICER: Column.PRISON,
    Role.YOT_WORKER: Column.YOT,
    Role.DEFENCE_LAWYER: Column.DEFENCE,
}
# A scheme officer belongs to one of the partners and reads as that partner does.
_OF_KIND: Final = {
    AgencyKind.COURT: Column.CLERK,
    AgencyKind.POLICE: Column.POLICE,
    AgencyKind.CPS: Column.CPS,
    AgencyKind.PROBATION: Column.PROBATION,
    AgencyKind.DRUG: Column.DRUG,
    AgencyKind.VOLUNTARY: Column.VOLUNTARY,
    AgencyKind.PRISON: Column.PRISON,
    AgencyKind.YOT: Column.YOT,
}


def columns_of(roles: frozenset[Role], kind: AgencyKind) -> frozenset[Column]:
    """The columns that these roles read by, at an agency of this kind; none for roles without case data."""
    found = {_OF_ROLE[role] for role in roles if role in _OF_ROLE}
    if Role.PPO_OFFICER in roles and kind in _OF_KIND:
        found.add(_OF_KIND[kind])
    return frozenset(found)


def cell(column: Column, category: Category) -> Cell:
    """One cell of the matrix."""
    if column is Column.USHER:
        return Cell(_USHER.get(category, Level.NONE))
    if column is Column.LISTING:
        if category is Category.PRE_SENTENCE_REPORT:
            return Cell(Level.NONE)
        column = Column.CLERK
    sign = _ROWS[category].split()[_COLUMNS.index(column)]
    return Cell(Level.NONE, released=True) if sign == "R" else Cell(_LEVELS[sign])


@lru_cache(maxsize=1024)
def default(columns: frozenset[Column], category: Category) -> Cell:
    """The best that the columns together give: who holds two roles reads with either."""
    cells = [cell(column, category) for column in columns]
    level = max((one.level for one in cells), key=lambda one: one.rank, default=Level.NONE)
    return Cell(level, released=any(one.released for one in cells))
