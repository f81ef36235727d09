"""The rules once more, as policies that PostgreSQL itself holds every statement to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.co_defendants import functions as co_defendant_functions
from db.access.exact import functions as exact_functions
from db.access.facts_wall import functions as facts_functions
from db.access.limited import functions as limited_functions
from db.access.mailboxes import FUNCTION as MAILBOX_OF_OTHERS
from db.access.prison_downloads import FUNCTION as PRISON_DOWNLOADS
from db.access.reader import Bool
from db.access.session_me import reader_function, types
from db.access.session_reader import PLAIN, POSTGRES, SessionReader, sql_type
from db.access.told_of import functions as told_functions
from db.access.wall_writing import addable, bears, known, readable
from db.store.wall.accounts import ACCOUNT_FUNCTIONS, ACCOUNT_POLICIES
from db.store.wall.entering import ENTERING
from db.store.wall.functions import Function
from db.store.wall.house import ASKED_LATELY, ENTERED_NOW, FACTORS_OFF, KEEPS_CHAIN, MADE_NOW, PLACES_CALLED
from db.store.wall.install import Policy, Wall
from db.store.wall.mail import MAIL_POLICIES
from db.store.wall.proofs import PROOFS
from db.store.wall.recovering import RECOVERING
from db.store.wall.roles import APP, TAKEN_AWAY
from db.store.wall.seal import SEAL
from db.store.wall.trying import TRYING
from db.tables.base import Bytewise, Reach
from db.tables.registry import governance_of, models
from db.tables.sharing import SharingGrant
from db.tables.system import Relevance
from db.words.actor import Role

# Planned once in a session of the server, not at every row; a row is asked about by the thousand.
_SETTINGS: Final = "COST 200 SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan"
_ME: Final = "(SELECT tracker.me())"
_WRITTEN_NOW: Final = "xmin = pg_current_xact_id_if_assigned()::xid"
_SIGNED_IN: Final = "(SELECT tracker.my_user()) IS NOT NULL"
_CHAIN: Final = "(SELECT tracker.my_chain())"
_ASKED_ELSEWHERE: Final = frozenset(policy.table for policy in (*ACCOUNT_POLICIES, *MAIL_POLICIES))
_Rule = Callable[[SessionReader, type[SQLModel], Any], Bool]


def wall(*, invented: bool = False, more: Iterable[Function] = ()) -> Wall:
    """The second wall of this version, `more` for the rooms above; `invented` databases may live on another day."""
    made = _Maker()
    policies = (*made.policies(), *ACCOUNT_POLICIES, *MAIL_POLICIES)
    known_me = reader_function(invented=invented)
    functions = (known_me, *SEAL, *TRYING, *ENTERING, *PROOFS, *ACCOUNT_FUNCTIONS, *RECOVERING, *exact_functions())
    functions = (*functions, *co_defendant_functions(), *limited_functions(), *told_functions(), *facts_functions())
    functions = (*functions, *made.functions, ENTERED_NOW, KEEPS_CHAIN, MADE_NOW)
    functions = (*functions, ASKED_LATELY, PLACES_CALLED, FACTORS_OFF, PRISON_DOWNLOADS, MAILBOX_OF_OTHERS, *more)
    return Wall(types=types(), functions=functions, policies=policies, invented=invented)


class _Row:
    """Stands for the row of a table inside a function: each column that a rule asks for becomes a parameter."""

    def __init__(self, table: sa.Table) -> None:
        self._table = table
        self.asked: dict[str, str] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a column of any type
        kind = self._table.c[name].type
        plain = sa.String() if isinstance(kind, Bytewise) else kind
        self.asked[name] = sql_type(plain)
        return sa.literal_column(f"r_{name}", kind)


class _Maker:
    """Makes policies, and on the way the functions that they call."""

    def __init__(self) -> None:
        self.functions: list[Function] = []

    def policies(self) -> Iterator[Policy]:
        """Every policy of every table."""
        for name, model in sorted(models().items()):
            if governance_of(model).reach is Reach.SYSTEM:
                yield from self._house(name)
            else:
                yield from self._governed(name, model)

    def _governed(self, name: str, model: type[SQLModel]) -> Iterator[Policy]:
        reach = governance_of(model).reach
        sees = _SIGNED_IN if reach is Reach.OPEN else self._asked("sees", model, readable)
        if model is SharingGrant:
            # A rule that speaks to somebody is known to them: "why?" names it.
            sees = f"id = ANY (({_ME}).told) OR {sees}"
        adds = self._asked("adds", model, addable)
        yield Policy(name, "seen", "SELECT", APP, sees)
        yield Policy(name, "added", "INSERT", APP, adds=adds)
        yield Policy(name, "changed", "UPDATE", APP, sees, adds)
        if name in TAKEN_AWAY:
            yield Policy(name, "taken_away", "DELETE", APP, adds)

    def _house(self, name: str) -> Iterator[Policy]:
        """The house's own rows: each sign-in writes its own chain, and hears what changed, by id."""
        if name in ("audit_chain", "audit_event"):
            chain = "id" if name == "audit_chain" else "chain_id"
            now = f"tracker.entered_now({chain}) OR {_WRITTEN_NOW}"
            yield Policy(name, "seen", "SELECT", APP, f"{chain} = {_CHAIN} OR {self._auditor()} OR {now}")
            yield Policy(name, "added", "INSERT", APP, adds=f"tracker.keeps_chain({chain}, user_id)")
        elif name in ("audit_checkpoint", "audit_head"):
            yield Policy(name, "seen", "SELECT", APP, self._auditor())
        elif name == "relevance":
            every = written(SessionReader().at_every_court())
            courts = f"scope = 'court' AND (SELECT {every} FROM tracker.me() AS me)"  # noqa: S608
            mine = f"scope_id = ANY (({_ME}).scopes) OR {courts}"
            knows = f"{self._asked('sees', Relevance, lambda reader, _, row: known(reader, row))}"
            writes = self._writes(name)
            adds = f"{writes} AND ({knows} OR tracker.made_now(person_id))"
            yield Policy(name, "seen", "SELECT", APP, f"{mine} OR {knows} OR tracker.made_now(person_id)")
            yield Policy(name, "added", "INSERT", APP, adds=adds)
            yield Policy(name, "changed", "UPDATE", APP, adds, adds)
        elif name in ("lookup_name", "lookup_born"):
            # Whose name a row stands for is asked of the name itself: the index tells nobody more than the record.
            sees = self._asked("sees", models()[name], lambda reader, _, row: bears(reader, row.name))
            adds = self._writes(name)
            yield Policy(name, "seen", "SELECT", APP, sees)
            yield Policy(name, "added", "INSERT", APP, adds=adds)
            yield Policy(name, "taken_away", "DELETE", APP, f"{sees} AND {adds}")
        elif name in ("lookup_pair", "lookup_word", "lookup_form", "lookup_scope"):
            yield Policy(name, "seen", "SELECT", APP, _SIGNED_IN)
            yield Policy(name, "added", "INSERT", APP, adds=self._writes(name))
        elif name == "change":
            yield Policy(name, "seen", "SELECT", APP, f"{_SIGNED_IN} OR {_WRITTEN_NOW}")
            # A request for an account is made by somebody who has none.
            yield Policy(name, "added", "INSERT", APP, adds=f"kind = 'account_request' OR {_SIGNED_IN}")
        elif name == "authority":
            yield Policy(name, "used", "ALL", APP, _SIGNED_IN, _SIGNED_IN)
        elif name == "credential":
            yield Policy(name, "added", "INSERT", APP, adds=self._keeps_accounts())
        elif name not in _ASKED_ELSEWHERE:
            yield Policy(name, "shut", "ALL", APP, "false", "false")

    def _writes(self, name: str) -> str:
        return self._asked("adds", models()[name], lambda reader, _model, _row: reader.writes())

    @staticmethod
    def _auditor() -> str:
        return f"(({_ME}).roles && '{{{Role.AUDITOR.value}}}'::text[])"

    @staticmethod
    def _keeps_accounts() -> str:
        roles = f"{Role.ADMINISTRATOR.value},{Role.AUTHORISER.value}"
        return f"(({_ME}).roles && '{{{roles}}}'::text[])"

    def _asked(self, verb: str, model: type[SQLModel], rule: _Rule) -> str:
        """A call of the function that asks the rule of a row; the function is made with it."""
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        row = _Row(table)
        source = SimpleNamespace(c=row) if rule is readable else row
        text, plain = (written(rule(SessionReader(plain=one), model, source)) for one in (False, True))
        columns = sorted(row.asked)
        takes = ", ".join(["me tracker.reader", *(f"r_{column} {row.asked[column]}" for column in columns)])
        body = "IF (me).user_id IS NULL THEN RETURN false; END IF; "
        body += f"IF {PLAIN} THEN RETURN {plain}; END IF; " if plain != text else ""
        body += f"RETURN {text};"
        name = f"{verb}_{table.name}"
        self.functions.append(Function(name, "boolean", body, takes=takes, settings=_SETTINGS))
        return f"tracker.{name}({', '.join([_ME, *columns])})"


def written(rule: Bool) -> str:
    """A condition as the text of PostgreSQL, its values written out; they are words of the program, never data."""
    return str(rule.compile(dialect=POSTGRES, compile_kwargs={"literal_binds": True}))
