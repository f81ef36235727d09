"""Sign-in as PostgreSQL decides it, so that nobody who speaks to the database itself goes round it.

A try is written down and counted in one transaction (`knock`), and answered in a later one (`enter`): who rolls
back the answer has still been counted, and what was sent cannot be exchanged in between. The rules are those of
`db.accounts.throttle` and `db.accounts.gate_local`; tests hold both to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.store.wall.functions import SOON, Function


@dataclass(frozen=True, slots=True)
class Inner(Function):
    """A function that only other functions of the wall call."""

    def statements(self) -> Iterator[str]:
        """Made as the others are, and given to nobody."""
        made = list(Function.statements(self))
        yield from (each for each in made if not each.startswith("GRANT"))


_CLOCK: Final = Inner("clock", "timestamptz", "RETURN clock_timestamp();", reads_only=False)

_COUNTS: Final = (
    Inner(
        "sign_in_pause",
        "interval",
        "RETURN make_interval(secs => CASE WHEN failures < 3 THEN 0 "
        "ELSE least(900, 10 * 2 ^ least(failures - 3, 10)) END);",
        takes="failures integer",
    ),
    Inner(
        "sign_in_wait",
        "double precision",
        """
        INSERT INTO public.sign_in_count (id, version, subject, failures)
            VALUES (gen_random_uuid(), 1, which, 0) ON CONFLICT (subject) DO NOTHING;
        SELECT * INTO found FROM public.sign_in_count c WHERE c.subject = which FOR UPDATE;
        IF found.last_at > moment THEN
            found.last_at := moment;
            found.until := CASE WHEN found.until IS NULL THEN NULL
                ELSE moment + tracker.sign_in_pause(found.failures) END;
        ELSIF found.last_at < moment - interval '1 day' THEN
            found.failures := 0; found.last_at := NULL; found.until := NULL;
        END IF;
        UPDATE public.sign_in_count c SET failures = found.failures, last_at = found.last_at, until = found.until
            WHERE c.id = found.id;
        RETURN greatest(0, coalesce(extract(epoch FROM found.until - moment), 0));
        """,
        takes="which bytea, moment timestamptz",
        declares="found public.sign_in_count",
        reads_only=False,
    ),
    Inner(
        "sign_in_tried",
        "double precision",
        """
        UPDATE public.sign_in_count c SET failures = c.failures + 1, last_at = moment,
            until = CASE WHEN c.failures + 1 < 3 THEN NULL ELSE moment + tracker.sign_in_pause(c.failures + 1) END
            WHERE c.subject = which RETURNING c.until INTO ends;
        RETURN greatest(0, coalesce(extract(epoch FROM ends - moment), 0));
        """,
        takes="which bytea, moment timestamptz",
        declares="ends timestamptz",
        reads_only=False,
    ),
    Inner(
        "sign_in_take_back",
        "void",
        """
        UPDATE public.sign_in_count c SET failures = greatest(0, c.failures - tries), until = NULL
            WHERE c.subject IN (one, other);
        """,
        takes="one bytea, other bytea, tries integer",
        reads_only=False,
    ),
)

# A name without an account is as likely of each kind as the accounts are, and always of the same: who asks for a
# kind cannot tell what is there. The site's own proof, which nobody reads and a restore brings back, is the secret.
_KIND: Final = Inner(
    "kind_of",
    "text",
    """
    SELECT x.parameters INTO how FROM public.user_account a JOIN public.credential x ON x.user_id = a.id
        WHERE a.user_name = name;
    SELECT ('x' || encode(substr(sha256(own.verifier || 'tracker fake kind'::bytea || convert_to(name, 'UTF8')), 1, 6),
        'hex'))::bit(48)::bigint / 2.0 ^ 48, site.id INTO place, self
        FROM public.user_account site JOIN public.credential own ON own.user_id = site.id
        WHERE site.user_name = 'tracker';
    SELECT k.parameters INTO fake FROM (SELECT x.parameters,
            sum(count(*)) OVER (ORDER BY count(*) DESC, x.parameters) / sum(count(*)) OVER () AS upto
            FROM public.credential x WHERE x.user_id <> self GROUP BY x.parameters) AS k
        WHERE k.upto > place ORDER BY k.upto LIMIT 1;
    RETURN coalesce(how, fake, 'one-time-code;v=1');
    """,
    takes="name text",
    declares="how text; fake text; place numeric; self uuid",
)

_TRIES: Final = (
    _KIND,
    Function(
        "ask",
        "TABLE(salt bytea, parameters text, site_id uuid, site_agency_id uuid)",
        """
        RETURN QUERY SELECT
            coalesce(c.salt, substr(
                sha256(own.verifier || 'tracker fake salt'::bytea || convert_to(name, 'UTF8')), 1, 16)),
            tracker.kind_of(name), site.id, site.agency_id
        FROM public.user_account site JOIN public.credential own ON own.user_id = site.id
        LEFT JOIN (public.user_account a JOIN public.credential c ON c.user_id = a.id) ON a.user_name = name
        WHERE site.user_name = 'tracker';
        """,
        takes="name text",
    ),
    Function(
        "knock",
        "TABLE(wait double precision, pause double precision)",
        """
        account := sha256('account:'::bytea || convert_to(name, 'UTF8'));
        place := sha256('terminal:'::bytea || convert_to(terminal, 'UTF8'));
        SELECT a.id INTO who FROM public.user_account a
            JOIN public.credential c ON c.user_id = a.id WHERE a.user_name = name;
        wait := 0; pause := 0;
        IF tracker.kind_of(name) <> 'service-key;v=1' THEN
            wait := greatest(tracker.sign_in_wait(account, moment), tracker.sign_in_wait(place, moment));
            IF wait > 0 THEN RETURN NEXT; RETURN; END IF;
            pause := greatest(tracker.sign_in_tried(account, moment), tracker.sign_in_tried(place, moment));
        END IF;
        INSERT INTO public.sign_in_try
            (id, version, user_id, account, place, terminal, digest, tried_at, transaction_id, outcome)
            VALUES (try_id, 1, who, account, place, terminal, sha256(sent), moment,
                pg_current_xact_id()::text::bigint, '');
        RETURN NEXT;
        """,
        takes="try_id uuid, name text, sent bytea, terminal text",
        declares="moment timestamptz := tracker.clock(); account bytea; place bytea; who uuid",
        reads_only=False,
        settings=SOON,
    ),
    Inner(
        "proven",
        "uuid",
        """
        SELECT * INTO attempt FROM public.sign_in_try t WHERE t.id = try_id FOR UPDATE;
        IF NOT FOUND OR attempt.outcome NOT IN ('', 'proven') THEN RETURN NULL; END IF;
        IF attempt.transaction_id = pg_current_xact_id()::text::bigint THEN
            RAISE EXCEPTION 'commit the try before you ask for its answer' USING ERRCODE = '42501';
        END IF;
        RETURN (SELECT c.user_id FROM public.credential c
            WHERE c.user_id = attempt.user_id AND c.verifier = attempt.digest);
        """,
        takes="try_id uuid",
        declares="attempt public.sign_in_try",
        reads_only=False,
    ),
    Inner(
        "settle",
        "void",
        """
        UPDATE public.sign_in_try t SET outcome = verdict, digest = ''::bytea
            WHERE t.id = try_id AND t.outcome = 'proven';
        IF FOUND THEN RETURN; END IF;
        UPDATE public.sign_in_try t SET outcome = verdict,
            digest = CASE WHEN verdict = 'proven' THEN t.digest ELSE ''::bytea END
            WHERE t.id = try_id AND t.outcome = '' RETURNING * INTO attempt;
        IF NOT FOUND THEN RETURN; END IF;
        IF verdict IN ('wrong', 'factor_wrong') THEN
            UPDATE public.credential c SET failures = c.failures + 1 WHERE c.user_id = attempt.user_id;
        ELSIF verdict = 'in' THEN
            SELECT c.failures INTO own FROM public.sign_in_count c WHERE c.subject = attempt.account;
            PERFORM tracker.sign_in_take_back(attempt.account, attempt.place, coalesce(own, 0));
        ELSE
            PERFORM tracker.sign_in_take_back(attempt.account, attempt.place, 1);
        END IF;
        """,
        takes="try_id uuid, verdict text",
        declares="attempt public.sign_in_try; own integer",
        reads_only=False,
    ),
)

TRYING: Final = (_CLOCK, *_COUNTS, *_TRIES)
"""In the order in which they are made."""
