"""A short run of the lookup bench from end to end: every engine asked, tables told, nothing made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import homes
from bench.lookup import side_by_side, tools
from bench.lookup.asking import BIRTH, NAME, VIEWS, Question, Typed
from bench.lookup.options import Options
from bench.lookup.report import figures, lines, paired
from bench.lookup.side_by_side import Run, Taken
from tests.support.databases import Backend


@pytest.fixture(scope="module")
def done(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with backend.migrated(tmp_path_factory.mktemp("lookup")) as database:
        options = Options(
            people=2_000, seed=5, each=2, shares=(1.0, 0.01), engine=database.dialect, tools=False, servers=False,
            streams=4,
        )  # fmt: skip
        with side_by_side.run(options, database) as run:
            yield run
    homes.clean_up()


def test_a_box_text_is_taken_apart_for_engines_without_one() -> None:
    typed = Typed.of("O'Brien, Seán 12/03/1980")
    assert typed.words == ("obrien", "sean")
    assert str(typed.born) == "1980-03-12"
    assert typed.ways[:2] == [("sean", "obrien"), ("obrien", "sean")]
    assert Typed.of("ann 31/02/1980").born is None


def test_the_place_is_that_of_the_first_right_answer() -> None:
    question = Question("typo", NAME, "jon smith", 4, frozenset({4, 9}))
    assert question.rank([1, 9, 4]) == 2
    assert question.rank([1, 2]) == 0


def test_recall_is_the_mean_over_kinds_and_not_over_questions() -> None:
    asked = [Question(kind, NAME, "x y", 1, frozenset({1})) for kind in ("typo", "typo", "typo", "swapped")]
    taken = Taken(ranks={0: 1, 1: 1, 2: 4, 3: 0})
    assert taken.recall(asked, 10, mode=NAME, kinds=["typo", "swapped"]) == 0.5
    assert taken.recall(asked, 1, mode=NAME, kinds=["typo"]) == pytest.approx(2 / 3)
    assert taken.recall(asked, 1, mode=BIRTH, kinds=["typo"]) is None


def test_ratios_are_of_questions_that_both_answered() -> None:
    assert paired({1: 6.0, 2: 8.0, 3: 100.0}, {1: 2.0, 2: 2.0}) == 3.5
    assert paired({1: 6.0}, {}) == 0.0


def test_every_engine_is_asked_every_question_and_the_product_finds_exact_names(done: Run) -> None:
    asked, taken = done.asked[1.0], done.taken[1.0]
    assert {"Tracker", "B-tree prefix", "FTS5 prefix '1 2 3'", "FTS5 trigram, rerank"} <= set(taken)
    for one in taken.values():
        assert set(one.done) == set(one.ranks) == set(range(len(asked)))
        assert one.keys
    for name in ("Tracker", "B-tree prefix", "FTS5 trigram, rerank"):
        assert taken[name].recall(asked, 10, mode=NAME, kinds=["exact"]) == 1.0


def test_nobody_finds_whom_the_user_may_not_see(done: Run) -> None:
    view = VIEWS[0.01]
    query = f"SELECT person FROM name n WHERE 1{view.sql()}"
    names = next(built.engine for name, built in done.built.items() if name == "B-tree prefix")
    seen = {person for (person,) in names._ask(query)}
    assert 0 < len(seen) < 100
    for built in done.built.values():
        for text in ("smith", "jones david", "j"):
            assert set(built.engine.find(text, 10, view)) <= seen


def test_the_tables_tell_what_was_measured(done: Run) -> None:
    told = "\n".join(lines(done, [tools.Answered("VisiData, select rows", note=tools.ABSENT)]))
    for wanted in ("2,000 persons", "seed 5 (a seed for developing)", "bytes a name", "may see 1 %", "recall@10"):
        assert wanted in told
    assert told.splitlines()[-1].split()[-2:] == ["not", "installed"]


def test_the_rows_for_courts_and_teams_are_weighed_beside_those_of_everybody(done: Run) -> None:
    weights = {one.table: one for one in done.weights}
    assert weights["lookup_name"].everybody > 0
    assert weights["lookup_name"].scoped > 0
    assert weights["lookup_word"].scoped == 0
    told = "\n".join(lines(done, []))
    assert "courts, teams" in told


def test_no_goal_is_claimed_below_a_million_people(done: Run) -> None:
    found = list(figures(done, []))
    assert any(one.name.startswith("find, may see 100 %") for one in found)
    assert all(one.goal is None for one in found)


def test_a_tool_that_is_not_there_is_not_measured(done: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools.shutil, "which", lambda _: None)
    assert {(one.note, one.times) for one in tools.beside(done)} == {(tools.ABSENT, ())}


def test_grep_answers_from_the_register_itself(done: Run) -> None:
    found = next(one for one in tools.beside(done) if one.name.startswith("grep"))
    assert len(found.times) == 9
    assert Path(done.register).read_text("utf-8").startswith("person_id,forename,middle,surname,dob")
