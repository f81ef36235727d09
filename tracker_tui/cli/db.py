"""`tracker db`: the database itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tracker_tui.cli.acting import home_of, opened
from tracker_tui.cli.asking import ask_secret, can_ask, confirm
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

app = group("Upgrade, check, derive again, back up, restore and encrypt the database.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, one file.")]


@app.command("upgrade", epilog="Example: tracker db upgrade --dry-run")
def upgrade(context: typer.Context, *, dry_run: DryRun = False) -> None:
    """Bring the tables to this version, all steps or none."""
    # Each command of this file loads what it needs when it runs.
    from db.keeper import upkeep

    with opened(context) as installation:
        step = upkeep.planned(installation) if dry_run else upkeep.upgrade(installation)
    if not step.is_needed:
        line(f"The tables are current: {step.after}.")
    else:
        line(f"{'Would go' if dry_run else 'Went'} from {step.before or 'no tables'} to {step.after}.")


@app.command("roles", epilog="Example: tracker db roles tracker | psql -d tracker -U postgres")
def roles(
    database: Annotated[str, typer.Argument(metavar="DATABASE", help="The name of the database on the server.")],
) -> None:
    """Print what a PostgreSQL server's administrator runs once: the roles of the second wall, without passwords."""
    from db.keeper.second_wall import set_up_statements

    for statement in set_up_statements(database):
        line(f"{statement};")


@app.command("check", epilog="Example: tracker db check --json")
def check(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {version, rows, problems}.")] = False,
) -> None:
    """Read every page and reference, compare the tables with what this version expects, count rows."""
    from db.keeper import upkeep

    with opened(context) as installation:
        checked = upkeep.check(installation)
    if as_json:
        print_json(asdict(checked))
    else:
        print_table(("table", "rows"), sorted(checked.rows.items()), empty="No tables.")
        for problem in checked.problems:
            talk(problem)
        talk("Something is wrong." if checked.problems else f"The database is sound, tables {checked.version}.")
    if checked.problems:
        raise typer.Exit(1)


@app.command("relevance", epilog="Example: tracker db relevance --dry-run")
def relevance(context: typer.Context, *, dry_run: DryRun = False) -> None:
    """Derive again, out of records and lists, to which courts and agencies people are relevant."""
    from db.keeper import upkeep

    with opened(context) as installation:
        found = upkeep.rederive(installation, dry_run=dry_run)
    if not (found.added or found.moved or found.ended):
        line("Relevance agrees with records and lists.")
        return
    line(
        f"{'Would add' if dry_run else 'Added'} {found.added:,}, {'move' if dry_run else 'moved'} {found.moved:,},"
        f" {'end' if dry_run else 'ended'} {found.ended:,} rows of relevance."
    )


@app.command("areas", epilog="Example: tracker db areas --dry-run")
def areas(context: typer.Context, *, dry_run: DryRun = False) -> None:
    """Work out in which area offences lie that have none, after areas or their postcodes were added."""
    from db.keeper import upkeep

    with opened(context) as installation:
        found = upkeep.areas(installation, dry_run=dry_run)
    line(
        f"{found.looked:,} offences without an area: {found.placed:,} {'would have' if dry_run else 'have'} one"
        f"{'' if dry_run else ' now'}."
    )


