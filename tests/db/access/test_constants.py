"""Rules carry our own values written out, and no text that somebody typed can be written into one."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from db.access.constants import Constant, Constants, written_out
from db.tables.base import Key
from db.words.families.access import Scope
from db.words.keys import uuid7

ID = sa.column("id", Key())
DIALECTS: tuple[sa.Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]


def _text(rule: sa.ClauseElement, dialect: sa.Dialect) -> str:
    return str(rule.compile(dialect=dialect))


def test_ids_days_and_words_are_written_out_for_both_databases() -> None:
    key, day = uuid7(), date(2026, 11, 22)
    rule = sa.and_(key == ID, sa.column("on", sa.Date()) <= day, sa.column("scope", sa.String()) == Scope.COURT)
    lite, post = (_text(written_out(rule), dialect) for dialect in DIALECTS)
    assert f"X'{key.hex}'" in lite
    assert f"'{key}'::uuid" in post
    assert "'2026-11-22'" in lite
    assert "DATE '2026-11-22'" in post
    assert "'court'" in lite
    assert "?" not in lite
    assert "%(" not in post


def test_one_of_several_and_one_of_none() -> None:
    keys = [uuid7(), uuid7()]
    for dialect in DIALECTS:
        many, none = (_text(written_out(ID.in_(each)), dialect) for each in (keys, []))
        assert many.count("uuid" if dialect.name == "postgresql" else "X'") == 2
        assert "WHERE 1 != 1" in none


def test_named_parameters_and_plain_texts_stay_parameters() -> None:
    rule = sa.and_(sa.bindparam("who") == ID, sa.column("name", sa.String()) == "x' OR 1=1 --")
    text = _text(written_out(rule), DIALECTS[0])
    assert text.count("?") == 2
    assert "OR 1=1" not in text


@pytest.mark.parametrize("element", [Constant("typed", sa.String()), Constants(["typed"], sa.String())])
def test_a_text_is_never_written_into_a_rule(element: sa.ColumnElement[object]) -> None:
    with pytest.raises(TypeError):
        _text(element, DIALECTS[0])
