"""How `tracker` leaves when what it prints cannot be written."""

from __future__ import annotations

import errno
import io
import subprocess
import sys

import pytest

from tracker_tui.__main__ import main


class Full(io.StringIO):
    """A file on a disk without room: nothing is refused before it has to be written."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    close = flush


def test_a_disk_without_room_for_the_lines_is_one_sentence_and_try_later(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tracker", "--version"])
    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 3
    told = capsys.readouterr().err
    assert told.startswith("tracker: The disk is full: what was printed is not whole. What was saved is saved.")
    assert told.count("\n") == 1


@pytest.mark.parametrize(("closed", "code"), [("<&-", 0), (">&-", 2), ("2>&-", 0), ("<&- >&- 2>&-", 2)])
def test_what_was_closed_before_the_start_is_one_sentence_at_most(closed: str, code: int) -> None:
    line = f'exec "$0" -m tracker_tui --version {closed}'
    said = subprocess.run(["sh", "-c", line, sys.executable], capture_output=True, text=True, check=False)
    assert said.returncode == code, said.stderr
    assert said.stdout.startswith("tracker") == (code == 0)
    assert said.stderr == {
        ">&-": "tracker: Standard output is closed, so nothing could be printed. Nothing was done.\n"
    }.get(closed, "")
