"""What the rules of an agency come to: the matrix after all of them, and what one more or less would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import matrix
from db.access.effect import KIND_OF, READERS, WHEN, changed, given, imagined
from db.access.grants import Grant
from db.access.owned import how_many
from db.access.readers import Group, groups
from db.access.standing import Standing, make_standing
from db.agencies.sharing.recipients import Names
from db.agencies.sharing.rules import cards, insist_lead, own_agency, standing_row
from db.agencies.sharing.terms import insist_new, new_row
from db.cards.sharing import MatrixCard, MatrixCell, PreviewCard, PreviewLine, RuleTerms
from db.tables.places import Agency
from db.tables.sharing import SharingGrant
from db.tables.users import UserAccount, UserCourt, UserRole
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Outcome, Recipient
from db.words.families.places import AgencyKind
from db.words.families.sharing import role_label

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from db.unit import Unit, Units

MOST = 40
"""Lines of a preview; what is left out is said."""
_COLUMNS = tuple(column for column in READERS if column is not matrix.Column.USHER)
_GENERAL = (Recipient.ALL, Recipient.AGENCY_KIND)


class EffectService:
    """What the actor's own agency shares, for its sharing lead."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def matrix(self) -> MatrixCard:
        """Category by recipient: columns of the default matrix, then whoever a rule names; Refused for no lead."""
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            rows = in_force(unit)
            names, rules = Names(unit, rows), [grant_of(row) for row in rows]
            agency, today = own_agency(unit), unit.actor.today
            standings = {
                column.value: _standing(*imagined(role, today=today), rules)
                for column, (role, kind) in READERS.items()
                if column in _COLUMNS and kind is not agency.kind
            }
            for row in rows:
                if row.recipient not in _GENERAL:
                    who = _named_reader(unit, row)
                    standings.setdefault(names.whom(row), _standing(*who, rules))
            words = {row.id: f"{row.level.label}, for {names.whom(row)}" for row in rows}
            found = tuple(
                (category, tuple(_cell(one, category, agency.id, words) for one in standings.values()))
                for category in Category
                if category is not Category.PERSONAL_NOTE
            )
            return MatrixCard(agency.name, today, tuple(standings), found)

    def preview(self, terms: RuleTerms, *, replaces: UUID | None = None) -> PreviewCard:
        """What a rule would change for whom, were it in force; nothing is written.

        Raises what the service of rules raises for terms that cannot be.
        """
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            row = new_row(unit, terms, replaces=replaces)
            insist_new(unit, row, besides=replaces)
            old = standing_row(unit, replaces) if replaces else None
            words = cards(unit, [row])[0].words
        notes = _notes(row, self._actor)
        categories = {row.category, *((old.category,) if old else ())}
        return self._compared(words, categories, notes, without=old.id if old else None, plus=grant_of(row))

    def preview_end(self, rule_id: UUID) -> PreviewCard:
        """What would change for whom if the rule ended now. Raises NotFound or Conflict."""
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            row = standing_row(unit, rule_id)
            words = f"end of {row.category.label}: {row.level.label}, for {Names(unit, [row]).whom(row)}"
        return self._compared(words, {row.category}, [], without=row.id, plus=None)

    def _compared(
        self, words: str, categories: Iterable[Category], notes: list[str], *, without: UUID | None, plus: Grant | None
    ) -> PreviewCard:
        """Real readers' standings before and after, in memory; people are counted only where something changes.

        All with the lead's own eyes: the rules that can change are the own agency's, the people those it knows.
        """
        units, now = self._units, self._units.clock.now()
        actor = units.present(self._actor)
        lines: list[PreviewLine] = []
        with units.raw("lookup", actor=self._actor) as connection:
            for group in groups(connection, actor, now, singled=_singled(plus)):
                if group.actor.agency_id == actor.agency_id:
                    continue
                before = units.standing(connection, group.actor)
                after = changed(before, without=without, plus=plus)
                for category in categories:
                    lines += _changes(connection, group, (before, after), category, actor.agency_id)
        merged = _merged(lines)
        if len(merged) > MOST:
            notes.append(f"{len(merged) - MOST:,} further lines are not shown.")
        if not merged:
            notes.append("Nothing changes for anybody who can sign in today.")
        return PreviewCard(words, tuple(merged[:MOST]), tuple(notes))


def in_force(unit: Unit) -> Sequence[SharingGrant]:
    """Rules of the own agency that count today."""
    g, today = SharingGrant, unit.actor.today
    wanted = sa.select(g).where(
        col(g.owner_agency_id) == unit.actor.agency_id, col(g.ended_at).is_(None), col(g.starts_on) <= today,
        sa.or_(col(g.not_after).is_(None), col(g.not_after) >= today),
    )  # fmt: skip
    return unit.session.scalars(wanted.order_by(col(g.set_at))).all()


