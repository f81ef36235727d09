"""What a registration must say, and what has to stand before it ends; pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from db.cards.schemes import Agreements, Deregistration, NewRegistration, RegistrationCard
from db.words.dates import short
from db.words.errors import BadInput, Conflict, Refused
from db.words.text import clean, clean_block

LONGEST: Final = 200
LONGEST_TEXT: Final = 4_000
LAST_RANK: Final = 9_999
REVIEW_AFTER: Final = timedelta(days=91)
"""A registration is looked at again every quarter where no other day is said."""


def check_new(new: NewRegistration, *, today: date) -> None:
    """Raises BadInput for what is missing or cannot be."""
    if not clean(new.scheme):
        raise BadInput("A registration needs its scheme.")
    if not clean_block(new.reasons):
        raise BadInput("A nomination needs its reasons.")
    if new.nominated_on > today:
        raise BadInput(f"{short(new.nominated_on)} has not come yet: nobody is nominated ahead.")
    check_rank(new.rank, new.rank_why)
    if new.review_due is not None and new.review_due < new.nominated_on:
        raise BadInput("The review would be due before the nomination.")
    check_texts(new.reasons, new.plan, lines=(new.scheme, new.nominated_by, new.priority, new.rank_why, new.lead))


def check_rank(rank: int | None, why: str) -> None:
    """A rank is a whole number and has a reason."""
    if rank is not None and not 1 <= rank <= LAST_RANK:
        raise BadInput(f"A rank is a number from 1 to {LAST_RANK:,}.")
    if rank is not None and not clean(why):
        raise BadInput("A rank needs its reasons.")


def check_texts(*texts: str, lines: tuple[str, ...] = ()) -> None:
    """Nothing longer than a page, no line longer than a line."""
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise BadInput(f"A text has more than {LONGEST_TEXT:,} signs.")
    if any(len(text) > LONGEST for text in lines):
        raise BadInput(f"A line has more than {LONGEST} signs.")


def meets(nominated_on: date, others: list[RegistrationCard]) -> None:
    """One registration in an area at a time. Raises Conflict with the one that is in the way."""
    for one in others:
        if one.deregistered_on is None or one.deregistered_on > nominated_on:
            raise Conflict(
                f"Registered in {one.area} since {short(one.nominated_on)} already.",
                to_do="Change that registration, or deregister it first.",
            )


def check_agreements(agreed: Agreements, *, nominated_on: date, today: date) -> None:
    """An agreement lies between the nomination and today. Raises BadInput."""
    for partner, day in agreed.given.items():
        if day is not None and not nominated_on <= day <= today:
            raise BadInput(f"The agreement of {partner.label} on {short(day)} lies outside the registration.")


def check_end(one: RegistrationCard, end: Deregistration, agreed: Agreements, *, today: date) -> None:
    """Whether the registration may end so. Raises BadInput for what cannot be read, Refused for what is missing."""
    if one.deregistered_on is not None:
        raise Refused(f"Deregistered since {short(one.deregistered_on)} already.")
    if not clean(end.why):
        raise BadInput("A deregistration needs its reason.")
    if not clean_block(end.exit_plan):
        raise BadInput("A deregistration needs an exit plan: who goes on with what.")
    if end.on < one.nominated_on:
        raise BadInput("The registration would end before it begins.")
    if end.on > today:
        raise BadInput(f"{short(end.on)} has not come yet: nobody is deregistered ahead.")
    if end.informed_on is not None and end.informed_on < one.nominated_on:
        raise BadInput("The person would be informed before being nominated.")
    check_texts(end.exit_plan, lines=(end.why,))
    check_agreements(agreed, nominated_on=one.nominated_on, today=today)
    if agreed.missing:
        named = ", ".join(partner.label for partner in agreed.missing)
        raise Refused(f"The agreement of {named} is not recorded.", to_do="Record the day on which each agreed.")
    late = [partner.label for partner, day in agreed.given.items() if day is not None and day > end.on]
    if late:
        raise Refused(f"The agreement of {', '.join(late)} came after the day of deregistration.")
