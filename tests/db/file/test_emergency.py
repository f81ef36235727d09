"""Emergency access as a service: S29 and S30, who is told, who reviews, and every way that it is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.cards.emergency import Verdict
from db.desk import Desk
from db.reference.bank_holidays import working_days_after
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, Warrant
from db.tables.people import Address
from db.tables.sharing import EmergencyAccess, ExclusionEntry
from db.tables.system import AuditEvent
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused, TrackerError
from db.words.families.access import Exclusion
from db.words.families.bail import BailStatus, CustodyStatus, WarrantKind
from db.words.families.court import MarkerKind
from db.words.families.people import AddressKind, IdentifierKind
from tests.support.cases import Cases
from tests.support.record import Known, Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
WHY = "brought in on a warrant at night"
WHO = "NOCTURNE, Ned 4/7/1985"


@pytest.fixture
def at(record: Record) -> Cases:
    """The scene of the sharing cases."""
    return Cases(record)


@pytest.fixture
def night(at: Cases) -> Known:
    """Somebody of no relevance to court M, with a record of everything."""
    known = at.record.person(
        at.agency["POL"], "NOCTURNE", "Ned", born=date(1985, 7, 4), sex="M", aliases=[("KNIGHT", "Ed")],
        identifiers=[(IdentifierKind.CRN, "X765432")],
    )  # fmt: skip
    case = at.record.case(known, at.l, case_no="2600000777")
    at.record.listing(known, case, at.l, day=at.today + timedelta(days=3))
    at.fact(Marker, known=known, kind=MarkerKind.VIOLENCE, text="Bites")
    at.fact(Address, known=known, kind=AddressKind.HOME, lines="1 High Street")
    at.fact(CustodyEpisode, known=known, establishment="HMP Fallow", status=CustodyStatus.REMAND)
    at.fact(
        Bail,
        known=known,
        defendant_case_id=case.defendant,
        status=BailStatus.CONDITIONAL,
        conditions="Curfew 7pm to 7am",
    )
    at.fact(Warrant, known=known, defendant_case_id=case.defendant, kind=next(iter(WarrantKind)))
    return known


def desk(at: Cases, name: str) -> Desk:
    """A user's desk."""
    return Desk(at.units, at.user[name])


def acts(at: Cases, actor: Actor) -> list[str]:
    """What the log has of the user."""
    with at.units.raw("keeper") as connection:
        wanted = sa.select(EVENT.c.action).where(EVENT.c.user_id == actor.user_id).order_by(EVENT.c.number)
        return list(connection.execute(wanted).scalars())


def test_S29_the_night_court_clerk_reads_five_categories_of_one_person_for_fifteen_minutes(
    at: Cases, night: Known
) -> None:
    clerk = desk(at, "clerk m")
    assert clerk.people.find("nocturne").hits == ()
    opened = clerk.emergency.open(WHO, WHY)
    assert opened.person_id == night.person
    assert opened.minutes_left(at.record.clock.now()) == 15
    page = clerk.emergency.page(night.person)
    assert any("KNIGHT" in line for line in page.identity)
    assert any("Bites" in line for line in page.warnings)
    assert any("HMP Fallow" in line for line in page.custody)
    assert "  Curfew 7pm to 7am" in page.bail
    assert any(line.startswith("warrant: ") for line in page.bail)
    assert "Ellstead Court" in page.next_hearing[0]
    card = clerk.file.open(night.person)
    assert card.addresses == ()
    assert card.cases == ()
    assert card.notes == ()
    at.record.clock.shift += timedelta(minutes=15, seconds=1)
    for reading in (clerk.emergency.page, clerk.file.open, clerk.file.vital):
        with pytest.raises(NotFound):
            reading(night.person)
    assert clerk.people.find("nocturne").hits == ()


def test_every_reading_is_one_row_of_the_log(at: Cases, night: Known) -> None:
    clerk = desk(at, "clerk m")
    clerk.emergency.open(WHO, WHY)
    clerk.emergency.page(night.person)
    clerk.file.open(night.person)
    assert acts(at, at.user["clerk m"]) == ["emergency.open", "emergency.read", "emergency.read"]


