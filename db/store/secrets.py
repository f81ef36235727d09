"""Where a home's secrets come from: keyring, files of the machine, a passphrase, or a clear refusal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from db.store.boxes import KEY_BYTES
from db.store.keyfile import LockedFile, handed_over
from db.store.keyrings import ALLOWED, KeyringRefused, MachineKeyring, NoKeyring
from db.words.errors import Misconfigured, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.store.home import Home


class SecretName(StrEnum):
    """What the keyring may hold; never a clerk's password or a sign-in (trust.md section 8)."""

    DATABASE_KEY = "database-key"
    NEXT_DATABASE_KEY = "database-key-next"
    FORMER_DATABASE_KEY = "database-key-former"
    POSTGRES_PASSWORD = "postgres-password"  # noqa: S105 - the name of a secret, not one
    SMTP_PASSWORD = "smtp-password"  # noqa: S105 - as above
    SMIME_PASSPHRASE = "smime-passphrase"  # noqa: S105 - as above
    CHECKPOINT_KEY = "checkpoint-key"
    DRAFTS_KEY = "drafts-key"
    SITE_KEY = "site-key"


KEYRING: Final = "keyring"
SHORTEST_PASSPHRASE: Final = 12
_WHERE_TO: Final = (
    "Start a keyring; or name it in the file of TRACKER_KEY_FILE (this user's alone, chmod 600), which then begins with"
    ' a line [secrets] and has a line {name} = "..." for each secret (tracker db key FILE --named writes such a file;'
    " a file that holds one key alone opens the database and nothing else); or run the command in a terminal to choose"
    " a passphrase."
)
# A key file with one secret in it opens the database, whichever kind it is, and nothing else.
PRIMARY: Final = frozenset({SecretName.DATABASE_KEY, SecretName.POSTGRES_PASSWORD})


class SecretMissing(Misconfigured):
    """No place holds the secret; the sentence lists each place and why it did not."""


@dataclass(frozen=True, slots=True)
class Found:
    """A secret and, for `tracker doctor`, the place it came from."""

    value: str = field(repr=False)
    place: str = ""

    def as_key(self) -> bytes:
        """The 32 bytes of a key kept as 64 hexadecimal digits. Raises Misconfigured when it is none."""
        try:
            key = bytes.fromhex(self.value)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise Misconfigured(f"The key in {self.place} is not {2 * KEY_BYTES} hexadecimal digits.")
        return key


class SecretStore:
    """The secrets of one home, each looked for in the order of trust.md section 8.

    `prompt` shows a question and gives what was typed, or None; it is asked for the passphrase of the
    home's key file. Leave it out where nobody can be asked (a service).
    Resolve before the screen starts: a locked keyring may ask on the terminal.
    """

    def __init__(
        self,
        home: Home,
        *,
        environ: Mapping[str, str],
        prompt: Callable[[str], str | None] | None = None,
        allowed: frozenset[str] = ALLOWED,
    ) -> None:
        self._keyring = MachineKeyring(f"tracker:{home.number}", allowed=allowed)
        self._environ = environ
        self._prompt = prompt
        self._file = LockedFile(home.configuration_folder / "secrets.locked")
        self._passphrase: str | None = None
        self._opened: dict[str, str] | None = None

    def find(self, name: SecretName) -> Found | None:
        """The secret, or None when no place holds it.

        Raises Misconfigured or Refused when a place that was named cannot be trusted or opened.
        """
        found, _ = self._look(name)
        return found

    def get(self, name: SecretName) -> Found:
        """The secret. Raises SecretMissing, besides what `find` raises."""
        found, tried = self._look(name)
        if found is None:
            raise SecretMissing(
                f"The {name.replace('-', ' ')} was not found. {' '.join(tried)}",
                kept="Nothing was opened.",
                to_do="Unlock the keyring, name a key file in TRACKER_KEY_FILE, or run the command in a terminal.",
            )
        return found

    def keep(self, name: SecretName, value: str) -> str:
        """Keep the secret in the keyring, else in the home's key file under a passphrase; says where.

        It is never written in the clear: raises SecretMissing where there is neither a keyring nor
        anybody to type a passphrase.
        """
        try:
            self._keyring.set(name, value)
        except (NoKeyring, KeyringRefused) as fault:
            passphrase = self._passphrase_to_write()
            if passphrase is None:
                raise SecretMissing(
                    f"{fault.happened} The {name.replace('-', ' ')} has no safe place.",
                    kept="It was not written anywhere.",
                    to_do=_WHERE_TO.format(name=name),
                ) from None
            held = self._locked(passphrase) if self._file.path.exists() else {}
            if not held and len(passphrase) < SHORTEST_PASSPHRASE:
                self._passphrase = None
                raise Refused(
                    f"The passphrase is too short: at least {SHORTEST_PASSPHRASE} characters.",
                    kept="Nothing was written.",
                ) from None
            self._file.write({**held, name: value}, passphrase)
            self._opened = {**held, name: value}
            return str(self._file.path)
        return KEYRING

    def forget(self, name: SecretName) -> None:
        """Take the secret out of the keyring and the home's key file; nothing happens where there is none."""
        with suppress(NoKeyring, KeyringRefused):
            self._keyring.delete(name)
        if self._passphrase is None or not self._file.path.exists():
            return
        held = self._locked(self._passphrase)
        if held.pop(name, None) is not None:
            self._file.write(held, self._passphrase)

    def keeps(self, place: str) -> bool:
        """Whether `keep` writes to this place, which a secret was found in."""
        return place in {KEYRING, str(self._file.path)}

    def _look(self, name: SecretName) -> tuple[Found | None, list[str]]:
        tried: list[str] = []
        try:
            value = self._keyring.get(name)
        except (NoKeyring, KeyringRefused) as fault:
            tried.append(fault.happened)
        else:
            if value is not None:
                return Found(value, KEYRING), tried
            tried.append("The keyring does not hold it.")
        file = handed_over(name, primary=name in PRIMARY, environ=self._environ)
        if file is not None:
            return Found(*file), tried
        tried.append("No file was named that holds it.")
        if not self._file.path.exists():
            return None, tried
        passphrase = self._ask(f"Passphrase of {self._file.path}: ")
        if passphrase is None:
            return None, [*tried, "There is a key file, but nobody to type its passphrase."]
        value = self._locked(passphrase).get(name)
        return (None if value is None else Found(value, str(self._file.path))), tried

    def _ask(self, question: str) -> str | None:
        # Once a process: the same passphrase opens the file for every secret.
        if self._passphrase is None and self._prompt is not None:
            self._passphrase = self._prompt(question) or None
        return self._passphrase

    def _passphrase_to_write(self) -> str | None:
        """The passphrase of the home's key file; for a file that is not there yet it is typed twice."""
        if self._passphrase is not None or self._file.path.exists():
            return self._ask(f"Passphrase of {self._file.path}: ")
        first = self._ask(f"Choose a passphrase for the key file {self._file.path}: ")
        if first is not None and self._prompt is not None and self._prompt("The same again: ") != first:
            self._passphrase = None
            raise Refused("The two passphrases differ.", kept="Nothing was written.")
        return first

    def _locked(self, passphrase: str) -> dict[str, str]:
        if self._opened is None:
            try:
                self._opened = self._file.read(passphrase)
            except Refused:
                # A wrong one is asked for again.
                self._passphrase = None
                raise
        return self._opened
