"""The weights of the scorer: bits for and against, read once from the one versioned file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Weights:
    """The file as it is used: bits by level, bonus by nearness, thresholds by mode.

    Two records from `review` on are put before somebody.
    """

    version: str
    bits: Mapping[str, float]
    order: Mapping[str, float]
    lookup: tuple[float, float]
    match: tuple[float, float]
    review: float


@cache
def weights() -> Weights:
    """The weights in force."""
    read = json.loads(files("db.people.scoring").joinpath("weights.json").read_text("utf-8"))
    bands = {mode: (float(found["strong"]), float(found["possible"])) for mode, found in read["bands"].items()}
    return Weights(
        version=read["version"],
        bits=MappingProxyType({key: float(found[0]) for key, found in read["levels"].items()}),
        order=MappingProxyType({key: float(found[0]) for key, found in read["order"].items()}),
        lookup=bands["lookup"],
        match=bands["match"],
        review=float(read["bands"]["match"]["review"]),
    )
