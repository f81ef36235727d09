"""The directory of contacts: asked by every signed-in user, kept by administrators and the areas' authorisers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.scheme_rules import keeps_contacts
from db.agencies.areas import tree_of
from db.agencies.tree import AreaTree
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.contacts import AreaGap, ContactCard, ContactEdit, ContactForm, ContactQuery, NewContact
from db.schemes.contact_said import insist_new, offered, said_of, values_of
from db.schemes.matching import begins, words_fit
from db.schemes.register import node_called
from db.schemes.saying import agency_called
from db.store.changes import Touched
from db.tables.held import PpoRegistration
from db.tables.places import Agency
from db.tables.schemes import Contact
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.places import AreaKind
from db.words.families.schemes import ContactKind
from db.words.keys import uuid7
from db.words.text import clean, fold

WANTED: Final = (
    ContactKind.AUTHORISER, ContactKind.COORDINATOR, ContactKind.POLICE, ContactKind.CPS, ContactKind.PROBATION,
    ContactKind.PRISON, ContactKind.TRAINER,
)  # fmt: skip
"""Kinds that every area should have, its own or those of an area above."""
MOST: Final = 500
_contact: sa.Table = Contact.__table__  # type: ignore[attr-defined]


class ContactService:
    """Contacts, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor
        self.typed = ""
        """What was typed after `contact:` in the find box: narrowed by there, no place holds it."""

    def find(self, query: ContactQuery) -> tuple[ContactCard, ...]:
        """Contacts that fit, by area, kind and name. Raises NotFound for an unknown area or agency."""
        with self._units.read(self._actor) as unit:
            tree = tree_of(unit)
            rows = _rows(unit, query, tree)
            cards = _cards(unit, rows, tree)
        order = list(ContactKind)
        return tuple(sorted(cards, key=lambda one: (_near(tree, query, one), order.index(one.kind), one.name, one.id)))

    def matching(self, text: str) -> tuple[ContactCard, ...]:
        """Contacts of whom each word begins a word of the name, the area, the agency or the kind; by name first."""
        words = fold(text).split()
        with self._units.read(self._actor) as unit:
            tree = tree_of(unit)
            rows = _standing(unit, *words_fit(unit, words, tree)) if words else []
            cards = _cards(unit, rows, tree)
        named = {one.id for one in cards if all(begins(word, one.name) for word in words)}
        return tuple(sorted(cards, key=lambda one: (one.id not in named, one.name, one.area, one.id)))

    def get(self, contact_id: UUID) -> ContactCard:
        """One contact. Raises NotFound."""
        with self._units.read(self._actor) as unit:
            return _cards(unit, [unit.get(Contact, contact_id)], tree_of(unit))[0]

    def named(self, query: ContactQuery) -> ContactCard:
        """The one contact that fits. Raises NotFound for none, BadInput for several."""
        found = self.find(query)
        if not found:
            raise NotFound(f"No contact is called {clean(query.find)}.", to_do="tracker contact list")
        if len(found) > 1:
            told = ", ".join(f"{one.name} ({one.kind.label}, {one.area})" for one in found[:5])
            raise BadInput(f"Several contacts fit: {told}.", to_do="Give the id, as --json shows it.")
        return found[0]

    def for_person(self, person_id: UUID) -> tuple[ContactCard, ...]:
        """Whom to call about a person: of the areas they are registered in, nearest first, else of the own areas."""
        with self._units.read(self._actor) as unit:
            p = PpoRegistration
            wanted = sa.select(col(p.area_id)).where(
                col(p.person_id) == person_id, col(p.ended_at).is_(None), col(p.deregistered_on).is_(None)
            )
            areas = sorted(set(unit.session.scalars(wanted))) or sorted(unit.standing.areas)
            tree = tree_of(unit)
            around = sorted({node.id for area in areas for node in tree.upwards(area)})
            rows = _standing(unit, col(Contact.area_id).in_(around))
            cards = _cards(unit, rows, tree)
        depth = {tree.nodes[area].code: len(list(tree.upwards(area))) for area in around}
        order = list(ContactKind)
        return tuple(sorted(cards, key=lambda one: (-depth[one.area], order.index(one.kind), one.name)))

    def gaps(self) -> tuple[AreaGap, ...]:
        """Every partnership and force with what its directory lacks; those with nothing missing as well."""
        with self._units.read(self._actor) as unit:
            tree, today = tree_of(unit), self._units.clock.today()
            cards = _cards(unit, _standing(unit), tree)
        found = []
        for node in tree.nodes.values():
            if node.kind not in (AreaKind.PARTNERSHIP, AreaKind.FORCE):
                continue
            above = {one.code for one in tree.upwards(node.id)}
            here = [one for one in cards if one.area in above]
            kinds = Counter(one.kind for one in here)
            stale = sum(one.stale_at(today) for one in here if one.area == node.code)
            missing = tuple(kind for kind in WANTED if not kinds[kind])
            found.append(AreaGap(node.code, node.name, missing, stale, dict(kinds)))
        return tuple(sorted(found, key=lambda one: one.area))

    def form(self) -> ContactForm:
        """What a form offers: the areas whose contacts the actor keeps, and agencies; or why there is none."""
        with self._units.read(self._actor) as unit:
            return offered(unit)

    # -- keeping -----------------------------------------------------------------------------------

    def add(self, new: NewContact, *, dry_run: bool = False) -> ContactCard:
        """Enter a contact. Raises BadInput, Conflict for one who is there, NotFound, Refused for another's area."""
        with self._units.read(self._actor) as unit:
            values = values_of(unit, said_of(new))
            self._insist(unit, values["area_id"])
            insist_new(unit, values)
            if dry_run:
                return _cards(unit, [Contact(id=uuid7(), **self._stamped(values))], tree_of(unit))[0]
        return self._write(uuid7(), values, Deed.CONTACT_ADD, new=True)

    def change(self, contact_id: UUID, edit: ContactEdit, *, dry_run: bool = False) -> ContactCard:
        """Say something of a contact differently, which confirms it. Raises as `add`."""
        if edit.counterpart == contact_id:
            raise BadInput("Nobody is their own counterpart.")
        with self._units.read(self._actor) as unit:
            row = unit.get(Contact, contact_id)
            self._insist(unit, row.area_id)
            values = values_of(unit, said_of(edit))
            if "area_id" in values:
                self._insist(unit, values["area_id"])
            if all(getattr(row, name) == value for name, value in values.items()):
                raise BadInput("Nothing about this contact would be different.")
            if dry_run:
                return _cards(unit, [Contact(**{**row.model_dump(), **self._stamped(values)})], tree_of(unit))[0]
        return self._write(contact_id, values, Deed.CONTACT_CHANGE)

    def confirm(self, contact_id: UUID, *, dry_run: bool = False) -> ContactCard:
        """Say that an entry is right today."""
        return self._keep(contact_id, {}, Deed.CONTACT_CONFIRM, dry_run=dry_run)

    def end(self, contact_id: UUID, *, dry_run: bool = False) -> ContactCard:
        """Somebody is called no more; the entry stays in the history."""
        return self._keep(contact_id, {"ended_on": self._units.clock.today()}, Deed.CONTACT_END, dry_run=dry_run)

    def _keep(self, contact_id: UUID, values: dict[str, Any], deed: Deed, *, dry_run: bool) -> ContactCard:
        with self._units.read(self._actor) as unit:
            row = unit.get(Contact, contact_id)
            self._insist(unit, row.area_id)
            if row.ended_on is not None:
                raise Refused("This contact has ended already.")
            if dry_run:
                return _cards(unit, [row], tree_of(unit))[0]
        return self._write(contact_id, values, deed)

    def _write(self, key: UUID, values: dict[str, Any], deed: Deed, *, new: bool = False) -> ContactCard:
        stamped = self._stamped(values, confirms=deed is not Deed.CONTACT_END)
        with self._units.act(self._actor, Act(AuditOperation.ALTERATION, deed, "contact", key)) as unit:
            area = values.get("area_id") or unit.get(Contact, key).area_id
            decided = keeps_contacts(unit.actor, unit.standing.areas, area)
            with unit.keeping_accounts(decided) as connection:
                if new:
                    connection.execute(sa.insert(_contact).values(id=key, version=1, **stamped))
                else:
                    raised = {"version": _contact.c.version + 1}
                    connection.execute(sa.update(_contact).where(_contact.c.id == key).values(**stamped, **raised))
            unit.touch(Touched("contact", key))
        return self.get(key)

    def _stamped(self, values: dict[str, Any], *, confirms: bool = True) -> dict[str, Any]:
        now, today = self._units.clock.now(), self._units.clock.today()
        by = {"changed_at": now, "changed_by_id": self._actor.user_id}
        return {**values, **by, **({"confirmed_on": today} if confirms else {})}

    def _insist(self, unit: Unit, area: UUID) -> None:
        decided = keeps_contacts(unit.actor, unit.standing.areas, area)
        if not decided.allowed:
            raise Refused(decided.reason)


