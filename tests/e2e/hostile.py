"""Feeds whose every text steers a terminal, breaks markup or turns the line round; all of it invented."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.feeds import SAMPLES

EVIL = (
    "[/b][sic][@click=app.quit]x[/]\x1b]52;c;aGFjaw==\x07\x1b[2J\x1b[31m\x9b2J\x9d52;c;aGFjaw==\x9c\x00"
    "\u202eRTL\u2066\nNL\rCR\x7f"
)
BIDI = re.compile("[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
FILE_NAME = "list [b]\x1b]52;c;aGFjaw==\x07\x1b[2J\u202e.json"

# What a reader must understand for the record to be made at all: keys, days, codes of a closed list.
_UNDERSTOOD = re.compile(
    r"(?i)(id|.*Id|.*Ids|.*date.*|.*day|.*time|printdate|doh|bstart|sstart|def_dob|def_type|def_sex|caseno|c_id|h_id"
    r"|cseq|oseq|type|jurisdictionType|courtHearingLocation|ou_code|room|kind|level|category|gender)"
)


def poisoned(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any part of a JSON document
    """The same document with every text followed by what no text should hold."""
    if isinstance(value, dict):
        return {key: poisoned(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, name) for each in value]
    if isinstance(value, str) and not (_UNDERSTOOD.fullmatch(name) or name == "code"):
        return value + EVIL
    return value


def libra_list(day: date) -> dict[str, Any]:
    """A LIBRA list of one defendant, as JSON, which unlike XML can carry control characters."""
    case = {
        "c_id": 9801, "h_id": 7801, "caseno": "2600000981", "type": "C", "def_name": "Mr Corin MALVERN",
        "def_name_elements": {"title": "Mr", "forename1": "Corin", "surname": "MALVERN"},
        "def_type": "P", "def_sex": "M", "def_dob": "12/09/1971", "def_age": "54", "pnc_id": "1990/0000001V",
        "cro_number": "023456/04W", "asn": "2601ZZ0100000000009J", "urn": "99ZZ0000926", "marker": "VULNERABLE",
        "linked": "2600000982", "def_addr": {"line1": "3 Sedge Row", "line2": "Farby", "pcode": "ZZ9 9QX"},
        "nationality_1": "British", "bailcond": "To live at 3 Sedge Row", "addinfo": "Reply awaited",
        "inf": "POL01", "cseq": "1", "listno": "1st",
        "offences": {"offence": {
            "oseq": "1", "co_id": "98011", "code": "TH68010", "title": "Theft from a shop", "sum": "Stole a kettle",
            "as": "Contrary to section 1", "plea": "NG", "adjreason": "for a trial",
        }},
    }  # fmt: skip
    block = {"bstart": "10:00", "desc": "First hearings", "cases": {"case": case}}
    session = {
        "ou_code": "B99ZZ05", "doh": f"{day:%d/%m/%Y}", "lja": "Invented Shire", "panel": "Adult",
        "court": "Overstoke Magistrates' Court", "room": "05", "sstart": "10:00", "blocks": {"block": block},
    }  # fmt: skip
    job = {"printdate": f"{day:%d/%m/%Y}", "sessions": {"session": [session]}}
    return {"document": {"info": {"start_time": "09:05:02"}, "data": {"job": job}}}


def hearing_event(day: date) -> dict[str, Any]:
    """A resulted hearing with pleas, results, prompts, bail and custody; the first sitting is on that day."""
    content: dict[str, Any] = json.loads((SAMPLES / "common_platform" / "hearing_resulted.json").read_text())
    for number, sitting in enumerate(content["hearing"]["hearingDays"]):
        sitting["sittingDay"] = f"{day.isoformat()}T{10 + number:02d}:00:00.000Z"
    return content


def write(folder: Path, day: date) -> tuple[Path, Path]:
    """Both files in the folder; the list under a name that is hostile too."""
    listed, event = folder / FILE_NAME, folder / "event.json"
    listed.write_text(json.dumps(poisoned(libra_list(day))), encoding="utf-8")
    event.write_text(json.dumps(poisoned(hearing_event(day))), encoding="utf-8")
    return listed, event
