"""A judge hands one personal note to one judge: that note opens there, every other stays absent (S05)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.accounts.judges import settle
from db.cards.drafts import DraftKind
from db.notes.handing import HandOverService
from db.tables.notes import Note, NoteKey
from db.tables.system import AuditEvent
from db.tables.users import UserAccount
from db.words.actor import Actor, Role
from db.words.errors import Conflict, NotFound, Refused
from db.words.families.notes import NoteKind
from db.words.families.places import UserState
from tests.support.note_court import HALF, SECRET, Court, count

OTHER = "Another word of the same judge"


@pytest.fixture
def handing(court: Court) -> Court:
    """The court with both judges' public keys in the database, as their sign-ins publish them."""
    for judge in (court.judge_a, court.judge_b):
        settle(court.record.units, judge, court.keys[judge.user_id])
    return court


def signed_in_once(court: Court, actor: Actor) -> Actor:
    """Another judge, whose key is published."""
    settle(court.record.units, actor, _pair(actor))
    return actor


def over(court: Court, actor: Actor) -> HandOverService:
    return HandOverService(court.record.units, actor, judge_key=court.keys.get(actor.user_id))


def texts(court: Court, actor: Actor) -> list[tuple[str, str]]:
    return [(one.body, one.mark) for one in court.notes(actor).of_person(court.known.person)]


def disclosures(court: Court) -> list[tuple[object, ...]]:
    with court.record.units.raw("keeper") as connection:
        table: sa.Table = AuditEvent.__table__
        c = table.c
        rows = connection.execute(
            sa.select(c.operation, c.user_id, c.object_id, c.person_id, c.reason).where(c.action == "note.hand_over")
        )
        return [tuple(row) for row in rows]


def test_the_other_judge_sees_that_one_note_marked_and_none_of_the_others(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL, case_id=handing.case))
    handing.notes(a).save(handing.draft(OTHER, NoteKind.JUDGE_PERSONAL))
    assert texts(handing, b) == []

    over(handing, a).give(given.id, b.user_id)

    assert texts(handing, b) == [(SECRET, "from Judge A")]
    (seen,) = handing.notes(b).own_comments(handing.known.person, [handing.case])
    assert (seen.body, seen.case_id, seen.own) == (SECRET, handing.case, False)
    assert texts(handing, a) == [(OTHER, "only you"), (SECRET, "you and Judge B")]
    assert disclosures(handing) == [
        ("disclosure", a.user_id, given.id, handing.known.person, f"user {b.user_id}"),
    ]
    for other in (handing.clerk, handing.probation, handing.usher):
        assert texts(handing, other) == []
        assert count(handing.record.units, other, NoteKey) == 0


def test_the_form_names_judges_with_a_key_and_who_has_it(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    far = signed_in_once(handing, handing.record.user("judge far", b.agency_id, Role.JUDGE))
    handing.record.user("judge without", b.agency_id, Role.JUDGE)
    gone = signed_in_once(handing, handing.record.user("judge gone", b.agency_id, Role.JUDGE))
    with handing.record.units.raw("keeper", writes=True) as connection:
        table: sa.Table = UserAccount.__table__
        connection.execute(sa.update(table).where(table.c.id == gone.user_id).values(state=UserState.SUSPENDED))
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL))

    form = over(handing, a).form(given.id)
    assert [(one.name, one.here, one.since) for one in form.judges] == [
        ("Judge B", True, None),
        ("Judge Far", False, None),
    ]
    assert (form.person, form.note.body, form.left_out) == ("SMITH, John", SECRET, 0)
    over(handing, a).give(given.id, far.user_id)
    assert [(one.name, bool(one.since)) for one in over(handing, a).form(given.id).judges] == [
        ("Judge Far", True),
        ("Judge B", False),
    ]
    assert [one.id for one in over(handing, a).notes(handing.known.person)] == [given.id]
    assert over(handing, far).notes(handing.known.person) == ()


