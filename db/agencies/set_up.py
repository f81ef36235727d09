"""Courts and agencies as an administrator sets them up; a court stays out of the lists until it is enabled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.agencies.areas import area_called, area_codes
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.accounts import AgencyCard, CourtSetUp
from db.reference.courts import ListedCourt, court_by_code
from db.store.settings import most_minutes
from db.tables.places import Agency, Court, CourtRoom
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.court import Jurisdiction
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units
    from db.words.actor import Actor

COURTS_AGENCY: Final = "HMCTS"
"""The agency that courts belong to where none is named; `tracker init` makes it."""
_CODE: Final = re.compile(r"[ABC]\d\d[A-Z0-9]{2}")
_AGENCY_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,31}")


class SetUpService:
    """Courts and agencies of the installation, for one actor; the rules let an administrator alone change them."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def courts(self) -> tuple[CourtSetUp, ...]:
        """Every court by name, those that only a feed knows included."""
        with self._units.read(self._actor) as unit:
            return _cards(unit, unit.session.scalars(sa.select(Court).order_by(col(Court.name))).all())

    def check_court(self, code: str, name: str = "", *, area: str = "") -> tuple[str, str, Jurisdiction]:
        """Code, name and tier of a court as `add_court` would make it; nothing is written.

        A court that a feed brought is known by whatever code and name the feed has for it.

        Raises BadInput for a code that is not one and for a name that cannot be told, Conflict when the
        court is set up already, NotFound for an unknown area, Refused when the actor is no administrator.
        """
        self._insist()
        listed = _listed(code)
        short = _short(code)
        with self._units.read(self._actor) as unit:
            known = _court(unit, short)
            area_called(unit, area)
        if known is not None and known.set_up:
            raise Conflict(f"{short} {known.name} is set up already.", to_do=f"tracker court enable {short}")
        if known is None and not _CODE.fullmatch(short):
            raise BadInput(
                f"'{short}' is not the code of a court.",
                to_do="It has five signs, like B01LY: the organisation unit code without the room.",
            )
        called = clean(name) or (listed.name if listed else known.name if known else "")
        if not called:
            raise BadInput(f"The list of courts has no {short}.", to_do="Give its name with --name.")
        return short, called, Jurisdiction.CROWN if short.startswith("C") else Jurisdiction.MAGISTRATES

    def add_court(self, code: str, name: str = "", *, rooms: Sequence[str] = (), area: str = "") -> CourtSetUp:
        """Set a court up, also one that a feed brought; it is not enabled yet. Raises as `check_court`."""
        short, called, jurisdiction = self.check_court(code, name, area=area)
        with self._units.act(self._actor, _act("court.add")) as unit:
            court = _court(unit, short)
            if court is None:
                owner = _agency(unit, COURTS_AGENCY)
                court = Court(code=short, name=called, jurisdiction=jurisdiction, agency_id=owner.id)
                unit.add(court)
            court.set_up, court.name = True, called
            court.area_id = area_called(unit, area) or court.area_id
            unit.session.flush()
            self._rooms(unit, court, rooms)
            return _cards(unit, [court])[0]

    def change_court(self, code: str, *, name: str = "", area: str = "", dry_run: bool = False) -> CourtSetUp:
        """Give a court that is set up another name, or put it into an area; what is empty stays as it is.

        Raises NotFound for an unknown court or area, BadInput where nothing would be different, Refused.
        """
        self._insist()
        with self._units.read(self._actor) as unit:
            court = _ready(unit, code)
            after = (clean(name) or court.name, area_called(unit, area) or court.area_id)
            if after == (court.name, court.area_id):
                raise BadInput(f"Nothing about {court.code} would be different.")
            if dry_run:
                return replace(_cards(unit, [court])[0], name=after[0], area=area_codes(unit)[after[1]])
        with self._units.act(self._actor, _act("court.change")) as unit:
            court = _ready(unit, code)
            court.name, court.area_id = after
            unit.session.flush()
            return _cards(unit, [court])[0]

    def check_enable(self, code: str) -> str:
        """Code and name of a court that `enable_court` would enable. Raises as that does."""
        self._insist()
        with self._units.read(self._actor) as unit:
            court = _ready(unit, code)
            return f"{court.code} {court.name}"

    def enable_court(self, code: str) -> CourtSetUp:
        """Let clerks use a court that is set up. Raises NotFound, or Refused while only a feed knows it."""
        self._insist()
        with self._units.act(self._actor, _act("court.enable")) as unit:
            court = _ready(unit, code)
            court.enabled = True
            unit.session.flush()
            return _cards(unit, [court])[0]

    def terminal(self, code: str, room: str) -> tuple[str, str]:
        """Court code and room as lists name it, for this terminal's settings; a new room is not made here.

        Raises NotFound for a court that is unknown or not enabled, and for a room that is none of the court's.
        A court whose rooms nobody has named yet takes the room as typed.
        """
        with self._units.read(self._actor) as unit:
            court = _court(unit, _short(code))
            if court is None or not court.enabled:
                raise NotFound(f"There is no enabled court {_short(code)}.", to_do="See: tracker court list")
            found = unit.session.scalars(sa.select(CourtRoom).where(col(CourtRoom.court_id) == court.id))
            rooms = {one.name.casefold(): one.name for one in found}
            wanted = clean(room)
            if wanted and rooms and wanted.casefold() not in rooms:
                named = ", ".join(sorted(rooms.values()))
                raise NotFound(f"{court.code} has no room {wanted}.", to_do=f"Its rooms are: {named}.")
            return court.code, rooms.get(wanted.casefold(), wanted)

    def most_minutes(self, terminal_class: str) -> int:
        """How long a terminal of this class may wait for a key before it locks."""
        return most_minutes(terminal_class)

    def lock_after(self, minutes: int, terminal_class: str, *, reason: str) -> None:
        """Note the decision after how many minutes a terminal locks; its settings say the same.

        Raises Refused for anybody but an administrator, BadInput for more than five minutes without a reason.
        """
        decided = rules.administers(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)
        why = clean(reason)
        if minutes > most_minutes("office") and not why:
            raise BadInput("More than five minutes need a reason.", to_do="Give it with --reason.")
        said = f"{minutes} minutes, {terminal_class}" + (f": {why}" if why else "")
        act = Act(AuditOperation.ACCOUNT, Deed.TERMINAL_LOCK_MINUTES, "terminal", reason=said)
        with self._units.act(self._actor, act):
            pass

    def agencies(self) -> tuple[AgencyCard, ...]:
        """Every agency by name."""
        with self._units.read(self._actor) as unit:
            codes = area_codes(unit)
            found = unit.session.scalars(sa.select(Agency).order_by(col(Agency.name)))
            return tuple(_agency_card(one, codes) for one in found)

    def check_agency(self, code: str, name: str, *, area: str = "") -> tuple[str, str]:
        """Code and name of an agency as `add_agency` would make it. Raises BadInput, Conflict, NotFound, Refused."""
        self._insist()
        short, called = clean(code).upper(), clean(name)
        if not _AGENCY_CODE.fullmatch(short) or not called:
            raise BadInput("An agency needs a name, and a code of letters, digits, - and _.")
        with self._units.read(self._actor) as unit:
            if unit.session.scalars(sa.select(Agency).where(col(Agency.code) == short)).first() is not None:
                raise Conflict(f"There is an agency {short} already.")
            area_called(unit, area)
        return short, called

    def add_agency(self, code: str, name: str, kind: AgencyKind, *, area: str = "") -> AgencyCard:
        """Add an agency that owns records and has users. Raises as `check_agency`."""
        short, called = self.check_agency(code, name, area=area)
        with self._units.act(self._actor, _act("agency.add")) as unit:
            row = Agency(id=uuid7(), code=short, name=called, kind=kind, area_id=area_called(unit, area))
            unit.add(row)
            unit.session.flush()
            return _agency_card(row, area_codes(unit))

    def change_agency(self, code: str, *, name: str = "", area: str = "", dry_run: bool = False) -> AgencyCard:
        """Give an agency another name, or put it into an area; what is empty stays as it is.

        The authoriser of that area answers its account requests from now on. Raises NotFound for an unknown
        agency or area, BadInput where nothing would be different, Refused.
        """
        self._insist()
        short = clean(code).upper()
        with self._units.read(self._actor) as unit:
            row = _agency(unit, short)
            after = (clean(name) or row.name, area_called(unit, area) or row.area_id)
            if after == (row.name, row.area_id):
                raise BadInput(f"Nothing about {row.code} would be different.")
            if dry_run:
                return replace(_agency_card(row, area_codes(unit)), name=after[0], area=area_codes(unit)[after[1]])
        with self._units.act(self._actor, _act("agency.change")) as unit:
            row = _agency(unit, short)
            row.name, row.area_id = after
            unit.session.flush()
            return _agency_card(row, area_codes(unit))

    def _insist(self) -> None:
        decided = rules.administers(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)

    @staticmethod
    def _rooms(unit: Unit, court: Court, rooms: Sequence[str]) -> None:
        known = {
            one.name for one in unit.session.scalars(sa.select(CourtRoom).where(col(CourtRoom.court_id) == court.id))
        }
        new = dict.fromkeys(name for name in map(clean, rooms) if name and name not in known)
        unit.add(*(CourtRoom(court_id=court.id, name=name) for name in new))
        unit.session.flush()


