"""The rows of accounts as those who look after them read and write them, on a connection that a rule has opened.

A role, post or area that is taken away leaves no row: whoever reads what an account may do cannot overlook that
it has ended. What it was stands in the account's history and in the log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection

from db.accounts.codes import CODE
from db.accounts.sign_in import account_name
from db.audit.chain import Act
from db.store.changes import Touched
from db.tables.base import Key, Word
from db.tables.places import Agency, Area, Court
from db.tables.requests import AccountDecision
from db.tables.sessions import PastCredential, UserSession
from db.tables.users import Credential, UserAccount, UserArea, UserCourt, UserRole
from db.words.actor import Role
from db.words.errors import NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.accounts import AccountStep
from db.words.families.places import AgencyKind, UserState
from db.words.keys import uuid7

if TYPE_CHECKING:
    from db.access.rules import Decision
    from db.unit import Unit

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_court: sa.Table = UserCourt.__table__  # type: ignore[attr-defined]
_area: sa.Table = UserArea.__table__  # type: ignore[attr-defined]
_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_decision: sa.Table = AccountDecision.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]
_past: sa.Table = PastCredential.__table__  # type: ignore[attr-defined]
_PROOF: Final = ("salt", "parameters", "verifier", "public_key", "wrapped_private_key")
_agencies: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_areas: sa.Table = Area.__table__  # type: ignore[attr-defined]
_courts: sa.Table = Court.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Kept:
    """One account as it stands, with its roles and the ids of its courts and areas of its own."""

    id: UUID
    user_name: str
    display_name: str
    agency_id: UUID
    state: UserState
    expires_at: datetime | None
    team: str
    network_classes: str
    os_user: str
    roles: frozenset[Role]
    courts: frozenset[UUID]
    areas: frozenset[UUID]


def insist(decided: Decision) -> None:
    """Go on only where a rule allows it. Raises Refused with the rule's words."""
    if not decided.allowed:
        raise Refused(decided.reason)


def account(connection: Connection, user_name: str, *, lock: bool = False) -> Kept:
    """The account of this name. Raises NotFound; services of the house itself are not among them.

    `lock`: it is about to be changed, so that changes come one by one where the database locks rows.
    """
    a = _account.c
    wanted = sa.select(
        a.id, a.user_name, a.display_name, a.agency_id, a.state, a.expires_at, a.team, a.network_classes, a.os_user
    ).where(a.user_name == account_name(user_name))
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    if row is None:
        raise NotFound(f"There is no user '{user_name}'.", to_do="See: tracker user list")
    roles = connection.scalars(sa.select(_role.c.role).where(_role.c.user_id == row.id))
    courts = connection.scalars(sa.select(_court.c.court_id).where(_court.c.user_id == row.id))
    areas = connection.scalars(sa.select(_area.c.area_id).where(_area.c.user_id == row.id))
    values: tuple[Any, ...] = (*row, frozenset(roles), frozenset(courts), frozenset(areas))
    return Kept(*values)


def area_tree(connection: Connection) -> dict[UUID, UUID | None]:
    """Each area's id with that of the area it lies in."""
    return {row.id: row.parent_id for row in connection.execute(sa.select(_areas.c.id, _areas.c.parent_id))}


def areas_of(connection: Connection, user_id: UUID, agency_id: UUID) -> frozenset[UUID]:
    """The areas of a user: those of their own, and that of the agency."""
    own = set(connection.scalars(sa.select(_area.c.area_id).where(_area.c.user_id == user_id)))
    agency = connection.scalar(sa.select(_agencies.c.area_id).where(_agencies.c.id == agency_id))
    return frozenset(own | ({agency} if agency else set()))


def agency_called(connection: Connection, code: str) -> tuple[UUID, Any]:
    """Id and kind of an agency. Raises NotFound."""
    found = _places(connection, _agencies, [code.strip().upper()], "agency")
    if not found:
        raise NotFound(f"There is no agency '{code}'.", to_do="See: tracker agency list")
    return found[0].id, found[0].kind


def courts_called(connection: Connection, codes: Iterable[str]) -> dict[str, UUID]:
    """Ids of courts by code. Raises NotFound that names the first missing."""
    return _called(connection, _courts, codes, "court")


def areas_called(connection: Connection, codes: Iterable[str]) -> dict[str, UUID]:
    """Ids of areas by code. Raises NotFound that names the first missing."""
    return _called(connection, _areas, codes, "area")


def _called(connection: Connection, table: sa.Table, codes: Iterable[str], what: str) -> dict[str, UUID]:
    wanted = sorted({code.strip().upper() for code in codes if code.strip()})
    found = {row.code: row.id for row in _places(connection, table, wanted, what)}
    if missing := set(wanted) - set(found):
        raise NotFound(f"There is no {what} '{min(missing)}'.")
    return found


def _places(connection: Connection, table: sa.Table, codes: list[str], what: str) -> Sequence[Any]:
    """Rows of code, id and, of an agency, kind; who asks for an account on PostgreSQL reads none of these tables."""
    if connection.dialect.name == "postgresql":
        told = sa.func.tracker.places_called(what, sa.cast(codes, ARRAY(sa.Text))).table_valued(
            sa.column("code", sa.Text), sa.column("id", Key), sa.column("kind", Word(AgencyKind))
        )
        return connection.execute(sa.select(told)).all()
    kind = table.c.kind if what == "agency" else sa.null()
    wanted = sa.select(table.c.code, table.c.id, kind.label("kind")).where(table.c.code.in_(codes))
    return connection.execute(wanted).all()


