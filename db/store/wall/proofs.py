"""Passwords and code generators of users as PostgreSQL keeps them: no role of a terminal reads or writes them."""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import SOON, Function
from db.store.wall.sign_in_keeping import SIGN_IN_KEEPING

PROOFS: Final = (
    Function(
        "past_proofs",
        "jsonb",
        """
        who := tracker.proven(try_id);
        PERFORM tracker.settle(try_id, CASE WHEN who IS NULL THEN 'wrong' ELSE 'proven' END);
        IF who IS NULL THEN RETURN NULL; END IF;
        RETURN (SELECT jsonb_build_object('account', tracker.account_of(who),
            'current', jsonb_build_object('salt', encode(c.salt, 'hex'), 'parameters', c.parameters,
                'verifier', encode(c.verifier, 'hex'), 'public_key', encode(c.public_key, 'hex'),
                'wrapped_private_key', encode(c.wrapped_private_key, 'hex')),
            'earlier', (SELECT coalesce(jsonb_agg(jsonb_build_object('salt', encode(p.salt, 'hex'),
                'parameters', p.parameters, 'verifier', encode(p.verifier, 'hex'))), '[]') FROM (
                SELECT * FROM public.past_credential x WHERE x.user_id = who
                ORDER BY x.ended_at DESC, x.id DESC LIMIT most) AS p)
            ) FROM public.credential c WHERE c.user_id = who);
        """,
        takes="try_id uuid, most integer",
        declares="who uuid",
        reads_only=False,
        settings=SOON,
    ),
    Function(
        "replace_proof",
        "boolean",
        """
        who := tracker.proven(try_id);
        SELECT * INTO old FROM public.credential c WHERE c.user_id = who FOR UPDATE;
        IF who IS NULL OR old.expires_at <= moment THEN RETURN false; END IF;
        IF old.parameters <> 'one-time-code;v=1' OR old.public_key IS NOT NULL THEN
            INSERT INTO public.past_credential (id, version, user_id, salt, parameters, verifier, public_key,
                    wrapped_private_key, ended_at)
                VALUES (gen_random_uuid(), 1, who, old.salt, old.parameters, old.verifier, old.public_key,
                    old.wrapped_private_key, moment);
        END IF;
        UPDATE public.credential c SET salt = decode(proof ->> 'salt', 'hex'), parameters = proof ->> 'parameters',
            verifier = decode(proof ->> 'verifier', 'hex'), public_key = decode(proof ->> 'public_key', 'hex'),
            wrapped_private_key = decode(proof ->> 'wrapped_private_key', 'hex'), expires_at = NULL
            WHERE c.user_id = who;
        UPDATE public.user_session s SET ended_at = moment, ended_why = 'another password was chosen'
            WHERE s.user_id = who AND s.ended_at IS NULL AND (proof ->> 'another')::boolean;
        PERFORM tracker.settle(try_id, 'choose');
        RETURN true;
        """,
        takes="try_id uuid, proof jsonb",
        declares="moment timestamptz := tracker.clock(); who uuid; old public.credential",
        reads_only=False,
        settings=SOON,
    ),
    Function(
        "enrol_factor",
        "boolean",
        """
        who := tracker.proven(try_id);
        IF who IS NULL OR EXISTS (SELECT FROM public.second_factor f
            WHERE f.user_id = who AND f.gate <> ''::bytea) THEN RETURN false; END IF;
        INSERT INTO public.second_factor (id, version, user_id, box, gate, last_step, enabled_at)
            VALUES (gen_random_uuid(), 1, who, decode(factor ->> 'box', 'hex'), decode(factor ->> 'gate', 'hex'),
                (factor ->> 'last_step')::bigint, tracker.clock())
            ON CONFLICT (user_id) DO UPDATE SET box = excluded.box, gate = excluded.gate,
                last_step = excluded.last_step, enabled_at = excluded.enabled_at;
        UPDATE public.recovery_code r SET used_at = tracker.clock() WHERE r.user_id = who AND r.used_at IS NULL;
        INSERT INTO public.recovery_code (id, version, user_id, digest)
            SELECT gen_random_uuid(), 1, who, sha256(decode(code, 'hex'))
            FROM jsonb_array_elements_text(factor -> 'recovery') AS code;
        PERFORM tracker.settle(try_id, 'enrol');
        RETURN true;
        """,
        takes="try_id uuid, factor jsonb",
        declares="who uuid",
        reads_only=False,
        settings=SOON,
    ),
    *SIGN_IN_KEEPING,
)
"""In the order in which they are made."""
