"""The scene of the 38 sharing cases: courts L and M, one person and everything that agencies hold of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel, select

from db.access import decisions
from db.access.decisions import PersonFact
from db.access.facts import person_fact, record_fact
from db.access.relevance import Derived
from db.access.rules import Decision
from db.tables.cases import DefendantCase
from db.tables.places import Area
from db.tables.sharing import SharingGrant
from db.tables.system import AuditChain, Relevance
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Outcome, Purpose, Recipient, Scope
from db.words.families.notes import NoteKind
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind, AreaKind
from db.words.keys import uuid7
from tests.support.record import Known, Record, Tried

AGENCIES = {
    "HMCTS": AgencyKind.COURT, "JUD": AgencyKind.JUDICIARY, "POL": AgencyKind.POLICE, "CPS": AgencyKind.CPS,
    "PROB": AgencyKind.PROBATION, "DRUG": AgencyKind.DRUG, "VOL": AgencyKind.VOLUNTARY, "PRIS": AgencyKind.PRISON,
    "YOT": AgencyKind.YOT, "DEF": AgencyKind.DEFENCE, "BOARD": AgencyKind.BOARD,
}  # fmt: skip
R = TypeVar("R", bound=SQLModel)


@dataclass
class Cases:
    """The scene; X is on the list of court L tomorrow."""

    record: Record
    agency: dict[str, UUID] = field(default_factory=dict)
    area: dict[str, UUID] = field(default_factory=dict)
    user: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        record = self.record
        self.l, self.m = record.court("B01LL", "Ellstead Court"), record.court("B02MM", "Emford Court")
        self.agency = {code: record.agency(code, kind) for code, kind in AGENCIES.items()}
        areas = [Area(code=code, name=code, kind=AreaKind.FORCE) for code in ("LPL", "MER", "BOL")]
        record.put(*areas)
        self.area = {area.code: area.id for area in areas}
        add = self._add
        add("judge a", "JUD", Role.JUDGE, courts=[self.l])
        add("judge b", "JUD", Role.JUDGE, courts=[self.l])
        add("clerk l", "HMCTS", Role.CLERK, courts=[self.l])
        add("clerk m", "HMCTS", Role.CLERK, courts=[self.m])
        add("clerk sealed", "HMCTS", Role.CLERK, Role.SEALED_READ, courts=[self.l])
        add("usher l", "HMCTS", Role.USHER, courts=[self.l])
        add("administrator", "HMCTS", Role.ADMINISTRATOR, courts=[self.l])
        add("auditor", "HMCTS", Role.AUDITOR)
        add("probation", "PROB", Role.PROBATION_OFFICER)
        add("probation far", "PROB", Role.PROBATION_OFFICER)
        add("probation lead", "PROB", Role.PROBATION_MANAGER, Role.SHARING_LEAD)
        add("cps", "CPS", Role.PROSECUTOR, courts=[self.l])
        add("drugs", "DRUG", Role.DRUG_WORKER)
        add("drugs lead", "DRUG", Role.DRUG_WORKER, Role.SHARING_LEAD)
        add("police", "POL", Role.POLICE_OFFICER, courts=[self.l])
        add("defence", "DEF", Role.DEFENCE_LAWYER)
        add("voluntary", "VOL", Role.VOLUNTARY_WORKER)
        add("yot", "YOT", Role.YOT_WORKER)
        add("ppo", "POL", Role.PPO_OFFICER)
        add("board", "BOARD", Role.BOARD_ANALYST)
        add("trainer", "HMCTS", Role.TRAINER)
        self.x = record.person(
            self.agency["HMCTS"], "EXWORTHY", "Xan", born=date(1980, 3, 12), sex="M",
            aliases=[("QUAYLE", "Zed")], identifiers=[(IdentifierKind.CRN, "X123456")],
        )  # fmt: skip
        tomorrow = self.today + timedelta(days=1)
        self.case: Tried = record.case(self.x, self.l, case_no="2600000001", offences=[("TH68001", "Theft of a boat")])
        self.row = record.listing(self.x, self.case, self.l, day=tomorrow)

    @property
    def units(self) -> Units:
        """The units of the scene."""
        return self.record.units

    @property
    def today(self) -> date:
        """The court's day."""
        return self.record.clock.today()

    def _add(self, name: str, agency: str, *roles: Role, courts: list[UUID] | None = None) -> None:
        self.user[name] = self.record.user(name.replace(" ", "-"), self.agency[agency], *roles, courts=courts or ())

    def held(self, model: type[R], owner: str, *, known: Known | None = None, **values: object) -> R:
        """A record that the agency holds of X, or of somebody else."""
        row = model(
            person_id=(known or self.x).person, owner_agency_id=self.agency[owner],
            recorded_at=self.record.clock.now(), **values,
        )  # fmt: skip
        self.record.put(row)
        return row

    def fact(self, model: type[R], *, known: Known | None = None, **values: object) -> R:
        """A fact of the source record of X, or of somebody else."""
        one = known or self.x
        row = model(person_id=one.person, source_record_id=one.record, recorded_at=self.record.clock.now(), **values)
        self.record.put(row)
        return row

    def relevant(
        self, scope: Scope, scope_id: UUID, reason: str, *, known: Known | None = None, until: date | None = None
    ) -> None:
        """Somebody matters to a court, agency, area, team or user from long ago on."""
        one = known or self.x
        end = until or self.today + timedelta(days=400)
        self.record.relevant(
            Derived(one.person, scope, scope_id, reason, uuid7(), self.today - timedelta(days=400), end)
        )

    def owns(self, code: str, known: Known | None = None) -> None:
        """The agency holds a record of the person (R6)."""
        self.relevant(Scope.AGENCY, self.agency[code], "own record", known=known)

    def grant(self, owner: str, category: Category, level: Level, recipient: Recipient, **more: object) -> SharingGrant:
        """A sharing rule of the agency, from today on unless told."""
        values: dict[str, object] = {
            "owner_agency_id": self.agency[owner], "category": category, "level": level, "recipient": recipient,
            "purpose": Purpose.ANY, "starts_on": self.today, "set_by_id": self.user["drugs lead"].user_id,
            "set_at": self.record.clock.now(), **more,
        }  # fmt: skip
        row = SharingGrant(**values)
        self.record.put(row)
        return row

    def chain(self, actor: Actor) -> None:
        """The audit chain of a user, which notes name."""
        table: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]
        with self.units.raw("keeper") as connection:
            found = connection.execute(sa.select(table.c.id).where(table.c.id == actor.audit_session)).first()
        if found is None:
            self.record.put(
                AuditChain(
                    id=actor.audit_session, user_id=actor.user_id, terminal="test",
                    opened_at=self.record.clock.now(),
                )
            )  # fmt: skip

    def youth(self, tried: Tried) -> None:
        """The case belongs to the youth court."""
        self._set(DefendantCase, DefendantCase.id == tried.defendant, youth_at_first_hearing=True)

    def seal(self, tried: Tried) -> None:
        """What sealing does to relevance: the rows that come from the case count for its readers alone."""
        self._set(Relevance, Relevance.source_id == tried.case, sealed=True)

    def _set(self, model: type[SQLModel], where: object, **values: object) -> None:
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        with self.units.raw("bulk", writes=True) as connection:
            connection.execute(sa.update(table).where(where).values(**values))

    # -- what a reader gets ----------------------------------------------------------------------------

    def who(self, name: str, known: Known | None = None) -> Decision:
        """The decision about the person, which a session bears out."""
        actor = self.user[name]
        person = (known or self.x).person
        with self.units.raw("keeper") as connection:
            standing = self.units.standing(connection, actor)
            decided = decisions.person(standing, person_fact(connection, standing, person))
        from db.tables.people import Person

        with self.units.read(actor) as unit:
            found = unit.session.get(Person, person) is not None
        assert found is decided.allowed, (name, decided)
        return decided

    def see(self, name: str, row: SQLModel) -> Outcome:
        """What the reader gets of a row: the rules say it, and guard and summaries bear it out."""
        return self.why(name, row).outcome

    def why(self, name: str, row: SQLModel) -> Decision:
        """The same with its reason."""
        actor, model = self.user[name], type(row)
        key: UUID = row.id  # type: ignore[attr-defined]
        with self.units.raw("keeper") as connection:
            standing = self.units.standing(connection, actor)
            read = record_fact(connection, model, key)
            assert read is not None
            fact, person = read
            who = person_fact(connection, standing, person) if person else PersonFact(key)
            decided = decisions.record(standing, who, fact)
        if person is not None:
            self._bear_out(actor, row, decided, fact, person)
        return decided

    def _bear_out(
        self, actor: Actor, row: SQLModel, decided: Decision, fact: decisions.RecordFact, person: UUID
    ) -> None:
        model, key = type(row), row.id  # type: ignore[attr-defined]
        with self.units.read(actor) as unit:
            whole = unit.session.exec(select(model.id).where(model.id == key)).first() is not None  # type: ignore[attr-defined]
            partly = unit.partly(person)
        assert whole is (decided.outcome is Outcome.FULL), (actor.user_name, decided)
        if self.units.dialect == "postgresql":
            self._bear_out_by_the_wall(actor, model, key, decided)
        if fact.note is NoteKind.JUDGE_PERSONAL or model.__name__ in ("Charge", "Plea"):
            return
        assert (key in {one.row_id for one in partly.summaries}) is (decided.outcome is Outcome.SUMMARY)
        if decided.outcome is Outcome.ABSENT:
            assert key not in {one.row_id for one in partly.summaries}

    def _bear_out_by_the_wall(self, actor: Actor, model: type[SQLModel], key: UUID, decided: Decision) -> None:
        """The same with the guard switched off: row security alone shows no absent row and every full one."""
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        with self.units.raw("lookup", actor=actor) as connection:
            seen = connection.execute(sa.select(table.c.id).where(table.c.id == key)).first() is not None
        if decided.outcome is Outcome.FULL:
            assert seen, (actor.user_name, decided)
        if decided.outcome is Outcome.ABSENT:
            assert not seen, (actor.user_name, decided)
