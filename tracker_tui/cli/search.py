"""`tracker search`: the power searches and weekly lists of an area, the same rows as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from db.cards.output import Form
from db.cards.searching import (
    Changed,
    Convicted,
    Criterion,
    CrossBorder,
    InPrison,
    Mode,
    Offences,
    Query,
    Release,
    Unfinalised,
)
from db.words.dates import parse_loose
from db.words.errors import BadInput
from db.words.families.places import AreaKind
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, talk
from tracker_tui.cli.search_text import How, give, show_kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.desk import Desk

app = group(
    "Search a whole area: who offends across its borders, is released soon, was convicted, committed what; and the "
    "weekly lists about prison. In a demo it acts for the PPO officer unless --as says otherwise."
)
Area = Annotated[str, typer.Option(metavar="CODE", help="The area by its code: it and all that lie in it.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DAY", help="The day of the search: 24/9/2007, -7; else today.")]
Include = Annotated[
    Literal["alleged"] | None, typer.Option("--include", help="Count offences that are only alleged as well.")
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help="One document: {as_of, area, n, cannot_decide_n, rows, cannot_decide}; each row has person, name, ref, "
        "the columns, offences and missing.",
    ),
]
Format = Annotated[Form | None, typer.Option("--format", help="Export it: csv, xlsx, json or text, into a new file.")]
ToStdout = Annotated[bool, typer.Option("--stdout", help="With --format: print it here instead.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --format: say how many rows it has, write nothing.")]


@app.command("crossborder", epilog="Example: tracker search crossborder --area MER --border force --months 12")
def crossborder(
    context: typer.Context,
    *,
    area: Area,
    as_of: AsOf = "",
    months: Annotated[int, typer.Option(help="How many months back.")] = 12,
    threshold: Annotated[int, typer.Option(help="So many cross-border offences at least.")] = 3,
    dates: Annotated[int, typer.Option(help="On so many different dates at least.")] = 2,
    border: Annotated[AreaKind, typer.Option(help="Which level's borders count.")] = AreaKind.FORCE,
    include: Include = None,
    as_json: Json = False,
    form: Format = None,
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Registered people who often offend outside the force (or other unit) of their registration."""
    _run(
        context,
        lambda day: CrossBorder(
            area=area, as_of=day(as_of), months=months, threshold=threshold, dates=dates, border=border,
            alleged=include is not None,
        ),
        how=How(as_json, form, stdout, dry_run),
    )  # fmt: skip


