"""The registry of actions: exact keys, no clash, the user's own keys, the page made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.frame.keymap import make_keymap
from screens.keys import ACTIONS, Action, Group, keys_of, main, page, reaches_into_text, spoken

ROOT = Path(__file__).parents[2]


def test_the_registry_has_no_clash() -> None:
    assert make_keymap().problems == ()


def test_ids_are_unique() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize(
    ("key", "action_id"),
    [
        ("f1", "help.open"), ("f2", "go.list"), ("f3", "go.find"), ("slash", "go.find"), ("f4", "go.file"),
        ("f5", "go.bench"), ("f6", "note.new"), ("n", "note.new"), ("ctrl+p", "palette.open"),
        ("colon", "palette.open"), ("ctrl+l", "cover.lock"), ("ctrl+g", "help.open"), ("ctrl+c", "copy"),
        ("ctrl+q", "quit"), ("minus", "last"), ("question_mark", "help.keys"), ("u", "undo"), ("U", "undo"),
        ("a", "alias.add"), ("A", "alias.add"), ("s", "follow"), ("ctrl+n", "defendant.next"),
        ("right_square_bracket", "person.next"), ("1", "section"), ("9", "section"), ("at", "as_at"),
    ],
)  # fmt: skip
def test_each_key_means_on_the_file_what_the_table_of_keys_says(key: str, action_id: str) -> None:
    assert make_keymap().bound_at("file.person")[key].id == action_id


@pytest.mark.parametrize("key", ["f10", "ctrl+o"])
def test_both_save_keys_save_where_something_is_typed(key: str) -> None:
    assert make_keymap().bound_at("write.note")[key].id == "save"


def test_no_key_is_used_that_some_terminal_does_not_send() -> None:
    forbidden = {f"ctrl+{letter}" for letter in "bhijmsz"} | {"f11", "f12"}
    used = {key for action in ACTIONS for key in action.keys}
    assert not used & forbidden
    assert not any("alt+" in key for key in used)


def test_every_f_and_ctrl_key_has_a_letter_or_stands_in_the_palette() -> None:
    for action in ACTIONS:
        if any(reaches_into_text(key) for key in action.keys):
            assert not action.by_part


def test_before_sign_in_no_action_reaches_the_record() -> None:
    at_sign_in = {action.id for action in make_keymap().at("start.sign_in")}
    assert at_sign_in == {
        "help.open", "palette.open", "copy", "quit", "theme.change", "back", "field.next", "account.ask",
    }  # fmt: skip


def test_a_users_own_key_replaces_the_registrys() -> None:
    keymap = make_keymap({"go.list": "F7, l"})
    assert keymap.problems == ()
    bound = keymap.bound_at("start.home")
    assert bound["f7"].id == bound["l"].id == bound["L"].id == "go.list"
    assert "f2" not in bound
    assert keymap.spoken_for(keymap.named("go.list")) == "F7 or l"


def test_a_clash_is_told_with_both_names_and_changes_nothing() -> None:
    keymap = make_keymap({"undo": "a"})
    assert keymap.problems == ("Keys: a is asked for by 'Undo' and by 'Alias'; it stays as it was.",)
    assert keymap.bound_at("file.person")["u"].id == "undo"


def test_capital_and_small_letter_are_one_key() -> None:
    assert make_keymap({"undo": "A"}).problems


@pytest.mark.parametrize("written", ["ctrl+s", "alt+x", "f12", "wurst"])
def test_a_key_that_cannot_be_used_is_told(written: str) -> None:
    keymap = make_keymap({"undo": written})
    assert len(keymap.problems) == 1
    assert "'Undo'" in keymap.problems[0]


def test_an_unknown_id_is_told() -> None:
    assert make_keymap({"make.tea": "t"}).problems == (
        "Keys: there is no action called make.tea; the line is ignored.",
    )


def test_one_key_may_mean_two_things_in_two_places_only() -> None:
    here = Action("one", ("x",), "One", "", Group.MOVING, places=("day.list",))
    there = Action("two", ("x",), "Two", "", Group.MOVING, places=("file.person",))
    errand = Action("three", ("x",), "Three", "", Group.MOVING, places=("file.",))
    assert make_keymap(actions=(here, there)).problems == ()
    assert len(make_keymap(actions=(there, errand)).problems) == 1


def test_keys_are_spoken_as_a_clerk_reads_them() -> None:
    assert [spoken(key) for key in ("f10", "ctrl+p", "slash", "escape", "n")] == ["F10", "^P", "/", "Esc", "n"]
    assert keys_of(make_keymap().named("section")) == "1-9"


def test_the_page_of_keys_is_current() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == page()


def test_the_page_is_written_and_checked_by_one_command(tmp_path: Path) -> None:
    target = tmp_path / "keys.md"
    assert main(["--write", str(target)]) == 0
    assert main(["--check", str(target)]) == 0
    target.write_text("old", encoding="utf-8")
    assert main(["--check", str(target)]) == 1
    assert main([]) == 2
