"""Who decides about accounts (U): the authoriser of an area, an administrator, never oneself; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from db.access.rules import CASE_BLIND, Decision, administers
from db.words.actor import Actor, Role
from db.words.families.access import Outcome
from db.words.families.places import AgencyKind

ALONE: Final = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.SERVICE, Role.TRAINER})
"""Roles that stand alone: who keeps accounts, log or feeds reads no cases, and nobody watches himself."""
HOUSE: Final = ALONE | {Role.AUTHORISER}
"""Roles that an administrator alone gives, never on request."""
ADD_ONS: Final = frozenset({Role.YOUTH, Role.SEALED_READ, Role.SHARING_LEAD, Role.AUTHORISER, Role.SUPERVISOR})
"""Roles that add to another one."""
_ANYWHERE: Final = frozenset({Role.SHARING_LEAD, Role.SUPERVISOR})
ROLES_OF: Final[Mapping[AgencyKind, frozenset[Role]]] = {
    AgencyKind.COURT: frozenset(
        {Role.CLERK, Role.LEGAL_ADVISER, Role.USHER, Role.COURT_MANAGER, Role.LISTING_OFFICER, Role.YOUTH,
         Role.SEALED_READ}
    ),
    AgencyKind.JUDICIARY: frozenset({Role.JUDGE, Role.YOUTH, Role.SEALED_READ}),
    AgencyKind.POLICE: frozenset({Role.POLICE_OFFICER, Role.POLICE_INTELLIGENCE, Role.PPO_OFFICER, Role.YOUTH}),
    AgencyKind.CPS: frozenset({Role.PROSECUTOR, Role.YOUTH}),
    AgencyKind.PROBATION: frozenset(
        {Role.PROBATION_OFFICER, Role.PROBATION_MANAGER, Role.PPO_OFFICER, Role.YOUTH}
    ),
    AgencyKind.DRUG: frozenset({Role.DRUG_WORKER}),
    AgencyKind.VOLUNTARY: frozenset({Role.VOLUNTARY_WORKER}),
    AgencyKind.PRISON: frozenset({Role.PRISON_OFFICER}),
    AgencyKind.YOT: frozenset({Role.YOT_WORKER, Role.YOUTH}),
    AgencyKind.DEFENCE: frozenset({Role.DEFENCE_LAWYER}),
    AgencyKind.BOARD: frozenset({Role.BOARD_ANALYST}),
    AgencyKind.PROGRAMME: frozenset({Role.PROGRAMME_VIEWER}),
}  # fmt: skip
"""The roles that people of a kind of agency can ask for, besides those that any agency has."""

Parents = Mapping[UUID, UUID | None]
"""The tree of areas: each area's id with that of the area it lies in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An account request as the rules see it; `places` are the areas of its agency and courts, None for none known."""

    user_name: str
    display_name: str
    agency_id: UUID
    kind: AgencyKind
    roles: frozenset[Role]
    places: tuple[UUID | None, ...] = ()
    asked_by: UUID | None = None


def roles_at(kind: AgencyKind) -> frozenset[Role]:
    """Every role that can be asked for at an agency of this kind."""
    return ROLES_OF[kind] | _ANYWHERE


def fits_together(roles: Iterable[Role]) -> str:
    """Why these roles are not one person's; empty when they are."""
    held = frozenset(roles)
    for role in sorted(held & ALONE):
        if len(held) > 1:
            return f"The role {role} stands alone: nobody holds it together with another."
    if held and not held - ADD_ONS and held != {Role.AUTHORISER}:
        return f"{' and '.join(sorted(held))} only adds to another role."
    return ""


def reads_cases(roles: Iterable[Role]) -> bool:
    """Whether any of the roles reads case data."""
    return bool(frozenset(roles) - CASE_BLIND)


