"""The clerk's door: acts for one person, under the policy; one attribute per service, made when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.tracking import Tracking
from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from db.accounts.judge_key import JudgeKey
    from db.agencies.expected import ExpectedFeeds
    from db.court.adding import AddingService
    from db.court.attendance import AttendanceService
    from db.court.cases import CaseService
    from db.court.day import DayService
    from db.court.sealing import SealService
    from db.court.witnesses import WitnessService
    from db.file.bench import BenchService
    from db.file.correcting import CorrectionService
    from db.file.emergency import EmergencyService
    from db.file.file import FileService
    from db.file.follow import FollowService
    from db.file.held.entering import RecordService
    from db.file.home import HomeService
    from db.notes.handing import HandOverService
    from db.notes.service import NoteService
    from db.notes.unsaved import DraftService
    from db.outbox.sending import OutboxKeeper
    from db.output.answering import AnsweringService
    from db.output.service import OutputService
    from db.output.spi.service import SharingResults
    from db.people.here import Here
    from db.people.proposing import ProposalService
    from db.people.reviewing.people import LinkService
    from db.people.reviewing.service import ReviewService
    from db.people.service import PeopleService
    from db.people.settling.service import MatchService
    from db.reference.service import ReferenceService


class Desk(Tracking):
    """What one signed-in user can do; every call opens its own unit, so any thread may call.

    Services import their tables when first used, so that a screen paints before the models are loaded.
    `judge_key` is a judge's own, opened by the password at sign-in and kept in memory only; `drafts` is the
    folder of the draft journals of this terminal, `exports` that of prints and exports, `reference` that of code
    lists; `court` (code) and `room` (name) are the terminal's own.
    """

    def __init__(
        self,
        units: Units,
        actor: Actor,
        *,
        clock: Clock | None = None,
        judge_key: JudgeKey | None = None,
        drafts: Path | None = None,
        drafts_key: Callable[[], bytes] | None = None,
        court: str = "",
        room: str = "",
        exports: Path | None = None,
        reference: Path | None = None,
    ) -> None:
        super().__init__(units, actor)
        self.clock = clock or units.clock
        self.judge_key = judge_key
        self.drafts_folder = drafts
        self.exports_folder = exports
        self._reference_folder = reference
        self._drafts_key = drafts_key
        self._terminal = (court, room)
        self.last_sign_in: datetime | None = None
        """When this user last signed in, with `failures` wrong passwords since; shown once at home."""
        self.failures = 0
        self.heard = ""
        """The name typed in the find box when another name of a hit is added: proposed there, no place holds it."""

    @property
    def is_unattended(self) -> bool:
        """Whether a service acts, and no person waits."""
        from db.words.actor import Role

        return self.actor.has(Role.SERVICE)

    def step_up(self, password: str) -> None:
        """The password once more, for an act that wants it; good for five minutes. Raises Refused, TooSoon."""
        # The door is loaded where somebody knocks.
        from db.accounts.admitted import Terminal
        from db.accounts.sign_in import SignIn

        SignIn(self.units, Terminal(self.actor.terminal, self.actor.network_class)).step_up(self.actor, password)

    @cached_property
    def day(self) -> DayService:
        """Lists of a court's day."""
        from db.court.day import DayService

        court, room = self._terminal
        return DayService(self.units, self.actor, court=court, room=room)

    @cached_property
    def attendance(self) -> AttendanceService:
        """Who stood in the dock."""
        from db.court.attendance import AttendanceService

        return AttendanceService(self.units, self.actor)

    @cached_property
    def adding(self) -> AddingService:
        """Defendants added to a list at the court."""
        from db.court.adding import AddingService

        return AddingService(self.units, self.actor)

    @cached_property
    def case(self) -> CaseService:
        """One case with its defendants and hearings."""
        from db.court.cases import CaseService

        return CaseService(self.units, self.actor)

    @cached_property
    def sealing(self) -> SealService:
        """Cases restricted, and restrictions lifted."""
        from db.court.sealing import SealService

        return SealService(self.units, self.actor)

    @cached_property
    def matching(self) -> MatchService:
        """Runs that hold the whole record against itself."""
        from db.people.settling.service import MatchService

        return MatchService(self.units, self.actor)

    @cached_property
    def review(self) -> ReviewService:
        """Questions about who is who."""
        from db.people.reviewing.service import ReviewService

        return ReviewService(self.units, self.actor)

    @cached_property
    def links(self) -> LinkService:
        """Files joined and taken apart by hand, and what was decided about a person."""
        from db.people.reviewing.people import LinkService

        return LinkService(self.units, self.actor)

    @cached_property
    def witnesses(self) -> WitnessService:
        """Victims and witnesses of cases, entered and ended."""
        from db.court.witnesses import WitnessService

        return WitnessService(self.units, self.actor)

    @cached_property
    def file(self) -> FileService:
        """The person file and its vital strip."""
        from db.file.file import FileService

        return FileService(self.units, self.actor, judge_key=self.judge_key, here=self._here)

    @cached_property
    def corrections(self) -> CorrectionService:
        """Corrections beside what agencies sent."""
        from db.file.correcting import CorrectionService

        return CorrectionService(self.units, self.actor)

    @cached_property
    def records(self) -> RecordService:
        """Records that this user's agency enters."""
        from db.file.held.entering import RecordService

        return RecordService(self.units, self.actor)

    @cached_property
    def bench(self) -> BenchService:
        """The bench summary."""
        from db.file.bench import BenchService

        return BenchService(self.file, self.actor, self.clock)

    @cached_property
    def notes(self) -> NoteService:
        """Notes: written, corrected, withdrawn, undone; a judge's personal ones opened with the judge's key."""
        from db.notes.service import NoteService

        return NoteService(self.units, self.actor, judge_key=self.judge_key)

    @cached_property
    def handing(self) -> HandOverService:
        """A judge's own notes handed over to other judges, and taken back."""
        from db.notes.handing import HandOverService

        return HandOverService(self.units, self.actor, judge_key=self.judge_key)

    @cached_property
    def drafts(self) -> DraftService:
        """What was typed on this terminal and not saved yet."""
        from db.notes.unsaved import DraftService

        folder, key = self.drafts_folder, self._drafts_key
        return DraftService(self.units, self.actor, folder=folder, judge_key=self.judge_key, local_key=key)

    @cached_property
    def follow(self) -> FollowService:
        """What this user follows, and what changed in it."""
        from db.file.follow import FollowService

        return FollowService(self.units, self.actor)

    @cached_property
    def _here(self) -> Here:
        from db.people.here import Here

        return Here(*self._terminal)

    @cached_property
    def people(self) -> PeopleService:
        """Finding people, cases and hearings, and the other names of a person."""
        from db.people.service import PeopleService

        return PeopleService(self.units, self.actor, self._here)

    @cached_property
    def reference(self) -> ReferenceService:
        """Bringing the code lists up to date."""
        from db.reference.service import ReferenceService

        return ReferenceService(self.units, self.actor, folder=self._reference_folder)

    @cached_property
    def proposals(self) -> ProposalService:
        """Pairs proposed as the same person, for the queue of who reviews them."""
        from db.people.proposing import ProposalService

        return ProposalService(self.units, self.actor)

    @cached_property
    def home(self) -> HomeService:
        """What awaits this user at home."""
        from db.file.home import HomeService
        from db.search.home import prison_blocks

        return HomeService(self.units, self.actor, day=self.day, follow=self.follow, above=prison_blocks)

    @cached_property
    def output(self) -> OutputService:
        """Prints and exports."""
        from db.output.service import OutputService

        return OutputService(self.units, self.actor, folder=self.exports_folder)

    @cached_property
    def results(self) -> SharingResults:
        """Results shared with the police."""
        from db.output.spi.service import SharingResults

        return SharingResults(self.units, self.actor)

    @cached_property
    def expected(self) -> ExpectedFeeds:
        """Which feeds are expected, and how they stand."""
        from db.agencies.expected import ExpectedFeeds

        return ExpectedFeeds(self.units, self.actor)

    @cached_property
    def outbox(self) -> OutboxKeeper:
        """Messages to other systems: sent, receipted, repeated."""
        from db.outbox.sending import OutboxKeeper

        return OutboxKeeper(self.units, self.actor)

    @cached_property
    def answering(self) -> AnsweringService:
        """Files of questions to the find box."""
        from db.output.answering import AnsweringService

        return AnsweringService(self.units, self.actor)

    @cached_property
    def emergency(self) -> EmergencyService:
        """Emergency access: opened, read, closed, reviewed."""
        from db.file.emergency import EmergencyService

        return EmergencyService(self.units, self.actor)
