"""Accounts as PostgreSQL keeps them: who may read and answer requests, and what no terminal reaches by a statement."""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import Function
from db.store.wall.install import Policy
from db.store.wall.roles import APP

_HOLDS: Final = "'{role}' = ANY ((SELECT tracker.my_roles())::text[])"
_ADMINISTRATOR: Final = _HOLDS.format(role="administrator")
_KEEPS: Final = f"({_ADMINISTRATOR} OR {_HOLDS.format(role='authoriser')})"
_INSIST_OTHER: Final = """
    IF who = tracker.my_user() OR NOT ('administrator' = ANY (coalesce(tracker.my_roles(), '{}'))) THEN
        RAISE EXCEPTION 'not for you' USING ERRCODE = 'insufficient_privilege'; END IF;
"""

ACCOUNT_POLICIES: Final = (
    Policy("account_request", "read_requests", "SELECT", APP, sees=_KEEPS),
    Policy(
        "account_request",
        "ask",
        "INSERT",
        APP,
        adds="state = 'open' AND decided_by_id IS NULL AND account_id IS NULL "
        "AND (asked_by_id IS NULL OR asked_by_id = (SELECT tracker.my_user()))",
    ),
    Policy(
        "account_request",
        "answer",
        "UPDATE",
        APP,
        sees=f"state = 'open' AND {_HOLDS.format(role='authoriser')}",
        adds="decided_by_id = (SELECT tracker.my_user()) AND decided_by_id IS DISTINCT FROM asked_by_id",
    ),
    Policy("account_decision", "read_decisions", "SELECT", APP, sees=_KEEPS),
    Policy(
        "account_decision",
        "decide",
        "INSERT",
        APP,
        adds=f"{_KEEPS} AND decided_by_id = (SELECT tracker.my_user()) AND user_id <> decided_by_id",
    ),
)
"""Nobody decides about himself, and what was decided is never rewritten."""

ACCOUNT_FUNCTIONS: Final = (
    Function(
        "last_sign_ins",
        "TABLE (user_id uuid, last_at timestamptz)",
        """
        IF tracker.my_roles() && ARRAY['administrator', 'authoriser'] THEN
            RETURN QUERY SELECT c.user_id, c.last_sign_in_at FROM public.credential c; END IF;
        """,
    ),
    Function(
        "end_sign_ins",
        "integer",
        _INSIST_OTHER  # noqa: S608 - both parts are constants
        + """
        UPDATE public.user_session s SET ended_at = statement_timestamp(), ended_why = why
            WHERE s.user_id = who AND s.ended_at IS NULL;
        GET DIAGNOSTICS ended = ROW_COUNT;
        RETURN ended;
        """,
        takes="who uuid, why text",
        declares="ended integer",
        reads_only=False,
    ),
    Function(
        "reset_proof",
        "boolean",
        _INSIST_OTHER  # noqa: S608 - both parts are constants
        + """
        INSERT INTO public.past_credential (id, version, user_id, salt, parameters, verifier, public_key,
                wrapped_private_key, ended_at)
            SELECT gen_random_uuid(), 1, who, c.salt, c.parameters, c.verifier, c.public_key,
                c.wrapped_private_key, statement_timestamp()
            FROM public.credential c WHERE c.user_id = who AND c.parameters <> 'one-time-code;v=1';
        UPDATE public.credential c SET salt = decode(proof ->> 'salt', 'hex'), parameters = 'one-time-code;v=1',
            verifier = decode(proof ->> 'verifier', 'hex'), public_key = NULL, wrapped_private_key = NULL,
            expires_at = (proof ->> 'expires_at')::timestamptz, failures = 0
            WHERE c.user_id = who;
        RETURN FOUND;
        """,
        takes="who uuid, proof jsonb",
        reads_only=False,
    ),
)
