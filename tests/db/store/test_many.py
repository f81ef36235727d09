"""Many rows at once are the same rows as one by one, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa

from db.store.many import as_stored, insert_alike, insert_many
from db.tables.people import Person
from db.unit import Units
from db.words.keys import uuid7

TABLE: sa.Table = Person.__table__  # type: ignore[attr-defined]


def test_values_of_every_kind_and_none_come_back_as_they_were(units: Units) -> None:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    rows = [
        {
            "id": uuid7(), "version": 1, "public_ref": f'P-"{number},\t\\', "created_at": now, "merged_into_id": None,
            "restricted_level": number, "own_level": number or None,
            "deceased_on": date(2026, 1, 1) if number else None,
        }
        for number in range(3)
    ]  # fmt: skip
    with units.raw("bulk", writes=True) as connection:
        insert_many(connection, TABLE, [])
        insert_many(connection, TABLE, rows)
    with units.raw("bulk") as connection:
        found = [dict(row) for row in connection.execute(sa.select(TABLE).order_by(TABLE.c.id)).mappings()]
    assert found == rows


def test_columns_that_are_alike_hold_their_value_in_every_row(units: Units) -> None:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    whose, keys = uuid7(), [uuid7(), uuid7()]
    common = {"version": 1, "created_at": now, "restricted_level": 2, "own_level": 1, "deceased_on": date(2026, 1, 1)}
    odd = 'O\'Hara, \\ "?" %s :x'
    with units.raw("bulk", writes=True) as connection:
        stored = as_stored(connection)
        first = {**common, "public_ref": odd, "merged_into_id": None}
        insert_alike(connection, TABLE, ("id",), [(stored(whose),)], alike=first)
        rows = [(stored(key), f"P-{key}") for key in keys]
        insert_alike(connection, TABLE, ("id", "public_ref"), rows, alike={**common, "merged_into_id": whose})
        insert_alike(connection, TABLE, ("id",), [], alike={})
    with units.raw("bulk") as connection:
        found = [dict(row) for row in connection.execute(sa.select(TABLE).order_by(TABLE.c.id)).mappings()]
    assert found == [
        {"id": whose, **first},
        *({"id": key, "public_ref": f"P-{key}", **common, "merged_into_id": whose} for key in keys),
    ]
