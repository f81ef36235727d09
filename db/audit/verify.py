"""Is the log what was written? Chains, links, numbers, times and signed checkpoints, in one pass over the rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from db.audit.counting import Count
from db.audit.findings import Finding, Report, Wrong
from db.audit.form import AT, CHAIN, DIGEST, NUMBER, PREVIOUS, Fields, digest_of, genesis, moment, read_moment
from db.audit.statement import FIRST, Checkpoint
from db.audit.swaps import swapped

SLACK: Final = timedelta(hours=1)
"""By how much the clocks of two terminals may differ before a row counts as back-dated."""
MOST_KEPT: Final = 200
"""Altered rows of one chain that are compared with one another, to tell a swap from an edit."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The row of a chain, as text."""

    id: str
    user: str
    terminal: str
    opened_at: str


@dataclass(frozen=True, slots=True)
class Log:
    """What is checked: rows ordered by chain and number, and what is known beside them.

    `since` (as `form.moment` writes it) says that `chains` and `rows` begin with sign-ins of that moment;
    `elsewhere` are checkpoints out of the sink; `trusted` are public keys, none for the first one found;
    `sign_ins` are those on record beside the log, by chain: when.
    """

    chains: Mapping[str, Chain]
    rows: Iterable[Fields]
    checkpoints: Sequence[Checkpoint]
    elsewhere: Sequence[Checkpoint] = ()
    trusted: Collection[str] = ()
    since: str = ""
    until: str = ""
    sign_ins: Mapping[str, str] = field(default_factory=dict)


