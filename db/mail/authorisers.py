"""Who says yes to subscriptions for an area, so that somebody who is told no knows whom to ask."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.accounts_rules import covers
from db.accounts.keeping import area_tree, areas_of
from db.cards.mail import AuthoriserCard
from db.tables.schemes import Contact
from db.tables.users import UserAccount, UserRole
from db.words.actor import Role
from db.words.families.places import UserState
from db.words.families.schemes import ContactKind
from db.words.text import fold

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_contact: sa.Table = Contact.__table__  # type: ignore[attr-defined]
_MOST: Final = 3


def authorisers_of(connection: Connection, area_id: UUID, *, now: datetime) -> tuple[AuthoriserCard, ...]:
    """Active authorisers of the area, by name."""
    a = _account.c
    found = connection.execute(
        sa.select(a.id, a.display_name, a.agency_id)
        .join(_role, sa.and_(_role.c.user_id == a.id, _role.c.role == Role.AUTHORISER))
        .where(a.state == UserState.ACTIVE, sa.or_(a.expires_at.is_(None), a.expires_at > now))
        .order_by(a.display_name, a.id)
    ).all()
    tree = area_tree(connection)
    fitting = [row for row in found if covers(areas_of(connection, row.id, row.agency_id), area_id, tree)]
    phones = _phones(connection)
    return tuple(AuthoriserCard(row.display_name, phones.get(fold(row.display_name), "")) for row in fitting)


def _phones(connection: Connection) -> dict[str, str]:
    """Telephones of authorisers by name, as the directory of contacts has them."""
    c = _contact.c
    has = sa.select(c.name_folded, c.phone)
    wanted = has.where(c.kind == ContactKind.AUTHORISER, c.ended_on.is_(None), c.phone != "")
    return {row.name_folded: row.phone for row in connection.execute(wanted)}


def ask_words(authorisers: tuple[AuthoriserCard, ...]) -> str:
    """`Ask your authoriser: Avis Bellweather, 0161 496 0101.`; without one, the administrator."""
    if not authorisers:
        return "The area has no authoriser: ask the administrator."
    return f"Ask your authoriser: {' or '.join(one.words for one in authorisers[:_MOST])}."