def test_taken_back_the_key_is_gone_from_the_database_and_the_note_from_the_other_judge(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    over(handing, a).give(given.id, b.user_id)
    with pytest.raises(Conflict):
        over(handing, a).give(given.id, b.user_id)

    over(handing, a).take_back(given.id, b.user_id)

    assert texts(handing, b) == []
    assert texts(handing, a) == [(SECRET, "only you")]
    with handing.record.units.raw("keeper") as connection:
        table: sa.Table = NoteKey.__table__
        wrapped = connection.execute(sa.select(table.c.wrapped).where(table.c.holder_id == b.user_id)).scalars().all()
    assert [bytes(one) for one in wrapped] == [b""]
    for judge in (b, a):
        with pytest.raises(Conflict):
            over(handing, a).take_back(given.id, judge.user_id)

    over(handing, a).give(given.id, b.user_id)
    assert texts(handing, b) == [(SECRET, "from Judge A")]


def test_only_the_judge_who_wrote_it_hands_it_over(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    third = signed_in_once(handing, handing.record.user("judge third", b.agency_id, Role.JUDGE, courts=b.courts))
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    shared = handing.notes(a).save(handing.draft("for all", NoteKind.SHARED))
    with pytest.raises(NotFound):
        over(handing, b).give(given.id, third.user_id)
    over(handing, a).give(given.id, b.user_id)

    with pytest.raises(Refused, match="Only the judge who wrote it"):
        over(handing, b).give(given.id, third.user_id)
    with pytest.raises(Refused):
        over(handing, b).form(given.id)
    with pytest.raises(Refused, match="personal note"):
        over(handing, a).give(shared.id, b.user_id)
    with pytest.raises(Refused, match="your own"):
        over(handing, a).give(given.id, a.user_id)
    with pytest.raises(NotFound):
        over(handing, a).give(given.id, handing.clerk.user_id)
    with pytest.raises(Refused, match="password"):
        HandOverService(handing.record.units, a).give(given.id, third.user_id)


def test_a_key_is_never_written_in_anothers_name_nor_the_own_one_ended(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    over(handing, a).give(given.id, b.user_id)

    def change(actor: Actor, holder: Actor, name: str, value: object) -> None:
        with handing.record.units.act(actor) as unit:
            unit.session.scalars(sa.select(Note)).one()
            key = unit.session.scalars(sa.select(NoteKey).where(col(NoteKey.holder_id) == holder.user_id)).one()
            setattr(key, name, value)
            unit.finish()

    now = handing.record.clock.now()
    with pytest.raises(Refused, match="Not your note"):
        change(b, b, "ended_at", now)
    with pytest.raises(Refused, match="stays"):
        change(a, a, "ended_at", now)
    with pytest.raises(Refused, match="does not change"):
        change(a, b, "holder_id", handing.clerk.user_id)


def test_a_correction_is_the_judges_alone_until_it_is_handed_over_too(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    over(handing, a).give(given.id, b.user_id)
    edit = replace(handing.draft(OTHER, NoteKind.JUDGE_PERSONAL), kind=DraftKind.EDIT, note_id=given.id)
    corrected = handing.notes(a).save(edit)

    assert texts(handing, b) == []
    assert texts(handing, a) == [(OTHER, "only you")]
    with pytest.raises(Conflict):
        over(handing, a).give(given.id, b.user_id)
    over(handing, a).give(corrected.id, b.user_id)
    assert texts(handing, b) == [(OTHER, "from Judge A")]
    handing.notes(a).withdraw(corrected.id)
    assert texts(handing, b) == []


def test_the_other_judge_cannot_correct_withdraw_or_undo_it(handing: Court) -> None:
    a, b = handing.judge_a, handing.judge_b
    given = handing.notes(a).save(handing.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    over(handing, a).give(given.id, b.user_id)
    edit = replace(handing.draft(OTHER, NoteKind.JUDGE_PERSONAL), kind=DraftKind.EDIT, note_id=given.id)
    for try_it in (lambda: handing.notes(b).save(edit), lambda: handing.notes(b).withdraw(given.id)):
        with pytest.raises(Refused):
            try_it()
    assert handing.notes(b).undoable(handing.known.person) is None


def test_three_justices_write_three_private_notes_about_one_defendant(handing: Court) -> None:
    third = handing.record.user("justice c", handing.judge_b.agency_id, Role.JUDGE, courts=handing.judge_b.courts)
    handing.keys[third.user_id] = _pair(third)
    bench = (handing.judge_a, handing.judge_b, third)
    for number, justice in enumerate(bench):
        assert handing.notes(justice).form(handing.known.person).kinds[0].kind is NoteKind.JUDGE_PERSONAL
        handing.notes(justice).save(handing.draft(f"{SECRET} {number}", NoteKind.JUDGE_PERSONAL))
    for number, justice in enumerate(bench):
        assert texts(handing, justice) == [(f"{SECRET} {number}", "only you")]
    assert texts(handing, handing.clerk) == []


def _pair(actor: Actor) -> JudgeKey:
    public, wrapped = make_judge_keys(HALF, actor.user_id)
    return unwrap(wrapped, HALF, actor.user_id, public=public)
