"""Who asks, as the database itself knows it: functions that turn the transaction's token into a user and rights.

The application sets `tracker.token` for one transaction; it dies with it, so nothing is left on a connection
that a pool hands to somebody else. Each function looks the token's digest up among the sign-ins that stand. No
token, a forged one, an ended or run-out sign-in, a closed account: nobody, and nobody sees no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.store.wall.roles import APP, KEEPER, LOADER, OWNER

TOKEN: Final = "tracker.token"  # noqa: S105 - the name of a setting
DAY: Final = "tracker.today"
SCHEMA: Final = "tracker"
_PATH: Final = "SET search_path = pg_catalog, pg_temp"
SOON: Final = f"{_PATH} SET lock_timeout = '3s'"
"""Settings of what is done at the door: whoever holds a row for long, on purpose or not, keeps nobody standing there.

The session's own setting does not count within such a function, so no raw session can take this away.
"""


@dataclass(frozen=True, slots=True)
class Function:
    """A function that looks past row security: what it takes and gives, its variables and its body in PL/pgSQL."""

    name: str
    gives: str
    body: str
    takes: str = ""
    declares: str = ""
    reads_only: bool = True
    settings: str = _PATH

    @property
    def signature(self) -> str:
        """Its name with the types of what it takes, as GRANT wants it."""
        types = ", ".join(" ".join(each.split()[1:]) for each in self.takes.split(",") if each.strip())
        return f"{SCHEMA}.{self.name}({types})"

    def statements(self) -> Iterator[str]:
        """Make it, give it to the role past row security, and let the application call it."""
        stable = "STABLE PARALLEL SAFE" if self.reads_only else "VOLATILE"
        declares = f"DECLARE {self.declares}; " if self.declares else ""
        yield (
            f"CREATE FUNCTION {SCHEMA}.{self.name}({self.takes}) RETURNS {self.gives} LANGUAGE plpgsql {stable} "
            f"SECURITY DEFINER {self.settings} AS $body$ {declares}BEGIN {self.body} END $body$"
        )
        yield f"REVOKE ALL ON FUNCTION {self.signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {self.signature} TO {APP}, {LOADER}"
        yield f"ALTER FUNCTION {self.signature} OWNER TO {KEEPER}"


STANDING: Final = """
    FROM public.user_session s JOIN public.user_account a ON a.id = s.user_id
    WHERE s.token_hash = sha256(decode(given, 'hex')) AND s.ended_at IS NULL AND s.locked_at IS NULL
    AND s.expires_at > statement_timestamp() AND a.state = 'active'
    AND (a.expires_at IS NULL OR a.expires_at > statement_timestamp())
    AND (a.network_classes = '' OR s.network_class = ANY (string_to_array(a.network_classes, ' ')))
"""
"""One row or none: the sign-in of the token `given`, as long as it and its account stand."""


def _of_the_session(name: str, gives: str, value: str) -> Function:
    """A function that gives one thing of the sign-in that stands; null for nobody."""
    body = (
        f"IF given IS NULL OR given !~ '^[0-9a-f]{{64}}$' THEN RETURN NULL; END IF; "
        f"SELECT {value} INTO found {STANDING}; RETURN found;"
    )
    return Function(name, gives, body, declares=f"found {gives}; given text := current_setting('{TOKEN}', true)")


_ROLES: Final = "ARRAY(SELECT r.role::text FROM public.user_role r WHERE r.user_id = a.id)"
_CHAIN: Final = Function(
    "my_chain",
    "uuid",
    # A sign-in that is locked or has just ended still writes its own part of the log to the end.
    "IF given IS NULL OR given !~ '^[0-9a-f]{64}$' THEN RETURN NULL; END IF; "
    "RETURN (SELECT s.id FROM public.user_session s WHERE s.token_hash = sha256(decode(given, 'hex')));",
    declares=f"given text := current_setting('{TOKEN}', true)",
)
IDENTITY: Final = (
    _CHAIN,
    _of_the_session("my_session", "uuid", "s.id"),
    _of_the_session("my_user", "uuid", "a.id"),
    _of_the_session("my_roles", "text[]", _ROLES),
)
"""What the plainest policies ask; `tracker.me()` knows the rest (`db.access.session_me`)."""


# Two random numbers of 122 bits each, out of the server's strong source.
_RANDOM: Final = "sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))"


def making(types: tuple[str, ...], functions: tuple[Function, ...]) -> Iterator[str]:
    """Make the schema anew with these types and functions in it."""
    yield f"CREATE SCHEMA {SCHEMA}"
    yield from types
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {APP}, {LOADER}"
    yield f"GRANT USAGE, CREATE ON SCHEMA {SCHEMA} TO {KEEPER}"
    yield f"CREATE TABLE {SCHEMA}.secret AS SELECT {_RANDOM} AS secret"
    yield f"REVOKE ALL ON {SCHEMA}.secret FROM PUBLIC"
    yield f"ALTER TABLE {SCHEMA}.secret OWNER TO {KEEPER}"
    for function in functions:
        yield from function.statements()
    # A grant to whom a function was made by goes over to its new owner with it; so it is given after, by that one.
    yield f"SET LOCAL ROLE {KEEPER}"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {OWNER}"
    yield f"SET LOCAL ROLE {OWNER}"
    yield f"REVOKE CREATE ON SCHEMA {SCHEMA} FROM {KEEPER}"
