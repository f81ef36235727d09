"""The key that drafts and the resume file of this terminal lie under: where the database's key is, else in a file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.words.errors import Misconfigured, TrackerError

if TYPE_CHECKING:
    from db.keeper.installation import Installation


class LocalKey:
    """Found when it is first asked for; locks and opens small files of this terminal.

    A home whose database key lies in the keyring or under a passphrase keeps this one there too. A demo, a home on
    PostgreSQL, and one whose key is handed over in a file, keep it in a 0600 file beside the drafts, which doctor says.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    @cached_property
    def value(self) -> bytes:
        """The 32 bytes. Raises Misconfigured when they were altered, and what the keyring raises."""
        # The models come with the drafts: loaded after the first paint.
        from db.notes.drafts.local_key import terminal_key

        kept = self._kept()
        return terminal_key(self._installation.home.drafts) if kept is None else kept

    def lock(self, plain: bytes, *, about: str) -> bytes:
        """The content of a file that only this terminal opens. Raises what `value` does."""
        from db.store.boxes import lock

        return lock(self._for_files, plain, about=about.encode())

    def open(self, box: bytes, *, about: str) -> bytes | None:
        """What was locked; None when it cannot be opened."""
        from db.store.boxes import unlock

        try:
            return unlock(self._for_files, box, about=about.encode())
        except TrackerError:
            return None

    @cached_property
    def _for_files(self) -> bytes:
        from db.store.boxes import derive_key

        return derive_key(self.value, purpose="files of a terminal")

    def _kept(self) -> bytes | None:
        from db.store.secrets import SecretName

        installation = self._installation
        if installation.is_demo or installation.file is None:
            return None
        found = installation.secrets.find(SecretName.DRAFTS_KEY)
        return None if found is None else found.as_key()


def move_in(installation: Installation, place: str) -> None:
    """Keep this terminal's key where the new key of its database is; the file beside the drafts goes.

    Nothing happens where the key of the database is in a file that is not Tracker's.
    """
    from db.notes.drafts.local_key import key_path, terminal_key
    from db.store.secrets import SecretName

    secrets, folder = installation.secrets, installation.home.drafts
    if not secrets.keeps(place) or secrets.find(SecretName.DRAFTS_KEY) is not None:
        return
    key = terminal_key(folder)
    secrets.keep(SecretName.DRAFTS_KEY, key.hex())
    if secrets.get(SecretName.DRAFTS_KEY).as_key() != key:
        raise Misconfigured("The key of the drafts was not kept.", kept="It is in its file still.")
    key_path(folder).unlink(missing_ok=True)
