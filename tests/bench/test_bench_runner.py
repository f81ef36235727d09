"""The runner of the measured figures: goals are kept or missed, ratios come from one run, the table says how."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from rich.console import Console

from bench import run
from bench.figures import Figure, in_turn, ratio


def figure(value: float, goal: float | None = 10.0) -> Figure:
    return Figure("a list on screen", value, "ms", goal, "p50 9 ms", "key to painted")


def test_a_goal_is_kept_up_to_its_value_and_missed_above_it() -> None:
    assert figure(10.0).verdict == "pass"
    assert figure(10.1).verdict == "MISS"
    assert figure(99.0, None).met
    assert figure(99.0, None).verdict == ""


def test_jobs_take_turns_and_the_first_round_only_warms_up() -> None:
    order: list[str] = []

    def job(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    ours, theirs = in_turn(2, lambda: job("ours", 3.0), lambda: job("theirs", 2.0))
    assert order == ["ours", "theirs"] * 3
    assert ratio(ours, theirs) == 1.5


def test_every_measure_has_its_module() -> None:
    for name in run.MEASURES:
        assert callable(import_module(f"bench.measures.{name}").measure)


def test_the_table_shows_value_goal_verdict_and_how(capsys: pytest.CaptureFixture[str]) -> None:
    run.show([figure(12.0)], Console(width=100))
    shown = capsys.readouterr().out
    for wanted in ("a list on screen", "12 ms", "<= 10 ms", "MISS", "p50 9 ms", "key to painted"):
        assert wanted in shown


def test_a_missed_goal_is_exit_code_1_and_json_is_one_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "_taken", lambda name: [figure(12.0)])
    assert run.main(["--only", "rows", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["met"] is False
    monkeypatch.setattr(run, "_taken", lambda name: [figure(8.0)])
    assert run.main(["--only", "rows"]) == 0
