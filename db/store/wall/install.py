"""Puts the second wall up, takes it down before tables change, and tells whether it stands as it should."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.store.wall.functions import IDENTITY, SCHEMA, Function, making
from db.store.wall.roles import APP, KEEPER, OWNER, grants, missing, quoted, set_up
from db.words.errors import Misconfigured

_NOT_GOVERNED: Final = ("alembic_version",)
_CATALOGUE: Final = sa.text(
    "SELECT coalesce(string_agg(line, chr(10) ORDER BY line), '') FROM ("
    " SELECT concat_ws('|', 'policy', tablename, policyname, permissive, roles::text, cmd, qual, with_check) AS line"
    "  FROM pg_catalog.pg_policies WHERE schemaname = 'public'"
    " UNION ALL SELECT concat_ws('|', 'function', p.proname, r.rolname, p.prosecdef, p.proconfig::text,"
    "  p.proacl::text, p.prosrc)"
    "  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_roles r ON r.oid = p.proowner"
    "  WHERE p.pronamespace = to_regnamespace(:schema)"
    " UNION ALL SELECT concat_ws('|', 'table', c.relname, r.rolname, c.relrowsecurity, c.relforcerowsecurity,"
    "  c.relacl::text) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner"
    "  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')) AS lines"
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may do what to which rows of a table: `sees` filters reading and changing, `adds` checks what is written.

    `for_` is SELECT, INSERT, UPDATE or ALL.
    """

    table: str
    name: str
    for_: str
    to: str
    sees: str = ""
    adds: str = ""

    def statement(self) -> str:
        """As PostgreSQL takes it."""
        using = f" USING ({self.sees})" if self.sees else ""
        check = f" WITH CHECK ({self.adds})" if self.adds else ""
        return f"CREATE POLICY {self.name} ON {self.table} FOR {self.for_} TO {self.to}{using}{check}"


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything that is put up: types, functions beside those of who asks, and policies.

    `invented` says that the database holds no record of a court and may live on another day than today.
    """

    types: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    policies: tuple[Policy, ...] = ()
    invented: bool = False

    def statements(self) -> Iterator[str]:
        """In the order in which they are run."""
        yield from making(self.types, (*IDENTITY, *self.functions))
        yield from grants()
        for policy in self.policies:
            yield policy.statement()
        for name in sorted({policy.table for policy in self.policies}):
            yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"

    @property
    def mark(self) -> str:
        """A digest of all of it: another mark in the database is another wall."""
        return hashlib.sha256("\n".join(self.statements()).encode()).hexdigest()


def enter_owner(connection: Connection) -> None:
    """Act as the role that owns the tables, from now to the end of the transaction.

    On a server where the roles are not made yet, its own administrator makes them by this. Raises Misconfigured
    for anybody else.
    """
    wanting = missing(connection)
    if wanting:
        if not connection.scalar(sa.text("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")):
            raise Misconfigured(
                f"The server has no role {wanting[0]} yet.",
                to_do="Run: tracker db roles DATABASE, and give what it prints to the server's administrator.",
            )
        database = str(connection.scalar(sa.text("SELECT current_database()")))
        for statement in set_up(database):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"SET LOCAL ROLE {OWNER}")


def take_down(connection: Connection) -> None:
    """Take policies and functions away within the caller's transaction: tables are free to change until `put_up`."""
    found = connection.execute(
        sa.text("SELECT tablename, policyname FROM pg_catalog.pg_policies WHERE schemaname = 'public'")
    ).all()
    for table, policy in found:
        connection.exec_driver_sql(f"DROP POLICY {quoted(policy)} ON public.{quoted(table)}")
    for table in sorted({each.tablename for each in found}):
        # Steps that move rows from one shape into another must find them.
        connection.exec_driver_sql(f"ALTER TABLE public.{quoted(table)} NO FORCE ROW LEVEL SECURITY")
    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def put_up(connection: Connection, wall: Wall) -> None:
    """Make functions, rights and policies within the caller's transaction, and mark which wall stands."""
    for statement in wall.statements():
        connection.exec_driver_sql(statement.replace("%", "%%"))
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '{wall.mark} {_standing(connection)}'")


def stands(connection: Connection, wall: Wall) -> bool:
    """Whether this very wall was put up, and nobody has changed a stone of it since."""
    return _marked(connection) == f"{wall.mark} {_standing(connection)}"


def faults(connection: Connection, wall: Wall) -> Iterator[str]:
    """What is wrong with the wall and with whom the application connects as; nothing where all is right."""
    role = connection.execute(
        sa.text("SELECT rolname, rolsuper, rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = session_user")
    ).one()
    if role.rolsuper or role.rolbypassrls:
        yield f"{role.rolname} is a superuser or past row security: the application must connect as {APP}"
    for above in () if role.rolsuper else (KEEPER, OWNER):
        if connection.scalar(sa.text(f"SELECT pg_has_role(session_user, '{above}', 'MEMBER')")):
            yield f"{role.rolname} may become {above}: the application must connect as {APP}"
    if connection.scalar(sa.text(f"SELECT has_database_privilege('{APP}', current_database(), 'TEMPORARY')")):
        yield f"{APP} may make tables of its own"
    for name in _open_tables(connection):
        yield f"row security is not forced on the table {name}"
    if not stands(connection, wall):
        yield "roles, functions or policies are not those of this version"


def past_the_wall(connection: Connection, login: str) -> str:
    """What lets a login of this server past row security: `superuser`, `owner`, or nothing; empty is who is connected.

    A login that the server does not know may be made later.
    """
    found = connection.execute(
        sa.text(
            "SELECT r.rolsuper OR r.rolbypassrls AS superuser, EXISTS (SELECT FROM pg_catalog.pg_roles k "
            "WHERE k.rolname = ANY (:above) AND pg_has_role(r.oid, k.oid, 'MEMBER')) AS owner "
            "FROM pg_catalog.pg_roles r WHERE r.rolname = coalesce(nullif(:login, ''), session_user)"
        ),
        {"login": login, "above": [KEEPER, OWNER]},
    ).first()
    if found is None:
        return ""
    return "superuser" if found.superuser else "owner" if found.owner else ""


def may_look_after(connection: Connection) -> bool:
    """Whether who is connected may become the role past row security, which reads and repairs everything."""
    return bool(connection.scalar(sa.text(f"SELECT pg_has_role(session_user, '{KEEPER}', 'MEMBER')")))


def _open_tables(connection: Connection) -> Iterable[str]:
    return connection.scalars(
        sa.text(
            "SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND relname <> ALL (:besides) "
            "AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname"
        ),
        {"besides": list(_NOT_GOVERNED)},
    )


def _standing(connection: Connection) -> str:
    """A digest of policies, functions, owners and rights as the database itself tells them."""
    told = str(connection.scalar(_CATALOGUE, {"schema": SCHEMA}))
    return hashlib.sha256(told.encode()).hexdigest()


def _marked(connection: Connection) -> str:
    query = sa.text("SELECT obj_description(to_regnamespace(:schema), 'pg_namespace')")
    return str(connection.scalar(query, {"schema": SCHEMA}) or "")
