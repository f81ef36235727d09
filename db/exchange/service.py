"""Feeds for one actor: files taken in one by one, the files on record, their records and what came raw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.audit.chain import Act
from db.cards.feeds import BatchCard, FeedRecordCard, FileOutcome, Oddity
from db.cards.page import LIMIT, Page
from db.exchange.folders import Named, files
from db.exchange.loading.batch import import_file
from db.exchange.loading.books import heard
from db.exchange.loading.work import AGAIN, KEPT, Job
from db.exchange.oddities import FileRefused
from db.tables.base import table_of
from db.tables.places import Agency
from db.tables.system import FeedBatch, FeedRecord
from db.tables.users import UserAccount
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, Misconfigured, NotFound, Refused, TrackerError
from db.words.families.access import AuditOperation
from db.words.families.exchange import FeedFormat

FEWEST_LETTERS = 6
# Of a file: how much is read, of how much.
Progress = Callable[[str, int, int], None]


class FeedService:
    """Taking in files and looking at what became of them."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def import_paths(
        self,
        paths: Iterable[Path],
        *,
        agency: str = "",
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Iterator[FileOutcome]:
        """Take in files and the files of folders; each gives its outcome when it is done, refused ones too.

        `agency` is the code of the owner, the actor's own where empty. Raises Misconfigured when there is no
        such agency and Refused when the actor may not load for it, before any file is read.
        """
        owner = self._owner(agency)
        return self._import(paths, owner, dry_run=dry_run, progress=progress)

    def list(self, after: str = "") -> Page[BatchCard]:
        """Files on record, the newest first, at most 200; `after` goes on from a page."""
        with self._units.read(self._actor) as unit:
            order = col(FeedBatch.taken_at), col(FeedBatch.id)
            moment = table_of(FeedBatch).c.taken_at.type
            wanted = sa.select(FeedBatch).order_by(*(each.desc() for each in order)).limit(LIMIT + 1)
            if after:
                last = unit.get(FeedBatch, UUID(after))
                wanted = wanted.where(sa.tuple_(*order) < sa.tuple_(sa.literal(last.taken_at, moment), last.id))
            found = list(unit.session.scalars(wanted))
            cards = _cards(unit, found[:LIMIT])
        return Page(cards, after=str(cards[-1].id) if len(found) > LIMIT else None)

    def find(self, typed: str) -> BatchCard:
        """A file by its id, or by six or more letters at the id's end; NotFound, or BadInput when several fit."""
        wanted = typed.strip().casefold()
        for page in self._pages():
            fitting = [card for card in page.items if str(card.id) == wanted]
            if len(wanted.replace("-", "")) >= FEWEST_LETTERS:
                fitting = fitting or [card for card in page.items if str(card.id).endswith(wanted)]
            if len(fitting) > 1:
                raise BadInput(f"More than one file ends in {wanted}.", to_do="Give the whole id.")
            if fitting:
                return fitting[0]
        raise NotFound("There is no such file on record.", to_do="tracker feed list")

    def records(self, batch_id: UUID, *, after: int = 0) -> Page[FeedRecordCard]:
        """Records of a file by number, at most 200; audited. None where the file is another agency's."""
        act = Act(AuditOperation.CONSULTATION, "feed.show", "feed_batch", batch_id)
        with self._units.act(self._actor, act) as unit:
            unit.get(FeedBatch, batch_id)
            wanted = (
                sa.select(FeedRecord)
                .where(col(FeedRecord.batch_id) == batch_id, col(FeedRecord.number) > after)
                .order_by(col(FeedRecord.number))
                .limit(LIMIT + 1)
            )
            found = list(unit.session.scalars(wanted))
            cards = tuple(
                FeedRecordCard(row.number, row.at, row.outcome, tuple(heard(row.problems))) for row in found[:LIMIT]
            )
        return Page(cards, after=str(cards[-1].number) if len(found) > LIMIT else None)

    def raw(self, batch_id: UUID, number: int) -> str:
        """One record as it came, own agency's files only; audited. NotFound where there is none."""
        act = Act(AuditOperation.CONSULTATION, "feed.raw", "feed_batch", batch_id, rows=1)
        with self._units.act(self._actor, act) as unit:
            wanted = sa.select(FeedRecord).where(col(FeedRecord.batch_id) == batch_id, col(FeedRecord.number) == number)
            found = unit.session.scalars(wanted).first()
            if found is None:
                raise NotFound("There is no such record, or it is not your agency's.")
            return found.raw.decode("utf-8", "replace")

    def _pages(self) -> Iterator[Page[BatchCard]]:
        page = self.list()
        yield page
        while page.after is not None:
            page = self.list(page.after)
            yield page

    def _owner(self, code: str) -> UUID:
        owner = self._actor.agency_id
        if code:
            with self._units.read(self._actor) as unit:
                wanted = sa.select(Agency).where(col(Agency.code) == code.strip().upper())
                found = unit.session.scalars(wanted).first()
            if found is None:
                raise Misconfigured(f"There is no agency with the code {code.strip()}.", to_do="tracker agency list")
            owner = found.id
        decided = rules.loads_feeds(self._actor, owner)
        if not decided.allowed:
            raise Refused(f"Files are not yours to load: {decided.reason}.")
        return owner

    def _import(
        self, paths: Iterable[Path], owner: UUID, *, dry_run: bool, progress: Progress | None
    ) -> Iterator[FileOutcome]:
        for named in files(paths):
            name = str(named.path)
            if named.skipped:
                yield FileOutcome(name, skipped=named.skipped)
                continue
            job = Job(named.path, owner, dry_run, _named_progress(progress, name))
            try:
                yield replace(self._take_in(named, job), file=name)
            except TrackerError as fault:
                yield _refused(name, fault)

    def _take_in(self, named: Named, job: Job) -> FileOutcome:
        if named.refused is not None:
            raise named.refused
        outcome = import_file(self._units, self._actor, job)
        return replace(outcome, exit_code=1 if outcome.quarantined else 0)


