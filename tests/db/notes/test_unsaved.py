"""What was typed and never saved is offered to its writer, by name and time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.cards.drafts import DraftKind, FormPlace
from db.notes.unsaved import DraftService
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock
from db.words.errors import NotFound
from db.words.families.notes import NoteKind
from tests.support.note_court import Court


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


def test_a_form_is_offered_by_its_title_and_whom_it_is_about_and_is_no_note(court: Court, tmp_path: Path) -> None:
    drafts = _drafts(court, court.clerk, tmp_path)
    about = FormPlace((("screen", "file.correct"), ("kind", "name")), "Correction", court.known.person)
    nobody = FormPlace((("screen", "scheme.contact"),), "Contacts > New")
    kept = replace(court.draft('{"why": "heard"}'), kind=DraftKind.FORM, form=about)
    drafts.put(kept)
    drafts.put(replace(court.draft('{"name": "x"}'), kind=DraftKind.FORM, form=nobody))

    labels = {one.label.rpartition(" at ")[0] for one in _drafts(court, court.clerk, tmp_path).left()}
    assert labels == {"the form 'Correction' about SMITH, John", "the form 'Contacts > New'"}
    assert drafts.of_person(court.known.person) == ()
    assert drafts.of_form(replace(about, title="Another title")) == kept
    assert drafts.of_form(replace(about, address=(("screen", "file.correct"), ("kind", "born")))) is None
