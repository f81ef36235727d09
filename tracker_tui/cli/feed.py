"""`tracker feed`: what other systems send, taken in, listed and looked into."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker_tui.cli import feed_decide, feed_health, feed_quarantine
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.feed_health import age
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, progress, talk

if TYPE_CHECKING:
    from db.cards.feeds import BatchCard, FileOutcome, Oddity
    from db.desk import Desk

INTERRUPTED = 130
RETRY = 3
SAID_PER_FILE = 20
LISTED = 200
LABEL_WIDTH = 24
WIDE_ENOUGH = 130
COUNTS = ("new", "changed", "unchanged", "flagged", "quarantined")

app = group("Load what other systems send, and see what became of it.")


@app.command("import", epilog="Example: tracker feed import inbox/ --agency HMCTS --as feeds --json")
def import_files(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE-OR-FOLDER...", help="Files, or folders with all files below them.")
    ],
    *,
    agency: Annotated[
        str, typer.Option(metavar="CODE", help="Whose records these are, where a file does not say; else your agency.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Work out what each file would change against the record; write nothing.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{file, format, batch, read, new, changed, unchanged, flagged, quarantined, "
            "linked, asked, seconds, problems: [{at, code, reason}]}].",
        ),
    ] = False,
) -> None:
    """Load files of any known format, recognised by content: court lists, cases, hearing events and people (CSV).

    A file that was loaded before changes nothing. One that was interrupted goes on where it stopped. A file
    that cannot be read is refused and stops no other. Exit code 1: rows rejected or a file refused.
    """
    if "" in paths:
        # As a path it would be the folder one stands in: an empty variable of a script would load that.
        raise typer.BadParameter("An empty name is no file.")
    outcomes: list[FileOutcome] = []
    interrupted = False
    with signed_in(context) as desk:
        try:
            for outcome in _import(desk, [Path(each) for each in paths], agency=agency, dry_run=dry_run):
                if outcome.skipped:
                    talk(f"{outcome.file} was not read: {outcome.skipped}.")
                else:
                    outcomes.append(outcome)
        except KeyboardInterrupt:
            interrupted = True
    if as_json:
        print_json([_document(each) for each in outcomes])
    elif outcomes or not interrupted:
        _report(outcomes, dry_run=dry_run)
    if interrupted:
        talk("Interrupted. What was accepted stays; start it again and the rest goes on where it stopped.")
        raise typer.Exit(INTERRUPTED)
    codes = {each.exit_code for each in outcomes}
    raise typer.Exit(RETRY if RETRY in codes else max(codes, default=0))


def _import(desk: Desk, paths: list[Path], *, agency: str, dry_run: bool) -> Iterator[FileOutcome]:
    """Each file's outcome, with a bar of its own while it is read."""
    with ExitStack() as bars:
        moving: dict[str, Any] = {}

        def advance(name: str, done: int, of: int) -> None:
            if name not in moving:
                bars.close()
                moving.clear()
                moving[name] = bars.enter_context(progress(Path(name).name[-LABEL_WIDTH:]))
            moving[name](done, of)

        yield from desk.feeds.import_paths(paths, agency=agency, dry_run=dry_run, progress=advance)


def _document(outcome: FileOutcome) -> dict[str, object]:
    return {
        "file": outcome.file,
        "format": outcome.format,
        "batch": outcome.batch,
        **{key: getattr(outcome, key) for key in ("read", *COUNTS, "linked", "asked")},
        "seconds": round(outcome.seconds, 3),
        "problems": [asdict(each) for each in outcome.problems],
    }


def _report(outcomes: list[FileOutcome], *, dry_run: bool) -> None:
    short = _short_names([each.file for each in outcomes])
    if _is_narrow():
        rows: list[tuple[object, ...]] = [
            (short[each.file], each.format.label if each.format else "", each.read, _in_words(each, dry_run=dry_run))
            for each in outcomes
        ]
        print_table(("file", "recognised as", "read", "became"), rows, empty="No file was found.")
    else:
        columns = ("file", "recognised as", "read", *COUNTS, "result")
        rows = [
            (
                short[each.file],
                each.format.label if each.format else "",
                each.read,
                *(getattr(each, count) for count in COUNTS),
                _result(each, dry_run=dry_run),
            )
            for each in outcomes
        ]
        print_table(columns, rows, empty="No file was found.")
    for each in outcomes:
        # The whole sentence: also what was kept, and what to do.
        problems = tuple(replace(one, reason=each.refused) for one in each.problems) if each.refused else each.problems
        _say_problems(short[each.file], problems, more=f"tracker feed show {each.batch}" if each.batch else "")
    if dry_run:
        talk("Nothing was written: this was a dry run.")


def _short_names(files: list[str]) -> dict[str, str]:
    """Each file without the folder that all of them have in common; a screen has 80 columns."""
    folders = {os.path.dirname(os.path.abspath(file)) for file in files}  # noqa: PTH100, PTH120 - bytes of any kind
    common = os.path.commonpath(folders) if folders else ""
    return {file: os.path.relpath(os.path.abspath(file), common) for file in files}  # noqa: PTH100


def _is_narrow() -> bool:
    """Whether ten columns would be too many; a pipe is as wide as it needs to be."""
    asked = sys.stdout.isatty() or "COLUMNS" in os.environ
    return asked and shutil.get_terminal_size().columns < WIDE_ENOUGH


