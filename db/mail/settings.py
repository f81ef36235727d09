"""How mail leaves, and recipients' certificates: set by an administrator, read by whoever looks after mail."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import mail_rules as rules
from db.access.rules import administers
from db.audit.chain import Act
from db.cards.mail import CertificateCard, MailSettingsCard
from db.mail import smime
from db.mail.addressing import certificate, settings, settings_row
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound
from db.words.families.access import AuditOperation
from db.words.families.mail import MailWay
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from db.unit import Unit, Units

NOTHING_SET: Final = MailSettingsCard(MailWay.NONE, "", 587, "", "", (), "", False, False, "")  # noqa: FBT003
_BLANK: Final = {
    "way": MailWay.NONE, "server": "", "port": 587, "user_name": "", "sender": "", "domains": "", "folder": "",
    "authority": "", "notice_only": False, "signing_certificate": "", "signing_key": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewSettings:
    """What is set; None leaves a thing as it is. `authority` is PEM, empty for the machine's own certificates."""

    server: str | None = None
    port: int | None = None
    user_name: str | None = None
    sender: str | None = None
    domains: tuple[str, ...] | None = None
    folder: str | None = None
    authority: str | None = None
    notice_only: bool | None = None


class MailSettingsService:
    """The settings and certificates, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def show(self) -> MailSettingsCard:
        """How mail leaves now. Raises Refused for who does not look after mail."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(rules.sends(unit.actor)) as connection:
            return _card(settings_row(connection))

    def put(self, new: NewSettings, *, dry_run: bool = False) -> MailSettingsCard:
        """Change settings. Raises BadInput for what is none, Refused for anybody but an administrator."""
        said = _checked(new)
        with self._unit(dry_run=dry_run) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            if not dry_run:
                self._write(unit, connection, said)
            row = settings_row(connection)
            known = dict(row._mapping) if row is not None else dict(_BLANK)
            return _card({**known, **said})

    def new_signing_key(self) -> str:
        """Make the key that mail is signed with; gives the passphrase under which it is kept, for the keyring.

        Raises BadInput without a sender's address, Refused for anybody but an administrator.
        """
        with self._units.act(self._actor) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            row = settings_row(connection)
            if row is None or not row.sender:
                raise BadInput("Say first from which address mail leaves.", to_do="tracker mail settings --sender")
            passphrase = secrets.token_hex(smime.PASSPHRASE_BYTES)
            made, key = smime.new_signer(row.sender, passphrase, now=unit.now)
            self._write(unit, connection, {"signing_certificate": made, "signing_key": key})
        return passphrase

    def signing_certificate(self) -> str:
        """The certificate (PEM) that recipients check our signature by; empty before there is one."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(rules.sends(unit.actor)) as connection:
            row = settings_row(connection)
            return row.signing_certificate if row is not None else ""

    # -- certificates ------------------------------------------------------------------------------

    def certificates(self) -> tuple[CertificateCard, ...]:
        """Every recipient's certificate, by address."""
        with self._units.read(self._actor) as unit, unit.keeping_accounts(rules.sends(unit.actor)) as connection:
            c = certificate.c
            found = connection.execute(sa.select(certificate).where(c.removed_at.is_(None)).order_by(c.address))
            return tuple(_certificate_card(row, unit) for row in found)

    def add_certificate(self, address: str, pem: bytes, *, dry_run: bool = False) -> CertificateCard:
        """Encrypt mail to this address with this certificate; one that it had before is removed.

        Raises BadInput for an address or a certificate that is none, Refused for anybody but an administrator.
        """
        to = clean(address).casefold()
        if not rules.is_address(to):
            raise BadInput("Say a mail address.")
        one = smime.recipient_of(pem, address=to)
        with self._unit(dry_run=dry_run) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            if why := smime.why_not_valid(one.starts_at, one.expires_at, unit.now):
                raise BadInput(why)
            if not dry_run:
                self._keep(unit, connection, to, one)
            return CertificateCard(to, one.fingerprint, one.starts_at, one.expires_at)

    def remove_certificate(self, address: str, *, dry_run: bool = False) -> None:
        """Encrypt to this address no more. Raises NotFound where it has no certificate."""
        to = clean(address).casefold()
        with self._unit(dry_run=dry_run) as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            c = certificate.c
            held = connection.execute(sa.select(c.id).where(c.address == to, c.removed_at.is_(None))).all()
            if not held:
                raise NotFound("There is no certificate for this address.", to_do="See: tracker mail certificate list")
            if not dry_run:
                for row in held:
                    self._remove(unit, connection, row.id)

    # -- one at a time -----------------------------------------------------------------------------

    def _unit(self, *, dry_run: bool) -> Any:  # noqa: ANN401 - either way to open a unit
        return self._units.read(self._actor) if dry_run else self._units.act(self._actor)

    @staticmethod
    def _write(unit: Unit, connection: Connection, said: Mapping[str, object]) -> None:
        values = {**said, "set_at": unit.now, "set_by_id": unit.actor.user_id}
        row = settings_row(connection)
        key: UUID
        if row is None:
            key = uuid7()
            connection.execute(sa.insert(settings).values(**{"id": key, "version": 1, **_BLANK, **values}))
        else:
            key = row.id
            same = sa.update(settings).where(settings.c.id == key)
            connection.execute(same.values(**{**values, "version": settings.c.version + 1}))
        unit.audit(Act(AuditOperation.ACCOUNT, "mail.settings", "mail_settings", key))

    def _keep(self, unit: Unit, connection: Connection, address: str, one: smime.Recipient) -> None:
        c = certificate.c
        held = connection.execute(sa.select(c.id, c.fingerprint, c.removed_at).where(c.address == address)).all()
        for row in held:
            if row.removed_at is None and row.fingerprint != one.fingerprint:
                self._remove(unit, connection, row.id)
        same = next((row.id for row in held if row.fingerprint == one.fingerprint), None)
        if same is not None:
            again = sa.update(certificate).where(c.id == same)
            connection.execute(again.values(removed_at=None, added_at=unit.now, version=c.version + 1))
        else:
            same = uuid7()
            connection.execute(
                sa.insert(certificate).values(
                    id=same, version=1, address=address, pem=one.pem, fingerprint=one.fingerprint,
                    starts_at=one.starts_at, expires_at=one.expires_at, added_at=unit.now,
                    added_by_id=unit.actor.user_id,
                )
            )  # fmt: skip
        unit.audit(Act(AuditOperation.ACCOUNT, "mail.certificate", "mail_certificate", same, reason="added"))

    @staticmethod
    def _remove(unit: Unit, connection: Connection, key: UUID) -> None:
        c = certificate.c
        gone = sa.update(certificate).where(c.id == key)
        connection.execute(gone.values(removed_at=unit.now, version=c.version + 1))
        unit.audit(Act(AuditOperation.ACCOUNT, "mail.certificate", "mail_certificate", key, reason="removed"))


