"""Behind PgBouncer, where sessions share connections, nobody ever sees with another's eyes."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from sqlmodel import select

from db.store.engine import make_engine
from db.store.wall.roles import APP
from db.tables.people import Person
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from tests.support.bouncer import bounced
from tests.support.postgres import as_login
from tests.support.record import Record
from tests.support.signed_in import sign_in

READERS, THREADS, EACH = 8, 8, 100


@pytest.mark.needs_pgbouncer
def test_eight_hundred_interleaved_transactions_leak_nothing(pg_url: str) -> None:
    own = Units(make_engine(pg_url), Clock())
    record = Record(own)
    agency = record.agency()
    readers: dict[Actor, UUID] = {}
    for number in range(READERS):
        court = record.court(f"B{number:02}AA")
        actor = record.user(f"clerk{number}", agency, Role.CLERK, courts=[court])
        known = record.person(agency, "POOLED", str(number))
        record.listing(known, record.case(known, court), court)
        readers[actor] = known.person
    tokens = {actor: sign_in(own, actor) for actor in readers}
    own.close()
    with bounced(as_login(pg_url, APP), pool=3) as url:
        units = Units(make_engine(url), Clock())
        for actor, token in tokens.items():
            units.admit(actor.audit_session, token)

        def ask(seed: int) -> list[str]:
            draw, wrong = random.Random(seed), []
            with psycopg.connect(url, prepare_threshold=None) as nobody:
                for _ in range(EACH):
                    if draw.random() < 0.25:
                        found = {row[0] for row in nobody.execute("SELECT id FROM person")}
                        wanted: set[UUID] = set()
                        nobody.commit()
                    else:
                        actor = draw.choice(list(readers))
                        wanted = {readers[actor]}
                        with units.read(actor) as unit:
                            found = set(unit.session.exec(select(Person.id)))
                    if found != wanted:
                        wrong.append(f"{found} for {wanted}")
            return wrong

        with ThreadPoolExecutor(THREADS) as pool:
            leaks = [leak for one in pool.map(ask, range(THREADS)) for leak in one]
        units.close()
    assert leaks == []
