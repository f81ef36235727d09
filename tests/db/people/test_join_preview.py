"""What is shown before two files are made one: this file on the left, what would move, why it cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from db.cards.review import FIELDS
from db.words.actor import Role
from db.words.errors import NotFound, Refused
from tests.support.file_record import scene
from tests.support.record import Record

ALIAS = FIELDS.index("also known as")


def test_the_first_stands_on_the_left_and_the_younger_file_moves(record: Record) -> None:
    at = scene(record)
    other = record.person(record.agency("POL"), "SMITH", "John", born=date(1980, 3, 12))
    record.listing(other, record.case(other, record.court("B98XX"), case_no="2600009"), at.court)
    here, there = (
        at.desk.links.preview(*pair) for pair in ((at.person.person, other.person), (other.person, at.person.person))
    )
    assert (here.side.values[ALIAS], here.compared.side.values[ALIAS]) == ("K Lee", "")
    assert (there.side.values[ALIAS], there.compared.side.values[ALIAS]) == ("", "K Lee")
    assert here.moves == there.moves == "1 record, 1 case, 1 row of a list"
    assert (here.refusal, here.one, here.other) == ("", at.person.person, other.person)


def test_who_decides_nothing_and_who_does_not_see_them_get_no_preview(record: Record) -> None:
    at = scene(record)
    other = record.person(record.agency("POL"), "SMITH", "John")
    with pytest.raises(NotFound):
        at.desk.links.preview(at.person.person, other.person)
    usher = record.user("usher", at.agency, Role.USHER, courts=[at.court])
    with pytest.raises(Refused):
        at.desk_of(usher).links.preview(at.person.person, at.person.person)
