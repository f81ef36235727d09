"""A statement with the rules in it, put together so that the same question is neither walked nor compiled twice.

Rules are long and every statement carries some. What SQLAlchemy keeps compiled statements by is reckoned of all their
parts each time; here a walked form and a written rule each stand for themselves by one small mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql import util as sql_util
from sqlalchemy.sql.cache_key import CacheKey
from sqlalchemy.util import LRUCache
from sqlmodel import SQLModel

from db.access.reader import Bool
from db.access.walk import names_key, of_one_person, walked

_MOST: Final = 500


class Mark:
    """Stands for rules that read alike, by being this one object."""

    __slots__ = ()


class Form:
    """Stands for statements that differ in values alone, by being this one object.

    `classes` are what they name. `subject` is the class of which they take the rows of one person alone, and which
    of a statement's values says whose.
    """

    __slots__ = ("alone", "classes", "subject")

    def __init__(self, statement: Any, key: CacheKey | None, *, alone: bool) -> None:  # noqa: ANN401 - any select
        found, once = walked(statement)
        bound = of_one_person(statement) if once and not alone and key is not None else None
        self.classes: list[type[SQLModel]] = sorted(found, key=lambda each: each.__name__)
        self.alone = alone
        self.subject: tuple[type[SQLModel], int] | None = None
        if bound is not None and key is not None and bound[1] in key.bindparams:
            self.subject = bound[0], list(key.bindparams).index(bound[1])

    def person(self, statement: Any) -> UUID | None:  # noqa: ANN401 - any select
        """Whose rows alone this statement of the form takes of the subject."""
        key: CacheKey | None = None if self.subject is None else statement._generate_cache_key()
        if key is None or key.params or self.subject is None:
            return None
        given = key.bindparams[self.subject[1]]
        return given.value if given.callable is None and isinstance(given.value, UUID) else None


_forms: Final[LRUCache[Any, Form]] = LRUCache(_MOST)
_rules: Final[LRUCache[Any, Mark]] = LRUCache(_MOST)


class Rule(LoaderCriteriaOption):
    """The rule of one table, for every place where a statement names it.

    `make` gives the rule of the class itself (None), or of an alias of it.
    """

    __slots__ = ("make", "mark")

    def __init__(self, model: type[SQLModel], make: Callable[[Any], Bool]) -> None:
        # No related rows are loaded through a row (`db.access.guard`), so no row needs to carry the rule on.
        rule = make(None)
        super().__init__(model, rule, include_aliases=True, propagate_to_loaders=False)
        self.make = make
        self.mark = _mark_of(model, rule)

    def _gen_cache_key(self, *_: object) -> tuple[object, ...]:
        return (Rule, self.mark)

    def _resolve_where_criteria(self, ext_info: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a mapper or an alias
        """An alias that is joined to gets the rule of its own rows; SQLAlchemy by itself gives it that of the class."""
        if not ext_info.is_aliased_class:
            return super()._resolve_where_criteria(ext_info)
        rule = self.make(SimpleNamespace(c=ext_info.entity))
        told = {"for_loader_criteria": self}
        found: ColumnElement[bool] = sql_util._deep_annotate(
            rule, told, detect_subquery_cols=True, ind_cols_on_fromclause=True
        )
        return found


def _mark_of(model: type[SQLModel], rule: Bool) -> Mark:
    """One for rules that read alike; a rule with a value that is not written out stands alone."""
    key = rule._generate_cache_key()
    if key is None or key.bindparams:
        return Mark()
    return _rules.setdefault((model, key.key), Mark())


def form_of(statement: Any) -> Form:  # noqa: ANN401 - any select
    """The form of the statement. Raises Refused as `mapped_classes` does; each form is looked at once."""
    key: CacheKey | None = statement._generate_cache_key()
    if key is None:
        return Form(statement, None, alone=True)
    found = _forms.get(key.key)
    if found is None:
        # The key clause of `session.get` passes for the very object that it is, which its form does not tell.
        told = (names_key, key.key) if names_key(statement) else key.key
        found = _forms.get(told) or _forms.setdefault(told, Form(statement, key, alone=False))
    return found


def with_rules(statement: Any, form: Form, rules: Sequence[Rule]) -> Any:  # noqa: ANN401 - any select
    """The statement held to the rules."""
    # As `statement.options(*rules)`, which asks of each whether it is an option.
    ruled = statement._generate()
    ruled._with_options += tuple(rules)
    if not form.alone:
        key: CacheKey = statement._generate_cache_key()
        told = CacheKey((form, *(rule.mark for rule in rules)), key.bindparams, key.params)
        ruled._set_memoized_attribute("_generate_cache_key", lambda: told)
    return ruled