@pytest.mark.parametrize("who", ["X765432", "ned nocturne 4/7/85", "KNIGHT, Ed 4 jul 1985"])
def test_a_number_or_a_full_name_with_the_birth_names_one_person(at: Cases, night: Known, who: str) -> None:
    assert desk(at, "clerk m").emergency.open(who, WHY).person_id == night.person


@pytest.mark.parametrize("who", ["X999999", "NOCTURNE, Ned 5/7/1985", "NOCTURN, Ned 4/7/1985", "TWIN, Sam 1/1/1990"])
def test_whoever_is_not_named_exactly_is_not_found_in_the_same_words(at: Cases, night: Known, who: str) -> None:
    for _ in range(2):
        at.record.person(at.agency["POL"], "TWIN", "Sam", born=date(1990, 1, 1))
    with pytest.raises(NotFound, match="exactly one person"):
        desk(at, "clerk m").emergency.open(who, WHY)
    assert acts(at, at.user["clerk m"]) == ["emergency.refused"]


@pytest.mark.parametrize(("who", "why"), [(WHO, "too short"), (WHO, "x" * 251), ("nocturne", WHY), ("", WHY)])
def test_without_a_reason_or_a_name_nothing_is_tried(at: Cases, who: str, why: str) -> None:
    with pytest.raises(BadInput):
        desk(at, "clerk m").emergency.open(who, why)
    assert acts(at, at.user["clerk m"]) == []


def test_who_may_see_the_person_needs_none(at: Cases, night: Known) -> None:
    with pytest.raises(Refused, match="without emergency access"):
        desk(at, "clerk l").emergency.open(WHO, WHY)


def test_limited_access_holds_and_says_no_more_than_nobody_does(at: Cases, night: Known) -> None:
    clerk = at.user["clerk m"]
    at.record.put(
        ExclusionEntry(
            person_id=night.person, owner_agency_id=at.agency["POL"], kind=Exclusion.EXCLUDE, user_id=clerk.user_id,
            set_at=at.record.clock.now(),
        )
    )  # fmt: skip
    with pytest.raises(NotFound, match="exactly one person"):
        desk(at, "clerk m").emergency.open(WHO, WHY)


@pytest.mark.parametrize("name", ["administrator", "auditor", "board", "trainer", "defence"])
def test_roles_that_do_not_work_with_defendants_open_none(at: Cases, night: Known, name: str) -> None:
    with pytest.raises(Refused):
        desk(at, name).emergency.open(WHO, WHY)


def test_after_ten_tries_within_the_hour_there_is_no_eleventh(at: Cases, night: Known) -> None:
    clerk = desk(at, "clerk m")
    for number in range(10):
        with pytest.raises(NotFound):
            clerk.emergency.open(f"X11111{number}", WHY)
    with pytest.raises(Refused, match="too often"):
        clerk.emergency.open(WHO, WHY)
    at.record.clock.shift += timedelta(hours=1, seconds=1)
    assert clerk.emergency.open(WHO, WHY).person_id == night.person


def test_it_is_for_one_person_at_a_time_and_can_be_closed_early(at: Cases, night: Known) -> None:
    at.record.person(at.agency["POL"], "OTHER", "Oz", born=date(1990, 1, 1))
    clerk = desk(at, "clerk m")
    opened = clerk.emergency.open(WHO, WHY)
    with pytest.raises(Refused, match="open already"):
        clerk.emergency.open("OTHER, Oz 1/1/1990", WHY)
    assert [one.id for one in clerk.emergency.mine()] == [opened.id]
    clerk.emergency.close(opened.id)
    assert clerk.emergency.mine() == ()
    with pytest.raises(NotFound):
        clerk.file.open(night.person)
    with pytest.raises(Conflict):
        clerk.emergency.close(opened.id)


def test_S30_nothing_is_written_under_it(at: Cases, night: Known) -> None:
    clerk = desk(at, "clerk m")
    clerk.emergency.open(WHO, WHY)
    with pytest.raises(TrackerError, match="reads only"):
        clerk.people.add_alias(night.person, "nought ned")


