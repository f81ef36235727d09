"""The part of a home that is about prison: who of the area is in, what the last download changed, how old it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.matrix import default
from db.access.rules import IN_COURT
from db.access.standing import Standing
from db.accounts.keeping import areas_of
from db.cards.home import HomeBlock, HomeLine, Opens
from db.cards.searching import Band, Changed, Found, InPrison
from db.search.engine import search
from db.tables.places import Area
from db.unit import Units
from db.words.actor import Actor
from db.words.dates import short
from db.words.families.access import Category, Level
from db.words.families.places import AreaKind

MOST: Final = 3
_KINDS: Final = (AreaKind.WARD, AreaKind.PARTNERSHIP, AreaKind.FORCE, AreaKind.REGION)
_area: sa.Table = Area.__table__  # type: ignore[attr-defined]


def prison_blocks(units: Units, actor: Actor) -> tuple[HomeBlock, ...]:
    """The block, for who works with prolific offenders and has registered people in an area of their own."""
    with units.read(actor) as unit:
        if unit.actor.has(*IN_COURT) or default(unit.standing.columns, Category.PPO).level is not Level.FULL:
            return ()
        today = units.clock.today()
        found = [
            (search(unit, InPrison(area=code), today), search(unit, Changed(area=code), today))
            for code in unit.by_rule(_areas)
        ]
    told = [(inside, changed) for inside, changed in found if inside.registered and inside.prison_data_of is not None]
    if not told:
        return ()
    first = told[0][0]
    day = short(first.prison_data_of) if first.prison_data_of else ""
    old = ", older than 8 days: this week's file is late" if first.banner else ""
    return (HomeBlock(f"Prison data of {day}{old}", tuple(_lines(told))),)


def _areas(connection: Connection, standing: Standing) -> list[str]:
    """Areas up to a region that the reader works in; who works in the whole nation asks for one of its areas."""
    own = areas_of(connection, standing.actor.user_id, standing.actor.agency_id)
    wanted = sa.select(_area.c.code).where(_area.c.id.in_(sorted(own)), _area.c.kind.in_(_KINDS))
    return list(connection.scalars(wanted.order_by(_area.c.code).limit(MOST)))


def _lines(told: list[tuple[Found, Found]]) -> Iterator[HomeLine]:
    for inside, changed in told:
        missed = sum(row.band is Band.MISSED for row in inside.rows)
        held = len(inside.rows) - missed
        text = f"{inside.area}: {held:,} of {inside.registered:,} in prison, {_many(len(changed.rows), 'change')}"
        text += f", {missed:,} not in this download" if missed else ""
        sign = "!" if inside.banner else "~" if changed.rows else ""
        yield HomeLine(f"prison:{inside.area}", text, "> lists them", Opens.PLACE, sign=sign, place="find.power")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
