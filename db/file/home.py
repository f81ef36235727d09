"""What awaits a user at home: the list, news of followed files, own notes, or the state of the installation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.agencies.courts import court_card
from db.cards.follow import ChangeCard
from db.cards.home import HomeBlock, HomeCard, HomeKind, HomeLine, Opens
from db.file.home_accounts import AccountBlocks, log_block
from db.file.home_corrections import correction_makers
from db.file.home_emergency import told_makers
from db.file.home_feeds import feed_makers
from db.file.home_outbox import outbox_makers
from db.file.home_sharing import sharing_makers
from db.people.shown import NOT_KNOWN, shown
from db.tables.hearings import Listing
from db.tables.notes import Note
from db.tables.places import Court
from db.tables.system import FeedBatch
from db.words.actor import Actor, Role
from db.words.dates import court_time, short, spell
from db.words.families.court import GONE
from db.words.families.exchange import BatchState

if TYPE_CHECKING:
    from db.cards.day import ListRow
    from db.court.day import DayService
    from db.file.follow import FollowService
    from db.unit import Unit, Units

MOST: Final = 8
"""Lines of one block: three blocks stand on one page of 24 lines."""
Blocks = Callable[["Units", Actor], tuple[HomeBlock, ...]]
"""Blocks that a room above this one adds."""
NO_LIST: Final = HomeBlock(
    "Today's list", why="You are posted to no court that is set up.", next_key="Ask the administrator."
)


def home_kind(actor: Actor) -> HomeKind:
    """Which home the actor's roles lead to."""
    if actor.has(Role.JUDGE):
        return HomeKind.JUDGE
    if actor.has(*rules.COURT_STAFF):
        return HomeKind.CLERK
    if actor.has(Role.ADMINISTRATOR):
        return HomeKind.ADMINISTRATOR
    if actor.has(Role.AUDITOR):
        return HomeKind.AUDITOR
    if actor.has(Role.TRAINER):
        return HomeKind.TRAINER
    if rules.sees_cases(actor):
        return HomeKind.AGENCY
    return HomeKind.AUTHORISER if actor.has(Role.AUTHORISER) else HomeKind.OTHER


def _none(_: Units, __: Actor) -> tuple[HomeBlock, ...]:
    return ()


class HomeService:
    """The home of one actor."""

    def __init__(
        self, units: Units, actor: Actor, *, day: DayService, follow: FollowService, above: Blocks = _none
    ) -> None:
        self._units = units
        self._actor = actor
        self._day = day
        self._follow = follow
        self._above = above
        self._accounts = AccountBlocks(units, actor)

    def card(self) -> HomeCard:
        """The blocks of this user's home, in the order in which they are read."""
        kind = home_kind(self._actor)
        makers: dict[HomeKind, tuple[Callable[[], HomeBlock], ...]] = {
            HomeKind.CLERK: (self._list, self._news),
            HomeKind.JUDGE: (self._list, self._notes, self._news),
            HomeKind.AGENCY: (self._our_people, self._news),
            HomeKind.ADMINISTRATOR: (self._accounts.administrator, self._courts, self._feeds, self._upkeep),
            HomeKind.AUTHORISER: (self._accounts.authoriser,),
            HomeKind.AUDITOR: (log_block,),
            HomeKind.TRAINER: (self._teaching,),
            HomeKind.OTHER: (self._nothing,),
        }
        asked: tuple[Callable[[], HomeBlock], ...] = ()
        if self._actor.has(Role.AUTHORISER, Role.ADMINISTRATOR):
            asked = (self._accounts.requests,)
        asked = (
            *asked,
            *told_makers(self._units, self._actor),
            *feed_makers(self._units, self._actor),
            *correction_makers(self._units, self._actor),
            *outbox_makers(self._units, self._actor),
            *sharing_makers(self._units, self._actor),
        )
        return HomeCard(kind, (*self._above(self._units, self._actor), *(make() for make in (*asked, *makers[kind]))))

    def _list(self) -> HomeBlock:
        scope = self._day.start()
        if scope is None:
            return NO_LIST
        page = self._day.page(scope, limit=MOST)
        with self._units.read(self._actor) as unit:
            court = court_card(unit, scope.court_id)
        rooms = {room.id: f", court {room.name}" for room in court.rooms}
        where = f"{court.name}{rooms.get(scope.room_id, '') if scope.room_id else ''}, {spell(scope.day)}"
        return HomeBlock(
            f"Today ({page.words}): {where}",
            tuple(_row(row) for row in page.items),
            why="Nobody is listed here today.",
            next_key="F2 shows other days and courts; tracker feed import loads a list.",
        )

    def _news(self) -> HomeBlock:
        changes = self._follow.changes()
        return HomeBlock(
            f"Changed since you looked ({len(changes)})",
            tuple(_change(change) for change in changes[:MOST]),
            why="Nothing that you follow has changed.",
            next_key="s on a file follows that person.",
        )

    def _notes(self) -> HomeBlock:
        """The judge's own notes; a personal one shows whom and when, its words stay sealed here."""
        n = Note
        wanted = (
            sa.select(n)
            .where(
                col(n.author_id) == self._actor.user_id, col(n.withdrawn_at).is_(None), col(n.superseded_at).is_(None)
            )
            .order_by(col(n.written_at).desc())
            .limit(MOST)
        )
        with self._units.read(self._actor) as unit:
            notes = unit.session.scalars(wanted).all()
            people = shown(unit, [note.person_id for note in notes])
        lines = []
        for note in notes:
            on, at = court_time(note.written_at)
            name = people[note.person_id].name if note.person_id in people else NOT_KNOWN
            lines.append(
                HomeLine(
                    f"note:{note.id}",
                    f"{name}, {note.kind.label} note",
                    f"{short(on)} {at:%H:%M}",
                    Opens.PERSON,
                    note.person_id,
                )
            )
        return HomeBlock(
            "My notes", tuple(lines), why="You have written no notes yet.", next_key="F6 on a file writes one."
        )

    def _our_people(self) -> HomeBlock:
        today = self._units.clock.today()
        with self._units.read(self._actor) as unit:
            lines, total = _listed_today(unit, today)
        return HomeBlock(
            f"Our people listed on {spell(today)} ({len(lines):,} of {total:,})",
            lines,
            why="Nobody who concerns you or your agency is listed today.",
            next_key="/ finds a person.",
        )

    def _courts(self) -> HomeBlock:
        with self._units.read(self._actor) as unit:
            courts = unit.session.scalars(sa.select(Court).order_by(col(Court.name)).limit(200)).all()
        waiting = [court for court in courts if not (court.set_up and court.enabled)]
        lines = [HomeLine("courts:on", f"{len(courts) - len(waiting):,} enabled")]
        for court in waiting[:MOST]:
            verb = "enable" if court.set_up else "add"
            lines.append(
                HomeLine(
                    f"court:{court.id}",
                    f"{court.code} {court.name} is {'not enabled' if court.set_up else 'not set up'}",
                    f"tracker court {verb} {court.code}",
                    sign="!",
                )
            )
        return HomeBlock("Courts", tuple(lines))

    def _feeds(self) -> HomeBlock:
        b = FeedBatch
        with self._units.read(self._actor) as unit:
            batches = unit.session.scalars(sa.select(b).order_by(col(b.taken_at).desc()).limit(5)).all()
        lines = []
        for batch in batches:
            on, at = court_time(batch.taken_at)
            counts = (
                f"{batch.read:,} read, {batch.new:,} new, {batch.changed:,} changed, {batch.quarantined:,} set aside"
            )
            odd = batch.state is not BatchState.ACCEPTED or batch.quarantined
            text = f"{batch.file_name}: {batch.state.label}, {counts}"
            lines.append(HomeLine(f"batch:{batch.id}", text, f"{short(on)} {at:%H:%M}", sign="!" if odd else ""))
        return HomeBlock(
            "Feeds", tuple(lines), why="No file of another system was read yet.", next_key="tracker feed import FILE"
        )

    def _upkeep(self) -> HomeBlock:
        return HomeBlock(
            "Upkeep",
            (
                HomeLine("upkeep:doctor", "tracker doctor: is this installation sound, and which files does it read?"),
                HomeLine("upkeep:backup", "tracker db backup FILE, while clerks go on working"),
                HomeLine("upkeep:check", "tracker db check"),
            ),
        )

    def _teaching(self) -> HomeBlock:
        return HomeBlock(
            "Teaching",
            (
                HomeLine("teach:demo", "tracker demo: invented courts, people and notes, one user for each role"),
                HomeLine("teach:reset", "tracker demo --reset: everything as at the beginning"),
                HomeLine("teach:as", "tracker demo --as ROLE: begin as that role's user"),
                HomeLine("teach:date", "tracker demo --date DAY: live on another day"),
                HomeLine("teach:keys", "? on any screen: the keys that count there; F1: what the screen is for"),
            ),
        )

    def _nothing(self) -> HomeBlock:
        return HomeBlock(
            "Home", why="Your role reads no files and keeps no lists.", next_key="^P shows what is possible."
        )


