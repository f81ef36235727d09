"""A registration in lines of label and text, as the screen and the command line show it."""

from __future__ import annotations

from collections.abc import Iterator

from db.cards.schemes import RegistrationCard
from db.words.dates import short


def registration_lines(one: RegistrationCard) -> Iterator[str]:
    """Label and text, one a line; what is empty is left out."""
    since = short(one.nominated_on) + (f", by {one.nominated_by}" if one.nominated_by else "")
    rank = f"{one.rank}, {one.rank_why}" if one.rank else ""
    until = f"{short(one.deregistered_on)}, {one.deregistered_why}" if one.deregistered_on else ""
    said = (
        ("area", f"{one.area} {one.area_name}"), ("scheme", one.scheme), ("strand", one.strand_words),
        ("nominated", since), ("reasons", one.reasons), ("priority", one.priority), ("rank", rank),
        ("ranked on", one.ranked_on), ("lead", " ".join(part for part in (one.lead_agency, one.lead) if part)),
        ("plan", one.plan), ("review due", one.review_due), ("reviewed on", one.reviewed_on), ("review", one.review),
        *((f"{partner.label} agreed", day) for partner, day in one.agreed.given.items()),
        ("informed on", one.informed_on), ("deregistered", until), ("exit plan", one.exit_plan),
        ("kept by", f"{one.owner}{f', {one.recorded_by}' if one.recorded_by else ''}"),
    )  # fmt: skip
    for label, value in said:
        text = value if isinstance(value, str) else short(value) if value else ""
        for number, part in enumerate(text.splitlines()):
            yield f"{label if not number else '':<32}{part}"
