"""The demo's sharing rule, and its exceptions: limited access, a restricted case, emergency access, an area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Final

from db.court.rederive_held import homes_of, outward_of
from db.demo.cases import DemoCase
from db.demo.held import KAYLEIGH, LIMITED, relevant
from db.demo.keys import key, user_key
from db.demo.maker import Maker
from db.demo.people import DemoPerson
from db.exchange.loading.rows import Model
from db.tables.cases import Case
from db.tables.people import Address, Person
from db.tables.places import AreaPostcode
from db.tables.sharing import EmergencyAccess, ExclusionEntry, Seal, ShareRequest, SharingGrant
from db.tables.system import Relevance
from db.words.actor import Role
from db.words.families.access import Category, Exclusion, Level, Purpose, Recipient, RequestState

RULES: Final[tuple[Model, ...]] = (SharingGrant, ShareRequest, ExclusionEntry, Seal, EmergencyAccess, AreaPostcode)
"""Tables that this file fills, in the order of writing."""
OUTWARDS: Final = ("QX1", "QX2")
OVERNIGHT: Final = 50
"""Who was opened in an emergency yesterday; it waits to be reviewed."""
RESTRICTED: Final = 70
"""The number of the restricted case: the third room of the first court, today."""


def make_sharing(maker: Maker, people: Sequence[DemoPerson], cases: Sequence[DemoCase]) -> None:
    """Everything that makes who sees what differ from the default."""
    pending, agencies, now = maker.pending, maker.agencies, maker.now
    pending.insert(
        SharingGrant, id=key("grant", "treatment"), owner_agency_id=agencies["DRUG"], category=Category.TREATMENT,
        level=Level.SUMMARY, recipient=Recipient.ROLE, recipient_word=Role.JUDGE.value, purpose=Purpose.SENTENCING,
        starts_on=now.date() - timedelta(days=90), agreement="Agreement of the partners, clause 4",
        set_by_id=user_key("drugs"), set_at=now - timedelta(days=90),
    )  # fmt: skip
    pending.insert(
        ShareRequest, id=key("request", "report"), owner_agency_id=agencies["PROB"], person_id=people[KAYLEIGH].id,
        category=Category.PRE_SENTENCE_REPORT, asked_by_id=user_key("clerk"), asked_at=now - timedelta(days=1),
        reason="The bench asks whether it comes before Thursday.", state=RequestState.OPEN,
    )  # fmt: skip
    pending.insert(
        ExclusionEntry, id=key("exclusion", LIMITED), person_id=people[LIMITED].id,
        owner_agency_id=agencies["PROB"], kind=Exclusion.EXCLUDE, user_id=user_key("probation-leeds"),
        reason="Related to the person", set_by_id=user_key("probation-manager"), set_at=now - timedelta(days=30),
    )  # fmt: skip
    opened = now - timedelta(days=1, hours=3)
    pending.insert(
        EmergencyAccess, id=key("emergency", OVERNIGHT), user_id=user_key("clerk-bradford"),
        person_id=people[OVERNIGHT].id, reason="Brought in on a warrant from another court during the night",
        opened_at=opened, ends_at=opened + timedelta(minutes=15), closed_at=opened + timedelta(minutes=9),
        review_due=(now + timedelta(days=4)).date(),
    )  # fmt: skip
    for row in pending.waiting(Person):
        if row["id"] == people[LIMITED].id:
            row["restricted_level"] = 1
    _restrict(maker, next(case for case in cases if case.number == RESTRICTED))
    _homes(maker)


def _restrict(maker: Maker, case: DemoCase) -> None:
    """The rows that wait to be written are still at hand, so the seal marks them as the service would."""
    maker.pending.insert(
        Seal, id=key("seal", case.number), case_id=case.id, court_id=case.court, reason="Order of the court",
        set_by_id=user_key("clerk-sealed"), set_at=maker.now - timedelta(days=2),
    )  # fmt: skip
    for row in maker.pending.waiting(Case):
        if row["id"] == case.id:
            row["sealed"] = True
    for row in maker.pending.waiting(Relevance):
        if row["source_id"] == case.id:
            row["sealed"] = True


def _homes(maker: Maker) -> None:
    """R3: who lives in the area of the scheme."""
    area = key("area", "LPL")
    for outward in OUTWARDS:
        maker.pending.insert(AreaPostcode, id=key("outward", outward), area_id=area, outward=outward)
    for row in maker.pending.waiting(Address):
        if outward_of(row["postcode"]) in OUTWARDS:
            for due in homes_of(SimpleNamespace(**row), [area]):
                relevant(maker, due)