def _act(verb: str) -> Act:
    return Act(AuditOperation.ALTERATION, verb, verb.partition(".")[0])


def _listed(code: str) -> ListedCourt | None:
    return court_by_code(clean(code).upper())


def _short(code: str) -> str:
    listed = _listed(code)
    return listed.code[:5] if listed else clean(code).upper()


def _court(unit: Unit, code: str) -> Court | None:
    return unit.session.scalars(sa.select(Court).where(col(Court.code) == code)).first()


def _ready(unit: Unit, code: str) -> Court:
    short = _short(code)
    court = _court(unit, short)
    if court is None:
        raise NotFound(f"There is no court {short}.", to_do=f"tracker court add {short}")
    if not court.set_up:
        raise Refused(f"{short} {court.name} is known from a feed only.", to_do=f"tracker court add {short}")
    return court


def _agency(unit: Unit, code: str) -> Agency:
    found = unit.session.scalars(sa.select(Agency).where(col(Agency.code) == code)).first()
    if found is None:
        raise NotFound(f"There is no agency {code}.", to_do="See: tracker agency list")
    return found


def _agency_card(row: Agency, codes: Mapping[UUID | None, str]) -> AgencyCard:
    return AgencyCard(row.id, row.code, row.name, row.kind.value, codes[row.area_id])


def _cards(unit: Unit, courts: Sequence[Court]) -> tuple[CourtSetUp, ...]:
    codes = area_codes(unit)
    rooms: defaultdict[UUID, list[str]] = defaultdict(list)
    ids = [court.id for court in courts]
    for room in unit.session.scalars(sa.select(CourtRoom).where(col(CourtRoom.court_id).in_(ids))):
        rooms[room.court_id].append(room.name)
    return tuple(
        CourtSetUp(
            court.id,
            court.code,
            court.name,
            court.jurisdiction.value,
            court.set_up,
            court.enabled,
            tuple(sorted(rooms[court.id])),
            codes[court.area_id],
        )
        for court in courts
    )
