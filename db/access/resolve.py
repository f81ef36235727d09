"""Reads from the database what a reader stands on; kept by stamp, made anew when anything that decides changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.grants import Grant, grant_of
from db.access.sign_ins import ended_because, state_query
from db.access.standing import Standing, make_standing, team_id
from db.tables.oversight import Authority
from db.tables.places import Agency, Area
from db.tables.sharing import EmergencyAccess, ExclusionEntry, Seal, SharingGrant
from db.tables.users import UserAccount, UserArea, UserCourt, UserRole
from db.words.actor import Actor
from db.words.families.places import AgencyKind, UserState
from db.words.keys import uuid7

# Plain tables: what decides is read by the house itself, before there is anybody to decide for.
_authority: sa.Table = Authority.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_court: sa.Table = UserCourt.__table__  # type: ignore[attr-defined]
_user_area: sa.Table = UserArea.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_area: sa.Table = Area.__table__  # type: ignore[attr-defined]
_grant: sa.Table = SharingGrant.__table__  # type: ignore[attr-defined]
_seal: sa.Table = Seal.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_emergency: sa.Table = EmergencyAccess.__table__  # type: ignore[attr-defined]

DECIDING: Final = frozenset(
    {"user_account", "user_role", "user_court", "user_area", "agency", "area", "sharing_grant", "seal",
     "exclusion_entry", "emergency_access", "user_session"}
)  # fmt: skip
"""Tables whose every change moves the stamp."""
_STAMP: Final = str(sa.select(_authority.c.stamp))


def stamp(connection: Connection) -> int:
    """How often anything that decides has changed; one small read."""
    return int(connection.exec_driver_sql(_STAMP).scalar() or 0)


def bump(connection: Connection) -> None:
    """Say that something which decides has changed, in the caller's transaction."""
    raised = sa.update(_authority).values(stamp=_authority.c.stamp + 1)
    if not connection.execute(raised).rowcount:
        connection.execute(sa.insert(_authority).values(id=uuid7(), version=1, stamp=1))


class Standings:
    """The standings of one database, each kept until the stamp moves or something in it runs out."""

    MOST: Final = 256

    def __init__(self) -> None:
        self._kept: dict[tuple[UUID, UUID], tuple[int, Actor, Standing]] = {}

    def of(self, connection: Connection, actor: Actor, now: datetime) -> Standing:
        """The reader's standing at `now`; `actor.today` must be the court's present day."""
        current = stamp(connection)
        key = (actor.user_id, actor.audit_session)
        known = self._kept.get(key)
        if known is not None and known[0] == current and known[1] == actor:
            standing = known[2]
            if standing.until is None or now < standing.until:
                return standing
        standing = resolve(connection, actor, now)
        if len(self._kept) >= self.MOST:
            self._kept.clear()
        self._kept[key] = (current, actor, standing)
        return standing


def resolve(connection: Connection, actor: Actor, now: datetime) -> Standing:
    """Everything that decides about the reader, by a handful of small selects."""
    a, g = _account.c, _agency.c
    sign_in = connection.execute(state_query(actor.audit_session, connection.dialect.name)).first()
    account = connection.execute(
        sa.select(a.state, a.expires_at, a.every_court, a.team, a.network_classes, a.authorised_by_id, a.agency_id,
                  g.kind, g.area_id)
        .join(_agency, g.id == a.agency_id)
        .where(a.id == actor.user_id)
    ).first()  # fmt: skip
    if account is None:
        refusal = _unseen(sign_in, actor, now)
        return make_standing(replace(actor, roles=frozenset()), AgencyKind.PROGRAMME, refusal=refusal)
    roles = frozenset(connection.scalars(sa.select(_role.c.role).where(_role.c.user_id == actor.user_id)))
    courts = frozenset(connection.scalars(sa.select(_court.c.court_id).where(_court.c.user_id == actor.user_id)))
    live = replace(actor, agency_id=account.agency_id, roles=roles, courts=courts, every_court=account.every_court)
    over = _over(sign_in, now)
    emergencies = connection.execute(
        sa.select(_emergency.c.person_id, _emergency.c.ends_at).where(
            _emergency.c.user_id == actor.user_id, _emergency.c.closed_at.is_(None), _emergency.c.ends_at > now
        )
    ).all()
    ends = [account.expires_at, *(row.ends_at for row in emergencies)]
    if sign_in is not None and not over:
        ends.append(sign_in.expires_at)
    return make_standing(
        live,
        account.kind,
        grants=_grants(connection, live),
        areas=_areas(connection, live, account.area_id),
        teams=(team_id(account.agency_id, account.team),) if account.team else (),
        refusal=account_refusal(connection, account, actor.network_class, now) or over,
        emergency=(row.person_id for row in emergencies),
        seals=_any(connection, _seal, _seal.c.lifted_at),
        exclusions=_any(connection, _exclusion, _exclusion.c.ended_at),
        until=min((each for each in ends if each is not None and each > now), default=None),
    )


