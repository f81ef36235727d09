"""`tracker audit`: the log checked, sealed, read, exported; and who has seen a file."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.cards.audit import LogQuery
from db.words.dates import court_cell, parse_loose
from db.words.errors import BadInput
from db.words.families.access import AuditOperation
from tracker_tui.cli.acting import desk_on, opened, signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.keeper.log_checks import Checked

app = group("Check the log, read it, export it, and say who has seen a file.")


@app.command(
    "verify",
    epilog="Examples: tracker audit verify --as m.ito; tracker audit verify --sink /srv/audit.jsonl --as m.ito; "
    "tracker audit verify --export handed-over.jsonl --key 5f0c...",
)
def verify(
    context: typer.Context,
    *,
    since: Annotated[str, typer.Option(metavar="DAY", help="Only sign-ins from this day on.")] = "",
    sink: Annotated[str, typer.Option(metavar="FILE", help="Compare with this file of audit.sink.")] = "",
    key: Annotated[list[str] | None, typer.Option(help="A public key to trust; repeat it.")] = None,
    export: Annotated[
        str, typer.Option("--export", metavar="FILE", help="Check an exported file instead; no home is needed.")
    ] = "",
    as_json: Annotated[
        bool,
        typer.Option("--json", help="One document: {sound, verdict, rows, sealed, last_checkpoint, notes, findings}."),
    ] = False,
) -> None:
    """Read the whole log and name every row that is not what was written. Exit code 0 sound, 1 tampered with."""
    trusted = tuple(key or ())
    if export:
        # Checks a file alone: neither home nor database.
        from db.keeper.log_checks import check_export

        _tell(check_export(Path(export), trusted=trusted), as_json=as_json)
        return
    with opened(context) as installation:
        desk = desk_on(context, installation)
        desk.log.insist_checks()
        # The models are loaded by now; the check loads what it reads.
        from db.keeper.log_checks import check

        day = _day(since, installation.clock.today()) if since else None
        checked = check(installation, desk.actor, since=day, sink=Path(sink) if sink else None, trusted=trusted)
        desk.log.note_check(checked.report.rows, checked.milliseconds, len(checked.report.findings))
    _tell(checked, as_json=as_json)


@app.command("checkpoint", epilog="Examples: tracker audit checkpoint --as nightly; tracker audit checkpoint --if-due")
def checkpoint(
    context: typer.Context,
    *,
    if_due: Annotated[bool, typer.Option("--if-due", help="Only after 15 minutes or 1,000 rows.")] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Look at every sign-in, not only those of three days.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sealed; write nothing.")] = False,
) -> None:
    """Sign how far the log has come, and send what the sink does not have yet."""
    with opened(context) as installation:
        desk = desk_on(context, installation)
        desk.log.insist_checks()
        from db.keeper.sealing import seal, seal_if_due, standing

        if dry_run:
            stands = standing(installation)
            said = f"after checkpoint {stands.number} of {stands.made_at} UTC" if stands.number else "none was made yet"
            line(f"{stands.waiting_rows:,} rows wait for a checkpoint ({said}).")
            return
        made = seal_if_due(installation) if if_due else seal(installation, whole=whole)
    if made.number:
        line(f"checkpoint {made.number}: {made.events:,} rows of {made.heads:,} sign-ins, {made.digest}")
    else:
        line("No row waits for a checkpoint.")
    if made.key_made:
        talk(f"The checkpoint key was made and kept in: {made.key_place}.")
    if made.shipped:
        talk(f"{made.shipped} sent to {made.sink}.")
    if made.problem:
        talk(made.problem)
        raise typer.Exit(1)


@app.command("key", epilog="Example: tracker audit key")
def key_command(context: typer.Context) -> None:
    """Print the public key that checkpoints of this machine are signed with."""
    with opened(context) as installation:
        from db.keeper.sealing import public_key

        found = public_key(installation)
    if not found:
        talk("This machine has no checkpoint key yet: tracker audit checkpoint makes one.")
        raise typer.Exit(1)
    line(found)


@app.command("list", epilog="Example: tracker audit list --user j.moss --from 1/11/26 --to today --as m.ito")
def list_command(
    context: typer.Context,
    *,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; today unless given.")] = "",
    user: Annotated[
        str, typer.Option(metavar="NAME", help="What this user did, and what was done to the account.")
    ] = "",
    person: Annotated[str, typer.Option(metavar="REF", help="What was done about this person: P-... or an id.")] = "",
    operation: Annotated[AuditOperation | None, typer.Option(help="Only one operation.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {total, acts: [{at, user_name, act, ...}]}.")
    ] = False,
) -> None:
    """Show acts out of the log: a user or a person must be named, and the first day. For auditors; it is logged."""
    with signed_in(context) as desk:
        today = desk.clock.today()
        query = LogQuery(
            _day(since, today) if since else None,
            _day(until, today) if until else None,
            user,
            person,
            operation,
        )
        page = desk.log.list(query)
    if as_json:
        print_json({"total": page.total, "acts": [asdict(each) for each in page.items]})
        return
    rows = [
        (
            court_cell(each.at, seconds=True),
            each.user_name,
            each.agency,
            each.operation,
            each.act,
            each.reason,
            each.rows,
            each.chain,
        )
        for each in page.items
    ]
    print_table(
        ("when (UTC)", "who", "agency", "operation", "act", "reason", "rows", "sign-in"),
        rows,
        empty="No act is on record.",
    )
    talk(f"{page.words} {'act' if page.total == 1 else 'acts'}.")


@app.command("who-saw", epilog="Example: tracker audit who-saw P-7K2MQ4ZTX3AB --as m.ito")
def who_saw(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's reference (P-...) or id.")],
    *,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day; 30 days ago unless given.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {public_ref, since, total, how, lines: [...]}.")
    ] = False,
) -> None:
    """Say who has seen a file, when, and by what kind of act: to those who may see it, and to auditors."""
    with signed_in(context) as desk:
        card = desk.seen.who_saw(person, since=_day(since, desk.clock.today()) if since else None)
    if as_json:
        print_json(asdict(card))
        return
    rows = [(court_cell(each.at, seconds=True), each.who, each.agency, each.operation, each.act) for each in card.lines]
    empty = f"Nobody has seen it since {card.since}."
    print_table(("when (UTC)", "who", "agency", "operation", "act"), rows, empty=empty)
    talk(f"{len(rows):,} of {card.total:,} since {card.since}. You are told: {card.how}.")


@app.command(
    "export",
    epilog="Example: tracker audit export log-2026.jsonl --for-commissioner --from 1/1/26 --to today --as m.ito",
)
def export_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="The new file, yours alone (0600).")],
    *,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; today unless given.")] = "",
    for_commissioner: Annotated[
        bool, typer.Option("--for-commissioner", help="The recipient: the Information Commissioner.")
    ] = False,
    recipient: Annotated[str, typer.Option(metavar="WHO", help="Another recipient.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Write the log of these days to a file that can be checked by itself. For auditors; it is logged."""
    whom = "the Information Commissioner" if for_commissioner else recipient.strip()
    with opened(context) as installation:
        desk = desk_on(context, installation)
        desk.log.insist_exports()
        if not since or not whom:
            raise BadInput(
                "An export says for whom it is and begins with a day.",
                to_do="Give --for-commissioner or --recipient WHO, and --from DAY.",
            )
        today = desk.clock.today()
        first, last = _day(since, today), _day(until, today) if until else today
        if dry_run:
            line(f"Would export {first} to {last} to {file}.")
            return
        desk.log.note_export(first, last, whom)
        from db.keeper.log_checks import export

        written = export(installation, Path(file), desk.actor, since=first, until=last)
    line(f"{written.file}: {written.lines:,} lines; check it with: tracker audit verify --export {written.file}")
    talk(f"Its public key: {written.public_key}")


def _day(text: str, today: date) -> date:
    return parse_loose(text, today=today)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _tell(checked: Checked, *, as_json: bool) -> None:
    """Print what a check found; exit code 1 when something is wrong."""
    report = checked.report
    if as_json:
        print_json({"sound": report.sound, "verdict": report.verdict, "pace": checked.pace, **asdict(report)})
    else:
        rows = [(each.kind.label, each.chain or "checkpoint", each.number, each.said) for each in report.findings]
        if rows:
            print_table(("wrong", "sign-in (chain)", "number", "found"), rows, empty="")
        line(
            f"{_many(report.rows, 'row')} of {_many(report.chains, 'sign-in')} read, {report.sealed:,} of them under "
            f"{_many(report.checkpoints, 'signed checkpoint')}; {checked.pace:,} rows a second."
        )
        for each in report.notes:
            talk(f"Note: {each}")
        talk(report.verdict)
    if not report.sound:
        raise typer.Exit(1)
