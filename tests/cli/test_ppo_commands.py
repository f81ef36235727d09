"""`tracker ppo` in a live home: nominated, ranked, reviewed, agreed upon and deregistered, by reference."""

from __future__ import annotations

import io
import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file


@pytest.fixture
def officer(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of an officer of the police of MER, who sits at a court with SMITH, John on its list."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    posted = ("--court", "B01LY", "--new-password-file", secret)
    for words in (
        ("area", "add", "MER", "Merseyside", "--kind", "force"),
        ("area", "add", "LPL", "Liverpool", "--kind", "cdrp", "--parent", "MER"),
        ("area", "add", "GMP", "Greater Manchester", "--kind", "force"),
        ("agency", "add", "POL", "Merseyside Police", "--kind", "police", "--area", "MER"),
        ("court", "add", "B01LY", "--room", "01"),
        ("court", "enable", "B01LY"),
        ("user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", *posted),
        ("user", "add", "n.corrie", "--role", "ppo_officer", "--name", "N. Corrie", "--agency", "POL", *posted),
    ):  # fmt: skip
        said = command(*words, home=home)
        assert said.code == 0, said.err
    return partial(command, home=home, user="n.corrie", password=PASSWORD)


@pytest.fixture
def person(officer: Run) -> str:
    """The reference of SMITH, John."""
    clerk = partial(officer, user="j.moss")
    said = clerk("hearing", "add", "--name", "Smith, John", "--charge", "Theft", "--case", "2600001", "--json")
    assert said.code == 0, said.err
    key = json.loads(said.out)["person"]
    return str(json.loads(officer("person", "show", key, "--json").out)["reference"])


def test_a_registration_from_nomination_to_its_end(officer: Run, person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Nine burglaries in a year.\nTwo more alleged.\n"))
    register = ("ppo", "register", person, "--area", "LPL", "--scheme", "City", "--strand", "catch", "--lead", "POL")
    dry = officer(*register, "--reason", "Nine", "--dry-run")
    assert (dry.code, dry.out.startswith("Would register in LPL")) == (0, True), dry.err
    made = officer(*register, "--reason", "-", "--rank", "2", "--rank-reason", "Burglaries", "--on", "-30")
    assert made.code == 0, made.err
    for area in ("LPL", "mer"):
        listed = json.loads(officer("ppo", "list", "--area", area, "--json").out)
        (row,) = listed["rows"]
        assert (listed["area"], listed["n"], row["reference"], row["areas"]) == (area.upper(), 1, person, ["LPL"])
        assert (row["rank"], row["strand"], row["lead_agency"], row["review_overdue"]) == (2, "catch", "POL", False)
    assert json.loads(officer("ppo", "list", "--area", "GMP", "--json").out)["n"] == 0
    assert json.loads(officer("ppo", "list", "--area", "LPL", "--as-of", "-31", "--json").out)["rows"] == []
    assert "SMITH, John" in officer("ppo", "list", "--area", "LPL").out
    _in_summary(partial(officer, user="j.moss"), person)
    assert officer("ppo", "change", person, "--rank", "1", "--rank-reason", "Four in May").code == 0
    assert officer("ppo", "review", person, "--finding", "Keeps his appointments", "--next", "+30").code == 0
    end = ("ppo", "deregister", person, "--reason", "No arrest", "--exit-plan", "Probation goes on", "--yes")
    refused = officer(*end)
    assert (refused.code, "agreement of police, probation, community safety partnership" in refused.err) == (1, True)
    assert officer("ppo", "change", person, "--police", "-3", "--probation", "-2").code == 0
    assert officer(*end, "--partnership", "yesterday", "--informed", "today").code == 0
    shown = json.loads(officer("ppo", "show", person, "--json").out)
    (one,) = shown["registrations"]
    assert (one["rank"], one["review"], one["deregistered_why"], one["exit_plan"]) == (
        1, "Keeps his appointments", "No arrest", "Probation goes on",
    )  # fmt: skip
    assert one["reasons"] == "Nine burglaries in a year.\nTwo more alleged."
    assert None not in (one["police_agreed_on"], one["probation_agreed_on"], one["partnership_agreed_on"])
    assert len(shown["changes"]) == 5
    assert json.loads(officer("ppo", "list", "--area", "LPL", "--json").out)["n"] == 0
    text = officer("ppo", "show", person).out
    assert all(words in text for words in ("community safety partnership agreed", "exit plan", "rank: 1"))


def _in_summary(clerk: Run, person: str) -> None:
    """A clerk of the court learns that the defendant is registered, since when and where; no more, and why."""
    told = clerk("ppo", "list", "--area", "LPL")
    assert ("in summary" in told.out, "Registrations come to your role in summary" in told.err) == (True, True)
    (row,) = json.loads(clerk("ppo", "list", "--area", "MER", "--json").out)["rows"]
    assert (row["reference"], row["areas"], row["in_summary"]) == (person, ["LPL"], True)
    assert {row[name] for name in ("scheme", "rank", "priority", "lead", "lead_agency", "review_due")} <= {None, ""}
    nobody = clerk("ppo", "list", "--area", "GMP")
    assert "Nobody whom you may see is registered in GMP. Registrations come to your role in summary" in nobody.err
    assert json.loads(clerk("ppo", "list", "--area", "LPL", "--as-of", "-1", "--json").out)["rows"] == []


def test_what_cannot_be_is_said_and_nothing_is_written(officer: Run, person: str) -> None:
    given = ("--scheme", "City", "--strand", "catch", "--lead", "POL", "--reason", "Nine")
    for words, said in (
        (("ppo", "register", person, "--area", "GMP", *given), "not one of yours"),
        (("ppo", "register", person, "--area", "XX", *given), "no area XX"),
        (("ppo", "register", "P-XXXXXXXXXXXX", "--area", "LPL", *given), "Nobody here"),
        (("ppo", "review", person, "--finding", "x"), "No registration"),
        (("ppo", "withdraw", person, "--yes"), "No registration"),
        (("ppo", "list", "--area", "LPL", "--sort", "shoes"), "put in order"),
        (("ppo", "register", person, "--area", "LPL", "--reason", "-", "--plan", "-", *given[:-2]), "Only one text"),
    ):
        answer = officer(*words)
        assert (answer.code, said in answer.err) == (1, True), (words, answer.err)
    assert json.loads(officer("ppo", "show", person, "--json").out)["registrations"] == []
    clerk = partial(officer, user="j.moss")
    assert "kept by police" in clerk("ppo", "register", person, "--area", "LPL", *given).err


def test_a_registration_by_mistake_is_withdrawn(officer: Run, person: str) -> None:
    given = ("--scheme", "City", "--strand", "prevent", "--lead", "POL", "--reason", "Nine")
    assert officer("ppo", "register", person, "--area", "LPL", *given).code == 0
    assert officer("ppo", "withdraw", person, "--dry-run").out.startswith("Would withdraw")
    assert officer("ppo", "withdraw", person, "--yes").code == 0
    shown = json.loads(officer("ppo", "show", person, "--json").out)
    assert shown["registrations"] == []
    assert shown["changes"][0]["what"] == ["withdrawn: entered by mistake"]


def test_an_area_moves_and_the_register_moves_with_it(officer: Run, command: Run, live_home: Home, person: str) -> None:
    given = ("--scheme", "City", "--strand", "prevent", "--lead", "POL", "--reason", "Nine")
    assert officer("ppo", "register", person, "--area", "LPL", *given).code == 0
    moved = command("area", "change", "LPL", "--parent", "GMP", home=live_home.folder)
    assert (moved.code, moved.out) == (0, "LPL Liverpool lies in GMP.\n")
    assert json.loads(officer("ppo", "list", "--area", "MER", "--json").out)["n"] == 0
    wrong = command("area", "change", "GMP", "--parent", "LPL", home=live_home.folder)
    assert (wrong.code, "does not lie in" in wrong.err) == (1, True)


def test_contacts_are_kept_by_the_administrator_and_read_by_everybody(
    officer: Run, command: Run, live_home: Home
) -> None:
    admin = partial(command, home=live_home.folder)
    add = ("contact", "add", "Gwen Tarrant", "--kind", "authoriser", "--area", "LPL", "--phone", "0151 496 0123")
    assert admin(*add, "--dry-run").out == "Would add: Gwen Tarrant, authoriser, LPL Liverpool.\n"
    assert admin(*add, "--agency", "POL").code == 0
    refused = officer(*add[:2], "Somebody", *add[3:])
    assert (refused.code, "changed by administrators" in refused.err) == (1, True)
    (row,) = json.loads(officer("contact", "list", "tarr", "--area", "mer", "--json").out)
    assert (row["name"], row["kind"], row["agency"], row["stale"]) == ("Gwen Tarrant", "authoriser", "POL", False)
    assert admin("contact", "change", "tarrant", "--hours", "9 to 5").code == 0
    assert "9 to 5" in officer("contact", "show", "gwen").out
    gaps = {one["area"]: one["no_authoriser"] for one in json.loads(officer("contact", "gaps", "--json").out)}
    assert gaps == {"GMP": True, "LPL": False, "MER": True}
    assert "Without an authoriser: GMP, MER." in officer("contact", "gaps").err
    assert admin("contact", "confirm", row["id"]).code == 0
    assert admin("contact", "end", "tarrant", "--yes").code == 0
    assert json.loads(officer("contact", "list", "--json").out) == []
    assert officer("contact", "show", "tarrant").code == 1


def test_an_arrest_is_entered_and_gets_its_outcome(officer: Run, person: str) -> None:
    enter = ("ppo", "enter", person, "--offence", "TH68010", "--on", "-9", "--arrested", "-8", "--charged", "-8")
    assert "no registration" in officer(*enter).err
    given = ("--scheme", "City", "--strand", "catch", "--lead", "POL", "--reason", "Nine")
    assert officer("ppo", "register", person, "--area", "LPL", *given).code == 0
    assert officer(*enter, "--dry-run").out.startswith("Would enter: Theft")
    assert officer(*enter).code == 0
    (row,) = json.loads(officer("ppo", "arrests", person, "--json").out)
    assert (row["code"], row["outcome"]) == ("TH68010", None)
    assert officer("ppo", "outcome", row["id"], "--outcome", "no_further_action").code == 0
    assert "no further action" in officer("ppo", "arrests", person).out
    assert officer("ppo", "outcome", "x", "--outcome", "convicted").code == 1


def test_partners_take_on_actions_about_a_registered_person(officer: Run, person: str) -> None:
    take = ("ppo", "action", person, "--text", "Housing interview", "--due")
    assert "on no register" in officer(*take, "+14").err
    given = ("--scheme", "City", "--strand", "catch", "--lead", "POL", "--reason", "Nine")
    assert officer("ppo", "register", person, "--area", "LPL", *given).code == 0
    assert "has passed" in officer(*take, "-1").err
    assert officer(*take, "+14", "--dry-run").out.startswith("Would take on")
    assert officer(*take, "+14").code == 0
    (row,) = json.loads(officer("ppo", "actions", person, "--json").out)
    assert (row["what"], row["agency"], row["overdue"], row["done_on"]) == (
        "Housing interview", "Merseyside Police", False, None,
    )  # fmt: skip
    assert officer("ppo", "done", row["id"]).out == "Done: Housing interview\n"
    assert json.loads(officer("ppo", "actions", person, "--json").out)[0]["done_on"] is not None
    assert "done" in officer("ppo", "actions", person).out


def test_borders_are_shown_as_lines_and_as_a_document(officer: Run, person: str) -> None:
    before = officer("ppo", "borders", person)
    assert (before.code, "so there is no border to cross" in before.out) == (0, True), before.err
    register = ("ppo", "register", person, "--area", "LPL", "--scheme", "City", "--strand", "catch", "--lead", "POL")
    assert officer(*register, "--reason", "Nine").code == 0
    found = json.loads(officer("ppo", "borders", person, "--json").out)
    assert (found["registered_in"], found["months"], found["undecided"]) == (["LPL"], 12, 0)
    assert [(row["area"], row["side"], row["number"]) for row in found["areas"]] == [("", "unknown", 1)]
    shown = officer("ppo", "borders", person).out
    assert "place not given" in shown
    assert "Registered in LPL" in shown
