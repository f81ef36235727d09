"""Who reads a note is the policy's answer; a judge's personal one opens for its judge alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.access import decisions, rules
from db.access.facts import person_fact, record_fact
from db.cards.drafts import DraftKind
from db.notes.service import NoteService
from db.notes.unsaved import DraftService
from db.tables.notes import Note, NoteKey
from db.tables.people import Person
from db.words.actor import Role
from db.words.errors import NotFound, Refused
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.note_court import SECRET, Ask, Court, count


def test_the_form_names_person_hearing_and_readers_by_the_rules(court: Court) -> None:
    form = court.notes(court.judge_a).form(court.known.person)

    assert form.person == "SMITH, John"
    assert form.sitting is not None
    assert "Northtown Magistrates' Court, court 01, case 2500123" in form.sitting.words
    assert [choice.kind for choice in form.kinds] == list(rules.writable_note_kinds(court.judge_a))
    assert form.kinds[0].readers == "Will be seen by: only you. Not by: anybody else."
    assert all(choice.seen_by for choice in form.kinds), "the form names readers; the kinds alone do not yet"
    assert not any(choice.seen_by for choice in court.notes(court.clerk).kinds())


def test_who_only_reads_is_told_why_there_is_nothing_to_write(court: Court) -> None:
    form = court.notes(court.usher).form(court.known.person)
    assert (form.kinds, form.refusal) == ((), "Your role reads only.")
    with pytest.raises(Refused):
        court.notes(court.usher).save(court.draft("text"))


def test_a_note_about_somebody_who_is_not_for_me_is_not_found(court: Court) -> None:
    far = court.record.user("far", court.clerk.agency_id, Role.CLERK, courts=[court.record.court("B02YY", "Far")])
    asked: tuple[Ask, ...] = (lambda n: n.form(court.known.person), lambda n: n.save(court.draft("text")))
    for ask in asked:
        with pytest.raises(NotFound):
            ask(court.notes(far))


def test_each_reader_sees_the_notes_that_the_rule_says(court: Court) -> None:
    everybody = (court.judge_a, court.judge_b, court.clerk, court.usher, court.probation)
    saved_ids: list[UUID] = []
    for author in everybody:
        drafts = [court.draft(f"{author.user_name} {kind}", kind) for kind in rules.writable_note_kinds(author)]
        saved_ids += [court.notes(author).save(draft).id for draft in drafts]

    assert len(saved_ids) == 4 + 4 + 3 + 0 + 2
    units = court.record.units
    for reader in everybody:
        shown = court.notes(reader).of_person(court.known.person)
        with units.raw("keeper") as connection:
            standing = units.standing(connection, reader)
            who = person_fact(connection, standing, court.known.person)
            facts = {key: record_fact(connection, Note, key) for key in saved_ids}
        assert {one.id for one in shown} == {
            key for key, fact in facts.items() if fact and decisions.record(standing, who, fact[0]).allowed
        }
        assert all(one.body.endswith(one.kind) and not one.withheld for one in shown)


def test_a_personal_note_is_sealed_and_opens_for_its_judge_alone(court: Court) -> None:
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))

    assert saved.body == SECRET
    assert court.notes(court.judge_a).own_comments(court.known.person)[0].body == SECRET
    for other in (court.judge_b, court.clerk, court.probation):
        assert court.notes(other).of_person(court.known.person) == ()
        assert count(court.record.units, other, NoteKey) == 0
        with pytest.raises(NotFound):
            court.notes(other).open(saved.id)
    without_key = NoteService(court.record.units, court.judge_a).of_person(court.known.person)
    assert [(one.body, bool(one.withheld)) for one in without_key] == [("", True)]


def test_another_judges_key_and_a_moved_note_do_not_open(court: Court) -> None:
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    wrong = NoteService(court.record.units, court.judge_a, judge_key=court.keys[court.judge_b.user_id])
    assert wrong.of_person(court.known.person)[0].body == ""

    other = court.record.person(court.clerk.agency_id, "OTHER", "Person")
    with court.record.units.raw("keeper", writes=True) as connection:
        table: sa.Table = Note.__table__
        connection.execute(sa.update(table).where(table.c.id == saved.id).values(person_id=other.person))
    (moved,) = court.notes(court.judge_a).of_person(other.person)
    assert (moved.body, "another person" in moved.withheld) == ("", True)


def test_a_personal_note_follows_a_person_who_was_merged(court: Court) -> None:
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    kept = court.record.person(court.probation.agency_id, "SMITH", "Johnny")
    with court.record.units.raw("keeper", writes=True) as connection:
        notes: sa.Table = Note.__table__
        people: sa.Table = Person.__table__
        connection.execute(sa.update(notes).where(notes.c.id == saved.id).values(person_id=kept.person))
        connection.execute(
            sa.update(people).where(people.c.id == court.known.person).values(merged_into_id=kept.person)
        )
    assert court.notes(court.judge_a).of_person(kept.person)[0].body == SECRET


def test_a_personal_note_needs_the_judges_key(court: Court) -> None:
    notes = NoteService(court.record.units, court.judge_a)
    assert notes.kinds()[0].why_not
    with pytest.raises(Refused, match="sign-in"):
        notes.save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    assert count(court.record.units, court.judge_a, Note) == 0


def test_no_word_of_a_personal_note_is_in_database_log_of_changes_or_journal(
    court: Court, database: Database, tmp_path: Path
) -> None:
    drafts = DraftService(
        court.record.units, court.judge_a, folder=tmp_path / "drafts", judge_key=court.keys[court.judge_a.user_id]
    )
    draft = court.draft(SECRET, NoteKind.JUDGE_PERSONAL)
    drafts.put(draft)
    saved = court.notes(court.judge_a).save(draft)
    later = replace(court.draft(f"{SECRET} twice", NoteKind.JUDGE_PERSONAL), kind=DraftKind.EDIT, note_id=saved.id)
    drafts.put(later)
    court.notes(court.judge_a).save(later)

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".journal" for path in kept)
    assert all(word.encode() not in path.read_bytes() for path in kept for word in ("Ombersley", "willow"))
    if database.dialect == "postgresql":
        with court.record.units.raw("keeper") as connection:
            names = connection.exec_driver_sql(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            ).scalars()
            for name in list(names):
                rows = connection.exec_driver_sql(f'SELECT t::text FROM "{name}" t').scalars()
                assert not any("Ombersley" in row or b"Ombersley".hex() in row for row in rows), name


def test_own_comments_are_the_judges_own_newest_first_with_the_hearing_date(court: Court) -> None:
    notes = court.notes(court.judge_a)
    notes.save(court.draft("One.", NoteKind.JUDGE_PERSONAL))
    notes.save(court.draft("Two.", NoteKind.SHARED))
    court.notes(court.judge_b).save(court.draft("Not his.", NoteKind.SHARED))

    own = notes.own_comments(court.known.person, [court.case])
    assert [one.body for one in own] == ["Two.", "One."]
    assert {one.hearing_on for one in own} == {court.record.clock.today()}
    assert notes.own_comments(court.known.person, [uuid7()]) == ()
    assert [one.body for one in court.notes(court.judge_b).own_comments(court.known.person)] == ["Not his."]
