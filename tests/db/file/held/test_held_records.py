"""Records of agencies under the rules: who enters them, what of them anybody else gets, and that no gap is silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.cards.find import HitKind
from db.cards.records import NewRecord, NewWitness
from db.court.rederive import Rederived, rederive
from db.tables.cases import Case, DefendantCase
from db.tables.held import DefenceOnRecord, HealthRecord, Referral
from db.tables.sharing import ExclusionEntry, Seal
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import Category, Exclusion
from db.words.families.held import NeedState, WitnessKind
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind
from tests.support.file_record import Scene, scene
from tests.support.record import Record

DAY = timedelta(days=1)


@pytest.fixture
def at(record: Record) -> Scene:
    """SMITH, John on today's list."""
    return scene(record)


def _worker(at: Scene, kind: AgencyKind, role: Role, *, courts: bool = False) -> Actor:
    """A user of a fresh agency of this kind."""
    agency = at.record.agency(kind.value.upper(), kind, kind.label.capitalize())
    return at.record.user(f"w-{kind.value}", agency, role, courts=[at.court] if courts else [])


def _referred(at: Scene, worker: Actor, *, closed: date | None = None, opened: date | None = None) -> None:
    row = Referral(
        person_id=at.person.person, owner_agency_id=at.agency, recorded_at=at.record.clock.now(),
        service_agency_id=worker.agency_id, need="debt advice", opened_on=opened or at.today, closed_on=closed,
    )  # fmt: skip
    at.record.put(row)
    rederive(at.record.units)


def _new(at: Scene, **more: object) -> NewRecord:
    values: dict[str, object] = {"person_id": at.person.person, "category": Category.TREATMENT, "summary": "Methadone"}
    return NewRecord(**{**values, **more})  # type: ignore[arg-type]


def _acts(units: Units, action: str) -> int:
    table: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with units.raw("keeper") as connection:
        rows = connection.execute(sa.select(sa.func.count()).where(table.c.action == action))
        return int(rows.scalar_one())


def test_a_service_without_a_system_enters_a_record_and_the_judges_view_follows_policy(at: Scene) -> None:
    worker = _worker(at, AgencyKind.DRUG, Role.DRUG_WORKER)
    _referred(at, worker)
    desk = at.desk_of(worker)
    assert desk.records.form(at.person.person).categories[0] is Category.TREATMENT
    card = desk.records.add(_new(at, detail="Reducing since March", valid_from=at.today))
    assert (card.owner, card.category, card.recorded_by) == ("Drug service", Category.TREATMENT, "W-Drug")
    assert _acts(at.record.units, "record.add") == 1
    assert rederive(at.record.units) == Rederived(0, 0, 0)
    (own,) = at.desk_of(worker).file.read(at.person.person).held.of(Category.TREATMENT)
    assert (own.own, own.details) == (True, ("Reducing since March",))
    held = at.desk_of(at.judge).file.read(at.person.person).held
    assert not held.of(Category.TREATMENT)
    assert [(one.category, one.owner) for one in held.withheld] == [(Category.TREATMENT, "Drug service")]
    clerk = at.desk.file.read(at.person.person).held
    assert Category.TREATMENT not in {one.category for one in clerk.withheld}


def test_only_the_owner_ends_a_record_and_only_in_the_version_that_was_seen(at: Scene) -> None:
    card = at.desk.records.add(_new(at, category=Category.NEEDS))
    with pytest.raises(Refused):
        at.desk_of(at.judge).records.end(card.id)
    at.desk.records.add(_new(at, category=Category.NEEDS, summary="Hostel", replaces=(card.id, card.version)))
    with pytest.raises(Refused):
        at.desk.records.end(card.id)
    (second,) = at.desk.records.of(at.person.person)
    with pytest.raises(Conflict):
        at.desk.records.end(second.id, version=second.version + 1)
    at.desk.records.end(second.id, version=second.version)
    assert at.desk.records.of(at.person.person) == ()
    assert len(at.desk.records.of(at.person.person, ended=True)) == 2


def test_what_is_no_record_of_an_agency_is_refused(at: Scene) -> None:
    with pytest.raises(BadInput):
        at.desk.records.add(_new(at, summary="  "))
    with pytest.raises(BadInput):
        at.desk.records.add(_new(at, valid_from=at.today, valid_to=at.today - DAY))
    for kind in (Category.VICTIM, Category.PERSONAL_NOTE, Category.INTELLIGENCE):
        with pytest.raises(Refused):
            at.desk.records.add(_new(at, category=kind))
    usher = at.record.user("okoro", at.agency, Role.USHER, courts=[at.court])
    assert at.desk_of(usher).records.form(at.person.person).refusal
    with pytest.raises(Refused):
        at.desk_of(usher).records.add(_new(at, category=Category.SAFETY))


