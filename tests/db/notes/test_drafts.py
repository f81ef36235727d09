"""What is typed is on the disk at once, opens for its writer alone, and goes when it is saved."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts.judge_key import make_judge_keys, rewrap, unwrap
from db.cards.drafts import Draft, DraftKind, FormPlace
from db.notes.drafts import journal as journal_module
from db.notes.drafts.frames import frame, records
from db.notes.drafts.journal import DraftJournal
from db.notes.drafts.local_key import judge_sealing_key, terminal_key
from db.words.errors import Misconfigured, Refused, TryLater
from db.words.families.notes import NoteKind

USER, PERSON = UUID(int=2), UUID(int=3)
KEY = b"k" * 32
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _draft(text: str, number: int = 1, **changes: object) -> Draft:
    return replace(Draft(UUID(int=number), PERSON, text, NOON), **changes)


def _journal(folder: Path, **given: bytes) -> DraftJournal:
    return DraftJournal(folder, USER, key=given.pop("key", KEY), **given)


def test_a_draft_comes_back_with_everything_the_screen_needs(tmp_path: Path) -> None:
    draft = Draft(
        uuid4(),
        PERSON,
        "first line\nsecond \U0001f994 line",
        NOON,
        kind=DraftKind.EDIT,
        note_kind=NoteKind.HEARING,
        cursor=(1, 7),
        case_id=uuid4(),
        hearing_id=uuid4(),
        note_id=uuid4(),
    )
    _journal(tmp_path).put(draft)

    assert _journal(tmp_path).pending() == [draft]


def test_a_draft_of_a_form_comes_back_with_its_place(tmp_path: Path) -> None:
    form = FormPlace((("screen", "scheme.entry"), ("kind", "change"), ("section", 2)), "Change a registration", PERSON)
    draft = _draft('{"rank": "3"}', kind=DraftKind.FORM, form=form)
    _journal(tmp_path).put(draft)

    (back,) = _journal(tmp_path).pending()
    assert (back, back.form and back.form.title) == (draft, "Change a registration")


def test_the_newest_text_of_a_draft_counts_and_the_newest_draft_comes_first(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.put(_draft("first", 1))
    journal.put(_draft("other", 2, at=NOON + timedelta(minutes=1)))
    journal.put(_draft("first, longer", 1, at=NOON + timedelta(seconds=1)))

    assert [draft.text for draft in _journal(tmp_path).pending()] == ["other", "first, longer"]


def test_a_saved_draft_is_not_offered_and_leaves_the_disk(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.put(_draft("kept", 1))
    journal.put(_draft("saved " * 1000, 2))
    journal.settle(UUID(int=2))

    assert [draft.text for draft in _journal(tmp_path).pending()] == ["kept"]
    assert journal.path.stat().st_size < 1000


def test_an_autosave_after_the_save_brings_nothing_back(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.put(_draft("text"))
    journal.settle(UUID(int=1))
    journal.put(_draft("text, late"))

    assert journal.pending() == []
    assert _journal(tmp_path).pending() == []


def test_a_draft_without_a_word_is_not_offered(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.put(_draft("something"))
    journal.put(_draft(" \n "))

    assert journal.pending() == []


def test_the_file_is_private_and_holds_no_word(tmp_path: Path) -> None:
    journal = _journal(tmp_path / "drafts")
    journal.put(_draft("burglary in Example Street"))

    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert journal.path.parent.stat().st_mode & 0o777 == 0o700
    content = journal.path.read_bytes()
    assert b"burglary" not in content
    assert PERSON.bytes not in content
    assert PERSON.hex.encode() not in content


def test_a_draft_does_not_show_its_text_in_a_log() -> None:
    assert "burglary" not in repr(_draft("burglary"))


def test_another_terminals_or_users_key_opens_nothing_and_destroys_nothing(tmp_path: Path) -> None:
    _journal(tmp_path).put(_draft("mine"))
    stranger = _journal(tmp_path, key=b"x" * 32)
    assert stranger.pending() == []
    assert stranger.unreadable == 1
    stranger.settle(uuid4())

    assert [draft.text for draft in _journal(tmp_path).pending()] == ["mine"]
    other = DraftJournal(tmp_path, UUID(int=9), key=KEY)
    _journal(tmp_path).path.rename(other.path)
    assert other.pending() == []


def test_a_file_cut_anywhere_gives_every_whole_draft_and_takes_new_ones(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    ends = []
    for number in range(1, 4):
        journal.put(_draft(f"draft {number}", number))
        ends.append(journal.path.stat().st_size)
    content = journal.path.read_bytes()
    for cut in range(0, len(content) + 1, 3):
        journal.path.write_bytes(content[:cut] + bytes(cut % 50))
        again = _journal(tmp_path)
        whole = sum(end <= cut for end in ends)
        assert len(again.pending()) == whole
        again.put(_draft("after the cut", 9))
        assert len(_journal(tmp_path).pending()) == whole + 1


@given(st.lists(st.binary(max_size=60), max_size=6), st.binary(max_size=40), st.integers(0, 6))
def test_rubbish_between_two_records_hides_neither(parts: list[bytes], rubbish: bytes, at: int) -> None:
    framed = [frame(part) for part in parts]
    content = b"".join([*framed[:at], rubbish, *framed[at:]])

    assert list(records(content)) == parts


@given(st.binary(max_size=300))
def test_rubbish_alone_is_no_record(content: bytes) -> None:
    assert list(records(content)) == []


def test_25_writers_killed_at_any_moment_lose_nothing_they_were_told_was_kept(tmp_path: Path) -> None:
    helper = Path(__file__).with_name("killed_while_typing.py")
    root = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, str(helper), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    rounds = [tuple(map(int, line.split())) for line in ran.stdout.splitlines()]

    assert len(rounds) == 25
    assert all(kept in (told, told + 1) for told, kept in rounds), rounds


def test_what_a_killed_rewriting_left_beside_the_file_goes_with_the_next(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    left = tmp_path / f".{journal.path.name}.0123456789ab"
    left.write_bytes(b"half a file")
    journal.settle(uuid4())

    assert [path.name for path in tmp_path.iterdir()] == [journal.path.name]


def test_two_programs_of_one_user_lose_nothing_to_each_other(tmp_path: Path) -> None:
    def type_and_save(number: int) -> None:
        journal = _journal(tmp_path)
        for count in range(25):
            journal.put(_draft(f"{number}: {count}", number))
            journal.put(_draft("saved", 100 * number + count))
            journal.settle(UUID(int=100 * number + count))

    writers = [threading.Thread(target=type_and_save, args=(number,)) for number in (1, 2, 3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert {draft.text for draft in _journal(tmp_path).pending()} == {"1: 24", "2: 24", "3: 24"}


def test_hours_of_typing_do_not_fill_the_disk(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    for count in range(150):
        journal.put(_draft(f"{count} " + "x" * 20_000))

    assert journal.path.stat().st_size < 1_100_000
    assert _journal(tmp_path).pending()[0].text.startswith("149 ")


def test_a_full_disk_is_said_and_the_rest_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = _journal(tmp_path)
    journal.put(_draft("before"))

    def half(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(journal_module, "write_all", half)
        with pytest.raises(TryLater, match="no space left") as caught:
            journal.put(_draft("more"))
    assert "on the screen" in caught.value.kept
    assert journal.pending()[0].text == "before"
    journal.put(_draft("space again"))
    assert _journal(tmp_path).pending()[0].text == "space again"


def _judge_key(half: bytes, wrapped: bytes) -> bytes:
    return judge_sealing_key(unwrap(wrapped, half, USER), USER)


def test_a_judges_draft_opens_with_the_judges_key_only(tmp_path: Path) -> None:
    _, wrapped = make_judge_keys(b"h" * 32, USER)
    judge_key = _judge_key(b"h" * 32, wrapped)
    draft = _draft("between us", note_kind=NoteKind.JUDGE_PERSONAL)
    _journal(tmp_path, judge_key=judge_key).put(draft)

    without = _journal(tmp_path)
    assert without.pending() == []
    assert without.unreadable == 1
    assert _journal(tmp_path, judge_key=b"z" * 32).pending() == []
    without.settle(uuid4())
    assert _journal(tmp_path, judge_key=judge_key).pending() == [draft]


def test_a_judges_draft_opens_after_a_change_of_password(tmp_path: Path) -> None:
    _, wrapped = make_judge_keys(b"h" * 32, USER)
    draft = _draft("between us", note_kind=NoteKind.JUDGE_PERSONAL)
    _journal(tmp_path, judge_key=_judge_key(b"h" * 32, wrapped)).put(draft)

    renewed = rewrap(wrapped, old_half=b"h" * 32, new_half=b"n" * 32, user_id=USER)

    assert _journal(tmp_path, judge_key=_judge_key(b"n" * 32, renewed)).pending() == [draft]


def test_a_personal_note_is_never_kept_under_the_terminals_key_alone(tmp_path: Path) -> None:
    journal = _journal(tmp_path)

    with pytest.raises(Refused):
        journal.put(_draft("between us", note_kind=NoteKind.JUDGE_PERSONAL))
    assert not journal.path.exists()


def test_the_terminals_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    key = terminal_key(tmp_path / "drafts")
    path = tmp_path / "drafts" / "terminal.key"

    assert terminal_key(tmp_path / "drafts") == key
    assert len(key) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(Misconfigured, match="chmod 600"):
        terminal_key(tmp_path / "drafts")


def test_a_key_that_was_altered_is_said(tmp_path: Path) -> None:
    (tmp_path / "terminal.key").write_bytes(b"short")
    (tmp_path / "terminal.key").chmod(0o600)

    with pytest.raises(Misconfigured, match="altered"):
        terminal_key(tmp_path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Misconfigured):
        _journal(tmp_path / "file" / "drafts")
