"""Answers why somebody gets a record in full, in summary, withheld or not at all: the rule, who set it, since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access import decisions
from db.access.decisions import PersonFact, RecordFact
from db.access.facts import person_fact, record_fact
from db.access.facts_told import (
    RECORDS,
    Rules,
    emergencies_told,
    ours_told,
    person_told,
    record_told,
    rules_told,
)
from db.access.grants import Grant
from db.access.owned import owners_of
from db.access.resolve import resolve
from db.access.rules import Decision
from db.access.standing import Standing
from db.access.told_of import Asked
from db.access.why import Why, why_category, why_record
from db.audit.chain import Act
from db.cards.sharing import Weighed, WhyCard, WhyLine
from db.oversight.persons import asked, nobody
from db.tables.cases import DefendantCase
from db.tables.held import AgencyRecord
from db.tables.places import Agency
from db.tables.registry import governance_of, models
from db.tables.sharing import SharingGrant
from db.tables.users import UserAccount
from db.words.actor import Actor, Role
from db.words.dates import short
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation, Category, Outcome
from db.words.families.notes import NoteKind

if TYPE_CHECKING:
    from db.unit import Units

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_grant: sa.Table = SharingGrant.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_RANK: Final = (Outcome.ABSENT, Outcome.MASKED, Outcome.SUMMARY, Outcome.FULL)


class WhyService:
    """Answers one actor: about oneself, and for administrators, auditors and the owner's lead about others."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def of_person(self, person_id: UUID) -> WhyCard:
        """What this actor gets of the person, category by category. Raises NotFound.

        It tells of rules, and of no record that the file itself does not name, so the file's own audit row stands.
        """
        return self._answer(self._actor.user_name, str(person_id))[0]

    def why(self, user_name: str, record: str) -> WhyCard:
        """Why that user gets what of a person (`P-...` or an id) or of one record (`kind:id`); the asking is audited.

        Raises NotFound for what is not there or not for this actor to ask about, Refused for who may not ask.
        """
        card, act = self._answer(user_name, record)
        with self._units.act(self._actor, act):
            pass
        return card

    def _answer(self, user_name: str, record: str) -> tuple[WhyCard, Act]:
        kind, _, key = record.partition(":")
        units = self._units
        with units.raw("lookup", actor=self._actor) as connection:
            user = self._user(connection, user_name)
            standing = resolve(connection, user, units.clock.now())
            asker = units.standing(connection, self._actor)
            # On PostgreSQL one's own eyes see what decides about oneself; about others the second wall tells.
            told = units.dialect == "postgresql" and user.user_id != self._actor.user_id
            rules = rules_told(connection) if told else None
            if rules is not None:
                standing = replace(rules.of(standing), emergency=emergencies_told(connection, user.user_id))
            answer = _Answer(connection, asker, standing, rules=rules)
            return answer.of_record(kind, key) if key else answer.of_person(record)

    def _user(self, connection: Connection, user_name: str) -> Actor:
        a = _account.c
        wanted = sa.select(a.id, a.user_name, a.display_name, a.agency_id, a.network_classes).where(
            a.user_name == user_name.strip().casefold()
        )
        row = connection.execute(wanted).first()
        mine = row is not None and row.id == self._actor.user_id
        if not mine and not self._actor.has(Role.ADMINISTRATOR, Role.AUDITOR, Role.SHARING_LEAD):
            raise Refused("You may ask about yourself; others are for administrators, auditors and sharing leads.")
        if row is None:
            raise NotFound(f"There is no user '{user_name.strip()}'.", kept="")
        network = self._actor.network_class if mine else (row.network_classes.split() or ["local"])[0]
        nobody: frozenset[UUID] = frozenset()
        return Actor(
            row.id, row.user_name, row.display_name, row.agency_id, frozenset(), nobody, self._units.clock.today(),
            "", self._actor.audit_session if mine else UUID(int=0), network_class=network,
        )  # fmt: skip


