"""The verdict on a try, as PostgreSQL gives it: the account gate, the second factor, the sign-in that is opened."""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import SOON, Function
from db.store.wall.trying import Inner

_ACCOUNT: Final = Inner(
    "account_of",
    "jsonb",
    """
    RETURN (SELECT jsonb_build_object(
        'user_id', a.id, 'user_name', a.user_name, 'display_name', a.display_name, 'agency_id', a.agency_id,
        'every_court', a.every_court,
        'roles', (SELECT coalesce(jsonb_agg(r.role), '[]') FROM public.user_role r WHERE r.user_id = a.id),
        'courts', (SELECT coalesce(jsonb_agg(k.court_id), '[]') FROM public.user_court k WHERE k.user_id = a.id)
    ) FROM public.user_account a WHERE a.id = who);
    """,
    takes="who uuid",
)

_BARRED: Final = Inner(
    "barred",
    "jsonb",
    """
    SELECT * INTO a FROM public.user_account x WHERE x.id = who;
    SELECT * INTO c FROM public.credential x WHERE x.user_id = who;
    IF a.state <> 'active' THEN RETURN jsonb_build_object('verdict', 'state', 'detail', a.state); END IF;
    IF a.expires_at <= moment THEN RETURN jsonb_build_object('verdict', 'expired', 'detail',
        (SELECT coalesce(max(x.display_name), '') FROM public.user_account x WHERE x.id = a.authorised_by_id)); END IF;
    IF a.network_classes <> '' AND given ->> 'network_class' <> ALL (string_to_array(a.network_classes, ' ')) THEN
        RETURN jsonb_build_object('verdict', 'network', 'detail', (SELECT string_agg(n, ' ' ORDER BY n COLLATE "C")
            FROM unnest(string_to_array(a.network_classes, ' ')) AS n WHERE n <> '')); END IF;
    IF a.os_user <> '' AND a.os_user <> given ->> 'os_user' THEN
        RETURN jsonb_build_object('verdict', 'os_user'); END IF;
    IF c.parameters = 'one-time-code;v=1' THEN RETURN jsonb_build_object('verdict',
        CASE WHEN c.expires_at <= moment THEN 'code_old' ELSE 'choose' END); END IF;
    RETURN NULL;
    """,
    takes="who uuid, given jsonb, moment timestamptz",
    declares="a public.user_account; c public.credential",
)

_FACTORED: Final = Inner(
    "factored",
    "jsonb",
    """
    SELECT * INTO f FROM public.second_factor x WHERE x.user_id = who AND x.gate <> ''::bytea FOR UPDATE;
    IF NOT FOUND THEN
        IF (given ->> 'network_class' <> ALL (ARRAY['local', 'cjx', 'gsi']) OR EXISTS (SELECT FROM public.user_role r
                WHERE r.user_id = who AND r.role = 'administrator'))
            AND NOT EXISTS (SELECT FROM public.sign_in_rule x WHERE x.name = 'second_factor' AND x.value = 'off')
        THEN RETURN jsonb_build_object('verdict', 'enrol'); END IF;
        RETURN NULL;
    END IF;
    IF NOT given ? 'gate_key' THEN
        RETURN jsonb_build_object('verdict', 'factor', 'box', encode(f.box, 'hex')); END IF;
    IF given ->> 'recovery' <> '' THEN
        UPDATE public.recovery_code r SET used_at = CASE WHEN spend THEN moment END
            WHERE r.user_id = who AND r.used_at IS NULL AND r.digest = sha256(decode(given ->> 'recovery', 'hex'));
        IF FOUND THEN RETURN NULL; END IF;
    ELSIF sha256(decode(given ->> 'gate_key', 'hex')) = f.gate AND (given ->> 'step')::bigint > f.last_step
        AND abs((given ->> 'step')::bigint - floor(extract(epoch FROM moment) / 30)) <= 2 THEN
        UPDATE public.second_factor x SET last_step = CASE WHEN spend THEN (given ->> 'step')::bigint
            ELSE x.last_step END WHERE x.id = f.id;
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object('verdict', 'factor_wrong');
    """,
    takes="who uuid, given jsonb, moment timestamptz, spend boolean",
    declares="f public.second_factor",
    reads_only=False,
)

