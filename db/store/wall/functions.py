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


@dataclass(frozen=True, slots=True)
class Function:
    """A function that looks past row security: what it takes and gives, its variables and its body in PL/pgSQL."""

    name: str
    gives: str
    body: str
    takes: str = ""
    declares: str = ""
    reads_only: bool = True

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
            f"SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$ {declares}BEGIN {self.body} END $body$"
        )
        yield f"REVOKE ALL ON FUNCTION {self.signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {self.signature} TO {APP}, {LOADER}, {OWNER}"
        yield f"ALTER FUNCTION {self.signature} OWNER TO {KEEPER}"


# One row or none: the sign-in of the transaction's token, as long as it and its account stand.
_STANDING: Final = """
    FROM public.user_session s JOIN public.user_account a ON a.id = s.user_id
    WHERE s.token_hash = sha256(decode(given, 'hex')) AND s.ended_at IS NULL
    AND s.expires_at > statement_timestamp() AND a.state = 'active'
    AND (a.expires_at IS NULL OR a.expires_at > statement_timestamp())
    AND (a.network_classes = '' OR s.network_class = ANY (string_to_array(a.network_classes, ' ')))
"""


def _of_the_session(name: str, gives: str, value: str) -> Function:
    """A function that gives one thing of the sign-in that stands; null for nobody."""
    body = (
        f"IF given IS NULL OR given !~ '^[0-9a-f]{{64}}$' THEN RETURN NULL; END IF; "
        f"SELECT {value} INTO found {_STANDING}; RETURN found;"
    )
    return Function(name, gives, body, declares=f"found {gives}; given text := current_setting('{TOKEN}', true)")


_AREAS: Final = """(
    WITH RECURSIVE below AS (
        SELECT x.area_id AS id FROM public.user_area x WHERE x.user_id = a.id
        UNION SELECT g.area_id FROM public.agency g WHERE g.id = a.agency_id AND g.area_id IS NOT NULL
        UNION SELECT c.id FROM public.area c JOIN below b ON c.parent_id = b.id
    ) SELECT coalesce(array_agg(id), '{}') FROM below)
"""


def identity(*, invented: bool = False) -> tuple[Function, ...]:
    """The functions of who asks; `invented` databases (tests, figures) may live on another day than today."""
    day = "(statement_timestamp() AT TIME ZONE 'Europe/London')::date"
    if invented:
        day = f"coalesce(nullif(current_setting('{DAY}', true), '')::date, {day})"
    every = "a.every_court" if invented else "false"
    return (
        _of_the_session("my_session", "uuid", "s.id"),
        _of_the_session("my_user", "uuid", "a.id"),
        _of_the_session("my_agency", "uuid", "a.agency_id"),
        _of_the_session("my_kind", "text", "(SELECT g.kind FROM public.agency g WHERE g.id = a.agency_id)"),
        _of_the_session("my_team", "text", "a.team"),
        _of_the_session("my_network", "text", "s.network_class"),
        _of_the_session("in_every_court", "boolean", every),
        _of_the_session(
            "my_roles",
            "text[]",
            "(SELECT coalesce(array_agg(r.role), '{}') FROM public.user_role r WHERE r.user_id = a.id)",
        ),
        _of_the_session(
            "my_courts",
            "uuid[]",
            "(SELECT coalesce(array_agg(c.court_id), '{}') FROM public.user_court c WHERE c.user_id = a.id)",
        ),
        _of_the_session("my_areas", "uuid[]", _AREAS),
        Function("today", "date", f"RETURN {day};"),
    )


def making(functions: tuple[Function, ...]) -> Iterator[str]:
    """Make the schema anew with these functions in it."""
    yield f"CREATE SCHEMA {SCHEMA}"
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {APP}, {LOADER}"
    yield f"GRANT USAGE, CREATE ON SCHEMA {SCHEMA} TO {KEEPER}"
    for function in functions:
        yield from function.statements()
    yield f"REVOKE CREATE ON SCHEMA {SCHEMA} FROM {KEEPER}"