@app.command("backup", epilog="Example: tracker db backup /backups/tracker-2025-03-12.db")
def backup(context: typer.Context, file: File, *, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Write the whole database into one file and prove it, while clerks go on working."""
    from db.keeper import upkeep

    with opened(context) as installation:
        if file.exists():
            confirm(f"There is a file {file}; it would be replaced.", yes=yes or dry_run)
        if dry_run:
            line(f"Would write {file}.")
            return
        saved = upkeep.backup(installation, file, over=True)
    rows = "" if saved.rows is None else f", {saved.rows:,} rows"
    line(f"{saved.file}: {saved.size:,} bytes{rows}, tables {saved.version}; read back and found whole.")


@app.command("rekey", epilog="Examples: tracker db rekey; tracker db rekey --new-key-file /etc/tracker/new.key")
def rekey(
    context: typer.Context,
    *,
    new_key_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take the new key from this file (0600, 64 hexadecimal digits)."),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Give the database a new key; one that is not encrypted yet is encrypted. Nobody may have it open.

    The old file is kept until a whole copy under the new key is proved, then overwritten.
    """
    from db.keeper import rekeying

    with opened(context) as installation:
        file = rekeying.insist_own_file(installation)
        if dry_run:
            line(f"Would give {file} a new key.")
            return
        confirm(f"{file} would get a new key. End Tracker on every terminal first.", yes=yes)
        done = rekeying.rekey(installation, new_key_file=new_key_file)
    what = "is encrypted" if done.first else "has a new key"
    line(f"{done.file} {what}: {done.rows:,} rows, read back and found whole. The key is in: {done.place}")
    if done.first:
        talk("The file it was is overwritten. Backups made before are not encrypted: destroy them, or keep them safe.")
    elif done.former_kept:
        talk("The key before is kept beside it for older backups, until the next change.")
    else:
        talk(f"Name it from now on: TRACKER_KEY_FILE={done.place}. Keep the key before for older backups.")
    talk("Keep a copy of the key away from this machine: tracker db key FILE")


@app.command(
    "key", epilog="Examples: tracker db key /media/safe/tracker.key; tracker db key /etc/tracker/tracker.key --named"
)
def key(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, made 0600.")],
    *,
    named: Annotated[
        bool, typer.Option("--named", help="Every secret of the home by its name, for TRACKER_KEY_FILE.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Write the key of the database into a file, to be kept where the backups are not.

    Who has this file and a backup has the record. Without the key no backup is ever opened again. With --named the
    file also has the checkpoint key, made when there is none: named in TRACKER_KEY_FILE it serves where no keyring is.
    """
    from db.keeper import rekeying

    with opened(context) as installation:
        if named:
            if dry_run:
                line(f"Would write the secrets of this home into {file}.")
                return
            names = rekeying.write_named(installation, file.absolute())
            line(f"{file.absolute()} holds: {', '.join(names)}.")
            talk(f"Name it from now on: TRACKER_KEY_FILE={file.absolute()}.")
            return
        rekeying.insist_own_file(installation)
        if dry_run:
            line(f"Would write the key into {file}.")
            return
        rekeying.write_key(installation, file)
    line(f"{file} holds the key of the database. Keep it where the backups are not.")


@app.command(
    "restore",
    epilog="Examples: tracker db restore /backups/tracker-2025-03-12.db; "
    "tracker db restore /backups/tracker-2025-03-12.db --key-file /media/safe/tracker.key",
)
def restore(
    context: typer.Context,
    file: File,
    *,
    key_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The key that the backup was made with, where the home's does not open it."),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Prove a backup, then put it in the place of the database; the database it replaces is kept beside it."""
    from db.keeper import upkeep

    home = home_of(context)
    if not home.exists:
        _restore_file(context, file, key_file=key_file, yes=yes, dry_run=dry_run)
        return
    with opened(context) as installation:
        if installation.file is not None:
            _restore_file(context, file, key_file=key_file, yes=yes, dry_run=dry_run)
            return
        upkeep.look_into_postgres(installation, file)
        if dry_run:
            line(f"Would restore {file} into the database of {home.folder}.")
            return
        confirm(f"Every table of the database of {home.folder} would be replaced by {file}.", yes=yes)
        upkeep.restore_postgres(installation, file)
    line(f"{file} is restored.")


def _restore_file(context: typer.Context, file: Path, *, key_file: Path | None, yes: bool, dry_run: bool) -> None:
    from db.keeper.restoring import Restoring

    home = home_of(context)
    restoring = Restoring(home, file, key_file=key_file, prompt=ask_secret if can_ask() else None)
    found = restoring.look()
    said = f"{file}: {found.rows:,} rows, tables {found.version}"
    if dry_run:
        line(f"Would restore {said}, into {home.folder}.")
        return
    if home.database.exists():
        confirm(f"{said}. It would take the place of {home.database}, which is kept beside it.", yes=yes)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    saved = restoring.restore(stamp=stamp)
    line(f"{saved.file}: {saved.rows:,} rows, tables {saved.version}; read back and found whole.")
    if saved.aside:
        talk(f"What was there before is in {saved.aside}")