_CROWD: Final = Inner(
    "crowd",
    "uuid[]",
    """
    IF given ->> 'kind' <> 'screen' THEN RETURN '{}'; END IF;
    SELECT coalesce(array_agg(s.id ORDER BY s.opened_at, s.id), '{}') INTO others FROM public.user_session s
        WHERE s.user_id = who AND s.kind = 'screen' AND s.ended_at IS NULL AND s.expires_at > moment
        AND s.last_used_at > moment - interval '3 minutes' AND s.terminal <> place;
    allowed := CASE WHEN EXISTS (SELECT FROM public.user_role r WHERE r.user_id = who AND r.role = 'judge')
        THEN 2 ELSE 1 END;
    RETURN others[1 : greatest(0, cardinality(others) - allowed + 1)];
    """,
    takes="who uuid, given jsonb, place text, moment timestamptz",
    declares="others uuid[]; allowed integer",
)

_OPENED: Final = Inner(
    "opened",
    "jsonb",
    """
    IF cardinality(others) > 0 AND NOT (given ->> 'take_over')::boolean THEN
        RETURN (SELECT jsonb_build_object('verdict', 'elsewhere', 'detail', s.terminal, 'since', s.opened_at)
            FROM public.user_session s WHERE s.id = others[1]);
    END IF;
    SELECT * INTO c FROM public.credential x WHERE x.user_id = who FOR UPDATE;
    UPDATE public.user_session s SET ended_at = moment, ended_why = 'taken over at ' || place
        WHERE s.id = ANY (others) AND s.ended_at IS NULL;
    UPDATE public.user_session s SET ended_at = moment, ended_why = 'signed in again at this terminal'
        WHERE s.user_id = who AND s.kind = 'screen' AND given ->> 'kind' = 'screen' AND s.terminal = place
        AND s.ended_at IS NULL;
    INSERT INTO public.user_session (id, version, user_id, token_hash, terminal, network_class, kind, opened_at,
            last_used_at, expires_at, second_factor, stepped_up_at, ended_why)
        VALUES ((given ->> 'session_id')::uuid, 1, who, sha256(token), place, given ->> 'network_class',
            given ->> 'kind', moment, moment, moment + interval '12 hours', given ? 'gate_key',
            CASE WHEN given ->> 'kind' <> 'screen' AND c.parameters <> 'service-key;v=1' THEN moment END, '');
    answer := jsonb_build_object('verdict', 'in', 'token', encode(token, 'hex'), 'failures', c.failures,
        'last_sign_in_at', c.last_sign_in_at, 'took_over', cardinality(others) > 0,
        'public_key', encode(c.public_key, 'hex'), 'wrapped_private_key', encode(c.wrapped_private_key, 'hex'));
    UPDATE public.credential x SET failures = 0, last_sign_in_at = moment WHERE x.user_id = who;
    RETURN answer;
    """,
    takes="who uuid, given jsonb, place text, moment timestamptz, others uuid[]",
    declares="c public.credential; answer jsonb; token bytea := tracker.new_token()",
    reads_only=False,
)

_NEW_TOKEN: Final = Inner(
    "new_token",
    "bytea",
    # Three random numbers of 122 bits each, out of the server's strong source.
    "RETURN sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));",
    reads_only=False,
)

