"""A run as tables of plain text, and as figures with their goals."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from bench.figures import Figure, at
from bench.lookup.asking import BIRTH, NAME, VIEWS, WRONG_BIRTH
from bench.lookup.corrupt import DEVELOPING, KINDS, NINE
from bench.lookup.ours import Ours
from bench.lookup.peers import BTree, FtsPlain
from bench.lookup.scan import Scan
from bench.lookup.side_by_side import Run, Taken
from bench.lookup.tools import Answered
from bench.lookup.trigrams import PgTrgm
from bench.lookup.weight import Weight

MILLION = 1_000_000
TOOL_GOALS = {"grep": 50, "sqlite3": 100, "Datasette": 1000, "Harlequin": 200, "VisiData": 3000}
_SHORT = {
    "typo": "typo", "two typos": "typo2", "hearing": "hear", "hearing twice": "hear2", "nickname": "nick",
    "swapped": "swap", "swapped, typo": "sw+ty", "punctuation": "punct", "half of a double": "half",
    "exact": "exact", "transposition": "trans", "truncation": "trunc",
}  # fmt: skip


def lines(done: Run, tools: Sequence[Answered]) -> Iterator[str]:
    """Everything that was measured."""
    options = done.options
    seed = "a seed for developing" if options.seed in DEVELOPING else "held out"
    yield (
        f"{options.people:,} persons, {done.names:,} names, seed {options.seed} ({seed}); "
        f"Tracker on {options.engine}; {done.machine}"
    )
    yield "One process, the same questions, engines in random order at each; milliseconds by the clock, warm."
    yield ""
    yield f"{'built':<26}{'seconds':>9}{'bytes a name':>14}"
    for name, built in done.built.items():
        yield f"{name:<26}{built.seconds:>9.1f}{built.index_bytes / done.names:>14.0f}"
    yield f"Tracker: {done.load_seconds:.1f} s to put the rows in, and then the index, as built above"
    yield from _weights(done)
    for share in options.shares:
        yield from _view(done, share)
    yield from _tools(done, tools)


def _weights(done: Run) -> Iterator[str]:
    """Bytes a name of everybody's index, table by table, and of the rows for courts and teams beside it."""
    if not done.weights:
        return
    yield f"{'Tracker, bytes a name':<26}{'everybody':>9}{'courts, teams':>16}"
    total = Weight("together", sum(one.everybody for one in done.weights), sum(one.scoped for one in done.weights))
    for one in (*done.weights, total):
        yield f"  {one.table:<24}{one.everybody / done.names:>9.1f}{one.scoped / done.names:>16.1f}"


def _view(done: Run, share: float) -> Iterator[str]:
    asked, taken = done.asked[share], done.taken[share]
    yield ""
    yield f"The user may see {VIEWS[share].words}: {len(asked)} whole questions, {_most(taken)} keys"
    if not asked:
        yield "  nobody in this register"
        return
    yield (
        f"{'':<26}{'key p50':>9}{'p95':>8}{'p99':>8}{'done p50':>10}{'p95':>8}{'p99':>8}{'x floor':>9}"
        f"{'@1':>6}{'@5':>6}{'@10':>6}{'+dob':>6}{'wrong':>6}{'MB':>6}{'n':>6}"
    )
    floor = taken[BTree.name]
    for name, one in taken.items():
        keys, whole = _marks(one.keys), _marks(one.done)
        recalls = [one.recall(asked, top, mode=NAME, kinds=NINE) for top in (1, 5, 10)]
        recalls += [one.recall(asked, 10, mode=mode, kinds=NINE) for mode in (BIRTH, WRONG_BIRTH)]
        yield (
            f"{name:<26}{keys[0]:>9}{keys[1]:>8}{keys[2]:>8}{whole[0]:>10}{whole[1]:>8}{whole[2]:>8}"
            f"{paired(one.done, floor.done):>9.1f}{''.join(_share(one) for one in recalls)}"
            f"{one.memory:>6.0f}{len(one.done):>6}"
        )
    yield ""
    yield f"{'recall@10, name alone':<26}" + "".join(f"{_SHORT[kind]:>6}" for kind in KINDS)
    for name, one in taken.items():
        yield f"{name:<26}" + "".join(_share(one.recall(asked, 10, mode=NAME, kinds=[kind])) for kind in KINDS)


def _tools(done: Run, tools: Sequence[Answered]) -> Iterator[str]:
    if not tools:
        return
    ours = _whole_names(done)
    yield ""
    yield f"What a user would pick instead, the same register, {len(NINE)} questions, one of each kind"
    yield f"{'':<26}{'start s':>9}{'p50 ms':>10}{'worst':>10}{'x Tracker':>11}{'found':>7}"
    for one in tools:
        if not one.times:
            yield f"{one.name:<26}{one.note:>15}"
            continue
        middle = statistics.median(one.times)
        found = f"{sum(rank > 0 for rank in one.ranks)}/{len(one.ranks)}" if one.ranks else "-"
        start = f"{one.start:.1f}"
        yield (
            f"{one.name:<26}{start:>9}{middle:>10.1f}{max(one.times):>10.1f}"
            f"{middle / statistics.median(ours):>10.0f}x{found:>7}"
        )