def _row(row: ListRow) -> HomeLine:
    at = f"{row.starts_at:%H:%M} " if row.starts_at else ""
    signs = f" [{row.signs.letters}]" if row.signs.letters else ""
    age = f" ({row.age})" if row.age is not None else ""
    charges = f", {row.charges[0]}" if row.charges else ""
    return HomeLine(
        f"listing:{row.listing_id}",
        f"{at}{row.room} {row.name}{age}{signs}{charges}",
        row.mark.state.label if row.mark else "",
        Opens.PERSON,
        row.person_id,
        row.case_id,
        row.hearing_id,
        sign="~" if row.change else "",
    )


def _change(change: ChangeCard) -> HomeLine:
    by = f", {change.by}" if change.by else ""
    on, at = court_time(change.at)
    return HomeLine(
        f"change:{change.key}",
        f"{change.person}: {change.words}",
        f"{short(on)} {at:%H:%M}{by}",
        Opens.PERSON,
        change.person_id,
        change.case_id,
        sign="~",
    )


def _listed_today(unit: Unit, today: date) -> tuple[tuple[HomeLine, ...], int]:
    """The first rows of today that this actor may see, and how many there are."""
    ls = Listing
    here = (col(ls.sitting_on) == today, col(ls.state).not_in(GONE))
    total = unit.session.scalar(sa.select(sa.func.count(col(ls.id))).where(*here)) or 0
    wanted = (
        sa.select(ls, col(Court.name))
        .join(Court, col(Court.id) == col(ls.court_id))
        .where(*here)
        .order_by(col(Court.name), col(ls.starts_at), col(ls.sequence))
        .limit(2 * MOST)
    )
    rows = unit.session.execute(wanted).all()
    people = shown(unit, [row.person_id for row, _ in rows])
    lines = [
        _listed(row, court, people[row.person_id].name if row.person_id in people else NOT_KNOWN) for row, court in rows
    ]
    return tuple(lines), total


def _listed(row: Listing, court: str, name: str) -> HomeLine:
    at = f"{row.starts_at:%H:%M} " if row.starts_at else ""
    person: UUID = row.person_id
    return HomeLine(f"listing:{row.id}", f"{at}{name}", court, Opens.PERSON, person, hearing_id=row.hearing_id)
