"""Whether a mailbox takes weekly lists for users of another agency; of those users nothing is told."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.store.wall.functions import Function
from db.tables.base import table_of
from db.tables.mail import Subscription
from db.tables.users import UserAccount
from db.words.families.mail import SubscriptionState

OPEN: Final = (SubscriptionState.ASKED, SubscriptionState.AUTHORISED)
_OPEN: Final = ", ".join(f"'{state.value}'" for state in OPEN)

FUNCTION: Final = Function(
    "mailbox_of_others",
    "boolean",
    f"""
    RETURN EXISTS (SELECT FROM public.subscription s JOIN public.user_account a ON a.id = s.user_id
        WHERE s.address = wanted AND s.state IN ({_OPEN}) AND a.agency_id <> (
            SELECT own.agency_id FROM public.user_account own WHERE own.id = tracker.my_user()));
    """,  # noqa: S608 - words of the program
    takes="wanted text",
)
"""The same past row security, for a session of PostgreSQL: whoever asks is the one who signed in."""


def of_others(connection: Connection, address: str, agency_id: UUID) -> bool:
    """Whether somebody of another agency has asked for lists to this mailbox, or takes them there."""
    if connection.dialect.name == "postgresql":
        return bool(connection.execute(sa.select(sa.func.tracker.mailbox_of_others(address))).scalar())
    one, user = table_of(Subscription).c, table_of(UserAccount).c
    there = sa.select(one.id).join_from(one.id.table, user.id.table, user.id == one.user_id)
    there = there.where(one.address == address, one.state.in_(OPEN), user.agency_id != agency_id)
    return connection.execute(there.limit(1)).first() is not None
