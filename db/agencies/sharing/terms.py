"""The terms of a rule: whether they can be, the row that they make, and whether it stands already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.effect import never_counts
from db.access.rules import CASE_BLIND
from db.agencies.sharing.recipients import recipient_id
from db.cards.sharing import RuleTerms
from db.tables.sharing import SharingGrant
from db.words.actor import Role
from db.words.errors import BadInput, Conflict
from db.words.families.access import Category, Recipient
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit

LONGEST: Final = 200


def new_row(unit: Unit, terms: RuleTerms, *, replaces: UUID | None = None) -> SharingGrant:
    """The row of these terms, not added yet. Raises BadInput or NotFound."""
    today = unit.actor.today
    starts_on = terms.starts_on or today
    _insist_possible(terms, today, starts_on)
    key = recipient_id(unit, terms.recipient, terms.name)
    if key == unit.actor.agency_id:
        raise BadInput("Your own agency reads its own records without a rule.")
    return SharingGrant(
        id=uuid7(), owner_agency_id=unit.actor.agency_id, category=terms.category, level=terms.level,
        recipient=terms.recipient, recipient_id=key, recipient_word=terms.word, purpose=terms.purpose,
        starts_on=starts_on, not_after=terms.not_after, agreement=clean(terms.agreement),
        set_by_id=unit.actor.user_id, set_at=unit.now, replaces_id=replaces,
    )  # fmt: skip


def _insist_possible(terms: RuleTerms, today: date, starts_on: date) -> None:
    if terms.category is Category.PERSONAL_NOTE:
        raise BadInput("A judge's personal note is never shared by a rule.", to_do="Its judge may hand it over.")
    if why := never_counts(terms.purpose):
        raise BadInput(why)
    if starts_on < today and terms.starts_on is not None:
        raise BadInput("A rule cannot begin in the past.", to_do="Give today or a later day.")
    if terms.not_after is not None and terms.not_after < starts_on:
        raise BadInput("The last day lies before the first.")
    if len(clean(terms.agreement)) > LONGEST:
        raise BadInput(f"The agreement is named in at most {LONGEST} characters.")
    if terms.recipient in (Recipient.ROLE, Recipient.ROLE_AT_COURT) and Role(terms.word) in CASE_BLIND:
        raise BadInput(f"The role {terms.word} reads no case data by itself.", to_do="Name a role that reads files.")
    if terms.recipient is Recipient.AGENCY_KIND and terms.word in (AgencyKind.BOARD, AgencyKind.PROGRAMME):
        raise BadInput(f"People of the kind {AgencyKind(terms.word).label} read figures only.")


def insist_new(unit: Unit, row: SharingGrant, *, besides: UUID | None = None) -> None:
    """Raise Conflict when the very same rule stands already."""
    g = SharingGrant
    same = sa.select(g).where(
        col(g.owner_agency_id) == row.owner_agency_id, col(g.category) == row.category, col(g.ended_at).is_(None),
        col(g.recipient) == row.recipient, col(g.recipient_word) == row.recipient_word,
        col(g.purpose) == row.purpose, col(g.level) == row.level,
    )  # fmt: skip
    for one in unit.session.scalars(same):
        alike = (one.recipient_id, one.starts_on, one.not_after) == (row.recipient_id, row.starts_on, row.not_after)
        if alike and one.id != besides:
            raise Conflict("This very rule stands already.")
