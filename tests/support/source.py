"""The repository's own files, for tests that read the code."""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("db", "screens", "tracker_tui")
# Alembic writes these; a migration is never edited once it has run anywhere.
GENERATED = "db/store/migrations/versions/"


@functools.cache
def tracked(suffix: str = "") -> tuple[Path, ...]:
    """Every file that git knows and that is there, relative to the root."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listing.stdout.split("\0") if name.endswith(suffix) and name]
    return tuple(Path(name) for name in sorted(names) if (ROOT / name).is_file())


@functools.cache
def code(*folders: str) -> tuple[Path, ...]:
    """Every Python file written by hand, in the named folders or anywhere."""
    return tuple(
        path
        for path in tracked(".py")
        if not path.as_posix().startswith(GENERATED) and (not folders or path.parts[0] in folders)
    )


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse((ROOT / path).read_text("utf-8"), filename=str(path))
