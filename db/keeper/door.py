"""The door of an installation as the programs use it: in, locked, unlocked, a password chosen, out."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from db.words.errors import BadInput, TrackerError

if TYPE_CHECKING:
    from uuid import UUID

    from db.access.sign_ins import SignInState
    from db.accounts.admitted import Admitted
    from db.accounts.second_factor import Enrolment
    from db.accounts.sign_in import SignIn
    from db.store.secrets import SecretStore
    from db.store.settings import Settings
    from db.unit import Units
    from db.words.actor import Actor


class House(Protocol):
    """The part of an installation that the door needs."""

    @property
    def is_demo(self) -> bool:
        """Whether it holds invented data only."""

    @property
    def settings(self) -> Settings:
        """What tracker.toml says."""

    @property
    def secrets(self) -> SecretStore:
        """Where its secrets come from."""

    @property
    def units(self) -> Units:
        """Makes units on its database."""


class Door:
    """Who may come in to one installation, at this terminal."""

    def __init__(self, installation: House) -> None:
        self._installation = installation
        self._here: dict[UUID, tuple[Actor, bytes, bool]] = {}

    @cached_property
    def sign_ins(self) -> SignIn:
        """The rules of the door; loaded with the models."""
        from db.accounts.admitted import Terminal
        from db.accounts.sign_in import SignIn
        from db.keeper.published import demo_verifiers

        home = self._installation
        name = home.settings.terminal_name or platform.node() or "terminal"
        terminal = Terminal(name, home.settings.network_class, os_user())
        demo, published = home.is_demo, demo_verifiers()
        return SignIn(home.units, terminal, demo=demo, published=published, site_key=self._site_key)

    def sign_in(self, user_name: str, password: str, *, code: str = "") -> Admitted:
        """Let a user in for one command. Raises Refused, worded alike for an unknown name and a wrong password."""
        return self._keep(self.sign_ins.admit(user_name, password, code=code), at_screen=False)

    def sit_down(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> Admitted:
        """Let a user in at a screen, where one sign-in of a user stands at a time (two of a judge)."""
        admitted = self.sign_ins.admit(user_name, password, kind="screen", take_over=take_over, code=code)
        return self._keep(admitted, at_screen=True)

    def demo_user(self, user_name: str) -> Admitted:
        """A user of a demo home by name or role, without a password. Raises Refused in a live home (H5)."""
        from db.keeper.published import demo_user_named

        # A user who was added to the demo since is none of the program's own.
        with suppress(BadInput):
            user_name = demo_user_named(user_name)
        return self.sign_ins.actor_of(user_name)

    def unlock(self, actor: Actor, password: str) -> None:
        """The password of the same user again; the sign-in gets another token. Raises Refused when it is wrong."""
        token = self.sign_ins.unlock(actor, password)
        self._here[actor.audit_session] = (actor, token, True)

    def mark(self, actor: Actor, what: str) -> bool:
        """`used` or `locked`: what became of a sign-in here; False when it is over already."""
        known = self._here.get(actor.audit_session)
        return known is not None and self.sign_ins.mark(actor, known[1], what)

    def end(self, actor: Actor) -> None:
        """A user leaves the screen to the next one."""
        known = self._here.pop(actor.audit_session, None)
        if known is not None:
            self.sign_ins.mark(actor, known[1], "ended")

    def close(self) -> None:
        """End every sign-in made here. One at a screen is signed out in the audit, a command's ends with its act.

        A database that has gone away keeps sign-ins that nobody has the token of.
        """
        here, self._here = self._here, {}
        with suppress(TrackerError):
            for actor, token, at_screen in here.values():
                if at_screen:
                    self.sign_ins.mark(actor, token, "ended")
                else:
                    self.sign_ins.leave(actor, token)

    def standing(self, session_id: UUID) -> SignInState:
        """How a sign-in stands now: taken over, run out, or fine."""
        from db.access.sign_ins import standing

        units = self._installation.units
        with units.raw("sign-in") as connection:
            return standing(connection, session_id, now=units.clock.now())

    def choose_password(self, user_name: str, old: str, new: str) -> None:
        """A new password in the place of the old one or of a one-time code. Raises BadInput, Refused."""
        # The block list is loaded when a password is chosen.
        from db.accounts.passwords import choose

        choose(self.sign_ins, user_name, old, new)

    def check_password(self, user_name: str, new: str) -> None:
        """What can be said of a new password before the old one is tried. Raises BadInput with the rule."""
        # The block list is loaded when a password is chosen.
        from db.accounts.password_rules import accept

        accept(new, user_name=user_name)

    def begin_factor(self, user_name: str) -> Enrolment:
        """A code generator to show once; nothing is kept before `finish_factor`."""
        from db.accounts.enrolling import begin

        return begin(self.sign_ins, user_name)

    def finish_factor(self, enrolment: Enrolment, password: str, *, code: str) -> None:
        """Keep the code generator, once a code shows that the user's app has the secret."""
        from db.accounts.enrolling import finish

        finish(self.sign_ins, enrolment, password, code=code)

    def _keep(self, admitted: Admitted, *, at_screen: bool) -> Admitted:
        self._here[admitted.actor.audit_session] = (admitted.actor, admitted.token, at_screen)
        if admitted.judge_key is not None:
            # Only a judge publishes a key.
            from db.accounts.judges import settle

            settle(self._installation.units, admitted.actor, admitted.judge_key)
        return admitted

    def _site_key(self) -> bytes:
        """The home's key for second factors, made when the first one is set up."""
        # Secrets are looked for when a code is asked, not before first paint.
        from db.store.boxes import new_key
        from db.store.secrets import SecretName

        secrets = self._installation.secrets
        found = secrets.find(SecretName.SITE_KEY)
        if found is not None:
            return found.as_key()
        key = new_key()
        secrets.keep(SecretName.SITE_KEY, key.hex())
        return key


def os_user() -> str:
    """Who this process runs as, whatever its environment says; an account may be bound to that."""
    if sys.platform == "win32":
        return os.getlogin()
    # Not there on Windows.
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""
