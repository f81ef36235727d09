"""`tracker policy matrix`: what each role gets of what others hold, and where each case of it is proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from db.keeper.policy import door_words, policy_card
from db.words.families.access import Category, Outcome
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json

if TYPE_CHECKING:
    from db.cards.policy import PolicyCard, PolicyCell, ProvedCase

app = group("Show the rules of who may see what.")
_SIGNS: Final = {Outcome.FULL: "F", Outcome.SUMMARY: "S", Outcome.MASKED: "E", Outcome.ABSENT: "-"}
_SHORT: Final = {
    Category.IDENTITY: "id", Category.ADDRESS: "ad", Category.CASE: "ca", Category.NEXT_HEARING: "nx",
    Category.BAIL: "ba", Category.PRE_SENTENCE_REPORT: "ps", Category.COMPLIANCE: "co", Category.RISK: "ri",
    Category.TREATMENT: "tr", Category.HEALTH: "he", Category.INTELLIGENCE: "in", Category.SAFETY: "sa",
    Category.VICTIM: "vi", Category.CUSTODY: "cu", Category.PPO: "pp", Category.NEEDS: "ne",
    Category.AGENCY_NOTE: "an", Category.PERSONAL_NOTE: "pn",
}  # fmt: skip
_LEGEND: Final = (
    "F full  S summary  E only that it exists  - hidden  R hidden until released by",
    "the court. Of people who matter to the reader, and of records that another",
    "agency owns: own records are full by role, and sharing rules come on top.",
)
_KEYS = (
    "One document: {cells: [{role, category, outcome, released, reason, cases}], cases: [{id, says, rule, readers, "
    "categories, doors, missing, tests}], doors: {name: words}}; released is what the defence gets once the court "
    "released it, null where nothing differs."
)


@app.command("matrix", epilog="Example: tracker policy matrix --json")
def matrix(
    *,
    tests: Annotated[bool, typer.Option("--tests", help="Name the tests of each case too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_KEYS)] = False,
) -> None:
    """Print what each role gets of each category, as the rules decide it, and the cases and doors that prove it."""
    card = policy_card()
    if as_json:
        print_json(_document(card))
        return
    _table(card)
    line()
    for case in card.cases:
        _case(case, tests=tests)


def _table(card: PolicyCard) -> None:
    width = max(len(cell.role.value) for cell in card.cells)
    line(" " * width + "".join(f" {_SHORT[category]}" for category in Category))
    by_role: dict[str, list[PolicyCell]] = {}
    for cell in card.cells:
        by_role.setdefault(cell.role.value, []).append(cell)
    for role, cells in by_role.items():
        line(f"{role:<{width}}" + "".join(f" {_sign(cell):>2}" for cell in cells))
        proofs = sorted({case for cell in cells for case in cell.cases})
        if proofs:
            line(f"    shown by {', '.join(proofs)}")
    words = [f"{_SHORT[category]} {category.label}" for category in Category]
    for text in (*_LEGEND, *("   ".join(words[start : start + 3]) for start in range(0, len(words), 3))):
        line(text)


def _sign(cell: PolicyCell) -> str:
    return "R" if cell.released else _SIGNS[cell.outcome]


def _case(case: ProvedCase, *, tests: bool) -> None:
    about = ""
    if case.readers:
        many = len(case.categories) == len(Category)
        categories = "every category" if many else ", ".join(category.label for category in case.categories)
        about = f" [{', '.join(role.value for role in case.readers)}: {categories}]"
    line(f"{case.id}  {case.says} ({case.rule}){about}")
    line(f"     {', '.join((*case.doors, *case.missing))}")
    for test in case.tests if tests else ():
        line(f"     {test}")


def _document(card: PolicyCard) -> dict[str, object]:
    return {
        "cells": [
            {
                "role": cell.role.value, "category": cell.category.value, "outcome": cell.outcome.value,
                "released": cell.released.value if cell.released else None, "reason": cell.reason,
                "cases": list(cell.cases),
            }
            for cell in card.cells
        ],
        "cases": [
            {
                "id": case.id, "says": case.says, "rule": case.rule, "readers": [role.value for role in case.readers],
                "categories": [category.value for category in case.categories], "doors": list(case.doors),
                "missing": list(case.missing), "tests": list(case.tests),
            }
            for case in card.cases
        ],
        "doors": door_words(),
    }  # fmt: skip
