"""The run's account of itself: what was skipped, by name, and each test's outcome for the promises."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = pytest.StashKey["Ledger"]()


def shared_folder() -> Path | None:
    """The `shared` folder beside the repository or beside a folder above it; None where there is none."""
    for folder in ROOT.parents:
        if (folder / "shared" / "data").is_dir():
            return folder / "shared"
    return None


def _tls_server() -> bool:
    return shutil.which("openssl") is not None and any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


# Marker -> (is it here?, what brings it).
NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "needs_tmux": (lambda: shutil.which("tmux") is not None, "tmux"),
    "needs_pgbouncer": (lambda: shutil.which("pgbouncer") is not None, "pgbouncer"),
    "needs_keyring_daemon": (
        lambda: all(shutil.which(tool) for tool in ("gnome-keyring-daemon", "dbus-run-session")),
        "gnome-keyring and dbus",
    ),
    "needs_faketime": (lambda: shutil.which("faketime") is not None, "faketime"),
    "needs_tls": (_tls_server, "openssl and a PostgreSQL built with TLS"),
    "shared_data": (lambda: shared_folder() is not None, "the folder of real samples"),
}


class Ledger:
    """Counts of one run, kept by the process that prints its summary; a plugin of its own."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.skipped: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Enter one phase of one test; the worst phase counts."""
        if report.outcome == "skipped":
            self.skipped.update([name for name in NEEDS if name in report.keywords] or ["other reasons"])
        if report.when != "call" and report.outcome == "passed":
            return
        if self.outcomes.get(report.nodeid) != "failed":
            self.outcomes[report.nodeid] = report.outcome

    @property
    def not_excused(self) -> int:
        """Skips that a complete machine would not have: all but real samples that are not beside it."""
        excused = self.skipped["shared_data"] if shared_folder() is None else 0
        return self.skipped.total() - excused


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the outcome file and the slow proofs."""
    parser.addoption("--outcomes", type=Path, help="write every test's outcome to this JSON file")
    parser.addoption("--prove", action="store_true", help="run the slow proofs, and nothing else")


def pytest_configure(config: pytest.Config) -> None:
    """Open the ledger."""
    config.stash[KEY] = Ledger()
    config.pluginmanager.register(config.stash[KEY], "tracker-ledger")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine lacks, with its name; set the slow proofs apart."""
    prove = bool(config.getoption("--prove"))
    apart = [item for item in items if (item.get_closest_marker("slow_proof") is not None) is not prove]
    if apart:
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in set(apart)]
    absent = {name: brings for name, (here, brings) in NEEDS.items() if not here()}
    for item in items:
        for name, brings in absent.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{name}: {brings} not found"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the outcomes; where CI asks for completeness, a skip is a failure."""
    config = session.config
    if hasattr(config, "workerinput"):
        return
    ledger = config.stash[KEY]
    if path := config.getoption("--outcomes"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(ledger.outcomes, indent=0, sort_keys=True))
    if os.environ.get("CI") == "true" and ledger.not_excused and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Count by name what did not run."""
    ledger = config.stash[KEY]
    if not ledger.skipped:
        return
    terminalreporter.section("skipped, by name")
    for name, count in sorted(ledger.skipped.items()):
        brings = f" (needs {NEEDS[name][1]})" if name in NEEDS else ""
        terminalreporter.line(f"{name}: {count}{brings}")
    if os.environ.get("CI") == "true" and ledger.not_excused:
        terminalreporter.line(f"CI allows no skip: {ledger.not_excused} not run, so this run has failed", red=True)
