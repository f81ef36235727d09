"""The demo is the same everywhere, has what trainers show, and can never be mistaken for a live home."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.accounts.verifier import Params, derive, matches
from db.court.rederive import Rederived, rederive
from db.demo.build import build
from db.demo.credentials import CREDENTIALS
from db.demo.days import follow_calendar
from db.demo.keys import key
from db.demo.people import PEOPLE
from db.demo.places import AGENCIES, COURTS
from db.demo.users import USERS
from db.desk import Desk
from db.exchange.loading.echo import INSTALLATION
from db.keeper.demo import prepare_demo
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.keeper.published import demo_user_named
from db.store.database_key import NotEncrypted, change_key
from db.store.engine import make_engine
from db.tables.hearings import Listing
from db.tables.held import AgencyRecord
from db.tables.people import Identifier, Person, PersonName
from db.tables.places import Agency, Court
from db.tables.registry import models
from db.tables.system import Relevance
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.errors import BadInput, Refused, TrackerError
from db.words.families.access import Category
from db.words.families.bail import BailStatus, CustodyStatus
from db.words.families.court import ListingState
from db.words.families.notes import NoteKind
from tests.support.databases import Database

MADE_BY_USE = {
    *("field_change", "feed_batch", "feed_record", "feed_expectation", "change", "court_alias", "list_look"),
    "note_draft_ref",
    # Counted when somebody looks.
    *("area_figure", "similar_area"),
}
OF_MATCHING = {
    "hung_row",
    "link_decision",
    "link_move",
    "pair_override",
    "review_item",
    "review_candidate",
    "list_issue",
}
OF_THE_OUTBOX = {"outbox_message", "receipt"}
OF_ACCOUNTS = {
    *("user_session", "sign_in_count", "sign_in_rule", "sign_in_try", "past_credential", "recovery_code"),
    *("second_factor", "two_person_act", "account_request", "account_decision", "audit_checkpoint", "audit_head"),
    *("audit_shipment", "recovery_key", "recovery_custodian", "recovery_box", "recovery_copy"),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A demo home, made once for this file; whoever writes to it copies it first."""
    folder = tmp_path_factory.mktemp("prepared") / "demo"
    return prepare_demo(find_home(str(folder), kind=HomeKind.DEMO), clock=Clock()).home


@pytest.fixture
def home(prepared: Home, tmp_path: Path) -> Home:
    """A copy of the demo home."""
    shutil.copytree(prepared.folder, tmp_path / "demo")
    return find_home(str(tmp_path / "demo"), kind=HomeKind.DEMO)


@pytest.fixture
def demo(home: Home) -> Iterator[Units]:
    """The demo's database."""
    units = Units(make_engine(f"sqlite:///{home.database}"), Clock())
    yield units
    units.close()


def test_the_demo_is_built_on_either_engine(database: Database) -> None:
    units = Units(make_engine(database.url), Clock())
    build(units)
    assert len(_column(units, sa.select(_table(Person).c.id))) == PEOPLE
    units.close()


def _column(units: Units, statement: sa.Select[tuple[object]]) -> list[object]:
    with units.raw("keeper") as connection:
        return list(connection.execute(statement).scalars())


def _table(model: type) -> sa.Table:
    table: sa.Table = model.__table__
    return table


def test_the_thirteen_courts_are_there_by_name(demo: Units) -> None:
    names = set(_column(demo, sa.select(_table(Court).c.name)))
    assert len(names) == 13
    assert len(AGENCIES) == 12
    assert "North Liverpool Community Justice Centre" in names
    for town in ("Bradford", "Leicester", "Kingston-upon-Hull", "Merthyr Tydfil", "Plymouth"):
        assert any(name.startswith(town) for name in names)


def test_every_kind_of_thing_has_something_to_show(demo: Units) -> None:
    for name, model in models().items():
        if name in MADE_BY_USE | OF_ACCOUNTS | OF_THE_OUTBOX | OF_MATCHING or name in {
            "follow",
            "contact_point",
            "match_proposal",
            "quarantine_entry",
            "lookup_map",
        }:
            continue
        assert _column(demo, sa.select(sa.func.count()).select_from(_table(model)))[0], name
    for table_name, column, wanted in (
        ("bail", "status", {BailStatus.CUSTODY, BailStatus.CONDITIONAL, BailStatus.UNCONDITIONAL}),
        ("custody_episode", "status", {CustodyStatus.REMAND, CustodyStatus.SENTENCED, CustodyStatus.RECALL}),
        ("note", "kind", set(NoteKind)),
        ("listing", "state", {ListingState.LISTED, ListingState.VACATED}),
    ):
        found = set(_column(demo, sa.select(_table(models()[table_name]).c[column]).distinct()))
        assert wanted <= found, table_name


