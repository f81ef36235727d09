"""The directory: everybody reads it, the area's authoriser keeps it, what is stale or missing is told."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from db.cards.contacts import STALE_AFTER, ContactEdit, ContactQuery, NewContact
from db.tables.schemes import Contact
from db.tables.users import UserArea
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.schemes import ContactKind
from db.words.text import fold
from tests.support.schemes import Schemes

DAY = timedelta(days=1)


@pytest.fixture
def authoriser(at: Schemes) -> Actor:
    """The authoriser of MER."""
    actor = at.user("g.tarrant", "POL", Role.AUTHORISER)
    at.record.put(UserArea(user_id=actor.user_id, area_id=at.areas["MER"]))
    return actor


def _put(at: Schemes, name: str, kind: ContactKind, area: str, *, agency: str = "POL", confirmed: int = 10) -> UUID:
    row = Contact(
        kind=kind, name=name, name_folded=fold(name), agency_id=at.agencies[agency], area_id=at.areas[area],
        phone="0151 496 0100", confirmed_on=at.ago(confirmed), changed_at=at.record.clock.now(),
        changed_by_id=at.officer.user_id,
    )  # fmt: skip
    at.record.put(row)
    return row.id


def _new(name: str = "Gwen Tarrant", **more: object) -> NewContact:
    values: dict[str, object] = {"kind": ContactKind.AUTHORISER, "area": "lpl", "phone": "0151 496 0123", **more}
    return NewContact(name=name, **values)  # type: ignore[arg-type]


def test_an_authoriser_keeps_the_contacts_of_the_own_areas_and_everybody_reads_them(
    at: Schemes, authoriser: Actor
) -> None:
    desk = at.desk(authoriser)
    card = desk.contacts.add(_new(agency="pol", email="g.tarrant@example.invalid", hours="9 to 5"))
    assert (card.area, card.agency, card.confirmed_on, card.own) == ("LPL", "POL", at.today, True)
    for reader in (at.officer, at.other, at.user("root", "HMCTS", Role.ADMINISTRATOR)):
        (seen,) = at.desk(reader).contacts.find(ContactQuery(find="tarr"))
        assert (seen.name, seen.reach) == ("Gwen Tarrant", "0151 496 0123, g.tarrant@example.invalid, 9 to 5")
    changed = desk.contacts.change(card.id, ContactEdit(phone="0151 496 0124", kind=ContactKind.TRAINER))
    assert (changed.phone, changed.kind) == ("0151 496 0124", ContactKind.TRAINER)
    desk.contacts.end(card.id)
    assert desk.contacts.find(ContactQuery()) == ()
    assert [one.ended_on for one in desk.contacts.find(ContactQuery(ended=True))] == [at.today]
    with pytest.raises(Refused, match="ended already"):
        desk.contacts.confirm(card.id)


def test_nobody_else_changes_the_directory(at: Schemes, authoriser: Actor) -> None:
    key = _put(at, "Pat Wetherby", ContactKind.POLICE, "BOL")
    for actor in (at.officer, at.probation, authoriser):
        contacts = at.desk(actor).contacts
        for act in (
            partial(contacts.add, _new(area="bol")), partial(contacts.confirm, key), partial(contacts.end, key),
            partial(contacts.change, key, ContactEdit(phone="0161 496 0000")),
        ):  # fmt: skip
            with pytest.raises(Refused):
                act()
    administrator = at.user("p.hale", "HMCTS", Role.ADMINISTRATOR)
    assert at.desk(administrator).contacts.confirm(key).confirmed_on == at.today


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": "  "}, "needs a name"),
        ({"phone": ""}, "telephone number or an address"),
        ({"phone": "ring me"}, "no telephone number"),
        ({"phone": "", "email": "gwen"}, "no address for mail"),
        ({"hours": "x" * 121}, "120 signs"),
    ],
)
def test_what_is_no_contact_is_refused(at: Schemes, authoriser: Actor, more: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        at.desk(authoriser).contacts.add(_new(**more))  # type: ignore[arg-type]
    assert at.count(Contact) == 0


def test_checking_writes_nothing_and_one_of_a_name_and_kind_stands_once(at: Schemes, authoriser: Actor) -> None:
    contacts = at.desk(authoriser).contacts
    assert contacts.add(_new(), dry_run=True).name == "Gwen Tarrant"
    assert at.count(Contact) == 0
    card = contacts.add(_new())
    with pytest.raises(Conflict):
        contacts.add(_new("GWEN  tarrant"))
    contacts.add(_new(kind=ContactKind.TRAINER))
    with pytest.raises(BadInput, match="would be different"):
        contacts.change(card.id, ContactEdit(name="Gwen Tarrant"))
    with pytest.raises(BadInput, match="Several contacts fit"):
        contacts.named(ContactQuery(find="gwen"))
    with pytest.raises(NotFound, match="No contact is called nobody"):
        contacts.named(ContactQuery(find="nobody"))
    with pytest.raises(NotFound, match="no area XX"):
        contacts.find(ContactQuery(area="xx"))


def test_an_area_is_asked_downwards_or_around_with_its_own_people_first(at: Schemes) -> None:
    for name, area in (("Nat", "NAT"), ("Force", "MER"), ("Own", "LPL"), ("Ward", "TOX"), ("Far", "GMP")):
        _put(at, name, ContactKind.POLICE, area)
    contacts = at.desk().contacts
    assert {one.name for one in contacts.find(ContactQuery(area="MER"))} == {"Force", "Own", "Ward"}
    assert [one.name for one in contacts.find(ContactQuery(area="LPL", around=True))] == ["Own", "Force", "Nat"]
    assert [one.name for one in contacts.find(ContactQuery(agency="PROB"))] == []


def test_the_line_of_a_person_begins_with_the_people_of_the_area_they_are_registered_in(at: Schemes) -> None:
    for name, area in (("Force", "MER"), ("Own", "SEF"), ("Other", "LPL")):
        _put(at, name, ContactKind.POLICE, area)
    addy = at.person("ADDY")
    assert {one.name for one in at.desk().contacts.for_person(addy.person)} == {"Force", "Own", "Other"}
    at.registered(addy, "SEF")
    assert [one.name for one in at.desk().contacts.for_person(addy.person)] == ["Own", "Force"]


def test_gaps_are_told_by_area_and_an_entry_is_stale_after_half_a_year(at: Schemes) -> None:
    half = STALE_AFTER.days
    _put(at, "Gwen", ContactKind.AUTHORISER, "MER", confirmed=half)
    _put(at, "Old", ContactKind.POLICE, "LPL", confirmed=half + 1)
    found = {one.area: one for one in at.desk().contacts.gaps()}
    assert set(found) == {"MER", "GMP", "LPL", "SEF", "BOL"}
    assert not found["LPL"].no_authoriser
    assert found["BOL"].no_authoriser
    assert (found["LPL"].stale, found["MER"].stale) == (1, 0)
    assert ContactKind.POLICE not in found["LPL"].missing
    assert ContactKind.POLICE in found["SEF"].missing


def test_two_contacts_are_paired(at: Schemes, authoriser: Actor) -> None:
    other = _put(at, "Beatrix Lund", ContactKind.PROBATION, "LPL", agency="PROB")
    contacts = at.desk(authoriser).contacts
    card = contacts.add(_new("Nadia Corrie", kind=ContactKind.POLICE, counterpart=other))
    assert card.counterpart == "Beatrix Lund"
    with pytest.raises(NotFound):
        contacts.change(card.id, ContactEdit(counterpart=card.id.__class__(int=7)))


def test_a_pair_is_told_at_both_and_taken_apart_by_either_word(at: Schemes, authoriser: Actor) -> None:
    other = _put(at, "Beatrix Lund", ContactKind.PROBATION, "LPL", agency="PROB")
    contacts = at.desk(authoriser).contacts
    card = contacts.add(_new("Nadia Corrie", kind=ContactKind.POLICE, counterpart=other))
    assert contacts.get(other).counterpart == "Nadia Corrie"
    with pytest.raises(BadInput, match="their own counterpart"):
        contacts.change(card.id, ContactEdit(counterpart=card.id))
    contacts.change(card.id, ContactEdit(alone=True))
    assert [contacts.get(key).counterpart for key in (card.id, other)] == ["", ""]
    contacts.change(card.id, ContactEdit(counterpart=other))
    contacts.end(other)
    assert contacts.get(card.id).counterpart == "", "who is called no more is nobody's counterpart"


def test_a_form_offers_areas_that_one_keeps_or_says_why_there_is_none(at: Schemes, authoriser: Actor) -> None:
    form = at.desk(authoriser).contacts.form()
    assert ("LPL", "LPL area") in form.areas
    assert "BOL" not in dict(form.areas)
    assert form.refusal == ""
    none = at.desk().contacts.form()
    assert (none.areas, none.refusal) == (
        (), "Contacts are changed by administrators and by the area's authorisers."
    )  # fmt: skip


def test_the_file_names_who_to_call_of_the_area_of_the_registration(at: Schemes) -> None:
    addy, baines = at.person("ADDY"), at.person("BAINES")
    for name, kind, area in (
        ("Sefton Coordinator", ContactKind.COORDINATOR, "SEF"),
        ("Liverpool Coordinator", ContactKind.COORDINATOR, "LPL"),
        ("Force Police", ContactKind.POLICE, "MER"), ("Trainer", ContactKind.TRAINER, "SEF"),
    ):  # fmt: skip
        _put(at, name, kind, area)
    at.registered(addy, "SEF")
    assert at.desk().file.read(addy.person).to_call == (
        "Sefton Coordinator, PPO coordinator, SEF, 0151 496 0100",
        "Force Police, police, MER, 0151 496 0100",
    )
    assert [one[:9] for one in at.desk().file.read(baines.person).to_call] == ["Liverpool", "Force Pol"]
    assert at.desk().file.read(addy.person, as_at=at.ago(1)).to_call == ()


def test_words_of_the_find_box_begin_a_name_an_area_an_agency_or_a_kind_and_all_must_fit(at: Schemes) -> None:
    _put(at, "Gwen O'Tarrant", ContactKind.AUTHORISER, "MER")
    _put(at, "Old Hand", ContactKind.PROBATION, "LPL")
    _put(at, "Lplonski", ContactKind.TRAINER, "BOL")

    def found(text: str) -> list[str]:
        return [one.name for one in at.desk(at.other).contacts.matching(text)]

    assert found("otarr") == found("OTARRANT, gw") == ["Gwen O'Tarrant"]
    assert found("lpl") == ["Lplonski", "Old Hand"], "by name before by area"
    assert found("old LPL") == found("prob hand") == ["Old Hand"]
    assert found("old mer") == found("arrant") == found("%") == found("_") == found("") == []
    gone = at.desk(at.user("root", "HMCTS", Role.ADMINISTRATOR)).contacts
    gone.end(gone.matching("otarr")[0].id)
    assert found("otarr") == []
