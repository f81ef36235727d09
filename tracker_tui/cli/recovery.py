"""`tracker user recovery-init|recovery|recover-notes`: judges' sealed notes after a lost password, by two people."""

from __future__ import annotations

from typing import Annotated

import typer

from db.cards.recovery import Custodian, RecoveryCard
from db.words.dates import spell
from db.words.errors import BadInput
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import ask, ask_password, confirm, new_password
from tracker_tui.cli.output import line, print_json, talk

_NO_FILE = "Passphrases of custodians are typed at a terminal, each by its own person."


def show(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {fingerprint, made_at, custodians, sealed, judges}, or null.")
    ] = False,
) -> None:
    """Say who keeps the recovery key of judges' notes, and for how many judges it serves."""
    with signed_in(context) as desk:
        card = desk.recovery.state()
    if as_json:
        print_json(_plain(card) if card else None)
    elif card is None:
        line("No recovery key: a judge who loses the password loses the personal notes for ever.")
        talk("Next: tracker user recovery-init --custodian NAME --custodian NAME")
    else:
        _say(card)


def init(
    context: typer.Context,
    *,
    custodian: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A user who keeps a passphrase.")] = None,
    renew: Annotated[bool, typer.Option("--renew", help="Put a new recovery key in the place of the old one.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Make the recovery key of judges' notes: two to six custodians each type a passphrase that only they know.

    Any two of them open it together, one alone never does. It has to be there before a password is lost.
    """
    names = list(custodian or ())
    if len(set(names)) < 2 or len(set(names)) < len(names):
        raise BadInput("Name at least two different people.", kept="", to_do="Give --custodian NAME twice or more.")
    with signed_in(context) as desk:
        whom = desk.recovery.check_custodians(names, renew=renew)
        if dry_run:
            line(f"Would make a recovery key kept by {', '.join(whom)}.")
            return
        talk("Each custodian comes to the keyboard in turn and lets nobody see the passphrase.")
        people = [Custodian(name, new_password(f"the recovery key, of {name}", instead=_NO_FILE)) for name in names]
        card = desk.recovery.set_up(people, renew=renew)
    _say(card)
    talk("Each judge's key is sealed for it when that judge signs in next.")


def recover(
    context: typer.Context,
    judge: Annotated[str, typer.Argument(metavar="JUDGE", help="The judge who has a new password.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Open a judge's personal notes to that judge again after a reset: two custodians type their passphrases.

    No note is shown. The judge has chosen the new password and signed in with it once. Every use is logged.
    """
    with signed_in(context) as desk:
        whose = desk.recovery.check_judge(judge)
        if dry_run:
            line(f"Would open the earlier personal notes of {whose} to that judge again.")
            return
        confirm(f"Seal the earlier personal notes of {whose} for that judge's new password.", yes=False)
        people = []
        for which in ("First", "Second"):
            name = ask(f"{which} custodian, user name: ", instead=_NO_FILE)
            people.append(Custodian(name, ask_password(f"Passphrase of {name}: ", instead=_NO_FILE)))
        done = desk.recovery.recover(judge, people)
    line(f"{done.opened:,} {'note' if done.opened == 1 else 'notes'} opened to {done.judge} again.")


def _say(card: RecoveryCard) -> None:
    line(f"Recovery key {card.fingerprint}, made {spell(card.made_at.date())}.")
    line(f"Custodians, any two together: {', '.join(card.custodians)}.")
    line(f"Keys of judges sealed for it: {card.sealed} of {card.judges}.")


def _plain(card: RecoveryCard) -> dict[str, object]:
    return {
        "fingerprint": card.fingerprint,
        "made_at": card.made_at,
        "custodians": card.custodians,
        "sealed": card.sealed,
        "judges": card.judges,
    }
