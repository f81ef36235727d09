"""Prints and exports for one actor: what the screen would show, counted after the rules, audited as a disclosure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import output_rules
from db.access.public_names import withheld_names
from db.agencies.courts import court_card
from db.audit.chain import Act
from db.cards.output import Form, ListKind, PlanCard, Wanted, What, WrittenCard
from db.court.day import DayService
from db.file.file import FileService
from db.output import files, lists
from db.output.folder import insist_new, keep, put
from db.output.forms import written
from db.output.person.service import person_document
from db.output.searched import search_sheet
from db.output.sheet import Sheet, made_by
from db.output.workbook import as_workbook
from db.people.service import PeopleService
from db.search.service import SearchService
from db.tables.places import Agency
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Misconfigured, NotFound, Refused
from db.words.families.access import AuditOperation

if TYPE_CHECKING:
    from pathlib import Path

    from db.cards.day import CourtCard, ListRow, ListScope

LEFT_OUT: Final = "Whoever is read under emergency access is left out."


@dataclass(frozen=True, slots=True)
class Made:
    """An output before it leaves: its text, its rows, and the stem of a file's name, which holds no name."""

    text: str
    rows: int
    withheld: int
    words: str
    stem: str
    book: bytes = b""

    def __repr__(self) -> str:
        """Without what it holds."""
        return f"Made({self.rows} rows)"


class OutputService:
    """Takes lists, hits and files out of the record for one actor, into `folder` or as text."""

    def __init__(self, units: Units, actor: Actor, *, folder: Path | None = None) -> None:
        self._units = units
        self._actor = actor
        self._folder = folder
        self._day = DayService(units, actor)
        self._people = PeopleService(units, actor)
        self._file = FileService(units, actor)
        self._searches = SearchService(units, actor)

    def plan(self, wanted: Wanted) -> PlanCard:
        """What it would come to, for the question; nothing is written. Raises Refused, which is audited."""
        self._insist(wanted)
        made = self._made(wanted)
        folder = self._folder.name if self._folder else ""
        return PlanCard(wanted, made.words, made.rows, made.withheld, folder)

    def write(self, wanted: Wanted, *, out: Path | None = None) -> WrittenCard:
        """Write it into a new file that only this account reads: `out`, else one of the folder.

        Raises Refused (audited), StepUpNeeded before an export in bulk, TryLater when the disk does not take it,
        and BadInput where `out` is there already: nothing is written over.
        """
        if out is not None:
            insist_new(out)
            made = self._disclosed(wanted)
            put(out, made.text)
            return WrittenCard(made.rows, made.withheld, path=out)
        if self._folder is None:
            raise Misconfigured("This desk has no folder to write to.", to_do="Ask for it as text.")
        made = self._disclosed(wanted)
        path = keep(self._folder, made.stem, wanted.form.ending, text=made.book or made.text)
        return WrittenCard(made.rows, made.withheld, path=path)

    def text(self, wanted: Wanted) -> WrittenCard:
        """The same as text, for a pipe; of a workbook its rows. Raises as `write`."""
        made = self._disclosed(wanted)
        return WrittenCard(made.rows, made.withheld, text=made.text)

    # -- whether -----------------------------------------------------------------------------------

    def _insist(self, wanted: Wanted) -> None:
        with self._units.read(self._actor) as unit:
            why = _refusal(unit, wanted)
        if why:
            self._refuse(wanted, why)

    def _refuse(self, wanted: Wanted, why: str) -> NoReturn:
        """The refusal stands in the log, whatever becomes of the question."""
        verb = "print.refused" if wanted.printed else "export.refused"
        with self._units.act(self._actor, _act(wanted, verb, reason=wanted.form.value, rows=0)):
            pass
        raise Refused(why, kept="Nothing was written.")

    def _disclosed(self, wanted: Wanted) -> Made:
        """The output, once it stands in the log that it leaves and for whom."""
        self._insist(wanted)
        made = self._made(wanted)
        bulk = not wanted.printed and made.rows > output_rules.BULK_ROWS
        verb = "print" if wanted.printed else "export.bulk" if bulk else "export"
        kind = f", {wanted.kind.label}" if wanted.what is What.LIST else ""
        with self._units.act(self._actor) as unit:
            reason = f"{wanted.form.value}{kind}, for {_recipient(unit, wanted.recipient)}"
            unit.audit(_act(wanted, verb, reason=reason, rows=made.rows))
        return made

    # -- what --------------------------------------------------------------------------------------

    def _made(self, wanted: Wanted) -> Made:
        match wanted.what:
            case What.LIST:
                return self._list(wanted)
            case What.HITS:
                return self._hits(wanted)
            case What.FILE | What.DOCUMENT:
                return self._one_file(wanted)
            case What.SEARCH:
                return self._search(wanted)

    def _list(self, wanted: Wanted) -> Made:
        scope = wanted.scope
        if scope is None:
            raise BadInput("No list is named.")
        found = self._rows(scope)
        with self._units.read(self._actor) as unit:
            court = court_card(unit, scope.court_id)
            if scope.room_id is not None and scope.room_id not in {room.id for room in court.rooms}:
                raise NotFound(f"{court.name} has no such room.")
            rows = tuple(row for row in found if row.person_id not in unit.standing.emergency)
            words = (
                unit.by_rule(partial(withheld_names, listings=[row.listing_id for row in rows]))
                if wanted.kind is not ListKind.COURT
                else {}
            )
            notes = self._notes(unit)
        notes += (LEFT_OUT,) if len(rows) < len(found) else ()
        title = lists.list_title(court, scope, wanted.kind)
        stem = f"list-{_plain(court.code)}-{scope.day.isoformat()}{_room(court, scope)}-{wanted.kind.value}"
        said = f"the {wanted.kind.label} of {title.rpartition(':')[0]}"
        if wanted.kind is not ListKind.COURT:
            shown, withheld = lists.public_rows(rows, words, kind=wanted.kind)
            text = lists.public_paper(rows, words, kind=wanted.kind, title=title, notes=notes)
            return Made(text, len(shown), withheld, said, stem)
        left_out = len(found) - len(rows)
        if wanted.printed:
            paper = lists.court_paper(rows, title=title, notes=notes, left_out=left_out)
            return Made(paper, len(rows), left_out, said, stem)
        sheet = lists.day_sheet(rows, title=title, notes=notes, left_out=left_out)
        return _of_sheet(sheet, wanted, said, stem)

    def _rows(self, scope: ListScope) -> tuple[ListRow, ...]:
        """Every row of the list that is there for the actor, page by page."""
        rows: list[ListRow] = []
        after: UUID | None = None
        while True:
            page = self._day.page(scope, after=after)
            rows += page.items
            if page.after is None:
                return tuple(rows)
            after = UUID(page.after)

    def _hits(self, wanted: Wanted) -> Made:
        page = self._people.find(wanted.typed)
        with self._units.read(self._actor) as unit:
            hits = tuple(hit for hit in page.hits if hit.person not in unit.standing.emergency)
            notes = self._notes(unit)
        left_out = len(page.hits) - len(hits)
        notes += (LEFT_OUT,) if left_out else ()
        if not page.complete or page.total > len(page.hits):
            notes += (f"These are the first of more: {page.words}.",)
        sheet = lists.hit_sheet(hits, title="What was found", notes=notes, left_out=left_out)
        local = self._units.clock.local()
        return _of_sheet(sheet, wanted, "what was found", f"found-{local:%Y-%m-%d-%H%M%S}")

    def _one_file(self, wanted: Wanted) -> Made:
        if wanted.person_id is None:
            raise BadInput("No person is named.")
        card, facts = self._file.with_facts(wanted.person_id)
        with self._units.read(self._actor) as unit:
            if why := output_rules.outputs_refused(unit.standing, card.person_id):
                self._refuse(wanted, why)
            if wanted.what is What.DOCUMENT:
                told, rows = person_document(unit, card, facts, recipient=_recipient(unit, wanted.recipient))
                return Made(told, rows, 0, f"the file of {card.name} for others", f"person-{_plain(card.public_ref)}")
            notes = self._notes(unit)
        sheet = files.file_sheet(card, notes=notes)
        made = _of_sheet(sheet, wanted, f"the file of {card.name}", f"file-{_plain(card.public_ref)}")
        return replace(made, text=files.file_paper(card, notes=notes)) if wanted.form is Form.TEXT else made

    def _search(self, wanted: Wanted) -> Made:
        if wanted.query is None:
            raise BadInput("No search is named.")
        found = self._searches.count(wanted.query)
        with self._units.read(self._actor) as unit:
            hidden = unit.standing.emergency
            notes = self._notes(unit)
        sheet = search_sheet(found, notes=notes, without=hidden)
        sheet = replace(sheet, notes=(*sheet.notes, LEFT_OUT)) if sheet.withheld else sheet
        stem = f"search-{found.query.kind.value}-{_plain(found.area)}-{found.as_of.isoformat()}"
        words = f"the search '{found.query.kind.label}' of {found.area}"
        return _of_sheet(sheet, wanted, words, stem)

    def _notes(self, unit: Unit) -> tuple[str, ...]:
        return (made_by(unit.actor.display_name, unit.now),)


