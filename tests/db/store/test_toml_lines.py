"""One setting changes; every other line of the file stays as its owner wrote it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store.toml_lines import changed, literal
from db.words.errors import Misconfigured

FILE = """# our court
theme = "court-dark"   # easier at night

[terminal]  # the desk by the door
court = "B01"

[keys]
"list.refresh" = "f7"
"""


def test_a_change_leaves_comments_order_and_blank_lines() -> None:
    after = changed(FILE, {("terminal", "court"): "C22"})

    assert after == FILE.replace('"B01"', '"C22"')


def test_a_new_setting_goes_to_the_end_of_its_table() -> None:
    after = changed(FILE, {("terminal", "room"): "4"})

    assert 'court = "B01"\nroom = "4"\n\n[keys]' in after


def test_a_new_table_goes_to_the_end_of_the_file() -> None:
    after = changed(FILE, {("audit", "sink"): "syslog"})

    assert after == FILE + '\n[audit]\nsink = "syslog"\n'


def test_a_setting_above_all_tables_stays_above_them() -> None:
    after = changed(FILE, {("", "network_class"): "court"})

    assert tomllib.loads(after)["network_class"] == "court"


def test_a_setting_is_taken_out_and_its_table_stays() -> None:
    assert tomllib.loads(changed(FILE, {("terminal", "court"): None}))["terminal"] == {}


def test_an_empty_file_gets_its_first_setting() -> None:
    assert changed("", {("terminal", "court"): "B01"}) == '[terminal]\ncourt = "B01"\n'
    assert changed("", {("", "theme"): "plain"}) == 'theme = "plain"\n'


def test_a_key_with_a_dot_is_one_key() -> None:
    after = changed(FILE, {("keys", "list.refresh"): "f8", ("keys", "note.save"): "f9"})

    assert tomllib.loads(after)["keys"] == {"list.refresh": "f8", "note.save": "f9"}


@pytest.mark.parametrize(
    "text",
    [
        'terminal = { court = "B01" }\n',
        '[terminal]\ncourt = """\nB01"""\n',
        'terminal.court = "B01"\n',
        '["terminal"]\ncourt = "B01"\n',
    ],
)
def test_a_file_laid_out_otherwise_is_refused_and_the_setting_named(text: str) -> None:
    with pytest.raises(Misconfigured, match=r"terminal\.court"):
        changed(text, {("terminal", "court"): "C22"})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_as_it_was(value: str) -> None:
    assert tomllib.loads(f"x = {literal(value)}")["x"] == value


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["", "terminal", "audit"]), st.sampled_from(["a", "b-c", "d.e", "ö"])),
        st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.booleans(), st.none()),
        max_size=5,
    )
)
def test_whatever_is_set_is_there_and_the_rest_is_untouched(changes: dict[tuple[str, str], object]) -> None:
    after = tomllib.loads(changed(FILE, changes))

    for (table, key), value in changes.items():
        held = after.get(table, {}) if table else after
        assert held.get(key) == value
    assert after["theme"] == "court-dark"
    assert after["terminal"]["court"] == "B01"
