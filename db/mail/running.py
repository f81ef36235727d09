"""One run of the weekly mail: what is due is decided, made for its recipient, and sent once; the rest is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import mail_rules as rules
from db.access.standing import Standing
from db.accounts.keeping import area_tree
from db.cards.mail import MailOutcome, MailRunCard
from db.mail import message, reading
from db.mail.addressing import Addressees, addressees, fault_of
from db.mail.behalf import Behalf, recipient
from db.mail.claims import Claim, Claims, is_open, shown_state
from db.mail.lists import Search, query_of, sheet_of
from db.mail.post import NotSent, PerhapsSent, Post
from db.mail.schedule import Due, PrisonFile, Week, due, week_of
from db.tables.system import FeedBatch
from db.words.actor import Actor
from db.words.errors import Refused, TrackerError
from db.words.families.exchange import BatchState
from db.words.families.mail import MailMode, SendState, SubscriptionState

if TYPE_CHECKING:
    from db.mail.smime import Signer
    from db.output.sheet import Sheet
    from db.unit import Units

_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Ways:
    """How a run gets at what needs secrets; each is asked for when the first mail needs it."""

    post: Callable[[Any], Post]
    signer: Callable[[Any], Signer]
    search: Search


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of all subscriptions at the begin of a run."""

    to: Addressees
    subscriptions: list[Any]
    this_week: dict[UUID, Any]
    used: dict[UUID, UUID]
    latest: Any
    tree: dict[UUID, UUID | None]


class MailRun:
    """Sends what is due, for an actor who looks after mail; safe to start at any time and as often as one likes."""

    def __init__(self, units: Units, actor: Actor, ways: Ways) -> None:
        decided = rules.sends(actor)
        if not decided.allowed:
            raise Refused(decided.reason)
        self._units = units
        self._actor = actor
        self._ways = ways
        self._claims = Claims(units, actor)
        self._behalf = Behalf(units, actor)
        self._post: Post | None = None
        self._signer: Signer | None = None

    def run(self, *, dry_run: bool = False) -> MailRunCard:
        """Send what is due now; a mail that cannot go is told with its reason, and keeps no other one from going.

        `dry_run` only says what would go: nothing is claimed, made or sent.
        """
        now = self._units.clock.now()
        week = week_of(now)
        with self._units.raw("bulk") as connection:
            held = _held(connection, week)
        outcomes: list[MailOutcome] = []
        waiting = before = 0
        try:
            for row in held.subscriptions:
                known = held.this_week.get(row.id)
                if known is not None and known.state is SendState.SENT:
                    before += 1
                elif known is not None and not is_open(known, now):
                    outcomes.append(_told(row, known, now))
                elif (go := self._due(row, held, now)) is None:
                    waiting += 1
                elif dry_run:
                    outcomes.append(self._would(row, held, week))
                else:
                    outcomes.append(self._one(row, held, week, go))
        finally:
            if self._post is not None:
                self._post.close()
        return MailRunCard(tuple(outcomes), waiting, before)

    # -- one at a time -----------------------------------------------------------------------------

    def _due(self, row: Any, held: _Held, now: datetime) -> Due | None:  # noqa: ANN401 - a row
        latest = held.latest
        file = PrisonFile(latest.taken_at, held.used.get(row.id) == latest.id) if latest is not None else None
        return due(now, row.weekday, row.at, latest=file)

    def _would(self, row: Any, held: _Held, week: Week) -> MailOutcome:  # noqa: ANN401 - a row
        _, why = self._reader(row, held)
        state = SendState.REFUSED if why else SendState.CLAIMED
        return MailOutcome(reading.reference(row.id), str(week), state, said=why or "It would be sent now.")

    def _one(self, row: Any, held: _Held, week: Week, go: Due) -> MailOutcome:  # noqa: ANN401 - a row
        sender = held.to.settings.sender if held.to.settings is not None else ""
        noticed = held.to.mode_of(row) is MailMode.NOTICE
        standing, why = self._reader(row, held)
        why = why or self._ready(held, noticed=noticed)
        if why or standing is None:
            self._claims.refused(row.id, week, why, sender=sender)
            return MailOutcome(reading.reference(row.id), str(week), SendState.REFUSED, said=why)
        claim = self._claims.take(row.id, week, sender=sender)
        if claim is None:
            return MailOutcome(reading.reference(row.id), str(week), SendState.CLAIMED, said="Another run has it.")
        return self._send(_Job(row, held, claim, go, standing, noticed))

    def _reader(self, row: Any, held: _Held) -> tuple[Standing | None, str]:  # noqa: ANN401 - a row
        """What the recipient stands on now, and why nothing is sent to them."""
        why = fault_of(row, held.to, today=self._units.clock.today(), now=self._units.clock.now())
        if why:
            return None, why
        with self._units.raw("bulk") as connection:
            reader = recipient(connection, row.user_id, self._actor)
            try:
                standing = self._units.standing(connection, reader)
            except Refused as refusal:
                return None, refusal.happened
        return standing, rules.refused_reader(standing, row.area_id, held.tree)

    def _ready(self, held: _Held, *, noticed: bool) -> str:
        """Get at what the mail needs before anything is claimed; why it cannot be had, empty when it can."""
        try:
            self._post = self._post or self._ways.post(held.to.settings)
            if not noticed:
                self._signer = self._signer or self._ways.signer(held.to.settings)
        except TrackerError as fault:
            return fault.happened
        return ""

    def _send(self, job: _Job) -> MailOutcome:
        row, claim, settings = job.row, job.claim, job.held.to.settings
        told = reading.reference(row.id), str(claim.week)
        envelope = message.Envelope(settings.sender, row.address, claim.week, claim.message_id, self._units.clock.now())
        try:
            content, rows, batch_id = self._made(job, envelope)
        except TrackerError as fault:
            self._claims.failed(claim, fault.happened, handing=False)
            return MailOutcome(*told, SendState.FAILED, said=fault.happened)
        if not self._claims.hand_over(claim, batch_id=batch_id, rows=rows, late=job.go.late):
            return MailOutcome(*told, SendState.CLAIMED, said="Another run has it.")
        assert self._post is not None
        try:
            self._post.send(sender=settings.sender, address=row.address, content=content, message_id=claim.message_id)
        except NotSent as fault:
            self._claims.failed(claim, str(fault), handing=True)
            return MailOutcome(*told, SendState.FAILED, rows, str(fault))
        except PerhapsSent as fault:
            self._claims.unknown(claim, str(fault))
            return MailOutcome(*told, SendState.UNKNOWN, rows, str(fault))
        self._claims.sent(claim, rows=rows, noticed=job.noticed)
        return MailOutcome(*told, SendState.SENT, rows)

    def _made(self, job: _Job, envelope: message.Envelope) -> tuple[bytes, int | None, UUID | None]:
        """The mail, how many rows its list has, and the prison file it was made from."""
        latest = job.held.latest.id if job.held.latest is not None else None
        if job.noticed:
            return message.notice(envelope), None, latest
        sheet, download = self._sheet(job)
        assert self._signer is not None
        card = reading.card(job.row, reader=job.row.user_id)
        pem = job.held.to.certificates[job.row.address].pem
        content = message.whole(envelope, card, sheet, signer=self._signer, recipient_pem=pem)
        return content, len(sheet.rows), download or latest

    def _sheet(self, job: _Job) -> tuple[Sheet, UUID | None]:
        row, now = job.row, self._units.clock.now()
        query = query_of(row.kind, row.area, self._units.clock.today(), since=job.held.used.get(row.id))
        found = self._ways.search(self._behalf, job.standing.actor, query)
        who, without = row.display_name, job.standing.emergency
        return sheet_of(found, who=who, now=now, late=job.go.late, without=without), found.download


