"""What the rules ask of one person in SQL, whoever reads: limited access, today's list, tracking and supervision.

A reader hands in how a column is compared with what is the reader's own: plain values for a standing, expressions
over `me` for a session of PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement

from db.access.relevance import ASSIGNED
from db.tables.hearings import Listing
from db.tables.sharing import ExclusionEntry
from db.tables.system import Relevance
from db.words.families.access import Exclusion, Scope
from db.words.families.court import GONE

Test = Callable[[ColumnElement[Any]], ColumnElement[bool]]

# Plain tables: these subqueries are the rule itself and must not be filtered by the rule.
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_listing: sa.Table = Listing.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]


def admitted(person_id: ColumnElement[Any], is_me: Test) -> ColumnElement[bool]:
    """Limited access (H4): not kept away, and among the only ones where there are such."""
    kept, only, mine = (_exclusion.alias().c for _ in range(3))
    here = [sa.and_(each.person_id == person_id, each.ended_at.is_(None)) for each in (kept, only, mine)]
    return sa.and_(
        ~sa.exists().where(here[0], kept.kind == Exclusion.EXCLUDE, is_me(kept.user_id)),
        sa.or_(
            ~sa.exists().where(here[1], only.kind == Exclusion.ONLY),
            sa.exists().where(here[2], mine.kind == Exclusion.ONLY, is_me(mine.user_id)),
        ),
    )


def on_todays_list(person_id: ColumnElement[Any], today: Any, at_my_court: Test) -> ColumnElement[bool]:  # noqa: ANN401 - a day or a column
    """The day of a hearing, for the courts of the reader."""
    row = _listing.alias().c
    return sa.exists().where(
        row.person_id == person_id, row.sitting_on == today, row.state.not_in(GONE), at_my_court(row.court_id)
    )


def tracked(person_id: ColumnElement[Any], today: Any, in_my_area: Test) -> ColumnElement[bool]:  # noqa: ANN401 - a day or a column
    """A registered or resident case in an area of the reader today (R3)."""
    r = _relevance.alias().c
    return sa.exists().where(_stands(r, person_id, today), r.scope == Scope.AREA, in_my_area(r.scope_id))


def supervised(person_id: ColumnElement[Any], today: Any, *, is_me: Test, is_my_team: Test) -> ColumnElement[bool]:  # noqa: ANN401 - a day or a column
    """Assigned to the reader or the reader's team today (R2)."""
    r = _relevance.alias().c
    mine = sa.or_(
        sa.and_(r.scope == Scope.USER, is_me(r.scope_id)), sa.and_(r.scope == Scope.TEAM, is_my_team(r.scope_id))
    )
    return sa.exists().where(_stands(r, person_id, today), r.reason == ASSIGNED, mine)


def _stands(r: Any, person_id: ColumnElement[Any], today: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    return sa.and_(r.person_id == person_id, r.starts_on <= today, r.ends_on >= today, r.sealed.is_(False))
