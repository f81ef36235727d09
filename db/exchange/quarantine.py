"""What is set aside, for one actor: listed, opened, mended and taken in; what came stays as it came."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping
from sqlmodel import col

from db.access import rules
from db.audit.chain import Act, append, open_chain
from db.cards.feeds import FileOutcome, Oddity, QuarantineCard, QuarantinedRecord
from db.cards.page import LIMIT, Page
from db.exchange.loading.batch import import_file
from db.exchange.loading.books import digest_of, heard
from db.exchange.loading.work import Job
from db.exchange.oddities import FileRefused
from db.exchange.recognise import recognise
from db.tables.places import Agency
from db.tables.system import FeedBatch, FeedRecord, QuarantineEntry
from db.tables.users import UserAccount
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.exchange import FeedFormat, RecordOutcome
from db.words.keys import uuid7
from db.words.text import clean

LONGEST: Final = 1_000_000
LONGEST_WHY: Final = 500
ALONE: Final = "A part of a message cannot be read by itself: have its sender mend it, or load the mended file."
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
_record: sa.Table = FeedRecord.__table__  # type: ignore[attr-defined]
_entry: sa.Table = QuarantineEntry.__table__  # type: ignore[attr-defined]


class QuarantineService:
    """Reads under the policy of feeds; who takes in files of an agency mends and takes in what was set aside."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def waiting(self, batch: UUID | None = None, *, mended: bool = False) -> Page[QuarantineCard]:
        """Records of the own agency's files that are set aside, the newest file first, at most 200.

        `mended` lists those too that were taken in since.
        """
        with self._units.read(self._actor) as unit:
            query = (
                sa.select(FeedRecord, FeedBatch, QuarantineEntry)
                .join(FeedBatch, col(FeedBatch.id) == col(FeedRecord.batch_id))
                .outerjoin(QuarantineEntry, col(QuarantineEntry.record_id) == col(FeedRecord.id))
                .where(col(FeedRecord.outcome) == RecordOutcome.QUARANTINED)
            )
            if batch is not None:
                query = query.where(col(FeedRecord.batch_id) == batch)
            if not mended:
                query = query.where(col(QuarantineEntry.mended_at).is_(None))
            query = query.order_by(col(FeedRecord.batch_id).desc(), col(FeedRecord.number)).limit(LIMIT + 1)
            found = [(record, of, entry) for record, of, entry in unit.session.execute(query).all()]
            cards = _cards(unit, found[:LIMIT])
        return Page(cards, total=len(cards), after="more" if len(found) > LIMIT else None)

    def open(self, batch: UUID, number: int) -> QuarantinedRecord:
        """One of them with its text; audited. NotFound for another agency's, and for one that was not set aside."""
        act = Act(AuditOperation.CONSULTATION, "feed.raw", "feed_batch", batch, rows=1)
        with self._units.act(self._actor, act) as unit:
            record, of, entry = self._row(unit, batch, number)
            (card,) = _cards(unit, [(record, of, entry)])
            around = _around(of.head, entry.head if entry else None, entry.tail if entry else None)
            text = shown_text(record.raw)
            refusal = self._refusal(of.agency_id) or ("" if self._reads(around, record.raw, of.format) else ALONE)
        return QuarantinedRecord(card, text, refusal)

    def mend(self, batch: UUID, number: int, text: str, *, why: str) -> FileOutcome:
        """Take in the record as it is typed now; who did it and why is kept, and so is what came.

        Raises BadInput without a reason, and with what is still odd where it cannot be taken in; Refused for who does
        not take in files of this agency, NotFound as `open`.
        """
        reason = _reason(why)
        with self._units.read(self._actor) as unit:
            record, of, entry = self._row(unit, batch, number)
        self._insist(of.agency_id)
        if entry is not None and entry.mended_at is not None:
            raise Refused("This record was mended and taken in already.")
        around = _around(of.head, entry.head if entry else None, entry.tail if entry else None)
        if len(text) > LONGEST:
            raise BadInput(f"The text has more than {LONGEST:,} signs.")
        outcome = self._take_in(around, text.encode(), of, number)
        self._note(batch, record.id, outcome, why=reason)
        return outcome

    def replay(self, batch: UUID) -> tuple[int, tuple[QuarantineCard, ...]]:
        """Try everything of a file that is set aside once more, as it came: how many were taken in, and what was not.

        For when a court was set up, a person came, or Tracker reads more than it did. Raises Refused and NotFound.
        """
        with self._units.read(self._actor) as unit:
            of = unit.get(FeedBatch, batch)
        self._insist(of.agency_id)
        taken = 0
        left: list[QuarantineCard] = []
        for row in self._waiting(batch):
            around = _around(of.head, row["head"], row["tail"])
            try:
                outcome = self._take_in(around, row["raw"], of, row["number"])
            except (BadInput, FileRefused):
                left.append(_plain(of, row))
                continue
            self._note(batch, row["id"], outcome, why="replayed as it came", action="feed.replay")
            taken += 1
        return taken, tuple(left)

    def again(self, batch: UUID, file: Path) -> FileOutcome:
        """Read a file that was taken in before once more; what it says is held against the record as it is now.

        Raises BadInput where it is not that file, Refused, and what taking in a file raises.
        """
        with self._units.read(self._actor) as unit:
            of = unit.get(FeedBatch, batch)
        self._insist(of.agency_id)
        if digest_of(file) != of.file_hash:
            raise BadInput(
                f"This is not {of.file_name} as it was taken in.", to_do="tracker feed import takes in others."
            )
        return import_file(self._units, self._actor, Job(file, of.agency_id, again=True))

    def _row(self, unit: Unit, batch: UUID, number: int) -> tuple[FeedRecord, FeedBatch, QuarantineEntry | None]:
        query = (
            sa.select(FeedRecord, FeedBatch, QuarantineEntry)
            .join(FeedBatch, col(FeedBatch.id) == col(FeedRecord.batch_id))
            .outerjoin(QuarantineEntry, col(QuarantineEntry.record_id) == col(FeedRecord.id))
            .where(col(FeedRecord.batch_id) == batch, col(FeedRecord.number) == number)
        )
        row = unit.session.execute(query).first()
        if row is None or row[0].outcome is not RecordOutcome.QUARANTINED:
            raise NotFound("No such record is set aside, or it is not your agency's.")
        return row[0], row[1], row[2]

    def _waiting(self, batch: UUID) -> list[RowMapping]:
        """What of a file is set aside and not mended; its text is read for nobody here."""
        with self._units.raw("bulk") as connection:
            rows = connection.execute(
                sa.select(_record, _entry.c.head, _entry.c.tail)
                .outerjoin(_entry, _entry.c.record_id == _record.c.id)
                .where(
                    _record.c.batch_id == batch,
                    _record.c.outcome == RecordOutcome.QUARANTINED,
                    _entry.c.mended_at.is_(None),
                )
                .order_by(_record.c.number)
            )
            return list(rows.mappings())

    def _take_in(self, around: tuple[bytes, bytes], raw: bytes, of: FeedBatch, number: int) -> FileOutcome:
        """Try it first; only what would be taken in whole is."""
        with _as_file(around, raw, name=f"{of.file_name}, record {number}") as path:
            if _format(path) is not of.format:
                raise BadInput(f"This cannot be read as a {of.format.label}.", to_do=ALONE)
            job = Job(path, of.agency_id, mends=True, again=True)
            try:
                tried = import_file(self._units, self._actor, replace(job, dry_run=True))
                if tried.quarantined or not tried.read:
                    words = "; ".join(f"{one.at}: {one.reason}" for one in tried.problems) or "nothing was read"
                    raise BadInput(f"It still cannot be taken in: {words}.", to_do="Mend that too.")
                return import_file(self._units, self._actor, job)
            except FileRefused as refusal:
                raise BadInput(f"It cannot be read: {refusal.sentence}") from None

    def _reads(self, around: tuple[bytes, bytes], raw: bytes, form: FeedFormat) -> bool:
        with _as_file(around, raw, name="record") as path:
            return _format(path) is form

    def _note(self, batch: UUID, record: UUID, outcome: FileOutcome, *, why: str, action: str = "feed.mend") -> None:
        now = self._units.clock.now()
        mended = {
            "mended_in_id": outcome.batch, "mended_at": now, "mended_by_id": self._actor.user_id, "why": why,
        }  # fmt: skip
        operation = AuditOperation.ALTERATION if action == "feed.mend" else AuditOperation.COLLECTION
        with self._units.raw("bulk", writes=True) as connection:
            open_chain(connection, self._actor, now)
            changed = sa.update(_entry).where(_entry.c.record_id == record)
            if not connection.execute(changed.values(**mended, version=_entry.c.version + 1)).rowcount:
                row = {"id": uuid7(), "version": 1, "batch_id": batch, "record_id": record}
                connection.execute(sa.insert(_entry).values(**row, **mended))
            append(connection, self._actor, now, [Act(operation, action, "feed_record", record)])

    def _refusal(self, agency: UUID) -> str:
        decided = rules.loads_feeds(self._actor, agency)
        return "" if decided.allowed else f"Files are not yours to load: {decided.reason}."

    def _insist(self, agency: UUID) -> None:
        if refusal := self._refusal(agency):
            raise Refused(refusal)


