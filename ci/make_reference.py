"""Writes the code lists of db/reference/data that come from the npm package bichard7-next-data.

By hand, with the network: `python ci/make_reference.py`. From a package that is at hand already:
`python ci/make_reference.py PACKAGE.tgz`. Source: Ministry of Justice, MIT licence (docs/reference.md).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias

PACKAGE: Final = "@moj-bichard7-developers/bichard7-next-data@2.0.414"
TARGET: Final = Path(__file__).parents[1] / "db" / "reference" / "data"
Table: TypeAlias = list[tuple[str, ...]]
"""The names of the columns, then the rows; the first column is the code, the second what it means."""

# List -> (file of the package, the names of our columns, the names there).
_LISTS: Final = {
    "offences": (
        "offence-code",
        ("code", "title", "category", "home_office"),
        ("cjsCode", "offenceTitle", "offenceCategory", "homeOfficeClassification"),
    ),
    "categories": ("offence-category", ("code", "name"), ("cjsCode", "description")),
    "pleas": ("plea-status", ("code", "name", "spi"), ("cjsCode", "description", "spiCode")),
    "verdicts": ("verdict", ("code", "name", "spi"), ("cjsCode", "description", "spiCode")),
    "bail": ("remand-status", ("code", "name", "spi"), ("cjsCode", "description", "spiCode")),
    "results": ("result-code", ("code", "name", "kind"), ("cjsCode", "description", "type")),
    "qualifiers": ("result-qualifier-code", ("code", "name"), ("cjsCode", "description")),
    "forces": ("forces", ("force", "name"), ("code", "name")),
}
_PACKED: Final = frozenset({"offences"})


def tables(package: Path) -> dict[str, Table]:
    """Every list, made from a package as npm packs it."""
    with tarfile.open(package, "r:gz") as packed:
        return {
            name: [ours, *_rows(_read(packed, file), theirs)] for name, (file, ours, theirs) in sorted(_LISTS.items())
        }


def _read(packed: tarfile.TarFile, name: str) -> list[dict[str, Any]]:
    member = packed.extractfile(f"package/data/{name}.json")
    if member is None:
        sys.exit(f"{name}.json is no file of this package.")
    with member:
        found: list[dict[str, Any]] = json.load(member)
    return found


def _rows(entries: Iterable[dict[str, Any]], fields: tuple[str, ...]) -> Table:
    """One row a code, by code: given twice it gets both SPI codes, and without a code it stands under that of SPI."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        row = tuple(" ".join(str(entry[field] or "").split()) for field in fields)
        code = row[0] or row[-1]
        before = found.get(code)
        if before is not None:
            if before[1:-1] != row[1:-1] or len(row) < len(("code", "name", "spi")):
                sys.exit(f"{code} is given twice with different words.")
            row = (*row[:-1], f"{before[-1]} {row[-1]}")
        found[code] = (code, *row[1:])
    return sorted(found.values())


def text_of(table: Table) -> bytes:
    """A list as CSV with plain line ends."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue().encode()


def write(package: Path, target: Path) -> None:
    """Write every list, the long ones packed; the same package gives the same lists."""
    for name, table in tables(package).items():
        text = text_of(table)
        if name in _PACKED:
            (target / f"{name}.csv.gz").write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
        else:
            (target / f"{name}.csv").write_bytes(text)
        print(f"{name}: {len(table) - 1} codes")


def main() -> int:
    """Write the lists from the package named, or from the one that npm brings."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "package", nargs="?", type=Path, help="The package as npm packs it (.tgz); else npm fetches it."
    )
    parser.add_argument("--into", type=Path, default=TARGET, help="Another folder to write to.")
    asked = parser.parse_args()
    if asked.package:
        write(asked.package, asked.into)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE], check=True)
        write(next(Path(folder).glob("*.tgz")), asked.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
