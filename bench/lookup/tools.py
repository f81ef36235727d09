"""What a user would pick instead, on the same register: a whole answer each, from asking to the rows."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from abc import abstractmethod
from dataclasses import dataclass
from typing import Final, Self

from bench.homes import folder
from bench.lookup.asking import NAME, Question, Typed
from bench.lookup.corrupt import NINE
from bench.lookup.side_by_side import LOOKED_AT, Run
from bench.programs import ENTER, F2, Program, TooSlow, settings

ABSENT: Final = "not installed"
_ID = re.compile(r"^R(\d{8}),", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answered:
    """One tool: milliseconds of each answer and at which place the right person stood; `note` where there is none."""

    name: str
    times: tuple[float, ...] = ()
    ranks: tuple[int, ...] = ()
    note: str = ""
    start: float = 0.0


class Tool:
    """A program that answers a question; entered where it has to be started once."""

    name = ""
    program = ""
    tells = True
    """Whether it shows who was found in a way that can be read here."""
    spent = 0.0
    """Seconds of the last answer where it measures by itself."""

    def __init__(self, done: Run) -> None:
        self.done = done

    @abstractmethod
    def ask(self, typed: Typed) -> list[int]:
        """Persons found."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is kept open."""


class Grep(Tool):
    """Both words in a line of the file, either way round."""

    name, program = "grep, the CSV file", "grep"

    def ask(self, typed: Typed) -> list[int]:
        """The first lines."""
        one, other = typed.words[0], typed.words[-1]
        pattern = f"{one}.*{other}|{other}.*{one}"
        command = ["grep", "-i", "-E", "-m", "40", "-e", pattern, str(self.done.register)]
        found = subprocess.run(command, env=settings(), capture_output=True, text=True, check=False).stdout
        return [int(one) for one in _ID.findall(found)]


class Like(Tool):
    """The command line of SQLite on the table of names."""

    name, program = "sqlite3, LIKE", "sqlite3"

    def ask(self, typed: Typed) -> list[int]:
        """Every row looked at until there are enough."""
        one, other = (word.replace("'", "''") for word in (typed.words[0], typed.words[-1]))
        query = (
            f"SELECT person FROM name WHERE (family LIKE '%{other}%' AND given LIKE '%{one}%') "
            f"OR (family LIKE '%{one}%' AND given LIKE '%{other}%') LIMIT 40"
        )
        command = ["sqlite3", "-readonly", str(self.done.table), query]
        found = subprocess.run(command, env=settings(), capture_output=True, text=True, check=True).stdout
        return list(dict.fromkeys(map(int, found.split())))


