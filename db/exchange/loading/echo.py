"""A file that this installation wrote itself: it says nothing that is not on record, so nothing is taken from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.oddities import Code, Problem
from db.exchange.records import DossierRecord, HearingRecord, Record
from db.tables.base import table_of
from db.tables.places import Agency
from db.words.families.exchange import System

INSTALLATION: Final = "TRACKER"
"""The code of the agency that stands for the installation itself; its key tells installations apart."""
_agency = table_of(Agency)


def own_key(connection: Connection, records: Sequence[Record]) -> str:
    """What the keys of this installation's own documents begin with, where any record is from a Tracker."""
    if not any(isinstance(each, DossierRecord | HearingRecord) and each.system is System.TRACKER for each in records):
        return ""
    key = connection.scalar(sa.select(_agency.c.id).where(_agency.c.code == INSTALLATION))
    return f"{key}/" if key is not None else ""


def echoed(record: DossierRecord | HearingRecord, own: str) -> Problem | None:
    """What is to say of a record that was written here; None of every other one."""
    if not own or record.system is not System.TRACKER:
        return None
    key = record.key if isinstance(record, DossierRecord) else record.cases[0].case_key
    if not key.startswith(own):
        return None
    return Problem(record.at, Code.ECHO, "this installation wrote the file itself: everything in it is on record")
