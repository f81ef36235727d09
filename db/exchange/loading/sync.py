"""The difference between what a record says and what is known, as new rows, ended facts and changed fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from db.agencies.offence_areas import OffenceAreas
from db.exchange.carried import Absent
from db.exchange.loading.known import Known
from db.exchange.loading.rows import Model, Pending, RowDict, differs, text_of
from db.store.changes import Touched
from db.tables.people import FieldChange

# Columns that say when and by which file, not what: a difference in them alone is no change.
_NOT_CONTENT = frozenset({"last_batch_id", "list_scope", "changed_at", "change", "message_at"})


@dataclass(frozen=True, slots=True)
class Join:
    """A record whose person turned out to be another one, because the system gives both the same number."""

    record_id: UUID
    old: UUID
    new: UUID


@dataclass
class FileRows:
    """What the rows of one file have spoken of, for cases that have more than one row (`twice`).

    Such rows may disagree. The first one in the file speaks, later ones add what is missing; so a repeat of
    the file finds everything as it left it.
    """

    twice: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    """Hashes of the keys by which the file's lists name their defendants."""
    last: Mapping[str, int] = field(default_factory=dict)
    """Of numbers that a list of people gives more than once: which record of the file is the last."""
    _named: set[tuple[object, ...]] = field(default_factory=set)

    def first(self, case: str, *what: object) -> bool:
        """Whether this is the file's first word on the case, or on a part of it; from now on it is not."""
        if case not in self.twice:
            return True
        known = (case, *what) in self._named
        self._named.add((case, *what))
        return not known

    def spoken_of(self, case: str, *what: object) -> bool:
        """Whether the file has named this already."""
        return (case, *what) in self._named


@dataclass
class Sync:
    """Carries one file's records into `pending`; `began` and `altered` tell what the present record did."""

    pending: Pending
    known: Known
    now: datetime
    batch_id: UUID
    today: date
    rows: FileRows = field(default_factory=FileRows)
    areas: OffenceAreas = field(default_factory=OffenceAreas)
    adding: bool = False
    """True for what an earlier row of the same file spoke of already: only what is missing is added."""
    first_word: bool = False
    """True for a message that opens a case: everything on record of the case is younger, and only added to."""
    behind: bool = False
    """True for a message about an earlier state than the one on record: only what is missing is added."""
    began: bool = False
    altered: bool = False
    touched: dict[tuple[str, UUID], Touched] = field(default_factory=dict)
    handled: set[tuple[UUID, str]] = field(default_factory=set)
    limited: bool = False
    """Whether a list of limited access changed, so that everybody's standing is to be read again."""
    joins: dict[UUID, Join] = field(default_factory=dict)
    linkable: set[tuple[str, str]] = field(default_factory=set)
    """System and id or number of new cases and of what new links name."""

    def start(self, *, first_word: bool = False) -> None:
        """Begin another record."""
        self.began = self.altered = False
        self.first_word = first_word
        self.behind = False
        self.handled.clear()

    @property
    def adds_only(self) -> bool:
        """Whether what is on record stays, and only what is missing is added."""
        return self.adding or self.first_word or self.behind

    def touch(self, kind: str, key: UUID, *, person: UUID | None = None, court: UUID | None = None) -> None:
        """Remember a row for the change rows that the file's acceptance writes."""
        self.touched[(kind, key)] = Touched(kind, key, person, court)

    def claim(self, model: Model, row: RowDict) -> None:
        """A row that an unfinished file left out of sight is shown with this one, which names it too."""
        if row["batch_id"] in self.known.waiting:
            self.pending.change(model, row, batch_id=self.batch_id)

    def update(
        self, model: Model, row: RowDict, values: Mapping[str, Any], *, people: Collection[UUID] = ()
    ) -> dict[str, Any]:
        """Change the fields that were carried and differ; what they said before is kept for each person."""
        carried = {name: value for name, value in values.items() if not isinstance(value, Absent)}
        if self.adds_only:
            carried = {name: value for name, value in carried.items() if row[name] is None or row[name] == ""}
        changes = differs(row, carried)
        if not changes:
            return {}
        kind = str(model.__tablename__)
        content = {name: value for name, value in changes.items() if name not in _NOT_CONTENT}
        for person in people:
            for name, value in content.items():
                self.pending.insert(
                    FieldChange,
                    person_id=person,
                    kind=kind,
                    object_id=row["id"],
                    field=name,
                    old=text_of(row[name]),
                    new=text_of(value),
                    changed_at=self.now,
                    batch_id=self.batch_id,
                )
        self.pending.change(model, row, **changes)
        if content:
            self.altered = True
            self.touch(kind, row["id"], person=row.get("person_id"), court=row.get("court_id"))
        return content

    def facts(
        self,
        model: Model,
        owner: UUID,
        wanted: Sequence[Mapping[str, Any]] | Absent,
        *,
        common: Mapping[str, Any],
        among: Mapping[str, Any] | None = None,
    ) -> None:
        """Make the live facts of a family equal the wanted ones: ends what went, adds what came (D2).

        `owner` is the source record, charge, defendant or case the facts hang on; `among` narrows the family
        (one kind of detail, say). ABSENT leaves the family alone: a delta must not erase.
        """
        if isinstance(wanted, Absent):
            return
        rows = self.known.facts[(model, owner)]
        narrow = among or {}
        live = [row for row in rows if row["ended_at"] is None and not differs(row, narrow)]
        if live and self.adds_only:
            return
        missing = [dict(narrow, **each) for each in wanted]
        for row in live:
            same = next((each for each in missing if not differs(row, each)), None)
            if same is not None:
                missing.remove(same)
                continue
            self.pending.change(model, row, ended_at=self.now)
            rows.remove(row)
            self._note(model, row)
        for each in missing:
            row = self.pending.insert(model, recorded_at=self.now, **{**common, **each})
            rows.append(row)
            self._note(model, row)

    def _note(self, model: Model, row: RowDict) -> None:
        self.altered = True
        self.touch(str(model.__tablename__), row["id"], person=row.get("person_id"))
