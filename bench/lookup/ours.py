"""Tracker itself: a home filled with the register, asked through the clerk's own door, as the find screen asks."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from bench.lookup.asking import VIEWS, View
from bench.lookup.register import COURTS, TEAMS, Person
from bench.lookup.weight import Weight, weigh
from db.desk import Desk
from db.index.rebuilding import rebuild
from db.people.linking import public_ref
from db.store.engine import make_engine
from db.store.many import insert_many
from db.tables.people import Identifier, PersonDetail, PersonName, SourceRecord
from db.tables.people import Person as PersonRow
from db.tables.places import Agency, Court
from db.tables.system import FOR_EVER, Relevance
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.access import Scope
from db.words.families.court import Jurisdiction
from db.words.families.people import DetailKind, IdentifierKind, LinkState, NameKind
from db.words.families.places import AgencyKind
from db.words.text import fold
from tests.support.databases import Database
from tests.support.record import Record
from tests.support.signed_in import sign_in

AS_THE_SCREEN: Final = 24
"""Hits that the screen asks for."""
_FIRST_KEY: Final = 0x01930000_0000_7000_8000_000000000000
_FIRST_COURT: Final = 0x01920000_0000_7000_8000_000000000000
_AT_ONCE: Final = 20_000
_ROWS: Final[tuple[type[SQLModel], ...]] = (PersonRow, SourceRecord, PersonName, PersonDetail, Identifier, Relevance)
_SIZES: Final = {
    "postgresql": "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relkind = 'r' "
    "AND starts_with(c.relname, 'lookup_')",
    "sqlite": "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)",
}


def key_of(number: int) -> UUID:
    """The key of a person by number."""
    return UUID(int=_FIRST_KEY + number)


class Ours:
    """The product on one database."""

    name = "Tracker"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._units = Units(make_engine(database.url), Clock())
        self._desks: dict[float, Desk] = {}
        self.load_seconds = self.build_seconds = 0.0
        self.index_bytes = self.names = 0
        self.weights: tuple[Weight, ...] = ()

    # -- loading ----------------------------------------------------------------------------------

    def load(self, register: Iterable[Person]) -> None:
        """Put everybody in, then make the index anew, as `tracker lookup rebuild` does."""
        began = time.perf_counter()
        agency = self._places()
        blanks = {model: _blank(model) for model in _ROWS}
        waiting: dict[type[SQLModel], list[dict[str, Any]]] = {model: [] for model in _ROWS}
        some = iter(register)
        # Piece by piece: of one transaction the log would be as large as the record.
        while piece := list(islice(some, _AT_ONCE)):
            for one in piece:
                self._rows(one, waiting, blanks, agency)
            with self._units.raw("bulk", writes=True) as connection:
                _put(connection, waiting)
        self.load_seconds = time.perf_counter() - began
        self._build()

    def _build(self) -> None:
        before = self._size()
        began = time.perf_counter()
        with self._units.raw("keeper", writes=True) as connection:
            connection.exec_driver_sql("DELETE FROM lookup_name")
            made = rebuild(connection)
        self.build_seconds = time.perf_counter() - began
        with self._units.raw("keeper", writes=True) as connection:
            connection.exec_driver_sql("ANALYZE")
            self.weights = weigh(connection, self._database.path)
        self.names = made.names
        self.index_bytes = self._size() - (before if self._units.dialect == "sqlite" else 0)

    def _size(self) -> int:
        with self._units.raw("keeper") as connection:
            return int(connection.exec_driver_sql(_SIZES[self._units.dialect]).scalar_one() or 0)

    def _places(self) -> UUID:
        """The agency that sent them, the courts, and a small court for each team."""
        agency = Agency(code="BENCH", name="Bench", kind=AgencyKind.POLICE)
        courts = [
            Court(id=_court(number), code=f"B{number:04}", name=f"Court {number}",
                  jurisdiction=Jurisdiction.MAGISTRATES, set_up=True, enabled=True)
            for number in range(COURTS + TEAMS)
        ]  # fmt: skip
        with self._units.raw("bulk", writes=True) as connection:
            for row in (agency, *courts):
                connection.execute(sa.insert(_table(type(row))).values(**row.model_dump()))
        return agency.id

    def _rows(
        self,
        one: Person,
        into: dict[type[SQLModel], list[dict[str, Any]]],
        blanks: dict[type[SQLModel], dict[str, Any]],
        agency: UUID,
    ) -> None:
        """What the record holds of one person."""
        key, now = key_of(one.number), self._units.clock.now()

        def put(model: type[SQLModel], place: int, **values: object) -> None:
            # A key from the person's own: unlike within its table, and the same in every run.
            into[model].append({**blanks[model], "id": UUID(int=key.int + (place << 40)), **values})

        put(PersonRow, 0, public_ref=public_ref(key), created_at=now)
        known = {"link_state": LinkState.AUTO, "decided_at": now}
        put(SourceRecord, 0, agency_id=agency, system="bench", external_id=one.key, person_id=key, **known)
        fact = {"person_id": key, "source_record_id": key, "recorded_at": now}
        spelled: list[tuple[str, str, str, date | None]] = [(one.surname, one.forename, one.middle, None)]
        spelled += [(alias.surname, alias.forename, "", alias.born) for alias in one.aliases]
        for place, (family, given, middle, born) in enumerate(spelled):
            put(
                PersonName, place, kind=NameKind.ALIAS if place else NameKind.PRIMARY, family=family.upper(),
                given=given, middle=middle, family_folded=fold(family), given_folded=fold(given), born_with_it=born,
                **fact,
            )  # fmt: skip
        put(PersonDetail, 0, kind=DetailKind.DATE_OF_BIRTH, value=one.born.isoformat(), **fact)
        put(PersonDetail, 1, kind=DetailKind.SEX, value="male" if one.sex == "M" else "female", **fact)
        put(Identifier, 0, kind=IdentifierKind.PNC, raw=one.pnc, canonical=one.pnc, **fact)
        matters = {"person_id": key, "reason": "listed", "source_id": key, "starts_on": date.min, "ends_on": FOR_EVER}
        for place, court in enumerate((one.court, COURTS + one.team if one.team >= 0 else -1)):
            if court >= 0:
                put(Relevance, place, scope=Scope.COURT, scope_id=_court(court), **matters)

    # -- asking -----------------------------------------------------------------------------------

    def find(self, text: str, limit: int, view: View) -> list[int]:
        """The persons on the page, as the screen would list them."""
        page = self._desk(view).people.find(text, limit=AS_THE_SCREEN)
        people = dict.fromkeys(hit.person for hit in page.hits if hit.person)
        return [person.int - _FIRST_KEY for person in people][:limit]

    def _desk(self, view: View) -> Desk:
        if view.share not in self._desks:
            actor = self._clerk(view)
            if self._units.dialect == "postgresql":
                self._units.admit(actor.audit_session, sign_in(self._units, actor))
            self._desks[view.share] = Desk(self._units, actor)
        return self._desks[view.share]

    def _clerk(self, view: View) -> Actor:
        record = Record(self._units)
        courts = [_court(number) for number in view.courts]
        if view.team is not None:
            courts = [_court(COURTS + view.team)]
        number = list(VIEWS).index(view.share)
        agency = record.agency(f"CLERKS{number}")
        return record.user(f"clerk{number}", agency, Role.CLERK, courts=courts, every_court=not courts)

    def close(self) -> None:
        """The connections."""
        self._units.close()


def _court(number: int) -> UUID:
    return UUID(int=_FIRST_COURT + number)


def _table(model: type[SQLModel]) -> sa.Table:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table


def _blank(model: type[SQLModel]) -> dict[str, Any]:
    """A row of the table's own default values; keys and what must be given are put in for each."""
    found = {}
    for name, one in model.model_fields.items():
        if not one.is_required() and name != "id":
            found[name] = one.get_default(call_default_factory=True)
    return found


def _put(connection: sa.Connection, waiting: dict[type[SQLModel], list[dict[str, Any]]]) -> None:
    for model, rows in waiting.items():
        if rows:
            insert_many(connection, _table(model), rows)
            rows.clear()
