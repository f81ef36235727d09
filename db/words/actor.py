"""Who acts: the one value that every unit of work is opened for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Roles of the sharing definition; what each may see is decided in `db.access` alone."""

    CLERK = "clerk"
    LEGAL_ADVISER = "legal_adviser"
    USHER = "usher"
    COURT_MANAGER = "court_manager"
    LISTING_OFFICER = "listing_officer"
    JUDGE = "judge"
    POLICE_OFFICER = "police_officer"
    POLICE_INTELLIGENCE = "police_intelligence"
    PROSECUTOR = "prosecutor"
    PROBATION_OFFICER = "probation_officer"
    PROBATION_MANAGER = "probation_manager"
    DRUG_WORKER = "drug_worker"
    VOLUNTARY_WORKER = "voluntary_worker"
    PRISON_OFFICER = "prison_officer"
    YOT_WORKER = "yot_worker"
    DEFENCE_LAWYER = "defence_lawyer"
    BOARD_ANALYST = "board_analyst"
    PROGRAMME_VIEWER = "programme_viewer"
    PPO_OFFICER = "ppo_officer"
    YOUTH = "youth"
    SEALED_READ = "sealed.read"
    SHARING_LEAD = "sharing_lead"
    AUTHORISER = "authoriser"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    TRAINER = "trainer"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """One signed-in user, or one service, on one terminal, on one court day.

    `courts` are the courts the user is posted to; `every_court` is true only for demo accounts.
    `audit_session` names the chain that this sign-in's audit rows belong to.
    """

    user_id: UUID
    user_name: str
    display_name: str
    agency_id: UUID
    roles: frozenset[Role]
    courts: frozenset[UUID]
    today: date
    terminal: str
    audit_session: UUID
    every_court: bool = False
    network_class: str = "local"

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)
