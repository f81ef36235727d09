"""Code lists brought up to date: recognised, compared, kept with their days, and all of them or none."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.cards.reference import UpdateCard
from db.reference.catalogue import entries, entry
from db.reference.kinds import KINDS
from db.reference.lists import CURRENT, lines, use
from db.reference.offences import charge_title
from db.reference.reading import brought
from db.reference.updating import card_of, plan, put_in_force
from db.words.errors import BadInput, Misconfigured, NotFound

DAY = date(2026, 11, 23)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """The folder of an installation's own lists; the lists of the package are in force again afterwards."""
    use(None)
    yield tmp_path / "reference"
    use(None)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    return folder


def _update(source: Path, home: Path, *, whole: bool = False, since: date = DAY) -> UpdateCard:
    lists, others = brought(source)
    made = plan(lists, whole=whole, since=since)
    put_in_force(home, made)
    use(home)
    return card_of(made, others)


def _put(source: Path, name: str, *rows: str) -> None:
    for old in source.iterdir():
        old.unlink()
    (source / name).write_text("\n".join(rows) + "\n", "utf-8")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_list_in_its_own_form_changes_nothing(kind: str, source: Path, home: Path) -> None:
    file = KINDS[kind].file
    (source / f"{file}.csv.gz").write_bytes(gzip.compress("\n".join(lines(file)).encode()))
    lists, others = brought(source)
    card = card_of(plan(lists, whole=True, since=DAY), others)
    assert (card.rows, others, [each.kind for each in card.lists]) == ((), [], [kind])
    assert card.lists[0].same >= len(entries(kind)) * 9 // 10  # courts that have closed are left out of nothing either


def test_what_is_added_changed_and_ended_is_told_code_by_code(source: Path, home: Path) -> None:
    _put(source, "pleas.csv", "code,name,spi", "G,Guilty at last,1 6", "NEW,A new plea,")
    card = _update(source, home, whole=True)
    (told,) = card.lists
    assert (told.added, told.changed, told.ended, told.same) == (1, 1, 6, 0)
    by_code = {each.code: each for each in card.rows}
    assert (by_code["G"].what, by_code["G"].before, by_code["G"].now) == (
        "changed", "Guilty; 1 6", "Guilty at last; 1 6",
    )  # fmt: skip
    assert by_code["NEW"].what == "added"
    assert by_code["NG"].what == "ended"
    # What has ended is still told: old cases carry the code.
    assert entry("pleas", "NG").name == "Not Guilty"
    assert dict(entry("pleas", "NG").details)["ended"] == "2026-11-22"


def test_what_a_code_meant_on_an_earlier_day_is_kept(source: Path, home: Path) -> None:
    for since, words in ((DAY, "Guilty at last"), (date(2027, 3, 1), "Guilty again")):
        _put(source, "pleas.csv", "code,name,spi", f"G,{words},1 6")
        _update(source, home, since=since)
    told = [entry("pleas", "g", on=day).name for day in (date(2026, 11, 22), DAY, date(2027, 2, 28), date(2027, 3, 1))]
    assert told == ["Guilty", "Guilty at last", "Guilty at last", "Guilty again"]
    assert entry("pleas", "G").name == "Guilty again"


def test_a_code_is_not_in_force_before_its_first_day_or_after_its_last(source: Path, home: Path) -> None:
    _put(source, "pleas.csv", "code,name,spi,since,ended", "NEW,A new plea,,2026-12-01,2027-01-31")
    _update(source, home)
    assert entry("pleas", "NEW", on=date(2027, 1, 31)).name == "A new plea"
    for day in (date(2026, 11, 30), date(2027, 2, 1)):
        with pytest.raises(NotFound, match="was not in force"):
            entry("pleas", "NEW", on=day)


def test_a_list_in_part_ends_nothing(source: Path, home: Path) -> None:
    _put(source, "lists.csv", "cjs_code,title,category,ho_classification", "ZZ26001,A new offence,CE,046/00")
    card = _update(source, home)
    assert [(each.added, each.ended) for each in card.lists] == [(1, 0)]
    assert charge_title("", "ZZ26001") == "A new offence"
    assert charge_title("", "TH68010") == "Theft from a shop"
    assert entry("offences", "zz26001").name == "A new offence"


