"""People and cases by a number: whole, with a wrong check letter, or by a piece that is long enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql import ColumnElement

from db.access.asked_by import AskedBy, asked_by
from db.access.standing import Standing
from db.cards.asked import Number
from db.people.lookup.prepared import Row, Shelf, among
from db.people.lookup.served import Served, Statement, served
from db.people.lookup.words import LAST
from db.people.scoring.numbers import groups_of, has_piece, without_check_letter
from db.tables.cases import Case
from db.tables.people import Identifier
from db.tables.pieces import PIECE
from db.tables.places import Court
from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import compact
from db.words.identifiers.recognise import PARSERS

MOST: Final = 2_000
"""People by a piece of a number, of each way."""
_CASES: Final = 20
"""Cases that are shown by a piece of their number."""
_TOLD_APART: Final = 6
"""Signs of a number that are a piece of few case numbers; of a shorter one a word in front must say that it is one."""
_OF_CASES: Final = frozenset(
    {IdentifierKind.LIBRA_CASE, IdentifierKind.CROWN_CASE, IdentifierKind.URN, IdentifierKind.PTI_URN}
)
_NOTHING: Final = (LAST, "")
_RUN: Final = re.compile(r"[0-9]+")
_LETTERS: Final = re.compile(r"^[A-Z]+")
_number: sa.Table = Identifier.__table__  # type: ignore[attr-defined]
_case: sa.Table = Case.__table__  # type: ignore[attr-defined]
_court: sa.Table = Court.__table__  # type: ignore[attr-defined]


@dataclass(slots=True)
class Numbered:
    """Who and what bears the numbers: exactly, or a piece of them with how far it stands from the whole."""

    exact: set[UUID] = field(default_factory=set)
    pieces: dict[UUID, float] = field(default_factory=dict)
    cases: list[Row] = field(default_factory=list)
    complete: bool = True


class Numbers:
    """The statements for one reader, each made ready when it is first asked for."""

    def __init__(self, standing: Standing, dialect: Dialect) -> None:
        reader = asked_by(standing, dialect.name)
        self._made: Shelf[str] = Shelf(dialect, lambda what: _STATEMENTS[what](reader), _function_of)

    def rows(self, connection: Connection, what: str, **values: object) -> list[Row]:
        """The rows of one of the statements."""
        return self._made[what].rows(connection, **values)


def _function_of(what: str) -> str:
    return f"find_numbers_{what.replace(' ', '_')}"


def functions() -> Iterator[Served]:
    """Every statement as a function of PostgreSQL."""
    return (served(_function_of(what), make) for what, make in _STATEMENTS.items())


def look(connection: Connection, numbers: Numbers, asked: Iterable[Number]) -> Numbered:
    """Everybody and every case that this reader may see by these numbers."""
    found = Numbered()
    for one in asked:
        exact = set(_exactly(connection, numbers, one))
        cases = numbers.rows(connection, "cases", typed=sorted({*spelled(one), *(form for _, form in _forms(one))}))
        found.exact |= exact
        if not exact and not cases:
            _by_piece(connection, numbers, one, found)
            if _OF_CASES.intersection(one.kinds) or (not one.kinds and len(one.fragment) >= _TOLD_APART):
                cases = _cases_by_piece(connection, numbers, one)
        found.cases += cases
    return found


def spelled(one: Number) -> set[str]:
    """The number as it may have been recorded."""
    return {one.typed, one.typed.upper(), compact(one.typed)}


def ranges(one: Number) -> tuple[tuple[str, str], tuple[str, str]]:
    """From where to where a serial lies that begins as the number, and that begins as its last part."""
    groups = groups_of(one.typed)
    whole = "".join(groups)
    last = _LETTERS.sub("", groups[-1]).lstrip("0") if groups else ""
    return _from_to(whole), _from_to(last) if last != whole else _NOTHING


def ending(one: Number) -> str:
    """The last figures of the number, as many as are indexed; empty where there are fewer."""
    runs = _RUN.findall(compact(one.typed))
    longest: str = max(reversed(runs), key=len, default="")
    return longest[-PIECE:] if len(longest) >= PIECE else ""


def _from_to(begins: str) -> tuple[str, str]:
    if not begins:
        return _NOTHING
    if len(begins) >= PIECE or not begins.isdecimal():
        return begins, begins + LAST
    return begins + "A", begins + "Z" + LAST  # so short it is a whole serial, before its check letter


def _forms(one: Number) -> list[tuple[IdentifierKind, str]]:
    return [form for form in (*one.canonical, *one.mended) if not one.kinds or form[0] in one.kinds]


def _exactly(connection: Connection, numbers: Numbers, one: Number) -> Iterator[UUID]:
    forms = set(_forms(one))
    if forms:
        kinds, texts = sorted({kind.value for kind, _ in forms}), sorted({text for _, text in forms})
        rows = numbers.rows(connection, "canonical", kinds=kinds, forms=texts)
        yield from (person for person, kind, text in rows if (kind, text) in forms)
    rows = numbers.rows(connection, "raw", raw=sorted(spelled(one)))
    yield from (person for person, kind, _ in rows if not one.kinds or kind in one.kinds)


def _by_piece(connection: Connection, numbers: Numbers, one: Number, into: Numbered) -> None:
    if len(one.fragment) < PIECE:
        return
    (first, last), (first_part, last_part) = ranges(one)
    kinds = sorted(kind.value for kind in one.kinds or PARSERS)
    rows = numbers.rows(
        connection, "pieces of a kind" if one.kinds else "pieces",
        first=first, last=last, first_part=first_part, last_part=last_part, ending=ending(one), kinds=kinds,
        written=compact(one.typed), written_last=compact(one.typed) + LAST, pattern=_pattern(one),
    )  # fmt: skip
    into.complete = into.complete and len(rows) <= MOST
    for person, kind, text, serial in rows[:MOST]:
        if has_piece(one, kind, text):
            far = _far(one, serial or "")
            into.pieces[person] = max(far, into.pieces.get(person, far))


def _far(one: Number, serial: str) -> float:
    """A whole serial before one that begins so, and that before any other piece."""
    if one.serial == without_check_letter(serial):
        return 0.0
    return -1.0 if serial.startswith(one.serial) else -2.0


def _cases_by_piece(connection: Connection, numbers: Numbers, one: Number) -> list[Row]:
    begins = compact(one.typed).replace("/", "")
    return numbers.rows(
        connection,
        "cases by piece",
        begins=begins,
        begins_last=begins + LAST,
        ending=ending(one),
        pattern=_pattern(one),
    )


def _pattern(one: Number) -> str:
    """The parts of the number one after another: letters and figures only, so no sign of them is a pattern's."""
    return "".join(f"%{group}" for group in groups_of(one.typed)) + "%"


