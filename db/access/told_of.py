"""What the log tells a terminal of PostgreSQL: of whom it may ask, who saw a file, who read what the agency holds.

There nobody but an auditor reads the log, and nobody looks past row security; so the same questions stand inside
functions of the second wall, which ask the rules of `audit_rules` by themselves. On SQLite the rooms ask plainly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection

from db.access.audit_rules import ANSWERED_FOR, Told, told
from db.access.criteria import visible
from db.access.owned import holds_anything, people_of
from db.access.reader import Bool
from db.access.session_reader import POSTGRES, SessionReader, given_by, me
from db.cards.page import LIMIT
from db.store.wall.functions import Function
from db.store.wall.trying import Inner
from db.tables.base import Key, Moment
from db.tables.people import Person
from db.tables.system import AuditEvent
from db.words.actor import Role
from db.words.families.access import Level

_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_SETTINGS: Final = "SET search_path = pg_catalog, public, pg_temp"
_NOBODY: Final = "me := tracker.me(); IF (me).user_id IS NULL THEN RETURN; END IF; "


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a reference names: every id of the human being, and whether the asker's agency holds anything of them."""

    id: UUID
    public_ref: str
    persons: frozenset[UUID]
    owns: bool


def person_asked(connection: Connection, reference: str) -> Asked | None:
    """The person of that id or reference, for whoever may ask about the person; PostgreSQL alone."""
    columns: tuple[Any, ...] = (
        sa.column("id", Key), sa.column("public_ref"), sa.column("persons", ARRAY(Key())), sa.column("owns", sa.Boolean)
    )  # fmt: skip
    given = sa.func.tracker.person_asked(sa.literal(reference.strip(), sa.Text)).table_valued(*columns)
    row = connection.execute(sa.select(*given.c)).first()
    return None if row is None else Asked(row.id, row.public_ref, frozenset(row.persons), row.owns)


def file_acts(connection: Connection, person_id: UUID, since: datetime, until: datetime) -> Sequence[Any]:
    """Who had the file, newest first: `at`, `who` (empty where not told), `agency`, `operation`, `action`, `total`."""
    columns: list[Any] = [sa.column("at", Moment), *(sa.column(name) for name in ("who", "agency"))]
    columns += [sa.column("operation", _event.c.operation.type), sa.column("action"), sa.column("total", sa.BigInteger)]
    asked = (sa.literal(person_id, Key), sa.literal(since, Moment), sa.literal(until, Moment))
    given = sa.func.tracker.file_acts(*asked).table_valued(*columns)
    return connection.execute(sa.select(*given.c)).all()


def ours_acts(connection: Connection, since: datetime, until: datetime) -> Sequence[Any]:
    """Users of other agencies who read what the asker's agency holds; PostgreSQL alone.

    `user_id`, `display_name`, `name`, `acts`, `people`, `last` and `actions`, which commas part.
    """
    columns: list[Any] = [sa.column("user_id", Key), *(sa.column(name) for name in ("display_name", "name"))]
    columns += [sa.column(name, sa.BigInteger) for name in ("acts", "people")]
    columns += [sa.column("last", Moment), sa.column("actions")]
    given = sa.func.tracker.ours_acts(sa.literal(since, Moment), sa.literal(until, Moment)).table_valued(*columns)
    return connection.execute(sa.select(*given.c)).all()


def _told() -> Bool:
    """`audit_rules.told`, asked role by role, of the array `persons`."""
    reader = SessionReader()
    among = sa.literal_column("persons", ARRAY(Key()))
    owns = holds_anything(reader.is_my_agency, lambda column: column == sa.any_(among))
    one = _person.alias("seen")
    sees = sa.exists().where(one.c.id == sa.any_(among), visible(reader, Person, row=one))

    def by(how: Told, *, sees_person: bool = False, owns_records: bool = False) -> Bool:
        return given_by(
            lambda standing: told(standing.actor, sees_person=sees_person, owns_records=owns_records) is how
        )

    return sa.case(
        (by(Told.LOG), Told.LOG.name),
        (sa.and_(by(Told.NAMES, owns_records=True), owns), Told.NAMES.name),
        (sa.and_(by(Told.AGENCIES, sees_person=True), sees), Told.AGENCIES.name),
        else_=Told.NOTHING.name,
    )


def _written(statement: Any) -> str:  # noqa: ANN401 - a statement or a condition
    return str(statement.compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True}))


