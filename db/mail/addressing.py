"""Where mail may go now: the settings, the domains, and for each address the certificate that is good for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import mail_rules as rules
from db.mail.smime import why_not_valid
from db.tables.mail import MailCertificate, MailSettings
from db.words.families.mail import MailMode, MailWay

settings: Final[sa.Table] = MailSettings.__table__  # type: ignore[attr-defined]
certificate: Final[sa.Table] = MailCertificate.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Addressees:
    """The settings as a row, None before they were made, and the newest certificate of each address."""

    settings: Any
    certificates: dict[str, Any]

    @property
    def domains(self) -> frozenset[str]:
        """Where mail may go."""
        return frozenset(self.settings.domains.split()) if self.settings is not None else frozenset()

    def mode_of(self, row: Any) -> MailMode:  # noqa: ANN401 - a row of a subscription
        """How much of it goes: an installation may send notices alone."""
        noticing = self.settings is not None and self.settings.notice_only
        return MailMode.NOTICE if noticing else row.mode


def addressees(connection: Connection) -> Addressees:
    """Read once for all subscriptions."""
    c = certificate.c
    found = connection.execute(sa.select(certificate).where(c.removed_at.is_(None)).order_by(c.added_at, c.id))
    return Addressees(settings_row(connection), {row.address: row for row in found})


def settings_row(connection: Connection) -> Any:  # noqa: ANN401 - a row of the table
    """The one row of the settings; None before anybody made them."""
    return connection.execute(sa.select(settings).order_by(settings.c.set_at).limit(1)).first()


def fault_of(row: Any, to: Addressees, *, today: date, now: datetime) -> str:  # noqa: ANN401 - a row of a subscription
    """Why a subscription is not sent now for what it says itself and how mail is set up; empty when it may."""
    subject = rules.Subject(row.state, row.mode, row.address, row.area_id, row.expires_on)
    if to.settings is None or to.settings.way is MailWay.NONE:
        return rules.refused(subject, today=today, domains=to.domains) or "No mail leaves this installation yet."
    if why := rules.refused(subject, today=today, domains=to.domains):
        return why
    if to.mode_of(row) is MailMode.NOTICE:
        return ""
    held = to.certificates.get(row.address)
    if held is None:
        return "There is no certificate for the address."
    return why_not_valid(held.starts_at, held.expires_at, now)
