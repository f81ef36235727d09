"""Words of feeds: formats, states of a file and what became of a record."""

from __future__ import annotations

from db.words.families.worded import Worded


class System(Worded):
    """The system that wrote a record; part of every natural key made from it."""

    LIBRA = "libra", "LIBRA"
    COMMON_PLATFORM = "common-platform", "Common Platform"
    PEOPLE_CSV = "people-csv", "list of people"
    POLICE_CASE = "police-case", "police case"
    LIST = "list", "published list"
    PRISON = "prison", "prison record"
    PROBATION = "probation", "probation record"
    POLICE_RECORD = "police-record", "police record"
    LEGAL_AID = "legal-aid", "legal aid"
    TRACKER = "other-tracker", "another Tracker"

    @property
    def identifies_people(self) -> bool:
        """Whether its defendants have numbers of their own; else court, case, name and birth stand for them."""
        return self in {System.COMMON_PLATFORM, System.LEGAL_AID, System.TRACKER}


class FeedFormat(Worded):
    """Formats that are recognised by content."""

    LIBRA_COURT_LIST = "libra-court-list", "LIBRA court list (XML)"
    LIBRA_COURT_LIST_JSON = "libra-court-list-json", "LIBRA court list (JSON)"
    LIBRA_CASE = "libra-case", "LIBRA case (JSON)"
    COMMON_PLATFORM_HEARING = "common-platform-hearing", "Common Platform hearing event"
    COMMON_PLATFORM_LIST = "common-platform-list", "Common Platform court list"
    COMMON_PLATFORM_EVENT = "common-platform-event", "Common Platform event"
    PUBLISHED_LIST = "published-list", "published list (JSON)"
    CROWN_LIST = "crown-list", "Crown Court list (XML)"
    CROWN_LIST_JSON = "crown-list-json", "Crown Court list (JSON)"
    POLICE_NEW_CASE = "spi-new-case", "police case (SPI, XML)"
    POLICE_RESULTED_CASE = "spi-resulted-case", "resulted case (SPI, XML)"
    CASE_INITIATION = "case-initiation", "prosecutor's case (JSON)"
    SINGLE_JUSTICE_CASE = "single-justice-case", "single justice case (JSON)"
    LEGAL_AID_CASE = "legal-aid-case", "legal aid case (JSON)"
    LEGAL_AID_CSV = "legal-aid-csv", "legal aid cases (CSV)"
    PRISONER = "prisoner", "prisoner record (JSON)"
    PRISONER_CSV = "prisoner-csv", "prisoners (CSV)"
    PROBATION_RECORD = "probation-record", "probation record (JSON)"
    POLICE_RECORD = "police-record", "police record (JSON)"
    TRACKER = "tracker", "file of another Tracker (JSON)"
    NO_FACTS = "no-facts", "known, not a source of facts"
    PEOPLE_CSV = "people-csv", "people (CSV)"
    UNKNOWN = "unknown", "not recognised"

    @property
    def is_snapshot(self) -> bool:
        """A snapshot is the whole list of a court and day, so what it lacks has gone; an event is a delta."""
        return self in {
            FeedFormat.LIBRA_COURT_LIST,
            FeedFormat.LIBRA_COURT_LIST_JSON,
            FeedFormat.COMMON_PLATFORM_LIST,
            FeedFormat.PUBLISHED_LIST,
            FeedFormat.CROWN_LIST,
            FeedFormat.CROWN_LIST_JSON,
        }


class BatchState(Worded):
    """How far a file is: rows of an open one are out of sight."""

    OPEN = "open", "being read"
    ACCEPTED = "accepted", "accepted"
    REFUSED = "refused", "refused"
    WAITING = "waiting", "waits for a decision"


class FeedHealth(Worded):
    """How a feed that is expected stands."""

    ON_TIME = "on-time", "on time"
    LATE = "late", "late"
    FAILED = "failed", "failed"


class RecordOutcome(Worded):
    """What one record of a file did to the database."""

    NEW = "new", "new"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    QUARANTINED = "quarantined", "quarantined"
