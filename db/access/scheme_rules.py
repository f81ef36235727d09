"""Who keeps the register of prolific offenders, cohorts and the directory of contacts; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from db.access.rules import Decision, sees_cases, writes
from db.access.standing import Standing
from db.words.actor import Actor, Role
from db.words.families.access import Outcome

REGISTERS: Final = frozenset(
    {Role.PPO_OFFICER, Role.POLICE_OFFICER, Role.PROBATION_OFFICER, Role.PROBATION_MANAGER, Role.YOT_WORKER}
)
"""Police, probation and youth offending teams lead the three strands."""


def registers(standing: Standing) -> Decision:
    """Whether the reader keeps registrations at all."""
    if not writes(standing.actor).allowed:
        return writes(standing.actor)
    if standing.actor.has(*REGISTERS):
        return Decision(Outcome.FULL, "you keep the register")
    return Decision(Outcome.ABSENT, "The register is kept by police, probation and youth offending teams.")


def registers_in(standing: Standing, area: UUID) -> Decision:
    """Whether the reader registers somebody in this area: one of the own, or in one of the own."""
    decided = registers(standing)
    if decided.allowed and area not in standing.areas:
        return Decision(Outcome.ABSENT, "This area is not one of yours; its own agencies register there.")
    return decided


def enters_arrests(standing: Standing) -> Decision:
    """Whether the reader enters arrests, charges and outcomes of registered people: police and prosecution."""
    if not writes(standing.actor).allowed:
        return writes(standing.actor)
    if standing.actor.has(Role.POLICE_OFFICER, Role.POLICE_INTELLIGENCE, Role.PPO_OFFICER, Role.PROSECUTOR):
        return Decision(Outcome.FULL, "you enter arrests and charges")
    return Decision(Outcome.ABSENT, "Arrests and charges are entered by police and prosecution.")


def reads_register(standing: Standing) -> Decision:
    """Whether the reader opens the register of an area; whom it then shows is decided row by row."""
    if sees_cases(standing.actor) and not standing.refusal:
        return Decision(Outcome.FULL, "you read cases")
    return Decision(Outcome.ABSENT, "The register is for those who read cases.")


SMALL: Final = 5
"""A number below this could point to somebody."""


def reads_performance(standing: Standing) -> Decision:
    """Whether the reader is told figures of areas: who reads cases, and who reads figures alone."""
    if standing.refusal:
        return Decision(Outcome.ABSENT, standing.refusal)
    if sees_cases(standing.actor) or standing.actor.has(Role.BOARD_ANALYST, Role.PROGRAMME_VIEWER):
        return Decision(Outcome.FULL, "you read figures")
    return Decision(Outcome.ABSENT, "Figures of areas are for those who read cases, boards and the programme.")


def told_number(standing: Standing, area: UUID, value: int) -> int | None:
    """A number of an area as the reader is told it: a small one only to who may open the rows behind it.

    Nobody is nobody's business: a zero is told.
    """
    rows = registers(standing).allowed and area in standing.areas
    return value if rows or value == 0 or value >= SMALL else None


def keeps_contacts(actor: Actor, areas: Iterable[UUID], area: UUID | None) -> Decision:
    """Whether the actor changes contacts of this area: an administrator of any, an authoriser of the own areas."""
    if actor.has(Role.ADMINISTRATOR):
        return Decision(Outcome.FULL, "you are an administrator")
    if not actor.has(Role.AUTHORISER):
        return Decision(Outcome.ABSENT, "Contacts are changed by administrators and by the area's authorisers.")
    if area is None or area not in frozenset(areas):
        return Decision(Outcome.ABSENT, "This area is not one of yours; its own authoriser changes its contacts.")
    return Decision(Outcome.FULL, "you are an authoriser of this area")
