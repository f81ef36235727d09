"""The lists that an installation may bring up to date: their columns, and the shapes in which others write them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Row = Mapping[str, Any]
Carried = dict[str, str]
SINCE: Final = "since"
ENDED: Final = "ended"


@dataclass(frozen=True, slots=True)
class Kind:
    """One list: `file` is its name among the files, `columns` its own, the code first, the name second.

    Where not every code is `named`, the source has some without words.
    """

    file: str
    columns: tuple[str, ...]
    named: bool = True


KINDS: Final[Mapping[str, Kind]] = {
    "bail": Kind("bail", ("code", "name", "spi")),
    "categories": Kind("categories", ("code", "name")),
    "courts": Kind("courts", ("court", "name", "area", "lja")),
    "ethnicity": Kind("ethnicity", ("code", "name", "said_by")),
    "forces": Kind("forces", ("force", "name")),
    "home-office": Kind("home_office", ("code", "group", "category")),
    "offences": Kind("offences", ("code", "title", "category", "home_office"), named=False),
    "pleas": Kind("pleas", ("code", "name", "spi")),
    "prisons": Kind("prisons", ("code", "name", "open", "holds", "categories")),
    "qualifiers": Kind("qualifiers", ("code", "name")),
    "result-definitions": Kind(
        "definitions",
        ("code", "name", "cjs", "level", "category", "custody", "jurisdiction", "convicts", "prompts"),
    ),
    "results": Kind("results", ("code", "name", "kind")),
    "verdicts": Kind("verdicts", ("code", "name", "spi")),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How somebody else writes a list: known by these columns, read row by row into ours; None is no row of ours."""

    kind: str
    known_by: frozenset[str]
    read: Callable[[Row], Carried | None]


def plain(value: object) -> str:
    """A cell on one line; nothing where there is none."""
    return "" if value is None else " ".join(str(value).split())


def _named(**columns: str) -> Callable[[Row], Carried | None]:
    """Ours by theirs."""

    def read(row: Row) -> Carried | None:
        return {ours: plain(row.get(theirs)) for ours, theirs in columns.items()}

    return read


def _spi(row: Row) -> Carried | None:
    code, spi = plain(row.get("cjs_code", row.get("cjsCode"))), plain(row.get("spi_code", row.get("spiCode")))
    return {"code": code or spi, "name": plain(row.get("description")), "spi": spi}


def _force(row: Row) -> Carried | None:
    return {"force": plain(row.get("force", row.get("code"))), "name": plain(row.get("name"))}


def _court(row: Row) -> Carried | None:
    """Courts alone: an area, a room and a tribunal are none."""
    code = plain(row.get("ou_code"))
    if (
        code[:1] not in {"B", "C"}
        or plain(row.get("level3")) in {"", "00"}
        or plain(row.get("level4")) not in {"", "00"}
    ):
        return None
    return {
        "court": code[:5], "name": plain(row.get("court_name")), "area": plain(row.get("area_name")),
        "lja": plain(row.get("psa_lja_code")), ENDED: "",
    }  # fmt: skip


def _court_with_days(row: Row) -> Carried | None:
    code = plain(row.get("ou_code"))
    if code[:1] not in {"B", "C"} or plain(row.get("l3")) in {"", "00"} or plain(row.get("l4")) not in {"", "00"}:
        return None
    if not _ISO.fullmatch(plain(row.get("end_date"))):
        return None  # courts that sit are told, with their justice areas, by the list of courts itself
    return {
        "court": code[:5], "name": plain(row.get("l3_name")), "area": plain(row.get("l2_name")),
        ENDED: plain(row["end_date"]),
    }  # fmt: skip


def _prison(row: Row) -> Carried | None:
    holds = [word for word, column in (("men", "male"), ("women", "female")) if row.get(column) == "Y"]
    return {
        "code": plain(row.get("prison_id")), "name": plain(row.get("name")),
        "open": "yes" if row.get("active") == "Y" else "no", "holds": " and ".join(holds),
        "categories": " ".join(plain(row.get("categories")).split("|")),
    }  # fmt: skip


def _ethnicity_said(row: Row) -> Carried | None:
    words = " ".join(plain(row.get("description")).replace(" :", ":").split())
    return {"code": plain(row.get("code")), "name": words, "said_by": "the person"}


def _definition(row: Row) -> Carried | None:
    return {
        "code": plain(row.get("short_code")), "name": plain(row.get("label")), "cjs": plain(row.get("cjs_code")),
        "level": plain(row.get("level_C_D_O")), "category": plain(row.get("category_F_A_I")),
        "custody": plain(row.get("post_hearing_custody_status")), "jurisdiction": plain(row.get("jurisdiction")),
        "convicts": plain(row.get("convicted")), SINCE: plain(row.get("start_date")),
        ENDED: plain(row.get("end_date")),
    }  # fmt: skip


