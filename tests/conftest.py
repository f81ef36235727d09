"""What every test may ask for: a fresh database on each engine, a home, the real samples.

Fixtures for databases:

- `database`: a migrated, empty `Database(url, dialect, path)`; the test runs once on SQLite and once on the
  newest PostgreSQL found (`--pg-all`: on every version), and the database is gone afterwards.
- `empty_database`: the same before any migration.
- `engine_url`: `database.url`. `sqlite_url`, `pg_url`: one engine only.
- `other_databases`: a function that makes further migrated databases on the same engine.

`-k sqlite` runs the SQLite half alone.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import postgres
from tests.support.databases import Backend, Database

pytest_plugins = [
    *("tests.support.ledger", "tests.support.early"),
    *("tests.support.record", "tests.support.homes", "tests.support.signed_in"),
]

# A busy machine is not a broken rule.
settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("house")
RUN_DIR = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of engines."""
    parser.addoption("--pg-all", action="store_true", help="run database tests on every PostgreSQL found")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run one folder that all its workers share."""
    handed_down = getattr(config, "workerinput", {}).get("tracker_run_dir")
    config.stash[RUN_DIR] = Path(handed_down or tempfile.mkdtemp(prefix="trk-run-"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell each xdist worker where the run's folder is, and whose end ends the run."""
    workerinput: dict[str, str] = node.workerinput  # type: ignore[attr-defined]
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    workerinput["tracker_run_dir"] = str(config.stash[RUN_DIR])
    workerinput["tracker_owner"] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's servers; only the process that began the run does it."""
    if hasattr(config, "workerinput") or RUN_DIR not in config.stash:
        return
    postgres.stop_all(config.stash[RUN_DIR])
    shutil.rmtree(config.stash[RUN_DIR], ignore_errors=True)


def _versions(config: pytest.Config) -> tuple[postgres.Binaries, ...]:
    found = postgres.installed()
    return found if config.getoption("--pg-all") else found[:1]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a database test once for each engine; without a PostgreSQL its half fails, it is not left out."""
    if not {"backend", "pg_backend"} & set(metafunc.fixturenames):
        return
    versions = _versions(metafunc.config)
    servers = [pytest.param(v, id=v.label) for v in versions] or [pytest.param("none", id="pg-none")]
    if "backend" in metafunc.fixturenames:
        engines = [pytest.param(None, id="sqlite"), *servers]
        metafunc.parametrize("backend", engines, indirect=True, scope="session")
    if "pg_backend" in metafunc.fixturenames:
        metafunc.parametrize("pg_backend", servers, indirect=True, scope="session")


def _backend(request: pytest.FixtureRequest) -> Backend:
    config = request.config
    if request.param == "none":
        pytest.fail("No PostgreSQL found: the test lock brings one (make test), or install the machine's own.")
    owner = int(getattr(config, "workerinput", {}).get("tracker_owner", os.getpid()))
    return Backend(config.stash[RUN_DIR], owner, request.param)


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> Backend:
    """The engine this test runs on; most tests ask for `database` instead."""
    return _backend(request)


@pytest.fixture(scope="session")
def pg_backend(request: pytest.FixtureRequest) -> Backend:
    """PostgreSQL, for tests of what only it has."""
    return _backend(request)


@pytest.fixture(scope="session", autouse=True)
def _rubbish_is_taken_away() -> Iterator[None]:
    """An application sets all it has apart for the life of its process; here hundreds follow one another."""
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield


@pytest.fixture
def database(backend: Backend, tmp_path: Path) -> Iterator[Database]:
    """A fresh, migrated database of this test alone."""
    with backend.migrated(tmp_path) as fresh:
        yield fresh


@pytest.fixture
def empty_database(backend: Backend, tmp_path: Path) -> Iterator[Database]:
    """A fresh database without a table."""
    with backend.empty(tmp_path) as fresh:
        yield fresh


@pytest.fixture
def other_databases(backend: Backend, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """A function that makes one more migrated database on the same engine, as often as it is called."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(backend.migrated(tmp_path))


@pytest.fixture
def engine_url(database: Database) -> str:
    """The address of a fresh, migrated database, on each engine in turn."""
    return database.url


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated SQLite file."""
    with Backend(request.config.stash[RUN_DIR], os.getpid()).migrated(tmp_path) as fresh:
        yield fresh.url


@pytest.fixture
def pg_url(pg_backend: Backend, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database."""
    with pg_backend.migrated(tmp_path) as fresh:
        yield fresh.url


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of real samples beside the repository; for tests marked `shared_data`."""
    from tests.support.ledger import shared_folder as find

    folder = find()
    assert folder is not None, "mark the test shared_data"
    return folder