# -- reading -------------------------------------------------------------------------------------------


def _standing(unit: Unit, *where: Any) -> list[Contact]:  # noqa: ANN401 - conditions
    wanted = sa.select(Contact).where(col(Contact.ended_on).is_(None), *where).limit(MOST)
    return list(unit.session.scalars(wanted))


def _rows(unit: Unit, query: ContactQuery, tree: AreaTree) -> list[Contact]:
    where: list[Any] = []
    if query.area:
        top = node_called(tree, query.area)
        areas = {node.id for node in tree.upwards(top.id)} if query.around else tree.below(top.id)
        where.append(col(Contact.area_id).in_(sorted(areas)))
    if query.agency:
        where.append(col(Contact.agency_id) == agency_called(unit, query.agency))
    if query.kind is not None:
        where.append(col(Contact.kind) == query.kind)
    where += [col(Contact.name_folded).contains(word, autoescape=True) for word in fold(query.find).split()]
    if query.ended:
        return list(unit.session.scalars(sa.select(Contact).where(*where).limit(MOST)))
    return _standing(unit, *where)


def _near(tree: AreaTree, query: ContactQuery, one: ContactCard) -> tuple[int, str]:
    """Asked around an area, its own contacts come before those of the areas above."""
    top = tree.called(query.area) if query.area and query.around else None
    if top is None:
        return 0, one.area
    return [node.code for node in tree.upwards(top.id)].index(one.area), one.area