def _of_sheet(sheet: Sheet, wanted: Wanted, words: str, stem: str) -> Made:
    book = as_workbook(sheet) if wanted.form is Form.XLSX else b""
    return Made(written(sheet, wanted.form), len(sheet.rows), sheet.withheld, words, stem, book)


def _refusal(unit: Unit, wanted: Wanted) -> str:
    decided = output_rules.prints(unit.actor) if wanted.printed else output_rules.exports(unit.actor)
    if not decided.allowed:
        return decided.reason
    if wanted.kind is not ListKind.COURT and wanted.scope is not None:
        published = output_rules.publishes(unit.actor, wanted.scope.court_id)
        return "" if published.allowed else published.reason
    if wanted.person_id is not None:
        return output_rules.outputs_refused(unit.standing, wanted.person_id)
    return ""


def _act(wanted: Wanted, verb: str, *, reason: str, rows: int) -> Act:
    kind, key = "", None
    if wanted.what is What.LIST and wanted.scope is not None:
        kind, key = "court", wanted.scope.court_id
    elif wanted.what in (What.FILE, What.DOCUMENT):
        kind, key = "person", wanted.person_id
    return Act(AuditOperation.DISCLOSURE, verb, kind, key, wanted.person_id, reason=reason, rows=rows)


def _recipient(unit: Unit, code: str) -> str:
    """The agency that it is for, as its code; the own one unless another is named."""
    a = Agency
    named = col(a.code) == code.strip().upper() if code else col(a.id) == unit.actor.agency_id
    found: str | None = unit.session.scalar(sa.select(col(a.code)).where(named))
    if found is None:
        raise NotFound(f"There is no agency with the code {code.strip()}.", to_do="tracker agency list")
    return found


def _room(court: CourtCard, scope: ListScope) -> str:
    name = next((room.name for room in court.rooms if room.id == scope.room_id), "")
    return f"-{_plain(name)}" if name else ""


def _plain(text: str) -> str:
    """Letters, figures and hyphens alone: safe in the name of a file."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text).strip("-")
