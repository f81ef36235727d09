"""Loads every family, so that the metadata is whole, and finds the governance of a table."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.tables import (
    care,
    cases,
    hearings,
    held,
    lookup,
    mail,
    matching,
    notes,
    outbox,
    oversight,
    past,
    people,
    places,
    requests,
    schemes,
    searching,
    sessions,
    sharing,
    system,
    users,
)
from db.tables.base import Governance

FAMILIES = (
    schemes,
    places, people, cases, hearings, care, held, past, notes, users, requests, sessions, sharing, system, oversight,
    lookup, matching, outbox, mail, searching,
)  # fmt: skip
metadata: sa.MetaData = SQLModel.metadata


def models() -> dict[str, type[SQLModel]]:
    """Every mapped class by the name of its table."""
    found: dict[str, type[SQLModel]] = {}
    for family in FAMILIES:
        for value in vars(family).values():
            if isinstance(value, type) and issubclass(value, SQLModel) and hasattr(value, "__table__"):
                found[str(value.__table__.name)] = value
    return found


def governance_of(model: type[SQLModel]) -> Governance:
    """How the table is governed; KeyError names a table that nobody decided about."""
    decided = getattr(model, "governance", None)
    if not isinstance(decided, Governance):
        raise KeyError(f"{model.__name__} is neither governed nor open")
    return decided
