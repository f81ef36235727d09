"""The page that emergency access shows: who it is, warnings, custody, bail and warrants, the next hearing."""

from __future__ import annotations

from db.cards.emergency import EmergencyPage, OpenAccess
from db.file import identity, liberty, vital
from db.file.facts import Facts, load
from db.people.linking import surviving
from db.unit import Unit
from db.words.clock import LONDON
from db.words.dates import short, spell


def page_of(unit: Unit, access: OpenAccess) -> EmergencyPage:
    """Read under the rules like any file; they give the five categories and nothing besides."""
    facts = load(unit, surviving(unit, access.person_id))
    today = facts.moment.astimezone(LONDON).date()
    card = vital.strip(facts)
    return EmergencyPage(
        access=access,
        label=card.label,
        public_ref=facts.person.public_ref,
        identity=_identity(facts),
        warnings=tuple(identity.marker_text(one) for one in facts.now(facts.markers) if vital.in_force(one, today)),
        custody=tuple(
            ", ".join(part for part in (one.place, one.status, _since(one.since), one.release) if part)
            for one in liberty.custody(facts, today)
        ),
        bail=_bail(facts),
        next_hearing=_next(facts),
    )


def _identity(facts: Facts) -> tuple[str, ...]:
    born = identity.born(facts)
    lines = [f"born {spell(born)}"] if born else []
    for field in (*identity.names(facts), *identity.details(facts), *identity.numbers(facts)):
        lines += dict.fromkeys(f"{field.label}: {value.text}" for value in field.values)
    return tuple(lines)


def _since(day: object) -> str:
    return f"since {day:%d.%m.%Y}" if day else ""


def _bail(facts: Facts) -> tuple[str, ...]:
    lines = []
    for one in facts.now(facts.bail):
        if one.status is None and not one.raw:
            continue
        lines.append(one.status.label if one.status else one.raw)
        lines += [f"  {part.strip()}" for part in one.conditions.splitlines() if part.strip()]
    for each in facts.now(facts.warrants):
        if each.executed_on is None and each.withdrawn_on is None:
            issued = f", issued {short(each.issued_on)}" if each.issued_on else ""
            lines.append(f"warrant: {each.kind.label}{issued}, outstanding")
    return tuple(lines)


def _next(facts: Facts) -> tuple[str, ...]:
    following = vital.next_sitting(facts.sittings, facts.moment.astimezone(LONDON).date())
    if following is None:
        return ()
    row = following.listing
    at = f" at {row.starts_at:%H:%M}" if row.starts_at else ""
    return (f"{spell(row.sitting_on)}{at}, {following.court.name}, court {following.room.name}",)
