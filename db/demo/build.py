"""Fills an empty database with the demo: places, users, people, cases, lists, notes, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy.engine import Connection

from db.accounts.credentials import SYSTEM_USER, no_proof
from db.accounts.verifier import CURRENT
from db.audit.chain import Act, append, open_chain
from db.demo.cases import DemoCase, link, make_case
from db.demo.credentials import CREDENTIALS
from db.demo.fixture import Fixture, FixtureArea
from db.demo.fixture_rows import make_fixture
from db.demo.held import HELD, make_held
from db.demo.keys import key, user_key
from db.demo.lists import AROUND, FIRST_COURT_ROWS, OTHER_ROWS, TODAY_ROWS, make_listing
from db.demo.maker import CourtOf, Maker
from db.demo.notes import make_notes
from db.demo.offence_areas import place_offences
from db.demo.people import SHOWN, DemoPerson, make_people
from db.demo.places import AGENCIES, AREAS, COURTS, DemoCourt
from db.demo.prison import WEEKLY_MAIL, make_prison_weeks
from db.demo.questions import ask_questions
from db.demo.schemes import SCHEMES, make_schemes
from db.demo.sharing import RULES, make_sharing
from db.demo.users import USERS
from db.exchange.loading.rows import ORDER, Model, Pending
from db.store.statistics import count_tables
from db.tables.cases import Warrant
from db.tables.hearings import Follow
from db.tables.notes import JudgePublicKey, Note, NoteKey
from db.tables.places import Agency, Area, Court, CourtRoom
from db.tables.searching import SavedSearch, SharedSearch
from db.tables.system import AuditChain, FeedBatch
from db.tables.users import Credential, UserAccount, UserArea, UserCourt, UserRole
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import AuditOperation
from db.words.families.places import AgencyKind, UserState
from db.words.keys import uuid7

SEED: Final = 20_041_101
_ORDER: Final[tuple[Model, ...]] = (
    Area,
    Agency,
    UserAccount,
    UserRole,
    Credential,
    JudgePublicKey,
    AuditChain,
    FeedBatch,
    *SCHEMES,
    *ORDER,
    UserCourt,
    UserArea,
    Warrant,
    Note,
    NoteKey,
    Follow,
    SavedSearch,
    SharedSearch,
    *WEEKLY_MAIL,
    *HELD,
    *RULES,
)
_COURT_ROLES = frozenset(
    {Role.CLERK, Role.LEGAL_ADVISER, Role.USHER, Role.COURT_MANAGER, Role.LISTING_OFFICER, Role.JUDGE}
)
PAST_CASES: Final = 320


def build(units: Units, fixture: Fixture | None = None) -> None:
    """Write the whole demo, with the people of a fixture instead of its own where there is one.

    The database has every table and no row; `units.clock` says which day is today.
    """
    now = units.clock.now()
    draw = Random(SEED)  # noqa: S311 - invented data must be the same everywhere, not secret
    pending = Pending(_ORDER)
    agencies = _agencies(pending, () if fixture is None else fixture.areas)
    rooms = _courts(pending, agencies)
    chains = _users(pending, agencies, now)
    maker = Maker(pending, draw, now, agencies)
    if fixture is None:
        _own_people(maker, rooms, chains)
    else:
        court = COURTS[0]
        at = CourtOf(key("court", court.code), court.jurisdiction)
        make_fixture(maker, fixture, court=at, room=rooms[court.code][0])
    with units.raw("keeper", writes=True) as connection:
        # Parents come in one batch with their children's batch after them, so order alone keeps the references.
        pending.write(connection)
        if fixture is None:
            ask_questions(connection, now)
        _audit(connection, agencies, now)
        count_tables(connection)


def _own_people(maker: Maker, rooms: dict[str, list[UUID]], chains: dict[str, UUID]) -> None:
    pending, now = maker.pending, maker.now
    people = make_people(maker)
    cases = _cases(maker, people, rooms, chain=chains["clerk"])
    make_held(maker, people, cases)
    make_prison_weeks(maker, people, make_schemes(maker, people, cases))
    place_offences(maker)
    make_sharing(maker, people, cases)
    make_notes(pending, cases, agencies=maker.agencies, now=now, chains=chains)
    pending.insert(
        SavedSearch, id=key("saved", "ppo"), user_id=user_key("ppo"), name="Released soon", pinned=True,
        text="release area:NW days:28", saved_at=now,
    )  # fmt: skip
    pending.insert(
        SharedSearch, id=key("shared", "POL"), owner_agency_id=maker.agencies["POL"], shared_by_id=user_key("ppo"),
        name="Burglary this quarter", text="offence area:NW type:burglary months:3", shared_at=now,
    )  # fmt: skip
    for case in cases[5:8]:
        pending.insert(
            Follow, id=key("follow", case.number), user_id=user_key("clerk"), person_id=case.defendants[0][0].id,
            case_id=case.id, since=now - timedelta(days=4), looked_at=now - timedelta(days=4),
        )  # fmt: skip


def _agencies(pending: Pending, more: Sequence[FixtureArea]) -> dict[str, UUID]:
    """The demo's agencies and areas; an area of a fixture stands in the place of the demo's with the same code."""
    told = {one.code for one in more}
    areas = [
        *((one.code, one.name, one.kind, one.parent) for one in more),
        *(one for one in AREAS if one[0] not in told),
    ]
    for code, name, kind, parent in areas:
        parent_id = key("area", parent) if parent else None
        pending.insert(Area, id=key("area", code), code=code, name=name, kind=kind, parent_id=parent_id)
    # The key that tells installations apart is each demo's own: what one exports another takes in.
    own = uuid7()
    pending.insert(Agency, id=own, code="TRACKER", name="This installation of Tracker", kind=AgencyKind.PROGRAMME)
    for code, name, agency_kind in AGENCIES:
        pending.insert(
            Agency, id=key("agency", code), code=code, name=name, kind=agency_kind, area_id=key("area", "NW")
        )
    return {"TRACKER": own} | {code: key("agency", code) for code, _, _ in AGENCIES}


def _courts(pending: Pending, agencies: dict[str, UUID]) -> dict[str, list[UUID]]:
    rooms: dict[str, list[UUID]] = {}
    for court in COURTS:
        pending.insert(
            Court, id=key("court", court.code), code=court.code, name=court.name, jurisdiction=court.jurisdiction,
            area_id=key("area", court.area), agency_id=agencies["HMCTS"], set_up=True, enabled=True,
        )  # fmt: skip
        rooms[court.code] = [key("room", court.code, room) for room in court.rooms]
        for room in court.rooms:
            pending.insert(CourtRoom, id=key("room", court.code, room), court_id=key("court", court.code), name=room)
    return rooms


def _users(pending: Pending, agencies: dict[str, UUID], now: datetime) -> dict[str, UUID]:
    """Accounts with their constants; court users hold their role at every court of the demo, later ones too."""
    site = user_key(SYSTEM_USER)
    pending.insert(
        UserAccount, id=site, user_name=SYSTEM_USER, display_name="Tracker itself", agency_id=agencies["TRACKER"],
        state=UserState.CLOSED, created_at=now,
    )  # fmt: skip
    pending.insert(Credential, **no_proof(site).model_dump())
    chains = {}
    for user in USERS:
        account, chain = user_key(user.name), key("chain", user.name)
        salt, verifier, public, wrapped = CREDENTIALS[user.name]
        pending.insert(
            UserAccount, id=account, user_name=user.name, display_name=user.display, agency_id=agencies[user.agency],
            state=UserState.ACTIVE, every_court=not user.court and not _COURT_ROLES.isdisjoint(user.roles),
            created_at=now, team=user.team, network_classes=user.networks,
        )  # fmt: skip
        if user.court:
            court = key("court", user.court)
            pending.insert(UserCourt, id=key("posted", user.name), user_id=account, court_id=court)
        for code in user.areas:
            pending.insert(UserArea, id=key("works", user.name, code), user_id=account, area_id=key("area", code))
        for role in user.roles:
            pending.insert(UserRole, id=key("role", user.name, role), user_id=account, role=role)
        pending.insert(
            Credential, id=key("credential", user.name), user_id=account, salt=bytes.fromhex(salt),
            parameters=CURRENT.written(), verifier=bytes.fromhex(verifier),
            public_key=bytes.fromhex(public) or None, wrapped_private_key=bytes.fromhex(wrapped) or None,
        )  # fmt: skip
        if public:
            pending.insert(
                JudgePublicKey, id=key("public key", user.name), user_id=account, public_key=bytes.fromhex(public),
                since=now,
            )  # fmt: skip
        chains[user.name] = chain
        pending.insert(AuditChain, id=chain, user_id=account, terminal="demo", opened_at=now)
    # The justice centre's probation and police users sit in its building and are posted there; treatment and
    # voluntary services, prison, youth offending team and lawyers know whom they were sent, hold or act for.
    for name in ("probation", "probation-manager", "police", "prosecutor"):
        pending.insert(UserCourt, id=key("posted", name), user_id=user_key(name), court_id=key("court", COURTS[0].code))
    return chains


def _cases(maker: Maker, people: Sequence[DemoPerson], rooms: dict[str, list[UUID]], *, chain: UUID) -> list[DemoCase]:
    """Lists first, the shown people on today's first list; then sentences of the past for the same people."""
    cases: list[DemoCase] = []
    turn = cycle(people)
    number = 0
    for court, room, offset, rows in _sittings(rooms):
        at = CourtOf(key("court", court.code), court.jurisdiction)
        day = maker.now.date() + timedelta(days=offset)
        for sequence in range(1, rows + 1):
            number += 1
            defendants = [next(turn)]
            if number % 23 == 0:
                defendants.append(next(turn))
            case = make_case(maker, number, at=at, people=defendants, done=False)
            make_listing(maker, case, at=at, room=room, day=day, sequence=sequence, chain=chain)
            cases.append(case)
    tried = [*people[: len(SHOWN)], *maker.draw.sample(people[len(SHOWN) :], k=PAST_CASES)]
    for person in tried:
        number += 1
        court = COURTS[0] if person.number < len(SHOWN) else maker.draw.choice(COURTS)
        at = CourtOf(key("court", court.code), court.jurisdiction)
        make_case(maker, number, at=at, people=[person], done=True)
    for one, other in zip(cases[10:40:10], cases[11:41:10], strict=True):
        link(maker.pending, one, other, f"26{10_000_000 + other.number:08d}")
    return cases


def _sittings(rooms: dict[str, list[UUID]]) -> Iterator[tuple[DemoCourt, UUID, int, int]]:
    """Court, room, days from today, rows: today in every room of every court, then the days around it."""
    for court in COURTS:
        for room in rooms[court.code]:
            yield court, room, 0, FIRST_COURT_ROWS if court is COURTS[0] else TODAY_ROWS
    for court in COURTS:
        for offset in range(-AROUND, AROUND + 1):
            if offset:
                yield court, rooms[court.code][0], offset, OTHER_ROWS


def _audit(connection: Connection, agencies: dict[str, UUID], now: datetime) -> None:
    """The demo's making is one act of the installation itself."""
    site = Actor(
        user_id=user_key(SYSTEM_USER), user_name=SYSTEM_USER, display_name="Tracker itself",
        agency_id=agencies["TRACKER"], roles=frozenset(), courts=frozenset(), today=now.date(), terminal="demo",
        audit_session=uuid7(),
    )  # fmt: skip
    open_chain(connection, site, now)
    append(connection, site, now, [Act(AuditOperation.COLLECTION, "demo.make")])