def _checked(new: NewSettings) -> dict[str, Any]:
    """The columns to set. Raises BadInput with the first that is wrong."""
    said: dict[str, Any] = {}
    if new.server is not None:
        said["server"] = _server(new.server)
        said["way"] = MailWay.SMTP if said["server"] else MailWay.NONE
    if new.folder is not None:
        if new.server:
            raise BadInput("Mail leaves by a server or into a folder, not both.")
        said["folder"] = clean(new.folder)
        said["way"] = MailWay.FOLDER if said["folder"] else MailWay.NONE
    if new.port is not None:
        if not 1 <= new.port <= 65_535:
            raise BadInput("A port is a number from 1 to 65535.")
        said["port"] = new.port
    if new.sender is not None:
        said["sender"] = clean(new.sender).casefold()
        if not rules.is_address(said["sender"]):
            raise BadInput("The sender is a mail address.")
    if new.domains is not None:
        said["domains"] = " ".join(sorted({_domain(one) for one in new.domains}))
    if new.authority is not None:
        said["authority"] = _authority(new.authority)
    if new.user_name is not None:
        said["user_name"] = clean(new.user_name)
    if new.notice_only is not None:
        said["notice_only"] = new.notice_only
    return said


def _server(text: str) -> str:
    name = clean(text).casefold()
    if name and not rules.is_address(f"x@{name}") and name != "localhost":
        raise BadInput("The mail server is named as its certificate names it: mail.example.uk.")
    return name


def _domain(text: str) -> str:
    name = clean(text).casefold()
    if not rules.is_address(f"x@{name.removeprefix('.')}"):
        raise BadInput(f"{name or 'Nothing'} is no domain.", to_do="pnn.police.uk; .pnn.police.uk for all below it.")
    return name


def _authority(pem: str) -> str:
    """Certificates as a server is checked by them."""
    if not pem:
        return ""
    from cryptography import x509  # loaded where mail is set up

    try:
        x509.load_pem_x509_certificates(pem.encode("ascii"))
    except ValueError as fault:
        raise BadInput("The file of the authority holds no certificates (PEM).") from fault
    return pem


def _card(row: Any) -> MailSettingsCard:  # noqa: ANN401 - a row, a mapping of its columns, or None
    if row is None:
        return NOTHING_SET
    held = row if isinstance(row, dict) else dict(row._mapping)
    signed_as, until = smime.named(held["signing_certificate"])
    return MailSettingsCard(
        way=held["way"],
        server=held["server"],
        port=held["port"],
        user_name=held["user_name"],
        sender=held["sender"],
        domains=tuple(held["domains"].split()),
        folder=held["folder"],
        own_authority=bool(held["authority"]),
        notice_only=held["notice_only"],
        signed_as=signed_as,
        signed_until=until,
    )


def _certificate_card(row: Any, unit: Unit) -> CertificateCard:  # noqa: ANN401 - a row
    fault = smime.why_not_valid(row.starts_at, row.expires_at, unit.now)
    return CertificateCard(row.address, row.fingerprint, row.starts_at, row.expires_at, fault)
