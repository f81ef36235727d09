"""A mail server with TLS on loopback, the certificates it and its readers use, and their mail opened by `openssl`."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP as SMTP_POLICY
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

PASSWORD = "a password of the post"
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Certified:
    """A certificate and its key, PEM."""

    certificate: bytes
    key: bytes

    def files(self, folder: Path, name: str) -> tuple[Path, Path]:
        """Both as files."""
        paths = folder / f"{name}.pem", folder / f"{name}.key"
        paths[0].write_bytes(self.certificate)
        paths[1].write_bytes(self.key)
        return paths


def certified(
    *,
    host: str = "",
    address: str = "",
    starts: datetime = NOW - timedelta(days=1),
    ends: datetime = NOW + timedelta(days=30),
    bits: int = 2048,
) -> Certified:
    """A self-made certificate for a host or for a mail address."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Invented")])
    other = x509.DNSName(host) if host else x509.RFC822Name(address)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([other]), critical=False)
        .add_extension(x509.BasicConstraints(ca=bool(host), path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Certified(
        made.public_bytes(Encoding.PEM),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )


@dataclass
class Box:
    """What the server took, and how it behaves: `code` answers a mail, `drops` breaks off after taking it whole."""

    mails: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    code: str = "250 taken"
    drops: bool = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """One mail."""
        if self.code.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.mails.append((envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        if self.drops and server.transport is not None:
            server.transport.abort()
        return self.code

    def login(self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        """One sign-in at the server."""
        self.logins.append(mechanism)
        return AuthResult(success=getattr(data, "password", b"") == PASSWORD.encode(), handled=False)


@contextmanager
def post_office(box: Box, folder: Path, *, certificate: Certified | None, login: bool = False) -> Iterator[int]:
    """The server at work; gives its port. Without a certificate it offers no encryption."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate.files(folder, "server"))
    controller = Controller(
        box,
        hostname="localhost",
        port=_free_port(),
        tls_context=context,
        require_starttls=context is not None,
        authenticator=box.login if login else None,
        auth_required=login,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def opened(content: bytes, reader: Certified, signer: bytes, folder: Path) -> EmailMessage:
    """A mail decrypted and its signature verified by `openssl`, as any reader of mail does it."""
    mail, inside = folder / "mail.eml", folder / "inside.eml"
    mail.write_bytes(content)
    certificate, key = reader.files(folder, "reader")
    signing = folder / "signer.pem"
    signing.write_bytes(signer)
    decrypt: list[str | Path] = [
        "openssl",
        "smime",
        "-decrypt",
        "-in",
        mail,
        "-recip",
        certificate,
        "-inkey",
        key,
        "-out",
        inside,
    ]
    subprocess.run(decrypt, check=True, capture_output=True)
    verify: list[str | Path] = ["openssl", "smime", "-verify", "-in", inside, "-CAfile", signing, "-purpose", "any"]
    done = subprocess.run([*verify, "-certfile", signing], check=True, capture_output=True)
    read = message_from_bytes(done.stdout, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def attached(part: EmailMessage) -> dict[str, bytes]:
    """The files of a mail by name."""
    return {one.get_filename() or "": one.get_payload(decode=True) for one in part.iter_attachments()}  # type: ignore[misc]


def headers(content: bytes) -> Message:
    """The outside of a mail."""
    return message_from_bytes(content, policy=SMTP_POLICY)
