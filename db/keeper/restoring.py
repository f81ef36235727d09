"""Puts a backup of the database file back, also one under another key, or into a home that is not made yet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from db.keeper.homes import Home, HomeKind
from db.keeper.installation import Installation
from db.keeper.upkeep import Saved
from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from db.store.secrets import SecretStore


class Restoring:
    """One backup on its way into one home.

    `key_file` holds the key that the backup was made with; left out, the home's own key must open it. `prompt` asks
    for the passphrase of the home's key file.
    """

    def __init__(
        self,
        home: Home,
        source: Path,
        *,
        key_file: Path | None = None,
        environ: Mapping[str, str] | None = None,
        prompt: Callable[[str], str | None] | None = None,
    ) -> None:
        # The keyring is loaded by the first question for a key.
        from db.store.secrets import SecretStore

        if home.kind is HomeKind.DEMO:
            raise Refused("A demo home takes no backup: it is made anew.", to_do="tracker demo --reset")
        self._home, self._source, self._key_file = home, source, key_file
        self._environ = os.environ if environ is None else environ
        self._prompt = prompt
        self._secrets: SecretStore = SecretStore(home, environ=self._environ, prompt=prompt)
        self._key: bytes | None = None

    def look(self) -> Saved:
        """What the backup holds, proved. Raises Misconfigured when it is damaged, not ours, or under another key."""
        from db.store.backup import prove
        from db.store.database_key import key_for, key_in
        from db.store.standing import newest

        source = self._source
        if not source.is_file():
            raise Misconfigured(f"There is no file {source}.")
        given = None if self._key_file is None else key_in(self._key_file)
        self._key = key_for(source, self._secrets, given=given)
        proof = prove(source, key=self._key)
        if proof.version > newest():
            raise Misconfigured(
                f"{source} was made by a newer Tracker (tables {proof.version}).", to_do="Install the newer version."
            )
        return Saved(source, source.stat().st_size, proof.total, proof.version)

    def restore(self, *, stamp: str) -> Saved:
        """Put it in the place of the home's database file, under the home's key; what was there is kept beside it.

        A live home that is not made yet is made. `stamp` names the file that is kept. Raises TryLater while anybody
        has the database open, and what `look` raises.
        """
        found = self.look()
        from db.audit.form import moment
        from db.keeper.local_key import move_in
        from db.keeper.remembered import settle
        from db.store.backup import put_back
        from db.store.database_key import own_key
        from db.store.secrets import SecretStore

        made = self._home.made(HomeKind.LIVE)
        if self._home.kind is None:
            # A home that was made just now has a name of its own in the keyring.
            self._secrets = SecretStore(made, environ=self._environ, prompt=self._prompt)
        key, _ = own_key(self._secrets)
        aside = made.database.with_name(f"{made.database.name}.before-{stamp}")
        there = made.database.exists()
        put_back(self._source, made.database, aside=aside, key=key.as_key(), backup_key=self._key)
        installation = Installation(made, environ=self._environ, prompt=self._prompt, secrets=self._secrets)
        move_in(installation, key.place)
        with installation.units.raw("keeper") as connection:
            settle(installation, connection, restored=moment(installation.clock.now()))
        installation.note("database.restore")
        installation.close()
        return Saved(made.database, found.size, found.rows, found.version, aside if there else None)
