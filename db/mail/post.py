"""How a mail leaves: to a server over verified STARTTLS, or into a folder of .eml files for a demo."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from db.store.private_files import make_private_folder, write_private
from db.words.errors import TrackerError

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE: Final = 30.0
"""Seconds that one answer of the server is waited for."""
# A line that begins with a dot gets another one, which the server takes away.
_DOT: Final = re.compile(rb"(?m)^\.")
_TROUBLE: Final = (smtplib.SMTPException, OSError, ValueError)


class NotSent(Exception):
    """The mail did not leave, for certain; the sentence names the server's fault and nobody of the record."""


class PerhapsSent(Exception):
    """The whole mail was handed over, and the server's answer did not come: it may have left."""


class Post(Protocol):
    """A way out; `send` raises NotSent or PerhapsSent."""

    def send(self, *, sender: str, address: str, content: bytes, message_id: str) -> None:
        """Hand one mail over."""

    def close(self) -> None:
        """Let go of the server."""


class FolderPost:
    """Writes each mail as a file that appears whole; the same mail again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, *, sender: str, address: str, content: bytes, message_id: str) -> None:
        """Write the mail."""
        stem = "".join(sign if sign.isalnum() or sign in "-." else "-" for sign in message_id.strip("<>"))
        try:
            make_private_folder(self._folder)
            write_private(self._folder / f"{stem}.eml", content)
        except TrackerError as fault:
            raise NotSent("The folder of the mails cannot be written.") from fault

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(slots=True)
class SmtpPost:
    """A mail server; nothing is said to it before its certificate was found to be good and for this very name.

    `authority` are certificates (PEM) that it is checked by instead of the machine's own.
    """

    server: str
    port: int
    user_name: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""
    patience: float = PATIENCE
    _open: smtplib.SMTP | None = field(default=None, repr=False)

    def send(self, *, sender: str, address: str, content: bytes, message_id: str) -> None:
        """Hand one mail over on the connection that is open, or on a new one."""
        client = self._ready()
        try:
            self._offer(client, sender, address)
        except smtplib.SMTPResponseException as fault:
            self.close()
            raise NotSent(f"The mail server refused the mail ({fault.smtp_code}).") from fault
        except _TROUBLE as fault:
            self.close()
            raise NotSent(_said(fault)) from fault
        try:
            end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
            client.send(_DOT.sub(b"..", content) + end)
            code, _ = client.getreply()
        except _TROUBLE as fault:
            self.close()
            raise PerhapsSent(_said(fault)) from fault
        if code != 250:
            self.close()
            raise NotSent(f"The mail server refused the mail ({code}).")

    def close(self) -> None:
        """Say good-bye, as far as the server still listens."""
        client, self._open = self._open, None
        if client is None:
            return
        try:
            client.quit()
        except _TROUBLE:
            client.close()

    def _ready(self) -> smtplib.SMTP:
        if self._open is not None:
            try:
                if self._open.noop()[0] == 250:
                    return self._open
            except _TROUBLE:
                pass
            self.close()
        self._open = self._connected()
        return self._open

    def _connected(self) -> smtplib.SMTP:
        try:
            client = smtplib.SMTP(self.server, self.port, timeout=self.patience)
        except _TROUBLE as fault:
            raise NotSent(_said(fault)) from fault
        try:
            client.ehlo()
            if not client.has_extn("starttls"):
                raise NotSent("The mail server offers no encryption (STARTTLS); nothing was said to it.")
            client.starttls(context=self._context())
            client.ehlo()
            if self.user_name:
                client.login(self.user_name, self.password)
        except NotSent:
            client.close()
            raise
        except smtplib.SMTPAuthenticationError as fault:
            client.close()
            raise NotSent("The mail server does not take the user name and password.") from fault
        except _TROUBLE as fault:
            client.close()
            raise NotSent(_said(fault)) from fault
        return client

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cadata=self.authority or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    @staticmethod
    def _offer(client: smtplib.SMTP, sender: str, address: str) -> None:
        steps = ((client.mail, sender, 250), (client.rcpt, address, 250), (client.docmd, "DATA", 354))
        for say, what, wanted in steps:
            code, answer = say(what)
            if code != wanted:
                raise smtplib.SMTPResponseException(code, answer)


def _said(fault: Exception) -> str:
    """What went wrong with the server, without a word that it said itself."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"The mail server's certificate is not accepted: {fault.verify_message.rstrip('.')}."
    if isinstance(fault, ssl.SSLError):
        return "The mail server's encryption failed."
    if isinstance(fault, TimeoutError):
        return "The mail server does not answer."
    if isinstance(fault, socket.gaierror):
        return "There is no mail server of this name."
    if isinstance(fault, ConnectionRefusedError):
        return "The mail server takes no connection."
    return "The mail server broke off."
