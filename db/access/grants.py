"""Sharing rules of agencies, resolved for one reader: the most specific wins, at equal rank the least; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Purpose, Recipient
from db.words.families.places import AgencyKind

# What a purpose asks of the reader's role; what it asks of the day and the person is a `When`.
_MANAGERS = frozenset({Role.PROBATION_MANAGER, Role.COURT_MANAGER, Role.SUPERVISOR})
_BENCH = frozenset({Role.JUDGE, Role.LEGAL_ADVISER})


@dataclass(frozen=True, slots=True)
class Grant:
    """One sharing rule in words that need no database; see `db.tables.sharing.SharingGrant`."""

    id: UUID
    owner: UUID
    category: Category
    level: Level
    recipient: Recipient
    purpose: Purpose = Purpose.ANY
    recipient_id: UUID | None = None
    recipient_word: str = ""
    starts_on: date = date.min
    not_after: date | None = None
    set_by: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the day lies within the rule's own days, both included."""
        return self.starts_on <= day and (self.not_after is None or day <= self.not_after)

    def speaks_to(self, actor: Actor, kind: AgencyKind) -> bool:
        """Whether the reader is among its recipients."""
        at_court = actor.every_court or self.recipient_id in actor.courts
        in_role = any(role.value == self.recipient_word for role in actor.roles)
        match self.recipient:
            case Recipient.USER:
                return self.recipient_id == actor.user_id
            case Recipient.ROLE_AT_COURT:
                return at_court and in_role
            case Recipient.COURT:
                return at_court
            case Recipient.ROLE:
                return in_role
            case Recipient.AGENCY:
                return self.recipient_id == actor.agency_id
            case Recipient.AGENCY_KIND:
                return self.recipient_word == kind.value
        return self.recipient is Recipient.ALL

    def serves(self, actor: Actor) -> bool:
        """Whether the purpose can hold for the reader at all."""
        match self.purpose:
            case Purpose.SENTENCING:
                return actor.has(*_BENCH)
            case Purpose.MANAGEMENT:
                return actor.has(*_MANAGERS)
            case Purpose.AUDIT | Purpose.TRAINING:
                return False  # neither an auditor nor a trainer reads case data
        return True


def grant_of(row: Any, set_by: str) -> Grant:  # noqa: ANN401 - columns of a sharing rule
    """The rule of a row, with the name of who set it."""
    return Grant(
        id=row.id,
        owner=row.owner_agency_id,
        category=row.category,
        level=row.level,
        recipient=row.recipient,
        purpose=row.purpose,
        recipient_id=row.recipient_id,
        recipient_word=row.recipient_word,
        starts_on=row.starts_on,
        not_after=row.not_after,
        set_by=f"set by {set_by} on {row.set_at:%d %b %Y}",
    )


@dataclass(frozen=True, slots=True)
class Met:
    """Which conditions of purposes hold between a reader and a person today.

    `hearing_day`: on today's list of a court of the reader. `supervised`: assigned to the reader or the
    reader's team. `tracked`: a registered or resident case in an area of the reader.
    """

    hearing_day: bool = False
    supervised: bool = False
    tracked: bool = False

    def holds(self, purpose: Purpose) -> bool:
        """Whether a rule for this purpose counts (that it serves the reader was asked before)."""
        match purpose:
            case Purpose.HEARING | Purpose.SENTENCING:
                return self.hearing_day
            case Purpose.SUPERVISION:
                return self.supervised
            case Purpose.TRACKING:
                return self.tracked
        return True


Chain = tuple[tuple[Grant, ...], ...]
"""The rules of one owner for one category that speak to a reader: rank by rank, the most specific first."""


def chains(grants: Iterable[Grant], actor: Actor, kind: AgencyKind, day: date) -> dict[tuple[Category, UUID], Chain]:
    """The rules in force that speak to this reader, by category and owner."""
    found: defaultdict[tuple[Category, UUID], list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.in_force(day) and grant.speaks_to(actor, kind) and grant.serves(actor):
            found[grant.category, grant.owner].append(grant)
    ranked = {}
    for key, of_owner in found.items():
        of_owner.sort(key=lambda one: (-one.recipient.rank, one.level.rank, str(one.id)))
        ranked[key] = tuple(tuple(same) for _, same in groupby(of_owner, key=lambda one: one.recipient.rank))
    return ranked


def decided_by(chain: Chain, met: Met) -> Grant | None:
    """The rule that wins: at the first rank where a purpose holds, the one that gives least; None where none does."""
    for rank in chain:
        holding = [grant for grant in rank if met.holds(grant.purpose)]
        if holding:
            return min(holding, key=lambda one: one.level.rank)
    return None