def _named_progress(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, of: progress(name, done, of)


def _refused(name: str, fault: TrackerError) -> FileOutcome:
    known: tuple[FeedFormat | None, UUID | None] = None, None
    if isinstance(fault, FileRefused):
        problem, said = Oddity(fault.at, fault.code.value, fault.happened), fault.sentence
        known = fault.format, fault.batch
    else:
        # The store's own words speak of what a clerk typed; here a file was read.
        said = " ".join((fault.happened, KEPT, fault.to_do or AGAIN))
        problem = Oddity("", "try-later" if fault.exit_code == 3 else "refused", fault.happened)
    return FileOutcome(name, *known, problems=(problem,), refused=said, exit_code=fault.exit_code)


def _cards(unit: Unit, batches: Iterable[FeedBatch]) -> tuple[BatchCard, ...]:
    rows = list(batches)
    owners = sa.select(Agency).where(col(Agency.id).in_({row.agency_id for row in rows}))
    agencies = {each.id: each.code for each in unit.session.scalars(owners)}
    takers = sa.select(UserAccount).where(col(UserAccount.id).in_({row.taken_by_id for row in rows}))
    users = {each.id: each.user_name for each in unit.session.scalars(takers)}
    return tuple(
        BatchCard(
            id=row.id,
            file=row.file_name,
            format=row.format,
            state=row.state,
            agency=agencies.get(row.agency_id, ""),
            taken_by=users.get(row.taken_by_id, ""),
            taken_at=row.taken_at,
            finished_at=row.finished_at,
            read=row.read,
            new=row.new,
            changed=row.changed,
            unchanged=row.unchanged,
            flagged=row.flagged,
            quarantined=row.quarantined,
            problems=tuple(heard(row.problem)),
        )
        for row in rows
    )
