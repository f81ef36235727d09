"""The body of the note form: kinds, who will see it, the hearing, the text, and whether the draft is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.cards.drafts import Draft, DraftKind
from db.cards.notes import KindChoice, NoteCard, NoteForm
from db.words.families.notes import NoteKind
from db.words.text import clean_block, visible
from screens.frame.messages import StatusSaid
from screens.frame.place import Place
from screens.parts.compare import ComparePane, Difference
from screens.parts.editor import NoteEditor
from screens.write.kinds import KindLine

TEXT = "Text"
"""The one field of a note that two people can have changed."""


class NotePage(Vertical):
    """What is typed and chosen is asked here; the page itself asks nobody."""

    def __init__(self, choices: Sequence[KindChoice], *, asked: str, locked: bool) -> None:
        super().__init__(id="page")
        self._choices = tuple(choices)
        self._asked = asked
        self._locked = locked
        self._form: NoteForm | None = None
        self.theirs: NoteCard | None = None
        """The other text, while two are compared."""

    def compose(self) -> ComposeResult:
        """From top to bottom; the comparison takes the place of the text while it stands."""
        possible = [one.kind for one in self._choices if not one.why_not]
        asked = [kind for kind in possible if kind == self._asked]
        kinds = KindLine(self._choices, kind=next(iter(asked or possible), None), id="kind")
        yield kinds
        # Said when it is made: of two updates before the first layout, Textual measures only the first.
        yield Static(Content(_readers(kinds)), id="readers")
        yield Static(id="sitting", markup=False)
        yield NoteEditor(id="note")
        with VerticalScroll(id="both", can_focus=False):
            yield ComparePane(id="compare")
        yield Static(id="kept", markup=False)

    def on_mount(self) -> None:
        """Only the text at first."""
        self.query_one("#both").display = False
        self.editor.read_only = self._locked

    @on(KindLine.Chosen)
    def take_kind(self, message: KindLine.Chosen) -> None:
        """Say who will see it; a letter means that the clerk types now."""
        self.show_readers()
        if message.done:
            self.editor.focus()

    @on(KindLine.Pasted)
    def take_paste(self, message: KindLine.Pasted) -> None:
        """Pasted before the kind was chosen: it is text."""
        if not self.editor.read_only:
            self.editor.insert(clean_block(message.text))
            self.post_message(StatusSaid("The text is in the note. Now choose who it is for."))

    @on(KindLine.Refused)
    def say_why_not(self, message: KindLine.Refused) -> None:
        """A letter that chooses nothing."""
        self.post_message(StatusSaid(message.why))

    @property
    def editor(self) -> NoteEditor:
        """The text."""
        return self.query_one(NoteEditor)

    @property
    def kinds(self) -> KindLine:
        """The line of kinds."""
        return self.query_one(KindLine)

    @property
    def kind(self) -> NoteKind:
        """The kind that is marked; the narrowest of the likely ones where the policy gives none."""
        return self.kinds.kind or NoteKind.AGENCY

    def set_kind(self, kind: NoteKind, *, locked: bool) -> None:
        """Mark a kind, and say who will see it."""
        self.kinds.show(kind, locked=locked)
        self.show_readers()

    def draft(self, draft_id: UUID, place: Place, *, at: datetime, edits: UUID | None) -> Draft:
        """What stands here now, for the journal and for saving; `edits` is the note that is corrected."""
        return Draft(
            id=draft_id,
            person_id=place.person or draft_id,
            text=self.editor.text,
            at=at,
            kind=DraftKind.EDIT if edits else DraftKind.NOTE,
            note_kind=self.kind,
            cursor=self.editor.cursor_location,
            case_id=place.case,
            hearing_id=place.hearing,
            note_id=edits,
        )

    def put(self, text: str, *, cursor: tuple[int, int] | None = None) -> None:
        """Show a text to go on with."""
        self.editor.read_only = False
        self.editor.put(text, cursor=cursor)
        self.editor.focus()

    def show_readers(self) -> None:
        """Who will see a note of the marked kind, by the policy, and which hearing it belongs to."""
        self._say("readers", _readers(self.kinds))
        if self._form is None:
            return
        note, sitting = self._form.note, self._form.sitting
        nowhere = "No hearing of this person is listed today"
        if note is not None:
            lost = (
                f". {', '.join(note.handed_to)} had this text; a correction is yours alone." if note.handed_to else ""
            )
            self._say("sitting", f"{note.heading}{lost}")
        elif sitting is not None:
            self._say("sitting", f"Hearing: {sitting.words}")
        elif self.kind is NoteKind.HEARING:
            self._say("sitting", f"{nowhere}: choose another kind, or F10 cannot save it.")
        else:
            self._say("sitting", f"{nowhere}: the note belongs to the person.")

    def show_form(self, form: NoteForm) -> None:
        """What was read around the text, and what the policy says of each kind."""
        self._form = form
        if form.kinds:
            self.kinds.choices = form.kinds
        self.show_readers()

    def show_kept(self, text: str) -> None:
        """Whether the draft is safe."""
        self._say("kept", text)

    def compare(self, theirs: NoteCard, *, by: str) -> None:
        """Put another text beside the own one."""
        self.theirs = theirs
        pane = self.query_one(ComparePane)
        pane.show([Difference(TEXT, self.editor.written, theirs.body or theirs.withheld)], theirs_by=by)
        self.query_one("#both").display = True
        self.editor.display = False
        pane.focus()

    def end_compare(self) -> None:
        """Back to the text."""
        self.theirs = None
        self.query_one("#both").display = False
        self.editor.display = True
        self.editor.focus()

    def _say(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(Content(visible(text)))


def _readers(kinds: KindLine) -> str:
    choice = kinds.choice(kinds.kind)
    return visible(choice.readers if choice else "You cannot write notes here.")
