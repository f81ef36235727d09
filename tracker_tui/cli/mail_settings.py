"""`tracker mail settings`: the server, the sender, the secure domains and the key that mail is signed with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.words.errors import BadInput
from tracker_tui.cli.acting import desk_on, opened, read_password
from tracker_tui.cli.output import line, lines_as_they_are, print_json, talk

if TYPE_CHECKING:
    from db.cards.mail import MailSettingsCard

EXAMPLE = (
    "Example: tracker mail settings --server mail.example.uk --sender tracker@example.uk --domain pnn.police.uk "
    "--domain .cjsm.net --new-signing-key --as p.hale"
)
LARGEST = 256 * 1024


Server = Annotated[str | None, typer.Option(metavar="NAME", help="The mail server, as its certificate names it.")]
Port = Annotated[int | None, typer.Option(help="Its port; 587 unless told.")]
User = Annotated[str | None, typer.Option("--user", metavar="NAME", help="The name to sign in with there.")]
ServerPassword = Annotated[
    str, typer.Option("--server-password-file", metavar="FILE", help="Its password (0600), kept in the keyring.")
]
Authority = Annotated[
    str | None, typer.Option(metavar="FILE", help="Certificates (PEM) to check the server by; '' for the machine's.")
]
Sender = Annotated[str | None, typer.Option(metavar="ADDRESS", help="The address that mail comes from.")]
Domains = Annotated[
    list[str] | None,
    typer.Option(metavar="DOMAIN", help="A domain that mail may go to, .NAME for all below it; repeat it for all."),
]
Folder = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Put mail into this folder of the home: demo homes alone.")
]
NoticeOnly = Annotated[bool | None, typer.Option("--notice-only/--whole-lists", help="Send only that lists are ready.")]
NewKey = Annotated[bool, typer.Option("--new-signing-key", help="Make the key that mail is signed with; two years.")]
Certificate = Annotated[
    bool, typer.Option("--certificate", help="Print the certificate that recipients check our signature by.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        help="One document: {way, server, port, user, sender, domains, folder, notice_only, signed_as, signed_until}.",
    ),
]


def settings(
    context: typer.Context,
    *,
    server: Server = None,
    port: Port = None,
    user_name: User = None,
    server_password: ServerPassword = "",
    authority: Authority = None,
    sender: Sender = None,
    domain: Domains = None,
    folder: Folder = None,
    notice_only: NoticeOnly = None,
    new_signing_key: NewKey = False,
    certificate: Certificate = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Show how mail leaves, or set what is named. Mail leaves over STARTTLS that was verified, or not at all."""
    password = read_password(server_password) if server_password else ""
    pem = _read(authority) if authority else authority
    with opened(context) as installation:
        desk = desk_on(context, installation)
        # Loaded where mail is set up.
        from db.keeper import mailing

        if certificate:
            lines_as_they_are(desk.mail.signing_certificate())
            return
        mailing.insist_way(installation, folder=bool(folder))
        said = {
            "server": server, "port": port, "user_name": user_name, "sender": sender, "folder": folder,
            "authority": pem, "notice_only": notice_only, "domains": tuple(domain) if domain is not None else None,
        }  # fmt: skip
        named = any(value is not None for value in said.values())
        card = mailing.put(desk.mail, said, dry_run=dry_run) if named else desk.mail.show()
        if password and not dry_run:
            talk(f"The password is kept: {mailing.keep_password(installation, password)}.")
        if new_signing_key and not dry_run:
            talk(f"The passphrase of the signing key is kept: {mailing.new_signing_key(installation, desk.mail)}.")
            card = desk.mail.show()
    if as_json:
        print_json(
            {
                "way": card.way, "server": card.server, "port": card.port, "user": card.user_name,
                "sender": card.sender, "domains": card.domains, "folder": card.folder,
                "notice_only": card.notice_only, "signed_as": card.signed_as, "signed_until": card.signed_until,
            }
        )  # fmt: skip
    else:
        _show(card, dry_run=dry_run)


def _show(card: MailSettingsCard, *, dry_run: bool) -> None:
    if dry_run:
        talk("Nothing was written. It would be:")
    user = f", signed in as {card.user_name}" if card.user_name else ""
    checked = ", checked by certificates of its own" if card.own_authority else ""
    where = f"{card.server}, port {card.port}{user}{checked}" if card.server else card.folder
    line(f"way: {card.way.label}{f': {where}' if where else ''}")
    line(f"from: {card.sender or 'no address yet'}")
    line(f"may go to: {', '.join(card.domains) or 'no domain yet'}")
    line(f"holds: {'a notice alone' if card.notice_only else 'the list, encrypted to its recipient'}")
    until = f", until {card.signed_until:%d %b %Y}" if card.signed_until else ""
    line(f"signed as: {card.signed_as or 'no key yet'}{until}")


def _read(file: str) -> str:
    try:
        with Path(file).open("rb") as opened_file:
            return opened_file.read(LARGEST).decode("ascii")
    except OSError as fault:
        raise BadInput(f"{file} cannot be read: {(fault.strerror or 'an error').lower()}.") from fault
    except UnicodeDecodeError as fault:
        raise BadInput(f"{file} holds no certificates (PEM).") from fault
