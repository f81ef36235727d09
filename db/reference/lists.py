"""Reading of the code lists that ship with the package."""

from __future__ import annotations

import csv
import gzip
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/NAME.csv`, or of the packed `data/NAME.csv.gz`, each by its column names."""
    return list(csv.DictReader(lines(name)))


def lines(name: str) -> list[str]:
    """The same unread: the line of column names, then a line for each row."""
    folder = files("db.reference").joinpath("data")
    plain = folder.joinpath(f"{name}.csv")
    if plain.is_file():
        return plain.read_text(encoding="utf-8").splitlines()
    return gzip.decompress(folder.joinpath(f"{name}.csv.gz").read_bytes()).decode("utf-8").splitlines()
