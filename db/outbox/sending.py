"""What waits is sent, and what came of it is noted: in order, each message with a receipt, nothing lost on a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from db.access import outbox_rules as rules
from db.audit.chain import Act, append, open_chain
from db.cards.outbox import MessageCard, OutboxCount, ReceiptCard
from db.store.private_files import make_private_folder, write_private
from db.tables.outbox import OutboxMessage, Receipt
from db.tables.places import Agency
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.outbox import OutboxState, ReceiptKind
from db.words.keys import uuid7
from db.words.text import clean

_message: sa.Table = OutboxMessage.__table__  # type: ignore[attr-defined]
_receipt: sa.Table = Receipt.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
# Without the body: whoever looks after messages reads none.
_SHOWN: Final = [column for column in _message.c if column.name != "body"]
_OPEN: Final = (OutboxState.WAITING, OutboxState.SENT, OutboxState.REFUSED)
_UNDECIDED: Final = (OutboxState.SENT, OutboxState.REFUSED)
LIMIT: Final = 200
FEWEST_LETTERS: Final = 6


class OutboxKeeper:
    """Looks after the messages that one actor may: those of the own agency, or of every agency."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self, *, every: bool = False) -> tuple[MessageCard, ...]:
        """Messages that are not settled, the oldest first; with `every` the newest of all."""
        self._insist()
        order = _message.c.made_at.desc() if every else _message.c.made_at
        query = self._mine(sa.select(*_SHOWN)).order_by(order, _message.c.id).limit(LIMIT)
        if not every:
            query = query.where(_message.c.state.in_(_OPEN))
        with self._units.raw("bulk") as connection:
            return self._cards(connection, connection.execute(query).mappings().all())

    def find(self, typed: str) -> MessageCard:
        """A message by its id or by six or more letters at its end. Raises NotFound, or BadInput when several fit."""
        self._insist()
        with self._units.raw("bulk") as connection:
            row = self._row(connection, typed)
            return self._cards(connection, [row])[0]

    def count(self) -> OutboxCount:
        """How many stand where, and which have stood too long."""
        self._insist()
        c = _message.c
        query = self._mine(sa.select(c.state, c.made_at, c.sent_at)).where(c.state.in_(_OPEN))
        now = self._units.clock.now()
        with self._units.raw("bulk") as connection:
            rows = connection.execute(query).all()
        many = {state: sum(row.state is state for row in rows) for state in _OPEN}
        return OutboxCount(
            many[OutboxState.WAITING],
            many[OutboxState.SENT],
            many[OutboxState.REFUSED],
            sum(rules.is_late(row.state, made_at=row.made_at, sent_at=row.sent_at, now=now) for row in rows),
            min((row.made_at for row in rows if row.state is OutboxState.WAITING), default=None),
        )

    def send(self, folder: Path, sent: Callable[[MessageCard], None] | None = None) -> int:
        """Put every waiting message into the folder, the oldest first; returns how many.

        The file is written before its receipt: after a crash it is written once more, over itself.
        """
        self._insist()
        make_private_folder(folder)
        done = 0
        while (card := self._send_next(folder)) is not None:
            done += 1
            if sent is not None:
                sent(card)
        return done

    def acknowledge(self, typed: str, *, refused: str = "") -> MessageCard:
        """Note that the recipient has the message, or with `refused` why it was not taken."""
        reason = clean(refused)
        kind = ReceiptKind.REFUSED if reason else ReceiptKind.ACKNOWLEDGED
        state = OutboxState.REFUSED if reason else OutboxState.ACKNOWLEDGED
        return self._note(typed, kind, state, text=reason, among=_UNDECIDED, otherwise="It was not sent yet.")

    def retry(self, typed: str) -> MessageCard:
        """Send the message once more at the next turn."""
        return self._note(
            typed, ReceiptKind.RETRIED, OutboxState.WAITING, among=_UNDECIDED, otherwise="There is nothing to repeat."
        )

    # -- one at a time -----------------------------------------------------------------------------

    def _send_next(self, folder: Path) -> MessageCard | None:
        c = _message.c
        waiting = self._mine(sa.select(_message)).where(c.state == OutboxState.WAITING)
        waiting = waiting.order_by(c.made_at, c.id).limit(1).with_for_update(skip_locked=True)
        with self._units.raw("bulk", writes=True) as connection:
            row = connection.execute(waiting).mappings().first()
            if row is None:
                return None
            name = f"{row['kind']}-{row['id']}.xml"
            write_private(folder / name, row["body"])
            changed = {"state": OutboxState.SENT, "sent_at": self._units.clock.now(), "tries": c.tries + 1}
            self._write(connection, row, ReceiptKind.SENT, changed, text=name)
            return self._cards(connection, [self._row(connection, str(row["id"]))])[0]

    def _note(
        self,
        typed: str,
        kind: ReceiptKind,
        state: OutboxState,
        *,
        among: tuple[OutboxState, ...],
        otherwise: str,
        text: str = "",
    ) -> MessageCard:
        self._insist()
        with self._units.raw("bulk", writes=True) as connection:
            row = self._row(connection, typed)
            if row["state"] not in among:
                raise BadInput(f"This message is {row['state'].label}: {otherwise}", to_do="tracker outbox list --all")
            self._write(connection, row, kind, {"state": state}, text=text)
            return self._cards(connection, [self._row(connection, str(row["id"]))])[0]

    def _write(
        self, connection: Connection, row: RowMapping, kind: ReceiptKind, changed: dict[str, Any], *, text: str
    ) -> None:
        now = self._units.clock.now()
        open_chain(connection, self._actor, now)
        same = sa.update(_message).where(_message.c.id == row["id"])
        connection.execute(same.values(**changed, version=_message.c.version + 1))
        connection.execute(
            sa.insert(_receipt).values(
                id=uuid7(), version=1, message_id=row["id"], person_id=row["person_id"], kind=kind, noted_at=now,
                noted_by_id=self._actor.user_id, text=text,
            )
        )  # fmt: skip
        operation = AuditOperation.DISCLOSURE if kind is ReceiptKind.SENT else AuditOperation.ALTERATION
        act = Act(operation, _ACTS[kind], "outbox_message", row["id"], row["person_id"])
        append(connection, self._actor, now, [act])

    # -- reading -----------------------------------------------------------------------------------

    def _insist(self) -> None:
        decided = rules.looks_after(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)

    def _mine(self, query: sa.Select[Any]) -> sa.Select[Any]:
        if rules.of_every_agency(self._actor):
            return query
        return query.where(_message.c.agency_id == self._actor.agency_id)

    def _row(self, connection: Connection, typed: str) -> RowMapping:
        wanted = typed.strip().casefold()
        ids = connection.execute(self._mine(sa.select(_message.c.id))).scalars().all()
        fitting = [key for key in ids if str(key) == wanted]
        if not fitting and len(wanted.replace("-", "")) >= FEWEST_LETTERS:
            fitting = [key for key in ids if str(key).endswith(wanted)]
        if len(fitting) > 1:
            raise BadInput(f"More than one message ends in {wanted}.", to_do="Give the whole id.")
        if not fitting:
            raise NotFound("There is no such message.", to_do="tracker outbox list --all")
        return connection.execute(sa.select(*_SHOWN).where(_message.c.id == fitting[0])).mappings().one()

    def _cards(self, connection: Connection, rows: Sequence[RowMapping]) -> tuple[MessageCard, ...]:
        now = self._units.clock.now()
        agencies = {row.id: row.code for row in connection.execute(sa.select(_agency.c.id, _agency.c.code))}
        receipts = _receipts(connection, [row["id"] for row in rows])
        return tuple(
            MessageCard(
                id=row["id"],
                kind=row["kind"],
                state=row["state"],
                agency=agencies.get(row["agency_id"], ""),
                made_at=row["made_at"],
                sent_at=row["sent_at"],
                tries=row["tries"],
                late=_late(row, now),
                receipts=receipts.get(row["id"], ()),
            )
            for row in rows
        )


_ACTS: Final = {
    ReceiptKind.SENT: "outbox.send",
    ReceiptKind.ACKNOWLEDGED: "outbox.acknowledge",
    ReceiptKind.REFUSED: "outbox.refuse",
    ReceiptKind.RETRIED: "outbox.retry",
}


def _late(row: RowMapping, now: datetime) -> bool:
    return rules.is_late(row["state"], made_at=row["made_at"], sent_at=row["sent_at"], now=now)


def _receipts(connection: Connection, messages: Sequence[UUID]) -> dict[UUID, tuple[ReceiptCard, ...]]:
    query = (
        sa.select(_receipt, _user.c.user_name)
        .outerjoin(_user, _user.c.id == _receipt.c.noted_by_id)
        .where(_receipt.c.message_id.in_(messages))
        .order_by(_receipt.c.noted_at, _receipt.c.id)
    )
    found: dict[UUID, tuple[ReceiptCard, ...]] = {}
    for row in connection.execute(query):
        card = ReceiptCard(row.kind, row.noted_at, row.user_name or "", row.text)
        found[row.message_id] = (*found.get(row.message_id, ()), card)
    return found
