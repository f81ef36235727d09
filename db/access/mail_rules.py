"""Who subscribes to weekly lists, who authorises it, where mail may go, and why one is not sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from db.access.accounts_rules import Parents, covers
from db.access.matrix import default
from db.access.output_rules import mails
from db.access.rules import Decision
from db.access.standing import Standing
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Outcome
from db.words.families.mail import MailMode, SubscriptionState

_ADDRESS: Final = re.compile(
    r"[a-z0-9_%+'-]+(\.[a-z0-9_%+'-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
LONGEST_ADDRESS: Final = 254
ASK: Final = "ask your authoriser"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subscription as the rules see it on one day."""

    state: SubscriptionState
    mode: MailMode
    address: str
    area_id: UUID
    expires_on: date | None


def is_address(text: str) -> bool:
    """Whether this is a plain mail address in small letters: nothing quoted, nothing that could end a header."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def may_go_to(address: str, domains: Collection[str]) -> bool:
    """Whether the address lies in a domain of the list; `.pnn.police.uk` stands for every domain below it."""
    domain = address.rpartition("@")[2].casefold()
    return any(domain.endswith(one) if one.startswith(".") else domain == one for one in domains)


def subscribes(standing: Standing, area_id: UUID, parents: Parents) -> Decision:
    """Whether the reader may ask for lists of this area at all: mails, is told who is a PPO, and works in the area.

    The lists name who is registered in full: by default, or by an owner's sharing rule.
    """
    decided = mails(standing.actor)
    if not decided.allowed:
        return decided
    ruled = any(of is Category.PPO for of, _ in standing.chains)
    if not ruled and default(standing.columns, Category.PPO).level is not Level.FULL:
        return Decision(Outcome.ABSENT, "Your role is not told in full who is a PPO, so the list would be empty.")
    if not covers(standing.areas, area_id, parents):
        return Decision(Outcome.ABSENT, "This area is not among yours.")
    return Decision(Outcome.FULL, "you work in this area")


def may_be_sent_to(address: str, *, domains: Collection[str], of_others: bool) -> Decision:
    """Whether a list may be asked for to this mailbox; `of_others`: another agency's users take lists there.

    Before anybody said which domains are secure nothing leaves, and any may be named.
    """
    if domains and not may_go_to(address, domains):
        named = ", ".join(sorted(domains))
        return Decision(
            Outcome.ABSENT, f"The domain of the address is not on the list of secure domains, which is: {named}."
        )
    if of_others:
        return Decision(Outcome.ABSENT, "This mailbox takes lists for another agency.")
    return Decision(Outcome.FULL, "the mailbox is yours to name")


def authorises(actor: Actor, subscriber: UUID, area_id: UUID, *, areas: frozenset[UUID], parents: Parents) -> Decision:
    """Whether the actor answers this request: an authoriser of the list's area, never for oneself."""
    if not actor.has(Role.AUTHORISER):
        return Decision(Outcome.ABSENT, "Only an authoriser of the area answers a request for a subscription.")
    if actor.user_id == subscriber:
        return Decision(Outcome.ABSENT, "Nobody authorises a subscription of their own.")
    if not covers(areas, area_id, parents):
        return Decision(Outcome.ABSENT, "This subscription is for another area; its own authoriser answers it.")
    return Decision(Outcome.FULL, "you authorise for this area")


def sees_all(actor: Actor) -> Decision:
    """Whether the actor reads subscriptions of others: authorisers those of their areas, who looks after mail all."""
    if actor.has(Role.AUTHORISER, Role.ADMINISTRATOR, Role.SERVICE):
        return Decision(Outcome.FULL, "you look after subscriptions")
    return Decision(Outcome.ABSENT, "Only an authoriser or an administrator reads subscriptions of others.")


def reads(actor: Actor, subscriber: UUID, area_id: UUID, *, areas: frozenset[UUID], parents: Parents) -> bool:
    """Whether the actor sees that there is this subscription, and how its mail stands."""
    if actor.user_id == subscriber or sends(actor).allowed:
        return True
    return actor.has(Role.AUTHORISER) and covers(areas, area_id, parents)


def revokes(actor: Actor, subscriber: UUID, area_id: UUID, *, areas: frozenset[UUID], parents: Parents) -> Decision:
    """Whether the actor ends a subscription: one's own, an authoriser those of the area, an administrator any."""
    if actor.user_id == subscriber:
        return Decision(Outcome.FULL, "it is your own")
    if actor.has(Role.ADMINISTRATOR):
        return Decision(Outcome.FULL, "you look after subscriptions")
    return authorises(actor, subscriber, area_id, areas=areas, parents=parents)


def sends(actor: Actor) -> Decision:
    """Whether the actor sends the weekly mail and sees how it stands: services and administrators."""
    if actor.has(Role.ADMINISTRATOR, Role.SERVICE):
        return Decision(Outcome.FULL, "you look after mail")
    return Decision(Outcome.ABSENT, "The weekly mail is sent by a service account or an administrator.")


def refused(subject: Subject, *, today: date, domains: Collection[str]) -> str:
    """Why a subscription is not sent on this day, for what the subscription itself says; empty when it may."""
    if subject.state is not SubscriptionState.AUTHORISED:
        return f"The subscription is {subject.state.label}."
    if subject.expires_on is not None and subject.expires_on < today:
        return "The subscription has expired."
    if not is_address(subject.address):
        return "The address is not one that mail is sent to."
    if not may_go_to(subject.address, domains):
        return "The domain of the address is not on the list of secure domains."
    return ""


def refused_reader(standing: Standing, area_id: UUID, parents: Parents) -> str:
    """Why the recipient gets nothing now: the account may do nothing, or the list is not for its role or area."""
    if standing.refusal:
        return standing.refusal
    decided = subscribes(standing, area_id, parents)
    return "" if decided.allowed else decided.reason
