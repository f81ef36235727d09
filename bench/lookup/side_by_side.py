"""All engines over the same questions, taking turns in random order: times, and at which place the right one stood."""

from __future__ import annotations

import csv
import gc
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.homes import folder
from bench.lookup.asking import NAME, VIEWS, Pool, Question, View, keystrokes, questions
from bench.lookup.options import Options
from bench.lookup.ours import Ours
from bench.lookup.peers import BTree, Engine, FtsPlain, FtsRanked, Metaphone, Names, Trigram
from bench.lookup.register import HEADER, Person, people, row_of
from bench.lookup.scan import Scan
from bench.lookup.trigrams import PgTrgm
from bench.lookup.weight import Weight
from tests.support import postgres
from tests.support.databases import Backend, Database

LOOKED_AT = 10
_WARM = 24


@dataclass
class Taken:
    """What one engine did for one view: milliseconds by question, and the place of the right answer (0: not there)."""

    done: dict[int, float] = field(default_factory=dict)
    keys: dict[int, float] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    spent: float = 0.0
    memory: float = 0.0

    def recall(self, asked: Sequence[Question], top: int, *, mode: str, kinds: Sequence[str]) -> float | None:
        """The mean over the kinds of the share found in the first `top`; None where nothing was asked."""
        by_kind: dict[str, list[bool]] = defaultdict(list)
        for place, rank in self.ranks.items():
            if asked[place].mode == mode and asked[place].kind in kinds:
                by_kind[asked[place].kind].append(0 < rank <= top)
        shares = [sum(found) / len(found) for found in by_kind.values()]
        return sum(shares) / len(shares) if shares else None


@dataclass
class Built:
    """An engine and what it took to make."""

    engine: Engine
    seconds: float
    index_bytes: int


@dataclass
class Run:
    """A whole run: engines by name, and for each view the questions and what each engine did."""

    options: Options
    names: int
    register: Path
    table: Path
    built: dict[str, Built] = field(default_factory=dict)
    asked: dict[float, list[Question]] = field(default_factory=dict)
    taken: dict[float, dict[str, Taken]] = field(default_factory=dict)
    load_seconds: float = 0.0
    weights: tuple[Weight, ...] = ()
    machine: str = ""


@contextmanager
def run(options: Options, database: Database | None = None) -> Iterator[Run]:
    """Make the register and every engine, ask, and leave the files for the tools until it is left.

    Tracker gets an empty database of its own, or this one.
    """
    place = folder()
    with ExitStack() as stack:
        servers = postgres.installed()[:1] if options.servers else ()
        if servers:
            stack.callback(postgres.stop_all, place)
        server = Backend(place, os.getpid(), servers[0]) if servers else None
        if database is None:
            if options.engine == "postgresql" and server is None:
                raise SystemExit("no PostgreSQL was found for --engine postgresql")
            home = server if server and options.engine == "postgresql" else Backend(place, os.getpid())
            database = stack.enter_context(home.migrated(place))
        names = Names(place / "names.db")
        stack.callback(names.close)
        ours = Ours(database)
        stack.callback(ours.close)
        pools = {share: Pool(VIEWS[share], random.Random(options.seed)) for share in options.shares}
        ours.load(_passing(options, place / "people.csv", names, pools))
        done = Run(options, names.rows, place / "people.csv", names.path, load_seconds=ours.load_seconds)
        done.weights = ours.weights
        _note(done, ours)
        peers = (BTree,) if options.floor_only else (BTree, FtsPlain, FtsRanked, Trigram, Metaphone, Scan)
        for kind in peers:
            _note(done, kind(names))
        if server and not options.floor_only:
            trigrams = PgTrgm(names, stack.enter_context(server.empty(place)).url)
            stack.callback(trigrams.close)
            _note(done, trigrams)
        for pool in pools.values():
            _ask(done, pool, names)
        done.machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        yield done


def _passing(options: Options, path: Path, names: Names, pools: dict[float, Pool]) -> Iterator[Person]:
    """The register as it goes by: written, put in the peers' table, drawn from."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(HEADER)
        for one in people(options.people, seed=options.seed):
            writer.writerow(row_of(one))
            names.add(one)
            for pool in pools.values():
                pool.meet(one)
            yield one
    names.done()


def _note(done: Run, engine: Engine) -> None:
    done.built[engine.name] = Built(engine, engine.build_seconds, engine.index_bytes)


def _ask(done: Run, pool: Pool, names: Names) -> None:
    """One view: warm each engine by itself, then whole questions, then keys, engines in random order each time."""
    options, view = done.options, pool.view
    # Of a small view fewer are asked, as there are few to ask for.
    each = options.each if view.share == 1.0 else max(3, options.each // 3)
    asked = questions(pool, names.bearers, each=each, seed=options.seed)
    done.asked[view.share] = asked
    done.taken[view.share] = {name: Taken() for name in done.built}
    if not asked:
        return
    _warm(done, questions(pool, names.bearers, each=3, seed=options.seed + 1)[:_WARM], view)
    order = random.Random(options.seed)
    typed = [one.text for one in asked if one.mode == NAME][: options.streams]
    gc.collect()
    gc.freeze()
    for place, one in enumerate(asked):
        for name in _shuffled(done, view, order, options.budget):
            taken = done.taken[view.share][name]
            found, taken.done[place] = _timed(done, name, one.text, view)
            taken.ranks[place] = one.rank(found)
    for place, text in enumerate(text for whole in typed for text in keystrokes(whole)):
        for name in _shuffled(done, view, order, 1.5 * options.budget):
            _, done.taken[view.share][name].keys[place] = _timed(done, name, text, view)
    gc.unfreeze()


def _warm(done: Run, some: Sequence[Question], view: View) -> None:
    for name, built in done.built.items():
        gc.collect()
        before, began = _resident(), time.perf_counter()
        for one in some:
            built.engine.find(one.text, LOOKED_AT, view)
            if time.perf_counter() - began > done.options.budget / 4:
                break
        done.taken[view.share][name].memory = max(0.0, _resident() - before)


def _shuffled(done: Run, view: View, order: random.Random, budget: float) -> list[str]:
    left = [name for name, taken in done.taken[view.share].items() if taken.spent < budget]
    order.shuffle(left)
    return left


def _timed(done: Run, name: str, text: str, view: View) -> tuple[list[int], float]:
    engine = done.built[name].engine
    began = time.perf_counter()
    found = engine.find(text, LOOKED_AT, view)
    spent = time.perf_counter() - began
    done.taken[view.share][name].spent += spent
    return found, spent * 1000


def _resident() -> float:
    """Megabytes of this process; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
