"""The office behind the clerk's door: accounts, set-up, feeds, sharing, oversight; a service each, made when used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.unit import Units
from db.words.actor import Actor

if TYPE_CHECKING:
    from db.accounts.authorising import AuthorisingService
    from db.accounts.changing import ChangingService
    from db.accounts.reviewing import ReviewingService
    from db.accounts.sign_in_keeping import SignInKeeping
    from db.accounts.users import UsersService
    from db.agencies.areas import AreasService
    from db.agencies.code_map import CodeMapService
    from db.agencies.courts import CourtsService
    from db.agencies.set_up import SetUpService
    from db.agencies.sharing.effect import EffectService
    from db.agencies.sharing.rules import RulesService
    from db.exchange.deciding import DecidingService
    from db.exchange.quarantine import QuarantineService
    from db.exchange.service import FeedService
    from db.file.sharing.requests import RequestsService
    from db.file.sharing.why import WhyService
    from db.mail.previewing import PreviewService
    from db.mail.settings import MailSettingsService
    from db.mail.subscriptions import SubscriptionService
    from db.notes.recovering import RecoveryService
    from db.oversight.log import LogService
    from db.oversight.ours import OursService
    from db.oversight.seen import SeenService
    from db.people.reviewing.overseeing import OverseeingService


class Office:
    """What administrators, sharing leads, authorisers and auditors ask for; the desk has all of it too.

    Services import their tables when first used, as those of the desk do.
    """

    def __init__(self, units: Units, actor: Actor) -> None:
        self.units = units
        self.actor = actor

    @cached_property
    def courts(self) -> CourtsService:
        """Courts and rooms to choose from."""
        from db.agencies.courts import CourtsService

        return CourtsService(self.units, self.actor)

    @cached_property
    def recovery(self) -> RecoveryService:
        """The sealed recovery key of judges' notes, for administrators with its custodians beside them."""
        from db.notes.recovering import RecoveryService

        return RecoveryService(self.units, self.actor)

    @cached_property
    def feeds(self) -> FeedService:
        """Files of other systems: taken in, listed, looked into."""
        from db.exchange.service import FeedService

        return FeedService(self.units, self.actor)

    @cached_property
    def quarantine(self) -> QuarantineService:
        """What of files is set aside: listed, mended, taken in."""
        from db.exchange.quarantine import QuarantineService

        return QuarantineService(self.units, self.actor)

    @cached_property
    def overseeing(self) -> OverseeingService:
        """Who decided what about who is who, and links of rules to check."""
        from db.people.reviewing.overseeing import OverseeingService

        return OverseeingService(self.units, self.actor)

    @cached_property
    def deciding(self) -> DecidingService:
        """Weekly files of prisons that wait for a decision."""
        from db.exchange.deciding import DecidingService

        return DecidingService(self.units, self.actor)

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
    def areas(self) -> AreasService:
        """Areas and the postcodes that lie in them, for administrators."""
        from db.agencies.areas import AreasService

        return AreasService(self.units, self.actor)

    @cached_property
    def code_map(self) -> CodeMapService:
        """What other systems call courts and rooms, for administrators."""
        from db.agencies.code_map import CodeMapService

        return CodeMapService(self.units, self.actor)

    @cached_property
    def subscriptions(self) -> SubscriptionService:
        """Weekly lists asked for, authorised, revoked."""
        from db.mail.subscriptions import SubscriptionService

        return SubscriptionService(self.units, self.actor)

    @cached_property
    def weekly(self) -> PreviewService:
        """A weekly list as it is now, and its mail as it would go."""
        from db.mail.previewing import PreviewService

        return PreviewService(self.units, self.actor)

    @cached_property
    def mail(self) -> MailSettingsService:
        """How mail leaves, and to whom it is encrypted."""
        from db.mail.settings import MailSettingsService

        return MailSettingsService(self.units, self.actor)

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
