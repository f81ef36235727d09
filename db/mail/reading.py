"""Subscriptions and their mail read into cards, for whoever `db.access` lets read them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.rules import Decision
from db.cards.mail import SendCard, SubscriptionCard
from db.tables.mail import Subscription, SubscriptionSend
from db.tables.places import Area
from db.tables.users import UserAccount
from db.words.errors import NotFound
from db.words.families.access import Outcome
from db.words.families.mail import SendState
from db.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection

    from db.mail.schedule import Week

ANYBODY: Final = Decision(Outcome.FULL, "your own subscriptions")
"""Who is signed in reads the own rows; which those are is asked of each."""
subscription: Final[sa.Table] = Subscription.__table__  # type: ignore[attr-defined]
send: Final[sa.Table] = SubscriptionSend.__table__  # type: ignore[attr-defined]
_area: sa.Table = Area.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


def reference(subscription_id: UUID) -> str:
    """What a subscription is called: `S-` and eight letters or digits of its key's random part."""
    return "S-" + base64.b32encode((subscription_id.int & (1 << 40) - 1).to_bytes(5, "big")).decode()


def message_id(subscription_id: UUID, week: Week, sender: str) -> str:
    """The same at every try, so that a mail that came twice after all is known as one."""
    return f"<{subscription_id}.{week}@{sender.rpartition('@')[2] or 'tracker.invalid'}>"


def rows(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Any]:
    """Rows of subscriptions with whose they are and for which area, those that are longest there first."""
    s, by = subscription.c, _account.alias()
    wanted = (
        sa.select(
            *s, _account.c.user_name, _account.c.display_name, _area.c.code.label("area"),
            _area.c.name.label("area_name"), by.c.display_name.label("decider"),
        )
        .join(_account, _account.c.id == s.user_id)
        .join(_area, _area.c.id == s.area_id)
        .outerjoin(by, by.c.id == s.decided_by_id)
        .where(*where)
        .order_by(s.asked_at, s.id)
    )  # fmt: skip
    return list(connection.execute(wanted))


def area_codes(connection: Connection, keys: Collection[UUID]) -> tuple[str, ...]:
    """Codes of areas, in their order."""
    wanted = sa.select(_area.c.code).where(_area.c.id.in_(sorted(keys))).order_by(_area.c.code)
    return tuple(connection.scalars(wanted))


def row_called(connection: Connection, typed: str) -> Any:  # noqa: ANN401 - a row of the statement above
    """The subscription of this reference. Raises NotFound, also for one that is not shown to the reader."""
    wanted = clean(typed).upper()
    for key in connection.scalars(sa.select(subscription.c.id)):
        if reference(key) == wanted:
            return rows(connection, subscription.c.id == key)[0]
    raise no_such(typed)


def no_such(typed: str) -> NotFound:
    """There is none of this reference, or none for this reader."""
    return NotFound(f"There is no subscription '{clean(typed)}'.", to_do="See: tracker subscription list")


def last_used(connection: Connection, keys: Collection[UUID]) -> dict[UUID, UUID]:
    """The prison file behind the last mail that left, of each of the subscriptions."""
    c = send.c
    found = connection.execute(
        sa.select(c.subscription_id, c.batch_id)
        .where(c.subscription_id.in_(sorted(keys)), c.state == SendState.SENT, c.batch_id.is_not(None))
        .order_by(c.sent_at)
    )
    return {row.subscription_id: row.batch_id for row in found}


def newest_sends(connection: Connection, keys: Collection[UUID]) -> dict[UUID, SendCard]:
    """The mail of the last week that there is for each of the subscriptions."""
    found: dict[UUID, SendCard] = {}
    for row in connection.execute(
        sa.select(send).where(send.c.subscription_id.in_(sorted(keys))).order_by(send.c.week)
    ):
        found[row.subscription_id] = send_card(row)
    return found


def send_card(row: Any) -> SendCard:  # noqa: ANN401 - a row of the table
    """The mail of one week."""
    return SendCard(
        week=row.week,
        state=row.state,
        tries=row.tries,
        rows=row.rows,
        late=row.late,
        claimed_at=row.claimed_at,
        sent_at=row.sent_at,
        next_try_at=row.next_try_at,
        last_error=row.last_error,
        message_id=row.message_id,
    )


def card(row: Any, *, reader: UUID, last: SendCard | None = None, why_not: str = "") -> SubscriptionCard:  # noqa: ANN401
    """A subscription as it is shown to this reader."""
    return SubscriptionCard(
        id=row.id,
        reference=reference(row.id),
        user_name=row.user_name,
        display_name=row.display_name,
        kind=row.kind,
        area=row.area,
        area_name=row.area_name,
        address=row.address,
        mode=row.mode,
        weekday=row.weekday,
        at=row.at,
        reason=row.reason,
        asked_at=row.asked_at,
        state=row.state,
        decided_by=row.decider or "",
        decided_at=row.decided_at,
        answer=row.answer,
        expires_on=row.expires_on,
        revoked_why=row.revoked_why,
        why_not=why_not,
        last=last,
        mine=row.user_id == reader,
    )
