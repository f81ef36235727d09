"""Which feeds are expected, when each is due, and how each stands: its last file, late or not, refused or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import feed_rules as rules
from db.audit.chain import Act, append, open_chain
from db.cards.feeds import ExpectedFeed
from db.tables.places import Agency
from db.tables.system import FeedBatch, FeedExpectation
from db.unit import Units
from db.words.actor import Actor
from db.words.dates import court_time
from db.words.errors import BadInput, Misconfigured, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.exchange import BatchState, FeedFormat
from db.words.keys import uuid7

_expected: sa.Table = FeedExpectation.__table__  # type: ignore[attr-defined]
_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_NO_FEED: Final = frozenset({FeedFormat.UNKNOWN, FeedFormat.NO_FACTS})
MOST_DAYS: Final = 366


def due_after(moment: datetime, every_days: int) -> date:
    """The day on which the next file is due, after one that came (or was first expected) at this moment."""
    return court_time(moment)[0] + timedelta(days=every_days)


def is_late(due_on: date, by: time | None, *, now: datetime) -> bool:
    """Past its time on the day it is due; without a time, once that day is over."""
    today, at = court_time(now)
    return today > due_on or (today == due_on and by is not None and at > by)


class ExpectedFeeds:
    """The feeds that are expected, for one actor: those of the agencies whose files the actor takes in."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def expect(
        self, feed: str, *, agency: str = "", every_days: int, by: time | None = None, dry_run: bool = False
    ) -> ExpectedFeed:
        """Expect a file of a format every so many days, the actor's own agency's where none is named.

        Said again, the last saying counts. Raises BadInput for a format or a number that is none, Misconfigured
        for an unknown agency, Refused for anybody but an administrator.
        """
        self._insist_expects()
        named = _format(feed)
        if not 1 <= every_days <= MOST_DAYS:
            raise BadInput("A feed is expected every day at the most, and once a year at least.")
        said = {"every_days": every_days, "by": by, "ended_at": None}
        with self._units.raw("bulk", writes=not dry_run) as connection:
            owner, code = self._agency(connection, agency)
            if not dry_run:
                self._say(connection, owner, named, said)
            known = {"agency_id": owner, "code": code, "format": named, "set_at": self._units.clock.now()}
            return self._card(connection, {**known, **said})

    def end(self, feed: str, *, agency: str = "", dry_run: bool = False) -> None:
        """Expect a feed no more. Raises NotFound where it is not expected, else as `expect`."""
        self._insist_expects()
        named = _format(feed)
        with self._units.raw("bulk", writes=not dry_run) as connection:
            owner, _ = self._agency(connection, agency)
            wanted = sa.select(_expected.c.id).where(_of(owner, named), _expected.c.ended_at.is_(None))
            if connection.execute(wanted).first() is None:
                raise NotFound("This feed is not expected.", to_do="tracker feed status")
            if not dry_run:
                self._say(connection, owner, named, {"ended_at": self._units.clock.now()})

    def status(self) -> tuple[ExpectedFeed, ...]:
        """How each expected feed stands, by agency and format. Raises Refused for who takes in no files."""
        decided = rules.looks_at(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)
        with self._units.raw("bulk") as connection:
            return self._cards(connection)

    # -- one at a time -----------------------------------------------------------------------------

    def _say(self, connection: Connection, owner: UUID, feed: FeedFormat, said: dict[str, Any]) -> None:
        now = self._units.clock.now()
        open_chain(connection, self._actor, now)
        table = _expected
        key = connection.execute(sa.select(table.c.id).where(_of(owner, feed))).scalar()
        said = {**said, "set_at": now, "set_by_id": self._actor.user_id}
        if key is None:
            key = uuid7()
            new = {"id": key, "version": 1, "agency_id": owner, "format": feed}
            connection.execute(sa.insert(table).values(**new, **said))
        else:
            same = sa.update(table).where(table.c.id == key)
            connection.execute(same.values(**said, version=table.c.version + 1))
        append(connection, self._actor, now, [Act(AuditOperation.ALTERATION, "feed.expect", "feed_expectation", key)])

    def _insist_expects(self) -> None:
        decided = rules.expects(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)

    def _agency(self, connection: Connection, code: str) -> tuple[UUID, str]:
        called = _agency.c.code == code.strip().upper() if code else _agency.c.id == self._actor.agency_id
        found = connection.execute(sa.select(_agency.c.id, _agency.c.code).where(called)).first()
        if found is None:
            raise Misconfigured(f"There is no agency with the code {code.strip()}.", to_do="tracker agency list")
        return found.id, found.code

    # -- reading -----------------------------------------------------------------------------------

    def _cards(self, connection: Connection) -> tuple[ExpectedFeed, ...]:
        wanted = (
            sa.select(_expected, _agency.c.code)
            .join(_agency, _agency.c.id == _expected.c.agency_id)
            .where(_expected.c.ended_at.is_(None))
            .order_by(_agency.c.code, _expected.c.format)
        )
        rows = connection.execute(wanted).mappings().all()
        mine = [row for row in rows if rules.looks_at_one(self._actor, row["agency_id"])]
        return tuple(self._card(connection, row) for row in mine)

    def _card(self, connection: Connection, row: Mapping[Any, Any]) -> ExpectedFeed:
        b = _batch.c
        same = sa.and_(b.agency_id == row["agency_id"], b.format == row["format"])
        accepted = sa.select(b.id, b.taken_at).where(same, b.state == BatchState.ACCEPTED)
        last = connection.execute(accepted.order_by(b.taken_at.desc(), b.id.desc()).limit(1)).first()
        refused = sa.select(sa.func.count()).select_from(_batch).where(same, b.state == BatchState.REFUSED)
        if last is not None:
            refused = refused.where(b.taken_at > last.taken_at)
        due_on = due_after(last.taken_at if last else row["set_at"], row["every_days"])
        return ExpectedFeed(
            format=row["format"],
            agency=row["code"],
            every_days=row["every_days"],
            by=row["by"],
            last_at=last.taken_at if last else None,
            last_batch=last.id if last else None,
            due_on=due_on,
            late=is_late(due_on, row["by"], now=self._units.clock.now()),
            refused=connection.execute(refused).scalar() or 0,
        )


def _of(agency_id: UUID, feed: FeedFormat) -> sa.ColumnElement[bool]:
    return sa.and_(_expected.c.agency_id == agency_id, _expected.c.format == feed)


def _format(typed: str) -> FeedFormat:
    known = {each.value: each for each in FeedFormat if each not in _NO_FEED}
    found = known.get(typed.strip().casefold())
    if found is None:
        raise BadInput(f"There is no format {typed.strip()}.", to_do=f"One of: {', '.join(sorted(known))}.")
    return found
