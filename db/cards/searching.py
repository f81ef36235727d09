"""What is asked of a whole area, and what was found: who matches, and who cannot be decided for a missing value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, TypeAlias
from uuid import UUID

from db.words.dates import short
from db.words.families.places import AreaKind
from db.words.families.worded import Worded

BY_HAND: Final = "entered by hand"

Days: TypeAlias = tuple[date, date | None]
"""Days that are looked at in place of the months; without a last one up to the day of the search."""
Value: TypeAlias = str | int | bool | date | tuple[str, ...] | None


class SearchKind(Worded):
    """The named searches and lists; values are the words of the command line."""

    CROSS_BORDER = "crossborder", "frequent cross-border offenders"
    RELEASE = "release", "released soon"
    CONVICTED = "convicted", "convicted in the month"
    OFFENCE = "offence", "offences by type"
    IN_PRISON = "inprison", "in prison"
    CHANGED = "changed", "prison details changed"
    UNFINALISED = "unfinalised", "in custody with offences that are not final"
    PEOPLE = "people", "people by free criteria"


class Mode(Worded):
    """Whether one criterion is enough."""

    ANY = "any", "any of them"
    ALL = "all", "all of them"


class Band(Worded):
    """Where in a list a row stands."""

    DUE = "due", "due"
    POSSIBLE = "possible", "possible"
    OVERDUE = "overdue", "overdue"
    NO_DATE = "no date", "no date"
    MISSED = "not in this week's download", "not in this week's download"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What every search asks: an area by its code, and a day, today where none is said."""

    kind: ClassVar[SearchKind]
    area: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossBorder(Query):
    """Who offends across the borders of the level above the registration."""

    kind = SearchKind.CROSS_BORDER
    months: int = 12
    between: Days | None = None
    threshold: int = 3
    dates: int = 2
    border: AreaKind = AreaKind.FORCE
    alleged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Query):
    """Who is released within so many days."""

    kind = SearchKind.RELEASE
    days: int = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Convicted(Query):
    """Who was convicted in the month in which this day lies; that of the search's day where none is said."""

    kind = SearchKind.CONVICTED
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """So many offences of a type or group."""

    type: str
    least: int = 1

    @property
    def words(self) -> str:
        """`burglary>=2`; the type alone where one is enough."""
        return self.type if self.least == 1 else f"{self.type}>={self.least}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offences(Query):
    """Who committed offences of these types, and none of those of `without`."""

    kind = SearchKind.OFFENCE
    wanted: tuple[Criterion, ...]
    mode: Mode = Mode.ANY
    without: tuple[str, ...] = ()
    months: int = 3
    between: Days | None = None
    alleged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InPrison(Query):
    """Who is in prison by the latest accepted download, and who was in the one before and is missing."""

    kind = SearchKind.IN_PRISON


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Query):
    """Whose prison details changed; `since` is the download of the last list, the previous one where none is said."""

    kind = SearchKind.CHANGED
    since: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinalised(Query):
    """Who is in custody with charges that are not final."""

    kind = SearchKind.UNFINALISED


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Query):
    """Who meets every one of these criteria; those that are None or empty are not asked.

    `area` is that of a registration; without one a court, an agency or a name says where to begin. `hearing` is the
    first and last day on which one is listed.
    """

    kind = SearchKind.PEOPLE
    area: str = ""
    wanted: tuple[Criterion, ...] = ()
    mode: Mode = Mode.ALL
    without: tuple[str, ...] = ()
    months: int = 3
    between: Days | None = None
    alleged: bool = False
    name: str = ""
    age: tuple[int, int] | None = None
    court: str = ""
    agency: str = ""
    held: bool | None = None
    release: int | None = None
    bail: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    hearing: tuple[date, date] | None = None
    on_order: bool | None = None
    needs: tuple[str, ...] = ()
    registered: bool | None = None

    def __repr__(self) -> str:
        """Without the name that was asked."""
        return f"People({self.area or self.court or self.agency})"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of what was found: its key in documents, its heading for readers."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class OffenceLine:
    """One offence behind a row: `on` is its first day, `about` marks a range of days.

    `by_hand` marks one that police or prosecution entered, and that stands on no case.
    """

    ref: str
    type: str
    what: str
    on: date | None
    about: bool
    area: str
    status: str
    by_hand: bool = False

    @property
    def words(self) -> str:
        """`101 Burglary, ~25 Jun 2007, BOL, charged`."""
        day = f"{'~' if self.about else ''}{short(self.on)}" if self.on else "date not given"
        told = [f"{self.ref} {self.what or self.type}".strip(), day, self.area or "place not given", self.status]
        return ", ".join([*told, BY_HAND] if self.by_hand else told)


@dataclass(frozen=True, slots=True)
class Row:
    """One person, or one offence or field of a person, as the list shows it; `values` stand under the columns.

    `missing` names the values without which it cannot be decided, each as `date of offence 115`.
    """

    person_id: UUID
    ref: str
    name: str
    values: tuple[Value, ...]
    band: Band | None = None
    offences: tuple[OffenceLine, ...] = ()
    missing: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Without whom it is about."""
        return f"Row({self.person_id})"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found on a day: rows in order, and who cannot be decided.

    `prison_data_of` is the day of the prison download that was used, `banner` says where it is old or missing.
    `download` is that download's own id, for the list of the next week.
    """

    query: Query
    as_of: date
    area: str
    area_name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cannot_decide: tuple[Row, ...] = ()
    registered: int = 0
    prison_data_of: date | None = None
    banner: str = ""
    download: UUID | None = None

    def __repr__(self) -> str:
        """Without whom it is about."""
        return f"Found({self.query.kind}, {len(self.rows)} rows)"

    @property
    def people(self) -> int:
        """How many people the rows are about."""
        return len({row.person_id for row in self.rows})

    @property
    def bands(self) -> dict[Band, int]:
        """How many rows each band has, where the list has bands."""
        found = Counter(row.band for row in self.rows if row.band is not None)
        return {band: found[band] for band in Band if band in found}

    @property
    def words(self) -> str:
        """Both counts: `3 people, 4 rows; cannot decide: 1`."""
        rows = f", {len(self.rows):,} rows" if len(self.rows) != self.people else ""
        banded = ", ".join(f"{count:,} {band.label}" for band, count in self.bands.items())
        told = f" ({banded})" if banded else ""
        many = f"{self.people:,} {'person' if self.people == 1 else 'people'}"
        return f"{many}{rows}{told}; cannot decide: {len(self.cannot_decide):,}"


def cell_words(value: Value) -> str:
    """A value as it stands in a cell, `25 Jun 2007` for a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return short(value) if isinstance(value, date) else str(value)
