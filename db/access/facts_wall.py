"""Functions of PostgreSQL that tell of facts which decide about other users (`db.access.facts_told` calls them)."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from db.access.criteria import people
from db.access.facts_told import RECORDS, RULE
from db.access.owned import holds_anything, owners_of
from db.access.session_reader import POSTGRES, SessionReader, me
from db.store.wall.functions import Function
from db.store.wall.trying import Inner
from db.tables.base import Key, Reach
from db.tables.cases import DefendantCase
from db.tables.held import VictimWitness
from db.tables.registry import governance_of, models
from db.tables.sharing import ExclusionEntry, SharingGrant
from db.tables.system import Relevance
from db.words.actor import Role
from db.words.families.access import Category
from db.words.families.court import GONE
from db.words.families.exchange import BatchState
from db.words.families.notes import NoteKind

_grant: sa.Table = SharingGrant.__table__  # type: ignore[attr-defined]
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]
_victim: sa.Table = VictimWitness.__table__  # type: ignore[attr-defined]
_SETTINGS: Final = "SET search_path = pg_catalog, public, pg_temp"
_NOBODY: Final = "me := tracker.me(); IF (me).user_id IS NULL THEN RETURN; END IF; "
_KEEPS_HOUSE: Final = (Role.ADMINISTRATOR, Role.AUDITOR)


def _written(statement: Any) -> str:  # noqa: ANN401 - a statement or a condition
    return str(statement.compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True}))


def _weighs() -> Function:
    """Whether the reader may have it weighed what others get of a person."""
    reader, whose = SessionReader(), sa.literal_column("whose", Key)
    owns = holds_anything(reader.is_my_agency, lambda column: column == whose)
    v, d = _victim.alias("vw"), _defendant.alias("vd")
    witness = sa.exists().where(v.c.case_id == d.c.case_id, d.c.person_id == whose,
                                reader.is_my_agency(v.c.owner_agency_id))  # fmt: skip
    may = sa.or_(
        reader.has(*_KEEPS_HOUSE),
        sa.and_(reader.has(Role.SHARING_LEAD), sa.or_(owns, witness)),
        sa.and_(reader.writes(), people(reader, whose)),
    )
    return Inner(
        "weighs", "boolean", f"RETURN ({_written(sa.select(may))});", takes="me tracker.reader, whose uuid",
        settings=_SETTINGS,
    )  # fmt: skip


def _record() -> Function:
    """One row by its id, as the rules see it; a personal note is there for its holders alone."""
    kinds = ",".join(sorted(name for name, model in models().items() if governance_of(model).reach in RECORDS))
    selves = ",".join(sorted(name for name, model in models().items() if governance_of(model).reach is Reach.SELF))
    reader = SessionReader()
    body = f"""
        me := tracker.me();
        IF (me).user_id IS NULL OR kind <> ALL ('{{{kinds}}}'::text[]) THEN RETURN NULL; END IF;
        EXECUTE 'SELECT to_jsonb(t) FROM public.' || quote_ident(kind) || ' t WHERE t.id = $1' INTO it USING which;
        IF it IS NULL THEN RETURN NULL; END IF;
        owner := CASE WHEN it ? 'owner_agency_id' THEN (it ->> 'owner_agency_id')::uuid
            WHEN it ? 'source_record_id' THEN (SELECT s.agency_id FROM public.source_record s
                WHERE s.id = (it ->> 'source_record_id')::uuid)
            WHEN it ?& '{{external_id,link_state}}'::text[] THEN (it ->> 'agency_id')::uuid END;
        IF NOT ({_written(reader.has(*_KEEPS_HOUSE))} OR ({_written(reader.has(Role.SHARING_LEAD))}
            AND coalesce(owner = (me).agency_id, false))) THEN RETURN NULL; END IF;
        IF kind = 'note' THEN holders := ARRAY(SELECT k.holder_id FROM public.note_key k
            WHERE k.note_id = which AND k.ended_at IS NULL); END IF;
        IF kind = 'note' AND it ->> 'kind' = '{NoteKind.JUDGE_PERSONAL.value}'
            AND (me).user_id <> ALL (holders) THEN RETURN NULL; END IF;
        defendant := CASE WHEN kind = 'defendant_case' THEN which
            WHEN it ? 'defendant_case_id' THEN (it ->> 'defendant_case_id')::uuid
            WHEN it ? 'case_id' THEN NULL
            WHEN it ->> 'charge_id' IS NOT NULL THEN (SELECT c.defendant_case_id FROM public.charge c
                WHERE c.id = (it ->> 'charge_id')::uuid)
            WHEN it ->> 'result_id' IS NOT NULL THEN (SELECT r.defendant_case_id FROM public.result r
                WHERE r.id = (it ->> 'result_id')::uuid)
            WHEN it ->> 'listing_id' IS NOT NULL THEN (SELECT l.defendant_case_id FROM public.listing l
                WHERE l.id = (it ->> 'listing_id')::uuid) END;
        whole := (it ->> 'case_id')::uuid;
        IF defendant IS NOT NULL THEN SELECT d.case_id, d.youth_at_first_hearing INTO whole, young
            FROM public.defendant_case d WHERE d.id = defendant; END IF;
        person := CASE WHEN kind = ANY ('{{{selves}}}'::text[]) THEN which ELSE (it ->> 'person_id')::uuid END;
        RETURN jsonb_build_object('category', it ->> 'category', 'owner', owner,
            'sent_to', it ->> 'service_agency_id',
            'sealed_at', (SELECT s.court_id FROM public.seal s WHERE s.case_id = whole AND s.lifted_at IS NULL LIMIT 1),
            'youth', coalesce(young, false), 'released', it ->> 'released_on' IS NOT NULL,
            'note', CASE WHEN kind = 'note' THEN it ->> 'kind' END, 'holders', to_jsonb(holders), 'person', person,
            'people', (SELECT coalesce(jsonb_agg(d.person_id), '[]') FROM public.defendant_case d
                WHERE d.case_id = CASE WHEN it ? 'case_id' THEN (it ->> 'case_id')::uuid ELSE which END));
    """  # noqa: S608
    return Function(
        "record_told", "jsonb", body, takes="kind text, which uuid", settings=_SETTINGS,
        declares="me tracker.reader; it jsonb; owner uuid; defendant uuid; whole uuid; young boolean; person uuid; "
        "holders uuid[] := '{}'",
    )  # fmt: skip


def _ours() -> Function:
    reader, whose = SessionReader(), sa.literal_column("whose", Key)
    each = []
    for category in Category:
        owners = owners_of(whose, category).subquery()
        mine = sa.exists().select_from(owners).where(owners.c.owner == me("agency_id"))
        each.append(f"SELECT '{category.value}'::text WHERE {_written(mine)}")
    body = f"{_NOBODY}IF NOT {_written(reader.has(Role.SHARING_LEAD))} THEN RETURN; END IF; "
    return Function(
        "ours_told", "TABLE (category text)", f"{body}RETURN QUERY {' UNION ALL '.join(each)};", takes="whose uuid",
        declares="me tracker.reader", settings=_SETTINGS,
    )  # fmt: skip


def _of_a_person() -> tuple[Function, ...]:
    """What decides about one person: limited access, to whom the person matters, and today's list."""
    weighed = f"{_NOBODY}IF NOT tracker.weighs(me, whose) THEN RETURN; END IF; "
    asker: dict[str, Any] = {"declares": "me tracker.reader", "settings": _SETTINGS}
    return (
        Function(
            "limits_told",
            "TABLE (kind text, user_id uuid, owner_agency_id uuid)",
            f"""{weighed}RETURN QUERY SELECT e.kind::text, e.user_id, e.owner_agency_id FROM public.exclusion_entry e
            WHERE e.person_id = whose AND e.ended_at IS NULL ORDER BY e.set_at, e.id;""",  # noqa: S608
            takes="whose uuid",
            **asker,
        ),
        Function(
            "relevances_told",
            "TABLE (scope text, scope_id uuid, starts_on date, ends_on date, reason text, sealed boolean)",
            f"""{weighed}RETURN QUERY SELECT r.scope::text, r.scope_id, r.starts_on, r.ends_on, r.reason::text, r.sealed
            FROM public.relevance r WHERE r.person_id = whose AND (r.batch_id IS NULL OR r.batch_id NOT IN (
                SELECT b.id FROM public.feed_batch b WHERE b.state = '{BatchState.OPEN.value}'));""",  # noqa: S608
            takes="whose uuid",
            **asker,
        ),
        Function(
            "listed_told",
            "boolean",
            """me := tracker.me(); IF (me).user_id IS NULL OR NOT tracker.weighs(me, whose) THEN RETURN false; END IF;
            RETURN EXISTS (SELECT FROM public.listing l JOIN public.user_account a ON a.id = who
                WHERE l.person_id = whose AND l.sitting_on = (me).today AND l.state <> ALL (gone)
                AND (a.every_court OR l.court_id IN (
                    SELECT c.court_id FROM public.user_court c WHERE c.user_id = who)));
            """,
            takes="whose uuid, who uuid",
            declares=f"me tracker.reader; gone text[] := '{{{','.join(sorted(one.value for one in GONE))}}}'",
            settings=_SETTINGS,
        ),
    )


