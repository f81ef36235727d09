"""A week's mail as bytes: headers without any personal datum, the list as text and workbook inside the sealed part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from db.mail.smime import carried, sealed
from db.output.forms import as_text
from db.output.workbook import as_workbook
from db.words.clock import LONDON

if TYPE_CHECKING:
    from db.cards.mail import SubscriptionCard
    from db.mail.schedule import Week
    from db.mail.smime import Signer
    from db.output.sheet import Sheet

WIDTH: Final = 180
"""A mail is read in a window: every column of a list stands whole beside the next."""
NONE_THIS_WEEK: Final = "None this week."
_WORKBOOK: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the outside of a mail says: nothing of it comes from the record."""

    sender: str
    address: str
    week: Week
    message_id: str
    now: datetime

    @property
    def subject(self) -> str:
        """`Tracker: your weekly list, week 38`."""
        return f"Tracker: your weekly list, week {self.week.number}"

    def headers(self) -> tuple[tuple[str, str], ...]:
        """In the order in which they stand."""
        return (
            ("From", self.sender),
            ("To", self.address),
            ("Subject", self.subject),
            ("Date", format_datetime(self.now.astimezone(LONDON))),
            ("Message-ID", self.message_id),
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
        )

    def head(self) -> bytes:
        """The headers as they travel. Raises ValueError when one would be more than one line."""
        lines = []
        for name, value in self.headers():
            if not value.isascii() or not value.isprintable():
                raise ValueError(f"the header {name} is not one line of plain signs")
            lines.append(f"{name}: {value}\r\n")
        return "".join(lines).encode("ascii")


def attachments(card: SubscriptionCard, week: Week) -> tuple[str, str]:
    """The names of the two files: `tracker-inprison-2026-W48.txt` and the same as a workbook."""
    stem = f"tracker-{card.kind.value}-{week}"
    return f"{stem}.txt", f"{stem}.xlsx"


def notice(envelope: Envelope) -> bytes:
    """The mail that only says that a list is ready, and nothing of what is in it."""
    said = "Your weekly list is ready.\r\n\r\nOpen Tracker to read it: F9 i.\r\n"
    head = "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
    return envelope.head() + head.encode("ascii") + said.encode("ascii")


def whole(envelope: Envelope, card: SubscriptionCard, sheet: Sheet, *, signer: Signer, recipient_pem: str) -> bytes:
    """The mail with the list: signed, then encrypted."""
    part = inner(card, sheet, envelope.week)
    return envelope.head() + carried("enveloped-data", sealed(part, signer, recipient_pem))


def inner(card: SubscriptionCard, sheet: Sheet, week: Week) -> bytes:
    """What the recipient reads: a text, and the list attached as text and as a workbook."""
    text_name, workbook_name = attachments(card, week)
    part = EmailMessage(policy=SMTP)
    part.set_content(body(sheet), cte="base64")
    part.add_attachment(
        as_text(sheet, width=WIDTH).encode(), "text", "plain", filename=text_name, params={"charset": "utf-8"}
    )
    part.add_attachment(as_workbook(sheet), *_WORKBOOK, filename=workbook_name)
    # It is the outer message that travels; inside stands a part, not a second message.
    del part["MIME-Version"]
    return part.as_bytes()


def body(sheet: Sheet) -> str:
    """The list itself, so that it can be read without opening a file; an empty one says so."""
    said = as_text(sheet, width=WIDTH)
    return said if sheet.rows else f"{said}\n{NONE_THIS_WEEK}\n"
