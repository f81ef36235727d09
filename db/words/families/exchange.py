"""Words of feeds: formats, states of a file and what became of a record."""

from __future__ import annotations

from db.words.families.worded import Worded


class System(Worded):
    """The system that wrote a record; part of every natural key made from it."""

    LIBRA = "libra", "LIBRA"
    COMMON_PLATFORM = "common-platform", "Common Platform"
    PEOPLE_CSV = "people-csv", "list of people"


class FeedFormat(Worded):
    """Formats that are recognised by content."""

    LIBRA_COURT_LIST = "libra-court-list", "LIBRA court list (XML)"
    LIBRA_COURT_LIST_JSON = "libra-court-list-json", "LIBRA court list (JSON)"
    LIBRA_CASE = "libra-case", "LIBRA case (JSON)"
    COMMON_PLATFORM_HEARING = "common-platform-hearing", "Common Platform hearing event"
    PEOPLE_CSV = "people-csv", "people (CSV)"
    UNKNOWN = "unknown", "not recognised"

    @property
    def is_snapshot(self) -> bool:
        """A snapshot is the whole list of a court and day, so what it lacks has gone; an event is a delta."""
        return self in {FeedFormat.LIBRA_COURT_LIST, FeedFormat.LIBRA_COURT_LIST_JSON}


class BatchState(Worded):
    """How far a file is: rows of an open one are out of sight."""

    OPEN = "open", "being read"
    ACCEPTED = "accepted", "accepted"
    REFUSED = "refused", "refused"


class RecordOutcome(Worded):
    """What one record of a file did to the database."""

    NEW = "new", "new"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    QUARANTINED = "quarantined", "quarantined"