def account_refusal(connection: Connection, account: Any, network_class: str, now: datetime) -> str:  # noqa: ANN401 - a row
    """Why the account may do nothing (rules U1 and U2), in words; empty when it may.

    `account` has `state`, `expires_at`, `network_classes` and `authorised_by_id`.
    """
    if account.state is not UserState.ACTIVE:
        return f"The account is {account.state.label}."
    if account.expires_at is not None and account.expires_at <= now:
        return f"The account has expired.{_authoriser(connection, account.authorised_by_id)}"
    allowed = account.network_classes.split()
    if allowed and network_class not in allowed:
        return f"This account is for the network {' or '.join(allowed).upper()}, not for {network_class.upper()}."
    return ""


def _unseen(row: Any, actor: Actor, now: datetime) -> str:  # noqa: ANN401 - a row of a sign-in, or none
    """Why there is no account to be seen: the second wall hides it from a sign-in that does not stand."""
    if row is None:
        return "There is no account."
    over = _over(row, now)
    if over:
        return over
    if row.state != UserState.ACTIVE:
        return f"The account is {UserState(row.state).label}."
    if row.account_ends is not None and row.account_ends <= now:
        return "The account has expired. Ask who authorised it."
    if row.locked_at is not None:
        return "This terminal is covered: give the password to go on."
    return f"This account is not for the network {actor.network_class.upper()}."


def _authoriser(connection: Connection, authoriser: UUID | None) -> str:
    if authoriser is None:
        return " Ask the administrator."
    name = connection.scalar(sa.select(_account.c.display_name).where(_account.c.id == authoriser))
    return f" Ask {name}, who authorised it." if name else " Ask the administrator."


def _over(row: Any, now: datetime) -> str:  # noqa: ANN401 - a row of a sign-in, or none
    """Why the sign-in counts no more; unattended acts have no sign-in of their own."""
    if row is None:
        return ""
    if row.ended_at is not None:
        return f"{ended_because(row.ended_why)} Sign in again."
    return "This sign-in has run its time. Sign in again." if row.expires_at <= now else ""


def _any(connection: Connection, table: sa.Table, ended: sa.Column[Any]) -> bool:
    return connection.execute(sa.select(table.c.id).where(ended.is_(None)).limit(1)).first() is not None


def _grants(connection: Connection, actor: Actor) -> Iterable[Grant]:
    """Rules not ended; which of them speak to the reader is a pure question."""
    g, a = _grant.c, _account.c
    rows = connection.execute(
        sa.select(g.id, g.owner_agency_id, g.category, g.level, g.recipient, g.purpose, g.recipient_id,
                  g.recipient_word, g.starts_on, g.not_after, g.set_at, a.display_name)
        .join(_account, a.id == g.set_by_id)
        .where(g.ended_at.is_(None), sa.or_(g.not_after.is_(None), g.not_after >= actor.today))
    )  # fmt: skip
    return [grant_of(row, row.display_name) for row in rows]


def _areas(connection: Connection, actor: Actor, agency_area: UUID | None) -> Iterable[UUID]:
    """The areas of the reader and all that lie in them."""
    own = set(connection.scalars(sa.select(_user_area.c.area_id).where(_user_area.c.user_id == actor.user_id)))
    if agency_area is not None:
        own.add(agency_area)
    if not own:
        return ()
    parents = dict(connection.execute(sa.select(_area.c.id, _area.c.parent_id)).all())
    return {area for area in parents if not own.isdisjoint(_upwards(area, parents))}


def _upwards(area: UUID, parents: dict[UUID, UUID | None]) -> Iterable[UUID]:
    seen: set[UUID] = set()
    here: UUID | None = area
    while here is not None and here not in seen:
        seen.add(here)
        yield here
        here = parents.get(here)
