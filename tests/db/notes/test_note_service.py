"""Notes are saved once, corrected by further rows, withdrawn and undone, and read as the policy says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.access import rules
from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.cards.drafts import Draft, DraftKind
from db.notes.service import NoteService
from db.notes.unsaved import DraftService
from db.store.changes import Touched, Watcher
from db.store.engine import make_engine
from db.tables.notes import Note, NoteDraftRef, NoteKey
from db.tables.people import Person
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.record import Known, Listed, Record

SECRET = "Ombersley willow credit for the early plea"
HALF = b"h" * 32
Ask = Callable[[NoteService], object]


@dataclass
class Court:
    """One court with two judges, a clerk and an usher, a probation user elsewhere, and a defendant listed today."""

    record: Record
    judge_a: Actor
    judge_b: Actor
    clerk: Actor
    usher: Actor
    probation: Actor
    known: Known
    listed: Listed
    case: UUID
    keys: dict[UUID, JudgeKey]

    def notes(self, actor: Actor) -> NoteService:
        return NoteService(self.record.units, actor, judge_key=self.keys.get(actor.user_id))

    def draft(self, text: str, kind: NoteKind = NoteKind.AGENCY, **changes: object) -> Draft:
        now = self.record.clock.now()
        return replace(Draft(uuid7(), self.known.person, text, now, note_kind=kind), **changes)


@pytest.fixture
def court(record: Record) -> Court:
    here = record.court()
    courts = record.agency("HMCTS", name="Courts")
    probation = record.agency("PROB", AgencyKind.PROBATION, name="Probation")
    judges = [record.user(f"judge {name}", courts, Role.JUDGE, courts=[here]) for name in "ab"]
    keys = {}
    for judge in judges:
        public, wrapped = make_judge_keys(HALF, judge.user_id)
        keys[judge.user_id] = unwrap(wrapped, HALF, judge.user_id, public=public)
    known = record.person(probation, "SMITH", "John")
    tried = record.case(known, here, case_no="2500123")
    return Court(
        record,
        *judges,
        record.user("clerk", courts, Role.CLERK, courts=[here]),
        record.user("usher", courts, Role.USHER, courts=[here]),
        record.user("probation", probation, Role.PROBATION_OFFICER),
        known,
        record.listing(known, tried, here),
        tried.case,
        keys,
    )


def _count(units: Units, actor: Actor, model: type) -> int:
    with units.read(actor) as unit:
        return len(unit.session.exec(select(model)).all())


def _actions(units: Units) -> list[str]:
    with units.raw("keeper") as connection:
        table: sa.Table = AuditEvent.__table__
        return list(
            connection.execute(sa.select(table.c.action).order_by(table.c.happened_at, table.c.number)).scalars()
        )


def test_a_note_belongs_to_todays_hearing_and_says_who_wrote_it(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("Bail bundle is on the way.\n\nTwo pages.", NoteKind.HEARING))

    assert (saved.author, saved.agency, saved.edited, saved.own) == ("Clerk", "Courts", False, True)
    assert saved.body == "Bail bundle is on the way.\n\nTwo pages."
    assert (saved.case_id, saved.hearing_day_id) == (court.case, court.listed.day)
    assert saved.hearing_on == court.record.clock.today()
    assert court.notes(court.clerk).of_person(court.known.person) == (saved,)


@pytest.mark.parametrize("which", ["listing", "hearing", "day"])
def test_a_hearing_may_be_named_by_list_row_hearing_or_day(court: Court, which: str) -> None:
    key = getattr(court.listed, which)
    assert court.notes(court.clerk).form(court.known.person, at=key).sitting.hearing_day_id == court.listed.day
    saved = court.notes(court.clerk).save(court.draft("x", NoteKind.HEARING, hearing_id=key))
    assert saved.hearing_day_id == court.listed.day


def test_the_form_names_person_hearing_and_readers_by_the_rules(court: Court) -> None:
    form = court.notes(court.judge_a).form(court.known.person)

    assert form.person == "SMITH, John"
    assert form.sitting is not None
    assert "Northtown Magistrates' Court, court 01, case 2500123" in form.sitting.words
    assert [choice.kind for choice in form.kinds] == list(rules.writable_note_kinds(court.judge_a))
    assert form.kinds[0].readers == "Will be seen by: only you. Not by: anybody else."
    assert all((choice.seen_by, choice.not_by) == rules.readers_of(choice.kind) for choice in form.kinds)


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
    facts: dict[UUID, rules.NoteFact] = {}
    for author in everybody:
        for kind in rules.writable_note_kinds(author):
            saved = court.notes(author).save(court.draft(f"{author.user_name} {kind}", kind))
            holders = frozenset({author.user_id} if kind is NoteKind.JUDGE_PERSONAL else ())
            facts[saved.id] = rules.NoteFact(kind, author.user_id, author.agency_id, holders)
    seen_person = rules.Decision(rules.Outcome.FULL, "listed today")

    assert len(facts) == 4 + 4 + 3 + 0 + 2
    for reader in everybody:
        shown = court.notes(reader).of_person(court.known.person)
        assert {one.id for one in shown} == {
            key for key, fact in facts.items() if rules.note(reader, fact, seen_person).allowed
        }
        assert all(one.body.endswith(one.kind) and not one.withheld for one in shown)


def test_a_personal_note_is_sealed_and_opens_for_its_judge_alone(court: Court) -> None:
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))

    assert saved.body == SECRET
    assert court.notes(court.judge_a).own_comments(court.known.person)[0].body == SECRET
    for other in (court.judge_b, court.clerk, court.probation):
        assert court.notes(other).of_person(court.known.person) == ()
        assert _count(court.record.units, other, NoteKey) == 0
        with pytest.raises(NotFound):
            court.notes(other).open(saved.id)
    without_key = NoteService(court.record.units, court.judge_a).of_person(court.known.person)
    assert [(one.body, bool(one.withheld)) for one in without_key] == [("", True)]


def test_another_judges_key_and_a_moved_note_do_not_open(court: Court) -> None:
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    wrong = NoteService(court.record.units, court.judge_a, judge_key=court.keys[court.judge_b.user_id])
    assert wrong.of_person(court.known.person)[0].body == ""

    other = court.record.person(court.clerk.agency_id, "OTHER", "Person")
    with court.record.units.raw("bulk", writes=True) as connection:
        table: sa.Table = Note.__table__
        connection.execute(sa.update(table).where(table.c.id == saved.id).values(person_id=other.person))
    (moved,) = court.notes(court.judge_a).of_person(other.person)
    assert (moved.body, "another person" in moved.withheld) == ("", True)


def test_a_personal_note_follows_a_person_who_was_merged(court: Court) -> None:
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    kept = court.record.person(court.probation.agency_id, "SMITH", "Johnny")
    with court.record.units.raw("bulk", writes=True) as connection:
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
    assert _count(court.record.units, court.judge_a, Note) == 0


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


def test_a_save_repeated_after_a_lost_answer_adds_nothing(court: Court) -> None:
    for kind in (NoteKind.AGENCY, NoteKind.JUDGE_PERSONAL):
        draft = court.draft("Once only.", kind)
        first = court.notes(court.judge_a).save(draft)
        assert court.notes(court.judge_a).save(draft) == first
    assert _count(court.record.units, court.judge_a, Note) == 2
    assert _count(court.record.units, court.judge_a, NoteDraftRef) == 2
    assert _actions(court.record.units).count("note.save") == 2


def test_a_draft_that_went_on_after_its_save_corrects_what_it_saved(court: Court) -> None:
    draft = court.draft("First half.")
    first = court.notes(court.clerk).save(draft)
    second = court.notes(court.clerk).save(replace(draft, text="First half. Second half."))

    assert court.notes(court.clerk).of_person(court.known.person) == (second,)
    assert second.edited
    assert second.first_written_at == first.written_at


def test_a_change_of_kind_after_a_lost_answer_leaves_no_wider_reader(court: Court) -> None:
    draft = court.draft("Meant for me.", NoteKind.SHARED)
    court.notes(court.judge_a).save(draft)
    court.notes(court.judge_a).save(replace(draft, note_kind=NoteKind.JUDGE_PERSONAL))

    assert court.notes(court.probation).of_person(court.known.person) == ()
    assert [one.kind for one in court.notes(court.judge_a).of_person(court.known.person)] == [NoteKind.JUDGE_PERSONAL]


def test_a_correction_is_a_new_row_that_shows_edited(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Tuesday.", NoteKind.HEARING))
    edit = court.draft("Wednesday.", kind=DraftKind.EDIT, note_id=first.id)
    second = notes.save(edit)

    assert (second.body, second.edited, second.kind) == ("Wednesday.", True, NoteKind.HEARING)
    assert [one.body for one in notes.versions(second.id)] == ["Wednesday.", "Tuesday."]
    assert notes.of_person(court.known.person) == (second,)
    assert _actions(court.record.units)[-2:] == ["note.save", "note.edit"]
    assert notes.of_person(court.known.person, moment=first.written_at)[0].body == "Tuesday."


def test_the_second_of_two_corrections_is_told_and_loses_nothing(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Tuesday."))
    notes.save(court.draft("Wednesday.", kind=DraftKind.EDIT, note_id=first.id))
    mine = court.draft("Thursday.", kind=DraftKind.EDIT, note_id=first.id)
    with pytest.raises(Conflict, match="Compare"):
        notes.save(mine)

    theirs = notes.newest_of(first.id)
    assert theirs is not None
    assert theirs.body == "Wednesday."
    assert notes.save(replace(mine, note_id=theirs.id)).body == "Thursday."
    assert [one.body for one in notes.versions(notes.of_person(court.known.person)[0].id)] == [
        "Thursday.",
        "Wednesday.",
        "Tuesday.",
    ]


def test_nobody_corrects_or_withdraws_anothers_note(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("Mine."))
    asked: tuple[Ask, ...] = (
        lambda n: n.save(court.draft("Not mine.", kind=DraftKind.EDIT, note_id=saved.id)),
        lambda n: n.withdraw(saved.id),
        lambda n: n.undo(saved.id),
    )
    for act in asked:
        with pytest.raises(Refused):
            act(court.notes(court.judge_a))
    assert court.notes(court.clerk).of_person(court.known.person)[0].body == "Mine."


def test_a_withdrawn_note_is_out_of_the_file_and_in_the_audit(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Wrong person."))
    edited = notes.save(court.draft("Still wrong.", kind=DraftKind.EDIT, note_id=first.id))
    notes.withdraw(edited.id)

    assert notes.of_person(court.known.person) == ()
    assert notes.newest_of(first.id) is None
    assert _actions(court.record.units)[-1] == "note.withdraw"
    assert notes.of_person(court.known.person, moment=edited.written_at)[0].body == "Still wrong."
    with pytest.raises(Conflict):
        notes.withdraw(edited.id)


def test_u_undoes_the_correction_first_and_then_the_note(court: Court) -> None:
    notes = court.notes(court.clerk)
    first = notes.save(court.draft("Before."))
    notes.save(court.draft("After.", kind=DraftKind.EDIT, note_id=first.id))

    assert "correction of the agency note" in notes.undo_last(court.known.person).words
    assert [one.body for one in notes.of_person(court.known.person)] == ["Before."]
    assert notes.newest_of(first.id).body == "Before."
    notes.undo_last(court.known.person)
    assert notes.of_person(court.known.person) == ()
    assert _actions(court.record.units)[-2:] == ["note.undo", "note.undo"]
    with pytest.raises(Refused, match="no note"):
        notes.undo_last(court.known.person)


def test_a_note_of_an_earlier_sign_in_is_withdrawn_and_not_undone(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("Yesterday."))
    again = replace(court.clerk, audit_session=uuid7())
    assert court.notes(again).undoable() is None
    with pytest.raises(Refused, match="withdrawn instead"):
        court.notes(again).undo(saved.id)
    court.notes(again).withdraw(saved.id)
    assert court.notes(court.clerk).of_person(court.known.person) == ()


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


def test_a_hearing_note_needs_a_hearing(court: Court) -> None:
    nobody_listed = court.record.person(court.probation.agency_id, "FREE", "Freda")
    clerk = court.record.user("demo clerk", court.probation.agency_id, Role.CLERK)
    with pytest.raises(Refused, match="needs a hearing"):
        court.notes(clerk).save(court.draft("x", NoteKind.HEARING, person_id=nobody_listed.person))


def test_an_empty_or_endless_note_is_not_saved(court: Court) -> None:
    for text in ("", " \n\t ", "x" * 1_000_001):
        with pytest.raises(BadInput):
            court.notes(court.clerk).save(court.draft(text))


def test_a_note_of_a_hundred_thousand_characters_is_whole(court: Court) -> None:
    text = "".join(f"line {number} of a very long report\n" for number in range(4000)).strip()
    assert len(text) > 100_000
    for kind in (NoteKind.SHARED, NoteKind.JUDGE_PERSONAL):
        assert court.notes(court.judge_a).save(court.draft(text, kind)).body == text


def test_hostile_text_is_cleaned_before_it_is_stored(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("a\x1b]52;c;aGk=\x07b\u202ec [/b]\r\nd"))
    assert saved.body == "a]52;c;aGk=bc [/b]\nd"


def test_what_did_not_fit_the_audit_was_not_saved(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Refused("no audit")

    monkeypatch.setattr("db.unit.append", broken)
    with pytest.raises(Refused, match="no audit"):
        court.notes(court.clerk).save(court.draft("text"))
    assert _count(court.record.units, court.clerk, Note) == 0


def test_another_terminal_hears_of_a_note_within_two_seconds(court: Court, database: Database) -> None:
    engine = make_engine(database.url)
    watcher = Watcher(engine)
    watcher.wait(0.1)
    began = time.monotonic()
    saved = court.notes(court.judge_a).save(court.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    heard: list[Touched] = []
    while not any(one.object_id == saved.id for one in heard) and time.monotonic() < began + 2:
        heard += watcher.wait(0.5)
    watcher.close()
    engine.dispose()

    assert [one.person_id for one in heard if one.object_id == saved.id] == [court.known.person]


def test_opening_one_note_is_a_consultation_and_reading_the_file_again_is_not(court: Court) -> None:
    saved = court.notes(court.clerk).save(court.draft("text"))
    before = len(_actions(court.record.units))
    court.notes(court.clerk).of_person(court.known.person)
    court.notes(court.clerk).open(saved.id)
    assert _actions(court.record.units)[before:] == ["note.open"]


def _drafts(court: Court, actor: Actor, folder: Path) -> DraftService:
    return DraftService(court.record.units, actor, folder=folder, judge_key=court.keys.get(actor.user_id))


def test_what_was_left_is_named_by_kind_person_and_time(court: Court, tmp_path: Path) -> None:
    drafts = _drafts(court, court.clerk, tmp_path)
    draft = court.draft("Half a", NoteKind.HEARING)
    drafts.put(draft)

    (left,) = _drafts(court, court.clerk, tmp_path).left()
    local = draft.at.astimezone(court.record.clock.local().tzinfo)
    assert left.label == f"a hearing note about SMITH, John at {local:%H:%M}"
    assert left.draft == draft
    assert drafts.of_person(court.known.person) == (draft,)
    drafts.settle(draft.id)
    assert _drafts(court, court.clerk, tmp_path).left() == ()
    with pytest.raises(NotFound):
        drafts.get(draft.id)


def test_a_draft_whose_save_went_through_is_not_offered(court: Court, tmp_path: Path) -> None:
    drafts = _drafts(court, court.judge_a, tmp_path)
    saved, longer = court.draft("Saved.", NoteKind.JUDGE_PERSONAL), court.draft("Saved.")
    for draft in (saved, longer):
        drafts.put(draft)
        court.notes(court.judge_a).save(draft)
    drafts.put(replace(longer, text="Saved. And more."))

    assert [one.draft.text for one in _drafts(court, court.judge_a, tmp_path).left()] == ["Saved. And more."]


def test_drafts_are_offered_with_the_database_away(court: Court, tmp_path: Path) -> None:
    away = Units(make_engine("postgresql://nobody:x@127.0.0.1:1/none"), Clock())
    drafts = DraftService(away, court.clerk, folder=tmp_path)
    drafts.put(court.draft("Half a"))
    assert [one.label.partition(" at ")[0] for one in drafts.left()] == [
        "an agency note about somebody who cannot be shown now"
    ]
    away.close()


def test_another_users_drafts_are_not_offered(court: Court, tmp_path: Path) -> None:
    _drafts(court, court.clerk, tmp_path).put(court.draft("Mine."))
    assert _drafts(court, court.judge_a, tmp_path).left() == ()
