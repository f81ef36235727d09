"""Following a person or a case: a star that is one user's own, and what changed since that user looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from db.audit.chain import Act
from db.cards.follow import ChangeCard, FollowCard
from db.file.facts import user_names
from db.file.news import News, since
from db.people.linking import surviving
from db.people.shown import NOT_KNOWN, shown
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Follow
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import NotFound
from db.words.families.access import AuditOperation

MOST = 200


class FollowService:
    """Stars of one user."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def toggle(self, person_id: UUID, case_id: UUID | None = None) -> bool:
        """Follow, or stop following; True when it is followed now.

        Raises NotFound for a person or a case that is not for this actor.
        """
        act = Act(AuditOperation.ALTERATION, "follow.toggle", "person", case_id or person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            person = surviving(unit, person_id)
            if case_id is not None:
                _demand_defendant(unit, person.id, case_id)
            own = unit.session.exec(
                select(Follow).where(Follow.person_id == person.id, col(Follow.case_id).is_not_distinct_from(case_id))
            ).all()
            if not own:
                unit.add(
                    Follow(
                        user_id=self._actor.user_id,
                        person_id=person.id,
                        case_id=case_id,
                        since=unit.now,
                        looked_at=unit.now,
                    )
                )
                return True
            star = own[0]
            following = star.ended_at is not None
            star.ended_at = None if following else unit.now
            star.since = star.looked_at = unit.now if following else star.looked_at
            return following

    def followed(self) -> tuple[FollowCard, ...]:
        """What this user follows, those with news first, then the latest star; at most 200."""
        with self._units.read(self._actor) as unit:
            stars = _standing(unit)
            news = Counter(star.id for star, _ in _news(unit, stars))
            people = shown(unit, [star.person_id for star in stars])
            numbers = _case_numbers(unit, stars)
        cards = [
            FollowCard(
                person_id=star.person_id,
                case_id=star.case_id,
                person=people[star.person_id].name if star.person_id in people else NOT_KNOWN,
                case_no=numbers.get(star.case_id, "") if star.case_id else "",
                since=star.since,
                looked_at=star.looked_at,
                news=news[star.id],
            )
            for star in stars
            if star.person_id in people
        ]
        return tuple(sorted(cards, key=lambda card: card.news == 0))

    def changes(self) -> tuple[ChangeCard, ...]:
        """What changed since this user looked, the newest first; at most 200.

        The user's own entries are no news. A person who is no longer for this actor shows nothing.
        """
        with self._units.read(self._actor) as unit:
            found = _news(unit, _standing(unit))
            people = shown(unit, {one.person_id for _, one in found})
            users = user_names(unit, {one.by for _, one in found if one.by})
        once = {one.key: one for _, one in found if one.person_id in people}
        newest = sorted(once.values(), key=lambda one: (one.at, one.key), reverse=True)[:MOST]
        return tuple(
            ChangeCard(
                key=one.key,
                person_id=one.person_id,
                person=people[one.person_id].name,
                case_id=one.case_id,
                what=one.what,
                old=one.old,
                new=one.new,
                at=one.at,
                by=users.get(one.by, "") if one.by else "",
            )
            for one in newest
        )

    def looked(self, person_id: UUID | None = None) -> None:
        """Everything followed, or one person, counts as looked at now."""
        act = Act(AuditOperation.ALTERATION, "follow.looked", "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            for star in _standing(unit):
                if person_id is None or star.person_id == person_id:
                    star.looked_at = unit.now


def _news(unit: Unit, stars: Sequence[Follow]) -> list[tuple[Follow, News]]:
    """Each piece of news with the star it belongs to."""
    if not stars:
        return []
    people = sorted({star.person_id for star in stars})
    case_of = {
        row.id: row.case_id
        for row in unit.session.exec(select(DefendantCase).where(col(DefendantCase.person_id).in_(people))).all()
    }
    looked: dict[UUID, datetime] = {}
    for star in stars:
        looked[star.person_id] = min(star.looked_at, looked.get(star.person_id, star.looked_at))
    found = since(unit, looked, case_of=case_of)
    return [
        (star, one)
        for star in stars
        for one in found
        if one.person_id == star.person_id
        and one.at > star.looked_at
        and (star.case_id is None or star.case_id == one.case_id)
    ]


def _standing(unit: Unit) -> Sequence[Follow]:
    return unit.session.exec(
        select(Follow).where(col(Follow.ended_at).is_(None)).order_by(col(Follow.since).desc()).limit(MOST)
    ).all()


def _case_numbers(unit: Unit, stars: Sequence[Follow]) -> dict[UUID, str]:
    keys = sorted({star.case_id for star in stars if star.case_id})
    if not keys:
        return {}
    rows = unit.session.exec(select(Case).where(col(Case.id).in_(keys))).all()
    return {row.id: row.case_no or row.urn for row in rows}


def _demand_defendant(unit: Unit, person_id: UUID, case_id: UUID) -> None:
    found = unit.session.exec(
        select(DefendantCase).where(DefendantCase.person_id == person_id, DefendantCase.case_id == case_id)
    ).first()
    if found is None:
        raise NotFound("Not found.")
