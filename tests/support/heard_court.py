"""A court of a few thousand people for the pairs of a heard and a true name: many rows at once, one index."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from bench.lookup.register import people
from db.access.relevance import listed
from db.index.rebuilding import rebuild
from db.people.linking import public_ref
from db.store.many import insert_many
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.people import Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import Relevance
from db.words.actor import Actor, Role
from db.words.families.court import CaseKind, CaseStatus, HearingStatus, Jurisdiction, ListingState
from db.words.families.people import DetailKind, LinkState, NameKind
from db.words.keys import uuid7
from db.words.text import fold
from tests.support.record import Record

PAIRS: Final = Path("tests/samples/heard_pairs.csv")
OTHERS: Final = 3_000
OTHERS_LISTED: Final = 300
_SEED: Final = 811
_BORN: Final = date(1985, 6, 15)

Names = list[tuple[str, str]]
"""(family name, forename), the main one first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A name as it was typed by ear and as it is recorded; both as (family name, forename)."""

    heard: tuple[str, str]
    true: tuple[str, str]

    @property
    def typed(self) -> str:
        """As the clerk types it: no comma says which word is the family name."""
        return f"{self.heard[1]} {self.heard[0]}".lower()


def pairs() -> list[Pair]:
    """The pairs of the list, in its order."""
    with PAIRS.open(encoding="utf-8", newline="") as listed_pairs:
        return [Pair(_name(row["heard"]), _name(row["true"])) for row in csv.DictReader(listed_pairs)]


def _name(text: str) -> tuple[str, str]:
    family, given = text.split(", ")
    return family, given


@dataclass(frozen=True, slots=True)
class HeardCourt:
    """The court with its clerk; `right` is the person of each pair, in the order of the list."""

    clerk: Actor
    right: tuple[UUID, ...]


def heard_court(record: Record, *, listed_today: bool) -> HeardCourt:
    """3,200 people who all matter to one court, the 200 among them; they and 300 others on today's list, or nobody."""
    court, agency = record.court("B01AA"), record.agency("POL")
    wanted = pairs()
    maker = _Maker(record, agency, court, record.room(court))
    right = tuple(maker.person([pair.true], _BORN, today=listed_today) for pair in wanted)
    for number, (names, born) in enumerate(_others()):
        maker.person(names, born, today=listed_today and number < OTHERS_LISTED)
    maker.write()
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])
    return HeardCourt(clerk, right)


def _others() -> Iterator[tuple[Names, date]]:
    for one in people(OTHERS, seed=_SEED):
        yield [(surname, forename) for surname, forename, _ in one.identities], one.born


class _Maker:
    """Collects the rows of people and their hearings, and writes them in one transaction."""

    def __init__(self, record: Record, agency: UUID, court: UUID, room: UUID) -> None:
        self._record = record
        self._agency, self._court, self._room = agency, court, room
        self._today, self._now = record.clock.today(), record.clock.now()
        self._rows: dict[type[SQLModel], list[SQLModel]] = {}

    def _put(self, *rows: SQLModel) -> None:
        for row in rows:
            self._rows.setdefault(type(row), []).append(row)

    def person(self, names: Names, born: date, *, today: bool) -> UUID:
        """One person with names and a date of birth; on today's list or only known here."""
        key = uuid7()
        source = SourceRecord(
            agency_id=self._agency, system="libra", external_id=str(key), person_id=key,
            link_state=LinkState.AUTO, decided_at=self._now,
        )  # fmt: skip
        fact = {"person_id": key, "source_record_id": source.id, "recorded_at": self._now}
        self._put(Person(id=key, public_ref=public_ref(key), created_at=self._now), source)
        for place, (family, given) in enumerate(names):
            kind = NameKind.ALIAS if place else NameKind.PRIMARY
            folded = {"family_folded": fold(family), "given_folded": fold(given)}
            self._put(PersonName(kind=kind, family=family, given=given, **folded, **fact))
        self._put(PersonDetail(kind=DetailKind.DATE_OF_BIRTH, value=born.isoformat(), **fact))
        case = self._listed(fact) if today else uuid7()
        known = listed(key, self._court, case, first_hearing=self._today)
        self._put(Relevance(**{name: getattr(known, name) for name in known.__dataclass_fields__}))
        return key

    def _listed(self, fact: dict[str, object]) -> UUID:
        where = {"court_id": self._court, "jurisdiction": Jurisdiction.MAGISTRATES}
        place = {"court_id": self._court, "room_id": self._room, "sitting_on": self._today, "starts_at": time(10)}
        case = Case(
            natural_key=f"libra:{uuid7()}", kind=CaseKind.PROSECUTION, system="libra", received_at=self._now,
            status=CaseStatus.ACTIVE, **where,
        )  # fmt: skip
        defendant = DefendantCase(case_id=case.id, **fact)
        hearing = Hearing(system="libra", external_id=str(uuid7()), status=HearingStatus.LISTED, **where)
        sitting = HearingDay(hearing_id=hearing.id, **place)
        row = Listing(
            hearing_day_id=sitting.id, hearing_id=hearing.id, defendant_case_id=defendant.id,
            person_id=fact["person_id"], state=ListingState.LISTED, changed_at=self._now, **place,
        )  # fmt: skip
        self._put(case, defendant, hearing, sitting, row)
        return case.id

    def write(self) -> None:
        """Everybody at once, then the index anew."""
        order = (Person, SourceRecord, PersonName, PersonDetail, Case, DefendantCase, Hearing, HearingDay, Listing)
        with self._record.units.raw("bulk", writes=True) as connection:
            for model in (*order, Relevance):
                table: sa.Table = model.__table__  # type: ignore[attr-defined]
                insert_many(connection, table, [row.model_dump() for row in self._rows.get(model, ())])
        self._weigh()
        with self._record.units.raw("keeper", writes=True) as connection:
            rebuild(connection)
        self._weigh()

    def _weigh(self) -> None:
        """Let the planner count the rows, as a server does by itself within the minute."""
        with self._record.units.raw("keeper", writes=True) as connection:
            if self._record.units.dialect == "postgresql":
                connection.exec_driver_sql("SET LOCAL ROLE NONE")  # the keeper owns no table
            connection.exec_driver_sql("ANALYZE")
