"""People from a plain CSV: columns in any order and number, odd cells flagged, bad rows set aside with a reason."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db.exchange.carried import ABSENT
from db.exchange.oddities import Code, FileRefused
from db.exchange.person_records import OtherName
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import ListScope, PersonRecord, Record, RefusedRecord
from db.words.families.exchange import FeedFormat
from db.words.families.people import Sex

Written = Callable[[bytes | str], Path]
HEAD = "person_id,forename,middle,surname,dob,sex,pnc,cro,postcode,aliases,note"


def records(path: Path) -> list[Record]:
    assert recognise(path) is FeedFormat.PEOPLE_CSV
    return list(read(path, FeedFormat.PEOPLE_CSV))


def one(path: Path) -> PersonRecord:
    found = records(path)[0]
    assert isinstance(found, PersonRecord)
    return found


def odd(path: Path) -> list[str]:
    return [problem.reason for problem in one(path).problems]


def test_a_whole_row_is_read(written: Written) -> None:
    row = "7,Stephen,Paul,Rimmer,14/03/1986,M,05/102L,SF05/1A,L13 4AB,Ste Rimmer;Lee Moss|3/4/1981,=1+1"
    found = one(written(f"{HEAD}\n{row}\n"))
    assert (found.key, found.given, found.middle, found.family) == ("7", "Stephen", "Paul", "Rimmer")
    assert (found.dob, found.sex, found.postcode) == (date(1986, 3, 14), Sex.MALE, "L13 4AB")
    assert found.others == (OtherName("Ste", "", "Rimmer"), OtherName("Lee", "", "Moss", date(1981, 4, 3)))
    assert (found.at, found.raw, found.problems) == ("line 2", f"{row}\n".encode(), ())


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("Dwayne|Harker|1987-07-07", OtherName("Dwayne", "", "Harker", date(1987, 7, 7))),
        ("Dwayne|Harker", OtherName("Dwayne", "", "Harker")),
        ("Anna Maria van der Berg", OtherName("Anna", "Maria", "van der Berg")),
        ("O'NEILL, Kate|1990-01-02", OtherName("Kate", "", "O'NEILL", date(1990, 1, 2))),
        ("Prince", OtherName("", "", "Prince")),
    ],
)
def test_an_alias_is_a_name_with_or_without_its_own_birth(typed: str, other: OtherName, written: Written) -> None:
    assert one(written(f'surname,aliases\nMoss,"{typed};"\n')).others == (other,)


def test_columns_may_stand_in_any_order_be_few_and_be_named_in_capitals(written: Written) -> None:
    found = one(written("\ufeffSurname, Person ID ,FORENAME\r\nMoss,9,Lee\r\n"))
    assert (found.family, found.key, found.given) == ("Moss", "9", "Lee")
    assert (found.dob, found.sex, found.pnc, found.others) == (ABSENT, ABSENT, ABSENT, ABSENT)


def test_an_empty_cell_says_that_there_is_nothing_and_a_missing_column_says_nothing(written: Written) -> None:
    found = one(written("person_id,surname,dob,sex,aliases\n1,Moss,,,\n"))
    assert (found.dob, found.sex, found.others, found.given) == (None, None, (), ABSENT)


def test_without_a_number_a_row_is_known_by_what_it_says(written: Written) -> None:
    first, second, third = (one(written(f"forename,surname,dob\n{row}\n")) for row in (
        "Lee,Moss,1981-04-03", "lee,MOSS,03/04/1981", "Lee,Moss,1981-04-04",
    ))  # fmt: skip
    assert first.key == second.key != third.key


def test_columns_that_nobody_reads_are_said_once(written: Written) -> None:
    *_, scope = records(written("person_id,surname,height,shoe size\n1,Moss,5,9\n2,Lee,5,9\n"))
    assert isinstance(scope, ListScope)
    assert [problem.reason for problem in scope.problems] == [
        "columns that Tracker does not read: height, shoe size"
    ]  # fmt: skip


def test_ten_thousand_columns_are_read_like_three(written: Written) -> None:
    names = ",".join(f"x{number}" for number in range(10_000))
    found = records(written(f"person_id,surname,{names}\n1,Moss{',' * 10_000}\n"))
    assert isinstance(found[0], PersonRecord)
    assert isinstance(found[1], ListScope)
    assert found[1].problems[0].reason.endswith("x0, x1, x2, x3, x4 and 9,995 more")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,,,,1980-01-01,,,,,,", "no name"),
        (",Lee,,Moss,,,,,,,", "no person_id"),
        ("1,Lee,Moss", "3 cells where the first row has 11"),
        ("1,Lee,,Moss,,,,,,,,", "12 cells"),
        ('1,Lee,,"Moss,,,,,,,', "never closed"),
        ('1,Lee,,"Moss,,,,,,,\n3,Bo,,Ray",,,,,,,', "surname runs over several lines"),
        ("1,Lee,,Mo\0ss,,,,,,,", "NUL"),
        (f"1,Lee,,{'x' * 101},,,,,,,", "surname is longer"),
        (f"{'1' * 101},Lee,,Moss,,,,,,,", "person_id is longer"),
        (f"1,Lee,,Moss,,,,,,,{'x' * 200_000}", "longer than"),
    ],
)
def test_a_bad_row_is_set_aside_and_the_next_one_is_read(row: str, why: str, written: Written) -> None:
    bad, good, scope = records(written(f"{HEAD}\n{row}\n2,Ann,,Lee,,,,,,,\n"))
    assert isinstance(bad, RefusedRecord)
    assert why in bad.reason
    assert bad.at == "line 2"
    assert isinstance(good, PersonRecord)
    assert good.key == "2"
    assert isinstance(scope, ListScope)


@pytest.mark.parametrize("column", ["dob", "sex", "pnc", "cro", "postcode"])
def test_an_odd_cell_is_left_out_and_flagged_and_erases_nothing(column: str, written: Written) -> None:
    path = written(f"person_id,surname,{column}\n1,Moss,{'?' * 101}\n")
    assert getattr(one(path), column) is ABSENT
    assert len(odd(path)) == 1


@pytest.mark.parametrize("day", ["31/02/1980", "1980-13-01", "12/03/80", "yesterday", "1980-W01-1", "0"])
def test_a_date_that_is_no_day_is_flagged(day: str, written: Written) -> None:
    assert odd(written(f"person_id,surname,dob\n1,Moss,{day}\n"))[0].startswith("dob is no day")


def test_an_alias_that_is_no_name_is_taken_as_one_and_flagged(written: Written) -> None:
    path = written("person_id,surname,aliases\n1,Moss,a|b|c|1980-99-01\n")
    assert len(odd(path)) == 2
    many = written(f"person_id,surname,aliases\n1,Moss,{';'.join(f'Lee N{n}' for n in range(60))}\n")
    assert len(one(many).others or ()) == 50
    assert len(odd(many)) == 1


def test_markup_formulas_and_signs_that_turn_a_line_are_text(written: Written) -> None:
    found = one(written('person_id,forename,surname\n=1+1,[red]Lee[/],"=HYPERLINK(""x"")\u202e\x1b[2J"\n'))
    assert (found.key, found.given, found.family) == ("=1+1", "[red]Lee[/]", '=HYPERLINK("x")[2J')


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("person_id;surname;dob\n1;Moss;\n", "parted by semicolons"),
        ("person_id\tsurname\n1\tMoss\n", "parted by tabs"),
        ("surname,surname\na,b\n", "comes twice"),
        ("person_id\n1\n", "neither XML nor JSON nor a CSV"),
        ("a,b\n1,2\n", "neither XML nor JSON nor a CSV"),
        ('"person_id,surname\n1,Moss\n', "neither XML nor JSON nor a CSV"),
        ("person_id,surname\n1,Moss\n".encode("utf-16"), "UTF-16"),
        ("person_id,surname\n1,Moss\n".encode("utf-16-le"), "neither XML nor JSON nor a CSV"),
        (b"PK\x03\x04\x14\x00surname,dob", "neither XML nor JSON nor a CSV"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_one_sentence(
    content: str | bytes, why: str, written: Written
) -> None:
    path = written(content)
    with pytest.raises(FileRefused) as refused:
        list(read(path, recognise(path)))
    assert why in refused.value.happened
    assert "\n" not in refused.value.sentence


def test_a_list_without_anybody_is_said(written: Written) -> None:
    (scope,) = records(written(f"{HEAD}\n"))
    assert isinstance(scope, ListScope)
    assert scope.problems[0].code is Code.EMPTY_LIST


def test_a_file_changed_at_any_place_is_read_or_refused_and_never_breaks_the_program(written: Written) -> None:
    chance = random.Random(4)
    whole = (
        f'{HEAD}\n7,Stephen,"Paul",Rimmer,14/03/1986,M,05/102L,,L13 4AB,Ste Rimmer|1980-01-01;X,"a\nb"\n8,A,,B,,,,,,,\n'
    )
    content = whole.encode()
    for _time in range(400):
        at = chance.randrange(len(content))
        changed = content[:at] + bytes(chance.randbytes(chance.randrange(3))) + content[at + chance.randrange(3) :]
        path = written(changed)
        try:
            found = list(read(path, recognise(path)))
        except FileRefused:
            continue
        assert all(isinstance(each, PersonRecord | RefusedRecord | ListScope) for each in found)
