"""A statement with the rules in it, put together so that the same question is neither walked nor compiled twice.

Rules are long and every statement carries some. What SQLAlchemy keeps compiled statements by is reckoned of all their
parts each time; here a walked form and a written rule each stand for themselves by one small mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.cache_key import CacheKey
from sqlalchemy.util import LRUCache
from sqlmodel import SQLModel

from db.access.reader import Bool
from db.access.walk import mapped_classes, names_key

_MOST: Final = 500


class Mark:
    """Stands for rules that read alike, by being this one object."""

    __slots__ = ()


class Form:
    """Stands for statements that differ in values alone, by being this one object; and the classes that they name."""

    __slots__ = ("alone", "classes")

    def __init__(self, classes: Iterable[type[SQLModel]], *, alone: bool) -> None:
        self.classes = sorted(classes, key=lambda each: each.__name__)
        self.alone = alone


_forms: Final[LRUCache[Any, Form]] = LRUCache(_MOST)
_rules: Final[LRUCache[Any, Mark]] = LRUCache(_MOST)


class Rule(LoaderCriteriaOption):
    """The rule of one table, for every place where a statement names it."""

    __slots__ = ("mark",)

    def __init__(self, model: type[SQLModel], rule: Bool) -> None:
        # No related rows are loaded through a row (`db.access.guard`), so no row needs to carry the rule on.
        super().__init__(model, rule, include_aliases=True, propagate_to_loaders=False)
        self.mark = _mark_of(model, rule)

    def _gen_cache_key(self, *_: object) -> tuple[object, ...]:
        return (Rule, self.mark)


def _mark_of(model: type[SQLModel], rule: Bool) -> Mark:
    """One for rules that read alike; a rule with a value that is not written out stands alone."""
    key = rule._generate_cache_key()
    if key is None or key.bindparams:
        return Mark()
    return _rules.setdefault((model, key.key), Mark())


def form_of(statement: Any) -> Form:  # noqa: ANN401 - any select
    """The form of the statement. Raises Refused as `mapped_classes` does, which looks at each form once."""
    key: CacheKey | None = statement._generate_cache_key()
    if key is None:
        return Form(mapped_classes(statement), alone=True)
    found = _forms.get(key.key)
    if found is None:
        # The key clause of `session.get` passes for the very object that it is, which its form does not tell.
        told = (names_key, key.key) if names_key(statement) else key.key
        found = _forms.get(told) or _forms.setdefault(told, Form(mapped_classes(statement), alone=False))
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
