"""A court on PostgreSQL, and a terminal that is to it the application alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from db.store.engine import make_engine
from db.store.wall.roles import APP
from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock
from db.words.keys import uuid7
from tests.support.postgres import as_login
from tests.support.record import Record
from tests.support.sharing_court import Sharing
from tests.support.signed_in import sign_in


@pytest.fixture
def house(pg_url: str) -> Iterator[Sharing]:
    """The court as the owner of the database makes it."""
    own = Units(make_engine(pg_url), Clock())
    yield Sharing(Record(own))
    own.close()


@pytest.fixture
def terminal(pg_url: str) -> Iterator[Units]:
    """A terminal's units: its login is the application and can become nothing else."""
    units = Units(make_engine(as_login(pg_url, APP)), Clock())
    yield units
    units.close()


def acting(house: Sharing, terminal: Units, actor: Actor) -> Actor:
    """The actor, signed in at the terminal anew."""
    here = replace(actor, audit_session=uuid7())
    terminal.admit(here.audit_session, sign_in(house.record.units, here))
    return here
