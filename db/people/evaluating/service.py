"""An evaluation from end to end: records and truth in, links, figures and the picture out."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from db.cards.matching import MatchReport
from db.people.evaluating.files import read_records, read_truth, write_links, write_text
from db.people.evaluating.measuring import measure
from db.people.evaluating.picture import picture
from db.people.matching.batch import Batch, match_records
from db.people.matching.links import Link, links_of
from db.people.matching.splink_pairs import finder_of
from db.words.families.matching import Engine, Outcome


def evaluate(
    records: Path, truth: Path, *, out: Path | None = None, figure: Path | None = None, engine: Engine = Engine.CORE
) -> MatchReport:
    """Match the records, write every link that matters with its reasons, and say how good that was.

    Without `out` nothing is written. No database is asked or changed. Raises BadInput for files that cannot be read,
    or are there already, and for an engine that is not installed.
    """
    known, shape = read_records(records)
    right = read_truth(truth, (each.ref for each in known))
    begun = time.perf_counter()
    workers = os.cpu_count() or 1
    matched = match_records(known, between=bool(shape.between), workers=workers, finder=finder_of(engine))
    links = sorted(links_of(matched), key=lambda link: (-link.weight, link.pair))
    seconds = time.perf_counter() - begun
    if out is not None:
        write_links(out, _rows(matched.batch, links))
    report = measure(matched, links, right, between=bool(shape.between), seconds=seconds)
    if out is not None and figure is not None:
        write_text(figure, picture(report))
    return report


def _rows(batch: Batch, links: Sequence[Link]) -> Iterator[tuple[object, ...]]:
    for link in links:
        one, other = link.pair
        yield (
            batch.records[one].ref,
            batch.records[other].ref,
            link.outcome.value,
            round(link.weight, 2),
            _why(batch, link),
        )


def _why(batch: Batch, link: Link) -> str:
    """What forbids the link, how the two agree as a whole where that is not how they agree by themselves, fields."""
    says = [guard.label for guard in link.guards]
    if round(link.alone - link.weight, 2):
        through = "by a chain of records" if link.outcome is Outcome.AUTO else "by all records of both"
        says.append(f"{through}: by themselves {link.alone:+.1f}")
    return "; ".join([*says, *(reason.text for reason in batch.explain(link.pair).reasons)])
