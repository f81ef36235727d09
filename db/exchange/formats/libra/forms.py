"""How LIBRA's messages are recognised: lists in XML and JSON, alone or in a notification, and single cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm, XmlForm, XmlHead
from db.exchange.formats.libra.json_list import read_json_list
from db.exchange.formats.libra.single_case import read_single_case
from db.exchange.formats.libra.xml_list import read_list
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat

# The list's own element, as markup or escaped once or more inside a message body.
_REQUEST = re.compile(rb"(?:<|&(?:amp;){0,3}lt;)(?:[\w.-]{1,80}:)?ExternalDocumentRequest\b")
_BARE_LIST = re.compile(rb"(?:<|&(?:amp;){0,3}lt;)(?:[\w.-]{1,80}:)?CourtList\b")
# Crown lists have elements of that name too, so an envelope of LIBRA's gateway must be around it.
_GATEWAY: Final = {
    b"CourtList",
    b"Envelope",
    b"CSCI_Message_Type",
    b"MessageBodyType",
    b"MessageType",
    b"MessageBody",
    b"GatewayOperationType",
}


def _is_xml_list(start: XmlHead) -> bool:
    return bool(_REQUEST.search(start.head) or (start.root in _GATEWAY and _BARE_LIST.search(start.head)))


def _is_list_as_text(content: object) -> bool:
    return isinstance(content, str) and ("ExternalDocumentRequest" in content or "CourtList" in content)


def _read_text(opened: Opened, raw: bytes) -> Iterator[Record]:
    text = opened.content if isinstance(opened.content, str) else raw.decode("utf-8", "replace")
    return read_list(BytesIO(text.encode("utf-8", "replace")), inside=f"{opened.at} ", level=1)


def _is_case(content: object) -> bool:
    return isinstance(content, dict) and "caseNo" in content and ("defendantName" in content or "name" in content)


def _read_case(opened: Opened, raw: bytes) -> Iterator[Record]:
    return read_single_case(opened.content, raw=raw, at=opened.at, oddities=opened.oddities)


def _is_json_list(content: object) -> bool:
    return isinstance(content, dict) and (_holds_document(content.get("documents")) or _holds_document(content))


def _holds_document(holder: object) -> bool:
    """Whether the object holds a LIBRA document: with `data`, where other lists have their own parts."""
    document = holder.get("document") if isinstance(holder, dict) else None
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and "data" in first


def _read_json_list(opened: Opened, _raw: bytes) -> Iterator[Record]:
    return read_json_list(opened.content, at=opened.at)


XML_LIST: Final = XmlForm(FeedFormat.LIBRA_COURT_LIST, _is_xml_list, read_list)
LIST_AS_TEXT: Final = JsonForm(FeedFormat.LIBRA_COURT_LIST, _is_list_as_text, _read_text)
CASE: Final = JsonForm(FeedFormat.LIBRA_CASE, _is_case, _read_case)
JSON_LIST: Final = JsonForm(FeedFormat.LIBRA_COURT_LIST_JSON, _is_json_list, _read_json_list)
