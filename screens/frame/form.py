"""The base of every form: Enter goes on, Esc asks first, and what is typed is on the disk all along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import events, on
from textual.timer import Timer
from textual.widgets import Input

from db.cards.drafts import Draft, DraftKind, FormPlace
from db.cards.notes import day_and_time
from db.words.errors import Misconfigured, TrackerError
from db.words.keys import uuid7
from screens.frame.base import BaseScreen
from screens.frame.keeping import DraftKept, Keeping
from screens.frame.lines import Sign
from screens.frame.messages import Saved, StatusSaid
from screens.frame.place import Place

if TYPE_CHECKING:
    from db.cards.person import VitalCard
    from db.desk import Desk

_PARTS = "FormLine, Field, NoteEditor"
_KEPT_WITHIN = 0.2
"""Seconds from the first key to the writing; with the writing itself below the quarter of a second of ux.md 17."""


class Part(Protocol):
    """A line or a text of a form: what stands there, and what stood there first."""

    id: str
    text: str
    first: str

    def put(self, text: str) -> None:
        """Let it say something else."""


class FormScreen(BaseScreen):
    """A screen of lines to fill in. What differs from what Tracker filled in is kept as a draft and comes back.

    A subclass fills lines by `fill` and ends with `saved`.
    """

    LEAVING: ClassVar[str] = "Leave without saving?"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(replace(place, draft=None))
        self.desk = desk
        self._draft_id = place.draft or uuid7()
        self._asked_for = place.draft
        self._keeping = Keeping(self._to_disk, self.post_message)
        self._keeps = True
        self._was_kept = self._done = False
        self._soon: Timer | None = None
        self._problem = ""

    def _on_mount(self, event: events.Mount) -> None:
        work = self._find
        self.ask(work, self._back, says="Looking for what was typed", slot="draft", refused=self._not_found)

    def on_unmount(self) -> None:
        """The thread of the drafts ends."""
        self._keeping.close()

    # -- what stands in it ------------------------------------------------------------------------

    @property
    def said(self) -> dict[str, str]:
        """What stands in every line and text, by its id."""
        return {part.id: part.text for part in self._parts()}

    @property
    def differs(self) -> dict[str, str]:
        """What somebody typed: lines that differ from what Tracker filled in."""
        return {part.id: part.text for part in self._parts() if part.text != part.first}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Fill in what Tracker knows; a line in which somebody typed already keeps it."""
        for part in self._parts():
            if part.id in texts:
                untouched, part.first = part.text == part.first, texts[part.id]
                if untouched:
                    part.put(part.first)
                    part.first = part.text

    def saved(self, said: str) -> None:
        """It is in the record: the draft is settled, and the screen goes."""
        self.drop_draft()
        self.post_message(Saved(said, leave=True))

    def drop_draft(self) -> None:
        """What is typed is not needed any more."""
        self._done = True
        if self._was_kept:
            draft = self._draft_id
            self.act(lambda: self.desk.drafts.settle(draft), lambda _: None, says="Settling the draft")

    # -- keys ---------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def to_next(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        event.stop()
        self.focus_next()

    def act_back(self) -> None:
        """Esc leaves; where something is typed it is asked what becomes of it."""
        if self._done or self.status.holds_error or not self.differs:
            super().act_back()
        elif self._keeps:
            choices = {"y": "yes, kept as a draft", "d": "drop it", "n": "no"}
            self.choose(self.LEAVING, choices, self._leave, default="n")
        else:
            self.confirm(f"{self.LEAVING} What is typed here is not kept.", super().act_back)

    # -- drafts -------------------------------------------------------------------------------------

    @on(Input.Changed)
    def keep_soon(self) -> None:
        """Going on typing does not put it off."""
        if self._soon is None and self._keeps and not self._done:
            self._soon = self.set_timer(_KEPT_WITHIN, self._keep)

    def on_text_area_changed(self) -> None:
        """The longer text as well."""
        self.keep_soon()

    def flush_draft(self) -> None:
        """Before leaving, covering, quitting and at SIGHUP: on the disk before this returns."""
        if self._done or not self._keeps or not self.is_mounted or not self.differs:
            return
        problem = self._keeping.keep_now(self._draft())
        if isinstance(problem, Misconfigured):
            self._keeps = False
            return
        self._was_kept = True
        if self.app.screen is self:
            kept = "Not saved yet: what is typed is kept as a draft; the same form brings it back."
            self.post_message(StatusSaid(problem.sentence if problem else kept))

    def on_draft_kept(self, message: DraftKept) -> None:
        """What stands in the way of keeping is said once; a sign-in that keeps no drafts says it when one leaves."""
        problem = message.problem
        if isinstance(problem, Misconfigured):
            self._keeps = False
        elif problem is not None and problem.sentence != self._problem:
            self.error(problem)
        self._problem = problem.sentence if problem else ""

    def show_vital(self, vital: VitalCard) -> None:
        """Whose record it is stands above."""
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])

    # -- private ------------------------------------------------------------------------------------

    def _parts(self) -> list[Part]:
        return [cast("Part", one) for one in self.query(_PARTS) if one.id]

    def _keep(self) -> None:
        self._soon = None
        if not self._done and self.is_mounted and (self.differs or self._was_kept):
            self._was_kept = True
            self._keeping.keep(self._draft())

    def _form(self) -> FormPlace:
        return FormPlace(tuple(self.place.to_plain().items()), self.title_words, self.place.person)

    def _draft(self) -> Draft:
        """What is typed now; without a word when everything was taken out again."""
        typed = self.differs
        return Draft(
            self._draft_id, self.place.person or self._draft_id, json.dumps(typed) if typed else "",
            self.host.clock.now(), DraftKind.FORM, form=self._form(),
        )  # fmt: skip

    def _to_disk(self, draft: Draft) -> None:
        self.desk.drafts.put(draft)  # asked for on the thread: opening the journal may take a moment

    def _find(self) -> Draft | None:
        drafts = self.desk.drafts
        return drafts.get(self._asked_for) if self._asked_for else drafts.of_form(self._form())

    def _back(self, draft: Draft | None) -> None:
        """What was typed before stands there again, in lines where nothing is typed yet."""
        if draft is None:
            return
        self._draft_id, self._was_kept = draft.id, True
        texts = json.loads(draft.text)
        for part in self._parts():
            if part.id in texts and part.text == part.first:
                part.put(texts[part.id])
        at = day_and_time(draft.at, unless=self.host.clock.now())
        self.say(f"What you typed at {at} is back; it is not saved yet. Esc and d drops it.")

    def _not_found(self, problem: TrackerError) -> None:
        if isinstance(problem, Misconfigured):
            self._keeps = False
        elif self._asked_for is not None:
            self.say("This draft was saved or dropped already; this is an empty form.")

    def _leave(self, letter: str) -> None:
        if letter == "d":
            self.drop_draft()
        if letter in ("y", "d"):
            super().act_back()
        else:
            self.say("Nothing was done.")
