"""Prisons by the three letters that prison systems write, those that have closed included."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from db.reference.lists import kept, rows
from db.words.text import fold

_PRISON_WORDS: Final = re.compile(r"\b(hmp|hmyoi|yoi|hm prison|young offender institution)\b")
_SIGNS: Final = re.compile(r"[^\w]+")


@kept
def prison_names() -> Mapping[str, str]:
    """Names by code."""
    return MappingProxyType({row["code"]: row["name"] for row in rows("prisons")})


def prison_called(code: str) -> str:
    """What the prison of a code is called; the code itself where the list has none."""
    return prison_names().get(code.strip().upper(), code)


def bare_name(name: str) -> str:
    """The prison's name without capitals, signs, `HMP` and its like: what is the same however it is spelt."""
    return " ".join(_SIGNS.sub(" ", _PRISON_WORDS.sub(" ", fold(name))).split())


@kept
def _listed() -> frozenset[str]:
    return frozenset(bare_name(name) for name in prison_names().values())


def spelt_alike(name: str, code: str = "") -> str:
    """The place of custody as every screen spells it: a listed code gives the listed name.

    A prison's bare name that came without a code stands in capitals, as in the lists of prison downloads; whatever
    else was told stays as it is.
    """
    known = code.strip().upper()
    if known in prison_names():
        return prison_called(known)
    bare = bare_name(name)
    return bare.upper() if not known and fold(name).strip() == bare and bare in _listed() else name
