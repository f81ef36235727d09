"""Triggers that keep evidence unchangeable, made anew after every migration: a rebuilt table loses its own."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# The chain itself is the proof; the trigger only stops an accident or a clumsy hand.
APPEND_ONLY = ("audit_event", "audit_chain", "audit_checkpoint", "audit_head", "audit_shipment")


def create_triggers(connection: Connection) -> None:
    """Refuse update and delete of append-only tables that exist; on SQLite a sign-in's end moves the stamp."""
    present = set(sa.inspect(connection).get_table_names())
    # A sign-in is ended by statements of the house, past every unit of work that would say so. PostgreSQL needs
    # none of this: its second wall shows nothing at all to a sign-in that is over, the stamp included.
    if connection.dialect.name == "sqlite" and {"user_session", "authority"} <= present:
        connection.exec_driver_sql(
            "CREATE TRIGGER IF NOT EXISTS user_session_ended AFTER UPDATE OF ended_at ON user_session "
            "BEGIN UPDATE authority SET stamp = stamp + 1; END"
        )
    for table in APPEND_ONLY:
        if table not in present:
            continue
        if connection.dialect.name == "postgresql":
            _create_postgresql(connection, table)
        else:
            for act in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )


def drop_triggers(connection: Connection) -> None:
    """Take the triggers away, so that a migration may rebuild their tables."""
    present = set(sa.inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS user_session_ended")
    for table in APPEND_ONLY:
        if table not in present:
            continue
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        else:
            for act in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def _create_postgresql(connection: Connection, table: str) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