def _persons() -> Function:
    """Every id of one human being: the person's own, what it was merged into, and what was merged into that."""
    body = """
        RETURN ARRAY(WITH RECURSIVE one AS (
            SELECT p.id, p.merged_into_id FROM public.person p WHERE p.id = whose
            UNION SELECT q.id, q.merged_into_id FROM public.person q
                JOIN one o ON q.id = o.merged_into_id OR q.merged_into_id = o.id) SELECT one.id FROM one);
    """
    return Inner("one_person", "uuid[]", body, takes="whose uuid")


def _asked() -> Function:
    owns = holds_anything(
        SessionReader().is_my_agency, lambda column: column == sa.any_(sa.literal_column("these", ARRAY(Key())))
    )
    one = _person.alias("there")
    there = sa.exists().where(
        one.c.id == sa.any_(sa.literal_column("these", ARRAY(Key()))),
        visible(SessionReader(), Person, row=one, at=Level.EXIST),
    )
    known = _written(sa.or_(SessionReader().has(Role.ADMINISTRATOR), there))
    body = f"""
        SELECT p.id, p.public_ref INTO whose, ref FROM public.person p
            WHERE p.id::text = lower(reference) OR p.public_ref = upper(reference);
        these := tracker.one_person(whose);
        IF whose IS NULL OR (tracker.told_of(me, these) = '{Told.NOTHING.name}' AND NOT ({known})) THEN
            RETURN; END IF;
        RETURN QUERY SELECT whose, ref, these, {_written(owns)};
    """  # noqa: S608
    return Function(
        "person_asked",
        "TABLE (id uuid, public_ref text, persons uuid[], owns boolean)",
        _NOBODY + body,
        takes="reference text",
        declares="me tracker.reader; whose uuid; ref text; these uuid[]",
        settings=_SETTINGS,
    )


def functions() -> tuple[Function, ...]:
    """The functions of the second wall, in the order in which they are made."""
    how = Inner(
        "told_of",
        "text",
        f"RETURN ({_written(sa.select(_told()))});",
        takes="me tracker.reader, persons uuid[]",
        settings=_SETTINGS,
    )
    acts = ",".join(sorted(ANSWERED_FOR))
    seen = Function(
        "file_acts",
        "TABLE (at timestamptz, who text, agency text, operation text, action text, total bigint)",
        f"""{_NOBODY}
        persons := tracker.one_person(whose);
        how := tracker.told_of(me, persons);
        IF how = '{Told.NOTHING.name}' THEN RETURN; END IF;
        RETURN QUERY SELECT e.happened_at,
            CASE WHEN how <> '{Told.AGENCIES.name}' OR a.agency_id = (me).agency_id THEN a.display_name::text
                ELSE '' END,
            g.name::text, e.operation::text, e.action::text, count(*) OVER ()
            FROM public.audit_event e JOIN public.user_account a ON a.id = e.user_id
            JOIN public.agency g ON g.id = a.agency_id
            WHERE e.person_id = ANY (persons) AND e.happened_at >= since AND e.happened_at < until
            AND e.action = ANY ('{{{acts}}}'::text[])
            ORDER BY e.happened_at DESC, e.id DESC LIMIT {LIMIT};
        """,  # noqa: S608
        takes="whose uuid, since timestamptz, until timestamptz",
        declares="me tracker.reader; persons uuid[]; how text",
        settings=_SETTINGS,
    )
    lead = _written(SessionReader().has(Role.SHARING_LEAD))
    ours = Function(
        "ours_acts",
        "TABLE (user_id uuid, display_name text, name text, acts bigint, people bigint, last timestamptz, "
        "actions text)",
        f"""{_NOBODY}
        IF NOT {lead} THEN RETURN; END IF;
        RETURN QUERY SELECT e.user_id, a.display_name::text, g.name::text, count(*), count(DISTINCT e.person_id),
            max(e.happened_at), string_agg(DISTINCT e.action, ',')
            FROM public.audit_event e JOIN public.user_account a ON a.id = e.user_id
            JOIN public.agency g ON g.id = a.agency_id
            WHERE e.happened_at >= since AND e.happened_at < until AND e.action = ANY ('{{{acts}}}'::text[])
            AND a.agency_id <> (me).agency_id AND e.person_id IN ({_written(people_of(me("agency_id")))})
            GROUP BY e.user_id, a.display_name, g.name ORDER BY max(e.happened_at) DESC;
        """,  # noqa: S608
        takes="since timestamptz, until timestamptz",
        declares="me tracker.reader",
        settings=_SETTINGS,
    )
    return _persons(), how, _asked(), seen, ours