def verify(log: Log) -> Report:
    """Read it once and tell everything that is wrong, by chain and number."""
    findings: list[Finding] = []
    sound = _sound(log, findings)
    heads, floors = _expected(sound)
    count = Count(() if log.since or log.until else log.checkpoints)
    rows = sealed = 0
    newest_row = ""
    walk: _Walk | None = None
    seen: set[str] = set()
    for fields in log.rows:
        rows += 1
        if walk is None or fields[CHAIN] != walk.chain:
            if walk is not None:
                sealed += walk.end(findings)
            walk = _Walk(fields[CHAIN], log.chains.get(fields[CHAIN]), heads.get(fields[CHAIN], ()), floors)
            seen.add(walk.chain)
        walk.take(fields)
        newest_row = max(newest_row, fields[AT])
        count.take(fields[AT])
    if walk is not None:
        sealed += walk.end(findings)
    findings += _gone(heads, seen, log, sound)
    findings += _unknown(heads, seen, log)
    findings += count.findings()
    newest = max(sound, key=lambda each: each.number, default=None)
    return Report(
        rows=rows,
        sealed=sealed,
        chains=len(seen),
        checkpoints=len(sound),
        last_checkpoint=newest.number if newest else 0,
        last_made_at=newest.made_at if newest else "",
        findings=tuple(findings),
        public_keys=tuple(dict.fromkeys(each.public_key for each in log.checkpoints)),
        newest_row=newest_row,
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """A head of one chain: at which row, with what digest, in which place among the checkpoints."""

    number: int
    digest: str
    place: int


class _Walk:
    """One chain, row by row."""

    def __init__(self, chain: str, opened: Chain | None, marks: Sequence[_Mark], floors: Sequence[str]) -> None:
        self.chain = chain
        self._marks = marks
        self._numbers = [mark.number for mark in marks]
        self._floors = floors
        self._found: dict[int, Finding] = {}
        self._altered: dict[int, Fields] = {}
        self._number = 0
        self._foreign: set[str] = set()
        self._at = ""
        self._begin = genesis(opened.id, opened.user, opened.terminal, opened.opened_at) if opened else ""
        self._previous = self._begin
        self._next_mark = self._numbers[0] if marks else 0
        self._floor = self._floor_of(1)

    def take(self, fields: Fields) -> None:
        """The next row of the chain."""
        stored, text = fields[DIGEST], fields[NUMBER]
        number = int(text) if text.isdecimal() else 0
        altered = digest_of(fields) != stored
        if altered:
            self._alter(number, fields)
        if number > self._number + 1 and self._is_inserted(number, fields, altered=altered):
            self._altered.pop(number, None)
            self._found[number] = Finding(Wrong.INSERTED, self.chain, number, "no row of this sign-in leads to it")
            self._foreign.add(stored)
            return
        if number != self._number + 1:
            self._jump(number)
        elif fields[PREVIOUS] != self._previous and not altered:
            self._unlinked(number)
        at = fields[AT]
        if at < self._at or at < self._floor:
            self._say(Wrong.BACK_DATED, number, f"says {at} UTC, before what came before it")
        if number == self._next_mark:
            self._compare(number, stored)
        # A row that bears a false time must not make honest ones after it look early.
        self._at = max(self._at, at) if number not in self._found else self._at
        self._number, self._previous = number, stored

    def end(self, findings: list[Finding]) -> int:
        """Tell what was found, the end of the chain with it; gives how many rows a checkpoint covers."""
        last = self._numbers[-1] if self._numbers else 0
        if last > self._number:
            self._say(Wrong.CUT, self._number + 1, f"rows {self._number + 1} to {last} are gone")
        for one, other in swapped(self._altered):
            self._found[one] = Finding(Wrong.SWAPPED, self.chain, one, f"changed places with row {other}")
        findings += [self._found[number] for number in sorted(self._found)]
        return min(last, self._number)

    def _jump(self, number: int) -> None:
        first, last = self._number + 1, number - 1
        if number <= self._number:
            self._say(Wrong.EDITED, number, "its number is none that a chain gives")
        else:
            self._say(Wrong.MISSING, first, f"rows {first} to {last} are gone" if last > first else "the row is gone")

    def _is_inserted(self, number: int, fields: Fields, *, altered: bool) -> bool:
        """A row past a gap that no checkpoint covers, and that could not have come after rows that are gone.

        Its digest is none, it continues the row before the gap or another inserted one, or it is dated before that.
        """
        if self._numbers and number <= self._numbers[-1]:
            return False
        continues = fields[PREVIOUS] in {self._previous, *self._foreign}
        return altered or continues or fields[AT] < max(self._at, self._floor)

    def _unlinked(self, number: int) -> None:
        """The row before was made anew, or this one: the digest that it continues is not there."""
        if number == 1:
            said = "user, terminal or time of the sign-in are not those it began with"
            self._say(Wrong.SIGN_IN, 1, said if self._begin else "the sign-in it belongs to is gone")
        elif number - 1 not in self._found:
            self._say(Wrong.EDITED, number - 1, "the row after it continues another one")

    def _alter(self, number: int, fields: Fields) -> None:
        if len(self._altered) < MOST_KEPT:
            self._altered[number] = fields
        self._say(Wrong.EDITED, number, "its digest is not that of what it says")

    def _compare(self, number: int, stored: str) -> None:
        place = bisect_left(self._numbers, number)
        mark = self._marks[place]
        if mark.digest != stored and not self._found:
            first = self._numbers[place - 1] + 1 if place else 1
            self._say(Wrong.REWRITTEN, number, f"rows {first} to {number} are not those that were signed for")
        self._next_mark = self._numbers[place + 1] if place + 1 < len(self._numbers) else 0
        self._floor = self._floor_of(number + 1)

    def _floor_of(self, number: int) -> str:
        """A row was written after the checkpoint before the first one that covers it."""
        place = bisect_left(self._numbers, number)
        covered_by = self._marks[place].place if place < len(self._marks) else len(self._floors)
        return self._floors[covered_by - 1] if covered_by else ""

    def _say(self, kind: Wrong, number: int, said: str) -> None:
        standing = self._found.get(number)
        if standing is None or (kind is Wrong.BACK_DATED and standing.kind is Wrong.EDITED):
            self._found[number] = Finding(kind, self.chain, number, said)


def _sound(log: Log, findings: list[Finding]) -> list[Checkpoint]:
    """The checkpoints that may be believed, in order; what is wrong with others is told."""

    def say(number: int, said: str) -> None:
        findings.append(Finding(Wrong.CHECKPOINT, "", number, said))

    ordered = sorted(log.checkpoints, key=lambda each: each.number)
    trusted = set(log.trusted) or {each.public_key for each in ordered[:1]}
    before: Checkpoint | None = None
    believed = {}
    for each in ordered:
        expected = (before.number + 1, before.digest) if before else (1, FIRST)
        if each.number != expected[0]:
            say(expected[0], f"checkpoints {expected[0]} to {each.number - 1} are gone")
        elif each.previous != expected[1]:
            say(each.number, "does not continue the checkpoint before it")
        before = each
        if not each.is_whole or not each.is_signed:
            say(each.number, "is not what was signed")
        elif each.public_key not in trusted:
            say(each.number, "is signed with a key that is not trusted")
        else:
            believed[each.number] = each
    for each in log.elsewhere:
        here = next((one for one in ordered if one.number == each.number), None)
        if not each.is_whole or not each.is_signed or (trusted and each.public_key not in trusted):
            say(each.number, "the sink's copy is not what was signed")
            continue
        if here is None:
            say(each.number, "is in the sink and not in the database")
        elif here.digest != each.digest:
            say(each.number, "is another one in the sink")
        if each.heads is not None:
            believed[each.number] = each
    return [believed[number] for number in sorted(believed)]


def _expected(sound: Sequence[Checkpoint]) -> tuple[dict[str, list[_Mark]], list[str]]:
    """What the checkpoints say of each chain, and before which moment no later row may be dated."""
    heads: dict[str, list[_Mark]] = {}
    for place, each in enumerate(sound):
        for head in each.heads or ():
            heads.setdefault(head.chain, []).append(_Mark(head.number, head.digest, place))
    return heads, [moment(read_moment(each.made_at) - SLACK) for each in sound]


def _gone(
    heads: Mapping[str, Sequence[_Mark]], seen: Collection[str], log: Log, sound: Sequence[Checkpoint]
) -> list[Finding]:
    """Chains that were signed for and of which nothing is left.

    Where only a part of the log is looked at, a chain counts from its first checkpoint on.
    """
    found = []
    for chain, marks in heads.items():
        if chain in seen:
            continue
        first = sound[marks[0].place]
        before = sound[marks[0].place - 1].made_at if marks[0].place else ""
        if log.since and before < log.since:
            continue
        if log.until and first.made_at >= log.until:
            continue
        found.append(
            Finding(Wrong.GONE, chain, marks[-1].number, f"all of its rows, {marks[-1].number} at least, are gone")
        )
    return found


def _unknown(heads: Mapping[str, Sequence[_Mark]], seen: Collection[str], log: Log) -> list[Finding]:
    """Sign-ins of which neither log nor checkpoints know, though they are on record beside it."""
    return [
        Finding(Wrong.GONE, chain, 1, f"somebody signed in at {opened[:19]} UTC, and no row of it is there")
        for chain, opened in log.sign_ins.items()
        if chain not in seen and chain not in heads
    ]
