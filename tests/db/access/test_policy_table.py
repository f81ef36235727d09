"""The printed table is what the rules decide, and every test that it names as a proof is there."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

from db.access import matrix
from db.access.effect import KIND_OF
from db.access.policy_table import policy_table
from db.access.proved import CASES, DOORS, NO_MAIL, NO_REPORT
from db.access.rules import sees_cases
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Outcome
from db.words.families.places import AgencyKind
from tests.support import doors
from tests.support.source import ROOT


@lru_cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_there_are_the_thirty_eight_cases_in_their_order() -> None:
    assert [case.id for case in CASES] == [f"S{number:02}" for number in range(1, 39)]


def test_every_case_is_shown_by_tests_that_exist_and_one_of_them_is_of_the_policy() -> None:
    missing = []
    for case in CASES:
        assert case.tests, case.id
        for test in case.tests:
            path, _, name = test.partition("::")
            if not (ROOT / path).is_file() or name not in _functions(path):
                missing.append(f"{case.id}: {test}")
    assert not missing, missing


def test_every_door_test_of_a_case_is_named_by_that_case() -> None:
    named = {test for case in CASES for test in case.tests}
    for path in sorted(Path(ROOT / "tests" / "doors").glob("test_*.py")):
        for name in _functions(str(path.relative_to(ROOT))):
            said = re.findall(r"S\d\d", name)
            test = f"tests/doors/{path.name}::{name}"
            for case in (each for each in CASES if each.id in said):
                assert test in case.tests, test
            assert not said or test in named


def test_the_doors_are_those_that_the_tests_go_through() -> None:
    assert set(DOORS) == set(doors.DOORS)
    assert all(set(case.doors) <= set(DOORS) for case in CASES)
    missing = {case.id: case.missing for case in CASES if case.missing}
    assert missing == {"S27": (NO_REPORT,), "S33": (NO_MAIL,), "S35": (NO_REPORT,)}


def _actor(role: Role) -> Actor:
    from datetime import date

    from db.words.keys import uuid7

    return Actor(uuid7(), "", "", uuid7(), frozenset({role}), frozenset(), date(2000, 1, 3), "", uuid7())


def test_every_cell_is_the_default_matrix_and_roles_without_case_data_get_nothing() -> None:
    card = policy_table()
    assert len(card.cells) == len(Role) * len(Category)
    for cell in card.cells:
        columns = matrix.columns_of(frozenset({cell.role}), KIND_OF.get(cell.role, AgencyKind.PROGRAMME))
        default = matrix.default(columns, cell.category)
        if not sees_cases(_actor(cell.role)):
            assert cell.outcome is Outcome.ABSENT, cell
            continue
        assert cell.outcome is default.level.outcome, cell
        assert (cell.released is Outcome.FULL) is (default.released and default.level is Level.NONE), cell


def test_a_case_stands_beside_the_cells_that_it_is_about() -> None:
    cells = {(cell.role, cell.category): cell for cell in policy_table().cells}
    assert "S11" in cells[Role.PROSECUTOR, Category.TREATMENT].cases
    assert cells[Role.PROSECUTOR, Category.TREATMENT].outcome is Outcome.ABSENT
    assert "S08" in cells[Role.CLERK, Category.COMPLIANCE].cases
    assert cells[Role.CLERK, Category.COMPLIANCE].outcome is Outcome.SUMMARY
