"""A person is nominated, ranked, reviewed and deregistered; the register keeps what it said before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.cards.schemes import Deregistration, RegistrationEdit
from db.tables.care import CustodyEpisode
from db.tables.held import PpoRegistration
from db.tables.system import AuditEvent, Relevance
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import Scope
from db.words.families.bail import CustodyStatus
from db.words.families.held import Partner, Strand
from tests.support.record import Known
from tests.support.schemes import Schemes

DAY = timedelta(days=1)


def _acts(at: Schemes) -> list[str]:
    table: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with at.record.units.raw("keeper") as connection:
        return [
            row.action
            for row in connection.execute(sa.select(table.c.action).order_by(table.c.happened_at, table.c.number))
        ]


def _end(at: Schemes, **more: object) -> Deregistration:
    values: dict[str, object] = {
        "on": at.today, "why": "No arrest for a year", "exit_plan": "Probation goes on with weekly visits.",
        "informed_on": at.today, "police": at.ago(3), "probation": at.ago(2), "partnership": at.ago(1),
    }  # fmt: skip
    return Deregistration(**{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def addy(at: Schemes) -> Known:
    """Somebody the police know, not registered yet."""
    return at.person("ADDY")


def test_a_nomination_stands_on_the_register_of_its_area_and_of_every_area_above(at: Schemes, addy: Known) -> None:
    card = at.desk().registering.register(at.new(addy, "TOX", rank=2, rank_why="Most burglaries", lead="Sgt Corrie"))
    assert (card.area, card.strand_words, card.lead_agency, card.rank) == ("TOX", "catch and convict", "POL", 2)
    assert card.review_due == at.ago(10) + timedelta(days=91)
    for area in ("TOX", "LPL", "MER", "NW", "NAT"):
        (row,) = at.desk().register.of_area(area).rows
        assert (row.person_id, row.name, row.areas) == (addy.person, "ADDY, Carl", ("TOX",))
    for area in ("SEF", "GMP", "BOL"):
        assert at.desk().register.of_area(area).rows == ()
    assert _acts(at)[:2] == ["ppo.register", "ppo.list"]


def test_the_areas_officers_of_every_partner_see_who_is_registered_there_and_others_do_not(
    at: Schemes, addy: Known
) -> None:
    assert at.desk(at.user("p", "PROB", Role.PROBATION_OFFICER)).register.read_area("MER").rows == ()
    at.desk().registering.register(at.new(addy))
    assert [row.name for row in at.desk(at.probation).register.read_area("MER").rows] == ["ADDY, Carl"]
    assert at.desk(at.other).register.read_area("NAT").rows == ()
    with pytest.raises(Refused, match="read cases"):
        at.desk(at.user("root", "HMCTS", Role.ADMINISTRATOR)).register.of_area("MER")


def test_a_checked_nomination_writes_nothing(at: Schemes, addy: Known) -> None:
    assert at.desk().registering.register(at.new(addy), dry_run=True).area == "LPL"
    assert at.count(PpoRegistration) == 0
    assert _acts(at) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scheme": " "}, "needs its scheme"),
        ({"reasons": ""}, "needs its reasons"),
        ({"rank": 0, "rank_why": "x"}, "from 1"),
        ({"rank": 3}, "rank needs its reasons"),
        ({"reasons": "x" * 4_001}, "4,000 signs"),
        ({"lead": "x" * 201}, "200 signs"),
    ],
)
def test_what_a_nomination_lacks_is_named(at: Schemes, addy: Known, changed: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        at.desk().registering.register(at.new(addy, **changed))


def test_nobody_is_nominated_ahead_or_into_an_area_of_others(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    with pytest.raises(BadInput, match="not come yet"):
        desk.registering.register(at.new(addy, nominated_on=at.today + DAY))
    with pytest.raises(Refused, match="not one of yours"):
        desk.registering.register(at.new(addy, "BOL"))
    with pytest.raises(NotFound, match="no area XX"):
        desk.registering.register(at.new(addy, "xx"))
    with pytest.raises(NotFound, match="no agency NONE"):
        desk.registering.register(at.new(addy, lead_agency="none"))
    with pytest.raises(NotFound):
        at.desk(at.other).registering.register(at.new(addy, "BOL"))
    with pytest.raises(Refused, match="kept by police"):
        at.desk(at.user("cps", "CPS", Role.PROSECUTOR)).registering.register(at.new(addy))


def test_one_registration_in_an_area_at_a_time_and_several_over_time(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    desk.registering.register(at.new(addy, nominated_on=at.ago(300)))
    with pytest.raises(Conflict, match="Registered in LPL"):
        desk.registering.register(at.new(addy))
    desk.registering.register(at.new(addy, "SEF"))
    found = desk.register.of_area("MER")
    assert ([row.areas for row in found.rows], found.twice) == ([("LPL", "SEF")], 1)
    with pytest.raises(BadInput, match="several areas: LPL, SEF"):
        desk.registering.review(addy.person, "Quiet")
    dates = dict.fromkeys(("police", "probation", "partnership"), at.ago(60))
    desk.registering.deregister(addy.person, _end(at, on=at.ago(50), **dates), area="lpl")
    again = desk.registering.register(at.new(addy, nominated_on=at.ago(50)))
    shown = desk.register.of_person(addy.person)
    assert [(one.area, one.deregistered_on is None) for one in shown.registrations] == [
        ("SEF", True), ("LPL", True), ("LPL", False),
    ]  # fmt: skip
    assert again.id != shown.registrations[2].id


def test_on_the_day_of_deregistration_the_person_is_on_the_register_no_more(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    desk.registering.register(at.new(addy, nominated_on=at.ago(30)))
    desk.registering.deregister(addy.person, _end(at, on=at.ago(1)))
    for day, there in ((at.ago(31), 0), (at.ago(30), 1), (at.ago(2), 1), (at.ago(1), 0), (at.today, 0)):
        assert len(desk.register.read_area("MER", as_of=day).rows) == there, day
    (card,) = desk.register.read_person(addy.person).registrations
    assert (card.deregistered_why, card.deregistered_by) == ("No arrest for a year", "N.Corrie")
    assert card.agreed.missing == ()
    with pytest.raises(NotFound, match="No registration"):
        desk.registering.deregister(addy.person, _end(at))


def test_a_deregistration_needs_each_partners_agreement_a_reason_and_an_exit_plan(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    desk.registering.register(at.new(addy))
    for missing, label in (("police", "police"), ("probation", "probation"), ("partnership", "community safety")):
        with pytest.raises(Refused, match=f"agreement of {label}"):
            desk.registering.deregister(addy.person, _end(at, **{missing: None}))
    for changed, said in (
        ({"why": " "}, "needs its reason"), ({"exit_plan": ""}, "needs an exit plan"),
        ({"on": at.today + DAY}, "not come yet"), ({"on": at.ago(11)}, "before it begins"),
        ({"police": at.ago(40)}, "outside the registration"), ({"informed_on": at.ago(40)}, "informed before"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=said):
            desk.registering.deregister(addy.person, _end(at, **changed))
    with pytest.raises(Refused, match="came after"):
        desk.registering.deregister(addy.person, _end(at, on=at.ago(2)))
    assert len(desk.register.read_area("LPL").rows) == 1
    assert desk.registering.deregister(addy.person, _end(at), dry_run=True).deregistered_on == at.today
    assert len(desk.register.read_area("LPL").rows) == 1


def test_agreements_are_recorded_one_after_another_before_the_end(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    desk.registering.register(at.new(addy))
    for name in ("police", "probation", "partnership"):
        desk.registering.change(addy.person, RegistrationEdit(**{f"{name}_agreed_on": at.ago(1)}))
    (card,) = desk.register.read_person(addy.person).registrations
    assert card.agreed.given == dict.fromkeys(Partner, at.ago(1))
    ended = desk.registering.deregister(addy.person, _end(at, police=None, probation=None, partnership=None))
    assert ended.agreed == card.agreed


def test_a_change_and_a_review_leave_the_registration_what_it_is_and_the_history_says_what_was(
    at: Schemes, addy: Known
) -> None:
    desk = at.desk()
    first = desk.registering.register(at.new(addy, rank=9, rank_why="New"))
    edit = RegistrationEdit(rank=1, rank_why="Six burglaries in May", strand=Strand.REHABILITATE, lead_agency="PROB")
    second = desk.registering.change(addy.person, edit)
    third = desk.registering.review(addy.person, "Keeps his appointments.", next_due=at.today + 30 * DAY)
    assert first.id == second.id == third.id
    assert (third.rank, third.ranked_on, third.lead_agency, third.nominated_on) == (1, at.today, "PROB", at.ago(10))
    assert (third.reviewed_on, third.review, third.review_due) == (
        at.today, "Keeps his appointments.", at.today + 30 * DAY,
    )  # fmt: skip
    told = desk.register.read_person(addy.person).changes
    assert "review: Keeps his appointments." in told[0].what
    assert {"rank: 1", "lead agency: PROB", "strand: rehabilitate"} <= set(told[1].what)
    assert told[2].what == (f"nominated {at.ago(10).day} {at.ago(10):%b %Y}",)
    with pytest.raises(BadInput, match="would be different"):
        desk.registering.change(addy.person, RegistrationEdit(rank=1))
    with pytest.raises(BadInput, match="says what it found"):
        desk.registering.review(addy.person, " ")
    with pytest.raises(BadInput, match="after today"):
        desk.registering.review(addy.person, "x", next_due=at.today)
    with pytest.raises(BadInput, match="not left empty"):
        desk.registering.change(addy.person, RegistrationEdit(scheme=" "))


def test_another_agency_and_another_version_are_refused(at: Schemes, addy: Known) -> None:
    card = at.desk().registering.register(at.new(addy))
    with pytest.raises(Refused, match="Another agency"):
        at.desk(at.probation).registering.change(addy.person, RegistrationEdit(priority="high"))
    at.desk().registering.change(addy.person, RegistrationEdit(priority="high"), seen=card.row_id)
    with pytest.raises(Conflict, match="meanwhile"):
        at.desk().registering.change(addy.person, RegistrationEdit(priority="low"), seen=card.row_id)


def test_who_was_registered_by_mistake_matters_to_the_area_no_longer(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    desk.registering.register(at.new(addy))
    desk.registering.withdraw(addy.person)
    assert desk.register.read_area("MER").rows == ()
    shown = desk.register.read_person(addy.person)
    assert (shown.registrations, shown.changes[0].what) == ((), ("withdrawn: entered by mistake",))
    table: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
    with at.record.units.raw("keeper") as connection:
        ends = connection.scalars(sa.select(table.c.ends_on).where(table.c.scope == Scope.AREA)).all()
    assert ends == [at.today]


def test_the_register_is_put_in_order_and_what_is_overdue_is_told(at: Schemes) -> None:
    for family, rank, due in (("ZOLA", 1, 5), ("ADDY", 3, -5), ("MOSS", None, 30)):
        at.registered(at.person(family), "LPL", rank=rank, review_due=at.ago(-due), since=200 - len(family))
    desk = at.desk()
    names = {
        sort: [row.name[:4] for row in desk.register.read_area("MER", sort=sort).rows]
        for sort in ("priority", "name", "review")
    }
    assert names == {
        "priority": ["ZOLA", "ADDY", "MOSS"],
        "name": ["ADDY", "MOSS", "ZOLA"],
        "review": ["ADDY", "ZOLA", "MOSS"],
    }
    late = [row.name for row in desk.register.read_area("MER").rows if row.main.overdue_at(at.today)]
    assert late == ["ADDY, Carl"]
    with pytest.raises(BadInput, match="put in order"):
        desk.register.of_area("MER", sort="shoe size")
    with pytest.raises(NotFound, match="no area"):
        desk.register.of_area("nowhere")


def test_a_prison_stands_on_the_register_and_the_file_in_one_spelling(at: Schemes) -> None:
    for family, told, code in (("ADDY", "Altcourse", ""), ("BAINES", "ALTCOURSE", ""), ("CROSS", "ALTCOURSE", "ACI")):
        known = at.person(family)
        at.registered(known, "LPL")
        at.record.put(
            CustodyEpisode(
                person_id=known.person, source_record_id=known.record, recorded_at=at.record.clock.now(),
                establishment=told, establishment_code=code, status=CustodyStatus.SENTENCED, since=at.ago(9),
            )
        )  # fmt: skip
    desk = at.desk()
    rows = desk.register.read_area("LPL", sort="name").rows
    assert [row.where for row in rows] == ["ALTCOURSE", "ALTCOURSE", "Altcourse (HMP & YOI)"]
    assert "custody: ALTCOURSE" in [sign.text for sign in desk.file.vital(rows[0].person_id).signs]
