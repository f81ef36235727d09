"""Files of an evaluation: what is no file of records is refused with a sentence, and nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.people.evaluating.files import read_records, read_truth, write_links
from db.words.errors import BadInput
from db.words.families.people import IdentifierKind

HEADER = (
    "record_id,source,title,full_name_raw,forename1,forenames_other,surname,dob,sex,pnc,cro,address1,postcode,"
    "aliases,sentence_dates"
)
ROW = (
    "A1,LIBRA,MR,MR THOMAS PAUL HESKETH,THOMAS,,HESKETH,1986-03-14,M,79/163001B,,4 Mill Lane,L13 4AB,"
    "Marian|Popa|1992-05-05;Tom|Hesketh,2020-05-05"
)


def _file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_record_of_an_agency_is_read_whole(tmp_path: Path) -> None:
    (known,), shape = read_records(_file(tmp_path, "r.csv", HEADER, ROW))
    assert (known.ref, known.system, shape.between) == ("A1", "LIBRA", "")
    names = [(name.family, name.given, name.middle) for name in known.identity.names]
    assert names == [("hesketh", "thomas", "paul"), ("popa", "marian", ""), ("hesketh", "tom", "")]
    assert [(birth.day.year, birth.with_name) for birth in known.identity.births] == [(1986, None), (1992, 1)]
    assert known.identity.numbers == ((IdentifierKind.PNC, "1979/0163001B"),)
    assert (known.identity.postcodes, known.identity.addresses) == (("L134AB",), ("4 mill lane",))


def test_a_register_and_two_sources_are_known_by_their_header(tmp_path: Path) -> None:
    register = _file(
        tmp_path, "h.csv", "uid,cluster,full_name,first,last,dob,postcode,place,sex,occ",
        "H1,P1,thomas paul hesketh,thomas,hesketh,1856-25-17,ex203pz,exeter,male,rabbi",
    )  # fmt: skip
    (known,), _ = read_records(register)
    assert known.identity.unclear == ("18562517",)
    assert known.identity.names[0].middle == "paul"
    assert dict(known.identity.traits) == {"birthplace": "exeter", "occupation": "rabbi"}
    two = _file(
        tmp_path, "f.csv", "uid,src,cluster,first,last,dob,postcode,addr,street_number,place,idno",
        "F1,a,P1,thomas,hesketh,1956-05-17,4223,mill lane,8,exeter,5304218",
    )  # fmt: skip
    (known,), shape = read_records(two)
    assert (shape.between, known.system) == ("src", "a")
    assert known.identity.addresses == ("8 mill lane",)


@pytest.mark.parametrize(
    "lines",
    [
        ("a,b", "1,2"),
        ("",),
        (HEADER, ROW, ROW),
        (HEADER, ROW.replace("A1", "", 1)),
        (HEADER, ROW.replace("A1", '"A1', 1)),
    ],
)
def test_what_is_no_file_of_records_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        read_records(_file(tmp_path, "r.csv", *lines))
    assert refused.value.kept == "Nothing was written."


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_records(tmp_path / "missing.csv")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(f"{HEADER}\n".encode() + b"\xff\xfe\x00")
    with pytest.raises(BadInput):
        read_records(broken)


def test_a_truth_names_every_record_and_which_sources_are_wrong(tmp_path: Path) -> None:
    lines = ("record_id,person_id,group,noise_tags", "A1,P1,,nfa+foreign_pnc", "A2,P1,sibling,", "A3,P2,twin,nfa")
    truth = read_truth(_file(tmp_path, "t.csv", *lines), ["A1", "A2", "A3"])
    assert dict(truth.person) == {"A1": "P1", "A2": "P1", "A3": "P2"}
    assert truth.unsound == {"A1", "A2"}
    with pytest.raises(BadInput, match="does not say whose the record A4 is"):
        read_truth(tmp_path / "t.csv", ["A4"])
    with pytest.raises(BadInput, match="whose record is whose"):
        read_truth(_file(tmp_path, "x.csv", "a,b", "1,2"), [])


def test_links_are_written_once_and_never_over_a_file(tmp_path: Path) -> None:
    out = tmp_path / "links.csv"
    assert write_links(out, [("A1", "A2", "auto", 24.5, "surname exact +12.0; forename exact +6.0")]) == 1
    assert out.read_text("utf-8").splitlines()[0] == "a,b,decision,weight,reasons"
    with pytest.raises(BadInput, match="is there already"):
        write_links(out, [])
    assert len(out.read_text("utf-8").splitlines()) == 2
    with pytest.raises(BadInput, match="cannot be written"):
        write_links(tmp_path / "nowhere" / "links.csv", [])
