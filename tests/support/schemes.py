"""A small register for tests: the tree of areas, police and probation of two forces, people known to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.cards.schemes import NewRegistration
from db.court.rederive import rederive
from db.desk import Desk
from db.tables.cases import Charge, Verdict
from db.tables.held import PpoRegistration
from db.tables.places import Agency, Area
from db.words.actor import Actor, Role
from db.words.families.charges import VerdictCategory
from db.words.families.held import Strand
from db.words.families.places import AgencyKind, AreaKind
from tests.support.record import Known, Record

TREE = (
    ("NAT", AreaKind.NATIONAL, ""),
    ("NW", AreaKind.REGION, "NAT"),
    ("MER", AreaKind.FORCE, "NW"),
    ("GMP", AreaKind.FORCE, "NW"),
    ("LPL", AreaKind.PARTNERSHIP, "MER"),
    ("SEF", AreaKind.PARTNERSHIP, "MER"),
    ("BOL", AreaKind.PARTNERSHIP, "GMP"),
    ("TOX", AreaKind.WARD, "LPL"),
)


@dataclass
class Schemes:
    """The world; `officer` registers for the police of MER, `probation` for probation there, `other` for GMP."""

    record: Record
    areas: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, kind, parent in TREE:
            row = Area(code=code, name=f"{code} area", kind=kind, parent_id=self.areas.get(parent))
            self.areas[code] = row.id
            self.record.put(row)
        for code, what, area in (
            ("POL", AgencyKind.POLICE, "MER"), ("PROB", AgencyKind.PROBATION, "MER"),
            ("GPOL", AgencyKind.POLICE, "GMP"),
            ("HMCTS", AgencyKind.COURT, "NW"), ("CPS", AgencyKind.CPS, "NW"),
        ):  # fmt: skip
            agency = Agency(code=code, name=f"{code} agency", kind=what, area_id=self.areas[area])
            self.agencies[code] = agency.id
            self.record.put(agency)
        self.officer = self.user("n.corrie", "POL", Role.PPO_OFFICER)
        self.probation = self.user("b.lund", "PROB", Role.PROBATION_OFFICER)
        self.other = self.user("g.moss", "GPOL", Role.PPO_OFFICER)

    @property
    def today(self) -> date:
        """The day of the record."""
        return self.record.clock.today()

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def user(self, name: str, agency: str, *roles: Role) -> Actor:
        """A user of one of the agencies."""
        return self.record.user(name, self.agencies[agency], *roles)

    def desk(self, actor: Actor | None = None) -> Desk:
        """What somebody can do; the officer unless told."""
        return Desk(self.record.units, actor or self.officer)

    def person(self, family: str, *, of: str = "POL") -> Known:
        """Somebody of whom the agency holds a record."""
        return self.record.person(self.agencies[of], family, "Carl", born=date(1980, 3, 12))

    def registered(
        self, known: Known, area: str, *, of: str = "POL", since: int = 100, **more: object
    ) -> PpoRegistration:
        """A registration put straight into the table, with the relevance that it stands for."""
        values: dict[str, Any] = {
            "strand": Strand.CATCH.value,
            "scheme": "Scheme",
            "nominated_on": self.ago(since),
            **more,
        }
        row = PpoRegistration(
            person_id=known.person, owner_agency_id=self.agencies[of], recorded_at=self.record.clock.now(),
            area_id=self.areas[area], **values,
        )  # fmt: skip
        self.record.put(row)
        rederive(self.record.units)
        return row

    def new(self, known: Known, area: str = "LPL", **more: object) -> NewRegistration:
        """A nomination as it is entered."""
        values: dict[str, Any] = {
            "scheme": "Merseyside scheme", "strand": Strand.CATCH, "lead_agency": "POL",
            "reasons": "Nine burglaries in a year.", "nominated_on": self.ago(10), **more,
        }  # fmt: skip
        return NewRegistration(person_id=known.person, area=area, **values)

    def count(self, model: type[SQLModel]) -> int:
        """How many rows a table has."""
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        with self.record.units.raw("keeper") as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())

    def convicted(self, known: Known, *days: date | None, guilty: bool = True) -> None:
        """A case with a charge for each day of conviction; None for a conviction whose day nobody gave."""
        court = self.record.courts.get("B99XX") or self.record.court()
        tried = self.record.case(known, court, offences=[])
        common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": self.record.clock.now()}
        for number, day in enumerate(days, 1):
            charge = Charge(
                defendant_case_id=tried.defendant, natural_key=f"{tried.case}:{number}", sequence=number,
                code="TH68010", title="Theft from a shop", convicted_on=day, **common,
            )  # fmt: skip
            category = VerdictCategory.GUILTY if guilty else VerdictCategory.NOT_GUILTY
            self.record.put(charge, Verdict(charge_id=charge.id, category=category, **common))