def test_the_next_update_keeps_the_other_lists_of_the_one_before(source: Path, home: Path) -> None:
    _put(source, "pleas.csv", "code,name,spi", "NEW,A new plea,")
    _update(source, home)
    _put(source, "police_forces.csv", "code,name", "98,A new force")
    _update(source, home)
    assert entry("pleas", "NEW").name == "A new plea"
    assert entry("forces", "98").name == "A new force"
    assert (home / CURRENT).read_text() == "2\n"
    assert (home / "1").is_dir()  # what was in force before is still there


def test_the_shapes_of_others_are_read(source: Path, home: Path) -> None:
    (source / "results.json").write_text(
        json.dumps(
            [
                {
                    "code": "ZZRES", "resultTitle": "A new result", "category": "Final Disposal", "cjsCode": 4506,
                    "terminalEntries": [{"index": 2, "name": "Second"}, {"index": 1, "name": "First"}],
                }
            ]
        )
    )  # fmt: skip
    (source / "plea-status.json").write_text(
        json.dumps([{"cjsCode": "NEW", "description": "A new plea", "spiCode": "9"}])
    )
    (source / "court_ou_codes.csv").write_text(
        "ou_code,level1,area_name,level3,court_name,level4,psa_lja_code\n"
        "B01ZZ00,B,London,ZZ,Newtown,00,2999\nB01ZZ01,B,London,ZZ,Newtown,01,2999\n"
    )
    (source / "notes.csv").write_text("what,when\na,b\n")
    (source / "readme.txt").write_text("not a list")
    card = _update(source, home)
    assert card.others == ("notes.csv", "readme.txt")
    result = entry("result", "zzres")
    assert [prompt.label for prompt in result.prompts] == ["First", "Second"]
    assert dict(result.details)["cjs code"] == "4506"
    assert entry("pleas", "NEW").details[0] == ("spi", "9")
    assert entry("courts", "B01ZZ").name == "Newtown"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("pleas.csv", b"code,name,spi\nG,Guilty,1\n,No code,2\n", "pleas.csv, line 3: no code"),
        ("pleas.csv", b"code,name,spi\nG,,1\n", "G has no name"),
        ("pleas.csv", b"code,name,spi\nG,Guilty\n", "too few or too many cells"),
        ("pleas.csv", b"code,name,spi\nG,One,\nG,Two,\n", "G stands there twice"),
        ("pleas.csv", b"code,name,spi,since,ended\nG,Guilty,1,1/2/26,\n", "1/2/26 is no day"),
        ("pleas.csv", b'code,name,spi\n"G,Guilty,1\n', "no row of a CSV"),
        ("pleas.csv", b"code,name,spi\nG,Guilt\xff,1\n", "cannot be read"),
        ("offences.csv.gz", b"\x1f\x8b\x08\x00nothing", "cannot be read"),
        ("plea-status.json", b'[{"cjsCode": "G"', "broken JSON"),
        ("notes.csv", b"what,when\na,b\n", "holds no list"),
    ],
)
def test_a_bad_file_is_named_and_nothing_of_the_folder_is_taken(
    name: str, content: bytes, said: str, source: Path, home: Path
) -> None:
    if name != "notes.csv":
        (source / "forces.csv").write_text("force,name\n98,A new force\n")
    (source / name).write_bytes(content)
    with pytest.raises(BadInput, match=said):
        _update(source, home)
    assert not home.exists()


def test_lists_that_cannot_be_found_are_no_silent_return_to_older_ones(home: Path) -> None:
    home.mkdir()
    (home / CURRENT).write_text("7\n")
    with pytest.raises(Misconfigured, match="cannot be read"):
        use(home)


def test_every_result_definition_has_prompts_that_can_be_read() -> None:
    listed = entries("result-definitions")
    assert len(listed) > 500
    assert sum(len(each.prompts) for each in listed) > 2000
    assert all(prompt.label and prompt.words for each in listed for prompt in each.prompts)
    unpaid = entry("result", "3101")
    assert [prompt.words for prompt in unpaid.prompts] == [
        "Number of hours: whole number, 1 to 999, needed",
        "Additional information: text, 1 to 150 signs, may be left out",
    ]  # fmt: skip
    assert entry("result", "1015").name == entry("results", "1015").name


@pytest.mark.shared_data
def test_the_given_lists_are_those_of_the_package_in_other_words(shared_folder: Path) -> None:
    folder = shared_folder / "data" / "codes"
    lists, others = brought(folder)
    card = card_of(plan(lists, whole=False, since=DAY), others)
    assert {each.kind for each in card.lists} == set(KINDS)
    assert {each.kind for each in card.rows} == {"ethnicity"}
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        known = {row["file"] for row in csv.DictReader(index)}
    assert set(others) - {"INDEX.csv"} <= known
