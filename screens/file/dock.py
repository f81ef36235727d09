"""What file and bench share of the courtroom: the next defendant called, who stands in the dock, and undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from db.words.families.court import AttendanceState
from screens.file.value import value_at
from screens.frame.base import BaseScreen
from screens.frame.messages import BenchOpened, PersonOpened, PlaceOpened
from screens.frame.place import Place

if TYPE_CHECKING:
    from db.cards.day import Called
    from db.cards.file import FileCard, HearingLine
    from db.cards.notes import NoteCard
    from db.cards.person import ValueCard
    from db.cards.records import HeldLine
    from db.desk import Desk
    from db.words.errors import TrackerError
    from screens.file.line import Line

_STATES = {
    "p": AttendanceState.PRESENT,
    "v": AttendanceState.VIDEO,
    "a": AttendanceState.ABSENT,
    "e": AttendanceState.EXCUSED,
}
_NOTHING = (
    "You saved no note, name or attendance here since you signed in. A record of your agency (9) is corrected or "
    "ended by e, and entered again by +."
)


class Dock:
    """Carries out for one screen what is about the row of the list that the person is called from."""

    def __init__(self, screen: BaseScreen, desk: Desk) -> None:
        self._screen = screen
        self._desk = desk
        self.hearing: HearingLine | None = None

    def why_not(self, action_id: str) -> str:
        """Why the action is not possible now; empty when it is or when it is not one of ours."""
        if action_id in ("person.next", "person.previous", "defendant.next") and self.hearing is None:
            return "This defendant is on no list today; F2 shows the list."
        if action_id == "attendance.mark":
            if self.hearing is None:
                return "This defendant is on no list today."
            return self._desk.day.refusal(self.hearing.court_id)  # the rule alone: reads no row
        if action_id == "note.hand_over" and not any(one.personal for one in self._desk.notes.kinds()):
            return "Only a judge has personal notes to hand over."
        return ""

    def beside(self, *, forward: bool) -> None:
        """The next or previous defendant of the list, on the same kind of screen."""
        if self.hearing is None:
            return
        listing = self.hearing.listing_id
        day = self._desk.day
        work = partial(day.next_after if forward else day.previous_before, listing)
        self._screen.ask(work, partial(self._go, forward=forward), says="Looking at the list", slot="beside")

    def mark(self, done: Callable[[], None]) -> None:
        """Ask how the defendant attends, and mark it; `done` reads the screen again."""
        if self.hearing is None:
            return
        # What stood on the screen when the question was put: a mark made since by somebody else is a clash.
        listing, seen = self.hearing.listing_id, self.hearing.mark_id

        def refused(problem: TrackerError) -> None:
            self._screen.error(problem)
            done()

        def answered(letter: str) -> None:
            state = _STATES[letter]

            def work() -> None:
                self._desk.attendance.mark(listing, state, seen=seen)

            def then(_: None) -> None:
                done()
                self._screen.say(f"Marked {state.label}; u undoes it.")

            self._screen.act(work, then, says="Marking", refused=refused)

        self._screen.choose("Attendance:", {key: state.label for key, state in _STATES.items()}, answered)

    def follow(self, person_id: UUID, case: UUID | None = None, *, done: Callable[[], None]) -> None:
        """Follow the person or one case, or follow no longer."""
        what = "this case" if case else "this person"

        def then(follows: bool) -> None:  # noqa: FBT001 - the answer of the call
            yes = f"You follow {what}; changes stand on your home screen."
            self._screen.say(yes if follows else f"{what.capitalize()} is no longer followed.")
            done()

        self._screen.act(partial(self._desk.follow.toggle, person_id, case), then, says="Following")

    def hand_over(self, person_id: UUID, note: NoteCard | None = None) -> None:
        """To the judges, with the own personal note under the cursor; without one the screen asks which."""
        chosen = str(note.id) if note is not None and note.personal and note.own else ""
        self._screen.post_message(PlaceOpened(Place("write.hand_over", person=person_id, cursor=chosen)))

    def correct(self, card: FileCard, line: Line | None, *, hearing: UUID | None, done: Callable[[], None]) -> None:
        """What stands under the cursor: the own agency's record, the own note, or what a source sent."""
        target = line.target if line else ""
        found = value_at(card, line) if line else None
        record = next((one for one in card.held.lines if one.key == target), None)
        note = next((one for one in card.notes if str(one.id) == target), None)
        if record is not None:
            self._correct_record(card.person_id, record, done)
        elif note is not None and note.own:
            form = Place("write.note", person=note.person_id, hearing=hearing, kind="edit", cursor=target)
            self._screen.post_message(PlaceOpened(form))
        elif found is not None:
            self._correct_value(card.person_id, *found, done)
        else:
            self._screen.refuse(
                "Put the cursor on a name, detail, number or address (1), a note of your own (6) or a record of your "
                "agency (9)."
            )

    def remove(self, card: FileCard, line: Line | None, *, done: Callable[[], None]) -> None:
        """Another name under the cursor, which was entered by hand."""
        found = value_at(card, line) if line else None
        if found is None or not found[0].startswith("name:") or found[0] == "name:primary" or found[1].id is None:
            self._screen.refuse("Put the cursor on another name (1).")
            return

        def then(_: object) -> None:
            done()
            self._screen.say("Removed; it stays in the history.")

        work = partial(self._desk.people.remove_alias, found[1].id)
        self._screen.confirm(
            f"Remove the name {found[1].text}? It stays in the history.", lambda: self._screen.act(work, then)
        )

    def _correct_value(self, person_id: UUID, key: str, value: ValueCard, done: Callable[[], None]) -> None:
        """What a source sent: a correction beside it; one that stands is replaced, or ended."""
        form = PlaceOpened(Place("file.correct", person=person_id, kind=key, cursor=str(value.id)))

        def end() -> None:
            def then(_: None) -> None:
                done()
                self._screen.say("The correction has ended; it stays in the history.")

            self._screen.act(partial(self._desk.corrections.end, person_id, key, value.id), then, says="Ending")

        def answered(letter: str) -> None:
            if letter == "c":
                self._screen.post_message(form)
            else:
                self._screen.confirm("End the correction? What the source says is shown again.", end)

        if value.why:
            self._screen.choose("This correction:", {"c": "correct it", "x": "end it"}, answered)
        else:
            self._screen.post_message(form)

    def _correct_record(self, person_id: UUID, record: HeldLine, done: Callable[[], None]) -> None:
        """A record of the own agency: corrected in its form, or ended here."""
        if not record.own:
            self._screen.refuse(f"{record.owner or 'Another agency'} corrects this record, not your agency's form.")
            return

        def end() -> None:
            def then(_: object) -> None:
                done()
                self._screen.say("Ended; it stays in the history.")

            self._screen.act(partial(self._desk.records.end, record.id, version=record.version), then, says="Ending")

        def answered(letter: str) -> None:
            if letter == "c":
                place = Place("write.record", person=person_id, kind="correct", cursor=str(record.id))
                self._screen.post_message(PlaceOpened(place))
            else:
                self._screen.confirm("End this record? It stays in the history.", end)

        self._screen.choose("This record:", {"c": "correct it", "x": "end it"}, answered)

    def undo(self, person_id: UUID, done: Callable[[], None]) -> None:
        """Ask which of the things saved in this sign-in is to be undone."""
        listing = self.hearing.listing_id if self.hearing else None

        def look() -> dict[str, str]:
            """Letter -> what it would undo; reads only."""
            found: dict[str, str] = {}
            note = self._desk.notes.undoable(person_id)
            if note is not None:
                found["n"] = note.words
            alias = next((one for one in self._desk.people.aliases(person_id) if one.undoable), None)
            if alias is not None:
                found["a"] = f"name {alias.shown}"
            mark = self._desk.day.row(listing).mark if listing else None
            if mark is not None and mark.own:
                found["t"] = f"attendance: {mark.state.label}"
            return found

        def ask(found: dict[str, str]) -> None:
            if not found:
                self._screen.refuse(_NOTHING)
            elif len(found) == 1:
                letter, words = next(iter(found.items()))
                self._screen.confirm(
                    f"Undo {words}? The entry stays in the record.", partial(self._undo, letter, person_id, done)
                )
            else:
                self._screen.choose("Undo:", found, lambda letter: self._undo(letter, person_id, done))

        self._screen.ask(look, ask, says="Looking what can be undone", slot="undo")

    def _undo(self, letter: str, person_id: UUID, done: Callable[[], None]) -> None:
        listing = self.hearing.listing_id if self.hearing else None

        def work() -> None:
            if letter == "n":
                self._desk.notes.undo_last(person_id)
            elif letter == "a":
                self._desk.people.undo_last_alias(person_id)
            elif listing is not None:
                self._desk.attendance.undo(listing)

        def then(_: None) -> None:
            done()
            self._screen.say("Undone; the entry stays in the record.")

        self._screen.act(work, then, says="Undoing")

    def _go(self, called: Called | None, *, forward: bool) -> None:
        if called is None:
            self._screen.refuse(f"This is the {'last' if forward else 'first'} defendant of the list.")
            return
        opened = BenchOpened if self._screen.PLACE == "file.bench" else PersonOpened
        self._screen.post_message(opened(called.person_id, called.listing_id))
