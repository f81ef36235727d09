"""Writes the pages that are made from the code, or says which of them are out of date."""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES_PAGE = Path("docs/files.md")
# Page -> (module that writes it when called with `--write PAGE`).
MADE_BY_MODULES = {
    "docs/keys.md": "screens.keys",
    "docs/commands.md": "tracker_tui.cli.page",
    "docs/scoring.md": "ci.scoring_page",
}
FOLDERS = ("db", "screens", "tracker_tui", "bench", "ci", "tests")
DESCRIBED = {".py", ".tcss", ".sh"}


def tracked() -> list[Path]:
    """Every file that git knows, relative to the root, sorted."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).is_file())


def purpose(path: Path) -> str:
    """What a file says of itself in its first sentence; empty where it says nothing."""
    text = (ROOT / path).read_text("utf-8")
    if path.suffix == ".py":
        return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    for line in text.splitlines():
        said = line.strip()
        if said and not said.startswith("#!"):
            return said.strip("#/* ")
    return ""


def files_page() -> str:
    """The folder tree with one line a file."""
    lines = ["# Every file, in its own words", "", "Made by `make docs` from each file's first sentence."]
    folder = None
    for path in tracked():
        if path.suffix not in DESCRIBED or path.parts[0] not in FOLDERS:
            continue
        said = purpose(path)
        if path.name == "__init__.py":
            lines += ["", f"## {path.parent}/", "", said, ""]
            folder = path.parent
            continue
        if path.parent != folder:
            lines += ["", f"## {path.parent}/", ""]
            folder = path.parent
        lines.append(f"- `{path.name}`: {said}")
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Each generated page and its text as it should be now."""
    yield FILES_PAGE, files_page()
    with tempfile.TemporaryDirectory() as folder:
        for page, module in MADE_BY_MODULES.items():
            if not (ROOT / module.replace(".", "/")).with_suffix(".py").is_file():
                continue
            made = Path(folder) / Path(page).name
            subprocess.run(
                [sys.executable, "-m", module, "--write", str(made)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                check=True,
            )
            yield Path(page), made.read_text("utf-8")


def main() -> int:
    """Write the pages, or check them: exit 1 with the name of each that is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    write = parser.parse_args().write
    old = 0
    for page, text in pages():
        path = ROOT / page
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        old += 1
        if write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"written: {page}")
        else:
            print(f"out of date: {page} (make docs)", file=sys.stderr)
    return 1 if old and not write else 0


if __name__ == "__main__":
    sys.exit(main())