def test_S30_nothing_is_printed_or_exported_under_it(at: Cases, night: Known) -> None:
    from db.access.output_rules import outputs_refused

    clerk = desk(at, "clerk m")
    clerk.emergency.open(WHO, WHY)
    with at.units.read(at.user["clerk m"]) as unit:
        assert "printed or exported" in outputs_refused(unit.standing, night.person)
        assert outputs_refused(unit.standing, at.x.person) == ""


def _supervisor(at: Cases, *roles: Role) -> Desk:
    actor = at.record.user("supervisor", at.agency["HMCTS"], *(roles or (Role.SUPERVISOR,)))
    return Desk(at.units, actor)


def test_the_owners_sharing_leads_are_told_and_no_others(at: Cases, night: Known) -> None:
    at.record.user("police-lead", at.agency["POL"], Role.SHARING_LEAD)
    lead = Desk(at.units, at.record.user("police-lead-2", at.agency["POL"], Role.SHARING_LEAD))
    desk(at, "clerk m").emergency.open(WHO, WHY)
    (told,) = lead.emergency.list()
    assert told.told
    assert (told.user, told.agency, told.reason) == ("Clerk-M", "HMCTS", WHY)
    assert desk(at, "drugs lead").emergency.list() == ()
    assert desk(at, "clerk l").emergency.list() == ()
    with pytest.raises(Refused):
        lead.emergency.review(told.id, Verdict.JUSTIFIED, "looked at the warrant")


def test_somebody_else_reviews_it_within_five_working_days(at: Cases, night: Known) -> None:
    opened = desk(at, "clerk m").emergency.open(WHO, WHY)
    reviewer = _supervisor(at)
    (due,) = reviewer.emergency.list()
    assert due.due == working_days_after(at.today, 5)
    assert not due.overdue
    assert not due.why_not
    at.record.clock.shift += timedelta(days=12)
    late = Desk(at.units, at.units.present(at.record.user("late", at.agency["HMCTS"], Role.SUPERVISOR)))
    assert late.emergency.list()[0].overdue
    with pytest.raises(BadInput):
        late.emergency.review(opened.id, Verdict.JUSTIFIED, "ok")
    card = late.emergency.review(opened.id, Verdict.NOT_JUSTIFIED, "no warrant was there")
    assert (card.verdict, card.words, card.reviewed_by) == (Verdict.NOT_JUSTIFIED, "no warrant was there", "Late")
    assert late.emergency.list() == ()
    assert len(late.emergency.list(everything=True)) == 1
    with pytest.raises(Conflict, match="not justified"):
        reviewer.emergency.review(opened.id, Verdict.JUSTIFIED, "the warrant was there")


def test_nobody_reviews_the_own_access(at: Cases, night: Known) -> None:
    manager = at.record.user("manager-m", at.agency["HMCTS"], Role.COURT_MANAGER, courts=[at.m])
    own = Desk(at.units, manager)
    opened = own.emergency.open(WHO, WHY)
    assert "somebody else" in own.emergency.list()[0].why_not
    with pytest.raises(Refused, match="somebody else"):
        own.emergency.review(opened.id, Verdict.JUSTIFIED, "it was I, and well done")


def test_an_access_is_never_longer_than_it_may_be(at: Cases, night: Known) -> None:
    clerk = at.user["clerk m"]
    now = at.record.clock.now()
    row = EmergencyAccess(
        user_id=clerk.user_id, person_id=night.person, reason=WHY, opened_at=now, ends_at=now + timedelta(hours=1),
        review_due=at.today,
    )  # fmt: skip
    with at.units.act(clerk) as unit:
        unit.add(row)
        with pytest.raises(Refused, match="fifteen minutes"):
            unit.session.flush()
        unit.session.rollback()
    opened = desk(at, "clerk m").emergency.open(WHO, WHY)
    with at.units.act(clerk) as unit:
        kept = unit.get(EmergencyAccess, opened.id)
        kept.ends_at += timedelta(hours=1)
        with pytest.raises(Refused, match="never longer"):
            unit.session.flush()
        unit.session.rollback()
