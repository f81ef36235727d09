"""Whatever is saved, corrected, undone and withdrawn, every past moment shows what it showed then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from db.notes.reading import first_written, standing
from db.tables.notes import Note
from db.words.families.notes import NoteKind
from db.words.keys import uuid7

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NOBODY = UUID(int=1)


def _note(at: datetime, before: Note | None = None) -> Note:
    return Note(
        kind=NoteKind.AGENCY,
        person_id=NOBODY,
        author_id=NOBODY,
        owner_agency_id=NOBODY,
        body="text",
        written_at=at,
        audit_session=uuid7(),
        supersedes_id=before.id if before else None,
    )


def _act(rows: dict[UUID, Note], shown: set[UUID], step: tuple[str, int], *, at: datetime) -> set[UUID]:
    """Carry one act out as the service does; gives what a reader sees from now on."""
    verb, pick = step
    if verb == "save" or not shown:
        note = _note(at)
        rows[note.id] = note
        return shown | {note.id}
    note = rows[sorted(shown)[pick % len(shown)]]
    if verb == "edit":
        after = _note(at, note)
        rows[after.id] = after
        note.superseded_at = at
        return shown - {note.id} | {after.id}
    note.withdrawn_at = at
    before = rows.get(note.supersedes_id) if verb == "undo" and note.supersedes_id else None
    if before is None:
        return shown - {note.id}
    before.superseded_at = None
    return shown - {note.id} | {before.id}


steps = st.lists(
    st.tuples(st.sampled_from(("save", "edit", "edit", "undo", "withdraw")), st.integers(0, 9)), max_size=25
)


@given(steps)
def test_every_past_moment_shows_what_it_showed_then(acts: list[tuple[str, int]]) -> None:
    rows: dict[UUID, Note] = {}
    shown: set[UUID] = set()
    seen: list[tuple[datetime, set[UUID]]] = []
    for number, step in enumerate(acts):
        at = NOON + timedelta(minutes=number)
        shown = _act(rows, shown, step, at=at)
        seen.append((at, shown))
    for at, then in seen:
        assert {note.id for note in standing(rows.values(), at)} == then


@given(steps)
def test_the_order_is_by_the_first_version_the_newest_first(acts: list[tuple[str, int]]) -> None:
    rows: dict[UUID, Note] = {}
    shown: set[UUID] = set()
    for number, step in enumerate(acts):
        shown = _act(rows, shown, step, at=NOON + timedelta(minutes=number))
    found = [first_written(note, rows) for note in standing(rows.values(), NOON + timedelta(days=1))]
    assert found == sorted(found, reverse=True)
