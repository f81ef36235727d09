"""What PostgreSQL knows of whoever asks: the function `tracker.me()`, the second wall's own standing.

The same facts as `db.access.resolve` reads, by the database itself from the token of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from db.access import decisions
from db.access.grants import Grant
from db.access.session_reader import PARTS, sql_type, standing_of
from db.access.standing import TEAMS, Standing
from db.store.wall.functions import DAY, STANDING, TOKEN, Function
from db.words.actor import Role
from db.words.families.access import Category, Level, Purpose, Recipient, Scope
from db.words.families.places import AgencyKind

_NOBODY: Final = UUID(int=0)
RULE: Final = "id uuid, category text, owner uuid, rank integer, level integer, purpose text"


def types() -> tuple[str, ...]:
    """The types of a sharing rule that speaks to a reader, and of the reader."""
    parts = ", ".join(f"{name} {sql_type(kind)}" for name, kind in PARTS.items())
    return (
        f"CREATE TYPE tracker.rule AS ({RULE})",
        f"CREATE TYPE tracker.reader AS ({parts}, rules tracker.rule[])",
    )


def reader_function(*, invented: bool) -> Function:
    """Who asks, reckoned from the tables: null without a sign-in that stands; `db.store.wall.seal` keeps it a while."""
    today = "(statement_timestamp() AT TIME ZONE 'Europe/London')::date"
    if invented:
        today = f"coalesce(nullif(current_setting('{DAY}', true), '')::date, {today})"
    every = "account.every_court" if invented else "false"
    body = f"""
        IF given IS NULL OR given !~ '^[0-9a-f]{{64}}$' THEN RETURN NULL; END IF;
        SELECT s.id INTO me.session_id {STANDING};
        IF NOT FOUND THEN RETURN NULL; END IF;
        SELECT a.* INTO account FROM public.user_account a JOIN public.user_session s ON s.user_id = a.id
            WHERE s.id = me.session_id;
        me.user_id := account.id;
        me.agency_id := account.agency_id;
        me.today := {today};
        SELECT g.kind, g.area_id INTO me.kind, home FROM public.agency g WHERE g.id = account.agency_id;
        me.roles := ARRAY(SELECT r.role FROM public.user_role r WHERE r.user_id = account.id);
        me.every := {every};
        me.courts := ARRAY(SELECT c.court_id FROM public.user_court c WHERE c.user_id = account.id);
        me.areas := ARRAY(WITH RECURSIVE below AS (
            SELECT x.area_id AS id FROM public.user_area x WHERE x.user_id = account.id
            UNION SELECT home WHERE home IS NOT NULL
            UNION SELECT c.id FROM public.area c JOIN below b ON c.parent_id = b.id) SELECT id FROM below);
        me.teams := CASE WHEN account.team = '' THEN '{{}}'::uuid[] ELSE ARRAY[{_team()}] END;
        me.emergencies := ARRAY(SELECT e.person_id FROM public.emergency_access e WHERE e.user_id = account.id
            AND e.closed_at IS NULL AND e.ends_at > statement_timestamp());
        me.limited := EXISTS (SELECT FROM public.exclusion_entry x WHERE x.ended_at IS NULL);
        me.scopes := {_scopes()};
        me.rules := ARRAY(SELECT
            ROW(g.id, g.category, g.owner_agency_id, {_rank()}, {_level()}, g.purpose)::tracker.rule
            FROM public.sharing_grant g WHERE g.ended_at IS NULL AND g.starts_on <= me.today
            AND (g.not_after IS NULL OR g.not_after >= me.today) AND {_speaks()} AND {_serves()});
        me.shared_by_rule := cardinality(me.rules) > 0;
        me.told := ARRAY(SELECT one.id FROM unnest(me.rules) AS one);
        RETURN me;
    """  # noqa: S608
    declares = "me tracker.reader; account public.user_account; home uuid"
    declares += f"; given text := current_setting('{TOKEN}', true)"
    return Function("reckoned_me", "tracker.reader", body, declares=declares)


def _scopes() -> str:
    """Through what people are relevant: `db.access.decisions.scopes`, asked role by role and kind by kind."""
    plain = AgencyKind.PROGRAMME
    by_scope = {scope: [role for role in Role if scope in _scopes_of(standing_of(role, plain))] for scope in Scope}
    kinds = [kind for kind in AgencyKind if Scope.AGENCY in _scopes_of(standing_of(Role.POLICE_OFFICER, kind))]
    parts = {
        Scope.USER: "ARRAY[me.user_id]",
        Scope.COURT: "me.courts",
        Scope.TEAM: "me.teams",
        Scope.AREA: "me.areas",
        Scope.AGENCY: f"CASE WHEN me.kind = ANY ({_words(kinds)}) THEN ARRAY[me.agency_id] ELSE '{{}}' END",
    }
    each = (
        f"CASE WHEN me.roles && {_words(by_scope[scope])} THEN {value} ELSE '{{}}'::uuid[] END"
        for scope, value in parts.items()
    )
    return " || ".join(f"({one})" for one in each)


def _scopes_of(standing: Standing) -> set[Scope]:
    return {rule.scope for rule in decisions.scopes(standing)}


def _team() -> str:
    """`db.access.standing.team_id`."""
    name = "convert_to(account.agency_id || ':' || lower(btrim(account.team)), 'UTF8')"
    plain = f"md5(decode('{TEAMS.hex}', 'hex') || {name})"
    marked = f"overlay({plain} placing '3' from 13 for 1)"
    variant = f"to_hex(8 | (3 & ('x' || substr({plain}, 17, 1))::bit(4)::integer))"
    return f"overlay({marked} placing {variant} from 17 for 1)::uuid"


def _rank() -> str:
    return f"(CASE g.recipient {' '.join(f'''WHEN '{one.value}' THEN {one.rank}''' for one in Recipient)} END)"


def _level() -> str:
    return f"(CASE g.level {' '.join(f'''WHEN '{one.value}' THEN {one.rank}''' for one in Level)} END)"


def _speaks() -> str:
    """`Grant.speaks_to`."""
    return """(CASE g.recipient
        WHEN 'user' THEN g.recipient_id = me.user_id
        WHEN 'role_at_court' THEN (me.every OR g.recipient_id = ANY (me.courts)) AND g.recipient_word = ANY (me.roles)
        WHEN 'court' THEN me.every OR g.recipient_id = ANY (me.courts)
        WHEN 'role' THEN g.recipient_word = ANY (me.roles)
        WHEN 'agency' THEN g.recipient_id = me.agency_id
        WHEN 'agency_kind' THEN g.recipient_word = me.kind
        WHEN 'all' THEN true END)"""


def _serves() -> str:
    """`Grant.serves`, asked role by role."""
    served = {
        purpose: [role for role in Role if _grant(purpose).serves(standing_of(role).actor)] for purpose in Purpose
    }
    each = " ".join(f"WHEN '{purpose.value}' THEN me.roles && {_words(roles)}" for purpose, roles in served.items())
    return f"(CASE g.purpose {each} END)"


def _grant(purpose: Purpose) -> Grant:
    return Grant(_NOBODY, _NOBODY, Category.CASE, Level.FULL, Recipient.ALL, purpose, starts_on=date.min)


def _words(words: Iterable[str]) -> str:
    return "'{" + ",".join(sorted(str(word) for word in words)) + "}'::text[]"