def grant_of(row: SharingGrant) -> Grant:
    """The row as the rules know it."""
    return Grant(
        id=row.id, owner=row.owner_agency_id, category=row.category, level=row.level, recipient=row.recipient,
        purpose=row.purpose, recipient_id=row.recipient_id, recipient_word=row.recipient_word,
        starts_on=row.starts_on, not_after=row.not_after,
    )  # fmt: skip


def _standing(actor: Actor, kind: AgencyKind, rules: Iterable[Grant]) -> Standing:
    return make_standing(actor, kind, grants=rules)


def _named_reader(unit: Unit, row: SharingGrant) -> tuple[Actor, AgencyKind]:
    """Somebody to whom the rule speaks: the user it names, or one imagined."""
    today = unit.actor.today
    courts = (row.recipient_id,) if row.recipient_id else ()
    match row.recipient:
        case Recipient.USER if row.recipient_id:
            return _user(unit, row.recipient_id)
        case Recipient.AGENCY if row.recipient_id:
            kind = unit.get(Agency, row.recipient_id).kind
            role = next((role for role, of in KIND_OF.items() if of is kind), Role.CLERK)
            return imagined(role, agency=row.recipient_id, today=today)
        case Recipient.COURT:
            return imagined(Role.CLERK, courts=courts, today=today)
        case Recipient.ROLE_AT_COURT:
            return imagined(Role(row.recipient_word), courts=courts, today=today)
    return imagined(Role(row.recipient_word), today=today)


def _user(unit: Unit, user_id: UUID) -> tuple[Actor, AgencyKind]:
    account, session = unit.get(UserAccount, user_id), unit.session
    roles = session.scalars(sa.select(col(UserRole.role)).where(col(UserRole.user_id) == user_id))
    courts = session.scalars(sa.select(col(UserCourt.court_id)).where(col(UserCourt.user_id) == user_id))
    actor, _ = imagined(Role.CLERK, courts=courts, agency=account.agency_id, today=unit.actor.today)
    return replace(actor, user_id=user_id, roles=frozenset(roles)), unit.get(Agency, account.agency_id).kind


def _cell(standing: Standing, category: Category, owner: UUID, words: dict[UUID, str]) -> MatrixCell:
    found = given(standing, category, owner)
    return MatrixCell(found.outcome, words.get(found.rule.id, "") if found.rule else "", found.more)


def _singled(plus: Grant | None) -> frozenset[UUID]:
    if plus is not None and plus.recipient is Recipient.USER and plus.recipient_id:
        return frozenset({plus.recipient_id})
    return frozenset()


def _changes(
    connection: Connection, group: Group, standings: tuple[Standing, Standing], category: Category, owner: UUID
) -> Iterable[PreviewLine]:
    """What becomes different for one group, at once and under the condition of a purpose."""
    before, after = (given(one, category, owner) for one in standings)
    said: dict[str, tuple[Outcome, Outcome]] = {}
    if before.outcome is not after.outcome:
        said[""] = (before.outcome, after.outcome)
    conditions = dict.fromkeys(words for _, words in WHEN.values())
    for when in conditions:
        was, becomes = dict(before.more).get(when, before.outcome), dict(after.more).get(when, after.outcome)
        if was is not becomes and said.get("") != (was, becomes):
            said[when] = (was, becomes)
    if not said:
        return
    people = connection.execute(how_many(standings[0], category, owner)).scalar() or 0
    for when, (was, becomes) in said.items():
        yield PreviewLine(_whom(group), group.users, people, was, becomes, when)


def _whom(group: Group) -> str:
    roles = ", ".join(role_label(role) for role in sorted(group.actor.roles))
    courts = len(group.actor.courts)
    where = f", at {courts} {'court' if courts == 1 else 'courts'}" if courts else ""
    return f"{roles}, {group.agency}{where}"


def _merged(lines: Iterable[PreviewLine]) -> list[PreviewLine]:
    """Groups that read alike in words: their users together, of people the greatest number for one of them."""
    alike: defaultdict[tuple[str, Outcome, Outcome, str], list[PreviewLine]] = defaultdict(list)
    for line in lines:
        alike[line.whom, line.before, line.after, line.when].append(line)
    merged = [
        replace(same[0], users=sum(one.users for one in same), people=max(one.people for one in same))
        for same in alike.values()
    ]
    return sorted(merged, key=lambda one: (-one.people, one.whom, one.when))


def _notes(row: SharingGrant, actor: Actor) -> list[str]:
    """What a lead should know before saving."""
    notes = []
    if row.category is Category.SAFETY:
        notes.append("A safety marker is always shown to agency staff who see the person; no rule hides it.")
    if row.starts_on > actor.today:
        notes.append(f"It begins on {row.starts_on:%d %b %Y}; until then nothing changes.")
    if row.category is Category.NEXT_HEARING:
        notes.append("Hearings and lists are the court's and nobody's to share; only agencies' own records count.")
    if row.level is Level.NONE:
        notes.append("At equal rank a rule that gives nothing wins over one that gives.")
    return notes
