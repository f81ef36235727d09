"""Who writes a document, and what of it came from a further Tracker."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.file.facts import Facts
from db.tables.held import AgencyRecord
from db.tables.past import PastAppearance
from db.tables.places import Agency
from db.unit import Unit
from db.words.errors import Misconfigured
from db.words.families.exchange import System

INSTALLATION = "TRACKER"
"""The code of the agency that stands for the installation itself; its key tells installations apart."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the installation by its own key, and the agency of whoever exports, for another."""

    installation: UUID
    agency: str
    agency_name: str
    recipient: str


def sender_of(unit: Unit, recipient: str) -> Sender:
    """The sender of what this actor writes for an agency."""
    a = Agency
    wanted = sa.or_(col(a.code) == INSTALLATION, col(a.id) == unit.actor.agency_id)
    rows = unit.session.scalars(sa.select(a).where(wanted)).all()
    house = next((row for row in rows if row.code == INSTALLATION), None)
    mine = next((row for row in rows if row.id == unit.actor.agency_id), None)
    if house is None or mine is None:
        raise Misconfigured("The installation has no agency of its own.", to_do="Run: tracker doctor")
    return Sender(house.id, mine.code, mine.name, recipient)


def relayed(unit: Unit, facts: Facts) -> frozenset[UUID]:
    """Records of agencies that a further Tracker sent."""
    theirs = [key for key, origin in facts.origins.items() if origin.record.system == System.TRACKER]
    found: set[UUID] = set()
    for model in (AgencyRecord, PastAppearance) if theirs else ():
        query = sa.select(col(model.id)).where(
            col(model.person_id) == facts.person.id, col(model.source_record_id).in_(theirs)
        )
        found.update(unit.session.scalars(query))
    return frozenset(found)