def shown_text(raw: bytes) -> str:
    """A record as text that steers no terminal: what does is written out, `\\x1b` for Escape."""
    text = raw.decode("utf-8", "backslashreplace")
    return _HIDDEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def _around(first: bytes | None, head: bytes | None, tail: bytes | None) -> tuple[bytes, bytes]:
    if head is not None:
        return head, tail or b""
    return (first if first is None or first.endswith(b"\n") else first + b"\n") or b"", b""


@contextmanager
def _as_file(around: tuple[bytes, bytes], raw: bytes, *, name: str) -> Iterator[Path]:
    """The record as a file of its own, for its reader alone, in a folder that nobody else opens and that goes."""
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        path = Path(folder) / (clean(name).replace("/", "_")[:200] or "record")
        path.write_bytes(around[0] + raw + around[1])
        path.chmod(0o600)
        yield path


def _format(path: Path) -> FeedFormat:
    try:
        return recognise(path)
    except FileRefused:
        return FeedFormat.UNKNOWN


def _reason(why: str) -> str:
    said = clean(why)
    if not said:
        raise BadInput("A mended record wants its reason.", to_do="Say in a few words what was wrong, and who says so.")
    if len(said) > LONGEST_WHY:
        raise BadInput(f"A reason has at most {LONGEST_WHY} characters; this one has {len(said)}.")
    return said


