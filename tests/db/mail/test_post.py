"""Mail leaves over STARTTLS with a certificate that was checked, or not at all; what came of it is known or said."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.mail.post import FolderPost, NotSent, PerhapsSent, SmtpPost
from tests.support.post_office import PASSWORD, Box, Certified, certified, post_office

SENDER, READER = "tracker@mail.example", "reader@secure.example"
MAIL = b"Subject: x\r\n\r\n.a line that begins with a dot\r\nlast\r\n"


@pytest.fixture(scope="module")
def here() -> Certified:
    return certified(host="localhost")


def send(port: int, authority: bytes, *, user: str = "", password: str = "", count: int = 1) -> None:
    post = SmtpPost("localhost", port, user, password, authority.decode(), patience=10)
    try:
        for _ in range(count):
            post.send(sender=SENDER, address=READER, content=MAIL, message_id="<1@mail.example>")
    finally:
        post.close()


def test_a_mail_goes_over_verified_starttls_as_it_is(tmp_path: Path, here: Certified) -> None:
    box = Box()
    with post_office(box, tmp_path, certificate=here) as port:
        send(port, here.certificate, count=3)
    assert box.mails == [(SENDER, (READER,), MAIL)] * 3


def test_a_server_without_starttls_is_told_nothing(tmp_path: Path, here: Certified) -> None:
    box = Box()
    with (
        post_office(box, tmp_path, certificate=None) as port,
        pytest.raises(NotSent, match="STARTTLS"),
    ):
        send(port, here.certificate, user="tracker", password=PASSWORD)
    assert not box.mails
    assert not box.logins


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    other, box = certified(host="mail.elsewhere.example"), Box()
    with (
        post_office(box, tmp_path, certificate=other) as port,
        pytest.raises(NotSent, match="certificate is not accepted"),
    ):
        send(port, other.certificate)
    assert not box.mails


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, here: Certified) -> None:
    box = Box()
    with post_office(box, tmp_path, certificate=here) as port, pytest.raises(NotSent, match="not accepted"):
        send(port, certified(host="localhost").certificate)
    with post_office(box, tmp_path, certificate=here) as port, pytest.raises(NotSent, match="not accepted"):
        send(port, b"")
    assert not box.mails


def test_a_user_name_and_password_are_given_inside_the_encryption(tmp_path: Path, here: Certified) -> None:
    box = Box()
    with post_office(box, tmp_path, certificate=here, login=True) as port:
        send(port, here.certificate, user="tracker", password=PASSWORD)
        with pytest.raises(NotSent, match="user name and password"):
            send(port, here.certificate, user="tracker", password="another")
    assert len(box.mails) == 1


def test_a_mail_that_the_server_refuses_was_not_sent(tmp_path: Path, here: Certified) -> None:
    box = Box(code="451 not now")
    with post_office(box, tmp_path, certificate=here) as port, pytest.raises(NotSent, match="451"):
        send(port, here.certificate)


def test_a_server_that_breaks_off_after_the_whole_mail_leaves_it_open(tmp_path: Path, here: Certified) -> None:
    box = Box(drops=True)
    with post_office(box, tmp_path, certificate=here) as port, pytest.raises(PerhapsSent):
        send(port, here.certificate)
    assert len(box.mails) == 1


def test_no_server_is_said_plainly() -> None:
    with pytest.raises(NotSent, match="takes no connection"):
        send(1, b"")


def test_a_folder_takes_mails_as_files_and_the_same_mail_once(tmp_path: Path) -> None:
    post = FolderPost(tmp_path / "mails")
    for _ in range(2):
        post.send(sender=SENDER, address=READER, content=MAIL, message_id="<../../a.2026-W48@mail.example>")
    (only,) = (tmp_path / "mails").iterdir()
    assert only.read_bytes() == MAIL
    assert only.stat().st_mode & 0o077 == 0
