"""`tracker performance` in a live home: an area beside others, and areas told how many people live there."""

from __future__ import annotations

import json

from db.keeper.homes import Home
from tests.cli.test_ppo_commands import officer, person
from tests.support.homes import Run

__all__ = ["officer", "person"]


def test_an_area_is_compared_and_the_quarter_is_checked(
    officer: Run, person: str, command: Run, live_home: Home
) -> None:
    given = ("--scheme", "City", "--strand", "catch", "--lead", "POL", "--reason", "Nine")
    assert officer("ppo", "register", person, "--area", "LPL", *given).code == 0
    assert command("area", "change", "MER", "--people", "1400000", home=live_home.folder).code == 0
    found = json.loads(officer("performance", "--area", "MER", "--json").out)
    measures = {one["measure"]: one for one in found["measures"]}
    assert (found["area"], found["similar"], found["counted_once"]) == ("MER", ["GMP"], 0)
    assert measures["nominated"]["value"] == 1
    assert measures["convictions"]["value"] == 0
    text = officer("performance", "--area", "mer")
    assert (text.code, "people convicted" in text.out, "Similar areas of this quarter: GMP." in text.err) == (
        0,
        True,
        True,
    )
    for words, said in ((("--area", "XX"), "no area XX"), (("--area", "MER", "--quarter", "now"), "is no quarter")):
        answer = officer("performance", *words)
        assert (answer.code, said in answer.err) == (1, True)
