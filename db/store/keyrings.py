"""The machine's keyring, used only where it is one that really keeps a secret."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from db.words.errors import Misconfigured, TryLater

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

# By class and not by priority: the library would also take a plain file, or one that forgets everything.
ALLOWED: Final = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)


class NoKeyring(Misconfigured):
    """This machine has no keyring that Tracker may use."""


class KeyringRefused(TryLater):
    """The keyring is there but locked, or did not do what it was asked."""


class MachineKeyring:
    """Secrets of one home in the machine's keyring, under one service name."""

    def __init__(self, service: str, *, allowed: frozenset[str] = ALLOWED) -> None:
        self._service = service
        self._allowed = allowed

    def get(self, name: str) -> str | None:
        """The secret, or None when the keyring holds none of that name.

        Raises NoKeyring or KeyringRefused.
        """
        backend = self._backend()
        try:
            return backend.get_password(self._service, name)
        except _faults() as fault:
            raise _refused(fault) from None

    def set(self, name: str, value: str) -> None:
        """Keep the secret, then read it back: some keyrings accept everything and keep nothing.

        Raises NoKeyring, or KeyringRefused when it was not kept.
        """
        backend = self._backend()
        try:
            backend.set_password(self._service, name, value)
            kept = backend.get_password(self._service, name)
        except _faults() as fault:
            raise _refused(fault) from None
        if kept != value:
            raise KeyringRefused("The keyring took the secret and did not give it back.", kept="It is not kept.")

    def delete(self, name: str) -> None:
        """Forget the secret; nothing happens when there is none."""
        backend = self._backend()
        try:
            if backend.get_password(self._service, name) is not None:
                backend.delete_password(self._service, name)
        except _faults() as fault:
            raise _refused(fault) from None

    def name(self) -> str:
        """The class that would be used, for `tracker doctor`. Raises NoKeyring."""
        return _class_name(self._backend())

    def _backend(self) -> KeyringBackend:
        # 148 ms of CPU: loaded when a secret is needed, never at the start of the command line.
        import keyring

        unusable: tuple[type[BaseException], ...]
        unusable = (*_faults(), ImportError, AttributeError, TypeError, ValueError)
        try:
            found = tuple(_inside(keyring.get_keyring()))
        except unusable as fault:
            raise NoKeyring(f"The keyring of this machine cannot be used ({type(fault).__name__}).") from None
        for backend in found:
            if _class_name(backend) in self._allowed:
                return backend
        names = ", ".join(sorted(_class_name(backend) for backend in found)) or "none"
        raise NoKeyring(f"This machine has no keyring that keeps secrets safely (found: {names}).")


def _inside(backend: KeyringBackend) -> Iterator[KeyringBackend]:
    """The backend, or those that a chain of them would try, in its order."""
    # Loaded with keyring itself.
    from keyring.backends.chainer import ChainerBackend

    if isinstance(backend, ChainerBackend):
        for inner in backend.backends:
            yield from _inside(inner)
    else:
        yield backend


def _class_name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _faults() -> tuple[type[BaseException], ...]:
    """What a keyring may raise: its own errors, the system's, and those of the bus it talks through."""
    # Loaded with keyring itself.
    from keyring.errors import KeyringError

    found: list[type[BaseException]] = [KeyringError, OSError, RuntimeError]
    for module, name in (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
        ("dbus.exceptions", "DBusException"),
    ):
        error = getattr(sys.modules.get(module), name, None)
        if isinstance(error, type) and issubclass(error, BaseException):
            found.append(error)
    return tuple(found)


def _refused(fault: BaseException) -> KeyringRefused:
    # The class only: a fault of the bus may repeat what it was sent.
    return KeyringRefused(
        f"The keyring of this machine is locked or did not answer ({type(fault).__name__}).",
        to_do="Unlock it and try again, or give the secret in a file: TRACKER_KEY_FILE.",
    )