_ENTRIES: Final = (
    Function(
        "enter",
        "jsonb",
        """
        who := tracker.proven(try_id);
        IF who IS NULL THEN
            PERFORM tracker.settle(try_id, 'wrong');
            RETURN jsonb_build_object('verdict', 'wrong');
        END IF;
        SELECT t.terminal INTO place FROM public.sign_in_try t WHERE t.id = try_id;
        others := tracker.crowd(who, given, place, moment);
        spend := cardinality(others) = 0 OR (given ->> 'take_over')::boolean;
        answer := coalesce(tracker.barred(who, given, moment), tracker.factored(who, given, moment, spend));
        answer := coalesce(answer, tracker.opened(who, given, place, moment, others));
        PERFORM tracker.settle(try_id, answer ->> 'verdict');
        RETURN answer || jsonb_build_object('account', tracker.account_of(who));
        """,
        takes="try_id uuid, given jsonb",
        declares="moment timestamptz := tracker.clock(); who uuid; place text; answer jsonb; "
        "others uuid[]; spend boolean",
        reads_only=False,
        settings=SOON,
    ),
    Function(
        "renew",
        "jsonb",
        """
        who := tracker.proven(try_id);
        IF who IS NULL OR NOT EXISTS (SELECT FROM public.user_session s
                WHERE s.id = session_id AND s.user_id = who) THEN
            PERFORM tracker.settle(try_id, 'wrong');
            RETURN jsonb_build_object('verdict', 'wrong');
        END IF;
        PERFORM tracker.settle(try_id, 'in');
        answer := jsonb_build_object('verdict', 'in', 'account', tracker.account_of(who));
        SELECT s.ended_at IS NULL AND s.expires_at > moment AND a.state = 'active'
            AND (a.expires_at IS NULL OR a.expires_at > moment) INTO stands
            FROM public.user_session s JOIN public.user_account a ON a.id = s.user_id WHERE s.id = session_id;
        IF NOT stands THEN RETURN answer || jsonb_build_object('verdict', 'state'); END IF;
        IF step_up THEN
            UPDATE public.user_session s SET stepped_up_at = moment, last_used_at = moment WHERE s.id = session_id;
            RETURN answer;
        END IF;
        UPDATE public.user_session s SET locked_at = NULL, last_used_at = moment, token_hash = sha256(token)
            WHERE s.id = session_id;
        RETURN answer || jsonb_build_object('token', encode(token, 'hex'));
        """,
        takes="try_id uuid, session_id uuid, step_up boolean",
        declares="moment timestamptz := tracker.clock(); who uuid; answer jsonb; stands boolean; "
        "token bytea := tracker.new_token()",
        reads_only=False,
        settings=SOON,
    ),
    Function(
        "mark_sign_in",
        "boolean",
        """
        UPDATE public.user_session s SET
            last_used_at = CASE WHEN what = 'ended' THEN s.last_used_at ELSE moment END,
            locked_at = CASE WHEN what = 'locked' THEN moment ELSE s.locked_at END,
            stepped_up_at = CASE WHEN what = 'locked' THEN NULL ELSE s.stepped_up_at END,
            ended_at = CASE WHEN what = 'ended' THEN moment END,
            ended_why = CASE WHEN what = 'ended' THEN 'signed out' ELSE '' END
            WHERE s.token_hash = sha256(token) AND s.ended_at IS NULL AND s.expires_at > moment;
        RETURN FOUND;
        """,
        takes="token bytea, what text",
        declares="moment timestamptz := tracker.clock()",
        reads_only=False,
    ),
    Function(
        "sign_in_state",
        "TABLE(ended_at timestamptz, ended_why varchar, expires_at timestamptz, stepped_up_at timestamptz, "
        "locked_at timestamptz, state varchar, account_ends timestamptz)",
        """
        RETURN QUERY SELECT s.ended_at, s.ended_why, s.expires_at, s.stepped_up_at, s.locked_at, a.state, a.expires_at
            FROM public.user_session s JOIN public.user_account a ON a.id = s.user_id WHERE s.id = session_id;
        """,
        takes="session_id uuid",
    ),
)

ENTERING: Final = (_NEW_TOKEN, _ACCOUNT, _BARRED, _FACTORED, _CROWD, _OPENED, *_ENTRIES)
"""In the order in which they are made."""
