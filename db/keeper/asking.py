"""An account request from somebody who has no account yet: written down without anybody being signed in."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cards.accounts import NewRequest
    from db.keeper.installation import Installation
    from db.words.actor import Actor


def ask_for_account(
    installation: Installation, new: NewRequest, *, actor: Actor | None = None, dry_run: bool = False
) -> str:
    """Write the request down; gives its reference, which the authoriser is told, empty when it is only checked.

    Raises BadInput for what is missing, NotFound for an agency, court or area that is not there, TryLater when
    too many are waiting.
    """
    # The models are loaded when something is written.
    from db.accounts.asking import AskingService

    terminal = installation.settings.terminal_name or platform.node() or "terminal"
    service = AskingService(installation.units, terminal, actor)
    if dry_run:
        service.check(new)
        return ""
    return service.ask(new)
