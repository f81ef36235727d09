"""The demo's register: forty prolific offenders in four areas, contacts, cohorts, and what partners do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from db.demo.cases import DemoCase
from db.demo.held import DECLAN, Holder
from db.demo.keys import key, user_key
from db.demo.maker import Maker
from db.demo.people import DemoPerson
from db.exchange.loading.rows import Model
from db.schemes.actions import JOINT
from db.tables.held import AgencyRecord, PpoRegistration
from db.tables.schemes import Cohort, CohortFigure, CohortMember, Contact
from db.words.families.access import Category
from db.words.families.held import RecordState, Strand
from db.words.families.schemes import ContactKind
from db.words.text import fold

SCHEMES: Final[tuple[Model, ...]] = (Contact, Cohort, CohortFigure)
"""Tables that this file fills besides records of people; those of a cohort come after it."""
FIRST: Final = 40
"""From this place on everybody of the demo is a person, and no case of a trainer hangs on them."""
_SHARES: Final = (("LPL", "POL", 12), ("SEF", "POL", 9), ("BOL", "POL", 10), ("BRD", "PROB", 8))
"""Area, the agency that keeps the registration, and how many; with DECLAN it is forty."""
IN_COHORT: Final = 20
_OFFICERS: Final = ("Sgt Corrie", "PC Tolley", "B. Lund", "DC Marsk")
_WHY: Final = ("Four burglaries in May.", "Takes cars for others.", "Shop theft by the week.", "Known to every store.")
_CONTACTS: Final = (
    (ContactKind.AUTHORISER, "Gwen Tarrant", "HMCTS", "LPL", 20),
    (ContactKind.AUTHORISER, "Idris Vaughan", "POL", "SEF", 45),
    (ContactKind.AUTHORISER, "Noor Rahim", "POL", "BOL", 12),
    (ContactKind.COORDINATOR, "Sgt Nadia Corrie", "POL", "LPL", 8),
    (ContactKind.COORDINATOR, "Keith Marland", "POL", "SEF", 30),
    (ContactKind.COORDINATOR, "Una Brophy", "POL", "BOL", 61),
    (ContactKind.COORDINATOR, "Farah Iqbal", "PROB", "BRD", 15),
    (ContactKind.POLICE, "PC Rhian Tolley", "POL", "LPL", 5),
    (ContactKind.POLICE, "Insp. Dale Hythe", "POL", "SEF", 90),
    (ContactKind.POLICE, "PC Moira Keld", "POL", "BOL", 33),
    (ContactKind.POLICE, "Sgt Anwen Crisp", "POL", "BRD", 70),
    (ContactKind.CPS, "Sunil Varghese", "CPS", "LPL", 14),
    (ContactKind.CPS, "Helena Roe", "CPS", "BOL", 28),
    (ContactKind.PROBATION, "Beatrix Lund", "PROB", "LPL", 9),
    (ContactKind.PROBATION, "Owen Prosser", "PROB", "SEF", 240),
    (ContactKind.PROBATION, "Tess Arkle", "PROB", "BOL", 40),
    (ContactKind.PROBATION, "Colm Drury", "PROB", "BRD", 22),
    (ContactKind.PRISON, "Officer Grace Mbeki", "PRIS", "NW", 18),
    (ContactKind.TRAINER, "Maeve Tindall", "HMCTS", "EW", 50),
    (ContactKind.SHARING_LEAD, "Colm Drury", "PROB", "EW", 31),
    (ContactKind.YOT, "Callum Sedge", "YOT", "LPL", 77),
)
_ACTIONS: Final = (
    (0, "POL", "Visit at home with the housing officer", -6, False),
    (0, "POL", "Curfew checked on three nights", 12, True),
    (1, "POL", "Second-hand dealers shown the photograph", 4, False),
    (2, "POL", "Talk with the family about the car", -20, False),
    (14, "POL", "Drug worker introduced", -3, False),
    (33, "PROB", "Unpaid work placement found", -9, False),
    (34, "PROB", "Appointment moved to the mornings", 8, False),
)
"""Whose, by whom, what, how many days ago it was due (before: it is still to come), and whether it is done."""
_PAIRS: Final = {"PC Rhian Tolley": "Beatrix Lund", "Beatrix Lund": "PC Rhian Tolley"}


def make_schemes(maker: Maker, people: Sequence[DemoPerson], cases: Sequence[DemoCase]) -> list[int]:
    """The register, the directory and the cohort; gives who is registered. Nothing is drawn, so the rest stays."""
    of = Holder(maker, people, cases)
    registered = [DECLAN]
    place = FIRST
    for area, agency, share in _SHARES:
        for number in range(share):
            while people[place].is_organisation:
                place += 1
            _register(of, place, number, area=area, agency=agency)
            registered.append(place)
            place += 3
    make_contacts(maker)
    _cohort(of, registered[:IN_COHORT])
    _open_cohort(of, registered[-3:])
    _actions(of, registered)
    return registered


def _register(of: Holder, place: int, number: int, *, area: str, agency: str) -> None:
    strands = tuple(Strand)
    one = {
        "area_id": key("area", area), "scheme": f"{area} scheme", "strand": strands[number % len(strands)].value,
        "nominated_by": _OFFICERS[number % len(_OFFICERS)], "reasons": _WHY[place % len(_WHY)],
        "lead_agency_id": of.maker.agencies[agency], "lead": _OFFICERS[(number + 1) % len(_OFFICERS)],
        "priority": ("high", "medium", "low")[number % 3],
    }  # fmt: skip
    since = 20 + 29 * number
    # Every other one is ranked by its area, every seventh is late with its review.
    rank: dict[str, Any] = {"rank": 1 + number // 2, "rank_why": _WHY[number % len(_WHY)], "ranked_on": of.ago(20)}
    due = of.ago(9) if number % 7 == 3 else of.ago(-10 - 3 * number)
    more = rank if number % 2 == 0 else {}
    of.hold(
        PpoRegistration, f"{area} {number}", place, agency, nominated_on=of.ago(since), review_due=due,
        reviewed_on=of.ago(30) if since > 90 else None, plan="Visit each week; test on Fridays.", **one, **more,
    )  # fmt: skip
    if number == 5:
        # Somebody who was registered in the area before, agreed by all, and came back.
        agreed = dict.fromkeys(("police_agreed_on", "probation_agreed_on", "partnership_agreed_on"), of.ago(910))
        of.hold(
            PpoRegistration, f"{area} earlier", place, agency, nominated_on=of.ago(1500), deregistered_on=of.ago(905),
            deregistered_why="No arrest for a year", exit_plan="Probation went on with monthly visits.",
            informed_on=of.ago(904), **agreed, **one,
        )  # fmt: skip


def make_contacts(maker: Maker) -> None:
    """The directory; one entry is stale, and one area has no authoriser of its own."""
    for number, (kind, name, agency, area, confirmed) in enumerate(_CONTACTS):
        pair = _PAIRS.get(name)
        town = {"BOL": "0161", "BRD": "0113"}.get(area, "0151")
        maker.pending.insert(
            Contact, id=key("contact", kind, name), kind=kind, name=name, name_folded=fold(name),
            agency_id=maker.agencies[agency], area_id=key("area", area), phone=f"{town} 496 0{100 + 7 * number}",
            email=f"{fold(name).replace(' ', '.')}@example.invalid", hours="Mon to Fri, 9 to 5",
            confirmed_on=(maker.now - timedelta(days=confirmed)).date(), changed_at=maker.now,
            changed_by_id=user_key("administrator"), counterpart_id=_contact_key(pair) if pair else None,
        )  # fmt: skip


def _contact_key(name: str) -> UUID:
    kind = next(kind for kind, called, *_ in _CONTACTS if called == name)
    return key("contact", kind, name)


def _cohort(of: Holder, places: Sequence[int]) -> None:
    cohort = key("cohort", "LAA1")
    of.maker.pending.insert(
        Cohort, id=cohort, owner_agency_id=of.maker.agencies["POL"], code="LAA1", name="Acquisitive crime agreement",
        area_id=key("area", "MER"), baseline_from=of.ago(730), baseline_to=of.ago(366), follow_from=of.ago(365),
        follow_to=of.ago(1), target=12, made_at=of.now - timedelta(days=360), made_by_id=user_key("ppo"),
        locked_on=of.ago(355), locked_by_id=user_key("ppo"),
    )  # fmt: skip
    # As they were frozen a month ago; the figures of today have gone on since.
    of.maker.pending.insert(
        CohortFigure, id=key("frozen", "LAA1"), owner_agency_id=of.maker.agencies["POL"], cohort_id=cohort,
        as_of=of.ago(31), members=IN_COHORT, baseline=6, follow=27, undated=0, frozen_at=of.now - timedelta(days=31),
        frozen_by_id=user_key("ppo"),
    )  # fmt: skip
    for place in places:
        of.hold(CohortMember, "LAA1", place, "POL", cohort_id=cohort, added_on=of.ago(356))


def _open_cohort(of: Holder, places: Sequence[int]) -> None:
    """One that is not locked yet, of another agency."""
    cohort = key("cohort", "LAA2")
    of.maker.pending.insert(
        Cohort, id=cohort, owner_agency_id=of.maker.agencies["PROB"], code="LAA2", name="Violence agreement",
        area_id=key("area", "BRD"), baseline_from=of.ago(395), baseline_to=of.ago(31), follow_from=of.ago(30),
        follow_to=of.ago(-334), target=8, made_at=of.now - timedelta(days=25), made_by_id=user_key("probation-manager"),
    )  # fmt: skip
    for place in places:
        of.hold(CohortMember, "LAA2", place, "PROB", cohort_id=cohort, added_on=of.ago(20))


def _actions(of: Holder, registered: Sequence[int]) -> None:
    for number, agency, what, due, done in _ACTIONS:
        ended = {"ended_at": of.now - timedelta(days=due + 1), "state": RecordState.CLOSED} if done else {}
        of.hold(
            AgencyRecord, f"action {what}", registered[number], agency, ago=due + 30, category=Category.PPO,
            summary=what, valid_from=of.ago(due + 30), valid_to=of.ago(due), source=JOINT,
            **({"state": RecordState.OPEN} | ended),
        )  # fmt: skip
