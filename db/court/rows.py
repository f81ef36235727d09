"""Rows of a list as cards: a page of listings first, then what is known of its defendants, set by set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.partial import why_no_charges
from db.cards.day import ListRow, ListScope, Mark
from db.cards.page import LIMIT, Page
from db.court.charges import Outcomes, outcomes
from db.court.marks import marks
from db.court.order import ORDER, filtered, follows, joined_select, within
from db.court.signs import SignFacts, sign_facts
from db.people.shown import Shown, shown
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.places import CourtRoom
from db.tables.users import UserAccount
from db.unit import Unit
from db.words.dates import age_on
from db.words.families.court import ListingChange, ListingState

_KINDS = {ListingState.VACATED: ListingChange.REMOVED, ListingState.CANCELLED: ListingChange.REMOVED}


def page_of_rows(
    unit: Unit,
    scope: ListScope,
    *,
    looked_before: datetime | None,
    typed: str = "",
    after: UUID | None = None,
    limit: int = LIMIT,
) -> Page[ListRow]:
    """At most `limit` (200) rows that follow the row `after`, with the total of all that the filter leaves.

    Rows that changed after `looked_before` say how; None means that nobody looked yet, so nothing is marked.
    """
    size = min(limit, LIMIT)
    rules = [*within(scope), *filtered(typed)]
    total = unit.session.scalar(joined_select(sa.func.count(col(Listing.id))).where(*rules)) or 0
    if after is not None:
        rules.append(follows(unit, after))
    found = unit.session.execute(_columns().where(*rules).order_by(*ORDER).limit(size + 1)).all()
    items = cards(unit, found[:size], looked_before=looked_before)
    more = len(found) > size
    return Page(items, total=total, after=str(items[-1].listing_id) if more else None)


def page_of_ids(unit: Unit, scope: ListScope, *, typed: str, limit: int = LIMIT) -> Page[UUID]:
    """The ids of the first rows that the filter leaves, in the order of calling; one select."""
    size = min(limit, LIMIT)
    wanted = joined_select(col(Listing.id)).where(*within(scope), *filtered(typed)).order_by(*ORDER)
    found = list(unit.session.scalars(wanted.limit(size + 1)))
    more = len(found) > size
    return Page(tuple(found[:size]), total=None if more else len(found), after=str(found[size - 1]) if more else None)


def rows_by_id(unit: Unit, listings: Sequence[UUID], *, looked_before: datetime | None = None) -> tuple[ListRow, ...]:
    """These rows, in list order; at most 200."""
    wanted = _columns().where(col(Listing.id).in_(list(listings)[:LIMIT])).order_by(*ORDER)
    return cards(unit, unit.session.execute(wanted).all(), looked_before=looked_before)


def _columns() -> sa.Select[Any]:
    """Names of the row are those of ListRow where they are the same thing."""
    ls, dc = Listing, DefendantCase
    return joined_select(
        col(ls.id), col(ls.hearing_id), col(ls.defendant_case_id), col(dc.case_id), col(ls.person_id),
        col(CourtRoom.name).label("room"), col(ls.starts_at), col(ls.list_no), col(ls.sequence), col(Case.case_no),
        col(Case.urn), col(ls.state), col(ls.change), col(ls.changed_at), col(ls.sitting_on), col(Case.sealed),
        col(dc.youth_at_first_hearing).label("youth"), col(UserAccount.display_name).label("added_by"),
    ).outerjoin(UserAccount, col(UserAccount.id) == col(ls.added_by_id))  # fmt: skip


def cards(unit: Unit, found: Sequence[sa.Row[Any]], *, looked_before: datetime | None) -> tuple[ListRow, ...]:
    """The rows with names, charges, signs and marks; about ten selects, whatever their number."""
    if not found:
        return ()
    people = [row.person_id for row in found]
    in_cases = [row.defendant_case_id for row in found]
    known = shown(unit, people)
    facts = sign_facts(unit, people, in_cases, found[0].sitting_on)
    charged = outcomes(unit, in_cases)
    marked = marks(unit, [row.id for row in found])
    return tuple(
        _card(
            row,
            known.get(row.person_id, Shown()),
            charged[row.defendant_case_id],
            facts=facts,
            mark=marked.get(row.id),
            looked_before=looked_before,
            withheld=""
            if charged[row.defendant_case_id].charges
            else why_no_charges(unit.standing, youth=bool(row.youth)),
        )
        for row in found
    )


def _card(
    row: sa.Row[Any],
    who: Shown,
    charged: Outcomes,
    *,
    facts: SignFacts,
    mark: Mark | None,
    looked_before: datetime | None,
    withheld: str,
) -> ListRow:
    day = row.sitting_on
    signs = facts.signs(row.person_id, row.defendant_case_id, row.case_id, shown=who, day=day)
    return ListRow(
        listing_id=row.id,
        hearing_id=row.hearing_id,
        defendant_case_id=row.defendant_case_id,
        case_id=row.case_id,
        person_id=row.person_id,
        room=row.room,
        starts_at=row.starts_at,
        number=str(row.sequence) if row.sequence else "",
        list_no=row.list_no,
        case_no=row.case_no or row.urn or "",
        name=who.name,
        born=who.born,
        age=age_on(who.born, day) if who.born else None,
        charges=charged.titles,
        signs=replace(signs, restricted_case=True) if row.sealed else signs,
        mark=mark,
        last=charged.last,
        state=row.state,
        change=_change(row, looked_before),
        added_by=row.added_by or "",
        withheld=withheld,
    )


def _change(row: sa.Row[Any], looked_before: datetime | None) -> ListingChange | None:
    if looked_before is None or row.changed_at <= looked_before:
        return None
    if row.state in _KINDS:
        return _KINDS[row.state]
    if row.state is ListingState.MOVED:
        return ListingChange.MOVED
    return next((change for change in ListingChange if change == row.change), ListingChange.ADDED)
