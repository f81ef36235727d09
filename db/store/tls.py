"""TLS to a PostgreSQL on another machine: always, with its certificate checked, or no connection."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from sqlalchemy.engine import URL

from db.words.errors import Misconfigured

MODE: Final = "verify-full"


def verified(url: URL) -> URL:
    """The address with the one mode that checks who answers; an address of this machine stays as it is.

    Raises Misconfigured when the address asks for less. Which authority is trusted stays with the address
    (`sslrootcert=FILE`, or `system`) and else with libpq's own file.
    """
    if all(_here(host) for host in _hosts(url)):
        return url
    asked = url.query.get("sslmode", MODE)
    if asked != MODE:
        raise Misconfigured(
            "The database is on another machine, and its address asks for a connection that is not checked.",
            to_do=f"Write sslmode={MODE} into the address, or leave sslmode out.",
        )
    if url.query.get("ssl_min_protocol_version", "TLSv1.2") not in {"TLSv1.2", "TLSv1.3"}:
        raise Misconfigured(
            "The address of the database asks for an older TLS than 1.2.", to_do="Leave ssl_min_protocol_version out."
        )
    return url.update_query_dict({"sslmode": MODE})


def _hosts(url: URL) -> tuple[str, ...]:
    """Every server that the address names, in the place of a host or as an option; none is the local socket."""
    named = [url.host] if url.host else []
    for option in ("host", "hostaddr"):
        given = url.query.get(option, ())
        if not named:
            named += [given] if isinstance(given, str) else given
    return tuple(host for entry in named for host in entry.split(","))


def _here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    bare = host if host.count(":") > 1 else host.partition(":")[0]
    if bare == "localhost":
        return True
    try:
        return ip_address(bare.strip("[]")).is_loopback
    except ValueError:
        return False
