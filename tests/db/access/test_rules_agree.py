"""The pure rules and the criteria made from them give the same answer for the same facts."""

from __future__ import annotations

import random
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import select

from db.access import rules
from db.tables.notes import Note, NoteKey
from db.tables.people import Person
from db.tables.system import AuditChain, Relevance
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Scope
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.record import Record

DRAWS = 60


def _facts(draw: random.Random, scopes: dict[Scope, list], today: date) -> list[rules.RelevanceFact]:  # type: ignore[type-arg]
    facts = []
    for _ in range(draw.randrange(4)):
        scope = draw.choice(list(scopes))
        start = today + timedelta(days=draw.randrange(-3, 3))
        facts.append(
            rules.RelevanceFact(scope, draw.choice(scopes[scope]), start, start + timedelta(days=draw.randrange(3)))
        )
    return facts


def test_rule_and_criterion_agree_on_people(units: Units, record: Record) -> None:
    courts = [record.court(code) for code in ("B01AA", "B02BB")]
    agencies = [record.agency("HMCTS"), record.agency("POL")]
    actors = [
        record.user("clerk", agencies[0], Role.CLERK, courts=courts[:1]),
        record.user("officer", agencies[1], Role.POLICE_OFFICER),
        record.user("demo", agencies[0], Role.CLERK, every_court=True),
        record.user("keeper", agencies[0], Role.ADMINISTRATOR, courts=courts),
    ]
    scopes = {
        Scope.COURT: courts,
        Scope.AGENCY: agencies,
        Scope.USER: [actor.user_id for actor in actors],
        Scope.AREA: [uuid7()],
    }
    draw, today = random.Random(7), record.clock.today()
    people = {}
    for _ in range(DRAWS):
        key = uuid7()
        people[key] = _facts(draw, scopes, today)
        record.put(Person(id=key, public_ref=str(key), created_at=record.clock.now()))
        record.put(
            *(
                Relevance(
                    person_id=key,
                    scope=f.scope,
                    scope_id=f.scope_id,
                    reason="drawn",
                    source_id=uuid7(),
                    starts_on=f.starts_on,
                    ends_on=f.ends_on,
                )
                for f in people[key]
            )
        )
    for actor in actors:
        with units.read(actor) as unit:
            seen = set(unit.session.exec(select(Person.id)).all())
        assert seen == {key for key, facts in people.items() if rules.person(actor, facts).allowed}


def test_rule_and_criterion_agree_on_notes(units: Units, record: Record) -> None:
    court = record.court("B01AA")
    courts, police = record.agency("HMCTS"), record.agency("POL")
    judge_a = record.user("judge a", courts, Role.JUDGE, courts=[court])
    actors = [
        judge_a,
        record.user("judge b", courts, Role.JUDGE, courts=[court]),
        record.user("clerk", courts, Role.CLERK, courts=[court]),
        record.user("officer", police, Role.POLICE_OFFICER, courts=[court]),
        record.user("stranger", police, Role.POLICE_OFFICER),
        record.user("keeper", courts, Role.ADMINISTRATOR, courts=[court]),
    ]
    known = record.person(courts, "NOTED", "Nora")
    record.listing(known, record.case(known, court), court)
    facts = {}
    for author in (judge_a, *actors[1:4]):
        record.put(
            AuditChain(id=author.audit_session, user_id=author.user_id, terminal="test", opened_at=record.clock.now())
        )
        for kind in NoteKind:
            personal = kind is NoteKind.JUDGE_PERSONAL
            note = Note(
                kind=kind,
                person_id=known.person,
                author_id=author.user_id,
                owner_agency_id=author.agency_id,
                body=None if personal else "text",
                sealed=b"sealed" if personal else None,
                written_at=record.clock.now(),
                audit_session=author.audit_session,
            )
            record.put(note)
            holders = {author.user_id} if personal else set()
            if personal:
                record.put(
                    NoteKey(note_id=note.id, holder_id=author.user_id, given_by_id=author.user_id, wrapped=b"key")
                )
            facts[note.id] = rules.NoteFact(kind, author.user_id, author.agency_id, frozenset(holders))
    for actor in actors:
        with units.read(actor) as unit:
            seen = set(unit.session.exec(select(Note.id)).all())
            person = unit.session.get(Person, known.person)
        relevant = _relevant(actor, person is not None)
        assert seen == {key for key, fact in facts.items() if rules.note(actor, fact, relevant).allowed}, actor
        assert relevant.allowed is (actor.user_name not in {"stranger", "keeper"})


def _relevant(actor: Actor, found: bool) -> rules.Decision:
    facts = []
    if found:
        rule = rules.scopes(actor)[0]
        scope_id = next(iter(rule.ids or {uuid7()}))
        facts.append(rules.RelevanceFact(rule.scope, scope_id, actor.today, actor.today))
    return rules.person(actor, facts)


def test_a_file_still_being_read_shows_nobody(units: Units, record: Record) -> None:
    from db.tables.system import FeedBatch
    from db.words.families.exchange import BatchState, FeedFormat

    court, agency = record.court("B01AA"), record.agency("HMCTS")
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    key = uuid7()
    batch = FeedBatch(
        agency_id=agency,
        format=FeedFormat.LIBRA_CASE,
        file_name="a",
        file_hash=b"h",
        taken_at=record.clock.now(),
        taken_by_id=clerk.user_id,
        state=BatchState.OPEN,
    )
    today = record.clock.today()
    record.put(
        Person(id=key, public_ref="P-1", created_at=record.clock.now()),
        batch,
        Relevance(
            person_id=key,
            scope=Scope.COURT,
            scope_id=court,
            reason="listed",
            source_id=uuid7(),
            starts_on=today,
            ends_on=today,
            batch_id=batch.id,
        ),
    )
    with units.read(clerk) as unit:
        assert unit.session.exec(select(Person.id)).all() == []
    table: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).values(state=BatchState.ACCEPTED))
    with units.read(clerk) as unit:
        assert unit.session.exec(select(Person.id)).all() == [key]