def _in_words(outcome: FileOutcome, *, dry_run: bool) -> str:
    counts = [f"{getattr(outcome, count):,} {count}" for count in COUNTS if getattr(outcome, count)]
    return ", ".join([*counts, _result(outcome, dry_run=dry_run)])


def _result(outcome: FileOutcome, *, dry_run: bool) -> str:
    if outcome.refused:
        return "waits for a decision" if outcome.waits else "refused"
    if outcome.repeat:
        return "loaded before"
    gone = f", {outcome.vacated} gone from the list" if outcome.vacated else ""
    known = f", {outcome.linked:,} known by another agency" if outcome.linked else ""
    asked = f", {outcome.asked:,} to be decided" if outcome.asked else ""
    return f"{'would be loaded' if dry_run else 'loaded'} in {outcome.seconds:.1f} s{gone}{known}{asked}"


def _say_problems(file: str, problems: tuple[Oddity, ...], *, more: str) -> None:
    for one in problems[:SAID_PER_FILE]:
        place = f"{one.at}: " if one.at else ""
        line(f"{file}: {place}{one.code}: {one.reason}")
    if len(problems) > SAID_PER_FILE:
        hint = f"; {more}" if more else "; --json tells all"
        line(f"{file}: and {len(problems) - SAID_PER_FILE} more{hint}")


@app.command("list", epilog="Example: tracker feed list --json")
def list_files(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{batch, file, format, state, agency, taken_by, taken_at, finished_at, read, new, "
            "changed, unchanged, flagged, quarantined, problems}].",
        ),
    ] = False,
) -> None:
    """List the files on record, the newest first, 200 at most: your agency's, every one for an administrator."""
    with signed_in(context) as desk:
        page = desk.feeds.list()
        now = desk.clock.now()
    if as_json:
        print_json([_batch(card) for card in page.items])
        return
    columns = ("batch", "age", "file", "format", "state", "agency", "read", "new", "changed", "flagged", "quarantined")
    rows = [
        (
            card.id,
            age((now - card.taken_at).total_seconds()),
            card.file,
            card.format,
            card.state.label,
            card.agency,
            card.read,
            card.new,
            card.changed,
            card.flagged,
            card.quarantined,
        )
        for card in page.items
    ]
    print_table(columns, rows, empty="No file yet. Next: tracker feed import FILE")
    if page.after is not None:
        talk(f"Older files are not shown; these are the newest {LISTED}.")


def _batch(card: BatchCard) -> dict[str, object]:
    values = asdict(card)
    return {"batch": values.pop("id"), **values}


@app.command("show", epilog="Examples: tracker feed show 5f3a9c; tracker feed show 5f3a9c --raw 12")
def show(
    context: typer.Context,
    batch: Annotated[str, typer.Argument(help="A file's id from the list, or six or more letters at its end.")],
    *,
    raw: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Print this record as it came; your agency's files only.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Records without an oddity too.")] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: the keys of feed list, and records: [{number, at, outcome, problems}].",
        ),
    ] = False,
) -> None:
    """Show one file: what became of its records, and every oddity with its place and reason."""
    with signed_in(context) as desk:
        card = desk.feeds.find(batch)
        if raw is not None:
            for text in desk.feeds.raw(card.id, raw).splitlines():
                line(text)
            return
        records = list(_records(desk, card))
    if as_json:
        print_json({**_batch(card), "records": [asdict(each) for each in records]})
        return
    line(f"{card.file}: {card.format.label}, {card.state.label}, loaded by {card.taken_by} for {card.agency}")
    line(
        f"read {card.read:,}, new {card.new:,}, changed {card.changed:,}, unchanged {card.unchanged:,}, "
        f"flagged {card.flagged:,}, quarantined {card.quarantined:,}"
    )
    _say_problems(card.file, card.problems, more="")
    rows = [
        (each.number, each.at, each.outcome.label, "; ".join(f"{one.code}: {one.reason}" for one in each.problems))
        for each in records
        if every or each.problems
    ]
    if card.read and not records:
        talk("The records of this file are shown to the agency that owns it.")
        return
    print_table(("record", "at", "became", "what is odd"), rows, empty="Nothing odd. --all lists every record.")


def _records(desk: Desk, card: BatchCard) -> Iterator[Any]:
    page = desk.feeds.records(card.id)
    yield from page.items
    while page.after is not None:
        page = desk.feeds.records(card.id, after=int(page.after))
        yield from page.items


app.command("expect", epilog="Example: tracker feed expect prisoner --agency HMPPS --every 1w --as p.hale")(
    feed_health.expect
)
app.command("status", epilog="Example: tracker feed status --json")(feed_health.status)
app.command("watch", epilog="Example: tracker feed watch /srv/tracker/in --agency HMPPS --as loader")(feed_health.watch)
app.command("quarantine", epilog="Example: tracker feed quarantine show 5f3a9c 3 > record")(feed_quarantine.quarantine)
app.command("accept", epilog=feed_decide.ACCEPT)(feed_decide.accept)
app.command("refuse", epilog=feed_decide.REFUSE)(feed_decide.refuse)
app.command("replay", epilog="Example: tracker feed replay 5f3a9c --file done/prisoners.json")(feed_quarantine.replay)
