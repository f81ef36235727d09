"""The clerk's door: acts for one person, under the policy; one attribute per service, made when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from db.accounts.authorising import AuthorisingService
    from db.accounts.changing import ChangingService
    from db.accounts.judge_key import JudgeKey
    from db.accounts.reviewing import ReviewingService
    from db.accounts.sign_in_keeping import SignInKeeping
    from db.accounts.users import UsersService
    from db.agencies.code_map import CodeMapService
    from db.agencies.courts import CourtsService
    from db.agencies.set_up import SetUpService
    from db.agencies.sharing.effect import EffectService
    from db.agencies.sharing.rules import RulesService
    from db.court.adding import AddingService
    from db.court.attendance import AttendanceService
    from db.court.cases import CaseService
    from db.court.day import DayService
    from db.court.sealing import SealService
    from db.court.witnesses import WitnessService
    from db.exchange.service import FeedService
    from db.file.bench import BenchService
    from db.file.emergency import EmergencyService
    from db.file.file import FileService
    from db.file.follow import FollowService
    from db.file.held.entering import RecordService
    from db.file.home import HomeService
    from db.file.sharing.requests import RequestsService
    from db.file.sharing.why import WhyService
    from db.notes.handing import HandOverService
    from db.notes.recovering import RecoveryService
    from db.notes.service import NoteService
    from db.notes.unsaved import DraftService
    from db.output.service import OutputService
    from db.oversight.log import LogService
    from db.oversight.ours import OursService
    from db.oversight.seen import SeenService
    from db.people.service import PeopleService


class Desk:
    """What one signed-in user can do; every call opens its own unit, so any thread may call.

    Services import their tables when first used, so that a screen paints before the models are loaded.
    `judge_key` is a judge's own, opened by the password at sign-in and kept in memory only; `drafts` is the
    folder of the draft journals of this terminal, `exports` that of prints and exports; `court` (code) and
    `room` (name) are the terminal's own.
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
    ) -> None:
        self.units = units
        self.actor = actor
        self.clock = clock or units.clock
        self.judge_key = judge_key
        self.drafts_folder = drafts
        self.exports_folder = exports
        self._drafts_key = drafts_key
        self._terminal = (court, room)
        self.last_sign_in: datetime | None = None
        """When this user last signed in, with `failures` wrong passwords since; shown once at home."""
        self.failures = 0

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
    def courts(self) -> CourtsService:
        """Courts and rooms to choose from."""
        from db.agencies.courts import CourtsService

        return CourtsService(self.units, self.actor)

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
    def witnesses(self) -> WitnessService:
        """Victims and witnesses of cases, entered and ended."""
        from db.court.witnesses import WitnessService

        return WitnessService(self.units, self.actor)

    @cached_property
    def file(self) -> FileService:
        """The person file and its vital strip."""
        from db.file.file import FileService

        return FileService(self.units, self.actor, judge_key=self.judge_key)

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
    def recovery(self) -> RecoveryService:
        """The sealed recovery key of judges' notes, for administrators with its custodians beside them."""
        from db.notes.recovering import RecoveryService

        return RecoveryService(self.units, self.actor)

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
    def people(self) -> PeopleService:
        """Finding people, cases and hearings, and the other names of a person."""
        from db.people.service import PeopleService

        return PeopleService(self.units, self.actor)

    @cached_property
    def feeds(self) -> FeedService:
        """Files of other systems: taken in, listed, looked into."""
        from db.exchange.service import FeedService

        return FeedService(self.units, self.actor)

    @cached_property
    def users(self) -> UsersService:
        """Accounts, for administrators."""
        from db.accounts.users import UsersService

        return UsersService(self.units, self.actor)

    @cached_property
    def account_requests(self) -> AuthorisingService:
        """Account requests, for the authoriser of an area."""
        from db.accounts.authorising import AuthorisingService

        return AuthorisingService(self.units, self.actor)

    @cached_property
    def sign_ins(self) -> SignInKeeping:
        """Who is signed in where, for administrators."""
        from db.accounts.sign_in_keeping import SignInKeeping

        return SignInKeeping(self.units, self.actor)

    @cached_property
    def accounts(self) -> ChangingService:
        """Changes to accounts, for administrators."""
        from db.accounts.changing import ChangingService

        return ChangingService(self.units, self.actor)

    @cached_property
    def account_review(self) -> ReviewingService:
        """Accounts that somebody should look at again."""
        from db.accounts.reviewing import ReviewingService

        return ReviewingService(self.units, self.actor)

    @cached_property
    def set_up(self) -> SetUpService:
        """Courts and agencies of the installation, for administrators."""
        from db.agencies.set_up import SetUpService

        return SetUpService(self.units, self.actor)

    @cached_property
    def code_map(self) -> CodeMapService:
        """What other systems call courts and rooms, for administrators."""
        from db.agencies.code_map import CodeMapService

        return CodeMapService(self.units, self.actor)

    @cached_property
    def home(self) -> HomeService:
        """What awaits this user at home."""
        from db.file.home import HomeService

        return HomeService(self.units, self.actor, day=self.day, follow=self.follow)

    @cached_property
    def output(self) -> OutputService:
        """Prints and exports."""
        from db.output.service import OutputService

        return OutputService(self.units, self.actor, folder=self.exports_folder)

    @cached_property
    def emergency(self) -> EmergencyService:
        """Emergency access: opened, read, closed, reviewed."""
        from db.file.emergency import EmergencyService

        return EmergencyService(self.units, self.actor)

    @cached_property
    def log(self) -> LogService:
        """The log, for auditors."""
        from db.oversight.log import LogService

        return LogService(self.units, self.actor)

    @cached_property
    def seen(self) -> SeenService:
        """Who has seen a file."""
        from db.oversight.seen import SeenService

        return SeenService(self.units, self.actor)

    @cached_property
    def sharing(self) -> RulesService:
        """The sharing rules of the own agency, for its sharing lead."""
        from db.agencies.sharing.rules import RulesService

        return RulesService(self.units, self.actor)

    @cached_property
    def sharing_effect(self) -> EffectService:
        """What those rules come to, and what one more or less would change."""
        from db.agencies.sharing.effect import EffectService

        return EffectService(self.units, self.actor)

    @cached_property
    def share_requests(self) -> RequestsService:
        """Requests for what an owner withholds: asked, and answered by the owner's sharing lead."""
        from db.file.sharing.requests import RequestsService

        return RequestsService(self.units, self.actor)

    @cached_property
    def why(self) -> WhyService:
        """Why somebody gets what."""
        from db.file.sharing.why import WhyService

        return WhyService(self.units, self.actor)

    @cached_property
    def ours(self) -> OursService:
        """What of the own agency's records was read, for its sharing lead."""
        from db.oversight.ours import OursService

        return OursService(self.units, self.actor)
