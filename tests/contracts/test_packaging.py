"""What is installed: one wheel of three packages, bounded dependencies, locks that pin everything by hash."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.support.source import PRODUCT, ROOT, tracked

LOCKS = ("run", "test", "build")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _requirements(project: dict[str, Any]) -> list[Requirement]:
    listed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in (
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ):
        listed += extra
    return [Requirement(line) for line in listed]


def test_every_dependency_has_an_upper_bound(project: dict[str, Any]) -> None:
    unbounded = [
        r.name
        for r in _requirements(project)
        # Time zones are facts that change by the month, and the package has no interface to break.
        if r.name not in {"tracker-court", "tzdata"} and not any(s.operator in {"<", "=="} for s in r.specifier)
    ]
    assert not unbounded, unbounded


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_everything_by_hash_and_names_no_index(name: str) -> None:
    text = (ROOT / "ci" / "locks" / f"{name}.txt").read_text("utf-8")
    assert not re.search(r"://|^-", text, re.MULTILINE)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if entry.startswith("#"):
            continue
        assert re.match(r"[a-z0-9.\[\]-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "ci" / "locks" / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def test_the_tests_run_on_the_versions_that_are_shipped() -> None:
    shipped, tested = _pins("run"), _pins("test")
    assert shipped.items() <= tested.items()


def test_the_locks_answer_the_requirements(project: dict[str, Any]) -> None:
    pins = _pins("test") | _pins("build")
    for requirement in _requirements(project):
        if requirement.name != "tracker-court":
            assert requirement.specifier.contains(pins[requirement.name.lower()]), requirement


def test_the_wheel_holds_the_three_packages_and_what_they_read(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.as_posix() for path in tracked() if path.parts[0] in PRODUCT and path.name != ".gitignore"}
    assert wanted <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == set(PRODUCT)
