"""`tracker mail certificate`: to whom mail is encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table

LARGEST = 64 * 1024
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The mail address.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]

app = group("Add, list and remove the certificates that mail is encrypted to.")


@app.command("add", epilog="Example: tracker mail certificate add a.jones@secure.example jones.pem --as p.hale")
def add(
    context: typer.Context,
    address: Address,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The certificate, PEM, with an RSA key.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Encrypt mail to an address with this certificate, in place of one that it had."""
    try:
        with file.open("rb") as opened:
            pem = opened.read(LARGEST + 1)
    except OSError as fault:
        raise BadInput(f"{file} cannot be read: {(fault.strerror or 'an error').lower()}.") from fault
    with signed_in(context) as desk:
        card = desk.mail.add_certificate(address, pem, dry_run=dry_run)
    would = "would be " if dry_run else ""
    line(f"{card.address}: {would}encrypted to {card.fingerprint}, until {card.expires_at:%d %b %Y}.")


@app.command("list", epilog="Example: tracker mail certificate list --json --as p.hale")
def list_certificates(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{address, fingerprint, starts_at, expires_at, fault}].")
    ] = False,
) -> None:
    """List the certificates of recipients, and what is wrong with them."""
    with signed_in(context) as desk:
        cards = desk.mail.certificates()
    if as_json:
        print_json(
            [
                {"address": one.address, "fingerprint": one.fingerprint, "starts_at": one.starts_at,
                 "expires_at": one.expires_at, "fault": one.fault}
                for one in cards
            ]
        )  # fmt: skip
        return
    rows = [(one.address, one.expires_at, one.fault, one.fingerprint) for one in cards]
    print_table(("address", "until", "fault", "SHA-256"), rows, empty="No address has a certificate.")


@app.command("remove", epilog="Example: tracker mail certificate remove a.jones@secure.example --as p.hale")
def remove(context: typer.Context, address: Address, *, dry_run: DryRun = False) -> None:
    """Encrypt to an address no more: no list is sent to it."""
    with signed_in(context) as desk:
        desk.mail.remove_certificate(address, dry_run=dry_run)
    line(f"{address}: {'would have' if dry_run else 'has'} no certificate any more.")
