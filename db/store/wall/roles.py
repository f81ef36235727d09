"""The roles of a PostgreSQL server that holds the record, and what each may do to which table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.tables.base import Reach
from db.tables.registry import governance_of, models

OWNER: Final = "tracker_owner"
"""Owns every table and changes them; row security is forced on it too, so it sees no row by itself."""
APP: Final = "tracker_app"
"""What every terminal connects as, or is a member of: reads and writes under row security, deletes no record."""
LOADER: Final = "tracker_loader"
"""Takes in files of other systems; a login of a terminal that does so is a member of it.

Past row security, which knows no COPY and could only let everything pass; what it reaches its rights say.
"""
KEEPER: Final = "tracker_keeper"
"""Past row security, and no login: owns the functions that must look past it, and is entered for upkeep."""

_ADD: Final = ("SELECT", "INSERT")
_INDEX: Final = ("SELECT", "INSERT", "DELETE")
_CHANGE: Final = ("SELECT", "INSERT", "UPDATE")
# Of the house's own tables, those that every piece of work reads or adds to; evidence is never changed.
_HOUSE: Final = {
    "account_decision": _ADD,
    "account_request": _CHANGE,
    "audit_chain": _ADD,
    "audit_event": _ADD,
    "authority": _CHANGE,
    "change": _ADD,
    # For the loader alone: which files are expected is told by who looks after them.
    "feed_expectation": _CHANGE,
    # What finding asks is derived, so that a name which is taken back is taken out.
    "lookup_born": _INDEX,
    "lookup_form": _ADD,
    "lookup_name": _INDEX,
    "lookup_pair": _ADD,
    "lookup_scope": _ADD,
    "lookup_word": _ADD,
    "relevance": _CHANGE,
    # Weekly mail: what each may read and write of it, policies say; what became of it is written by the loader.
    "mail_certificate": _CHANGE,
    "mail_settings": _CHANGE,
    "subscription": _CHANGE,
    "subscription_send": _CHANGE,
    # Who is who: for the loader alone, since row security shows an application none of it.
    "hung_row": _CHANGE,
    "link_decision": _CHANGE,
    "link_move": _ADD,
    "list_issue": _CHANGE,
    "pair_override": _CHANGE,
    "review_candidate": _CHANGE,
    "review_item": _CHANGE,
}
# An auditor checks the log. An administrator adds what proves a new account, and reads no proof, not even that one.
_APP_ONLY: Final = {"audit_checkpoint": ("SELECT",), "audit_head": ("SELECT",), "credential": ("INSERT",)}
# No feed brings notes; where a feed's row takes the place of one made by hand, its notes go over unread.
# What is derived can be derived again.
_LOOKUP: Final = tuple(sorted(name for name in _HOUSE if name.startswith("lookup_")))
_OF_KEEPER: Final = {"relevance": (*_CHANGE, "DELETE"), **dict.fromkeys((*_LOOKUP, "lookup_map"), _INDEX)}
_OF_LOADER: Final = {
    "note": (
        "SELECT (id, kind, person_id, case_id, hearing_day_id, version)",
        "UPDATE (person_id, case_id, hearing_day_id, version)",
    ),
    "note_key": (),
}
# A raw session can set these back for itself: they hold what was forgotten, and are no wall.
PATIENCE: Final = {
    "lock_timeout": "10s",
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "60s",
}
# A role, post, area or postcode that is taken away leaves no row that somebody could take for one that holds.
DERIVED: Final = frozenset(name for name, rights in _HOUSE.items() if rights is _INDEX)
"""Says nothing that the record does not say: what is deleted here is written again by `tracker lookup rebuild`."""
TAKEN_AWAY: Final = frozenset({"user_role", "user_court", "user_area", "area_postcode"})
_MARKS: Final = "alembic_version"
_NUMBERS: Final = "change_seq_seq, lookup_scope_id_seq, lookup_word_id_seq"


def set_up(database: str, *, owner: str = OWNER) -> Iterator[str]:
    """What an administrator of the server runs once for a database: roles without passwords, and their ties."""
    yield _made_once(KEEPER, "NOLOGIN NOINHERIT BYPASSRLS")
    yield _made_once(LOADER, "NOLOGIN NOINHERIT BYPASSRLS")
    yield _made_once(APP, "LOGIN NOINHERIT NOBYPASSRLS")
    yield _made_once(OWNER, "LOGIN NOINHERIT NOBYPASSRLS")
    for setting, most in PATIENCE.items():
        yield f"ALTER ROLE {APP} SET {setting} = '{most}'"
    yield f"GRANT {KEEPER}, {LOADER}, {APP} TO {OWNER}"
    named = quoted(database)
    yield f"ALTER DATABASE {named} OWNER TO {owner}"
    yield f"REVOKE ALL ON DATABASE {named} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {named} TO {APP}"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"ALTER SCHEMA public OWNER TO {owner}"


def _made_once(role: str, rights: str) -> str:
    """Roles belong to the whole server, where another database may have made them; the rights are put right."""
    plain = f"{role} {rights} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '{role}') "
        f"THEN CREATE ROLE {plain}; ELSE ALTER ROLE {plain}; END IF; END $$"
    )


def grants() -> Iterator[str]:
    """What each role may do, table by table; run by the owner after every change of the tables."""
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {LOADER}, {KEEPER}"
    # The number of the tables' version, which every program asks first; it is no row of anybody.
    yield f"REVOKE ALL ON {_MARKS} FROM PUBLIC, {APP}, {LOADER}, {KEEPER}"
    yield f"GRANT SELECT ON {_MARKS} TO {APP}, {LOADER}, {KEEPER}"
    for name, model in sorted(models().items()):
        yield f"REVOKE ALL ON {name} FROM PUBLIC, {APP}, {LOADER}, {KEEPER}"
        for role, rights in _rights(name, governance_of(model).reach):
            if rights:
                yield f"GRANT {', '.join(rights)} ON {name} TO {role}"
    yield f"GRANT USAGE, SELECT ON SEQUENCE {_NUMBERS} TO {APP}, {LOADER}, {KEEPER}"


def _rights(name: str, reach: Reach) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What proves who somebody is stays out of every hand but the keeper's; nothing of the record is deleted."""
    rights = _HOUSE.get(name) if reach is Reach.SYSTEM else _CHANGE
    yield KEEPER, _OF_KEEPER.get(name, rights or _CHANGE)
    if rights:
        yield APP, (*rights, "DELETE") if name in TAKEN_AWAY else rights
        yield LOADER, _OF_LOADER.get(name, rights)
    elif name in _APP_ONLY:
        yield APP, _APP_ONLY[name]


def missing(connection: Connection) -> list[str]:
    """Roles that the server does not have yet."""
    known = set(
        connection.scalars(
            sa.text("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname LIKE 'tracker!_%' ESCAPE '!'")
        )
    )
    return [role for role in (OWNER, APP, LOADER, KEEPER) if role not in known]


def quoted(name: str) -> str:
    """A name as PostgreSQL takes it whatever signs are in it."""
    return '"' + name.replace('"', '""') + '"'
