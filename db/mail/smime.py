"""S/MIME: a part signed with the installation's key, then encrypted to its recipient (AES-256-CBC, RSA PKCS#1 v1.5)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from db.words.errors import BadInput, Misconfigured

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

SMALLEST_KEY: Final = 2048
_SIGNING_KEY: Final = 3072
_SIGNING_LASTS: Final = timedelta(days=730)
LARGEST_PEM: Final = 64 * 1024
PASSPHRASE_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Recipient:
    """A certificate that mail is encrypted to, with what is kept of it."""

    pem: str
    fingerprint: str
    starts_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Signer:
    """The installation's own certificate and key; what it holds never shows in a repr."""

    certificate: x509.Certificate
    key: RSAPrivateKey

    def __repr__(self) -> str:
        """Without the key."""
        return "Signer()"


def recipient_of(pem: bytes, *, address: str) -> Recipient:
    """The certificate in a PEM file, checked for encryption to this address.

    Raises BadInput for anything else, a key that is no RSA key of 2,048 bits, another use, or another address.
    """
    # Loaded where mail is set up or sent.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import Encoding

    if len(pem) > LARGEST_PEM:
        raise BadInput("The file is too large for a certificate.")
    try:
        one = x509.load_pem_x509_certificate(pem)
        key = one.public_key()
        addresses, wrong = _addresses(one), _wrong_use(one)
    except ValueError as fault:
        raise BadInput("The file holds no certificate that can be read (PEM, X.509).") from fault
    if not isinstance(key, RSAPublicKey) or key.key_size < SMALLEST_KEY:
        raise BadInput(f"The certificate's key is no RSA key of {SMALLEST_KEY:,} bits or more.")
    if wrong:
        raise BadInput(wrong)
    if addresses and address not in addresses:
        raise BadInput("The certificate is for another address.")
    fingerprint = one.fingerprint(hashes.SHA256()).hex()
    kept = one.public_bytes(Encoding.PEM).decode("ascii")
    return Recipient(kept, fingerprint, one.not_valid_before_utc, one.not_valid_after_utc)


def why_not_valid(starts_at: datetime, expires_at: datetime, now: datetime) -> str:
    """Why a certificate of these days is not used at this moment; empty when it is."""
    if now < starts_at:
        return "The certificate of the address is not valid yet."
    return "The certificate of the address has expired." if now >= expires_at else ""


def _addresses(one: x509.Certificate) -> frozenset[str]:
    from cryptography import x509

    named = [name.value for name in one.subject.get_attributes_for_oid(x509.NameOID.EMAIL_ADDRESS)]
    try:
        other = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        named += other.get_values_for_type(x509.RFC822Name)
    except x509.ExtensionNotFound:
        pass
    return frozenset(str(name).casefold() for name in named)


def _wrong_use(one: x509.Certificate) -> str:
    """Why the certificate is not for encrypting mail by what it says itself; empty when it is."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        use = one.extensions.get_extension_for_class(x509.KeyUsage).value
        if not use.key_encipherment:
            return "The certificate is not for encryption (key usage)."
    except x509.ExtensionNotFound:
        pass
    try:
        uses = one.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return ""
    mail = {ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    return "" if mail & set(uses) else "The certificate is not for mail (extended key usage)."


def new_signer(sender: str, passphrase: str, *, now: datetime) -> tuple[str, str]:
    """A fresh certificate and key that sign as this sender, both PEM, the key encrypted under the passphrase."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=_SIGNING_KEY)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tracker weekly mail")])
    signing = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _SIGNING_LASTS)
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(sender)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(signing, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .sign(key, hashes.SHA256())
    )
    kept = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
    return made.public_bytes(Encoding.PEM).decode("ascii"), kept.decode("ascii")


def named(certificate: str) -> tuple[str, datetime | None]:
    """The fingerprint of a certificate as it is kept, and until when it is good; nothing where there is none."""
    if not certificate:
        return "", None
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    one = x509.load_pem_x509_certificate(certificate.encode("ascii"))
    return one.fingerprint(hashes.SHA256()).hex(), one.not_valid_after_utc


def signer_of(certificate: str, key: str, passphrase: str) -> Signer:
    """The signer as it is kept. Raises Misconfigured when the passphrase does not open the key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    again = "tracker mail settings --new-signing-key"
    try:
        one = x509.load_pem_x509_certificate(certificate.encode("ascii"))
        opened = load_pem_private_key(key.encode("ascii"), passphrase.encode())
    except (ValueError, TypeError) as fault:
        raise Misconfigured("The signing key of the mail does not open.", to_do=again) from fault
    if not isinstance(opened, RSAPrivateKey) or opened.public_key() != one.public_key():
        raise Misconfigured("The signing key and its certificate do not belong together.", to_do=again)
    return Signer(one, opened)


def sealed(part: bytes, signer: Signer, recipient_pem: str) -> bytes:
    """A MIME part signed, the signed part encrypted: the bytes (DER) that an `enveloped-data` part carries."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

    signed = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(part)
        .add_signer(signer.certificate, signer.key, hashes.SHA256())
        .sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )
    return (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(carried("signed-data", signed))
        .set_content_encryption_algorithm(AES256)
        .add_recipient(x509.load_pem_x509_certificate(recipient_pem.encode("ascii")))
        .encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def carried(kind: str, der: bytes) -> bytes:
    """A MIME part that carries these bytes, with lines as they travel."""
    lines = base64.encodebytes(der).replace(b"\n", b"\r\n")
    head = f'Content-Type: application/pkcs7-mime; smime-type={kind}; name="smime.p7m"\r\n'
    head += 'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7m"\r\n\r\n'
    return head.encode("ascii") + lines