def figures(done: Run, tools: Sequence[Answered]) -> Iterator[Figure]:
    """Tracker's own, and its ratios; the goals hold from a million persons on."""
    big, local = done.options.people >= MILLION, done.options.engine == "sqlite"
    how = f"{done.options.people:,} persons, seed {done.options.seed}, Tracker on {done.options.engine}"
    for share in done.options.shares:
        asked, one = done.asked[share], done.taken[share].get(Ours.name)
        if not asked or one is None:
            continue
        where = f"find, may see {VIEWS[share].words}"
        keys, whole = list(one.keys.values()), _whole_names(done, share)
        floor = done.taken[share][BTree.name]
        seen = f"p50 {at(keys, 50):.2f}, p95 {at(keys, 95):.2f}, p99 {at(keys, 99):.2f} ms (n={len(keys)})"
        goal = (3.0 if local else 8.0) if big else None
        yield Figure(f"{where}: a key, p95", at(keys, 95), "ms", goal, seen, how)
        goal = 5.0 if big and local else None
        yield Figure(f"{where}: a key against a B-tree prefix", paired(one.keys, floor.keys), "x", goal, seen, how)
        seen = f"p50 {at(whole, 50):.2f}, p95 {at(whole, 95):.2f}, p99 {at(whole, 99):.2f} ms (n={len(whole)})"
        goal = (4.0 if local else 15.0) if big else None
        yield Figure(f"{where}: a finished name, p95", at(whole, 95), "ms", goal, seen, how)
        for mode, most in ((NAME, 0.04), (BIRTH, 0.001), (WRONG_BIRTH, 0.08)):
            recall = one.recall(asked, 10, mode=mode, kinds=NINE)
            if recall is not None:
                words = f"recall@10 {recall:.3f} over nine kinds of error"
                yield Figure(f"{where}: not found, {mode}", 1 - recall, "", most if big else None, words, how)
    yield from _index(done, how, big=big and local)
    yield from _ratios(done, tools, how, big=big and local)


def _index(done: Run, how: str, *, big: bool) -> Iterator[Figure]:
    """What making the index costs with the rows for courts and teams, and what it weighs without them."""
    built, scoped = done.built[Ours.name], sum(one.scoped for one in done.weights) / done.names
    seconds = 100_000 * built.seconds / done.names
    seen = f"{done.names / built.seconds:,.0f} names a second, the rows for courts and teams among them"
    yield Figure("find: the index made anew, 100,000 names", seconds, "s", 1.0 if big else None, seen, how)
    if done.weights:
        everybody = sum(one.everybody for one in done.weights) / done.names
        seen = f"{scoped:.0f} bytes a name beside it for courts and teams"
        yield Figure("find: the index of everybody, a name", everybody, "bytes", 60.0 if big else None, seen, how)


def _ratios(done: Run, tools: Sequence[Answered], how: str, *, big: bool) -> Iterator[Figure]:
    """As shares of the peer's time, so that less is better: a fiftieth for fifty times as fast."""
    taken = done.taken.get(1.0, {})
    ours = taken.get(Ours.name)
    if ours is None or not done.asked.get(1.0):
        return
    for peer, times in ((PgTrgm.name, 50), (Scan.name, 100), (FtsPlain.name, 0)):
        if peer in taken and taken[peer].done:
            value = paired(ours.done, taken[peer].done)
            goal = 1 / times if big and times else None
            seen = f"{1 / value:,.1f} times as fast at the median question" if value else "nothing"
            yield Figure(f"find against {peer}", value, "x", goal, seen, how)
    mine = _whole_names(done)
    for one in tools:
        if one.times:
            value = statistics.median(mine) / statistics.median(one.times)
            wanted = TOOL_GOALS[one.name.split(",")[0]]
            seen = f"{1 / value:,.0f} times as fast"
            yield Figure(f"find against {one.name}", value, "x", 1 / wanted if big else None, seen, how)


def paired(ours: dict[int, float], theirs: dict[int, float]) -> float:
    """The median of the ratios over the questions that both answered; 0 where there is none."""
    both = [ours[place] / theirs[place] for place in ours.keys() & theirs.keys() if theirs[place] > 0]
    return statistics.median(both) if both else 0.0


def _whole_names(done: Run, share: float = 1.0) -> list[float]:
    share = share if share in done.taken else done.options.shares[0]
    asked, one = done.asked[share], done.taken[share][Ours.name]
    return [spent for place, spent in one.done.items() if asked[place].mode == NAME] or [0.0]


def _marks(times: dict[int, float]) -> tuple[str, str, str]:
    if not times:
        return ("-", "-", "-")
    p50, p95, p99 = (f"{at(list(times.values()), percent):.2f}" for percent in (50, 95, 99))
    return p50, p95, p99


def _most(taken: dict[str, Taken]) -> int:
    return max((len(one.keys) for one in taken.values()), default=0)


def _share(value: float | None) -> str:
    return f"{'-' if value is None else f'{value:.2f}':>6}"
