"""How a single justice case is recognised, with its defendant or only a number of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm
from db.exchange.formats.sjp.case_received import read_case
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat

_OF_A_CASE: Final = {"enterpriseId", "prosecutingAuthority"}


def _is_case(content: object) -> bool:
    if not isinstance(content, dict) or "urn" not in content or not _OF_A_CASE & content.keys():
        return False
    holder = content.get("defendant")
    offences = (holder if isinstance(holder, dict) else content).get("offences")
    return isinstance(offences, list) and ("defendantId" in content or isinstance(holder, dict))


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    return read_case(opened.content, raw=raw, at=opened.at, oddities=opened.oddities)


CASE_RECEIVED: Final = JsonForm(FeedFormat.SINGLE_JUSTICE_CASE, _is_case, _read)
