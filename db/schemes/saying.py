"""What is to be different of a registration, checked against the one that stands, by the columns of its row."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.schemes import Agreements, Deregistration, RegistrationEdit
from db.schemes import checks
from db.schemes.cards import card, named
from db.tables.held import PpoRegistration
from db.tables.places import Agency
from db.unit import Unit
from db.words.errors import BadInput, NotFound
from db.words.text import clean, clean_block

_BLOCKS: Final = frozenset({"reasons", "plan", "exit_plan", "review"})


def said_by(edit: RegistrationEdit) -> dict[str, Any]:
    """What the edit names, cleaned as it is stored."""
    said: dict[str, Any] = {}
    for name in RegistrationEdit.__dataclass_fields__:
        value = getattr(edit, name)
        if value is None:
            continue
        if name == "strand":
            value = value.value
        elif isinstance(value, str):
            value = clean_block(value) if name in _BLOCKS else clean(value)
        said[name] = value
    return said


def resolved(unit: Unit, row: PpoRegistration, said: dict[str, Any]) -> dict[str, Any]:
    """The same by columns, checked against the registration. Raises BadInput, NotFound."""
    today = unit.clock.today()
    said = dict(said)
    if "lead_agency" in said:
        said["lead_agency_id"] = agency_called(unit, said.pop("lead_agency"))
    if said.get("scheme") == "" or said.get("reasons") == "":
        raise BadInput("Scheme and reasons are not left empty.")
    if "rank" in said:
        checks.check_rank(said["rank"], said.get("rank_why", row.rank_why))
        said["ranked_on"] = today
    lines = [value for name, value in said.items() if isinstance(value, str) and name not in _BLOCKS]
    checks.check_texts(*(said.get(name, "") for name in _BLOCKS), lines=tuple(lines))
    due = said.get("review_due")
    if due is not None and due < row.nominated_on:
        raise BadInput("The review would be due before the nomination.")
    agreed = Agreements(*(said.get(f"{name}_agreed_on") for name in ("police", "probation", "partnership")))
    checks.check_agreements(agreed, nominated_on=row.nominated_on, today=today)
    return said


def ending(unit: Unit, row: PpoRegistration, end: Deregistration, today: date) -> dict[str, Any]:
    """What the end of a registration says, agreements that were recorded before included. Raises as `check_end`."""
    agreed = Agreements(
        end.police or row.police_agreed_on,
        end.probation or row.probation_agreed_on,
        end.partnership or row.partnership_agreed_on,
    )
    checks.check_end(card(row, named(unit, [row]), own=True), end, agreed, today=today)
    return {
        "deregistered_on": end.on,
        "deregistered_by_id": unit.actor.user_id,
        "deregistered_why": clean(end.why),
        "informed_on": end.informed_on or row.informed_on,
        "exit_plan": clean_block(end.exit_plan),
        "police_agreed_on": agreed.police,
        "probation_agreed_on": agreed.probation,
        "partnership_agreed_on": agreed.partnership,
    }


def agency_called(unit: Unit, code: str) -> UUID:
    """The agency of this code. Raises NotFound."""
    short = clean(code).upper()
    found = unit.session.scalars(sa.select(Agency).where(col(Agency.code) == short)).first()
    if found is None:
        raise NotFound(f"There is no agency {short}.", to_do="See: tracker agency list")
    return found.id