def test_the_register_has_forty_people_in_four_areas_contacts_and_a_cohort_of_twenty(home: Home) -> None:
    installation = Installation(home)
    try:
        desk = Desk(installation.units, installation.demo_user("ppo").actor)
        counts = {area: len(desk.register.read_area(area).rows) for area in ("LPL", "SEF", "BOL", "MER", "NW")}
        assert counts == {"LPL": 13, "SEF": 9, "BOL": 10, "MER": 22, "NW": 32}
        assert len({row.person_id for row in desk.register.read_area("NW").rows}) == 32
        bradford = Desk(installation.units, installation.demo_user("probation-manager").actor)
        assert len(bradford.register.read_area("BRD").rows) == 8
        (cohort,) = desk.cohorts.list()
        assert (cohort.members, cohort.locked_on is not None) == (20, True)
        gaps = {one.area: one.no_authoriser for one in desk.contacts.gaps()}
        assert (gaps["LPL"], gaps["BRD"]) == (False, True)
        assert any(one.stale for one in desk.contacts.gaps())
    finally:
        installation.close()


def test_every_category_of_the_matrix_is_on_a_file_or_a_case_of_the_demo(demo: Units) -> None:
    held = {governance.category for model in models().values() if (governance := model.governance) is not None}
    by_hand = set(_column(demo, sa.select(_table(AgencyRecord).c.category)))
    assert set(Category) <= held | by_hand | {Category.PERSONAL_NOTE}


def test_relevance_of_the_demo_is_what_its_records_say(demo: Units) -> None:
    assert rederive(demo, dry_run=True) == Rederived(0, 0, 0)


def test_each_agency_of_the_demo_sees_what_the_matrix_means_it_to(home: Home) -> None:
    installation = Installation(home)
    kayleigh = key("person", 0)
    for name, full, summarised in (
        ("judge", Category.PRE_SENTENCE_REPORT, Category.TREATMENT),
        ("clerk", Category.CUSTODY, Category.COMPLIANCE),
        ("drugs", Category.TREATMENT, Category.COMPLIANCE),
        ("voluntary", Category.NEEDS, None),
        ("defence", Category.CASE, Category.COMPLIANCE),
    ):
        actor = installation.demo_user(name).actor
        lines = Desk(installation.units, actor).file.read(kayleigh).held.lines
        assert full in {one.category for one in lines if not one.summary}, name
        assert summarised is None or summarised in {one.category for one in lines if one.summary}, name
    for name in ("board", "auditor", "administrator"):
        actor = installation.demo_user(name).actor
        with pytest.raises(TrackerError):
            Desk(installation.units, actor).file.read(kayleigh)
    installation.close()


def test_the_numbers_of_demo_people_are_valid_ones(demo: Units) -> None:
    table = _table(Identifier)
    assert not _column(demo, sa.select(table.c.raw).where(table.c.canonical.is_(None)))


def test_a_name_misheard_in_court_is_there_with_its_alias(demo: Units) -> None:
    table = _table(PersonName)
    aliases = _column(demo, sa.select(table.c.given).where(table.c.family == "LEE"))
    assert {"K", "Kay"} <= set(aliases)
    assert len(_column(demo, sa.select(_table(Person).c.id))) == PEOPLE


def test_todays_lists_follow_the_calendar_and_only_once(demo: Units) -> None:
    listing = _table(Listing)
    today = demo.clock.today()
    count = sa.select(sa.func.count()).where(listing.c.sitting_on == today)
    rows = _column(demo, count)[0]
    demo.clock.shift += timedelta(days=40)
    assert follow_calendar(demo) == 40
    assert follow_calendar(demo) == 0
    later = sa.select(sa.func.count()).where(listing.c.sitting_on == today + timedelta(days=40))
    assert _column(demo, later)[0] == rows
    assert set(_column(demo, sa.select(_table(Relevance).c.starts_on).where(_table(Relevance).c.scope == "court")))


