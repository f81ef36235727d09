"""A person behind limited access, asked for by an exact number: that there is one, and whom to ask (H4, S20)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection

from db.access.decisions import RESTRICTED_LINE
from db.access.reader import Bool, Present, Reader
from db.access.rules import sees_cases
from db.access.session_reader import POSTGRES, SessionReader
from db.access.standing import Standing
from db.store.wall.functions import Function
from db.tables.people import Identifier
from db.tables.sharing import ExclusionEntry
from db.tables.users import UserAccount, UserRole
from db.words.actor import Role
from db.words.families.access import Exclusion
from db.words.families.people import IdentifierKind
from db.words.families.places import UserState

_BETWEEN: Final = "|"
_number: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]


def limited_by_number(
    connection: Connection, standing: Standing, *, raw: Sequence[str], forms: Sequence[tuple[IdentifierKind, str]]
) -> str:
    """`Restricted - ask NAME` for a user whom the own agency keeps away from the person of that number; else empty.

    Nothing of the person is in it. Other agencies learn nothing.
    """
    if standing.refusal or not sees_cases(standing.actor):
        return ""
    spelled = [_BETWEEN.join(form) for form in forms]
    if connection.dialect.name == "postgresql":
        given = (sa.literal(list(value), ARRAY(sa.Text())) for value in (raw, spelled))
        there = connection.scalar(sa.select(sa.func.tracker.limited_by_number(*given)))
    elif not standing.exclusions:
        there = False
    else:
        values = {"raw": list(raw), "forms": spelled}
        there = connection.scalar(sa.select(_there(Present(standing), lambda column, name: column.in_(values[name]))))
    return f"{RESTRICTED_LINE} {_lead(connection, standing)}" if there else ""


def _there(reader: Reader, among: Callable[[Any, str], Bool]) -> Bool:
    """Whether somebody of these numbers is behind limited access that the reader's own agency set."""
    i = _number.alias("nr").c
    kept, only, mine = (_exclusion.alias(name) for name in ("kept", "only_some", "me_too"))
    here = [(each.c.person_id == i.person_id) & each.c.ended_at.is_(None) for each in (kept, only, mine)]
    away = sa.exists().where(
        here[0],
        kept.c.kind == Exclusion.EXCLUDE,
        reader.is_me(kept.c.user_id),
        reader.is_my_agency(kept.c.owner_agency_id),
    )
    some = sa.exists().where(here[1], only.c.kind == Exclusion.ONLY, reader.is_my_agency(only.c.owner_agency_id))
    among_them = sa.exists().where(here[2], mine.c.kind == Exclusion.ONLY, reader.is_me(mine.c.user_id))
    kind, canonical = sa.type_coerce(i.kind, sa.String), sa.type_coerce(i.canonical, sa.String)
    spelled = kind.concat(_BETWEEN).concat(canonical)
    return sa.exists(
        sa.select(i.id).where(
            i.ended_at.is_(None),
            sa.or_(
                among(sa.type_coerce(i.raw, sa.String), "raw"),
                sa.and_(i.canonical.is_not(None), among(spelled, "forms")),
            ),
            sa.or_(away, sa.and_(some, ~among_them)),
            reader.sees(),
        )
    )


def _lead(connection: Connection, standing: Standing) -> str:
    """The sharing lead of the agency by name, the one whose account is the oldest."""
    wanted = (
        sa.select(_account.c.display_name)
        .join(_role, _role.c.user_id == _account.c.id)
        .where(
            _account.c.agency_id == standing.actor.agency_id,
            _account.c.state == UserState.ACTIVE,
            _role.c.role == Role.SHARING_LEAD,
        )
        .order_by(_account.c.created_at, _account.c.id)
    )
    return connection.scalar(wanted.limit(1)) or "the sharing lead of your agency"


def functions() -> tuple[Function, ...]:
    """The same for the second wall."""
    there = _there(
        SessionReader(), lambda column, name: column == sa.any_(sa.literal_column(f"p_{name}", ARRAY(sa.Text())))
    )
    text = sa.select(there).compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True})
    made = Function(
        "limited_by_number",
        "boolean",
        f"me := tracker.me(); IF (me).user_id IS NULL THEN RETURN false; END IF; RETURN ({text});",
        takes="p_raw text[], p_forms text[]",
        declares="me tracker.reader",
        settings="SET search_path = pg_catalog, public, pg_temp",
    )
    return (made,)
