"""What a terminal may add to the house's own rows: its own chain of the log, and to whom a person matters."""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import Function

KEEPS_CHAIN: Final = Function(
    "keeps_chain",
    "boolean",
    # What leads to no sign-in is the installation's own act, in a chain that is no sign-in's.
    """
    IF chain IS NOT DISTINCT FROM tracker.my_session() THEN RETURN who = tracker.my_user(); END IF;
    RETURN EXISTS (SELECT FROM public.user_account a WHERE a.id = who AND a.user_name = 'tracker')
        AND NOT EXISTS (SELECT FROM public.user_session s WHERE s.id = chain);
    """,
    takes="chain uuid, who uuid",
)
MADE_NOW: Final = Function(
    "made_now",
    "boolean",
    """
    RETURN EXISTS (SELECT FROM public.person p
        WHERE p.id = whose AND p.xmin = pg_current_xact_id_if_assigned()::xid);
    """,
    takes="whose uuid",
)
"""Whether the person was made by this very transaction, which then also says to whom the person matters."""
