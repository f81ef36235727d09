"""What every file of the house keeps to: sizes, first sentences, and nothing swallowed or left undone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import PRODUCT, ROOT, code, tracked, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
LONGEST_APP = 200
# The owner's card; what stands beside it is said in CONTRIBUTING.md.
OWNERS_TREE = ("tracker_tui", "db", "screens", "tests", "pyproject.toml", "README.md")
BESIDE_IT = {
    *(".ci", ".gitignore", ".pre-commit-config.yaml", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("LICENSE", "Makefile", "SECURITY.md", "bench", "ci", "docs"),
}
# The edge of a unit of work, and the last resort of the programs: (file, function).
CATCH_ALL = {
    ("screens/frame/asking.py", "job"),
    ("tracker_tui/__main__.py", "main"),
}
UNDONE = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|mark\.(skip|xfail)\b|type: ignore(?!\[)|noqa(?!:)")
DOCSTRING_ONLY = (ast.Expr,)


def test_the_top_level_is_the_owners() -> None:
    found = {path.parts[0] for path in tracked()}
    assert set(OWNERS_TREE) <= found
    assert found <= {*OWNERS_TREE, *BESIDE_IT}


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = []
    for path in code():
        said = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
        if len(said) < 10 or not said.endswith((".", ".)", ":", "?")):
            silent.append(f"{path}: {said!r}")
    assert not silent, "\n".join(silent)


def test_packages_hold_a_docstring_only() -> None:
    full = [
        str(path)
        for path in code(*PRODUCT)
        if path.name == "__init__.py" and any(not isinstance(node, DOCSTRING_ONLY) for node in tree(path).body)
    ]
    assert not full, full


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = [f"{path}: {n}" for path in code() if (n := len((ROOT / path).read_text().splitlines())) > LONGEST_FILE]
    assert not long, "\n".join(long)


def test_no_function_is_longer_than_a_screen() -> None:
    long = []
    for path in code():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path}:{node.lineno} {node.name}: {lines}")
    assert not long, "\n".join(long)


def test_the_application_is_no_god_class() -> None:
    long = []
    for path in code("tracker_tui"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and any("App" in ast.unparse(base) for base in node.bases):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines >= LONGEST_APP:
                    long.append(f"{path}:{node.lineno} {node.name}: {lines}")
    assert not long, "\n".join(long)


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"} for kind in kinds)


def _caught(path: Path) -> Iterator[tuple[str, str, int]]:
    for function in ast.walk(tree(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            name = getattr(function, "name", "module")
            for node in ast.walk(function):
                if isinstance(node, ast.ExceptHandler) and _catches_everything(node):
                    yield path.as_posix(), name, node.lineno


def test_everything_is_caught_in_two_places_only() -> None:
    allowed_lines = {(file, line) for p in code() for file, name, line in _caught(p) if (file, name) in CATCH_ALL}
    swallowed = sorted(
        {f"{file}:{line}" for p in code() for file, _, line in _caught(p) if (file, line) not in allowed_lines}
    )
    assert not swallowed, swallowed


def test_nothing_is_left_undone_or_switched_off() -> None:
    # The ledger skips for what a machine lacks, counts it by name, and lets CI allow none.
    exempt = {Path(__file__).resolve().relative_to(ROOT), Path("tests/support/ledger.py")}
    undone = [
        f"{path}:{number} {line.strip()}"
        for path in code()
        if path not in exempt
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if UNDONE.search(line)
    ]
    assert not undone, "\n".join(undone)


def test_no_test_replaces_the_time_of_the_whole_process() -> None:
    """A patched `time.sleep` is every thread's: one that waits in a loop then never stops for breath."""
    replaced = [
        f"{path}:{number}"
        for path in code("tests")
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if re.search(r"setattr\((time\b|[\"'][\w.]*\btime\.)", line)
    ]
    assert not replaced, replaced


def test_no_relation_to_this_machine_or_its_index_is_written_down() -> None:
    told = re.compile(r"/(?:root|home/\w+|Users/\w+|work|opt)/|\bpypi\.\w+|files\.pythonhosted|--(?:extra-)?index-url")
    rule = Path(__file__).resolve().relative_to(ROOT)
    found = []
    for path in tracked():
        if path == rule or path.suffix in {".xz", ".gz", ".db", ".png"}:
            continue
        for number, line in enumerate((ROOT / path).read_text("utf-8", errors="replace").splitlines(), 1):
            if told.search(line):
                found.append(f"{path}:{number} {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_what_the_cycle_contract_overlooks_is_loaded_for_types_only() -> None:
    parts = {"screens/frame/calls.py": "screens.frame.base"}
    parts |= {f.as_posix(): "tracker_tui.app.app" for f in code("tracker_tui") if "handlers" in f.parts}
    loaded = [
        f"{path} loads {whole}"
        for path, whole in parts.items()
        for node in tree(Path(path)).body
        if isinstance(node, ast.ImportFrom) and node.module == whole
    ]
    assert not loaded, loaded
