"""Runs the steps on a connection that `db.store.upgrade` hands over; one script serves both databases."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from db.store.triggers import create_triggers, drop_triggers
from db.tables.base import Bytewise, Key, Moment, Word
from db.tables.registry import metadata


def _render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - alembic's hook
    """Write our column types by name, words as plain strings."""
    if kind != "type":
        return False
    if isinstance(item, Word | AutoString):
        return "sa.String()"
    if isinstance(item, Bytewise | Key | Moment):
        return f"tracker.{type(item).__name__}()"
    return False


def _run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=_render,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    drop_triggers(connection)
    context.run_migrations()
    create_triggers(connection)


_run()
