"""Takes in a folder of feed files and writes what became of each: docs/feeds-given.md.

`python -m bench.given_files FOLDER [--write]` works on a temporary SQLite file. Files are named by folder and name;
nothing of their content is written. Without --write the page is printed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.import_list import Ready, ready
from db.cards.feeds import FileOutcome
from db.exchange.oddities import Code
from db.exchange.service import FeedService

PAGE = Path(__file__).resolve().parents[1] / "docs" / "feeds-given.md"
REASONS = 2
LONGEST = 160
HEAD = """# The given files and what becomes of them

Written by `python -m bench.given_files FOLDER --write` from the folder of real samples, which is not part of the
repository; nothing of a file's content is here. Every file is taken in, or set aside for its true reason. One order
on an empty database; then all of them once more in another order: {again}

{total}

"""
COLUMNS = "| File | Format | Read | New | Changed | Unchanged | Flagged | Quarantined | Why not, or what is odd |\n"
RULE = "|---|---|---:|---:|---:|---:|---:|---:|---|\n"


def taken_in(home: Ready, paths: Sequence[Path]) -> list[FileOutcome]:
    """Import every file in this order."""
    return list(FeedService(home.units, home.clerk).import_paths(paths))


def page(folder: Path) -> str:
    """The whole page."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix="trk-") as name, ready(Path(name)) as home:
        first = dict(zip(paths, taken_in(home, paths), strict=True))
        shuffled = list(paths)
        random.Random(2026).shuffle(shuffled)
        second = taken_in(home, shuffled)
    changed = sum(each.new + each.changed for each in second)
    again = "nothing changed." if not changed else f"{changed} records changed."
    schemas = [path for path, outcome in first.items() if _codes(outcome)[:1] == [Code.SCHEMA]]
    shown = {path: outcome for path, outcome in first.items() if path not in schemas}
    rows = "".join(_row(path.relative_to(folder), outcome) for path, outcome in shown.items())
    return HEAD.format(again=again, total=_total(shown, len(schemas))) + COLUMNS + RULE + rows


def _total(shown: dict[Path, FileOutcome], schemas: int) -> str:
    outcomes = list(shown.values())
    refused = sum(1 for each in outcomes if each.refused)
    aside = sum(1 for each in outcomes if not each.refused and each.quarantined == each.read)
    read, kept = sum(each.read for each in outcomes), sum(each.quarantined for each in outcomes)
    return (
        f"{len(outcomes)} files: {len(outcomes) - refused - aside} taken in, {aside} known and set aside whole, "
        f"{refused} refused. {schemas} more are schemas (JSON and XSD) and refused as such. "
        f"{read:,} records were read, {kept:,} are in quarantine with their reasons."
    )


def _row(path: Path, outcome: FileOutcome) -> str:
    if outcome.refused:
        return f"| {path} | refused | | | | | | | {_short(outcome.problems[0].reason if outcome.problems else '')} |\n"
    counts = (
        outcome.read, outcome.new, outcome.changed, outcome.unchanged, outcome.flagged, outcome.quarantined,
    )  # fmt: skip
    form = outcome.format.label if outcome.format else ""
    return f"| {path} | {form} | {' | '.join(f'{count:,}' for count in counts)} | {_why(outcome)} |\n"


def _why(outcome: FileOutcome) -> str:
    """The commonest reasons where something is in quarantine, else the commonest codes of what is odd."""
    reasons = Counter(problem.reason for problem in outcome.problems)
    if outcome.quarantined:
        return "; ".join(_short(reason) for reason, _ in reasons.most_common(REASONS))
    codes = Counter(problem.code for problem in outcome.problems)
    return ", ".join(f"{code} ({count})" if count > 1 else code for code, count in codes.most_common(REASONS + 1))


def _short(reason: str) -> str:
    plain = " ".join(reason.replace("|", "/").split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rsplit(' ', 1)[0]} ..."


def _codes(outcome: FileOutcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def main() -> None:
    """Print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write docs/feeds-given.md")
    given = parser.parse_args()
    text = page(given.folder)
    if given.write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