def _prompt(row: Row) -> Carried | None:
    """One prompt a row: `reading` puts the prompts of a code together, in the order of `place`."""
    if row.get("hidden") == "Y":
        return None
    parts = [plain(row.get(name)) for name in ("label", "type", "rule", "min", "max")]
    parts[1] = parts[1].upper()
    return {"code": plain(row.get("short_code")), PROMPT: json.dumps(parts), PLACE: plain(row.get("sequence"))}


def _single_justice(row: Row) -> Carried | None:
    """A result as the single justice procedure's own list has it."""
    entries = row.get("terminalEntries")
    told = sorted(
        ((each.get("index", 0), plain(each.get("name"))) for each in entries if isinstance(each, dict)),
        key=lambda each: str(each[0]).zfill(4),
    ) if isinstance(entries, list) else []  # fmt: skip
    category = {"final disposal": "F", "interim": "I"}.get(plain(row.get("category")).casefold(), "A")
    found = {"code": plain(row.get("code")), "name": plain(row.get("resultTitle")), "category": category}
    found["prompts"] = prompts_text([[name, "", "", "", ""] for _, name in told])
    cjs = plain(row.get("cjsCode"))
    return {**found, "cjs": cjs} if cjs else found


def prompts_text(prompts: list[list[str]]) -> str:
    """Prompts in a cell; empty where there are none."""
    return json.dumps(prompts, separators=(",", ":")) if prompts else ""


PROMPT: Final = "prompt"
PLACE: Final = "place"


def _shapes() -> Iterator[Shape]:
    for kind, each in KINDS.items():
        yield Shape(kind, frozenset(each.columns), _named(**{name: name for name in each.columns}))
    offence = {"code": "cjs_code", "title": "title", "category": "category", "home_office": "ho_classification"}
    yield Shape("offences", frozenset(offence.values()), _named(**offence))
    package = {
        "code": "cjsCode", "title": "offenceTitle", "category": "offenceCategory",
        "home_office": "homeOfficeClassification",
    }  # fmt: skip
    yield Shape("offences", frozenset(package.values()), _named(**package))
    group = {"code": "ho_classification", "group": "parent_group", "category": "category_description"}
    yield Shape("home-office", frozenset(group.values()), _named(**group))
    yield Shape("courts", frozenset({"ou_code", "level3", "court_name", "psa_lja_code"}), _court)
    yield Shape("courts", frozenset({"ou_code", "l3_name", "end_date"}), _court_with_days)
    yield Shape("prisons", frozenset({"prison_id", "name", "active", "male", "female"}), _prison)
    yield Shape("result-definitions", frozenset({"short_code", "label", "level_C_D_O"}), _definition)
    yield Shape("result-definitions", frozenset({"short_code", "label", "rule", "sequence"}), _prompt)
    yield Shape("result-definitions", frozenset({"code", "resultTitle", "terminalEntries"}), _single_justice)
    yield Shape("ethnicity", frozenset({"code", "description", "in_16plus1"}), _ethnicity_said)
    result = {"code": "cjs_code", "name": "description", "kind": "type"}
    yield Shape("results", frozenset({*result.values(), "result_code_qualifiers"}), _named(**result))
    told = {"code": "cjsCode", "name": "description", "kind": "type"}
    yield Shape("results", frozenset({*told.values(), "resultCodeQualifiers"}), _named(**told))


SHAPES: Final = tuple(_shapes())
"""The first whose columns a file has counts; our own come first."""
BY_FILE_NAME: Final[Mapping[str, tuple[str, Callable[[Row], Carried | None]]]] = {
    **{
        stem: (kind, _spi)
        for kind, stems in (
            ("pleas", ("pleas_bichard", "plea-status")),
            ("verdicts", ("verdicts_bichard", "verdict")),
            ("bail", ("remand_status_bichard", "remand-status")),
        )
        for stem in stems
    },
    **{
        stem: (kind, _named(code=column, name="description"))
        for kind, stem, column in (
            ("categories", "offence_categories", "cjs_code"), ("categories", "offence-category", "cjsCode"),
            ("qualifiers", "cjs_result_qualifiers", "cjs_code"), ("qualifiers", "result-qualifier-code", "cjsCode"),
        )
    },
    **dict.fromkeys(("police_forces", "forces"), ("forces", _force)),
    **{kind: (kind, _named(code="code", name="name")) for kind in ("categories", "qualifiers")},
    **{kind: (kind, _named(code="code", name="name", spi="spi")) for kind in ("bail", "pleas", "verdicts")},
}  # fmt: skip
"""Lists whose columns say no more than code and words are told by the names of their files."""
NAMELESS: Final = frozenset({"bail", "categories", "forces", "pleas", "qualifiers", "verdicts"})
"""Their columns alone tell them from nothing."""
