"""How long `tracker` takes to begin: first paint, help, commands without and with a row, each beside its floor.

`python -m bench.start [--rounds 9]` makes a demo home and prints medians with their ratios, taken in turn in
one run, so that a busy machine weighs on both sides alike. Budgets: issue 2, section 6.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BARE_APP = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("User name")
Bare().run()
"""
# What a one-row command cannot do without: Typer, SQLModel, as many mapped tables, one row.
BARE_ROW = """
import sys
import typer
import sqlmodel
from sqlalchemy.orm import configure_mappers
from db.store.engine import make_engine
from db.tables.registry import models
from db.tables.users import UserAccount
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
@app.command()
def one(path: str) -> None:
    models()
    configure_mappers()
    with sqlmodel.Session(make_engine(f"sqlite:///{path}")) as session:
        print(session.exec(sqlmodel.select(UserAccount).limit(1)).first().user_name)
app(sys.argv[1:])
"""


@dataclass(frozen=True)
class Budget:
    """A command, its floor, and how many times the floor it may take."""

    name: str
    command: Sequence[str]
    floor: Sequence[str]
    at_most: float
    wanted: str = ""


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {"LANG": "C.UTF-8", **kept, "HOME": str(home), "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}


def ran(command: Sequence[str], home: Path) -> float:
    """Milliseconds of wall time until the command has ended well."""
    began = time.perf_counter()
    subprocess.run(command, env=_environment(home), cwd=home, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def painted(command: Sequence[str], home: Path, wanted: str) -> float:
    """Milliseconds until the text stands on a terminal of 80x24; the program is killed then."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    began = time.perf_counter()
    program = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=_environment(home), cwd=home, start_new_session=True
    )
    os.close(slave)
    seen = b""
    while wanted.encode() not in seen:
        if not select.select([master], [], [], 30)[0]:
            raise SystemExit(f"{wanted!r} was not painted")
        seen += os.read(master, 65536)
    took = (time.perf_counter() - began) * 1000
    program.send_signal(signal.SIGKILL)
    program.wait()
    os.close(master)
    return took


def budgets(home: Path) -> list[Budget]:
    """The figures of issue 2, section 6, that are about starting."""
    python = sys.executable
    tracker, nothing = [python, "-m", "tracker_tui"], [python, "-c", "pass"]
    row = [python, "-c", BARE_ROW, str(home / "demo.db")]
    return [
        Budget(
            "first paint, tracker --home", [*tracker, "--home", str(home)], [python, "-c", BARE_APP], 1.2, "User name"
        ),
        Budget("tracker --help", [*tracker, "--help"], nothing, 7),
        Budget("no row: tracker --version", [*tracker, "--version"], nothing, 18),
        Budget("no row: tracker completion bash", [*tracker, "completion", "bash"], nothing, 18),
        Budget(
            "one row: tracker court list --json", [*tracker, "--home", str(home), "court", "list", "--json"], row, 1.15
        ),
    ]


def main() -> int:
    """Print the table; exit 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        ran([sys.executable, "-m", "tracker_tui", "demo", "--home", str(home), "--prepare"], Path(folder))
        print(f"{'what':<38}{'ms':>8}{'floor ms':>10}{'ratio':>8}{'budget':>8}")
        for budget in budgets(home):
            pairs = [_pair(budget, Path(folder)) for _ in range(rounds)]
            ours, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
            ratio = statistics.median(one / other for one, other in pairs)
            missed += ratio > budget.at_most
            print(f"{budget.name:<38}{ours:>8.0f}{floor:>10.0f}{ratio:>7.2f}x{budget.at_most:>7.2f}x")
    return 1 if missed else 0


def _pair(budget: Budget, folder: Path) -> tuple[float, float]:
    if budget.wanted:
        return painted(budget.command, folder, budget.wanted), painted(budget.floor, folder, budget.wanted)
    return ran(budget.command, folder), ran(budget.floor, folder)


if __name__ == "__main__":
    sys.exit(main())
