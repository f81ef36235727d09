"""Keyrings in memory, good and bad, and a secret store that is allowed to use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from db.store.home import Home, HomeKind, locate
from db.store.secrets import SecretStore

KEY = "ab" * 32
PASSPHRASE = "seven goats in a boat"


class Memory(KeyringBackend):
    """A keyring for tests, in memory."""

    priority = 1

    def __init__(self) -> None:
        # The library's own constructor is untyped.
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Forgetful(Memory):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Do as the null keyring does."""


class Locked(Memory):
    """Would need somebody to type."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed while sending hunter2")

    set_password = get_password  # type: ignore[assignment]


class Plaintext(Memory):
    """Stands for the third-party file keyring that the library would choose by itself."""


def named_backend(backend: type[KeyringBackend]) -> str:
    return f"{backend.__module__}.{backend.__qualname__}"


TRUSTED = frozenset({named_backend(Memory), named_backend(Forgetful), named_backend(Locked)})


@pytest.fixture
def own_keyring() -> Iterator[None]:
    """Leave the library as it was found."""
    before = keyring.core._keyring_backend
    yield
    keyring.core._keyring_backend = before


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return locate(str(tmp_path / "home"), environ={}).made(HomeKind.LIVE)


def store_with(
    home: Home, backend: KeyringBackend, *, environ: Mapping[str, str] | None = None, typed: str | None = None
) -> SecretStore:
    keyring.set_keyring(backend)
    asked = None if typed is None else lambda question: typed
    return SecretStore(home, environ=environ or {}, prompt=asked, allowed=TRUSTED)


def secret_file(path: Path, text: str, mode: int = 0o600) -> str:
    path.write_text(text)
    path.chmod(mode)
    return str(path)
