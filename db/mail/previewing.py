"""A weekly list as it is at this moment, for its own reader, and the mail that would carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.audit.chain import Act
from db.cards.mail import PreviewCard, SubscriptionCard
from db.mail import message, reading
from db.mail.addressing import addressees
from db.mail.lists import ask, query_of, sheet_of
from db.mail.schedule import week_of
from db.mail.subscriptions import SubscriptionService
from db.words.actor import Actor
from db.words.errors import Refused
from db.words.families.access import AuditOperation
from db.words.families.mail import MailMode

if TYPE_CHECKING:
    from db.cards.searching import Found
    from db.unit import Units


class PreviewService:
    """What a subscription comes to now: whoever it is for reads its rows, whoever looks after it the envelope alone."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor
        self._subscriptions = SubscriptionService(units, actor)

    def rows(self, typed: str) -> Found:
        """The rows of one's own subscription as they are now. Raises NotFound, Refused for somebody else's."""
        return self._found(self._own(self._subscriptions.find(typed)))

    def preview(self, typed: str) -> PreviewCard:
        """The mail as it would go now; its list for its own reader alone. Raises NotFound."""
        card = self._subscriptions.find(typed)
        now = self._units.clock.now()
        week = week_of(now)
        with self._units.read(self._actor) as unit, unit.keeping_accounts(reading.ANYBODY) as connection:
            to, emergency = addressees(connection), unit.standing.emergency
        noticed = (to.settings is not None and to.settings.notice_only) or card.mode is MailMode.NOTICE
        sender = to.settings.sender if to.settings is not None else ""
        envelope = message.Envelope(sender, card.address, week, reading.message_id(card.id, week, sender), now)
        found = self._found(card) if card.mine else None
        sheet = None if found is None else sheet_of(found, who=card.display_name, now=now, without=emergency)
        return PreviewCard(
            reference=card.reference,
            headers=envelope.headers(),
            attachments=() if noticed else message.attachments(card, week),
            rows=len(sheet.rows) if sheet is not None else None,
            text="" if sheet is None else message.body(sheet),
            why_not=card.why_not,
        )

    # -- one at a time -----------------------------------------------------------------------------

    def _own(self, card: SubscriptionCard) -> SubscriptionCard:
        if not card.mine:
            raise Refused("A weekly list is read by whom it is for alone.", kept="Nothing was shown.")
        return card

    def _found(self, card: SubscriptionCard) -> Found:
        with self._units.act(self._actor) as unit:
            unit.audit(Act(AuditOperation.CONSULTATION, "mail.preview", "subscription", card.id))
            with unit.keeping_accounts(reading.ANYBODY) as connection:
                since = reading.last_used(connection, [card.id]).get(card.id)
        query = query_of(card.kind, card.area, self._units.clock.today(), since=since)
        return ask(self._units, self._actor, query)
