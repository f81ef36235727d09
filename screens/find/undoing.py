"""Takes back the name that was just given to the person of a hit, after a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.frame.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.cards.find import AliasCard, Hit
    from db.desk import Desk


def undo_name(screen: BaseScreen, desk: Desk, *, hit: Hit, done: Callable[[], None]) -> None:
    """Ask about the newest name that this user added in this sign-in; what else was saved is undone in the file."""
    person = hit.person
    if person is None:
        return

    def told(names: Sequence[AliasCard]) -> None:
        alias = next((one for one in names if one.undoable), None)
        if alias is None:
            screen.refuse("You added no name to this person since you signed in; F4, then u, undoes what else you did.")
            return
        screen.confirm(f"Undo the name {alias.shown} of {hit.label}? The entry stays in the record.", undo)

    def undo() -> None:
        screen.act(partial(desk.people.undo_last_alias, person), then, says="Undoing")

    def then(_: object) -> None:
        done()
        screen.say("Undone; the entry stays in the record.")

    screen.ask(partial(desk.people.aliases, person), told, says="Looking what can be undone", slot="undo")
