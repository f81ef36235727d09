"""What a reader stands on at this moment: live roles, courts, areas, sharing rules, emergency access; pure.

An `Actor` is fixed at sign-in. A `Standing` is made anew whenever anything that decides about it changed
(`db.access.resolve`), so a right that was taken away is gone at the next call (trust.md R17).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid3

from db.access.grants import Chain, Grant, chains
from db.access.matrix import Column, columns_of
from db.words.actor import Actor
from db.words.families.access import Category
from db.words.families.places import AgencyKind

TEAMS = UUID("6a0f5d0e-52d6-5c55-9f0e-7465616d7321")


def team_id(agency_id: UUID, team: str) -> UUID:
    """The id under which a team of an agency stands in the relevance rows; teams have no table of their own."""
    return uuid3(TEAMS, f"{agency_id}:{team.strip().lower()}")


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One reader now; compared by identity, so that what is derived from it can be kept beside it.

    `refusal` is why the account may do nothing at all (rule U), empty when it may. `emergency` are the
    persons under emergency access. `seals` and `exclusions` say whether there is any at all, so that a
    database without them pays nothing for them. `until` is when something runs out by itself.
    """

    actor: Actor
    kind: AgencyKind
    areas: frozenset[UUID] = frozenset()
    teams: frozenset[UUID] = frozenset()
    refusal: str = ""
    emergency: frozenset[UUID] = frozenset()
    columns: frozenset[Column] = frozenset()
    chains: dict[tuple[Category, UUID], Chain] = field(default_factory=dict)
    seals: bool = True
    exclusions: bool = True
    until: datetime | None = None
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)


def make_standing(
    actor: Actor,
    kind: AgencyKind,
    *,
    grants: Iterable[Grant] = (),
    areas: Iterable[UUID] = (),
    teams: Iterable[UUID] = (),
    refusal: str = "",
    emergency: Iterable[UUID] = (),
    seals: bool = True,
    exclusions: bool = True,
    until: datetime | None = None,
    today: date | None = None,
) -> Standing:
    """A standing from its facts; the rules that speak to the reader are picked here."""
    return Standing(
        actor=actor,
        kind=kind,
        areas=frozenset(areas),
        teams=frozenset(teams),
        refusal=refusal,
        emergency=frozenset(emergency),
        columns=columns_of(actor.roles, kind),
        chains=chains(grants, actor, kind, today or actor.today),
        seals=seals,
        exclusions=exclusions,
        until=until,
    )
