"""Files that are broken, foreign or meant to harm get one sentence, and cost neither time nor memory."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from db.exchange.formats.xml_walk import MAX_ELEMENTS
from db.exchange.limits import MAX_DEPTH, MAX_RECORD
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import Code, FileRefused, HearingRecord
from db.words.families.exchange import FeedFormat

Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]

BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
OPEN = "<ExternalDocumentRequest><documents><document><data><job><sessions><session>"


def refusal(path: Path) -> FileRefused:
    """The refusal of a file, wherever on the way it comes."""
    with pytest.raises(FileRefused) as refused:
        for _record in read(path, recognise(path)):
            pass
    assert refused.value.happened.endswith(".")
    assert "\n" not in refused.value.sentence
    return refused.value


def with_declaration(text: str, declaration: str, entity: str) -> str:
    return declaration + text.replace("FAIRWEATHER", f"FAIR{entity}", 1).removeprefix(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
    )


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE, "<!DOCTYPE r>", '<!DOCTYPE r SYSTEM "http://x.invalid/d">'])
def test_document_types_and_entities_are_refused(declaration: str, sample: Sample, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text()
    assert refusal(written(with_declaration(text, declaration, ""))).code is Code.DECLARES_ENTITIES


@pytest.mark.parametrize("before", ["<!-- a -->", "<?pi x?>\n<!-- b -->\n", "\n\n  ", "\ufeff"])
def test_what_stands_before_a_document_type_does_not_hide_it(before: str, sample: Sample, written: Written) -> None:
    text = with_declaration(sample("libra/list_soap.xml").read_text(), BOMB, "&b;")
    assert refusal(written(before + text)).code is Code.DECLARES_ENTITIES


def test_entities_in_xml_escaped_inside_a_message_body_are_refused(sample: Sample, written: Written) -> None:
    inner = with_declaration(sample("libra/list_bare_court_list.xml").read_text(), BOMB, "&b;")
    for _time in range(3):
        refused = refusal(written(f"<Envelope><MessageBody>{escape(inner)}</MessageBody></Envelope>"))
        assert refused.code is Code.DECLARES_ENTITIES
        assert "message body" in refused.at
        inner = f"<Envelope><CourtListBody>{escape(inner)}</CourtListBody></Envelope>"


def test_text_in_text_is_opened_three_times_and_no_more(sample: Sample, written: Written) -> None:
    inner = sample("libra/list_bare_court_list.xml").read_text()
    for _time in range(3):
        inner = f"<Envelope><MessageBody>{escape(inner)}</MessageBody></Envelope>"
    path = written(inner)
    rows = [item for item in read(path, recognise(path)) if isinstance(item, HearingRecord)]
    assert len(rows) == 2
    refused = refusal(written(f"<Envelope><MessageBody>{escape(inner)}</MessageBody></Envelope>"))
    assert refused.code is Code.TOO_DEEP


def test_an_undeclared_entity_breaks_the_file_with_its_line(sample: Sample, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("van der BERG", "van &der; BERG")
    refused = refusal(written(text))
    assert (refused.code, refused.read) == (Code.BROKEN, 1)
    assert refused.at.startswith("line ")


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 300, 200_000])
def test_deep_nesting_is_refused(depth: int, written: Written) -> None:
    deep = OPEN + "<a>" * depth + "</a>" * depth + OPEN.replace("<", "</")
    assert refusal(written(deep)).code is Code.TOO_DEEP
    nested = '{"hearing":{"hearingDays":' + "[" * depth + "]" * depth + "}}"
    assert refusal(written(nested)).code is Code.TOO_DEEP


def test_deep_nesting_in_the_text_of_a_notification_is_refused(written: Written) -> None:
    inner = '{"caseNo":' + "[" * 500 + "]" * 500 + "}"
    assert refusal(written(json.dumps({"Message": inner}))).code is Code.TOO_DEEP


def test_a_record_of_too_many_elements_is_refused(written: Written) -> None:
    assert refusal(written(OPEN + "<case>" + "<x/>" * (MAX_ELEMENTS + 1))).code is Code.TOO_LONG


def test_a_record_longer_than_the_limit_is_refused(written: Written) -> None:
    filling = "<x>" + "y" * 1000 + "</x>"
    long = OPEN + "<case>" + filling * (MAX_RECORD // len(filling) + 200)
    assert refusal(written(long)).code is Code.TOO_LONG


def test_one_endless_text_is_refused(written: Written) -> None:
    assert refusal(written(OPEN + "<case><sum>" + "y" * (12 * 2**20))).code is Code.TOO_LONG


@pytest.mark.parametrize("start", [b'{"hearing":"', b"<CourtList><sessions><session><doh>"])
def test_a_line_of_two_gigabytes_costs_no_memory(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "huge"
    path.write_bytes(start + b"x" * 2**20)
    os.truncate(path, 2 * 2**30)  # sparse: it takes no room on the disk
    tracemalloc.start()
    refused = refusal(path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.code in {Code.TOO_LONG, Code.WRONG_ENCODING}
    assert most < 3 * MAX_RECORD


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["libra/list_soap.xml", "libra/case.json"])
def test_other_widths_of_unicode_are_refused_by_name(
    encoding: str, name: str, sample: Sample, written: Written
) -> None:
    refused = refusal(written(sample(name).read_text().encode(encoding)))
    assert refused.code is Code.WRONG_ENCODING
    assert "UTF-8" in refused.sentence


@pytest.mark.parametrize("name", ["libra/list_soap.xml", "libra/list_twin.json", "libra/case.json"])
def test_a_utf8_byte_order_mark_is_read_over(name: str, sample: Sample, written: Written) -> None:
    plain, marked = sample(name), written(b"\xef\xbb\xbf" + sample(name).read_bytes())
    assert recognise(marked) is recognise(plain)
    form = recognise(plain)
    assert len(list(read(marked, form))) == len(list(read(plain, form)))


@pytest.mark.parametrize("name", ["libra/list_soap.xml", "libra/case.json"])
@pytest.mark.parametrize("bad", [b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\x00"])
def test_bytes_that_are_no_text_are_refused_with_their_line(
    bad: bytes, name: str, sample: Sample, written: Written
) -> None:
    refused = refusal(written(sample(name).read_bytes().replace(b"Bronwen", b"Bron" + bad, 1)))
    assert refused.code in {Code.WRONG_ENCODING, Code.BROKEN}
    assert "line" in refused.at


@pytest.mark.parametrize("name", ["utf-7", "ibm037", "utf-16", "made-up"])
def test_a_declared_encoding_that_could_hide_markup_is_refused(name: str, sample: Sample, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("UTF-8", name, 1)
    assert refusal(written(text)).code is Code.WRONG_ENCODING


def test_a_list_in_latin_1_that_says_so_is_read(sample: Sample, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text().replace("UTF-8", "ISO-8859-1", 1)
    path = written(text.encode("iso-8859-1"))
    first = next(item for item in read(path, recognise(path)) if isinstance(item, HearingRecord))
    assert "£".encode() in first.raw


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b" \n\t ", Code.EMPTY_FILE),
        (b"PK\x03\x04 zip", Code.UNKNOWN_FORMAT),
        (b"Case,Name\n1,x\n", Code.UNKNOWN_FORMAT),
        (b"<html><body>CourtList</body></html>", Code.UNKNOWN_FORMAT),
        (b"<DailyList><CourtLists><CourtList/></CourtLists></DailyList>", Code.UNKNOWN_FORMAT),
        (b"<html><body>", Code.BREAKS_OFF),
        (b"<a></b>", Code.BROKEN),
        (b"{}", Code.UNKNOWN_FORMAT),
        (b"[]", Code.UNKNOWN_FORMAT),
        (b"[1, 2]", Code.UNKNOWN_FORMAT),
        (b'{"hearing": ', Code.BREAKS_OFF),
        (b'{"hearing": "x', Code.BREAKS_OFF),
        (b'{"hearing" 1}', Code.BROKEN),
        (b'{"hearing": NaN}', Code.BROKEN),
        (b'{"caseNo": ' + b"9" * 5000 + b"}", Code.BROKEN),
        (b'{"caseNo": 1} and more', Code.BROKEN),
        (b'{"Message": "{\\"hearing\\": "}', Code.BREAKS_OFF),
        (b'{"Message": "{broken}"}', Code.BROKEN),
        (b'{"document": {"publicationDate": "x"}, "venue": {}}', Code.UNKNOWN_FORMAT),
    ],
)
def test_what_is_no_feed_gets_the_reason(content: bytes, code: Code, written: Written) -> None:
    assert refusal(written(content)).code is code


@pytest.mark.parametrize("kind", ["zip", "gz", "xz", "tar"])
def test_an_archive_is_refused_unopened(kind: str, tmp_path: Path) -> None:
    """Whatever is in it: links, paths upwards, or far more than it seems."""
    path = tmp_path / f"list.{kind}"
    plain = b"<documents>" + b"0" * 100_000
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("../../outside.xml", plain)
    elif kind == "tar":
        with tarfile.open(path, "w") as archive:
            link = tarfile.TarInfo("list.xml")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
            archive.addfile(link)
    else:
        path.write_bytes(gzip.compress(plain) if kind == "gz" else lzma.compress(plain))
    assert refusal(path).code in {Code.UNKNOWN_FORMAT, Code.WRONG_ENCODING}
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_names_of_a_foreign_message_are_made_harmless(written: Written) -> None:
    refused = refusal(written(json.dumps({"\x1b]52;c;eA==\x07": 1, "[/b]": 2, "a" * 500: 3})))
    assert "\x1b" not in refused.sentence
    assert len(refused.sentence) < 400


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
@pytest.mark.parametrize("name", ["list_soap.xml", "list_gateway_escaped.xml", "list_twin.json", "case.json"])
def test_a_file_that_breaks_off_says_so_and_how_far_it_was_read(
    name: str, share: float, sample: Sample, written: Written
) -> None:
    content = sample(f"libra/{name}").read_bytes().rstrip()
    refused = refusal(written(content[: int(len(content) * share)]))
    assert refused.code in {Code.BREAKS_OFF, Code.BROKEN}
    assert refused.at
    assert refused.read in {0, 1, 2, 3}


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(FileRefused, match="cannot be read") as refused:
            recognise(path)
        assert refused.value.code is Code.UNREADABLE
        with pytest.raises(FileRefused, match="cannot be read"):
            list(read(path, FeedFormat.LIBRA_COURT_LIST))
        with pytest.raises(FileRefused, match="cannot be read"):
            list(read(path, FeedFormat.LIBRA_CASE))


def test_a_file_of_another_format_than_asked_for_is_refused(sample: Sample) -> None:
    with pytest.raises(FileRefused, match="not a LIBRA case"):
        list(read(sample("libra/list_twin.json"), FeedFormat.LIBRA_CASE))


def test_a_list_as_text_of_a_notification_is_read(sample: Sample, written: Written) -> None:
    text = sample("libra/list_soap.xml").read_text()
    path = written(json.dumps({"Type": "Notification", "Message": text}))
    assert recognise(path) is FeedFormat.LIBRA_COURT_LIST
    rows = [item for item in read(path, FeedFormat.LIBRA_COURT_LIST) if isinstance(item, HearingRecord)]
    assert [row.at.split()[0] for row in rows] == ["$.Message", "$.Message"]


def test_memory_stays_flat_however_long_the_list_is(sample: Sample, tmp_path: Path) -> None:
    head, row, tail = parts_of(sample("libra/list_soap.xml").read_text())
    most = {}
    for rows in (80, 800):
        path = tmp_path / str(rows)
        path.write_text(head + row * rows + tail)
        most[rows] = peak(read(path, FeedFormat.LIBRA_COURT_LIST))
    assert most[800] < most[80] * 1.5 + 2**19


def parts_of(text: str) -> tuple[str, str, str]:
    start, end = text.index("<case>"), text.index("</cases>")
    return text[:start], text[start:end], text[end:]


def peak(records: Iterable[object]) -> int:
    tracemalloc.start()
    for _record in records:
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