# -- statements --------------------------------------------------------------------------------------


def _persons(reader: AskedBy, *rules: ColumnElement[bool]) -> sa.Select[Any]:
    text = sa.type_coerce(sa.func.coalesce(_number.c.canonical, _number.c.raw), sa.String)
    read = sa.select(_number.c.person_id, _number.c.kind, text, _number.c.serial)
    return read.where(*rules, _number.c.ended_at.is_(None), *reader.criteria(Identifier))


def _whole(reader: AskedBy, *rules: ColumnElement[bool]) -> sa.Select[Any]:
    one = _persons(reader, *rules)
    return one.with_only_columns(*one.selected_columns[:3]).limit(MOST)


def _pieces(reader: AskedBy, *more: ColumnElement[bool]) -> sa.CompoundSelect[Any]:
    """By the serial, by its last part, by its end, and by how the number begins; each as far as it goes by itself."""
    n = _number.c
    solid = _solid(sa.func.coalesce(n.canonical, n.raw))
    ways: tuple[tuple[ColumnElement[bool], ...], ...] = (
        (n.serial >= sa.bindparam("first"), n.serial <= sa.bindparam("last"), *more),
        (n.serial >= sa.bindparam("first_part"), n.serial <= sa.bindparam("last_part"), *more),
        (n.ending == sa.bindparam("ending"), *more),
        (among(n.kind, "kinds"), n.canonical >= sa.bindparam("written"), n.canonical <= sa.bindparam("written_last")),
    )
    like = sa.func.upper(solid).like(sa.bindparam("pattern"))
    each = [_persons(reader, *way, like).limit(MOST + 1).subquery() for way in ways]
    return sa.union(*(sa.select(one) for one in each)).limit(MOST + 1)


def _solid(text: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's elements
    for sign in (" ", "/", "-"):
        text = sa.func.replace(text, sign, "")
    return text


def _cases(reader: AskedBy, *rules: ColumnElement[bool]) -> sa.Select[Any]:
    c = _case.c
    read = sa.select(c.id, c.case_no, c.urn, c.status, _court.c.name).join_from(
        _case, _court, _court.c.id == c.court_id, isouter=True
    )
    return read.where(*rules, *reader.criteria(Case))


def _cases_typed(reader: AskedBy) -> sa.CompoundSelect[Any]:
    each = (_cases(reader, among(column, "typed")) for column in (_case.c.case_no, _case.c.urn))
    return sa.union(*(sa.select(one.limit(MOST).subquery()) for one in each))


def _cases_pieces(reader: AskedBy) -> sa.CompoundSelect[Any]:
    c = _case.c
    first: sa.BindParameter[str] = sa.bindparam("begins")
    last: sa.BindParameter[str] = sa.bindparam("begins_last")
    ways = (
        (c.case_no >= first, c.case_no <= last),
        (c.urn >= first, c.urn <= last),
        (c.ending == sa.bindparam("ending"), _solid(c.case_no).like(sa.bindparam("pattern"))),
    )
    each = (_cases(reader, *way).order_by(c.id).limit(_CASES).subquery() for way in ways)
    return sa.union(*(sa.select(one) for one in each)).limit(_CASES)


_STATEMENTS: Final[dict[str, Callable[[AskedBy], Statement]]] = {
    "canonical": lambda reader: _whole(reader, among(_number.c.kind, "kinds"), among(_number.c.canonical, "forms")),
    "raw": lambda reader: _whole(reader, among(_number.c.raw, "raw")),
    "pieces": _pieces,
    "pieces of a kind": lambda reader: _pieces(reader, among(_number.c.kind, "kinds")),
    "cases": _cases_typed,
    "cases by piece": _cases_pieces,
}