@app.command("release", epilog="Example: tracker search release --area MER --days 28 --json")
def release(
    context: typer.Context,
    *,
    area: Area,
    as_of: AsOf = "",
    days: Annotated[int, typer.Option(help="Released up to so many days ahead, that day included.")] = 28,
    as_json: Json = False,
    form: Format = None,
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Registered people in prison who are due, possible or overdue for release, or have no release date."""
    _run(
        context,
        lambda day: Release(area=area, as_of=day(as_of), days=days),
        how=How(as_json, form, stdout, dry_run),
    )  # fmt: skip


@app.command("convicted", epilog="Example: tracker search convicted --area LPL --month 2007-09")
def convicted(
    context: typer.Context,
    *,
    area: Area,
    as_of: AsOf = "",
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="Another month than that of the day.")] = "",
    as_json: Json = False,
    form: Format = None,
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Registered people convicted in a month, by the date of the plea or verdict; one row an offence."""
    _run(
        context,
        lambda day: Convicted(area=area, as_of=day(as_of), month=_month(month)),
        how=How(as_json, form, stdout, dry_run),
    )  # fmt: skip


@app.command("offence", epilog="Example: tracker search offence --area LPL --type burglary:2 --type theft --mode all")
def offence(
    context: typer.Context,
    *,
    area: Area,
    types: Annotated[
        list[str],
        typer.Option("--type", metavar="TYPE[:N]", help="A type, group or offence code, and how many at least."),
    ],
    as_of: AsOf = "",
    mode: Annotated[Mode, typer.Option(help="Any of the types, or all of them.")] = Mode.ANY,
    without: Annotated[
        list[str] | None, typer.Option("--not", metavar="TYPE", help="Nobody with an offence of this type.")
    ] = None,
    months: Annotated[int, typer.Option(help="How many months back.")] = 3,
    include: Include = None,
    as_json: Json = False,
    form: Format = None,
    stdout: ToStdout = False,
    dry_run: DryRun = False,
) -> None:
    """Registered people who committed offences of certain types in the past months."""
    _run(
        context,
        lambda day: Offences(
            area=area, as_of=day(as_of), wanted=tuple(criterion(each) for each in types), mode=mode,
            without=tuple(without or ()), months=months, alleged=include is not None,
        ),
        how=How(as_json, form, stdout, dry_run),
    )  # fmt: skip


def _weekly(name: str, kind: type[InPrison | Changed | Unfinalised], words: str) -> None:
    """A weekly list asks for an area and a day, and nothing else."""

    @app.command(name, help=words, epilog=f"Example: tracker search {name} --area LPL --format xlsx")
    def listed(
        context: typer.Context, *, area: Area, as_of: AsOf = "", as_json: Json = False, form: Format = None,
        stdout: ToStdout = False,
        dry_run: DryRun = False,
    ) -> None:  # fmt: skip
        _run(context, lambda day: kind(area=area, as_of=day(as_of)), how=How(as_json, form, stdout, dry_run))


_weekly("inprison", InPrison, "Registered people in prison by the latest download, and who is missing from it.")
_weekly(
    "changed",
    Changed,
    "What changed between the last two prison downloads: establishment, HDC eligibility date, release date.",
)
_weekly(
    "unfinalised",
    Unfinalised,
    "Charges that are not final, of registered people in custody, the next hearing first.",
)


@app.command("people", epilog="Example: tracker search people area:MER in-custody 'offence:burglary>=2' since:3m")
def people(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(help="What you would type on the screen: offence:burglary>=2 area:MER; or @NAME of a kept one."),
    ],
    *, as_json: Json = False, form: Format = None, stdout: ToStdout = False, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """People by free criteria, or any search as one line of text, the same as on the screen."""
    _run(context, " ".join(words), how=How(as_json, form, stdout, dry_run))


@app.command("list", epilog="Example: tracker search list --json")
def kept(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: [{name, text, pinned, shared}].")] = False,
) -> None:
    """Searches that you keep, pinned ones first, and those of your agency; @NAME asks one of them."""
    with signed_in(context, in_demo=REGISTER) as desk:
        show_kept(desk.saved.list(), as_json=as_json)


@app.command("save", epilog="Example: tracker search save Releases release area:MER --pin")
def save(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name to keep it under.")],
    words: Annotated[list[str], typer.Argument(help="What you would type on the screen.")],
    *,
    pin: Annotated[bool, typer.Option("--pin", help="Let it stand first.")] = False,
    share: Annotated[bool, typer.Option("--share", help="Put it before everybody of your agency.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it, keep nothing.")] = False,
) -> None:
    """Keep a search under a name, for yourself or for your agency; another one of that name gives way."""
    with signed_in(context, in_demo=REGISTER) as desk:
        card = desk.saved.save(name, " ".join(words), pinned=pin, share=share, dry_run=dry_run)
    line(f"{'Would keep' if dry_run else 'Kept'} {card.name}: {card.text}")


@app.command("drop", epilog="Example: tracker search drop Releases")
def drop(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name it is kept under.")],
    *,
    shared: Annotated[bool, typer.Option("--shared", help="The one that your agency shares.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it, drop nothing.")] = False,
) -> None:
    """Keep a search no more."""
    with signed_in(context, in_demo=REGISTER) as desk:
        desk.saved.drop(name, shared=shared, dry_run=dry_run)
    line(f"{'Would drop' if dry_run else 'Dropped'} {name}.")


def criterion(text: str) -> Criterion:
    """`burglary:2` as a criterion. Raises BadInput where the number is none."""
    kind, sign, number = text.partition(":")
    if not sign:
        return Criterion(kind.strip())
    if not (number.isascii() and number.isdigit() and 1 <= len(number) <= 4):
        raise BadInput(f"'{number}' is no number of offences.", kept="", to_do="Write it as burglary:2.")
    return Criterion(kind.strip(), int(number))


def _month(text: str) -> date | None:
    """`2007-09` as a day of that month."""
    from datetime import date as day

    if not text.strip():
        return None
    try:
        return day.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        raise BadInput(f"'{text}' is no month.", kept="", to_do="Write it as 2007-09.") from None


def _run(context: typer.Context, query: str | Callable[[Callable[[str], date | None]], Query], *, how: How) -> None:
    if how.form is None and (how.stdout or how.dry_run):
        raise BadInput("--stdout and --dry-run go with --format.", kept="", to_do="Say which: --format csv --stdout.")
    if how.form is not None and how.as_json:
        raise BadInput("--json and --format are two ways to have it.", kept="", to_do="Give one of the two.")
    with signed_in(context, in_demo=REGISTER) as desk:
        today = desk.clock.today()
        if isinstance(query, str):
            asked = _typed(desk, query)
        else:
            asked = query(lambda text: parse_loose(text, today=today) if text else None)
        give(desk, asked, how)


def _typed(desk: Desk, text: str) -> Query:
    """What the text asks, or the search kept as `@NAME`. Raises BadInput that names what cannot be read."""
    if text.startswith("@"):
        text = desk.saved.named(text[1:]).text
    reading = desk.search.read(text)
    if reading.query is None:
        said = reading.faults[0].words if reading.faults else "Nothing is asked."
        raise BadInput(said, kept="", to_do="docs/search.md lists the words.")
    talk(reading.sentence)
    return reading.query
