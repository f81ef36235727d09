"""Parse and bare insert: rows of ten columns out of JSON and XML into a table without an index, parsers in turn."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

from bench.figures import Figure, at
from bench.homes import folder
from db.exchange.formats.json_stream import JsonList
from db.exchange.formats.xml_walk import Walk

ROWS: Final = 100_000
ROUNDS: Final = 5
COLUMNS: Final = (
    *("person_id", "forename", "middle", "surname", "dob", "sex", "pnc", "cro", "postcode", "address"),
)  # fmt: skip
JSON_GOAL: Final = 1000 / 80_000
XML_GOAL: Final = 1000 / 40_000
Rows: TypeAlias = Iterable[tuple[Any, ...]]
Parser: TypeAlias = Callable[[Path], Rows]


def measure() -> Iterator[Figure]:
    """Tracker's readers have the goal; the others stand beside them."""
    place = folder()
    files = {"JSON": _write(place / "rows.json", _as_json), "XML": _write(place / "rows.xml", _as_xml)}
    for kind, parsers, goal in (("JSON", _of_json(), JSON_GOAL), ("XML", _of_xml(), XML_GOAL)):
        for number, (name, parse) in enumerate(parsers.items()):
            spent = sorted(_spent(parse, files[kind], place / "rows.db") for _ in range(ROUNDS))
            best, middle = spent[0], at(spent, 50)
            yield Figure(
                f"1,000 rows of {kind} parsed and inserted, {name}",
                best * 1000 / ROWS,
                "s",
                None if number else goal,
                f"{ROWS / best:,.0f} rows a second of CPU, middle {ROWS / middle:,.0f}; best of {ROUNDS}",
                f"{ROWS:,} rows of {len(COLUMNS)} columns, one transaction, no index but the row's own number",
            )


def _of_json() -> dict[str, Parser]:
    found: dict[str, Parser] = {"Tracker's stream": _tracker_json, "json.load of the whole file": _whole_json}
    if find_spec("msgspec"):
        found["msgspec, typed, of the whole file"] = _typed_json
    return found


def _of_xml() -> dict[str, Parser]:
    return {
        "Tracker's walk": _tracker_xml,
        "lxml without a guard": _plain_lxml,
        "ElementTree of the standard library": _standard_xml,
    }


def _spent(parse: Parser, source: Path, target: Path) -> float:
    import sqlcipher3  # here, as the programs have it: a bench that measures something else need not load it

    target.unlink(missing_ok=True)
    base: sqlite3.Connection
    with closing(sqlcipher3.connect(str(target))) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute(f"CREATE TABLE row ({', '.join(COLUMNS)})")
        began = time.process_time()
        rows = iter(parse(source))
        while some := list(islice(rows, 10_000)):
            base.executemany(f"INSERT INTO row VALUES ({', '.join('?' * len(COLUMNS))})", some)
        base.commit()
        spent = time.process_time() - began
        if base.execute("SELECT count(*) FROM row").fetchone() != (ROWS,):
            raise SystemExit(f"{parse.__name__} did not bring {ROWS:,} rows")
    return spent


def _tracker_json(path: Path) -> Rows:
    with path.open("rb") as stream:
        for item in JsonList(stream):
            yield tuple(item.value.values())  # type: ignore[attr-defined]  # the file holds objects


def _whole_json(path: Path) -> Rows:
    with path.open("rb") as stream:
        return [tuple(each.values()) for each in json.load(stream)]


def _typed_json(path: Path) -> Rows:
    import msgspec  # only where it is installed

    record = msgspec.defstruct("Record", [(name, str) for name in COLUMNS])
    found = msgspec.json.decode(path.read_bytes(), type=list[record])  # type: ignore[valid-type]  # made just now
    return [msgspec.structs.astuple(each) for each in found]


def _tracker_xml(path: Path) -> Rows:
    with path.open("rb") as stream:
        walk = Walk(stream)
        for event, element in walk.events():
            if event == "end" and element.tag == "row":
                yield tuple([leaf.text for leaf in element])
                walk.forget(element)


def _plain_lxml(path: Path) -> Rows:
    from lxml import etree

    for _, element in etree.iterparse(str(path), tag="row"):
        yield tuple([leaf.text for leaf in element])
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _standard_xml(path: Path) -> Rows:
    from xml.etree import ElementTree as ET

    for _, element in ET.iterparse(path):
        if element.tag == "row":
            yield tuple([leaf.text for leaf in element])
            element.clear()


def _write(path: Path, form: Callable[[Iterator[dict[str, str]]], Iterator[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(form(_people()))
    return path


def _people() -> Iterator[dict[str, str]]:
    draw = Random(20261123)
    for number in range(ROWS):
        born = f"{draw.randrange(1940, 2008)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        said = (
            *(str(number), f"GIVEN{draw.randrange(800)}", f"MIDDLE{draw.randrange(90)}"),
            *(f"FAMILY{draw.randrange(9_000)}", born, "M", f"{draw.randrange(80, 100)}/{draw.randrange(900_000)}A"),
            *(f"{draw.randrange(900_000):06}/{draw.randrange(80, 100)}B", f"QQ{draw.randrange(99)} 1AA", "1 Quay Road"),
        )
        yield dict(zip(COLUMNS, said, strict=True))


def _as_json(people: Iterator[dict[str, str]]) -> Iterator[str]:
    for number, each in enumerate(people):
        yield ("," if number else "[") + json.dumps(each)
    yield "]"


def _as_xml(people: Iterator[dict[str, str]]) -> Iterator[str]:
    yield "<rows>"
    for each in people:
        yield f"<row>{''.join(f'<{name}>{value}</{name}>' for name, value in each.items())}</row>\n"
    yield "</rows>"
