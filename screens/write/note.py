"""F6: a note about one person; what is typed is kept at once, and a save that fails loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult

from db.cards.drafts import Draft, DraftKind
from db.cards.notes import NoteCard, NoteForm, day_and_time
from db.cards.person import VitalCard
from db.words.errors import Conflict, TrackerError
from db.words.keys import uuid7
from screens.frame.base import BaseScreen
from screens.frame.keeping import DraftKept, Keeping, Unsaved
from screens.frame.lines import Sign
from screens.frame.messages import Saved, StatusSaid
from screens.frame.place import Place
from screens.parts.compare import ComparePane
from screens.parts.editor import NoteEditor
from screens.write.kinds import KindLine
from screens.write.page import TEXT, NotePage

if TYPE_CHECKING:
    from db.desk import Desk

EDIT = "edit"
"""`Place.kind` of a correction; `Place.cursor` is then the id of the note."""


class NoteScreen(BaseScreen):
    """A new note, or a correction of an own one, with the draft journal behind it."""

    PLACE = "write.note"
    TITLE = "Note"
    CSS_PATH = "note.tcss"
    HELP: ClassVar[str] = (
        "A note about the person above: type it, F10 saves. The line below the kinds says who will see it; ^T and "
        "a letter choose another kind. Every word is kept on this terminal while you type: Esc, a lost database "
        "or a closed terminal loses nothing, and ^R or the next sign-in brings it back."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.form: NoteForm | None = None
        self.edits = UUID(place.cursor) if place.kind == EDIT and place.cursor else None
        self.unsaved = Unsaved(place.draft or uuid7(), Keeping(desk.drafts.put, self.post_message))
        self._choices = desk.notes.kinds()
        self._done = False

    def compose_body(self) -> ComposeResult:
        """One page."""
        waits = not self._choices or self.place.draft is not None or self.edits is not None
        yield NotePage(self._choices, asked=self.place.kind, locked=waits)

    def on_mount(self) -> None:
        """Letters are accepted at once; what is read comes in around them."""
        self._show_kept()
        # The first letter typed is the note's: another kind is chosen on purpose, with ^T.
        (self.page.editor if self._choices else self.page.kinds).focus()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        if not self.place.draft:
            self._ask_form()
        self.records_changed(frozenset())
        self.ask(lambda: self.desk.drafts.of_person(person), self._show_left, says="Looking for drafts")

    def on_unmount(self) -> None:
        """The thread of the drafts ends."""
        self.unsaved.keeping.close()

    def on_screen_resume(self) -> None:
        """Saved while another screen was on top: there is nothing left to do here."""
        if self._done:
            self.call_after_refresh(self.act_back)

    @on(KindLine.Chosen)
    def keep_kind(self) -> None:
        """Another kind is part of the draft."""
        if self._typed():
            self.keep()

    @on(NoteEditor.Typed)
    def keep(self) -> None:
        """At most a quarter of a second after a key."""
        if not self._done:
            self.unsaved.keeping.keep(self._draft())
        self.refresh_frame()

    def on_draft_kept(self, message: DraftKept) -> None:
        """Say since when the draft is safe; what stands in the way is said once."""
        problem = self.unsaved.heard(message)
        if problem is not None:
            self.error(problem)
        self._show_kept()

    def act_save(self) -> None:
        """F10."""
        if self.page.theirs is not None:
            self.refuse("Choose one of the two texts: Left or Right, then Enter.")
            return
        draft = self._draft()
        self.unsaved.keeping.keep_now(draft)
        self.act(
            lambda: self.desk.notes.save(draft),
            lambda card: self._saved(draft, card),
            refused=lambda problem: self._not_saved(draft, problem),
        )

    def act_note_new(self) -> None:
        """F6 again: this form stays."""
        self.say("You are writing a note: F10 saves it, Esc leaves and keeps it as a draft.")

    def act_note_kind(self) -> None:
        """Back to the line of kinds."""
        self.page.kinds.focus()

    def act_draft_back(self) -> None:
        """The text about this person that was left unsaved; what is typed now is kept as a draft too."""
        draft = self.unsaved.left[0]
        self.unsaved.put_aside(self._draft())
        self._restore(draft)

    def act_note_withdraw(self) -> None:
        """The note that is being corrected, for good."""
        note = self.edits
        if note is not None:
            self.confirm(
                "Withdraw this note? It leaves every file; the record of it stays. This cannot be undone.",
                lambda: self.act(lambda: self.desk.notes.withdraw(note), lambda _: self._leave("Note withdrawn.")),
            )

    @on(ComparePane.Chosen)
    def take_choice(self, message: ComparePane.Chosen) -> None:
        """Of two corrections one was chosen; the own text goes only after a typed y."""
        if self.page.theirs is None:
            return
        if message.mine.get(TEXT, True):
            self.edits = self.page.theirs.id
            self.page.end_compare()
            self.act_save()
            return
        self.confirm(
            f"Drop your own text of {len(self.page.editor.text):,} characters? The saved one stands.",
            lambda: self._leave("Your text was dropped; the saved note stands."),
        )

    def act_back(self) -> None:
        """Esc: out of the comparison, else out of the form; the draft stays."""
        if self.page.theirs is not None and not self.status.holds_error:
            self.page.end_compare()
            self.say("Nothing was chosen; your text is here and kept as a draft.")
            return
        super().act_back()

    @property
    def page(self) -> NotePage:
        """The body."""
        return self.query_one(NotePage)

    def why_not(self, action_id: str) -> str:
        """What is not possible now."""
        if action_id in ("save", "note.kind") and not self._choices:
            return self.form.refusal if self.form and self.form.refusal else "Your role reads only."
        if action_id == "save" and not self._typed():
            return "Nothing is written yet."
        if action_id == "draft.back" and not self.unsaved.left:
            return "There is no other unsaved text about this person on this terminal."
        if action_id == "note.withdraw" and self.edits is None:
            return "This note is not saved yet; only a saved note is withdrawn."
        return super().why_not(action_id)

    def here(self) -> Place:
        """With the draft, so that the way back leads to the text."""
        if not self.query(NotePage):
            return self.place
        kind, cursor = (EDIT, str(self.edits)) if self.edits else (str(self.page.kind), "")
        draft = self.unsaved.id if self._typed() and not self._done else None
        return replace(self.place, draft=draft, kind=kind, cursor=cursor)

    def in_hand(self) -> Place | None:
        """The person, without what is particular to this form."""
        return replace(self.place, draft=None, kind="", cursor="") if self.place.person else None

    def flush_draft(self) -> None:
        """Before leaving, covering, quitting and at SIGHUP: on the disk before this returns."""
        if self._done or not self._typed():
            return
        problem = self.unsaved.keeping.keep_now(self._draft())
        if self.app.screen is self:
            kept = "Not saved yet: the text is kept as a draft; F6 and ^R bring it back."
            self.post_message(StatusSaid(problem.sentence if problem else kept))

    def records_changed(self, keys: frozenset[str]) -> None:
        """The vital strip is read again; what is being typed is never touched."""
        person = self.place.person
        if person is not None:
            self.ask(lambda: self.desk.file.vital(person), self._show_vital, slot="vital", refused=_say_nothing)

    def _ask_form(self) -> None:
        person, at, note = self.place.person, self.place.hearing, self.edits
        if person is not None:
            self.ask(lambda: self.desk.notes.form(person, at=at, note_id=note), self._show_form, slot="form")

    def _show_form(self, form: NoteForm) -> None:
        self.form = form
        self.person_label = self.person_label or form.person
        self.page.show_form(form)
        note = form.note
        if note is not None and self.unsaved.kept is None:
            self.page.set_kind(note.kind, locked=True)
            self.page.put(note.body)
            if note.withheld or not note.own:
                self.page.editor.read_only = True
                self.refuse(note.withheld or "This is another user's note; write one of your own.")
        if form.refusal:
            self.refuse(form.refusal)
        self.refresh_frame()

    def _show_vital(self, card: VitalCard) -> None:
        self.show_person(card.label, [Sign(sign.text, sign.alert) for sign in card.signs])

    def _show_left(self, drafts: tuple[Draft, ...]) -> None:
        wanted = next((draft for draft in drafts if draft.id == self.place.draft), None)
        elsewhere = {one.unsaved.id for one in self.app.screen_stack if isinstance(one, NoteScreen)}
        self.unsaved.left = tuple(one for one in drafts if one.id not in elsewhere)
        if wanted is not None:
            self._restore(wanted)
        elif self.place.draft:
            self.unsaved.id = uuid7()
            self.page.editor.read_only = not self._choices
            self.say("This draft was saved or dropped already; this is a new note.")
            self._ask_form()
        self._show_kept()

    def _restore(self, draft: Draft) -> None:
        """Back in the text, at the same word, of the same kind."""
        self.unsaved.go_on_with(draft)
        self.edits = draft.note_id
        self.place = replace(self.place, case=draft.case_id, hearing=draft.hearing_id)
        self.page.set_kind(draft.note_kind, locked=draft.kind is DraftKind.EDIT)
        self.page.put(draft.text, cursor=draft.cursor)
        self.say(f"Your text of {day_and_time(draft.at, unless=self.host.clock.now())} is back; it is not saved yet.")
        self._show_kept()
        self._ask_form()

    def _saved(self, draft: Draft, card: NoteCard) -> None:
        if self.page.editor.text != draft.text:
            self.say("Saved as it stood at F10. What you typed since is a draft; F10 saves it too.")
            return
        self._leave(f"Saved: {card.kind.label} note{', corrected' if card.edited else ''}. u undoes it.")

    def _not_saved(self, draft: Draft, problem: TrackerError) -> None:
        """The text stays. Where somebody was quicker, both texts are put side by side."""
        note = draft.note_id
        if not isinstance(problem, Conflict):
            self.error(problem)
        elif note is None:
            # The draft was saved before and corrected elsewhere since: its text becomes a note of its own.
            self.unsaved.id = uuid7()
            self.error("This note was changed at another terminal. Your text is kept. F10 saves it as a further note.")
        else:
            self.ask(lambda: self.desk.notes.newest_of(note), self._compare, says="Reading the other text")

    def _compare(self, theirs: NoteCard | None) -> None:
        if theirs is None:
            self.edits = None
            self.page.set_kind(self.page.kind, locked=False)
            self.error("This note was withdrawn at another terminal. Your text is kept. F10 saves it as a new note.")
            return
        by = f"{theirs.author} at {day_and_time(theirs.written_at, unless=self.host.clock.now())}"
        self.page.compare(theirs, by=by)
        self.say("This note was changed elsewhere. Left takes yours, Right the other, Enter is done.")

    def _leave(self, said: str) -> None:
        """The draft is settled; the screen goes, unless the clerk went elsewhere meanwhile."""
        self._done = True
        draft_id = self.unsaved.id
        self.act(lambda: self.desk.drafts.settle(draft_id), lambda _: None, says="Settling the draft")
        self.post_message(Saved(said, leave=self.app.screen is self))

    def _typed(self) -> bool:
        return bool(self.query(NotePage)) and bool(self.page.editor.text.strip())

    def _draft(self) -> Draft:
        return self.page.draft(self.unsaved.id, self.place, at=self.host.clock.now(), edits=self.edits)

    def _show_kept(self) -> None:
        self.page.show_kept(self.unsaved.words(self.host.clock.local().tzinfo))
        self.refresh_frame()


def _say_nothing(problem: TrackerError) -> None:
    """The strip can wait: the form's own reading says what is wrong."""
