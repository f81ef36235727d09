"""The recovery of judges' notes on PostgreSQL: what an administrator's terminal reads and writes for it, and no more.

Nothing here opens a note: keys come out sealed and go back sealed, and two custodians type what opens them.
"""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import Function

_ADMINISTRATOR: Final = """
    IF NOT coalesce('administrator' = ANY (tracker.my_roles()), false) THEN
        RAISE EXCEPTION 'not for you' USING ERRCODE = 'insufficient_privilege'; END IF;
"""

RECOVERING: Final = (
    Function(
        "recovery_keepers",
        "TABLE (user_id uuid, salt bytea, parameters text)",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        RETURN QUERY SELECT c.user_id, c.salt, c.parameters::text FROM public.recovery_custodian c
            WHERE c.recovery_key_id = which;
        """,
        takes="which uuid",
    ),
    Function(
        "recovery_box",
        "bytea",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        RETURN (SELECT b.box FROM public.recovery_box b
            WHERE b.recovery_key_id = which AND b.first_id = one AND b.second_id = other);
        """,
        takes="which uuid, one uuid, other uuid",
    ),
    Function(
        "recovery_copies",
        "TABLE (public_key bytea, recovery_key_id uuid, sealed bytea)",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        RETURN QUERY SELECT c.public_key, c.recovery_key_id, c.sealed FROM public.recovery_copy c
            WHERE c.user_id = who;
        """,
        takes="who uuid",
    ),
    Function(
        "recovery_public",
        "bytea",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + "RETURN (SELECT c.public_key FROM public.credential c WHERE c.user_id = who);",
        takes="who uuid",
    ),
    Function(
        "recovery_notes",
        "TABLE (id uuid, wrapped bytea, note_id uuid, author_id uuid, sealed bytea)",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        RETURN QUERY SELECT k.id, k.wrapped, n.id, n.author_id, n.sealed FROM public.note_key k
            JOIN public.note n ON n.id = k.note_id WHERE k.holder_id = who AND k.ended_at IS NULL;
        """,
        takes="who uuid",
    ),
    Function(
        "recovery_make",
        "boolean",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        PERFORM pg_advisory_xact_lock(hashtext('tracker.recovery_make'));
        IF NOT renew AND EXISTS (SELECT FROM public.recovery_key r WHERE r.ended_at IS NULL) THEN
            RETURN false; END IF;
        UPDATE public.recovery_key r SET ended_at = statement_timestamp() WHERE r.ended_at IS NULL;
        INSERT INTO public.recovery_key (id, version, public_key, made_at, made_by_id)
            VALUES ((made ->> 'id')::uuid, 1, decode(made ->> 'public_key', 'hex'), statement_timestamp(),
                tracker.my_user());
        INSERT INTO public.recovery_custodian (id, version, recovery_key_id, user_id, salt, parameters)
            SELECT gen_random_uuid(), 1, (made ->> 'id')::uuid, (k ->> 'user_id')::uuid,
                decode(k ->> 'salt', 'hex'), k ->> 'parameters' FROM jsonb_array_elements(made -> 'keepers') AS k;
        INSERT INTO public.recovery_box (id, version, recovery_key_id, first_id, second_id, box)
            SELECT gen_random_uuid(), 1, (made ->> 'id')::uuid, (b ->> 'first')::uuid, (b ->> 'second')::uuid,
                decode(b ->> 'box', 'hex') FROM jsonb_array_elements(made -> 'boxes') AS b;
        RETURN true;
        """,
        takes="made jsonb, renew boolean",
        reads_only=False,
    ),
    Function(
        "recovery_seal",
        "boolean",
        _ADMINISTRATOR  # noqa: S608 - both parts are constants
        + """
        UPDATE public.note_key k SET wrapped = anew WHERE k.id = which AND k.holder_id = who AND k.ended_at IS NULL
            AND k.holder_id <> tracker.my_user() AND EXISTS (SELECT FROM public.recovery_copy c WHERE c.user_id = who);
        RETURN FOUND;
        """,
        takes="who uuid, which uuid, anew bytea",
        reads_only=False,
    ),
)
"""In the order in which they are made."""
