"""Lets the demo's lists follow the calendar: opened on a later day, 'today' has its lists again."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.demo.keys import key
from db.demo.people import SYSTEM
from db.tables.base import table_of
from db.tables.hearings import Hearing, HearingDay, Listing
from db.unit import Units

_hearing, _day, _listing = table_of(Hearing), table_of(HearingDay), table_of(Listing)


def follow_calendar(units: Units) -> int:
    """Move the demo's own lists so that its first day is today again; returns by how many days.

    Only rows the demo made move: lists that were imported, defendants added by hand and notes stay where
    they are.
    """
    today = units.clock.today()
    with units.raw("bulk") as connection:
        first = _first_day(connection)
    if first is None or first == today:
        return 0
    step = today - first
    with units.raw("bulk", writes=True) as connection:
        _shift(connection, step)
    return step.days


def _first_day(connection: Connection) -> date | None:
    """The day of the sitting that the demo made for 'today': the first row of the first court."""
    return connection.execute(sa.select(_day.c.sitting_on).where(_day.c.id == key("sitting", 1, timedelta(0)))).scalar()


def _shift(connection: Connection, step: timedelta) -> None:
    mine = sa.select(_hearing.c.id).where(_hearing.c.system == SYSTEM)
    for table in (_day, _listing):
        rows = connection.execute(sa.select(table.c.id, table.c.sitting_on).where(table.c.hearing_id.in_(mine))).all()
        statement = sa.update(table).where(table.c.id == sa.bindparam("b_id")).values(sitting_on=sa.bindparam("b_day"))
        connection.execute(statement, [{"b_id": row.id, "b_day": row.sitting_on + step} for row in rows])
