"""Postcodes whole and begun, telephones, and rooms and courts, as they stand in a text."""

from __future__ import annotations

import re

_AREAS = frozenset(
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec en ex fk fy g "
    "gl gu gy ha hd hg hp hr hs hu hx ig im ip iv ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw "
    "ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc "
    "wd wf wn wr ws wv yo ze zz".split()
)
"""Postcode areas; ZZ is used for people who do not exist."""
_WHOLE = re.compile(r"([a-z]{1,2}[0-9][a-z0-9]?)([0-9][a-z]{2})", re.ASCII | re.IGNORECASE)
_OUTWARD = re.compile(r"([a-z]{1,2})(?:[1-9][0-9]?|0|[1-9][a-z])", re.ASCII | re.IGNORECASE)
_INWARD = re.compile(r"[0-9][a-z]{2}", re.ASCII | re.IGNORECASE)
_ROOM = re.compile(r"(?:room|rm|r|courtroom|court|ct)([0-9]{1,3}[a-z]?)", re.ASCII | re.IGNORECASE)
_ROOM_NUMBER = re.compile(r"[0-9]{1,3}[a-z]?", re.ASCII | re.IGNORECASE)
_COURT_CODE = re.compile(r"[bc][0-9]{2}[a-z]{2}(?:[0-9]{2})?", re.ASCII | re.IGNORECASE)
_DIALLED = re.compile(r"[^0-9]+")
_ABROAD, _UK = "+", "44"


def whole_postcode(word: str, following: str) -> tuple[str, int]:
    """`M14 5AB` and how many words it took; empty when none begins here."""
    if match := _WHOLE.fullmatch(word):
        return f"{match[1]} {match[2]}".upper(), 1
    if following and _INWARD.fullmatch(following) and (match := _WHOLE.fullmatch(word + following)):
        return f"{match[1]} {match[2]}".upper(), 2
    return "", 0


def outward(word: str) -> str:
    """`M14` where the word is the first half of a postcode; empty when there is no such area."""
    match = _OUTWARD.fullmatch(word)
    return word.upper() if match and match[1].lower() in _AREAS else ""


def lives(postcode: str, wanted: str) -> bool:
    """Whether a recorded postcode lies in the wanted one: whole, `M14`, or `L5 3`."""
    code, asked = "".join(postcode.upper().split()), wanted.upper().split()
    if len(code) < 5:
        return code == "".join(asked)
    return code[:-3] == asked[0] and code[-3:].startswith("".join(asked[1:]))


def room(word: str) -> str:
    """The number in `r2` or `room2`; empty otherwise."""
    match = _ROOM.fullmatch(word)
    return match[1].upper() if match else ""


def room_number(word: str) -> str:
    """The number of a room as it follows the word `room`."""
    return word.upper() if _ROOM_NUMBER.fullmatch(word) else ""


def court_code(word: str) -> str:
    """A court's code, `B01LY` or `B01LY00`; empty otherwise."""
    return word.upper() if _COURT_CODE.fullmatch(word) else ""


def telephone(text: str) -> str:
    """The figures of a telephone number, from 0 in this country and from + abroad; of any length."""
    plus = text.lstrip("( ").startswith(_ABROAD)
    figures = _DIALLED.sub("", text.replace("(0)", "") if plus else text)
    if not plus and figures.startswith("00"):
        plus, figures = True, figures[2:]
    if plus and figures.startswith(_UK):
        return "0" + figures[len(_UK) :].removeprefix("0")
    return _ABROAD + figures if plus else figures


def is_telephone(text: str) -> bool:
    """Whether a text of figures is dialled: eleven from 0 on, most of a mobile's, or from + or 00 on."""
    number = telephone(text)
    if number.startswith(_ABROAD):
        return 8 <= len(number) <= 16
    dialled = text.lstrip("( ").startswith(("+", "00"))
    if not number.startswith("0") or number[1:2] not in set("123789"):
        return False
    return len(number) == 11 or (dialled and 6 <= len(number) <= 11)