def administrators(connection: Connection, now: datetime) -> frozenset[UUID]:
    """Who can administer at this moment."""
    a = _account.c
    rows = connection.scalars(
        sa.select(a.id)
        .join(_role, _role.c.user_id == a.id)
        .where(
            _role.c.role == Role.ADMINISTRATOR,
            a.state == UserState.ACTIVE,
            sa.or_(a.expires_at.is_(None), a.expires_at > now),
        )
    )
    return frozenset(rows)


def put_account(connection: Connection, user_id: UUID, **values: object) -> None:
    """Change columns of an account."""
    connection.execute(
        sa.update(_account).where(_account.c.id == user_id).values(version=_account.c.version + 1, **values)
    )


def make_account(connection: Connection, **values: object) -> None:
    """Add an account."""
    connection.execute(
        sa.insert(_account).values(
            version=1, **{"team": "", "network_classes": "", "os_user": "", "every_court": False, **values}
        )
    )


def put_roles(connection: Connection, user_id: UUID, before: frozenset[Role], after: frozenset[Role]) -> list[Act]:
    """Give and take roles; one act for each, with the role as its reason."""
    gone, new = sorted(before - after), sorted(after - before)
    for role in gone:
        connection.execute(sa.delete(_role).where(_role.c.user_id == user_id, _role.c.role == role))
    for role in new:
        connection.execute(sa.insert(_role).values(id=uuid7(), version=1, user_id=user_id, role=role))
    return [
        *(act("role.remove", user_id, reason=role.value) for role in gone),
        *(act("role.add", user_id, reason=role.value) for role in new),
    ]


def put_courts(connection: Connection, user_id: UUID, before: frozenset[UUID], after: frozenset[UUID]) -> list[Act]:
    """Post to courts and away from them; one act for each, about the court."""
    return _put(connection, _court, "court", user_id=user_id, before=before, after=after)


def put_areas(connection: Connection, user_id: UUID, before: frozenset[UUID], after: frozenset[UUID]) -> list[Act]:
    """Give areas and take them; one act for each, about the area."""
    return _put(connection, _area, "area", user_id=user_id, before=before, after=after)


def _put(
    connection: Connection,
    table: sa.Table,
    kind: str,
    *,
    user_id: UUID,
    before: frozenset[UUID],
    after: frozenset[UUID],
) -> list[Act]:
    column = table.c[f"{kind}_id"]
    for key in before - after:
        connection.execute(sa.delete(table).where(table.c.user_id == user_id, column == key))
    for key in after - before:
        connection.execute(sa.insert(table).values(id=uuid7(), version=1, user_id=user_id, **{f"{kind}_id": key}))
    return [
        *(act("group.remove", user_id, reason=f"{kind} {key}") for key in sorted(before - after)),
        *(act("group.add", user_id, reason=f"{kind} {key}") for key in sorted(after - before)),
    ]


def end_sign_ins(connection: Connection, user_id: UUID, *, now: datetime, why: str) -> int:
    """End every sign-in of the account that stands; how many they were."""
    if connection.dialect.name == "postgresql":
        ended = connection.execute(sa.text("SELECT tracker.end_sign_ins(:who, :why)"), {"who": user_id, "why": why})
        return int(ended.scalar_one())
    s = _session.c
    standing = sa.update(_session).where(s.user_id == user_id, s.ended_at.is_(None))
    return connection.execute(standing.values(ended_at=now, ended_why=why)).rowcount


def last_sign_ins(connection: Connection) -> dict[UUID, datetime | None]:
    """When each account last signed in; accounts that nothing proves are left out."""
    if connection.dialect.name == "postgresql":
        return {
            row.user_id: row.last_at for row in connection.execute(sa.text("SELECT * FROM tracker.last_sign_ins()"))
        }
    c = _credential.c
    return {row.user_id: row.last_sign_in_at for row in connection.execute(sa.select(c.user_id, c.last_sign_in_at))}


def reset_proof(connection: Connection, proof: Credential, *, now: datetime) -> None:
    """Put a one-time code in the place of what proved the user, which is kept aside with a judge's locked key."""
    if connection.dialect.name == "postgresql":
        told = {
            "salt": proof.salt.hex(),
            "verifier": proof.verifier.hex(),
            "expires_at": proof.expires_at.isoformat() if proof.expires_at else None,
        }
        wanted = sa.text("SELECT tracker.reset_proof(:who, CAST(:proof AS jsonb))")
        connection.execute(wanted, {"who": proof.user_id, "proof": json.dumps(told)})
        return
    c = _credential.c
    before = connection.execute(sa.select(*(c[name] for name in _PROOF)).where(c.user_id == proof.user_id)).one()
    if before.parameters != CODE:
        kept = dict(zip(_PROOF, before, strict=True))
        connection.execute(sa.insert(_past).values(id=uuid7(), version=1, user_id=proof.user_id, ended_at=now, **kept))
    values = {name: getattr(proof, name) for name in (*_PROOF, "expires_at")}
    connection.execute(sa.update(_credential).where(c.user_id == proof.user_id).values(failures=0, **values))


def decide(
    unit: Unit, connection: Connection, user_id: UUID, *, step: AccountStep, reason: str = "", detail: str = ""
) -> None:
    """Write one line of the account's history, and tell open screens and sign-ins that it was changed."""
    connection.execute(
        sa.insert(_decision).values(
            id=uuid7(),
            version=1,
            user_id=user_id,
            step=step,
            reason=reason,
            detail=detail,
            decided_at=unit.now,
            decided_by_id=unit.actor.user_id,
        )
    )
    unit.touch(Touched("user_account", user_id))


def act(name: str, user_id: UUID | None, *, reason: str = "") -> Act:
    """An act about an account; `reason` holds no name."""
    return Act(AuditOperation.ACCOUNT, name, "user_account", user_id, reason=reason)
