"""A secret file is ours alone, whole, and really a file; a written one is old or new, never half."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from db.store import private_files
from db.store.private_files import create_private, make_private_folder, read_private, write_private
from db.words.errors import Misconfigured, TryLater


def _secret(path: Path, content: bytes = b"secret", mode: int = 0o600) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_ours_alone_is_read(tmp_path: Path, mode: int) -> None:
    assert read_private(_secret(tmp_path / "f", mode=mode), purpose="key file") == b"secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601, 0o644])
def test_a_file_that_others_may_touch_is_refused_and_the_cure_is_named(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Misconfigured, match=r"chmod 600"):
        read_private(_secret(tmp_path / "f", mode=mode), purpose="key file")


def test_a_link_is_refused_even_to_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(_secret(tmp_path / "f"))

    with pytest.raises(Misconfigured):
        read_private(tmp_path / "link", purpose="key file")


def test_a_folder_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path, tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(Misconfigured, match="not a regular file"):
            read_private(path, purpose="key file")


def test_another_users_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _secret(tmp_path / "f")
    # Only root can give a file away, so we become somebody else instead.
    somebody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)

    with pytest.raises(Misconfigured, match="another user"):
        read_private(tmp_path / "f", purpose="key file")


def test_a_missing_and_an_endless_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no such file"):
        read_private(tmp_path / "none", purpose="key file")
    with pytest.raises(Misconfigured, match="too long"):
        read_private(_secret(tmp_path / "f", b"x" * 101), purpose="key file", most=100)


def test_what_is_written_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_private_folder(tmp_path / "a" / "b")
        write_private(tmp_path / "a" / "b" / "f", b"new")
    finally:
        os.umask(before)

    assert (tmp_path / "a" / "b" / "f").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_a_full_disk_keeps_the_old_file_and_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _secret(tmp_path / "f", b"old")

    def full(descriptor: int, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(private_files, "write_all", full)
    with pytest.raises(TryLater, match="no space left"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_first_of_two_makers_wins(tmp_path: Path) -> None:
    assert create_private(tmp_path / "f", b"first")
    assert not create_private(tmp_path / "f", b"second")
    assert (tmp_path / "f").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_folder_where_a_file_stands_is_said(tmp_path: Path) -> None:
    _secret(tmp_path / "f")
    for folder in (tmp_path / "f", tmp_path / "f" / "below"):
        with pytest.raises(Misconfigured):
            make_private_folder(folder)
