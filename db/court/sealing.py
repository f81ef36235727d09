"""Restricts a case, so that only named roles of its court read it (H2), and lifts the restriction."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from db.access.deriving import MAKERS
from db.audit.chain import Act
from db.tables.cases import Case
from db.tables.sharing import Seal
from db.unit import Unit, Units
from db.words.actor import Actor, Role
from db.words.errors import NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.text import clean


class SealService:
    """For court staff who read restricted cases of that court."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def refusal(self) -> str:
        """Why this actor restricts no case at all; empty where it may."""
        if self._actor.has(Role.SEALED_READ):
            return ""
        return "Only those of the court who read restricted cases restrict one."

    def named(self, number: str) -> UUID:
        """The case of that id, number or URN; NotFound where this actor sees none, Refused where there are several."""
        try:
            return UUID(number)
        except ValueError:
            pass  # then it is a number
        with self._units.read(self._actor) as unit:
            rows = unit.session.exec(
                select(Case).where(sa.or_(col(Case.case_no) == number, col(Case.urn) == number)).limit(2)
            ).all()
        if not rows:
            raise NotFound(f"No case here has the number {number}.")
        if len(rows) > 1:
            raise Refused(f"Several cases have the number {number}.", to_do="Give the case's id.")
        return rows[0].id

    def restrict(self, case_id: UUID, reason: str) -> None:
        """Restrict the case from now on; whoever is not of its court's named roles finds it no more.

        Raises Refused when it is restricted already or the actor is not of those, NotFound, StepUpNeeded.
        """
        with self._units.act(self._actor) as unit:
            case = self._case(unit, case_id)
            if _standing(unit, case_id) is not None:
                raise Refused("This case is restricted already.")
            if case.court_id is None:
                raise Refused("The court of this case is not known, so nobody could read it any more.")
            case.sealed = True
            seal = Seal(
                case_id=case.id,
                court_id=case.court_id,
                reason=clean(reason),
                set_by_id=unit.actor.user_id,
                set_at=unit.now,
            )
            unit.add(seal)
            unit.seal_relevance(_sources(unit, case_id), sealed=True)
            unit.audit(Act(AuditOperation.ALTERATION, "seal.set", "court_case", case_id))

    def lift(self, case_id: UUID) -> None:
        """Lift the restriction: the case is found again by whoever found it before.

        Raises Refused when it is not restricted or the actor is not of those, NotFound, StepUpNeeded.
        """
        with self._units.act(self._actor) as unit:
            case = self._case(unit, case_id)
            seal = _standing(unit, case_id)
            if seal is None:
                raise Refused("This case is not restricted.")
            seal.lifted_at, seal.lifted_by_id = unit.now, unit.actor.user_id
            case.sealed = False
            unit.seal_relevance(_sources(unit, case_id), sealed=False)
            unit.audit(Act(AuditOperation.ALTERATION, "seal.lift", "court_case", case_id))

    def _case(self, unit: Unit, case_id: UUID) -> Case:
        case = unit.get(Case, case_id)
        if refusal := self.refusal():
            raise Refused(refusal)
        return case


def _standing(unit: Unit, case_id: UUID) -> Seal | None:
    return unit.session.exec(select(Seal).where(Seal.case_id == case_id, col(Seal.lifted_at).is_(None))).first()


def _sources(unit: Unit, case_id: UUID) -> list[UUID]:
    """The case itself, and what hangs on it: a lawyer on record in a restricted case is one of its secrets."""

    def held(connection: sa.Connection, _: object) -> list[UUID]:
        found: list[UUID] = []
        for model in MAKERS:
            table = _table(model)
            found += connection.scalars(sa.select(table.c.id).where(table.c.case_id == case_id))
        return found

    return [case_id, *unit.by_rule(held)]


def _table(model: type[SQLModel]) -> sa.Table:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table
