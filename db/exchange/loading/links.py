"""Linked cases: a link names its other case by id or number, and finds it whichever of the two comes first."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.loading.rows import fetch
from db.tables.base import table_of
from db.tables.cases import Case, CaseLink

_link = table_of(CaseLink)


def resolve(connection: Connection, references: set[tuple[str, str]]) -> None:
    """Lead links that have no case yet to the one case of their reference, in the caller's transaction.

    `references` are (system, id or number) of the links and cases that were written just now. A number that
    several cases have leads nowhere.
    """
    names = {name for _, name in references}
    waiting = fetch(connection, CaseLink, "other_reference", names, other_id=None)
    if not waiting:
        return
    wanted = {link["other_reference"] for link in waiting}
    by_id = {f"{system}:{name}": name for system, name in references if name in wanted}
    found: dict[str, set[UUID]] = defaultdict(set)
    for case in fetch(connection, Case, "natural_key", by_id):
        found[by_id[case["natural_key"]]].add(case["id"])
    for column in ("urn", "case_no"):
        for case in fetch(connection, Case, column, wanted):
            found[case[column]].add(case["id"])
    for link in waiting:
        others = found[link["other_reference"]] - {link["case_id"]}
        if len(others) == 1:
            same = sa.update(_link).where(_link.c.id == link["id"])
            connection.execute(same.values(other_id=others.pop(), version=_link.c.version + 1))