def _plain(of: FeedBatch, row: RowMapping) -> QuarantineCard:
    return QuarantineCard(
        of.id, row["number"], of.file_name, of.format, "", of.taken_at, row["at"], tuple(heard(row["problems"]))
    )


def _cards(unit: Unit, found: list[tuple[FeedRecord, FeedBatch, QuarantineEntry | None]]) -> tuple[QuarantineCard, ...]:
    owners = sa.select(Agency).where(col(Agency.id).in_({of.agency_id for _, of, _ in found}))
    agencies = {each.id: each.code for each in unit.session.scalars(owners)}
    keys = {entry.mended_by_id for _, _, entry in found if entry is not None and entry.mended_by_id}
    menders = sa.select(UserAccount).where(col(UserAccount.id).in_(keys))
    users = {each.id: each.display_name for each in unit.session.scalars(menders)}
    return tuple(
        QuarantineCard(
            of.id, record.number, of.file_name, of.format, agencies.get(of.agency_id, ""), of.taken_at, record.at,
            tuple(Oddity(one.at, one.code, one.reason) for one in heard(record.problems)),
            users.get(entry.mended_by_id, "") if entry is not None and entry.mended_by_id else "",
            entry.mended_at if entry is not None else None,
            entry.why if entry is not None else "",
        )
        for record, of, entry in found
    )  # fmt: skip
