"""The given hard cases and noisy look-ups, by brute force: the whole register is scored for each question."""

from __future__ import annotations

import csv
import random
import time
from datetime import date
from pathlib import Path

import pytest

from db.cards.find import Band
from db.people.box.reading import parse
from db.people.scoring.among import warn_among
from db.people.scoring.asked import Asked
from db.people.scoring.identity import Identity, Verdict
from db.people.scoring.judge import judge
from tests.support.identities import from_row

pytestmark = pytest.mark.shared_data
TODAY = date(2026, 11, 22)

# The words of `must_explain`, as the reasons and warnings say them.
SAID = {
    "nickname": "nickname", "DOB exact": "date of birth exact", "sounds like / variant": "variant",
    "year of birth": "year of birth", "name variant": "name variant", "day and month swapped": "day and month swapped",
    "year differs": "year differs", "names swapped": "names swapped", "part of surname": "part of surname",
    "spacing/prefix": "spacing", "forename close": "forename close", "surname close": "surname close",
    "initial": "initial", "middle name": "middle name", "alias": "alias",
    "alias name and alias DOB": "alias date of birth",
    "PNC exact (short form)": "PNC exact (short form)", "PNC one character different": "PNC one character different",
    "check letter invalid": "check letter is wrong", "forename exact": "forename exact",
    "same name and DOB, different PNC": "PNC differs", "no close match": "",
}  # fmt: skip


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / "matching" / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _ranked(text: str, register: list[tuple[str, Identity]]) -> list[tuple[str, Verdict, Identity]]:
    asked = Asked.of(parse(text, today=TODAY))
    scored = [(key, judge(asked, who), who) for key, who in register]
    return sorted(scored, key=lambda one: -one[1].order)[:10]


def test_all_hard_cases_have_the_right_person_the_explanation_and_the_rule(shared_folder: Path) -> None:
    register = [(row["person_id"], from_row(row)) for row in _rows(shared_folder, "lookup_register_give.csv")]
    failed = []
    for case in _rows(shared_folder, "lookup_cases_give.csv"):
        ranked = _ranked(case["query_text"], register)
        keys, expected = [key for key, _, _ in ranked], case["expected"].split(";")
        among = warn_among([who for _, _, who in ranked[:3]])
        strong = [verdict for _, verdict, _ in ranked if verdict.band is Band.STRONG]
        if expected == ["NONE"]:
            good = not strong and ranked[0][1].band is Band.WEAK
        else:
            within = max(int(case["within_top"]), len(expected))
            good = all(key in keys[:within] for key in expected) and keys[0] not in case["must_not_be_first"].split(";")
        told = " | ".join((*ranked[0][1].reasons, *ranked[0][1].warnings, *among[0]))
        good = good and all(SAID[words.strip()] in told for words in case["must_explain"].split(";"))
        if not good:
            failed.append((case["case_id"], keys[:3], told))
    assert not failed


def test_the_rules_of_the_hard_cases_hold(shared_folder: Path) -> None:
    register = [(row["person_id"], from_row(row)) for row in _rows(shared_folder, "lookup_register_give.csv")]
    twins = _ranked("Kieron Dooley 16/04/2001", register)
    assert {key for key, _, _ in twins[:2]} == {"G047", "G048"}
    assert all("possible twin" in says for says in warn_among([who for _, _, who in twins[:2]]))
    family = _ranked("Brian Cassidy 15/05/1985", register)
    assert "G049" in [key for key, _, _ in family[:3]]
    assert all("parent or child" in says for (says,) in warn_among([who for _, _, who in family[:2]]))
    namesakes = _ranked("David Smith 10/09/1980", register)
    assert all(says for says in warn_among([who for _, _, who in namesakes[:2]]))
    number = _ranked("03/15427N", register)
    assert [key for key, verdict, _ in number if verdict.band is not Band.WEAK] == ["G043"]


def test_noisy_look_ups_find_the_person_and_one_judgement_is_quick(shared_folder: Path) -> None:
    register = [(row["person_id"], from_row(row)) for row in _rows(shared_folder, "lookup_hist_register_give.csv")]
    queries = random.Random(40).sample(_rows(shared_folder, "lookup_hist_queries_give.csv"), 20)
    first = ten = 0
    began = time.process_time()
    for query in queries:
        ranked = _ranked(f"{query['q_forename']} {query['q_surname']} {query['q_dob']}", register)
        keys = [key for key, _, _ in ranked]
        first += keys[0] == query["expected"]
        ten += query["expected"] in keys
    each = (time.process_time() - began) / len(queries) / len(register)
    assert first >= 17, first
    assert ten >= 18, ten
    # Measured at 40 microseconds with every name met for the first time; the bound allows for a busy machine.
    assert each < 200e-6, each
