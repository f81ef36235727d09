"""The bench summary (F5): today's business, what was tried before, attendance, custody, own earlier comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from db.cards.bench import Attended, BenchCard, Tried
from db.cards.file import CaseLine, ChargeLine, FileCard, HearingLine, ResultLine
from db.file.cases import is_over
from db.file.file import FileService
from db.file.held.readiness import breach, held, withheld
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.dates import short
from db.words.families.access import Category
from db.words.families.court import AttendanceState

_NEEDS = (Category.TREATMENT, Category.NEEDS, Category.HEALTH, Category.RISK, Category.PPO)
_CAME = frozenset({AttendanceState.PRESENT.label, AttendanceState.VIDEO.label})


def bench(card: FileCard, *, today: date, actor: Actor) -> BenchCard:
    """The page made from the file; a block without data gets the sentence that says why."""
    hearing = card.listing
    case = _case_of(card, hearing)
    others = tuple(one for one in card.cases if case is None or one.id != case.id)
    reports = _reports(card)
    tried = _tried(card.results, [charge for one in card.cases for charge in one.charges])
    attended = _attended(card.hearings, today)
    stay = next((one for one in card.custody if one.here_now), None)
    own = [one for one in card.notes if one.own or one.personal]
    comments = tuple(sorted(own, key=lambda one: one.first_written_at, reverse=True))
    return BenchCard(
        person_id=card.person_id,
        vital=card.vital,
        born=card.born,
        ages=card.ages,
        hearing=hearing,
        why_hearing="" if hearing else _not_listed(card.hearings, today),
        case=case,
        other_cases=others,
        bail=tuple(sorted(case.bail, key=lambda one: one.rank)) if case else (),
        held_bail=held(card, Category.BAIL),
        tried=tried,
        why_tried="" if tried else _no_results(card),
        attended=attended,
        why_attended="" if attended.marked else "Nobody has marked attendance yet; t marks it.",
        breach=breach(card, hearing),
        reports=reports,
        why_reports="" if reports else "No report is asked for in any result.",
        custody=stay,
        why_custody="" if stay else _no_stay(card),
        needs=tuple(one.words for one in card.held.of(*_NEEDS)),
        own_comments=comments,
        why_comments="" if comments else _no_comments(actor),
        withheld=withheld(card),
        followed=None in card.followed,
    )


def _case_of(card: FileCard, hearing: HearingLine | None) -> CaseLine | None:
    if hearing is not None:
        return next((one for one in card.cases if one.id == hearing.case_id), None)
    going = [one for one in card.cases if not is_over(one)]
    return going[0] if going else None


def _not_listed(hearings: Sequence[HearingLine], today: date) -> str:
    ahead = [one for one in hearings if one.stands and one.day >= today]
    if not ahead:
        return "Not on a list today, and no later hearing is known."
    following = min(ahead, key=lambda one: one.day)
    return f"Not on a list today; next on {short(following.day)} at {following.court}."


def _tried(results: Sequence[ResultLine], charges: Sequence[ChargeLine]) -> tuple[Tried, ...]:
    """Final results, the newest first, each once a day, with the first offence alleged after it."""
    found: dict[tuple[str, date | None], Tried] = {}
    for one in results:
        if one.final and (one.label, one.ordered_on) not in found:
            after = _first_after(charges, one.ordered_on)
            found[(one.label, one.ordered_on)] = Tried(
                label=one.label,
                ordered_on=one.ordered_on,
                until=one.until,
                next_offence=after.offence_from if after else None,
                next_title=after.title if after else "",
            )
    return tuple(found.values())


def _first_after(charges: Sequence[ChargeLine], day: date | None) -> ChargeLine | None:
    dated = [(one.offence_from, one) for one in charges if one.offence_from is not None]
    later = [(when, one) for when, one in dated if day is not None and when > day]
    return min(later, key=lambda pair: (pair[0], pair[1].id))[1] if later else None


def _attended(hearings: Sequence[HearingLine], today: date) -> Attended:
    marked = [one for one in hearings if one.attended and one.day <= today]
    missed = [one.day for one in marked if one.attended == AttendanceState.ABSENT.label]
    return Attended(len(marked), sum(one.attended in _CAME for one in marked), max(missed, default=None))


def _reports(card: FileCard) -> tuple[str, ...]:
    """Reports that were asked for, as their owner keeps them; else as a result asked for one."""
    held = [f"{one.text} ({one.owner})" for one in card.held.of(Category.PRE_SENTENCE_REPORT)]
    kept = [one.owner for one in card.held.withheld if one.category is Category.PRE_SENTENCE_REPORT]
    held += [f"{owner} holds one: not shared with you" for owner in kept]
    if held:
        return tuple(held)
    asked = [one for one in card.results if "report" in one.label.casefold() and not one.final]
    return tuple(f"{one.label}, asked {short(one.ordered_on)}" if one.ordered_on else one.label for one in asked)


def _no_results(card: FileCard) -> str:
    kept_back = dict.fromkeys(one.withheld for one in card.cases if one.withheld)
    if kept_back:
        return f"No earlier result is shown to you: {'; '.join(kept_back)}."
    return "No earlier result is in this record."


def _no_stay(card: FileCard) -> str:
    """What an agency holds of custody, where no stay of now is given in full; else that there is none."""
    known = held(card, Category.CUSTODY)
    if not known:
        return _at_liberty(card)
    return "; ".join((*known, *([_at_liberty(card)] if card.custody else [])))


def _at_liberty(card: FileCard) -> str:
    if card.custody:
        until = card.custody[0].until
        return f"Not in custody; last stay ended {short(until)}." if until else "Not in custody now."
    return "No stay in custody is recorded."


def _no_comments(actor: Actor) -> str:
    if actor.has(Role.JUDGE):
        return "You have made no comments about this person; F6 writes one."
    return "You have written no notes about this person; F6 writes one."


class BenchService:
    """Opens the page for one actor, out of the same reading as the file."""

    def __init__(self, files: FileService, actor: Actor, clock: Clock) -> None:
        self._files = files
        self._actor = actor
        self._clock = clock

    def open(self, person_id: UUID, *, at: UUID | None = None) -> BenchCard:
        """The page, opened on purpose: one audited consultation. Raises NotFound as the file does."""
        return self._made(self._files.open(person_id, at=at, action="bench.open"))

    def read(self, person_id: UUID, *, at: UUID | None = None) -> BenchCard:
        """The same page read again while it is open."""
        return self._made(self._files.read(person_id, at=at))

    def _made(self, card: FileCard) -> BenchCard:
        return bench(card, today=self._clock.today(), actor=self._actor)
