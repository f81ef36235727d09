"""The weekly mail of an installation: its ways out, with the password and passphrase that its keyring holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.cards.mail import MailRunCard, MailSettingsCard, SubscriptionCard
    from db.keeper.installation import Installation
    from db.mail.post import Post
    from db.mail.running import MailRun
    from db.mail.settings import MailSettingsService
    from db.mail.smime import Signer
    from db.words.actor import Actor

DEMO_PASSPHRASE: Final = "mail.passphrase"  # noqa: S105 - the name of a file
"""A demo home keeps the passphrase of its signing key beside its invented data, for its owner alone."""


def run(installation: Installation, actor: Actor, *, dry_run: bool = False) -> MailRunCard:
    """Send what is due now; safe at any time. Raises Refused, Misconfigured where mail is not set up."""
    return _mail_run(installation, actor).run(dry_run=dry_run)


def send_again(installation: Installation, actor: Actor, card: SubscriptionCard, *, dry_run: bool = False) -> bool:
    """Have this week's mail of a subscription made once more at the next run; False where none waits for that."""
    from db.mail.claims import Claims
    from db.mail.schedule import week_of

    _mail_run(installation, actor)
    return Claims(installation.units, actor).again(card.id, week_of(installation.clock.now()), dry_run=dry_run)


def insist_way(installation: Installation, *, folder: bool) -> None:
    """A folder takes mail in homes with invented data alone. Raises Refused."""
    if folder and not installation.is_demo:
        raise Refused(
            "Only a demo or training home puts mail into a folder.", to_do="Name a mail server: tracker mail settings"
        )


def put(service: MailSettingsService, said: Mapping[str, Any], *, dry_run: bool) -> MailSettingsCard:
    """Change the settings that are said. Raises BadInput, Refused."""
    from db.mail.settings import NewSettings

    return service.put(NewSettings(**said), dry_run=dry_run)


def new_signing_key(installation: Installation, service: MailSettingsService) -> str:
    """Make the key that mail is signed with, and keep its passphrase; says where."""
    return _keep_passphrase(installation, service.new_signing_key())


def keep_password(installation: Installation, value: str) -> str:
    """Keep the password for the mail server; says where."""
    from db.store.secrets import SecretName

    return installation.secrets.keep(SecretName.SMTP_PASSWORD, value)


def _keep_passphrase(installation: Installation, value: str) -> str:
    from db.store.private_files import write_private
    from db.store.secrets import SecretName

    if installation.is_demo:
        path = installation.home.folder / DEMO_PASSPHRASE
        write_private(path, f"{value}\n".encode("ascii"))
        return str(path)
    return installation.secrets.keep(SecretName.SMIME_PASSPHRASE, value)


def _mail_run(installation: Installation, actor: Actor) -> MailRun:
    from db.mail.lists import ask
    from db.mail.running import MailRun, Ways

    ways = Ways(partial(_post, installation), partial(_signer, installation), ask)
    return MailRun(installation.units, actor, ways)


def _post(installation: Installation, settings: Any) -> Post:  # noqa: ANN401 - the row of the settings
    from db.mail.post import FolderPost, SmtpPost
    from db.store.secrets import SecretName
    from db.words.families.mail import MailWay

    if settings.way is MailWay.FOLDER:
        insist_way(installation, folder=True)
        return FolderPost(installation.home.folder / Path(settings.folder))
    password = installation.secrets.get(SecretName.SMTP_PASSWORD).value if settings.user_name else ""
    return SmtpPost(settings.server, settings.port, settings.user_name, password, settings.authority)


def _signer(installation: Installation, settings: Any) -> Signer:  # noqa: ANN401 - the row of the settings
    from db.mail.smime import signer_of
    from db.store.private_files import read_private
    from db.store.secrets import SecretName

    if not settings.signing_key and installation.is_demo:
        settings = _demo_key_made(installation)
    if not settings.signing_key:
        raise Misconfigured(
            "This installation has no key to sign its mail with.",
            kept="No list was sent.",
            to_do="tracker mail settings --new-signing-key",
        )
    if installation.is_demo:
        path = installation.home.folder / DEMO_PASSPHRASE
        passphrase = read_private(path, purpose="passphrase of the demo's mail").decode("ascii").strip()
    else:
        passphrase = installation.secrets.get(SecretName.SMIME_PASSPHRASE).value
    return signer_of(settings.signing_certificate, settings.signing_key, passphrase)


def _demo_key_made(installation: Installation) -> Any:  # noqa: ANN401 - the row of the settings
    """A demo makes its signing key when the first list is sent: making one takes longer than making the demo."""
    from db.mail.addressing import settings_row
    from db.mail.settings import MailSettingsService

    administrator = installation.demo_user("administrator").actor
    new_signing_key(installation, MailSettingsService(installation.units, administrator))
    with installation.units.raw("bulk") as connection:
        return settings_row(connection)
