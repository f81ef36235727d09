"""One installation, opened: its home, its settings, its database, and the door that lets users in."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.keeper.homes import DATABASE_VARIABLE, Home, HomeKind
from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from db.accounts.admitted import Admitted
    from db.keeper.changes import Changes
    from db.keeper.door import Door
    from db.store.secrets import SecretStore
    from db.store.settings import Settings
    from db.unit import Units
    from db.words.clock import Clock

DEMO_USER: Final = "clerk"
"""Who acts in a demo home when nobody is named."""


class Installation:
    """A home that was made. Nothing heavy is loaded and nothing is opened before it is used.

    `prompt` asks for the passphrase of the home's key file, and for the password of PostgreSQL where no
    place holds it; leave it out where nobody can be asked.
    """

    def __init__(
        self,
        home: Home,
        *,
        environ: Mapping[str, str] | None = None,
        prompt: Callable[[str], str | None] | None = None,
        clock: Clock | None = None,
        url: str = "",
        secrets: SecretStore | None = None,
        key: bytes | None = None,
    ) -> None:
        self.home = home
        self._given_key = key
        self._given_url = url
        self._given_secrets = secrets
        self.environ = os.environ if environ is None else environ
        self._clock = clock
        self._prompt = prompt
        if not home.exists:
            home.insist(HomeKind.LIVE)

    @property
    def is_demo(self) -> bool:
        """Whether this home holds invented data only."""
        return self.home.kind is HomeKind.DEMO

    @property
    def banner(self) -> str:
        """Short, for the top line of every screen."""
        return "DEMO" if self.is_demo else ""

    @property
    def notice(self) -> str:
        """What has to be said once at start."""
        return "Invented data only. Nothing here is real." if self.is_demo else ""

    @cached_property
    def clock(self) -> Clock:
        """The one clock of this installation, on the day that a demo home was told to live on.

        Its time zones are loaded when it is first asked. Raises Misconfigured when that day cannot be read.
        """
        from db.keeper.demo_day import kept_day
        from db.words.clock import Clock

        if self._clock is not None:
            return self._clock
        clock = Clock()
        if self.is_demo and (day := kept_day(self.home)) is not None:
            clock.set_day(day)
        return clock

    @cached_property
    def settings(self) -> Settings:
        """What tracker.toml says. Raises Misconfigured when it is wrong."""
        return self.home.settings()

    @cached_property
    def secrets(self) -> SecretStore:
        """Where this home's secrets come from."""
        # The keyring is not loaded by this, only by the first question for a secret.
        from db.store.secrets import SecretStore

        return self._given_secrets or SecretStore(self.home, environ=self.environ, prompt=self._prompt)

    @cached_property
    def key(self) -> bytes | None:
        """The key of the database file; None for PostgreSQL, and for a demo, whose data everybody may read.

        Raises NotEncrypted for a live home's file that lies in the clear, WrongKey, SecretMissing.
        """
        if self._given_key is not None or self.is_demo or self.file is None:
            return self._given_key
        # SQLCipher is loaded to try the key.
        from db.store.database_key import key_of

        return key_of(self.file, self.secrets).as_key()

    def unlock_secrets(self) -> None:
        """Find what the database needs, while a keyring or Tracker itself may still ask on the terminal."""
        if self.file is None:
            _ = self.url
        elif self.file.exists():
            _ = self.key

    @cached_property
    def url(self) -> str:
        """The address of the database, with the password where PostgreSQL wants one; never to be shown."""
        plain = self.plain_url
        if self._given_url or plain.startswith("sqlite") or self.environ.get(DATABASE_VARIABLE):
            return plain
        # Loaded for a home on PostgreSQL only.
        from sqlalchemy.engine import make_url

        from db.store.secrets import SecretName

        found = self.secrets.find(SecretName.POSTGRES_PASSWORD)
        parsed = make_url(plain)
        password = found.value if found is not None else None
        if password is None and self._prompt is not None and parsed.host:
            password = self._prompt(f"Password of the database {parsed.database} on {parsed.host} (empty for none): ")
        if password is not None:
            parsed = parsed.set(password=password)
        return parsed.render_as_string(hide_password=False)

    @property
    def plain_url(self) -> str:
        """The address as the settings have it. A demo home has no database but its own (H5)."""
        if self._given_url or self.is_demo:
            return self._given_url or f"sqlite:///{self.home.database}"
        return self.home.database_url(self.settings, self.environ)

    def on(self, url: str, *, key: bytes | None = None) -> Installation:
        """The same home on the database at this address, as while it is made, restored or given this key."""
        return Installation(
            self.home,
            environ=self.environ,
            prompt=self._prompt,
            clock=self._clock,
            url=url,
            secrets=self.secrets,
            key=key,
        )

    @property
    def file(self) -> Path | None:
        """The database file, None for PostgreSQL."""
        kind, _, path = self.plain_url.partition(":///")
        return Path(path) if kind.startswith("sqlite") else None

    @cached_property
    def units(self) -> Units:
        """Makes units on the database. Raises Misconfigured when there is none yet."""
        if self.file is not None and not self.file.exists():
            verb = "tracker demo" if self.is_demo else "tracker init"
            raise Misconfigured(f"There is no database {self.file} yet.", to_do=f"Run: {verb}")
        # 0.6 s of CPU: the models are loaded when something is read.
        from db.reference.lists import use
        from db.store.engine import make_engine
        from db.unit import Units

        use(self.home.reference)
        return Units(make_engine(self.url, key=self.key), self.clock)

    def insist_ready(self) -> None:
        """Load the models, open the database, and raise Misconfigured unless its tables are current."""
        from db.store.standing import insist_current

        # Every terminal asks this, as whoever it connects as; on a server it looks after nothing.
        with self.units.raw("sign-in") as connection:
            insist_current(connection)

    @cached_property
    def door(self) -> Door:
        """Who may come in, and what they may do at the door."""
        # Loaded after the first paint.
        from db.keeper.door import Door

        return Door(self)

    def sign_in(self, user_name: str, password: str, *, code: str = "") -> Admitted:
        """Let a user in for one command. Raises Refused, worded alike for an unknown name and a wrong password."""
        return self.door.sign_in(user_name, password, code=code)

    def demo_user(self, user_name: str = "") -> Admitted:
        """A user of a demo home by name or role, without a password. Raises Refused in a live home (H5)."""
        return self.door.demo_user(user_name or DEMO_USER)

    def note(self, action: str) -> None:
        """An audit row of an act on the installation itself, by its own account, with a chain of its own."""
        from db.accounts.credentials import site
        from db.audit.chain import Act, append, open_chain
        from db.words.actor import Actor
        from db.words.families.access import AuditOperation
        from db.words.keys import uuid7

        with self.units.raw("keeper", writes=True) as connection:
            own, now = site(connection), self.clock.now()
            actor = Actor(
                user_id=own.user_id,
                user_name=own.user_name,
                display_name=own.display_name,
                agency_id=own.agency_id,
                roles=frozenset(),
                courts=frozenset(),
                today=self.clock.today(),
                terminal=self.settings.terminal_name or platform.node() or "terminal",
                audit_session=uuid7(),
            )
            open_chain(connection, actor, now)
            append(connection, actor, now, [Act(AuditOperation.ACCOUNT, action)])

    def changes(self) -> Changes:
        """Hears what other sessions commit; for one thread."""
        # Loaded after sign-in.
        from db.keeper.changes import Changes

        return Changes(self.units)

    def close(self) -> None:
        """End what was signed in here and close every connection, if any was opened."""
        if "door" in self.__dict__:
            self.door.close()
        if "units" in self.__dict__:
            self.units.close()
