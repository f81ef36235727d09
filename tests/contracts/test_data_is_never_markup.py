"""No text that could come from a feed or a user is handed to a widget that would read it as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.source import code, tree

# These take `markup=False`; for the others what is shown must be Content, Text or a literal of ours.
SWITCHABLE = {"Static", "Label", "notify"}
READERS = {
    "Button",
    "Checkbox",
    "Collapsible",
    "DataTable",
    "Option",
    "OptionList",
    "RadioButton",
    "Tab",
    "Tree",
}
TITLES = {"border_title", "border_subtitle", "tooltip"}
SAFE_MAKERS = {"Content", "Text"}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _safe(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Call):
        maker = value.func
        owner = maker.value if isinstance(maker, ast.Attribute) else maker
        # Content.from_markup is the one maker that reads markup.
        return getattr(owner, "id", "") in SAFE_MAKERS and _name(maker) != "from_markup"
    return False


def _is_off(call: ast.Call) -> bool:
    return any(k.arg == "markup" and isinstance(k.value, ast.Constant) and not k.value.value for k in call.keywords)


def _risky(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        titled = any(isinstance(target, ast.Attribute) and target.attr in TITLES for target in node.targets)
        return titled and not _safe(node.value)
    if not isinstance(node, ast.Call):
        return False
    name = _name(node.func)
    if name in SWITCHABLE:
        return not _is_off(node) and not all(map(_safe, node.args[:1]))
    if name in READERS:
        return not all(_safe(arg) for arg in node.args if not isinstance(arg, ast.Starred))
    return name == "from_markup"


def at_risk(source: ast.AST) -> list[str]:
    """Line and text of every place where markup could be read from data."""
    return [f"{getattr(node, 'lineno', 0)} {ast.unparse(node)[:80]}" for node in ast.walk(source) if _risky(node)]


@pytest.mark.parametrize(
    "line",
    [
        "Static(person.name)",
        "Label(f'{name}')",
        "Button(court.name)",
        "self.border_title = person.name",
        "Content.from_markup(name)",
        "self.notify(message)",
    ],
)
def test_the_rule_sees_a_risk(line: str) -> None:
    assert at_risk(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "Static(person.name, markup=False)",
        "Label('Name')",
        "Button(Content(name))",
        "Static(Text.assemble(name))",
    ],
)
def test_the_rule_lets_plain_text_pass(line: str) -> None:
    assert not at_risk(ast.parse(line))


def test_no_screen_hands_data_to_a_reader_of_markup() -> None:
    found = [f"{path}:{risk}" for path in code("screens", "tracker_tui") for risk in at_risk(tree(Path(path)))]
    assert not found, "\n".join(found)
