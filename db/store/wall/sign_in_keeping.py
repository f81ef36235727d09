"""Sign-ins as an administrator sees and ends them on PostgreSQL; every function asks who asks."""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import Function

_ADMINISTRATOR: Final = """
    IF NOT coalesce('administrator' = ANY (tracker.my_roles()), false) THEN
        RAISE EXCEPTION 'not for you' USING ERRCODE = 'insufficient_privilege'; END IF;
"""

SIGN_IN_KEEPING: Final = (
    Function(
        "sign_ins",
        "TABLE(id uuid, user_name varchar, terminal varchar, kind varchar, opened_at timestamptz, "
        "last_used_at timestamptz, locked boolean, second_factor boolean)",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        RETURN QUERY SELECT s.id, a.user_name, s.terminal, s.kind, s.opened_at, s.last_used_at,
            s.locked_at IS NOT NULL, s.second_factor
            FROM public.user_session s JOIN public.user_account a ON a.id = s.user_id
            WHERE s.ended_at IS NULL AND s.expires_at > statement_timestamp() ORDER BY s.opened_at DESC, s.id DESC;
        """,
    ),
    Function(
        "end_sign_in",
        "boolean",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        UPDATE public.user_session s SET ended_at = statement_timestamp(), ended_why = why
            WHERE s.id = it AND s.ended_at IS NULL;
        RETURN FOUND;
        """,
        takes="it uuid, why text",
        reads_only=False,
    ),
    Function(
        "end_wait",
        "boolean",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        UPDATE public.sign_in_count c SET failures = 0, last_at = NULL, until = NULL
            WHERE c.subject = which AND c.failures > 0;
        RETURN FOUND;
        """,
        takes="which bytea",
        reads_only=False,
    ),
    Function(
        "reset_factor",
        "boolean",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        UPDATE public.second_factor f SET box = ''::bytea, gate = ''::bytea
            WHERE f.user_id = who AND f.user_id <> tracker.my_user() AND f.gate <> ''::bytea;
        IF NOT FOUND THEN RETURN false; END IF;
        UPDATE public.recovery_code r SET used_at = statement_timestamp()
            WHERE r.user_id = who AND r.used_at IS NULL;
        RETURN true;
        """,
        takes="who uuid",
        reads_only=False,
    ),
)
"""In the order in which they are made."""
