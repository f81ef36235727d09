"""Who may read which row whole, said once more in plain Python: the decisions, and for other tables their sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access import decisions
from db.access.decisions import PersonFact, RecordFact
from db.access.facts import person_fact, record_fact
from db.access.grants import Met
from db.access.rules import sees_cases
from db.access.standing import Standing
from db.tables.base import Reach
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.people import Person, PersonDetail, PersonName, SourceRecord
from db.tables.registry import governance_of, models
from db.tables.sharing import Seal
from db.tables.system import FeedBatch
from db.words.actor import Role
from db.words.families.access import Category, Outcome
from db.words.families.people import DetailKind, NameKind

GOVERNED = {
    model for model in models().values() if governance_of(model).reach not in (Reach.OPEN, Reach.SYSTEM)
}  # fmt: skip
BY_DECISION = (Reach.PERSON, Reach.SELF, Reach.HELD, Reach.NOTE)
WHOLE_AT_SUMMARY = (Person, SourceRecord, Case, DefendantCase, Listing)
_ENOUGH = (Outcome.FULL, Outcome.SUMMARY)


def rows_of(connection: Connection, model: type[SQLModel]) -> dict[UUID, Any]:
    """Every row of a table, whoever may see it."""
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return {row.id: row for row in connection.execute(sa.select(table))}


@dataclass
class Oracle:
    """One reader against all rows of a world."""

    connection: Connection
    standing: Standing
    tables: dict[type[SQLModel], dict[UUID, Any]]

    def __post_init__(self) -> None:
        people = self.tables[Person]
        self.people = {key: person_fact(self.connection, self.standing, key) for key in people}
        self.sealed = {row.case_id: row.court_id for row in self.tables[Seal].values() if row.lifted_at is None}

    def may(self, model: type[SQLModel]) -> set[UUID]:
        """The rows of a table that the reader may have whole."""
        reach = governance_of(model).reach
        if reach in BY_DECISION:
            return self._decided(model)
        return {key for key, row in self.tables[model].items() if getattr(self, f"_{reach.name.lower()}")(model, row)}

    def _decided(self, model: type[SQLModel]) -> set[UUID]:
        found = set()
        for key, row in self.tables[model].items():
            read = record_fact(self.connection, model, key)
            assert read is not None
            fact, person = read
            who = self.people[person] if person else PersonFact(key)
            outcome = decisions.record(self.standing, who, fact).outcome
            enough = _ENOUGH if model in WHOLE_AT_SUMMARY or _in_summary(model, row) else (Outcome.FULL,)
            if outcome in enough:
                found.add(key)
        return found

    # -- cases and hearings: through one of their defendants ------------------------------------------

    def _known(self, person: UUID, *, emergency: bool = False) -> bool:
        who = self.people[person]
        if not decisions.person(self.standing, who).allowed:
            return False
        return emergency or decisions.relevance(self.standing, who).allowed

    def _open(self, case: UUID) -> bool:
        return case not in self.sealed or decisions.reads_seal(self.standing, self.sealed[case])

    def _gives(self, category: Category, owner: UUID | None, enough: Iterable[Outcome]) -> bool:
        return decisions.level(self.standing, RecordFact(category, owner), Met()).outcome in enough

    def _through(self, case: UUID) -> bool:
        youth = decisions.reads_youth(self.standing)
        defendants = [row for row in self.tables[DefendantCase].values() if row.case_id == case]
        return self._open(case) and any(
            self._known(row.person_id) and (youth or row.youth_at_first_hearing is not True) for row in defendants
        )

    def _case_self(self, _: object, row: Any) -> bool:  # noqa: ANN401 - rows of any table
        return self._through(row.id) and self._gives(Category.CASE, None, _ENOUGH)

    def _case(self, _: object, row: Any) -> bool:  # noqa: ANN401
        others = row.other_id is None or self._open(row.other_id)
        return others and self._through(row.case_id) and self._gives(Category.CASE, None, (Outcome.FULL,))

    def _hearing_self(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return self._heard(row.id)

    def _hearing(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return self._heard(row.hearing_id)

    def _heard(self, hearing: UUID) -> bool:
        cases = {key: row.case_id for key, row in self.tables[DefendantCase].items()}
        return self._gives(Category.NEXT_HEARING, None, _ENOUGH) and any(
            self._known(row.person_id, emergency=True) and self._open(cases[row.defendant_case_id])
            for row in self.tables[Listing].values()
            if row.hearing_id == hearing
        )

    def _held_case(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return self._through(row.case_id) and self._gives(Category.VICTIM, row.owner_agency_id, (Outcome.FULL,))

    # -- rows of one user or agency --------------------------------------------------------------------

    @property
    def _me(self) -> Any:  # noqa: ANN401
        return self.standing.actor

    def _own(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return bool(row.user_id == self._me.user_id)

    def _note_key(self, _: object, row: Any) -> bool:  # noqa: ANN401
        held = row.holder_id == self._me.user_id and row.ended_at is None
        return bool(self._me.has(Role.JUDGE) and (held or row.given_by_id == self._me.user_id))

    def _judges(self, _: object, _row: Any) -> bool:  # noqa: ANN401
        return bool(self._me.has(Role.JUDGE, Role.ADMINISTRATOR))

    def _batch(self, model: object, row: Any) -> bool:  # noqa: ANN401
        if model is FeedBatch:
            return bool(self._me.has(Role.ADMINISTRATOR) or row.agency_id == self._me.agency_id)
        batch = self.tables[FeedBatch][row.batch_id]
        return bool(sees_cases(self._me) and batch.agency_id == self._me.agency_id)

    def _agency(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return sees_cases(self._me) and row.owner_agency_id == self._me.agency_id

    def _lead(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return bool(self._me.has(Role.SHARING_LEAD) and row.owner_agency_id == self._me.agency_id)

    def _asked(self, model: object, row: Any) -> bool:  # noqa: ANN401
        return self._lead(model, row) or (row.asked_by_id == self._me.user_id and sees_cases(self._me))

    def _seal(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return sees_cases(self._me) and decisions.reads_seal(self.standing, row.court_id)

    def _emergency(self, _: object, row: Any) -> bool:  # noqa: ANN401
        return bool(row.user_id == self._me.user_id or self._me.has(Role.SUPERVISOR, Role.COURT_MANAGER))


def _in_summary(model: type[SQLModel], row: Any) -> bool:  # noqa: ANN401
    """A name and a sex are whole rows of an identity in summary."""
    return (model is PersonName and row.kind is NameKind.PRIMARY) or (
        model is PersonDetail and row.kind is DetailKind.SEX
    )
