"""A prison's weekly file that was not accepted by itself: taken in by a person's decision, or put away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from db.access import rules
from db.cards.feeds import FileOutcome
from db.exchange.loading import books
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.exchange.service import FeedService
from db.tables.system import FeedBatch
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import BadInput, Refused
from db.words.families.exchange import BatchState
from db.words.text import clean

_LONGEST: int = 200


class DecidingService:
    """Decisions about files that wait, for one actor who takes in files of their agency."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def accept(
        self,
        typed: str,
        file: Path | None = None,
        *,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> FileOutcome:
        """Take the file in whatever was wrong with it; `file` is where it lies now, else where it lay.

        Raises NotFound, Refused where it does not wait or is another agency's, BadInput where the file is not there
        or is another one.
        """
        batch = self._waiting(typed)
        path = file or Path(batch.waits_at)
        if not path.is_file() or books.digest_of(path) != batch.file_hash:
            raise BadInput(
                "The file is not there any more, or it is another one.", to_do="Name it: tracker feed accept BATCH FILE"
            )
        if not dry_run:
            books.decide(self._units, self._actor, batch.id, accepted=True)
        job = Job(path, batch.agency_id, dry_run, progress, decided=True)
        outcome = import_file(self._units, self._actor, job)
        return replace(outcome, exit_code=1 if outcome.quarantined else 0)

    def refuse(self, typed: str, *, reason: str, dry_run: bool = False) -> UUID:
        """Put the file away, with a reason. Raises as `accept`, and BadInput without a reason."""
        why = clean(reason)[:_LONGEST]
        if not why:
            raise BadInput("Say why the file is not taken in.")
        batch = self._waiting(typed)
        if not dry_run:
            books.decide(self._units, self._actor, batch.id, accepted=False, reason=why)
        return batch.id

    def _waiting(self, typed: str) -> FeedBatch:
        card = FeedService(self._units, self._actor).find(typed)
        with self._units.read(self._actor) as unit:
            batch = unit.get(FeedBatch, card.id)
        decided = rules.loads_feeds(self._actor, batch.agency_id)
        if not decided.allowed:
            raise Refused(f"Files are not yours to load: {decided.reason}.")
        if batch.state is not BatchState.WAITING:
            raise Refused(f"This file waits for no decision: it is {batch.state.label}.")
        return batch