def test_two_demos_have_the_same_people_under_the_same_keys(demo: Units, tmp_path: Path) -> None:
    other = prepare_demo(find_home(str(tmp_path / "other"), kind=HomeKind.DEMO), clock=Clock()).home
    units = Units(make_engine(f"sqlite:///{other.database}"), Clock())
    table = _table(PersonName)
    query = sa.select(table.c.family + table.c.given).order_by(table.c.id)
    keys = sa.select(table.c.id).order_by(table.c.id)
    assert _column(demo, query) == _column(units, query)
    assert _column(demo, keys) == _column(units, keys)
    own = sa.select(_table(Agency).c.id).where(_table(Agency).c.code == INSTALLATION)
    assert _column(demo, own) != _column(units, own), "what one exports, the other does not take for its own"
    units.close()


def test_every_role_has_a_user_and_every_constant_fits_its_password() -> None:
    held = {role for user in USERS for role in user.roles}
    assert held >= set(Role) - {Role.AUTHORISER, Role.SUPERVISOR, Role.SERVICE}
    assert set(CREDENTIALS) == {user.name for user in USERS}
    for user in (USERS[0], next(user for user in USERS if Role.JUDGE in user.roles)):
        salt, verifier, _, _ = CREDENTIALS[user.name]
        derived = derive(user.password, bytes.fromhex(salt), Params())
        assert matches(derived.sign_in_key, bytes.fromhex(verifier))


def test_S34_one_user_is_held_to_one_network(prepared: Home, tmp_path: Path) -> None:
    shutil.copytree(prepared.folder, tmp_path / "demo")
    (tmp_path / "demo").chmod(0o700)
    home = find_home(str(tmp_path / "demo"))
    (held,) = [user for user in USERS if user.networks]
    installation = Installation(home)
    with pytest.raises(Refused, match="these networks only: cjx"):
        installation.sign_in(held.name, held.password)
    installation.close()
    home.configuration.write_text('network_class = "cjx"\n')
    home.configuration.chmod(0o600)
    installation = Installation(home)
    actor = installation.sign_in(held.name, held.password).actor
    assert (actor.user_name, actor.network_class) == ("police-cjx", "cjx")
    installation.close()


def test_a_role_names_its_user() -> None:
    assert demo_user_named("Judge") == "judge"
    assert demo_user_named("probation_officer") == "probation"
    with pytest.raises(BadInput, match="It has: clerk"):
        demo_user_named("bailiff")


def test_a_clerk_holds_the_role_at_a_court_that_comes_later(home: Home) -> None:
    installation = Installation(home)
    clerk = installation.demo_user().actor
    assert clerk.every_court
    with installation.units.read(clerk) as unit:
        assert len(unit.session.exec(select(Person.id)).all()) > len(COURTS)
    installation.close()


def test_a_demo_is_refused_in_a_live_home_and_a_live_home_in_a_demo(home: Home, tmp_path: Path) -> None:
    live = find_home(str(tmp_path / "live")).made(HomeKind.LIVE)
    with pytest.raises(TrackerError):
        prepare_demo(live, clock=Clock())
    with pytest.raises(TrackerError):
        home.insist(HomeKind.LIVE)


def test_a_live_home_refuses_the_demos_passwords(home: Home, tmp_path: Path) -> None:
    """A demo database brought into a live home lets nobody in: as it is it is not opened, encrypted it is refused."""
    live = find_home(str(tmp_path / "live")).made(HomeKind.LIVE)
    live.database.write_bytes(home.database.read_bytes())
    with pytest.raises(NotEncrypted):
        Installation(live).sign_in("clerk", USERS[0].password)
    change_key(live.database, Installation(live).secrets)
    installation = Installation(live)
    with pytest.raises(Refused):
        installation.sign_in("clerk", USERS[0].password)
    with pytest.raises(Refused):
        installation.demo_user()
    installation.close()


def test_reset_makes_the_data_anew_and_keeps_the_settings(home: Home) -> None:
    home.change_settings({("terminal", "room"): "02"})
    (home.drafts / "old").write_text("typed")
    again = prepare_demo(home, clock=Clock(), reset=True)
    assert again.made
    assert not (home.drafts / "old").exists()
    assert again.home.settings().room == "02"
