"""The demo's areas, agencies, courts and rooms.

North Liverpool Community Justice Centre and the twelve courts: Bradford, Leicester and Kingston-upon-Hull are
named by the first roll-out; the other nine stand in for courts it does not name. Court codes are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.words.families.court import Jurisdiction
from db.words.families.places import AgencyKind, AreaKind

AREAS: Final = (
    ("EW", "England and Wales", AreaKind.NATIONAL, ""),
    ("NW", "North West", AreaKind.REGION, "EW"),
    ("MER", "Merseyside", AreaKind.FORCE, "NW"),
    ("LPL", "North Liverpool", AreaKind.PARTNERSHIP, "MER"),
    ("SEF", "Sefton", AreaKind.PARTNERSHIP, "MER"),
    ("GMP", "Greater Manchester", AreaKind.FORCE, "NW"),
    ("BOL", "Bolton", AreaKind.PARTNERSHIP, "GMP"),
    ("YH", "Yorkshire and the Humber", AreaKind.REGION, "EW"),
    ("WYK", "West Yorkshire", AreaKind.FORCE, "YH"),
    ("BRD", "Bradford", AreaKind.PARTNERSHIP, "WYK"),
    ("MID", "Midlands", AreaKind.REGION, "EW"),
    ("NE", "North East", AreaKind.REGION, "EW"),
    ("LON", "London", AreaKind.REGION, "EW"),
    ("SWW", "South West and Wales", AreaKind.REGION, "EW"),
)

AGENCIES: Final = (
    ("HMCTS", "Courts Service", AgencyKind.COURT),
    ("JUD", "Judiciary", AgencyKind.JUDICIARY),
    ("POL", "Northbridge Police", AgencyKind.POLICE),
    ("CPS", "Prosecution Service", AgencyKind.CPS),
    ("PROB", "Probation Service", AgencyKind.PROBATION),
    ("DRUG", "Clearwater Drug Service", AgencyKind.DRUG),
    ("VOL", "Open Door", AgencyKind.VOLUNTARY),
    ("PRIS", "Prison Service", AgencyKind.PRISON),
    ("YOT", "Youth Offending Team", AgencyKind.YOT),
    ("DEF", "Straker and Bell Solicitors", AgencyKind.DEFENCE),
    ("BOARD", "Criminal Justice Board", AgencyKind.BOARD),
    ("PROG", "National Programme", AgencyKind.PROGRAMME),
)


@dataclass(frozen=True, slots=True)
class DemoCourt:
    """A court with its rooms; `crown` for the Crown Court sitting in the same town."""

    code: str
    name: str
    area: str
    rooms: tuple[str, ...] = ("01", "02")
    jurisdiction: Jurisdiction = Jurisdiction.MAGISTRATES


COURTS: Final = (
    DemoCourt("B90LV", "North Liverpool Community Justice Centre", "NW", ("01", "02", "03")),
    DemoCourt("B90BR", "Bradford Magistrates' Court", "YH"),
    DemoCourt("B90LE", "Leicester Magistrates' Court", "MID"),
    DemoCourt("B90KH", "Kingston-upon-Hull Magistrates' Court", "YH"),
    DemoCourt("B90SA", "Salford Magistrates' Court", "NW"),
    DemoCourt("B90BM", "Birmingham Magistrates' Court", "MID"),
    DemoCourt("B90MT", "Merthyr Tydfil Magistrates' Court", "SWW"),
    DemoCourt("B90MB", "Middlesbrough Magistrates' Court", "NE"),
    DemoCourt("B90NO", "Nottingham Magistrates' Court", "MID"),
    DemoCourt("B90HA", "Haringey Magistrates' Court", "LON"),
    DemoCourt("B90EN", "Enfield Magistrates' Court", "LON"),
    DemoCourt("B90NE", "Newham Magistrates' Court", "LON"),
    DemoCourt("C90PL", "Plymouth Crown Court", "SWW", ("01", "02"), Jurisdiction.CROWN),
)
