"""What stands above the hearings of a Crown Court list: which list it is, and of which court and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from db.exchange.carried import known
from db.exchange.formats.crown.fields import short_name
from db.exchange.formats.fields import Fields
from db.exchange.formats.moments import moment_from
from db.exchange.list_kinds import DRAFT, FINAL, FIRM, WARNED, kind_of_list
from db.exchange.records import ListKey

_BY_TYPE: Final = {"DL": FINAL, "FL": FIRM, "WL": WARNED}
_BY_ROOT: Final = {"DailyList": FINAL, "FirmList": FIRM, "WarnedList": WARNED}


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """The list as a whole; `starts` and `ends` are the days it is for."""

    word: str
    starts: date | None
    ends: date | None
    published: datetime | None

    @property
    def day(self) -> date | None:
        """The one day that the list is for, None where it is for several."""
        return self.starts if self.ends in (None, self.starts) or self.word in (FINAL, DRAFT) else None

    @property
    def monday(self) -> date | None:
        """The beginning of the list's first week: all that a case without a fixed day has."""
        return self.starts - timedelta(days=self.starts.weekday()) if self.starts else None


@dataclass(frozen=True, slots=True)
class CourtHead:
    """The court house of one part of the list; `code` is its XHIBIT code, a key of its own."""

    at: str
    code: str | None
    name: str | None
    on: date | None

    @property
    def court(self) -> str | None:
        """What the court is known by in keys."""
        return f"XHIBIT {self.code}" if self.code else self.name


def document_head(root: Fields, name: str) -> DocumentHead:
    """The head of the document; a daily list whose own name says so is a draft."""
    about, header = root.child("DocumentID"), root.child("ListHeader")
    kind = about.word("DocumentType") if about else None
    word = _BY_TYPE.get((kind or "").upper()) or _BY_ROOT.get(name, FINAL)
    named = about.word("DocumentName") if about else None
    if word == FINAL and (named or "").upper().startswith("DRAFT"):
        word = DRAFT
    if header is None:
        return DocumentHead(word, None, None, None)
    said = header.word("PublishedTime")
    moment = moment_from(said) if said else None
    return DocumentHead(
        word,
        known(header.day("StartDate")),
        known(header.day("EndDate")),
        moment.astimezone(UTC) if moment else None,
    )


def court_head(part: Fields, whole: Fields | None) -> CourtHead:
    """The court house of a part, else that of the document."""
    house = part.child("CourtHouse") or whole
    code = house.word("CourtHouseCode") if house else None
    return CourtHead(part.at, code, short_name(house), known(part.day("SittingDate")))


def list_key(court: CourtHead, on: date, head: DocumentHead) -> ListKey | None:
    """The scope of the list: the whole court house on one day."""
    return ListKey(court.court, on, None, kind_of_list("crown", head.word)) if court.court else None
