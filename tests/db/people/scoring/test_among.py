"""What only several people together make doubtful."""

from __future__ import annotations

from datetime import date

from db.people.scoring.among import warn_among
from tests.support.identities import person

BORN = date(2001, 4, 16)


def test_twins_warn_of_one_another() -> None:
    people = [person("Dooley", "Kieran", BORN), person("Dooley", "Kieron", BORN), person("Lomax", "Kieran", BORN)]
    assert warn_among(people) == (("possible twin",), ("possible twin",), ())


def test_parent_and_child_have_one_name_and_a_generation_between() -> None:
    people = [person("Cassidy", "Brian", date(1958, 5, 5)), person("Cassidy", "Brian", date(1985, 5, 15))]
    assert warn_among(people) == (("possible parent or child: same name, 27 years apart",),) * 2
    nearer = [person("Cassidy", "Brian", date(1980, 5, 5)), person("Cassidy", "Brian", date(1985, 5, 15))]
    assert warn_among(nearer) == ((), ())


def test_namesakes_of_one_day_are_told_apart_by_their_numbers() -> None:
    people = [person("Smith", "David", BORN, pnc="1999/0088123R"), person("Smith", "David", BORN, pnc="2004/0551207Y")]
    assert warn_among(people) == (("same name and date of birth as another, PNC differs",),) * 2
    bare = [person("Smith", "David", BORN), person("Smith", "David", BORN)]
    assert warn_among(bare) == (("same name and date of birth as another",),) * 2


def test_one_number_under_two_forenames_is_perhaps_one_person() -> None:
    people = [person("Smith", "Dave", BORN, pnc="1999/0088123R"), person("Smith", "Lee", BORN, pnc="1999/0088123R")]
    assert warn_among(people) == (("perhaps the same person twice",),) * 2


def test_nobody_and_people_without_a_birth_warn_of_nothing() -> None:
    assert warn_among([]) == ()
    assert warn_among([person("Smith", "David"), person("Smith", "David")]) == ((), ())