class _Answer:
    """One question: who asks, about whom, on one connection."""

    def __init__(
        self, connection: Connection, asker: Standing, standing: Standing, *, rules: Rules | None = None
    ) -> None:
        self._connection = connection
        self._rules = rules
        self._ours: frozenset[Category] | None = None
        self._asker = asker.actor
        self._standing = standing
        self._self = asker.actor.user_id == standing.actor.user_id
        self._keeps_house = not self._self and asker.actor.has(Role.ADMINISTRATOR, Role.AUDITOR)

    def of_person(self, reference: str) -> tuple[WhyCard, Act]:
        """The person, then every category: of whom, how much, why."""
        connection = self._connection
        person = asked(connection, reference, self._asker.agency_id)
        person_id = person.id
        self._insist_person(person, reference)
        fact = self._fact(person_id)
        first = decisions.person(self._standing, fact)
        lines: list[WhyLine] = []
        if first.allowed:
            for category in Category:
                if category is not Category.PERSONAL_NOTE:
                    found = why_category(self._standing, fact, category, self._owners(person_id, category))
                    lines += [self._line(category.label, owner, why) for owner, why in found]
        act = Act(AuditOperation.CONSULTATION, "file.why", "person", person_id, person_id)
        opening = WhyLine("the person", "", first.outcome, first.reason, since=_since(self._standing, fact, first))
        return WhyCard(self._standing.actor.user_name, person.public_ref, opening, tuple(lines)), act

    def of_record(self, kind: str, key: str) -> tuple[WhyCard, Act]:
        """One record of a table or category, by its id: never what it says."""
        try:
            row_id = UUID(key.strip())
        except ValueError:
            raise BadInput(f"'{key}' is no id of a record.") from None
        given = kind.strip()
        kind, what, people = self._named(given, row_id)
        answers = [(fact, why_record(self._standing, fact, what)) for fact in (self._fact(one) for one in people)]
        if not answers:
            raise _not_found()
        fact, why = max(answers, key=lambda each: _RANK.index(each[1].decision.outcome))
        self._insist_record(what, why.decision)
        line = self._line(what.category.label, what.owner, why)
        act = Act(AuditOperation.CONSULTATION, "file.why", kind, row_id, fact.id)
        weighed = tuple(
            Weighed(f"{grant.level.label} for {grant.recipient.label}, {grant.set_by}", wins, said)
            for grant, wins, said in why.weighed
        )
        return WhyCard(self._standing.actor.user_name, f"{given}:{row_id}", line, weighed=weighed), act

    def _fact(self, person_id: UUID) -> PersonFact:
        fact_of = person_fact if self._rules is None else person_told
        return fact_of(self._connection, self._standing, person_id)

    def _named(self, kind: str, row_id: UUID) -> tuple[str, RecordFact, list[UUID]]:
        """Table, record and people of `kind:id`; what was entered by hand is also named by its category.

        A category may have a table of its own besides (`compliance`): the id says which is meant. Raises NotFound.
        """
        model = models().get(kind)
        by_table = model is not None and governance_of(model).reach in RECORDS
        category = next((one for one in Category if one.value == kind), None)
        if not by_table and category is None:
            raise BadInput(
                f"'{kind}' is no kind of record.",
                to_do="Like treatment:ID, report_request:ID, note:ID, as tracker record list prints it.",
            )
        found = self._record(model, row_id) if model is not None and by_table else None
        if found is not None:
            return kind, *found
        found = None if category is None else self._record(AgencyRecord, row_id)
        if found is None or found[0].category is not category:
            raise _not_found()
        return AgencyRecord.__tablename__, *found

    def _record(self, model: type[SQLModel], row_id: UUID) -> tuple[RecordFact, list[UUID]] | None:
        """The record and its people: of a case's record the defendants; None where there is none."""
        if self._rules is not None:
            got = record_told(self._connection, model, row_id)
            what, person_id, defendants = (None, None, []) if got is None else got
        else:
            found = record_fact(self._connection, model, row_id)
            what, person_id = (None, None) if found is None else found
            defendants = [] if person_id is not None or what is None else self._defendants(model, row_id)
        if what is None:
            return None
        return what, [person_id] if person_id is not None else defendants

    def _insist_person(self, person: Asked, reference: str) -> None:
        """Oneself only about people who matter; a lead only about people of whom the agency holds something."""
        if self._keeps_house:
            return
        if self._self:
            known = decisions.person(self._standing, self._fact(person.id)).outcome is not Outcome.ABSENT
        else:
            known = person.owns
        if not known:
            raise nobody(reference)

    def _insist_record(self, what: RecordFact, decision: Decision) -> None:
        """A personal note is there for its holders alone; a lead asks about records of the own agency."""
        if what.note is NoteKind.JUDGE_PERSONAL and self._asker.user_id not in what.holders:
            raise _not_found()
        if self._keeps_house:
            return
        if self._self and decision.outcome is Outcome.ABSENT:
            raise _not_found()
        if not self._self and what.owner != self._asker.agency_id:
            raise _not_found()

    def _owners(self, person_id: UUID, category: Category) -> frozenset[UUID]:
        """Whose records are spoken of: who keeps the house learns of none, a lead of the own agency's alone."""
        if self._keeps_house:
            return frozenset()
        if self._rules is not None:
            self._ours = self._ours if self._ours is not None else ours_told(self._connection, person_id)
            return frozenset({self._asker.agency_id}) if category in self._ours else frozenset()
        rows = self._connection.scalars(owners_of(person_id, category))
        found = frozenset(owner for owner in rows if owner is not None)
        return found if self._self else found & {self._asker.agency_id}

    def _defendants(self, model: type[SQLModel], row_id: UUID) -> list[UUID]:
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        case_id = table.c.case_id if "case_id" in table.c else table.c.id
        wanted = sa.select(_defendant.c.person_id).join(table, case_id == _defendant.c.case_id)
        return list(self._connection.scalars(wanted.where(table.c.id == row_id)))

    def _line(self, what: str, owner: UUID | None, why: Why) -> WhyLine:
        name = ""
        if owner is not None:
            name = self._connection.execute(sa.select(_agency.c.name).where(_agency.c.id == owner)).scalar() or ""
        set_by, since = self._set(why.rule)
        return WhyLine(what, name, why.decision.outcome, why.reason, set_by, since)

    def _set(self, rule: Grant | None) -> tuple[str, str]:
        if rule is None:
            return "", ""
        if self._rules is not None:
            name, moment = self._rules.set_by[rule.id]
            return name, short(moment.date())
        g, a = _grant.c, _account.c
        wanted = sa.select(a.display_name, g.set_at).join(_grant, g.set_by_id == a.id).where(g.id == rule.id)
        row = self._connection.execute(wanted).first()
        return (row.display_name, short(row.set_at.date())) if row else ("", "")


def _since(standing: Standing, fact: PersonFact, decision: Decision) -> str:
    """From which day the person matters to the reader by the way that was found."""
    days = [
        one.starts_on
        for rule in decisions.scopes(standing)
        if rule.reason == decision.reason
        for one in fact.relevances
        if one.scope is rule.scope and (rule.ids is None or one.scope_id in rule.ids)
    ]
    first = min(days, default=date.min)
    return short(first) if first > date.min else ""


def _not_found() -> NotFound:
    return NotFound(
        "There is no such record.",
        kept="",
        to_do="Give it as tracker record list and tracker person show --json name it: kind:id.",
    )
