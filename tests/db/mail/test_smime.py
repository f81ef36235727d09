"""What is sealed opens with the reader's key and no other, by `openssl`, and was signed by this installation."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from db.cards.mail import SubscriptionCard
from db.mail import message, smime
from db.mail.schedule import Week
from db.output.sheet import Sheet
from db.words.errors import BadInput, Misconfigured
from db.words.families.mail import MailMode, SubscriptionState, WeeklyList
from tests.support.post_office import NOW, Certified, attached, certified, headers, opened

READER, SENDER = "a.reader@secure.example", "tracker@mail.example"
HOSTILE = "=HYPERLINK(\"http://x\")\r\nBcc: all@example.com\x1b[2J [red]DOYLE[/] 'Ædwin' \u200b"
SHEET = Sheet("PPOs in prison: Liverpool (LPL)", ("1 person",), ("Name", "Note"), ((HOSTILE, ""), ("ADDY, Kim", "x")))


@pytest.fixture(scope="module")
def reader() -> Certified:
    return certified(address=READER)


@pytest.fixture(scope="module")
def signer() -> tuple[str, smime.Signer]:
    made, key = smime.new_signer(SENDER, "a passphrase", now=NOW)
    return made, smime.signer_of(made, key, "a passphrase")


def card() -> SubscriptionCard:
    return SubscriptionCard(
        id=UUID(int=1), reference="S-AAAAAAAB", user_name="reader", display_name="A Reader", kind=WeeklyList.IN_PRISON,
        area="LPL", area_name="Liverpool", address=READER, mode=MailMode.LIST, weekday=0, at=time(7), reason="x",
        asked_at=NOW, state=SubscriptionState.AUTHORISED, decided_by="", decided_at=None, answer="",
        expires_on=date(2030, 1, 1), revoked_why="",
    )  # fmt: skip


def envelope() -> message.Envelope:
    return message.Envelope(SENDER, READER, Week(2007, 39), "<1.2007-W39@mail.example>", NOW)


@pytest.fixture(scope="module")
def mail(reader: Certified, signer: tuple[str, smime.Signer]) -> bytes:
    pem = smime.recipient_of(reader.certificate, address=READER).pem
    return message.whole(envelope(), card(), SHEET, signer=signer[1], recipient_pem=pem)


def test_openssl_opens_the_mail_and_finds_the_list_twice(
    mail: bytes, reader: Certified, signer: tuple[str, smime.Signer], tmp_path: Path
) -> None:
    read = opened(mail, reader, signer[0].encode(), tmp_path)
    files = attached(read)
    assert sorted(files) == ["tracker-inprison-2007-W39.txt", "tracker-inprison-2007-W39.xlsx"]
    assert "ADDY, Kim" in files["tracker-inprison-2007-W39.txt"].decode()
    body = read.get_body(("plain",))
    assert body is not None
    assert "ADDY, Kim" in body.get_content()
    with zipfile.ZipFile(io.BytesIO(files["tracker-inprison-2007-W39.xlsx"])) as book:
        assert "ADDY, Kim" in book.read("xl/worksheets/sheet1.xml").decode()


def test_hostile_names_stay_words_inside_and_reach_no_header(
    mail: bytes, reader: Certified, signer: tuple[str, smime.Signer], tmp_path: Path
) -> None:
    outside = headers(mail)
    assert outside["Subject"] == "Tracker: your weekly list, week 39"
    assert set(outside.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"),
    }
    for word in (b"DOYLE", b"ADDY", b"LPL", b"Liverpool"):
        assert word not in mail
    read = opened(mail, reader, signer[0].encode(), tmp_path)
    assert "Bcc" not in read
    text = attached(read)["tracker-inprison-2007-W39.txt"].decode()
    assert "\x1b" not in text
    assert "[red]DOYLE[/]" in text.replace("\r\n", "")


def test_the_algorithm_is_aes_256_in_cbc_and_no_other_key_opens_it(mail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail)
    shown = ["openssl", "cms", "-cmsout", "-print", "-in", path]
    assert b"aes-256-cbc" in subprocess.run(shown, check=True, capture_output=True).stdout
    certificate, key = certified(address=READER).files(tmp_path, "other")
    wrong = ["openssl", "smime", "-decrypt", "-in", path, "-recip", certificate, "-inkey", key]
    assert b"ADDY" not in subprocess.run(wrong, check=False, capture_output=True).stdout


def test_a_mail_that_was_changed_does_not_verify(
    reader: Certified, signer: tuple[str, smime.Signer], tmp_path: Path
) -> None:
    pem = smime.recipient_of(reader.certificate, address=READER).pem
    other = smime.signer_of(*smime.new_signer(SENDER, "x", now=NOW), "x")
    forged = message.whole(envelope(), card(), SHEET, signer=other, recipient_pem=pem)
    with pytest.raises(subprocess.CalledProcessError):
        opened(forged, reader, signer[0].encode(), tmp_path)


def test_a_notice_says_nothing_of_the_list() -> None:
    mail = message.notice(envelope())
    assert headers(mail)["Subject"] == "Tracker: your weekly list, week 39"
    assert b"Your weekly list is ready." in mail
    for word in (b"prison", b"LPL", b"PPO"):
        assert word not in mail


def test_a_header_that_would_be_two_lines_is_no_header() -> None:
    for address in ("a@b.example\r\nBcc: c@d.example", "a@b.example\n", "ä@b.example"):
        with pytest.raises(ValueError, match="header"):
            message.Envelope(SENDER, address, Week(2007, 39), "<1@x>", NOW).head()


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: certified(address="another@secure.example"), "another address"),
        (lambda: certified(address=READER, bits=1024), "2,048"),
        (lambda: Certified(b"no certificate", b""), "no certificate"),
        (lambda: Certified(b"x" * 70_000, b""), "too large"),
    ],
)
def test_a_certificate_that_is_none_or_for_another_is_refused(made: object, why: str) -> None:
    assert callable(made)
    with pytest.raises(BadInput, match=why):
        smime.recipient_of(made().certificate, address=READER)


def test_a_key_of_another_kind_is_refused() -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.EMAIL_ADDRESS, READER)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    with pytest.raises(BadInput, match="RSA"):
        smime.recipient_of(made.public_bytes(Encoding.PEM), address=READER)
    assert key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_days_of_a_certificate() -> None:
    start, end = NOW - timedelta(days=1), NOW + timedelta(days=1)
    assert smime.why_not_valid(start, end, NOW) == ""
    assert "not valid yet" in smime.why_not_valid(start, end, start - timedelta(seconds=1))
    assert "expired" in smime.why_not_valid(start, end, end)


def test_a_wrong_passphrase_opens_no_key() -> None:
    made, key = smime.new_signer(SENDER, "right", now=datetime(2026, 1, 1, tzinfo=NOW.tzinfo))
    assert "ENCRYPTED" in key
    with pytest.raises(Misconfigured, match="does not open"):
        smime.signer_of(made, key, "wrong")
