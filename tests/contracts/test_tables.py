"""The tables in the database, the SQLModel classes and the migrations are one and the same thing."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.store.engine import make_engine
from db.store.upgrade import differences
from db.tables.registry import metadata, models
from tests.support.databases import Database

# Alembic's own note of where the database stands.
NOT_OURS = {"alembic_version"}


def test_every_table_is_a_sqlmodel_table(database: Database) -> None:
    engine = make_engine(database.url)
    try:
        standing = set(sa.inspect(engine).get_table_names()) - NOT_OURS
    finally:
        engine.dispose()
    classes = models()
    assert standing == set(metadata.tables) == set(classes)
    assert all(issubclass(model, SQLModel) for model in classes.values())


def test_the_migrations_make_what_the_classes_say(database: Database) -> None:
    assert differences(database.url) == []
