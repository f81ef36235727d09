"""Backups of PostgreSQL by its own programs, which know every version's ways."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import make_url

from db.store.tls import verified
from db.store.wall.roles import KEEPER, OWNER
from db.words.errors import Misconfigured, Refused, TryLater


def dump(url: str, target: Path) -> int:
    """Write the database into one file (pg_dump's custom format) while others work; gives its size in bytes.

    Raises Misconfigured where pg_dump is missing, TryLater when it fails.
    """
    if target.exists():
        raise Refused(f"There is a file {target} already.", to_do="Name another one, or give --yes.")
    making = target.with_name(f".{target.name}.{os.getpid()}.making")
    try:
        # The keeper's role reads past row security; its own login has none.
        _run("pg_dump", ["--format=custom", "--no-owner", f"--role={KEEPER}", f"--file={making}", _named(url)], url)
        _run("pg_restore", ["--list", str(making)], url)
        making.chmod(0o600)
        making.rename(target)
    finally:
        making.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: str, backup: Path) -> None:
    """Put a file of `dump` in the place of the database's tables, all of it or nothing.

    Raises Misconfigured where pg_restore is missing or the file is none of its own, TryLater when it fails.
    """
    look_into(url, backup)
    clean = ["--clean", "--if-exists", "--no-owner", f"--role={OWNER}", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*clean, f"--dbname={_named(url)}", str(backup)], url)


def look_into(url: str, backup: Path) -> None:
    """Whether a file is one of `dump`. Raises Misconfigured where it is none, or pg_restore is missing."""
    try:
        _run("pg_restore", ["--list", str(backup)], url)
    except TryLater:
        raise Misconfigured(
            f"{backup} cannot be read: damaged, or not a backup of PostgreSQL.",
            to_do="A backup of a database file goes into a home without --database.",
        ) from None


def _named(url: str) -> str:
    """The address without its password: a list of processes shows what a command was given."""
    parts = urlsplit(url.replace("postgresql+psycopg", "postgresql", 1))
    user = f"{parts.username}@" if parts.username else ""
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"postgresql://{user}{parts.hostname or ''}{port}{parts.path}{query}"


def _run(program: str, arguments: list[str], url: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Misconfigured(
            f"{program} is not on this machine, and PostgreSQL is backed up with it.",
            to_do="Install the client programs of PostgreSQL, or let the server's own backups do it.",
        )
    password = urlsplit(url).password
    environment = {**os.environ, **({"PGPASSWORD": unquote(password)} if password else {})}
    if mode := verified(make_url(url)).query.get("sslmode"):
        environment["PGSSLMODE"] = str(mode)
    done = subprocess.run(  # noqa: S603 - the program was found on the path, its arguments are ours
        [found, *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        # Its own words may name rows; the first line says what kind of fault it was.
        said = next(iter(done.stderr.strip().splitlines()), "it gave no reason")[:200]
        raise TryLater(f"{program} did not succeed: {said.rstrip('.')}.")
