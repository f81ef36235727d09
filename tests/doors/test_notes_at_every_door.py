"""Notes at every door: a judge's personal one is its judge's alone, and no door lets it out of the house."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.accounts.judge_key import make_judge_keys, unwrap
from db.accounts.judges import settle
from db.cards.drafts import Draft
from db.desk import Desk
from db.notes.service import NoteService
from db.tables.notes import Note, NoteKey
from db.words.families.access import Scope
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.case_rows import emergency
from tests.support.cases import Cases
from tests.support.doors import Doors

SECRET = "zqombersley"
HALF = b"h" * 32
JUDGES = ("judge a", "judge b")


@pytest.fixture
def doors(at: Cases) -> Doors:
    """Both judges have keys, and judge A has written about X."""
    found = Doors(at, words=("exworthy", SECRET))
    for name in JUDGES:
        user = at.user[name].user_id
        public, wrapped = make_judge_keys(HALF, user)
        found.keys[name] = unwrap(wrapped, HALF, user, public=public)
    return found


def _write(doors: Doors, name: str, kind: NoteKind, text: str = SECRET) -> None:
    at = doors.at
    draft = Draft(uuid7(), at.x.person, text, at.record.clock.now(), note_kind=kind, case_id=at.case.case)
    NoteService(at.units, at.user[name], judge_key=doors.keys.get(name)).save(draft)


def test_S01_S02_S03_S04_a_personal_note_is_read_by_its_judge_on_the_screen_and_by_nobody_anywhere_else(
    doors: Doors,
) -> None:
    _write(doors, "judge a", NoteKind.JUDGE_PERSONAL)
    texts = doors.all("judge a")
    assert SECRET in texts["file"]
    assert SECRET in texts["bench"]
    assert "only you" in texts["file"]
    for door in ("export", "print", "find", "list", "log", "raw"):
        assert SECRET not in texts[door], door
    for name in ("judge b", "clerk l", "administrator", "usher l", "probation", "auditor"):
        doors.nowhere(name, SECRET, "personal note", "only you")


def test_S04_sql_shows_cipher_and_no_word_of_the_text(doors: Doors) -> None:
    _write(doors, "judge a", NoteKind.JUDGE_PERSONAL)
    with doors.at.units.raw("keeper") as connection:
        for model in (Note, NoteKey):
            rows = connection.execute(sa.select(model.__table__)).all()  # type: ignore[attr-defined]
            assert rows
            assert SECRET not in str([tuple(row) for row in rows])
            assert SECRET.encode() not in b"".join(cell for row in rows for cell in row if isinstance(cell, bytes))


def test_S05_what_was_handed_over_is_marked_and_nothing_else_is_there(doors: Doors) -> None:
    _write(doors, "judge a", NoteKind.JUDGE_PERSONAL)
    _write(doors, "judge a", NoteKind.JUDGE_PERSONAL, text="zqkept")
    at = doors.at
    desk = doors.desk("judge a")
    note = next(one for one in desk.file.read(at.x.person).notes if one.body == SECRET)
    settle(at.units, at.user["judge b"], doors.keys["judge b"])
    desk.handing.give(note.id, at.user["judge b"].user_id)
    shown = doors.said("judge b", "file")
    assert SECRET in shown
    assert f"from {at.user['judge a'].display_name}" in shown
    doors.nowhere("judge b", "zqkept")
    assert SECRET not in doors.said("judge b", "export") + doors.said("judge b", "print")


def test_S06_emergency_access_gives_no_hint_of_a_personal_note(doors: Doors) -> None:
    _write(doors, "judge a", NoteKind.JUDGE_PERSONAL)
    emergency(doors.at, "clerk m")
    assert "EXWORTHY" in doors.said("clerk m", "file")
    doors.nowhere("clerk m", SECRET, "personal", "only you")


def test_S38_who_will_see_a_shared_note_is_who_meets_it_at_the_doors(doors: Doors) -> None:
    at = doors.at
    at.owns("PROB")
    at.relevant(Scope.USER, at.user["defence"].user_id, "defence")
    form = Desk(at.units, at.user["clerk l"]).notes.form(at.x.person)
    told = next(one for one in form.kinds if one.kind is NoteKind.SHARED)
    _write(doors, "clerk l", NoteKind.SHARED)
    readers = {"clerk l": "court staff", "judge a": "judges", "probation": "Probation"}
    others = {"cps": "CPS", "defence": "defence"}
    assert set(readers.values()) <= set(told.seen_by), told
    assert set(others.values()) <= set(told.not_by), told
    for name in readers:
        texts = doors.all(name)
        assert all(SECRET in texts[door] for door in ("file", "show", "export", "print")), name
    for name in others:
        doors.nowhere(name, SECRET)
