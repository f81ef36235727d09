"""Counts the promises that a passing test shows, and refuses those marked done without one."""

from __future__ import annotations

import argparse
import ast
import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEDGER = ROOT / "tests" / "promises.toml"
TOTAL = 176


@dataclass(frozen=True, slots=True)
class Promise:
    """One row: its id, whose promise it is, three words for a reader, and the tests that show it."""

    row: str
    system: str
    label: str
    done: bool
    tests: tuple[str, ...]


def read(path: Path = LEDGER) -> list[Promise]:
    """Every row of the ledger. Raises ValueError where a row is not whole."""
    promises = []
    for letter, section in tomllib.loads(path.read_text("utf-8")).items():
        for row, entry in section["rows"].items():
            state, tests = entry["state"], tuple(entry.get("tests", ()))
            if state not in ("open", "done") or not row.startswith(letter) or set(entry) - {"label", "state", "tests"}:
                raise ValueError(f"{row}: state is open or done, keys are label, state, tests")
            if (state == "done") != bool(tests):
                raise ValueError(f"{row}: a done row names its tests, and only a done row does")
            promises.append(Promise(row, section["system"], entry["label"], state == "done", tests))
    return promises


def exists(node: str, *, root: Path = ROOT) -> bool:
    """Whether a node id names a test function that is written down in the tree."""
    file, _, name = node.partition("::")
    path = root / file
    if not name or not path.is_file():
        return False
    body: list[ast.stmt] = ast.parse(path.read_text("utf-8")).body
    for part in name.split("::"):
        found = [
            item
            for item in body
            if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and item.name == part
        ]
        if not found:
            return False
        body = found[0].body
    return True


def faults(promises: list[Promise], outcomes: dict[str, str] | None) -> list[str]:
    """One line for each done row that is not shown: its test is not there, failed, or did not run.

    `outcomes` is what the last run wrote (node id -> passed, failed, skipped); None asks for existence alone.
    """
    said = []
    if len(promises) != TOTAL:
        said.append(f"the ledger has {len(promises)} rows, {TOTAL} were promised")
    variants: dict[str, set[str]] = {}
    for node, outcome in (outcomes or {}).items():
        variants.setdefault(node.partition("[")[0], set()).add(outcome)
    for promise in promises:
        for node in promise.tests:
            if not exists(node):
                said.append(f"{promise.row}: no such test: {node}")
            elif outcomes is not None and variants.get(node) != {"passed"}:
                how = ", ".join(sorted(variants.get(node, {"not run"})))
                said.append(f"{promise.row}: {node}: {how}")
    return said


def table(promises: list[Promise]) -> str:
    """The count by system, and the sum on the last line."""
    systems = dict.fromkeys(promise.system for promise in promises)
    lines = []
    for system in systems:
        rows = [promise for promise in promises if promise.system == system]
        lines.append(f"{system:<20} {sum(row.done for row in rows):>4} of {len(rows)}")
    lines.append(f"{'all':<20} {sum(row.done for row in promises):>4} of {len(promises)}")
    return "\n".join(lines)


def main() -> int:
    """Print the count; exit 1 with one line a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outcomes", type=Path, help="what the last test run wrote; without it only existence")
    parser.add_argument("--open", action="store_true", help="list the open rows")
    chosen = parser.parse_args()
    promises = read()
    outcomes = json.loads(chosen.outcomes.read_text("utf-8")) if chosen.outcomes else None
    if chosen.open:
        print("\n".join(f"{p.row}  {p.label}" for p in promises if not p.done))
    print(table(promises))
    said = faults(promises, outcomes)
    for line in said:
        print(line, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
