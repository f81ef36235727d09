"""Bringing the code lists of an installation up to date, for one actor: an administrator's work, in the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from db.access import rules
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.reference import UpdateCard
from db.reference.lists import use
from db.reference.reading import brought
from db.reference.updating import card_of, plan, put_in_force
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import Misconfigured, Refused
from db.words.families.access import AuditOperation


class ReferenceService:
    """Code lists for one actor; `folder` is where the installation keeps its own."""

    def __init__(self, units: Units, actor: Actor, *, folder: Path | None = None) -> None:
        self._units = units
        self._actor = actor
        self._folder = folder

    def update(
        self, source: Path, *, since: date | None = None, whole: bool = False, dry_run: bool = False
    ) -> UpdateCard:
        """Bring the lists of a folder in; all of them or none.

        `since` is the first day of what is new, else today; with `whole` a code that its list leaves out has ended.
        What a row said before is kept with its days. With `dry_run` everything is worked out and nothing written.
        Raises Refused for anybody but an administrator, BadInput for a file that is wrong, with its line.
        """
        may = rules.administers(self._actor)
        if not may.allowed:
            raise Refused(may.reason, kept="Nothing was changed.")
        if self._folder is None:
            raise Misconfigured("This desk has no folder for code lists.")
        use(self._folder)
        lists, others = brought(source)
        made = plan(lists, whole=whole, since=since or self._units.clock.today())
        card = card_of(made, others)
        if dry_run or not card.rows:
            return card
        reason = ", ".join(f"{each.kind} {each.changed_in_all:,}" for each in card.lists if each.changed_in_all)
        act = Act(AuditOperation.ALTERATION, Deed.REFERENCE_UPDATE, reason=reason, rows=len(card.rows))
        with self._units.act(self._actor, act):
            put_in_force(self._folder, made)
        use(self._folder)
        return card
