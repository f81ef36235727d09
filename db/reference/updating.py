"""Lists brought up to date: what would change, and the new lists written beside the old ones, in force at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from db.cards.reference import CodeChange, ListChange, UpdateCard
from db.reference.kinds import ENDED, KINDS, SINCE, Carried
from db.reference.lists import CURRENT, PAST, in_force, past_rows, rows
from db.reference.reading import Brought
from db.store.private_files import make_private_folder, write_private
from db.words.errors import BadInput, TryLater

Codes = dict[str, Carried]
_DAYS: Final = (SINCE, ENDED)
_UNCHANGED: Final = "Nothing was changed."


class Updated:
    """One list with what a folder brings of it, in force from a day on."""

    def __init__(self, found: Brought, *, whole: bool, since: date) -> None:
        self.kind = found.kind
        self.files = tuple(found.files)
        self._columns = KINDS[found.kind].columns
        self._since = since.isoformat()
        self._before = (since - timedelta(days=1)).isoformat()
        self.codes: Codes = {row[self._columns[0]]: _whole(row) for row in rows(KINDS[found.kind].file)}
        self.past: list[tuple[str, Carried]] = [
            (row[self._columns[0]], dict(row)) for row in past_rows(KINDS[found.kind].file)
        ]
        self.changes: list[CodeChange] = []
        self.same = self.left_out = 0
        for code, row in found.codes.items():
            self._bring(code, row)
        for code in [each for each in self.codes if each not in found.codes and not self.codes[each][ENDED]]:
            self._leave_out(code, whole=whole)

    @property
    def card(self) -> ListChange:
        """Counts."""
        of = [change.what for change in self.changes]
        return ListChange(
            self.kind, self.files, of.count("added"), of.count("changed"), of.count("ended"), self.same, self.left_out
        )

    def _bring(self, code: str, row: Carried) -> None:
        known = self.codes.get(code)
        if known is None:
            if self._columns[1] not in row or (KINDS[self.kind].named and not row[self._columns[1]]):
                raise BadInput(f"{', '.join(self.files)}: {code} is new and has no name.", kept=_UNCHANGED)
            ended = row.get(ENDED, "")
            self.codes[code] = {**dict.fromkeys(self._columns[1:], ""), SINCE: "" if ended else self._since, **row}
            self.codes[code].setdefault(ENDED, "")
            self._note("added", code, "", self._words(self.codes[code]))
            return
        # A file that gives no days says that the code is in force.
        told = {name: text for name, text in row.items() if name != SINCE or text}
        made = {**known, ENDED: "", **told}
        if all(made[name] == known.get(name, "") for name in (*self._columns[1:], ENDED)):
            self.same += 1
            return
        before, after = self._words(known), self._words(made)
        if not made[ENDED]:
            if before != after:
                self.past.append((code, {**known, ENDED: known[ENDED] or self._before}))
            made[SINCE] = row.get(SINCE) or self._since
        self.codes[code] = made
        what = "ended" if made[ENDED] and not known[ENDED] else "changed"
        self._note(what, code, before, after)

    def _leave_out(self, code: str, *, whole: bool) -> None:
        if not whole:
            self.left_out += 1
            return
        known = self.codes[code]
        self.codes[code] = {**known, ENDED: self._before}
        self._note("ended", code, self._words(known), "")

    def _note(self, what: str, code: str, before: str, now: str) -> None:
        self.changes.append(CodeChange(self.kind, code, what, before, now))

    def _words(self, row: Carried) -> str:
        return "; ".join(filter(None, (row.get(name, "") for name in self._columns[1:] if name != "prompts")))

    def text(self) -> str:
        """The list as a file: every code with its days."""
        return _csv(
            (*self._columns, *_DAYS), [(code, row) for code, row in sorted(self.codes.items())], self._columns[0]
        )

    def past_text(self) -> str:
        """What changed rows said before."""
        return _csv((*self._columns, *_DAYS), self.past, self._columns[0])


def _whole(row: Mapping[str, str]) -> Carried:
    return {SINCE: "", ENDED: "", **row}


def _csv(columns: tuple[str, ...], found: list[tuple[str, Carried]], key: str) -> str:
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    write(columns)
    for code, row in found:
        write([code if name == key else row.get(name, "") for name in columns])
    return text.getvalue()


def plan(lists: Mapping[str, Brought], *, whole: bool, since: date) -> list[Updated]:
    """Every list as it would be."""
    return [Updated(found, whole=whole, since=since) for _, found in sorted(lists.items())]


def card_of(made: list[Updated], others: list[str]) -> UpdateCard:
    """What would change, list by list and code by code."""
    changes = tuple(change for each in made for change in each.changes)
    return UpdateCard(tuple(each.card for each in made), changes, tuple(others))


def put_in_force(folder: Path, made: list[Updated]) -> None:
    """Write the lists into a folder of their own beside the present ones, and name that one as the one in force.

    The name is replaced in one step: whoever reads finds all old lists or all new ones, and the old ones stay.
    Raises TryLater when another update is at work or the disk does not take it.
    """
    make_private_folder(folder)
    present = in_force(folder)
    number = max((int(each.name) for each in folder.iterdir() if each.name.isdigit()), default=0) + 1
    new = folder / str(number)
    try:
        new.mkdir(mode=0o700)
    except OSError:
        raise TryLater("Another update is at work.", kept=_UNCHANGED, to_do="Try again.") from None
    changed = [each for each in made if each.changes]
    replaced = {name for each in changed for name in _names(each)}
    for old in sorted(present.iterdir()) if present is not None else ():
        if old.name not in replaced:
            write_private(new / old.name, old.read_bytes())
    for each in changed:
        name, past = _names(each)
        write_private(new / name, each.text().encode("utf-8"))
        if each.past:
            write_private(new / past, each.past_text().encode("utf-8"))
    write_private(folder / CURRENT, f"{number}\n".encode())


def _names(one: Updated) -> tuple[str, str]:
    file = KINDS[one.kind].file
    return f"{file}.csv", f"{file}.{PAST}.csv"