def test_a_safety_marker_of_any_agency_stands_on_strip_and_list(at: Scene) -> None:
    worker = _worker(at, AgencyKind.DRUG, Role.DRUG_WORKER)
    _referred(at, worker)
    at.desk_of(worker).records.add(_new(at, category=Category.SAFETY, summary="Needle injury"))
    assert "Needle injury" in {sign.text for sign in at.desk.file.vital(at.person.person).signs}
    assert at.desk.day.row(at.row.listing).signs.warnings == ("Needle injury",)


def test_a_referral_shows_identity_in_summary_and_no_charges_until_thirty_days_after_it_closed(at: Scene) -> None:
    worker = _worker(at, AgencyKind.VOLUNTARY, Role.VOLUNTARY_WORKER)
    _referred(at, worker)
    card = at.desk_of(worker).file.read(at.person.person)
    assert (card.name, card.born, card.born_year) == ("SMITH, John", None, "1980")
    assert "1980" in card.vital.label
    assert (card.cases, card.addresses) == ((), ())
    assert [one.day for one in card.hearings] == [at.today]
    (need,) = card.held.of(Category.NEEDS)
    assert "debt advice" in need.text
    (hit,) = at.desk_of(worker).people.find("smith john").hits
    assert (hit.born, hit.born_year) == (None, "1980")


def test_a_referral_closed_more_than_thirty_days_ago_finds_nobody(at: Scene) -> None:
    worker = _worker(at, AgencyKind.VOLUNTARY, Role.VOLUNTARY_WORKER)
    _referred(at, worker, opened=at.today - 60 * DAY, closed=at.today - 31 * DAY)
    assert at.desk_of(worker).people.find("smith").total == 0
    with pytest.raises(NotFound):
        at.desk_of(worker).file.read(at.person.person)


def test_a_victim_is_found_by_no_search_and_whole_for_prosecutors_only(at: Scene) -> None:
    at.desk.witnesses.add(
        NewWitness(
            at.case.case, WitnessKind.VICTIM, "HOLROYD, Ann", "9 Weir View", "qx7 1aa", special_measures="screen"
        )
    )
    other = at.record.user("m.other", at.record.agency("OTHER"), Role.CLERK, courts=[at.court])
    prosecutor = _worker(at, AgencyKind.CPS, Role.PROSECUTOR, courts=True)
    drugs = _worker(at, AgencyKind.DRUG, Role.DRUG_WORKER, courts=True)
    (summary,) = at.desk_of(other).case.read(at.case.case).witnesses
    assert (summary.name, summary.address, summary.special_measures, summary.summary) == ("", "", "screen", True)
    (whole,) = at.desk_of(prosecutor).case.read(at.case.case).witnesses
    assert (whole.name, whole.address, whole.own) == ("HOLROYD, Ann", "9 Weir View, QX7 1AA", False)
    card = at.desk_of(drugs).case.read(at.case.case)
    assert (card.witnesses, card.withheld) == ((), ())
    for actor in (at.clerk, other, prosecutor, drugs):
        for typed in ("holroyd", "QX7 1AA", "9 weir view"):
            assert at.desk_of(actor).people.find(typed).total == 0


def test_a_lawyer_gets_of_a_co_defendant_the_name_and_the_shared_charge_only(at: Scene) -> None:
    lawyer = _worker(at, AgencyKind.DEFENCE, Role.DEFENCE_LAWYER)
    other = at.record.person(at.agency, "JONES", "Alan", born=date(1990, 1, 1))
    at.record.case(other, at.court, joins=at.case.case, offences=[("TH68001", "Theft"), ("RT88007", "Drink driving")])
    at.record.put(
        DefenceOnRecord(
            person_id=at.person.person, owner_agency_id=lawyer.agency_id, case_id=at.case.case,
            recorded_at=at.record.clock.now(), user_id=lawyer.user_id, starts_on=at.today,
        )
    )  # fmt: skip
    rederive(at.record.units)
    card = at.desk_of(lawyer).case.read(at.case.case)
    assert [one.name for one in card.defendants] == ["SMITH, John"]
    assert [(one.name, one.charges) for one in card.co_defendants] == [("JONES, Alan", ("Theft",))]
    assert at.desk_of(lawyer).people.find("jones").total == 0
    assert at.desk.case.read(at.case.case).co_defendants == ()


