"""What each role gets of another agency's records by default, asked of the rules themselves; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import UUID

from db.access import decisions
from db.access.decisions import PersonFact, RecordFact, RelevanceFact
from db.access.effect import imagined
from db.access.proved import CASES
from db.access.standing import Standing, make_standing
from db.cards.policy import PolicyCard, PolicyCell
from db.words.actor import Role
from db.words.families.access import Category, Scope
from db.words.families.notes import NoteKind

_COURT, _AREA, _OTHER, _PERSON = (UUID(int=number) for number in (1, 2, 3, 4))
_DAY: Final = date(2000, 1, 3)
_NOTES: Final = {Category.AGENCY_NOTE: NoteKind.AGENCY, Category.PERSONAL_NOTE: NoteKind.JUDGE_PERSONAL}


def policy_table() -> PolicyCard:
    """Every role and category: a person who matters to the reader, a record that another agency owns, no rule."""
    return PolicyCard(tuple(_cells()), CASES)


def _cells() -> Iterator[PolicyCell]:
    for role in Role:
        actor, kind = imagined(role, courts=[_COURT], today=_DAY)
        standing = make_standing(actor, kind, areas=[_AREA], today=_DAY)
        for category in Category:
            yield _cell(standing, role, category)


def _cell(standing: Standing, role: Role, category: Category) -> PolicyCell:
    scopes = ((Scope.COURT, _COURT), (Scope.AREA, _AREA), (Scope.USER, standing.actor.user_id))
    who = PersonFact(_PERSON, tuple(RelevanceFact(scope, key, _DAY, _DAY) for scope, key in scopes))
    decided, released = (
        decisions.record(standing, who, RecordFact(category, _OTHER, note=_NOTES.get(category), released=told))
        for told in (False, True)
    )
    more = released.outcome if released.outcome is not decided.outcome else None
    return PolicyCell(role, category, decided.outcome, decided.reason, more, _proofs(role, category))


def _proofs(role: Role, category: Category) -> tuple[str, ...]:
    return tuple(case.id for case in CASES if role in case.readers and category in case.categories)