def _cards(unit: Unit, rows: Sequence[Contact], tree: AreaTree) -> list[ContactCard]:
    agencies = {row.id: row for row in unit.session.scalars(sa.select(Agency))}
    others = _pairs(unit, rows)
    found = []
    for row in rows:
        agency = agencies.get(row.agency_id) if row.agency_id else None
        area = tree.nodes[row.area_id]
        found.append(
            ContactCard(
                row.id, row.kind, row.name, agency.code if agency else "", agency.name if agency else "", area.code,
                area.name, row.phone, row.email, row.hours, row.confirmed_on, row.counterpart_id,
                ", ".join(others[row.id]), row.ended_on,
                keeps_contacts(unit.actor, unit.standing.areas, row.area_id).allowed,
            )
        )  # fmt: skip
    return found


def _pairs(unit: Unit, rows: Sequence[Contact]) -> dict[UUID, list[str]]:
    """Who does the same for another agency, by either's word: of each contact, the others that stand, by name."""
    here = {row.id for row in rows}
    named = {row.counterpart_id for row in rows if row.counterpart_id}
    wanted = sa.or_(col(Contact.id).in_(sorted(named)), col(Contact.counterpart_id).in_(sorted(here)))
    found: dict[UUID, list[str]] = {key: [] for key in here}
    others = {one.id: one for one in _standing(unit, wanted)} if here else {}
    for row in rows:
        pair = {one.id for one in others.values() if one.counterpart_id == row.id} | (
            {row.counterpart_id} & set(others)
        )
        found[row.id] = sorted(others[key].name for key in pair if key is not None and key != row.id)
    return found