def test_who_is_kept_away_by_the_own_agency_learns_by_an_exact_number_whom_to_ask(at: Scene) -> None:
    agency = at.record.agency("PROB", AgencyKind.PROBATION)
    known = at.record.person(agency, "ZEALAND", identifiers=[(IdentifierKind.CRN, "X123456")])
    kept_away = at.record.user("away", agency, Role.PROBATION_OFFICER, courts=[at.court])
    at.record.user("colm", agency, Role.PROBATION_MANAGER, Role.SHARING_LEAD)
    abroad = _worker(at, AgencyKind.POLICE, Role.POLICE_OFFICER, courts=True)
    at.record.seen_at(known, at.court)
    at.record.put(
        *(
            ExclusionEntry(
                person_id=known.person, owner_agency_id=agency, kind=Exclusion.EXCLUDE, user_id=user.user_id,
                set_at=at.record.clock.now(),
            )
            for user in (kept_away, abroad)
        )
    )  # fmt: skip
    (hit,) = at.desk_of(kept_away).people.find("X123456").hits
    assert (hit.kind, hit.label, hit.person) == (HitKind.LIMITED, "Restricted - ask Colm", None)
    assert at.desk_of(kept_away).people.find("zealand").total == 0
    assert at.desk_of(abroad).people.find("X123456").total == 0


def test_a_restricted_case_is_marked_read_by_name_and_found_by_nobody_else(at: Scene) -> None:
    manager = at.record.user("quayle", at.agency, Role.COURT_MANAGER, Role.SEALED_READ, courts=[at.court])
    with pytest.raises(Refused):
        at.desk.sealing.restrict(at.case.case, "")
    at.desk_of(manager).sealing.restrict(at.case.case, "Order of the court")
    before = _acts(at.record.units, "sealed.read")
    (case,) = at.desk_of(manager).file.open(at.person.person).cases
    assert case.restricted
    assert at.desk_of(manager).case.open(at.case.case).restricted
    assert _acts(at.record.units, "sealed.read") == before + 2
    assert at.desk_of(manager).day.row(at.row.listing).signs.restricted_case
    for desk in (at.desk, at.desk_of(at.judge)):
        assert desk.people.find("2600001").total == 0
        with pytest.raises(NotFound):
            desk.case.read(at.case.case)
        with pytest.raises(NotFound):
            desk.file.read(at.person.person)
    assert rederive(at.record.units) == Rederived(0, 0, 0)
    at.desk_of(manager).sealing.lift(at.case.case)
    assert not at.desk.case.read(at.case.case).restricted
    seal: sa.Table = Seal.__table__  # type: ignore[attr-defined]
    with at.record.units.raw("keeper") as connection:
        assert connection.execute(sa.select(seal.c.lifted_by_id)).scalar() == manager.user_id


def test_a_youths_record_is_a_line_for_who_is_not_youth_court_staff(at: Scene) -> None:
    table: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
    with at.record.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).values(youth_at_first_hearing=True))
    (case,) = at.desk.file.read(at.person.person).cases
    assert (case.number, case.charges, case.withheld) == ("", (), "youth record: youth court staff")
    row = at.desk.day.row(at.row.listing)
    assert (row.name, row.case_no, row.charges, row.withheld) == (
        "SMITH, John", "", (), "youth record: youth court staff",
    )  # fmt: skip
    adviser = at.record.user("pennant", at.agency, Role.LEGAL_ADVISER, Role.YOUTH, courts=[at.court])
    (whole,) = at.desk_of(adviser).file.read(at.person.person).cases
    assert (whole.number, len(whole.charges), whole.withheld) == ("2600001", 2, "")


def test_an_earlier_day_shows_what_stood_then_and_says_that_summaries_are_left_out(at: Scene) -> None:
    row = HealthRecord(
        person_id=at.person.person, owner_agency_id=at.agency, kind="asthma", state=NeedState.OPEN,
        recorded_at=at.record.clock.now() - 3 * DAY, ended_at=at.record.clock.now() - DAY,
    )  # fmt: skip
    at.record.put(row)
    assert at.desk.file.read(at.person.person).held.lines == ()
    earlier = at.desk.file.read(at.person.person, as_at=at.today - 2 * DAY).held
    assert [one.text for one in earlier.lines] == ["asthma, open"]
    assert earlier.today_only


def test_a_case_without_a_court_is_not_restricted(at: Scene) -> None:
    manager = at.record.user("quayle", at.agency, Role.COURT_MANAGER, Role.SEALED_READ, courts=[at.court])
    table: sa.Table = Case.__table__  # type: ignore[attr-defined]
    with at.record.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).values(court_id=None))
    with pytest.raises(Refused):
        at.desk_of(manager).sealing.restrict(at.case.case, "")
