"""Subscriptions asked for, answered by an authoriser of the area, listed and revoked, for one actor."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import mail_rules as rules
from db.access.mailboxes import OPEN, of_others
from db.accounts import keeping
from db.audit.chain import Act
from db.cards.mail import AuthoriserCard, NewSubscription, SubscriptionCard
from db.mail import reading
from db.mail.addressing import addressees, fault_of
from db.mail.authorisers import ask_words, authorisers_of
from db.store.changes import Touched
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, Refused
from db.words.families.access import AuditOperation
from db.words.families.mail import MailMode, SubscriptionState
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.unit import Unit, Units

USUAL: Final = timedelta(days=182)
"""How long a subscription stands where no other day is named."""
LONGEST: Final = timedelta(days=366)
MOST: Final = 20
"""Subscriptions of one user that are open or authorised at once."""
_LONGEST_TEXT: Final = 300
_table: sa.Table = reading.subscription


class SubscriptionService:
    """What one actor may do with subscriptions."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def ask(self, new: NewSubscription, *, dry_run: bool = False) -> SubscriptionCard | None:
        """Ask for a list every week; gives the subscription that now waits, None when only checked.

        Raises BadInput for an address or time that is none, Refused with whom to ask where the rules say no,
        Conflict where the same was asked for before.
        """
        whole = _checked(new)
        opened = self._units.read(self._actor) if dry_run else self._units.act(self._actor)
        with opened as unit, unit.keeping_accounts(reading.ANYBODY) as connection:
            area_id = next(iter(keeping.areas_called(connection, (whole.area,)).values()))
            decided = rules.subscribes(unit.standing, area_id, keeping.area_tree(connection))
            if not decided.allowed:
                told = ask_words(authorisers_of(connection, area_id, now=unit.now))
                raise Refused(decided.reason, kept="Nothing was asked for.", to_do=told)
            self._insist_mailbox(connection, unit.actor, whole.address)
            self._insist_new(connection, whole, area_id)
            if dry_run:
                return None
            key = uuid7()
            connection.execute(
                sa.insert(_table).values(
                    id=key, version=1, user_id=unit.actor.user_id, kind=whole.kind, area_id=area_id,
                    address=whole.address, mode=whole.mode, weekday=whole.weekday, at=whole.at, reason=whole.reason,
                    asked_at=unit.now, state=SubscriptionState.ASKED, answer="", revoked_why="",
                )
            )  # fmt: skip
            self._say(unit, "subscription.ask", key)
            return self._cards(unit, connection, [key])[0]

    def list(self, *, everybody: bool = False, over: bool = False) -> tuple[SubscriptionCard, ...]:
        """One's own subscriptions, and for an authoriser those that wait for an answer of theirs.

        With `everybody` all that one looks after; with `over` those that ended too.

        Raises Refused when somebody who looks after none asks for those of everybody.
        """
        with self._units.read(self._actor) as unit:
            decided = rules.sees_all(unit.actor) if everybody else reading.ANYBODY
            with unit.keeping_accounts(decided) as connection:
                mine = _table.c.user_id == unit.actor.user_id
                if unit.actor.has(Role.AUTHORISER):
                    mine = sa.or_(mine, _table.c.state == SubscriptionState.ASKED)
                where = [] if over else [_table.c.state.in_(OPEN)]
                found = reading.rows(connection, *where, *([] if everybody else [mine]))
                areas, tree = self._reach(connection, unit.actor)
                seen = [
                    row.id
                    for row in found
                    if rules.reads(unit.actor, row.user_id, row.area_id, areas=areas, parents=tree)
                ]
                return self._cards(unit, connection, seen)

    def find(self, typed: str) -> SubscriptionCard:
        """A subscription by its reference. Raises NotFound, also where it is not one's own or to look after."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(reading.ANYBODY) as connection:
            row = self._row(unit, connection, typed)
            return self._cards(unit, connection, [row.id])[0]

    def authorise(self, typed: str, *, expires_on: date | None = None, dry_run: bool = False) -> SubscriptionCard:
        """Say yes, until a day: half a year from now where none is named, a year at most.

        Raises Refused where the rules say no or it is answered, BadInput for a day that is past or too far.
        """
        today = self._units.clock.today()
        day = expires_on or today + USUAL
        if not today <= day <= today + LONGEST:
            raise BadInput("A subscription is authorised until a day from today on, a year away at most.")
        return self._answer(
            typed, SubscriptionState.AUTHORISED, "subscription.authorise", dry_run=dry_run, expires_on=day
        )

    def refuse(self, typed: str, *, reason: str, dry_run: bool = False) -> SubscriptionCard:
        """Say no; the reason is what who asked is told. Raises BadInput without one, else as `authorise`."""
        told = _text(reason, "why it is refused")
        return self._answer(typed, SubscriptionState.REFUSED, "subscription.refuse", dry_run=dry_run, answer=told)

    def revoke(self, typed: str, *, reason: str = "", dry_run: bool = False) -> SubscriptionCard:
        """End a subscription: one's own, or one that one looks after. Raises NotFound, Refused."""
        why = clean(reason)[:_LONGEST_TEXT]
        with self._changing(typed, dry_run=dry_run) as (unit, connection, row):
            areas, tree = self._reach(connection, unit.actor)
            keeping.insist(rules.revokes(unit.actor, row.user_id, row.area_id, areas=areas, parents=tree))
            if row.state not in OPEN:
                raise Refused(f"The subscription is {row.state.label} already.")
            if not dry_run:
                said = {"revoked_at": unit.now, "revoked_by_id": unit.actor.user_id, "revoked_why": why}
                self._put(connection, row, state=SubscriptionState.REVOKED, **said)
                self._say(unit, "subscription.revoke", row.id)
            return self._cards(unit, connection, [row.id])[0]

    def authorisers(self, area: str) -> tuple[AuthoriserCard, ...]:
        """Who says yes to subscriptions for an area. Raises NotFound for an unknown area."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(reading.ANYBODY) as connection:
            area_id = next(iter(keeping.areas_called(connection, (area,)).values()))
            return authorisers_of(connection, area_id, now=unit.now)

    def areas(self) -> tuple[str, ...]:
        """Codes of the areas that one works in, by code; lists may be asked for these and for areas in them."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(reading.ANYBODY) as connection:
            own, _ = self._reach(connection, unit.actor)
            return reading.area_codes(connection, own)

    # -- one at a time -----------------------------------------------------------------------------

    def _answer(
        self, typed: str, state: SubscriptionState, act: str, *, dry_run: bool, **said: object
    ) -> SubscriptionCard:
        with self._changing(typed, dry_run=dry_run) as (unit, connection, row):
            areas, tree = self._reach(connection, unit.actor)
            keeping.insist(rules.authorises(unit.actor, row.user_id, row.area_id, areas=areas, parents=tree))
            if row.state is not SubscriptionState.ASKED:
                raise Refused(f"The subscription is {row.state.label} already.")
            if not dry_run:
                decided = {"decided_at": unit.now, "decided_by_id": unit.actor.user_id}
                self._put(connection, row, state=state, **decided, **said)
                self._say(unit, act, row.id)
            return self._cards(unit, connection, [row.id])[0]

    @contextmanager
    def _changing(self, typed: str, *, dry_run: bool) -> Iterator[tuple[Unit, Connection, Any]]:
        opened = self._units.read(self._actor) if dry_run else self._units.act(self._actor)
        with opened as unit, unit.keeping_accounts(reading.ANYBODY) as connection:
            yield unit, connection, self._row(unit, connection, typed)

    def _row(self, unit: Unit, connection: Connection, typed: str) -> Any:  # noqa: ANN401 - a row
        row = reading.row_called(connection, typed)
        areas, tree = self._reach(connection, unit.actor)
        if not rules.reads(unit.actor, row.user_id, row.area_id, areas=areas, parents=tree):
            # Somebody else's is worded as none.
            raise reading.no_such(typed)
        return row

    @staticmethod
    def _put(connection: Connection, row: Any, **said: object) -> None:  # noqa: ANN401 - a row
        same = (_table.c.id == row.id, _table.c.state == row.state)
        done = connection.execute(sa.update(_table).where(*same).values(version=_table.c.version + 1, **said))
        if not done.rowcount:
            raise Conflict("Somebody else has answered this in this moment.")

    @staticmethod
    def _say(unit: Unit, act: str, key: UUID) -> None:
        unit.audit(Act(AuditOperation.ACCOUNT, act, "subscription", key))
        unit.touch(Touched("subscription", key))

    @staticmethod
    def _insist_mailbox(connection: Connection, actor: Actor, address: str) -> None:
        others = of_others(connection, address, actor.agency_id)
        keeping.insist(rules.may_be_sent_to(address, domains=addressees(connection).domains, of_others=others))

    def _insist_new(self, connection: Connection, new: NewSubscription, area_id: UUID) -> None:
        mine = (_table.c.user_id == self._actor.user_id, _table.c.state.in_(OPEN))
        found = connection.execute(sa.select(_table.c.kind, _table.c.area_id, _table.c.address).where(*mine)).all()
        if (new.kind, area_id, new.address) in {(row.kind, row.area_id, row.address) for row in found}:
            raise Conflict("You asked for this list before.", to_do="See: tracker subscription list")
        if len(found) >= MOST:
            raise Refused(f"Nobody has more than {MOST} subscriptions.", to_do="tracker subscription revoke")

    @staticmethod
    def _reach(connection: Connection, actor: Actor) -> tuple[frozenset[UUID], dict[UUID, UUID | None]]:
        return keeping.areas_of(connection, actor.user_id, actor.agency_id), keeping.area_tree(connection)

    @staticmethod
    def _cards(unit: Unit, connection: Connection, keys: Sequence[UUID]) -> tuple[SubscriptionCard, ...]:
        found = reading.rows(connection, _table.c.id.in_(keys))
        last = reading.newest_sends(connection, keys)
        to = addressees(connection)
        today = unit.clock.today()
        return tuple(
            reading.card(
                row,
                reader=unit.actor.user_id,
                last=last.get(row.id),
                why_not=fault_of(row, to, today=today, now=unit.now),
            )
            for row in found
        )


def _checked(new: NewSubscription) -> NewSubscription:
    address = clean(new.address).casefold()
    if not rules.is_address(address):
        raise BadInput("Say a mail address: a name, an @ and a domain, without spaces or quotation marks.")
    if not 0 <= new.weekday <= 6:
        raise BadInput("A weekday is a number from 0, Monday, to 6, Sunday.")
    at = new.at.replace(second=0, microsecond=0, tzinfo=None)
    reason = _text(new.reason, "what you need the list for")
    return NewSubscription(new.kind, clean(new.area).upper(), address, reason, MailMode(new.mode), new.weekday, at)


def _text(said: str, what: str) -> str:
    text = clean(said)
    if not text or len(text) > _LONGEST_TEXT:
        raise BadInput(f"Say {what}, in at most {_LONGEST_TEXT} letters.")
    return text