def covers(areas: frozenset[UUID], place: UUID | None, parents: Parents) -> bool:
    """Whether a place lies in one of the areas, or in an area that lies in one of them, and so on upwards."""
    seen: set[UUID] = set()
    while place is not None and place not in seen:
        if place in areas:
            return True
        seen.add(place)
        place = parents.get(place)
    return False


def sees_requests(actor: Actor) -> Decision:
    """Whether the actor reads account requests at all: authorisers those of their areas, administrators all."""
    if actor.has(Role.AUTHORISER, Role.ADMINISTRATOR):
        return Decision(Outcome.FULL, "you look after accounts")
    return Decision(Outcome.ABSENT, "Only an authoriser or an administrator reads account requests.")


def within(actor: Actor, asked: Asked, areas: frozenset[UUID], parents: Parents) -> bool:
    """Whether the request lies in the authoriser's areas.

    A place without an area, in an installation that has none yet, is its own agency's authoriser's.
    """
    return all(
        covers(areas, place, parents) if place is not None else asked.agency_id == actor.agency_id
        for place in (asked.places or (None,))
    )


def authorises(actor: Actor, asked: Asked, areas: frozenset[UUID], parents: Parents) -> Decision:
    """Whether the actor answers this request: the area's authoriser, never for himself, only roles of that agency."""
    if not actor.has(Role.AUTHORISER):
        return Decision(Outcome.ABSENT, "Only an authoriser of the area answers an account request.")
    if _is_own(actor, asked):
        return Decision(Outcome.ABSENT, "Nobody answers an account request of their own.")
    if not within(actor, asked, areas, parents):
        return Decision(Outcome.ABSENT, "This request is for another area; its own authoriser answers it.")
    if wrong := asked.roles - roles_at(asked.kind):
        return Decision(Outcome.ABSENT, f"An agency of this kind has no {' or '.join(sorted(wrong))}.")
    if reason := fits_together(asked.roles):
        return Decision(Outcome.ABSENT, reason)
    return Decision(Outcome.FULL, "you authorise for this area")


def _is_own(actor: Actor, asked: Asked) -> bool:
    same_name = asked.display_name.casefold().split() == actor.display_name.casefold().split()
    return asked.asked_by == actor.user_id or asked.user_name == actor.user_name or same_name


def keeps(actor: Actor, account_id: UUID) -> Decision:
    """Whether the actor changes, suspends or resets this account: another administrator's hand, never one's own."""
    decided = administers(actor)
    if decided.allowed and account_id == actor.user_id:
        return Decision(Outcome.ABSENT, "Nobody changes their own account; another administrator does.")
    return decided


def changes_roles(actor: Actor, account_id: UUID, after: frozenset[Role]) -> Decision:
    """Whether the actor gives this account these roles, all of them together."""
    decided = keeps(actor, account_id)
    if not decided.allowed:
        return decided
    if not after:
        return Decision(Outcome.ABSENT, "An account has at least one role.")
    reason = fits_together(after)
    return Decision(Outcome.ABSENT, reason) if reason else decided


def stays_administered(account_id: UUID, administrators: Iterable[UUID]) -> Decision:
    """Whether somebody is left to administer when this account no longer does; `administrators` are those active."""
    if frozenset(administrators) - {account_id}:
        return Decision(Outcome.FULL, "another administrator is left")
    return Decision(Outcome.ABSENT, "This is the last administrator; somebody has to be one.")


def reviews(actor: Actor, account_id: UUID, *, inside: bool) -> Decision:
    """Whether the actor says that an account is still needed; `inside`: it lies in the actor's areas."""
    if account_id == actor.user_id:
        return Decision(Outcome.ABSENT, "Nobody reviews their own account.")
    if actor.has(Role.ADMINISTRATOR) or (actor.has(Role.AUTHORISER) and inside):
        return Decision(Outcome.FULL, "you review accounts")
    return Decision(Outcome.ABSENT, "Only an administrator, or an authoriser of its area, reviews an account.")