@dataclass(frozen=True, slots=True)
class _Job:
    """One mail to be made: the subscription, the claim, and for whom."""

    row: Any
    held: _Held
    claim: Claim
    go: Due
    standing: Standing
    noticed: bool


def _held(connection: Connection, week: Week) -> _Held:
    s = reading.subscription.c
    found = reading.rows(connection, s.state == SubscriptionState.AUTHORISED)
    keys = [row.id for row in found]
    c = reading.send.c
    mine = sa.select(reading.send).where(c.subscription_id.in_(keys), c.week == str(week))
    return _Held(
        to=addressees(connection),
        subscriptions=found,
        this_week={row.subscription_id: row for row in connection.execute(mine)},
        used=reading.last_used(connection, keys),
        latest=latest_prison_file(connection),
        tree=area_tree(connection),
    )


def latest_prison_file(connection: Connection) -> Any:  # noqa: ANN401 - a row, or None
    """The prison file that was accepted last."""
    b = _batch.c
    wanted = sa.select(b.id, b.taken_at).where(b.held.is_not(None), b.state == BatchState.ACCEPTED)
    return connection.execute(wanted.order_by(b.taken_at.desc(), b.id.desc()).limit(1)).first()


def _told(row: Any, known: Any, now: datetime) -> MailOutcome:  # noqa: ANN401 - rows
    """How far a mail is that this run leaves alone."""
    return MailOutcome(reading.reference(row.id), known.week, shown_state(known, now), known.rows, known.last_error)
