"""Every table is decided about: governed by a reach, or open on purpose."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel

from db.tables.base import Reach
from db.tables.registry import governance_of, metadata, models

OPEN_ON_PURPOSE = {
    "area",
    "area_postcode",
    "user_area",
    "agency",
    "court",
    "court_room",
    "court_alias",
    "user_account",
    "user_role",
    "user_court",
    # Staff to call, and numbers of areas: neither says anything of a person's case.
    "contact",
    "area_figure",
    "similar_area",
}


def test_every_table_is_governed_or_open() -> None:
    assert set(models()) == set(metadata.tables)
    for model in models().values():
        assert governance_of(model).reach in Reach


def test_open_tables_hold_no_case_data() -> None:
    found = {name for name, model in models().items() if governance_of(model).reach is Reach.OPEN}
    assert found == OPEN_ON_PURPOSE


def test_tables_with_a_person_are_never_open() -> None:
    for name, model in models().items():
        if "person_id" in model.__table__.c:  # type: ignore[attr-defined]
            assert governance_of(model).reach is not Reach.OPEN, name


def test_an_undecided_table_is_refused() -> None:
    class Undecided(SQLModel):
        """Nobody decided."""

    with pytest.raises(KeyError, match="Undecided"):
        governance_of(Undecided)
