"""Every door through which something of X could come to a reader, each as one text to look for a marker in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from db.access import output_rules
from db.accounts.judge_key import JudgeKey
from db.cards.audit import LogQuery
from db.cards.day import ListScope
from db.cards.output import Form, ListKind, Wanted, What
from db.desk import Desk
from db.output.service import OutputService
from db.tables.registry import models
from db.words.errors import NotFound, Refused
from db.words.families.access import Outcome
from screens.file.bench_lines import details, summary
from screens.file.case_lines import case_lines
from screens.file.lines import file_lines
from screens.find.shown import detail, row_of
from tests.support.cases import Cases
from tests.support.record import Known
from tracker_tui.cli import person_find, person_show

FILE_DOORS = ("file", "bench", "case", "show", "export", "print")
DOORS = (*FILE_DOORS, "find", "count", "list", "log", "raw")
WIDE = 4000
"""Cells of a line, so that no text is cut or wrapped before a marker is looked for."""


@dataclass
class Doors:
    """The doors of one scene; `words` are what a reader would type to find X. `run` says which were tried."""

    at: Cases
    known: Known | None = None
    words: tuple[str, ...] = ("exworthy", "X123456")
    keys: dict[str, JudgeKey] = field(default_factory=dict)
    courts: tuple[UUID, ...] = ()
    run: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.first = self.at.today

    def said(self, name: str, door: str) -> str:
        """What the reader gets at one door; a refusal gives its sentence."""
        self.run.add(door)
        try:
            return self._doors()[door](name)
        except (NotFound, Refused) as refused:
            return refused.sentence

    def all(self, name: str) -> dict[str, str]:
        """What the reader gets at every door."""
        return {door: self.said(name, door) for door in DOORS}

    def show(self, name: str, *, whole: str, part: str = "", outcome: Outcome) -> dict[str, str]:
        """The marker of the whole record is at the file's doors if it is given in full, that of its summary also if
        the summary is; neither is anywhere for anybody who gets less."""
        texts = self.all(name)
        full, partly = outcome is Outcome.FULL, outcome in (Outcome.FULL, Outcome.SUMMARY)
        for door, text in texts.items():
            if not full:
                assert whole not in text, (name, door, outcome)
            if part and not partly:
                assert part not in text, (name, door, outcome)
        shown = {door for door in ("file", "show", "export", "print") if whole in texts[door]}
        if full:
            assert shown >= {"file", "show"}, (name, shown)
            assert "print" in shown, (name, shown)
            assert ("export" in shown) is output_rules.exports(self.at.user[name]).allowed, (name, shown)
        if part and partly:
            assert part in texts["file"], (name, outcome)
            assert part in texts["show"], (name, outcome)
        return texts

    def nowhere(self, name: str, *markers: str) -> None:
        """Not one of the markers is at any door for the reader."""
        for door, text in self.all(name).items():
            assert not [marker for marker in markers if marker in text], (name, door)

    def is_nobody(self, name: str) -> None:
        """X does not exist for the reader: not found, not counted, the same words as for nobody at all."""
        texts = self.all(name)
        missing = Doors(self.at, known=Known(self.at.agency["HMCTS"], self.at.agency["HMCTS"]), words=("zzyzx",))
        for door in ("file", "bench", "show"):
            assert texts[door] == missing.said(name, door), door
        assert texts["count"] == "0 0", texts["count"]
        self.nowhere(name, "EXWORTHY", "QUAYLE", "X123456")

    # -- each door -----------------------------------------------------------------------------------

    def _doors(self) -> dict[str, Callable[[str], str]]:
        return {
            "file": self._file, "bench": self._bench, "case": self._case, "show": self._show, "export": self._export,
            "print": self._print, "find": self._find, "count": self._count, "list": self._list, "log": self._log,
            "raw": self._raw,
        }  # fmt: skip

    def desk(self, name: str) -> Desk:
        """The reader's desk."""
        return Desk(self.at.units, self.at.user[name], judge_key=self.keys.get(name))

    @property
    def _person(self) -> Any:  # noqa: ANN401 - an id
        return (self.known or self.at.x).person

    def _file(self, name: str) -> str:
        card = self.desk(name).file.open(self._person)
        unfolded = frozenset({str(note.id) for note in card.notes} | {one.key for one in card.held.lines})
        lines = file_lines(card, unfolded=unfolded, width=WIDE)
        return "\n".join(f"{line.text} {line.aside}" for line in lines) + card.vital.label

    def _bench(self, name: str) -> str:
        card = self.desk(name).bench.open(self._person)
        return "\n".join(str(line) for line in (*summary(card, width=WIDE), *details(card, width=WIDE)))

    def _case(self, name: str) -> str:
        return "\n".join(str(line) for line in case_lines(self.desk(name).case.open(self.at.case.case)))

    def _show(self, name: str) -> str:
        card = self.desk(name).file.open(self._person, action="file.show")
        return json.dumps(person_show.document(card), default=str) + "\n".join(person_show._text(card))

    def _outputs(self, name: str) -> OutputService:
        return OutputService(self.at.units, self.at.user[name])

    def _export(self, name: str) -> str:
        ask = self._outputs(name).text
        wanted = [Wanted(What.FILE, form, person_id=self._person) for form in Form]
        wanted += [Wanted(What.HITS, Form.CSV, typed=text) for text in self.words]
        return "\n".join(self._asked(ask, one) for one in (*wanted, *self._lists(Form.CSV)))

    def _print(self, name: str) -> str:
        ask = self._outputs(name).text
        of_lists = [replace(one, printed=True) for one in self._lists(Form.TEXT)]
        public = [replace(one, kind=ListKind.PUBLIC) for one in of_lists]
        wanted = [Wanted(What.FILE, printed=True, person_id=self._person), *of_lists, *public]
        # A long word is cut where a line of eighty ends.
        return "\n".join(" ".join(self._asked(ask, one).split()) for one in wanted)

    def _asked(self, ask: Callable[[Wanted], Any], wanted: Wanted) -> str:
        try:
            return str(ask(wanted).text)
        except (NotFound, Refused) as refused:
            return refused.sentence

    def _lists(self, form: Form) -> Iterable[Wanted]:
        return [Wanted(What.LIST, form, scope=scope) for scope in self._scopes()]

    def _scopes(self) -> tuple[ListScope, ...]:
        """Where X is listed: at L on the day after the scene's first, and today wherever else."""
        return tuple(
            {
                ListScope(self.at.l, self.first + timedelta(days=1)),
                *(ListScope(each, self.at.today) for each in self.courts),
            }
        )

    def _find(self, name: str) -> str:
        people, found = self.desk(name).people, []
        for text in self.words:
            for hit in people.find(text).hits:
                found.append(json.dumps(person_find._document(hit), default=str))
                found += [str(row_of(hit, self.at.today)), *detail(hit, self.at.today)]
        return "\n".join(found)

    def _count(self, name: str) -> str:
        people = self.desk(name).people
        pages = [people.count(people.find(text)) for text in self.words]
        return f"{sum(page.total for page in pages)} {sum(len(page.hits) for page in pages)}"

    def _list(self, name: str) -> str:
        day, found = self.desk(name).day, []
        for scope in self._scopes():
            page = day.page(scope)
            assert page.total == len(page.items)
            found += [str(row) for row in page.items]
        return "\n".join(found)

    def _log(self, name: str) -> str:
        """The log as its auditor reads it, and every row of it, whoever asks."""
        auditor = Desk(self.at.units, self.at.user["auditor"])
        lines = auditor.log.list(LogQuery(self.at.today, user=self.at.user[name].user_name)).items
        tables = ("audit_event", "audit_chain", "change")
        return "\n".join([*map(str, lines), *(self._rows(table, "keeper") for table in tables)])

    def _raw(self, _: str) -> str:
        """Every governed table of PostgreSQL with the application's own password and no sign-in; SQLite is a file,
        and what an unlocked file tells is told of in the threat model: there it is looked at encrypted."""
        if self.at.units.dialect != "postgresql":
            return ""
        tables = [name for name, model in models().items() if model.governance.reach.name not in ("OPEN", "SYSTEM")]  # type: ignore[attr-defined]
        return "".join(self._rows(table, "lookup") for table in tables)

    def _rows(self, table: str, purpose: str) -> str:
        source: sa.Table = models()[table].__table__  # type: ignore[attr-defined]
        with self.at.units.raw(purpose) as connection:
            return "\n".join(str(tuple(row)) for row in connection.execute(sa.select(source)))
