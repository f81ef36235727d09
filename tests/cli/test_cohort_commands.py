"""`tracker cohort` in a live home: made, filled, locked, counted, frozen."""

from __future__ import annotations

import json

from tests.cli.test_ppo_commands import officer, person
from tests.support.homes import Run

__all__ = ["officer", "person"]
PERIODS = ("--baseline", "1/4/25", "31/3/26", "--follow", "1/4/26", "31/3/27")


def test_a_cohort_from_its_making_to_its_frozen_figures(officer: Run, person: str) -> None:
    make = ("cohort", "create", "LAA1", "Burglary agreement", "--area", "LPL", *PERIODS, "--target", "2")
    assert officer(*make, "--dry-run").out.startswith("Would make LAA1")
    assert officer(*make).code == 0
    refused = officer("cohort", "add", "LAA1", person)
    assert (refused.code, "Only people with a registration" in refused.err) == (1, True)
    given = ("--scheme", "City", "--strand", "catch", "--lead", "POL", "--reason", "Nine")
    assert officer("ppo", "register", person, "--area", "LPL", *given).code == 0
    assert officer("cohort", "add", "LAA1", person).code == 0
    assert officer("cohort", "lock", "LAA1", "--yes").out == "LAA1 is locked with 1 person.\n"
    assert "is locked" in officer("cohort", "remove", "LAA1", person).err
    assert officer("cohort", "freeze", "LAA1").code == 0
    found = json.loads(officer("cohort", "figures", "LAA1", "--json").out)
    assert (found["members"], found["baseline"], found["follow_up"], len(found["frozen"])) == (1, 0, 0, 1)
    assert [one["reference"] for one in found["rows"]] == [person]
    (listed,) = json.loads(officer("cohort", "list", "--json").out)
    assert (listed["cohort"], listed["members"], listed["target"]) == ("LAA1", 1, 2)
    shown = json.loads(officer("cohort", "show", "LAA1", "--json").out)
    assert shown["people"][0]["registered"] is True
    assert "1 person: 0 before, 0 after, target 2" in officer("cohort", "figures", "LAA1").out
