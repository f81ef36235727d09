"""The rules once more, as policies that PostgreSQL itself holds every statement to."""

from __future__ import annotations

from db.store.wall.entering import ENTERING
from db.store.wall.install import Wall
from db.store.wall.proofs import PROOFS
from db.store.wall.trying import TRYING


def wall(*, invented: bool = False) -> Wall:
    """The second wall of this version; `invented` databases may live on another day than today."""
    return Wall(functions=(*TRYING, *ENTERING, *PROOFS), invented=invented)
