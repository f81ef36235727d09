"""In CI a failure is printed at once: a run that is cut off later has named what was wrong with it."""

from __future__ import annotations

import os

import pytest


class Early:
    """Prints each failing report as it comes; a plugin of its own, in the process that prints the run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The whole of a failure, with what the test printed."""
        if not report.failed:
            return
        terminal: pytest.TerminalReporter | None = self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is None:
            return
        terminal.write_line("")
        terminal.section(f"failed ({report.when}): {report.nodeid}", sep="!")
        for line in (report.longreprtext, *(f"{name}:\n{text}" for name, text in report.sections)):
            terminal.write_line(line)
        terminal.flush()


def pytest_configure(config: pytest.Config) -> None:
    """Only where a run is long and nobody looks on; its workers report to it."""
    if os.environ.get("CI") == "true" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Early(config), "tracker-early")
