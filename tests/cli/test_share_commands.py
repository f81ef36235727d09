"""`tracker share` in a live home: a lead's rules, requests and their answers, and why somebody gets what."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file


@pytest.fixture
def home(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands in a home with a court, probation with a lead, and a clerk who put one defendant on the list."""
    folder, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    command("court", "add", "B01LY", "--room", "01", home=folder)
    command("court", "enable", "B01LY", home=folder)
    command("agency", "add", "PROB", "Probation", "--kind", "probation", home=folder)
    for name, agency, roles in (
        ("c.clerk", "HMCTS", ("clerk",)),
        ("l.lead", "PROB", ("probation_manager", "sharing_lead")),
    ):
        said = command(
            "user", "add", name, *(part for role in roles for part in ("--role", role)), "--agency", agency,
            "--court", "B01LY", "--new-password-file", secret, home=folder,
        )  # fmt: skip
        assert said.code == 0, said.err
    return partial(command, home=folder, password=PASSWORD)


def test_a_lead_previews_adds_changes_ends_and_undoes_a_rule(home: Run) -> None:
    lead = partial(home, user="l.lead")
    words = ("risk", "--to", "role clerk", "--level", "full", "--until", "+30")
    assert "Nothing changes" not in lead("share", "preview", "risk", "--to", "role clerk", "--level", "full").err
    tried = lead("share", "add", *words, "--dry-run")
    assert (tried.code, "summary -> full" in tried.out) == (0, True), tried.err
    assert json.loads(lead("share", "list", "--json").out)["rules"] == []
    made = lead("share", "add", *words)
    assert made.code == 0, made.err
    (rule,) = json.loads(lead("share", "list", "--json").out)["rules"]
    assert (rule["terms"]["level"], rule["ends_soon"]) == ("full", True)
    matrix = json.loads(lead("share", "matrix", "--json").out)
    assert matrix["rows"]["risk"][matrix["whom"].index("court clerk")]["by"]
    assert lead("share", "change", rule["id"], "--level", "nothing").code == 0
    assert lead("share", "end", rule["id"]).code == 1, "ended already"
    assert "took another's place" in lead("share", "undo", "--dry-run").out
    assert lead("share", "undo").code == 0
    (again,) = json.loads(lead("share", "list", "--json").out)["rules"]
    assert again["terms"]["level"] == "full"
    assert lead("share", "end", again["id"]).code == 0
    assert len(json.loads(lead("share", "list", "--history", "--json").out)["rules"]) == 3


def test_words_that_mean_nothing_are_refused_with_the_way_to_write_them(home: Run) -> None:
    lead = partial(home, user="l.lead")
    for words in (
        ("share", "add", "weather", "--to", "role judge", "--level", "full"),
        ("share", "add", "risk", "--to", "a friend", "--level", "full"),
        ("share", "end", "not-an-id"),
        ("share", "answer", "not-an-id", "--until", "+3"),
    ):
        said = lead(*words)
        assert (said.code, said.out) == (1, "")
        assert "Traceback" not in said.err


def test_only_a_lead_keeps_rules_and_why_tells_the_rule_to_those_who_may_ask(home: Run) -> None:
    clerk = partial(home, user="c.clerk")
    assert clerk("share", "list").code == 1
    added = clerk("hearing", "add", "--name", "Smith, John", "--born", "12/3/80", "--charge", "Theft", "--json")
    person = str(json.loads(added.out)["person"])
    own = json.loads(clerk("share", "why", "c.clerk", person, "--json").out)
    assert own["first"]["reason"] == "R1: a case at a court you are posted to"
    assert {line["what"]: line["outcome"] for line in own["lines"]}["intelligence"] == "absent"
    assert clerk("share", "why", "l.lead", person).code == 1
    asked = home("share", "why", "c.clerk", person, password="plum harbour kettle nine")
    assert (asked.code, "R1" in asked.out) == (0, True), asked.err
    assert "SMITH" not in asked.out
    lead = partial(home, user="l.lead")
    assert lead("share", "requests", "--json").out.strip() == "[]"
    assert json.loads(lead("share", "read", "--json").out)["total"] == 0
    nothing = clerk("share", "ask", person, "risk", "--of", "PROB", "--reason", "Needed for the hearing.")
    assert (nothing.code, "Nothing of this kind" in nothing.err) == (1, True)
