"""A register in summary has the registrations that each person's file gives in summary, for every reader."""

from __future__ import annotations

import sqlalchemy as sa

from db.access.register_summaries import registered_in_part
from db.tables.held import PpoRegistration
from db.tables.places import Area
from db.unit import Units
from tests.support.record import Record
from tests.support.world import World


def test_the_register_tells_in_summary_what_the_files_tell_in_summary(units: Units, record: Record) -> None:
    world = World(record, 5)
    today = units.clock.today()
    with units.raw("keeper") as connection:
        areas = set(connection.scalars(sa.select(Area.__table__.c.id)))  # type: ignore[attr-defined]
        p = PpoRegistration.__table__.c  # type: ignore[attr-defined]
        standing = sa.select(p.id).where(
            p.nominated_on <= today, sa.or_(p.deregistered_on.is_(None), p.deregistered_on > today)
        )
        active = set(connection.scalars(standing))
    told = 0
    for actor in world.readers:
        with units.read(actor) as unit:
            found = unit.by_rule(lambda c, s: registered_in_part(c, s, areas=areas, today=today))
            files = {
                one.row_id
                for known in world.people
                for one in unit.partly(known.person).summaries
                if one.kind == "ppo_registration"
            }
        assert {one.id for one in found} == files & active
        told += len(found)
    assert told
