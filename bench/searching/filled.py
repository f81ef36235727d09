"""A national record for the power searches: persons with cases and charges, one in a hundred of them registered.

Thirty registered people lie in a partnership and eight partnerships in a force, so that a million persons make forty
forces. A registered person has some twenty charges in five years, a quarter of them across the border of the force;
every eleventh person is in prison. Some cases are restricted and access to some people is limited, so that every
rule of the policy has something to look at. The same number gives the same record. Nobody in it lives.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from bench.lookup.register import Person as Invented
from bench.lookup.register import people
from bench.searching.places import CDRPS, Places, key, put_places
from db.people.linking import public_ref
from db.store.many import as_stored, insert_alike
from db.tables.base import table_of
from db.tables.care import CustodySnapshot
from db.tables.cases import Case, Charge, DefendantCase, Plea, Result, Verdict
from db.tables.held import PpoRegistration
from db.tables.people import Person, PersonDetail, PersonName, SourceRecord
from db.tables.sharing import Seal
from db.tables.system import FOR_EVER, FeedBatch, Relevance
from db.unit import Units
from db.words.clock import LONDON
from db.words.families.access import Scope
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.court import CaseKind, CaseStatus, Jurisdiction
from db.words.families.exchange import BatchState, FeedFormat
from db.words.families.people import DetailKind, LinkState, NameKind
from db.words.families.results import ResultCategory, ResultLevel, ResultState
from db.words.text import fold

ONE_IN: Final = 100
"""One person of so many is registered."""
HELD_ONE_IN: Final = 11
WEEKS: Final = 8
_SEALED_ONE_IN: Final = 20_000
_AT_ONCE: Final = 10_000
_CODES: Final = ("TH68036", "TH68020", "TH68023", "TH68050", "OF61102", "CD71039", "MD71230", "RT88191")
_TITLES: Final = (
    "Burglary dwelling", "Theft from a shop", "Robbery", "Taking a vehicle without consent", "Common assault",
    "Criminal damage", "Possession of a controlled drug", "Driving while disqualified",
)  # fmt: skip
_LATE: Final = (0.02, 0.05, 0.03)
"""Charges without a day, with two days, and without a place, of all."""
_COLUMNS: Final[dict[type[SQLModel], tuple[str, ...]]] = {
    Person: ("id", "public_ref"),
    SourceRecord: ("id", "agency_id", "system", "external_id", "person_id", "last_batch_id"),
    PersonName: ("id", "person_id", "source_record_id", "family", "given", "family_folded", "given_folded"),
    PersonDetail: ("id", "person_id", "source_record_id", "value"),
    Case: ("id", "natural_key", "court_id", "case_no"),
    DefendantCase: ("id", "person_id", "source_record_id", "case_id"),
    Charge: (
        "id", "person_id", "source_record_id", "defendant_case_id", "natural_key", "code", "title", "offence_from",
        "offence_to", "area_id", "charged_on", "convicted_on", "concluded",
    ),
    Plea: ("id", "person_id", "source_record_id", "charge_id", "kind", "pleaded_on"),
    Verdict: ("id", "person_id", "source_record_id", "charge_id", "given_on"),
    Result: (
        "id", "person_id", "source_record_id", "defendant_case_id", "charge_id", "external_id", "label", "ordered_on",
    ),
    CustodySnapshot: (
        "id", "person_id", "source_record_id", "recorded_at", "batch_id", "establishment", "legal_status",
        "conditional_on", "hdced_on",
    ),
    PpoRegistration: ("id", "person_id", "owner_agency_id", "area_id", "nominated_on", "lead"),
    Relevance: ("id", "person_id", "scope", "scope_id", "reason", "source_id"),
    Seal: ("id", "case_id", "court_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """What was filled in."""

    persons: int
    registered: int
    cases: int
    charges: int


class Filler:
    """Puts a record in, some thousand persons at a time."""

    def __init__(self, units: Units, count: int, *, seed: int = 1) -> None:
        self._units = units
        self._count = count
        self._draw = random.Random(seed)
        self._now = units.clock.now()
        self._today = units.clock.today()
        self._plain = units.dialect == "sqlite"
        self._rows: dict[type[SQLModel], list[tuple[Any, ...]]] = {model: [] for model in _COLUMNS}
        self._numbers: dict[type[SQLModel], int] = dict.fromkeys(_COLUMNS, 0)
        self._stored: Callable[[UUID], Any] = lambda one: one
        self.places = Places(max(2 * CDRPS, count // ONE_IN // 31))

    def fill(self) -> Size:
        """Everything; the numbers of what there is now."""
        with self._units.raw("bulk", writes=True) as connection:
            self._stored = as_stored(connection)
            put_places(connection, self.places)
            self._downloads(connection)
        register: Iterator[Invented] = people(self._count, seed=1)
        while piece := list(islice(register, _AT_ONCE)):
            for one in piece:
                self._person(one)
            with self._units.raw("bulk", writes=True) as connection:
                self._put(connection)
        with self._units.raw("keeper", writes=True) as connection:
            connection.exec_driver_sql("ANALYZE")
        of = self._numbers
        return Size(of[Person], of[PpoRegistration], of[Case], of[Charge])

    # -- one person -------------------------------------------------------------------------------

    def _person(self, one: Invented) -> None:
        number, draw = one.number, self._draw
        registered = number % ONE_IN == 0
        home = number // ONE_IN % self.places.partnerships
        force = home // CDRPS if registered else draw.randrange(self.places.forces)
        police = self._of("police", force)
        who = self._of(Person, number)
        record = self._of(SourceRecord, 2 * number)
        fact = (who, record)
        self._add(Person, public_ref(key(Person, number)), at=number)
        self._add(SourceRecord, police, "bench", one.key, who, None, at=2 * number)
        name = (one.surname.upper(), one.forename, fold(one.surname), fold(one.forename))
        self._add(PersonName, *fact, *name)
        self._add(PersonDetail, *fact, one.born.isoformat())
        self._matters(who, Scope.AGENCY, police, "own record", record)
        if registered:
            area = self._of("partnership", home)
            since = self._today - timedelta(days=draw.randint(30, 2_000))
            row = self._add(PpoRegistration, who, police, area, self._day(since), f"PC {one.surname}")
            self._matters(who, Scope.AREA, area, "registered", row)
        for _ in range(8 if registered else 2):
            self._case(fact, home if registered else draw.randrange(self.places.partnerships), often=registered)
        if number % HELD_ONE_IN == 0 or (registered and draw.random() < 0.25):
            self._held(number, who)

    def _case(self, fact: tuple[Any, Any], home: int, *, often: bool) -> None:
        draw = self._draw
        court = self._of("court", home % self.places.courts)
        number = self._numbers[Case]
        case = self._add(Case, f"bench:{number}", court, f"{number:08}")
        place = self._add(DefendantCase, *fact, case)
        self._matters(fact[0], Scope.COURT, court, "listed", case)
        if number % _SEALED_ONE_IN == 1:
            self._add(Seal, case, court)
        days = 1_826 if often else 3_652
        for _ in range(draw.choice((2, 2, 3, 3)) if often else 2):
            self._charge(fact, place, home, self._today - timedelta(days=draw.randint(1, days)))

    def _charge(self, fact: tuple[Any, Any], place: Any, home: int, on: date) -> None:  # noqa: ANN401 - a key
        draw = self._draw
        kind = draw.randrange(len(_CODES))
        chance = draw.random()
        first: date | None = None if chance < _LATE[0] else on
        last = on + timedelta(days=3) if _LATE[0] <= chance < _LATE[1] else first
        away = draw.randrange(self.places.partnerships) if draw.random() < 0.25 else home
        area = None if draw.random() < _LATE[2] else self._of("partnership", away)
        decided = on + timedelta(days=draw.randint(20, 200))
        ended = decided <= self._today and draw.random() < 0.9
        charged = on + timedelta(days=2)
        guilty = ended and draw.random() < 0.8
        # Three in ten convictions stand on the charge, as one feed sends them; a few have no day at all.
        how = draw.random() if guilty else 1.0
        number = self._numbers[Charge]
        charge = self._add(
            Charge, *fact, place, str(number), _CODES[kind], _TITLES[kind], self._day(first), self._day(last), area,
            self._day(charged), self._day(decided) if how < 0.3 else None, ended,
        )  # fmt: skip
        if 0.3 <= how < 0.9:
            self._add(Plea, *fact, charge, PleaKind.GUILTY.value, self._day(decided))
        elif 0.9 <= how < 0.995:
            self._add(Plea, *fact, charge, PleaKind.NOT_GUILTY.value, self._day(charged))
            self._add(Verdict, *fact, charge, self._day(decided))
        if ended:
            label = "Imprisonment" if guilty else draw.choice(("Withdrawn", "Dismissed"))
            sentenced = decided + timedelta(days=draw.choice((0, 0, 21))) if guilty else decided
            self._add(Result, *fact, place, charge, f"{number}-1", label, self._day(min(sentenced, self._today)))

    def _held(self, number: int, who: Any) -> None:  # noqa: ANN401 - a key
        draw = self._draw
        week = draw.randrange(WEEKS)
        last = self._of("batch", WEEKS - 1 if draw.random() < 0.95 else draw.randrange(week, WEEKS))
        record = self._add(
            SourceRecord, self._of("prisons", 0), "prison", f"A{number:07}", who, last, at=2 * number + 1
        )
        self._matters(who, Scope.AGENCY, self._of("prisons", 0), "own record", record)
        remand = draw.random() < 0.15
        release = None if remand else self._today + timedelta(days=draw.randint(-3, 900))
        eligible = None if release is None or draw.random() < 0.6 else release - timedelta(days=90)
        at = self._moment(self._noon(week))
        self._add(
            CustodySnapshot, who, record, at, self._of("batch", week), draw.choice(("Altcourse", "Preston", "Styal")),
            "REMAND" if remand else "SENTENCED", self._day(release), self._day(eligible),
        )  # fmt: skip

    def _matters(self, who: Any, scope: Scope, whose: Any, reason: str, source: Any) -> None:  # noqa: ANN401 - keys
        self._add(Relevance, who, scope.value, whose, reason, source)

    # -- writing ----------------------------------------------------------------------------------

    def _downloads(self, connection: sa.Connection) -> None:
        table, blank = table_of(FeedBatch), _blank(FeedBatch)
        for week in range(WEEKS):
            at = self._noon(week)
            row = {
                **blank, "id": key("batch", week), "agency_id": key("prisons", 0), "format": FeedFormat.PRISONER_CSV,
                "file_name": f"{week}.csv", "file_hash": bytes([week]), "taken_at": at, "finished_at": at,
                "taken_by_id": key("user", 0), "read": 90_000, "held": 90_000, "state": BatchState.ACCEPTED,
            }  # fmt: skip
            connection.execute(sa.insert(table).values(**row))

    def _noon(self, week: int) -> datetime:
        return datetime.combine(self._today - timedelta(days=7 * (WEEKS - 1 - week) + 1), time(12), LONDON)

    def _put(self, connection: sa.Connection) -> None:
        """Every row that waits, parents before children, with what all rows of a table have in common."""
        common = self._common()
        for model, rows in self._rows.items():
            if rows:
                alike = {**_blank(model), **common.get(model, {})}
                names = _COLUMNS[model]
                fixed = {name: value for name, value in alike.items() if name not in names}
                insert_alike(connection, table_of(model), names, rows, alike=fixed)
                rows.clear()

    def _common(self) -> dict[type[SQLModel], dict[str, Any]]:
        seen = {"recorded_at": self._now}
        for_ever = {"starts_on": date.min, "ends_on": FOR_EVER}
        return {
            Person: {"created_at": self._now},
            SourceRecord: {"link_state": LinkState.AUTO, "decided_at": self._now},
            PersonName: {**seen, "kind": NameKind.PRIMARY},
            PersonDetail: {**seen, "kind": DetailKind.DATE_OF_BIRTH},
            Case: {
                "kind": CaseKind.PROSECUTION, "system": "bench", "jurisdiction": Jurisdiction.MAGISTRATES,
                "received_at": self._now, "status": CaseStatus.ACTIVE,
            },
            DefendantCase: seen, Charge: seen, Plea: seen, PpoRegistration: seen,
            Verdict: {**seen, "category": VerdictCategory.GUILTY},
            Result: {
                **seen, "level": ResultLevel.CHARGE, "state": ResultState.SHARED, "category": ResultCategory.FINAL,
            },
            CustodySnapshot: {
                "status": "ACTIVE IN", "in_out": "IN", "recall": False, "indeterminate": False,
                "restricted_patient": False,
            },
            Relevance: for_ever,
            Seal: {"set_at": self._now, "set_by_id": key("user", 0), "reason": "invented"},
        }  # fmt: skip

    def _add(self, model: type[SQLModel], *values: Any, at: int | None = None) -> Any:  # noqa: ANN401 - columns, a key
        """A row with the next key of its table, or the key `at`; the key as the driver takes it."""
        number = self._numbers[model] if at is None else at
        self._numbers[model] += 1
        made = self._of(model, number)
        self._rows[model].append((made, *values))
        return made

    def _of(self, what: type[SQLModel] | str, number: int) -> Any:  # noqa: ANN401 - a key as the driver takes it
        return self._stored(key(what, number))

    def _day(self, day: date | None) -> Any:  # noqa: ANN401 - a day as the driver takes it
        return day.isoformat() if day is not None and self._plain else day

    def _moment(self, at: datetime) -> Any:  # noqa: ANN401 - a moment as the driver takes it
        utc = at.astimezone(UTC)
        return utc.strftime("%Y-%m-%d %H:%M:%S.%f") if self._plain else utc


def _blank(model: type[SQLModel]) -> dict[str, Any]:
    """A row of the table's own default values."""
    found = {}
    for name, one in model.model_fields.items():
        if not one.is_required() and name != "id":
            found[name] = one.get_default(call_default_factory=True)
    return found
