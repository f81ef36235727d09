"""A demo home for each end-to-end test, copied from one that is made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.demo import DemoHome


@pytest.fixture(scope="session")
def _demo_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "home"
    done = DemoHome(folder, folder.parent).run("demo", "--prepare")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def demo(_demo_made_once: Path, tmp_path: Path) -> DemoHome:
    """A demo home of this test alone."""
    folder = tmp_path / "demo"
    shutil.copytree(_demo_made_once, folder)
    folder.chmod(0o700)
    return DemoHome(folder, tmp_path)