class Datasette(Tool):
    """The table page of Datasette as JSON, filtered by two columns, from a server that runs."""

    name, program = "Datasette, filter", "datasette"

    def __enter__(self) -> Self:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        command = ["datasette", "serve", "-i", str(self.done.table), "-h", "127.0.0.1", "-p", str(self._port)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        limits = ["--setting", "sql_time_limit_ms", "60000"]
        self._server = subprocess.Popen([*command, *limits], env=settings(), **quiet)  # type: ignore[call-overload]
        for _ in range(300):
            try:
                self._get("/-/versions.json")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            else:
                return self
        self.__exit__()
        raise TooSlow("Datasette did not start")

    def _get(self, path: str) -> object:
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{path}", timeout=60) as answer:
            return json.loads(answer.read())

    def ask(self, typed: Typed) -> list[int]:
        """Family name and forename as typed."""
        terms = {"family__contains": typed.words[-1], "given__contains": typed.words[0]}
        query = urllib.parse.urlencode({**terms, "_shape": "array", "_size": 40, "_nocount": 1, "_nofacet": 1})
        rows = self._get(f"/{self.done.table.stem}/name.json?{query}")
        return list(dict.fromkeys(int(row["person"]) for row in rows)) if isinstance(rows, list) else []

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(10)


class _OnScreen(Tool):
    """A program in a terminal of 80 by 24: started once, then asked by keys; what is painted is read."""

    command: tuple[str, ...] = ()
    patience = 600.0

    def __enter__(self) -> Self:
        # A home of its own: nothing of the user's settings, and nothing left behind.
        self.screen = Program([*self.command, *self.on()], env={"HOME": str(folder())})
        self.screen.__enter__()
        self.ready()
        return self

    def on(self) -> tuple[str, ...]:
        """What it opens."""
        raise AssertionError(self.name)

    def ready(self) -> None:
        """Wait until it can be asked."""
        raise AssertionError(self.name)

    def timed(self, key: str, wanted: str) -> None:
        """Milliseconds from the key to the painted text."""
        self.spent = self.screen.timed(key, lambda text: re.search(wanted, text) is not None)

    def __exit__(self, *_: object) -> None:
        self.screen.__exit__()


class VisiData(_OnScreen):
    """The file open in VisiData; rows selected by an expression of both names."""

    name, program, command = "VisiData, select rows", "vd", ("vd", "--config", "/dev/null")
    tells = False

    def on(self) -> tuple[str, ...]:
        """The CSV file."""
        return (str(self.done.register),)

    def ready(self) -> None:
        """All rows are in."""
        self.screen.until(lambda text: f"{self.done.options.people} rows" in text.replace(",", ""))
        self.screen.quiet()

    def ask(self, typed: Typed) -> list[int]:
        """`z|`; the status line says how many."""
        for keys in ("gu", "z|", f"'{typed.words[0]}' in forename.lower() and '{typed.words[-1]}' in surname.lower()"):
            self.screen.send(keys)
            self.screen.quiet()
        self.timed(ENTER, r"selected \d+ rows")
        return []


class Harlequin(_OnScreen):
    """A statement typed in Harlequin's editor and run."""

    name, program = "Harlequin, LIKE", "harlequin"
    command = ("harlequin", "--no-download-tzdata", "-a", "sqlite")
    asked = 0

    def on(self) -> tuple[str, ...]:
        """The table of names."""
        return (str(self.done.table),)

    def ready(self) -> None:
        """The editor is painted."""
        self.screen.shows("Query Editor", "Run Query")
        self.screen.quiet(1.0)

    def ask(self, typed: Typed) -> list[int]:
        """A column of its own tells the newest answer from the one before."""
        self.asked += 1
        column = f"q{self.asked}"
        for keys in (F2, "\x0e"):  # to the editor, and a new page of it
            self.screen.send(keys)
            self.screen.quiet()
        self.screen.send(
            f"SELECT person AS {column} FROM name WHERE family LIKE '%{typed.words[-1]}%' "
            f"AND given LIKE '%{typed.words[0]}%' LIMIT 40 "
        )
        self.screen.quiet(0.5)
        self.timed("\n", rf"{column} #|\(0 Records\)")
        lines = self.screen.lines
        top = next((place for place, line in enumerate(lines) if f"{column} #" in line), len(lines))
        return [int(one[1]) for line in lines[top + 1 :] if (one := re.search(r"││ +(\d+) ", line))]


TOOLS: Final[tuple[type[Tool], ...]] = (Grep, Like, Datasette, Harlequin, VisiData)


def beside(done: Run) -> list[Answered]:
    """Each tool asked one question of each of the nine kinds; those that are not there say so."""
    asked = [_first(done, kind) for kind in NINE]
    return [_answered(kind, done, [one for one in asked if one]) for kind in TOOLS]


def _first(done: Run, kind: str) -> Question | None:
    return next((one for one in done.asked[1.0] if one.kind == kind and one.mode == NAME), None)


def _answered(kind: type[Tool], done: Run, asked: list[Question]) -> Answered:
    if shutil.which(kind.program) is None:
        return Answered(kind.name, note=ABSENT)
    times, ranks = [], []
    began = time.perf_counter()
    try:
        with kind(done) as tool:
            start = time.perf_counter() - began
            for one in asked:
                typed = Typed.of(one.text)
                began = time.perf_counter()
                found = tool.ask(typed)
                times.append((tool.spent or time.perf_counter() - began) * 1000)
                if kind.tells:
                    ranks.append(one.rank(found[:LOOKED_AT]))
    except TooSlow as fault:
        return Answered(kind.name, note=str(fault).splitlines()[0])
    return Answered(kind.name, tuple(times), tuple(ranks), start=start)
