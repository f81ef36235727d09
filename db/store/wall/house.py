"""What a terminal may add to the house's own rows: its own chain of the log, and to whom a person matters."""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import Function

_NOW: Final = "xmin = pg_current_xact_id_if_assigned()::xid"
KEEPS_CHAIN: Final = Function(
    "keeps_chain",
    "boolean",
    # What leads to no sign-in is the installation's own act, or that of who has just proved who it is.
    f"""
    IF EXISTS (SELECT FROM public.user_session s WHERE s.id = chain) THEN
        RETURN EXISTS (SELECT FROM public.user_session s WHERE s.id = chain AND s.user_id = who
            AND (s.{_NOW} OR s.id = tracker.my_chain())); END IF;
    RETURN EXISTS (SELECT FROM public.user_account a WHERE a.id = who AND a.user_name = 'tracker')
        OR EXISTS (SELECT FROM public.credential c WHERE c.user_id = who AND c.{_NOW})
        OR EXISTS (SELECT FROM public.second_factor f WHERE f.user_id = who AND f.{_NOW});
    """,  # noqa: S608 - words of the program
    takes="chain uuid, who uuid",
)
ENTERED_NOW: Final = Function(
    "entered_now",
    "boolean",
    f"RETURN EXISTS (SELECT FROM public.user_session s WHERE s.id = chain AND s.{_NOW});",
    takes="chain uuid",
)
"""Whether this very transaction opened, unlocked or ended the sign-in: it writes the act down, with no token yet."""
MADE_NOW: Final = Function(
    "made_now",
    "boolean",
    f"RETURN EXISTS (SELECT FROM public.person p WHERE p.id = whose AND p.{_NOW});",
    takes="whose uuid",
)
"""Whether the person was made by this very transaction, which then also says to whom the person matters."""
ASKED_LATELY: Final = Function(
    "asked_lately",
    "TABLE (waiting bigint, here bigint)",
    """
    RETURN QUERY SELECT count(*) FILTER (WHERE r.state = 'open'),
        count(*) FILTER (WHERE r.terminal = place AND r.asked_at > statement_timestamp() - interval '1 day')
        FROM public.account_request r;
    """,
    takes="place text",
)
"""How many requests for an account wait, and how many came from one terminal today; for who reads none of them."""
PLACES_CALLED: Final = Function(
    "places_called",
    "TABLE (code text, id uuid, kind text)",
    """
    RETURN QUERY SELECT a.code::text, a.id, a.kind::text FROM public.agency a
            WHERE what = 'agency' AND a.code = ANY (codes)
        UNION ALL SELECT c.code::text, c.id, NULL::text FROM public.court c
            WHERE what = 'court' AND c.code = ANY (codes)
        UNION ALL SELECT x.code::text, x.id, NULL::text FROM public.area x WHERE what = 'area' AND x.code = ANY (codes);
    """,
    takes="what text, codes text[]",
)
"""Agencies, courts or areas by their codes, for who asks for an account before anybody is signed in."""
FACTORS_OFF: Final = Function(
    "factors_off",
    "boolean",
    "RETURN EXISTS (SELECT FROM public.sign_in_rule r WHERE r.name = 'second_factor' AND r.value = 'off');",
)
"""Whether it was decided that nobody here needs a code generator; the doctor says so to whoever runs it."""
