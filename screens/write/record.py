"""A record of the own agency about one person: entered, or corrected by another that takes its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.records import NewRecord
from db.words.errors import BadInput, Conflict, TrackerError
from db.words.families.access import Category
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.compare import ComparePane, Difference
from screens.parts.editor import NoteEditor
from screens.parts.form import FormLine
from screens.write import typed

if TYPE_CHECKING:
    from db.cards.records import RecordCard, RecordForm
    from db.desk import Desk

CORRECT = "correct"
"""`Place.kind` of a correction; `Place.cursor` is then the id of the record."""
_LINES = ("summary", "from", "to", "case", "source")
DETAIL = "detail"


class RecordScreen(FormScreen):
    """Six lines and a text; F10 saves, Esc asks before it leaves what is typed."""

    PLACE = "write.record"
    TITLE = "Record"
    HELP = (
        "A record of your agency about the person above. The kind decides who may see it: each agency's sharing rules "
        "say how much of each kind others get. Who gets a summary reads the line Summary and the days, never the text "
        "below. Tab goes on, F10 saves. A correction ends the record and puts this one in its place; both stay in the "
        "history."
    )
    CSS = """
    RecordScreen #kinds { height: auto; max-height: 4; padding: 0 0 0 13; }
    RecordScreen NoteEditor { height: 1fr; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.form: RecordForm | None = None
        self.corrects: RecordCard | None = None
        self._met: Conflict | None = None
        """The other version, while two are compared."""

    def compose_body(self) -> ComposeResult:
        """The lines, the kinds to choose from, the text."""
        yield FormLine("Kind", id="kind", reads=self._kind_words)
        yield Static(Content("Reading what your role enters."), id="kinds")
        yield FormLine("Summary", id="summary", reads=lambda text: f"{len(text)} of 200 signs", hint="In one line")
        yield FormLine("From", id="from", reads=self._day_words, hint="today, 12/3/26")
        yield FormLine("To", id="to", reads=self._day_words, hint="where it ends")
        yield FormLine("Case", id="case", reads=self._case_words, hint="the last figures of its number")
        yield FormLine("Source", id="source", reads=lambda _: "", hint="from where your agency has it")
        yield Static(Content("Detail, for who is given the whole record:"))
        yield NoteEditor(id="detail")
        yield ComparePane(id="compare")

    def on_mount(self) -> None:
        """What may be entered; for a correction also what stands there."""
        self.query_one(ComparePane).display = False
        self.line("summary").enter()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        self.ask(partial(self.desk.file.vital, person), self.show_vital, slot="vital")
        self.ask(partial(self.desk.records.form, person), self._show_form, says="Reading the form", slot="form")

    @property
    def title_words(self) -> str:
        """A new record, or which one is corrected."""
        return "Correct a record" if self.place.kind == CORRECT else "New record"

    def line(self, name: str) -> FormLine:
        """A line of the form."""
        return self.query_one(f"#{name}", FormLine)

    @property
    def editor(self) -> NoteEditor:
        """The longer text."""
        return self.query_one(NoteEditor)

    # -- what a clerk does -------------------------------------------------------------------------

    def act_save(self) -> None:
        """F10."""
        if self._met is not None:
            self.refuse("Choose field by field: Left yours, Right the other, Enter is done.")
            return
        if self.form is None or (self.place.kind == CORRECT and self.corrects is None):
            self.refuse("The form is not read yet.")
            return
        if self.form.refusal:
            self.refuse(self.form.refusal)
            return
        try:
            new = self._wanted()
        except BadInput as problem:
            self.error(problem)
            return
        self.act(partial(self.desk.records.add, new), self._saved, says="Saving the record", refused=self._not_saved)

    @on(ComparePane.Chosen)
    def take_choice(self, message: ComparePane.Chosen) -> None:
        """What was chosen stands in the form again, as a correction of the newest record; F10 saves it."""
        met = self._met
        if met is None or met.theirs_id is None:
            return
        for name, theirs in met.theirs:
            if not message.mine.get(name, True):
                self._put(name, theirs)
        self._leave_compare()
        self.ask(partial(self.desk.records.get, met.theirs_id), self._goes_on, says="Reading the record", slot="record")

    def act_back(self) -> None:
        """Esc leaves the comparison first."""
        if self._met is not None and not self.status.holds_error:
            self._leave_compare()
            self.say("Nothing was chosen; what you typed is here.")
        else:
            super().act_back()

    # -- private -----------------------------------------------------------------------------------

    def _not_saved(self, problem: TrackerError) -> None:
        """Somebody corrected the record first: what differs is put side by side."""
        mine = {name: self._text(name) for name in ("kind", *_LINES, DETAIL)}
        if not isinstance(problem, Conflict) or not problem.theirs:
            self.error(problem)
            return
        differ = [Difference(name, mine[name], theirs) for name, theirs in problem.theirs if mine[name] != theirs]
        self._met, pane = problem, self.query_one(ComparePane)
        pane.show(differ, theirs_by=problem.theirs_by)
        self._show_compare(shown=True)
        pane.focus()
        self.say("This record was corrected elsewhere. Left takes yours, Right the other, Enter is done.")

    def _goes_on(self, card: RecordCard) -> None:
        self.corrects = card
        self.say("What you chose stands here; F10 saves it as a correction of the newest record.")

    def _leave_compare(self) -> None:
        self._met = None
        self._show_compare(shown=False)
        self.line("summary").enter()

    def _show_compare(self, *, shown: bool) -> None:
        for part in self.query("FormLine, NoteEditor, #kinds"):
            part.display = not shown
        self.query_one(ComparePane).display = shown

    def _text(self, name: str) -> str:
        return self.editor.written if name == DETAIL else self.line(name).text

    def _put(self, name: str, text: str) -> None:
        if name == DETAIL:
            self.editor.put(text)
        else:
            self.line(name).text = text

    def _wanted(self) -> NewRecord:
        """What the lines say; raises BadInput with the first that cannot be read."""
        form, today, old = self.form, self.host.clock.today(), self.corrects
        person = self.place.person
        if form is None or person is None:
            raise BadInput("The form is not read yet.")
        return NewRecord(
            person_id=person,
            category=self._kind(self.line("kind").text),
            summary=self.line("summary").text,
            detail=self.editor.written,
            valid_from=typed.day_of(self.line("from").text, today=today),
            valid_to=typed.day_of(self.line("to").text, today=today),
            case_id=typed.case_of(self.line("case").text, form.cases),
            source=self.line("source").text,
            replaces=(old.id, old.version) if old else None,
        )

    def _kind(self, text: str) -> Category:
        known = self.form.categories if self.form else ()
        if not text and known:
            return known[0]
        return typed.category_of(text, known)

    def _kind_words(self, text: str) -> str:
        return self._kind(text).label if self.form else ""

    def _day_words(self, text: str) -> str:
        return typed.day_words(text, today=self.host.clock.today())

    def _case_words(self, text: str) -> str:
        cases = self.form.cases if self.form else ()
        key = typed.case_of(text, cases) if self.form else None
        return next((f"case {number}" for case, number in cases if case == key), "")

    def _show_form(self, form: RecordForm) -> None:
        self.form = form
        kinds = ", ".join(kind.label for kind in form.categories)
        self.query_one("#kinds", Static).update(Content(kinds or form.refusal))
        if form.categories:
            self.fill({"kind": form.categories[0].label})
        if form.refusal:
            self.refuse(form.refusal)
        if self.place.kind == CORRECT and self.place.cursor:
            work = partial(self.desk.records.get, UUID(self.place.cursor))
            self.ask(work, self._show_record, says="Reading the record", slot="record")

    def _show_record(self, card: RecordCard) -> None:
        self.corrects = card
        self.fill(
            {
                "kind": card.category.label,
                "summary": card.summary,
                "from": f"{card.valid_from:%d/%m/%Y}" if card.valid_from else "",
                "to": f"{card.valid_to:%d/%m/%Y}" if card.valid_to else "",
                "case": card.case_no,
                "source": card.source,
                DETAIL: card.detail,
            }
        )

    def _saved(self, card: RecordCard) -> None:
        self.saved(f"Saved: {card.category.label}, a record of {card.owner}.")
