"""Which contacts fit words of the find box: each word begins one of the name, the area, the agency or the kind."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.tree import AreaTree
from db.tables.places import Agency
from db.tables.schemes import Contact
from db.unit import Unit
from db.words.families.schemes import ContactKind
from db.words.text import fold


def begins(word: str, *texts: str) -> bool:
    """Whether a word of one of the texts begins so."""
    return any(each.startswith(word) for text in texts for each in fold(text).split())


def words_fit(unit: Unit, words: Sequence[str], tree: AreaTree) -> list[sa.ColumnElement[bool]]:
    """One condition for each word."""
    agencies = unit.session.scalars(sa.select(Agency)).all()
    named = col(Contact.name_folded)
    return [
        sa.or_(
            named.startswith(word, autoescape=True),
            named.contains(f" {word}", autoescape=True),
            col(Contact.area_id).in_([one.id for one in tree.nodes.values() if begins(word, one.code, one.name)]),
            col(Contact.agency_id).in_([one.id for one in agencies if begins(word, one.code, one.name)]),
            col(Contact.kind).in_([kind for kind in ContactKind if begins(word, kind.label)]),
        )
        for word in words
    ]
