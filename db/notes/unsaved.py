"""What this user typed on this terminal and never saved: kept at once, offered at the next sign-in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from uuid import UUID

from db.accounts.judge_key import JudgeKey
from db.cards.drafts import Draft, DraftKind, FormPlace
from db.cards.notes import DraftLeftCard, day_and_time
from db.notes import reading, saving
from db.notes.drafts.journal import DraftJournal
from db.notes.drafts.local_key import judge_sealing_key, terminal_key
from db.people.shown import shown
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import Misconfigured, NotFound, TryLater
from db.words.text import clean_block


class DraftService:
    """The draft journal of one user on this terminal. Only `left` asks the database; the rest never wait for it."""

    def __init__(
        self,
        units: Units,
        actor: Actor,
        *,
        folder: Path | None,
        judge_key: JudgeKey | None = None,
        local_key: Callable[[], bytes] | None = None,
    ) -> None:
        self._local_key = local_key
        self._units = units
        self._actor = actor
        self._folder = folder
        self._key = judge_key
        self._lock = threading.Lock()

    def put(self, draft: Draft) -> None:
        """Keep the draft as it stands now, on the disk before this returns.

        Raises TryLater when the disk is full or away, Refused for a personal note without the judge's key.
        """
        self._opened().put(draft)

    def settle(self, draft_id: UUID) -> None:
        """The draft was saved or dropped: it is not offered again. Raises TryLater."""
        self._opened().settle(draft_id)

    def pending(self) -> tuple[Draft, ...]:
        """Drafts that were never settled, newest first. Raises TryLater when the journal cannot be read."""
        return tuple(self._opened().pending())

    def get(self, draft_id: UUID) -> Draft:
        """One draft. Raises NotFound when it was saved or dropped."""
        found = next((draft for draft in self.pending() if draft.id == draft_id), None)
        if found is None:
            raise NotFound("This draft was saved or dropped.", kept="")
        return found

    def of_person(self, person_id: UUID) -> tuple[Draft, ...]:
        """Drafts of notes about one person, newest first."""
        return tuple(one for one in self.pending() if one.person_id == person_id and one.form is None)

    def of_form(self, form: FormPlace) -> Draft | None:
        """What was typed into this form last and never saved."""
        return next((one for one in self.pending() if one.form == form), None)

    def left(self) -> tuple[DraftLeftCard, ...]:
        """Drafts to offer, newest first, each with a label such as `a hearing note about SMITH, John at 10:42`.

        A draft whose save went through although its answer was lost is settled here and not offered. With
        the database away the label names nobody.
        """
        drafts = self.pending()
        if not drafts:
            return ()
        try:
            with self._units.read(self._actor) as unit:
                names = {key: one.name for key, one in shown(unit, {draft.person_id for draft in drafts}).items()}
                saved = {draft.id for draft in drafts if self._is_saved(unit, draft)}
        except TryLater:
            names, saved = {}, set()
        for draft_id in saved:
            self.settle(draft_id)
        return tuple(self._labelled(drafts, names, without=saved))

    def _labelled(
        self, drafts: Iterable[Draft], names: dict[UUID, str], *, without: set[UUID]
    ) -> Iterable[DraftLeftCard]:
        now = self._units.clock.now()
        for draft in drafts:
            if draft.form is not None:
                who = names.get(draft.form.person) if draft.form.person else None
                about = f" about {who}" if who else ""
                at = day_and_time(draft.at, unless=now)
                yield DraftLeftCard(draft, f"the form '{draft.form.title}'{about} at {at}")
            elif draft.id not in without:
                who = names.get(draft.person_id, "somebody who cannot be shown now")
                what = f"a correction of your {draft.note_kind.label} note" if draft.kind is DraftKind.EDIT else ""
                what = what or f"{_article(draft.note_kind.label)} {draft.note_kind.label} note"
                yield DraftLeftCard(draft, f"{what} about {who} at {day_and_time(draft.at, unless=now)}")

    def _is_saved(self, unit: Unit, draft: Draft) -> bool:
        if draft.form is not None:
            return False
        note = saving.saved_by(unit, draft.id)
        if note is None or note.withdrawn_at is not None:
            return note is not None
        return reading.card(unit, note, key=self._key).body == clean_block(draft.text)

    def _opened(self) -> DraftJournal:
        # Several threads may come first; only one may make the key of the terminal.
        with self._lock:
            return self._journal

    @cached_property
    def _journal(self) -> DraftJournal:
        if self._folder is None:
            raise Misconfigured("This sign-in keeps no drafts.", kept="What you typed is on the screen only.")
        user_id = self._actor.user_id
        sealing = judge_sealing_key(self._key, user_id) if self._key else None
        key = terminal_key(self._folder) if self._local_key is None else self._local_key()
        return DraftJournal(self._folder, user_id, key=key, judge_key=sealing)


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