def functions() -> tuple[Function, ...]:
    """The functions of the second wall, in the order in which they are made."""
    reader = SessionReader()
    house, lead = _written(reader.has(*_KEEPS_HOUSE)), _written(reader.has(Role.SHARING_LEAD))
    kinds = {name: "uuid" if isinstance(_grant.c[name].type, Key) else "text" for name in RULE}
    kinds.update(starts_on="date", not_after="date", set_at="timestamptz")
    named = ", ".join(f"g.{name}::{kind}" for name, kind in kinds.items())
    asker: dict[str, Any] = {"declares": "me tracker.reader", "settings": _SETTINGS}
    return (
        _weighs(),
        Function(
            "rules_told",
            f"TABLE ({', '.join(f'{name} {kind}' for name, kind in kinds.items())}, set_by text)",
            f"""{_NOBODY}RETURN QUERY SELECT {named}, a.display_name::text FROM public.sharing_grant g
            JOIN public.user_account a ON a.id = g.set_by_id
            WHERE g.ended_at IS NULL AND (g.not_after IS NULL OR g.not_after >= (me).today) AND ({house}
            OR (g.owner_agency_id = (me).agency_id AND ({lead} OR (g.category = '{Category.AGENCY_NOTE.value}'
            AND {_written(reader.writes())}))));""",  # noqa: S608
            **asker,
        ),
        Function(
            "emergencies_told",
            "TABLE (person_id uuid)",
            f"""{_NOBODY}RETURN QUERY SELECT e.person_id FROM public.emergency_access e WHERE e.user_id = who
            AND e.closed_at IS NULL AND e.ends_at > statement_timestamp()
            AND ({house} OR ({lead} AND tracker.weighs(me, e.person_id)));""",  # noqa: S608
            takes="who uuid",
            **asker,
        ),
        *_of_a_person(),
        _record(),
        _ours(),
    )
