"""What of a contact is said: read into columns and checked; and what a form for it offers."""

from __future__ import annotations

import re
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import col

from db.access.scheme_rules import keeps_contacts
from db.agencies.areas import tree_of
from db.cards.contacts import ContactEdit, ContactForm, NewContact
from db.schemes.register import node_called
from db.schemes.saying import agency_called
from db.tables.places import Agency
from db.tables.schemes import Contact
from db.unit import Unit
from db.words.errors import BadInput, Conflict
from db.words.text import clean, fold

LONGEST: Final = 120
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE: Final = re.compile(r"[0-9+() -]{3,40}(?: ?(?:x|ext\.?) ?[0-9]{1,6})?")


def offered(unit: Unit) -> ContactForm:
    """Areas whose contacts the reader keeps, and every agency; where there is none, why not."""
    nodes = sorted(tree_of(unit).nodes.values(), key=lambda one: one.code)
    decided = {one.id: keeps_contacts(unit.actor, unit.standing.areas, one.id) for one in nodes}
    areas = tuple((one.code, one.name) for one in nodes if decided[one.id].allowed)
    rows = unit.session.scalars(sa.select(Agency).where(col(Agency.enabled).is_(True)).order_by(col(Agency.code)))
    nobody = keeps_contacts(unit.actor, (), None).reason if not areas else ""
    return ContactForm(areas, tuple((row.code, row.name) for row in rows), nobody)


def said_of(form: NewContact | ContactEdit) -> dict[str, Any]:
    """What of a form says anything, by its names."""
    named = {name: getattr(form, name) for name in type(form).__dataclass_fields__}
    return {name: value for name, value in named.items() if value is not None}


def values_of(unit: Unit, said: dict[str, Any]) -> dict[str, Any]:
    """The columns of what was said, cleaned and checked. Raises BadInput, NotFound."""
    values = _lines_of(said)
    if "kind" in said:
        values["kind"] = said["kind"]
    if "area" in said:
        values["area_id"] = node_called(tree_of(unit), said["area"]).id
    if "agency" in said:
        values["agency_id"] = agency_called(unit, said["agency"]) if clean(said["agency"]) else None
    if "counterpart" in said:
        values["counterpart_id"] = unit.get(Contact, said["counterpart"]).id
    elif said.get("alone"):
        values["counterpart_id"] = None
    return values


def _lines_of(said: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("name", "phone", "email", "hours"):
        if name in said:
            values[name] = clean(said[name])
            if len(values[name]) > LONGEST:
                raise BadInput(f"A line has more than {LONGEST} signs.")
    if "name" in values:
        values["name_folded"] = fold(values["name"])
        if not values["name_folded"]:
            raise BadInput("A contact needs a name.")
    if values.get("phone") and not _PHONE.fullmatch(values["phone"]):
        raise BadInput(f"'{values['phone']}' is no telephone number.")
    if values.get("email") and not _MAIL.fullmatch(values["email"]):
        raise BadInput(f"'{values['email']}' is no address for mail.")
    return values


def insist_new(unit: Unit, values: dict[str, Any]) -> None:
    """Raises BadInput for who cannot be reached, Conflict for who is there already."""
    if not (values.get("phone") or values.get("email")):
        raise BadInput("A contact needs a telephone number or an address for mail.")
    same = [col(Contact.kind) == values["kind"], col(Contact.area_id) == values["area_id"]]
    same += [col(Contact.name_folded) == values["name_folded"], col(Contact.ended_on).is_(None)]
    if unit.session.scalars(sa.select(Contact).where(*same)).first() is not None:
        raise Conflict("There is a contact of that name and kind in this area already.")
