"""`tracker cohort`: people of the register whose convictions are followed for a local area agreement."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from db.words.dates import parse_loose, short
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.asking import confirm
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.cohorts import CohortCard, CohortFigures

app = group("Keep cohorts of local area agreements: fixed people, two periods, convictions counted.")
Code = Annotated[str, typer.Argument(metavar="COHORT", help="The cohort's code.")]
Person = Annotated[list[str], typer.Argument(metavar="REF...", help="People by id or by reference (P-).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
_FIGURES = (
    "One document: {cohort, as_of, members, baseline, follow_up, undated, change_percent, target, target_met, rows: "
    "[{person, reference, name, registered, baseline, follow_up, undated}], frozen}."
)


@app.command(
    "create",
    epilog="Example: tracker cohort create LAA1 'Burglary agreement' --area LPL --baseline 1/4/25 31/3/26 "
    "--follow 1/4/26 31/3/27 --target 40",
)
def create(
    context: typer.Context,
    code: Code,
    name: Annotated[str, typer.Argument(help="Its name.")],
    *,
    area: Annotated[str, typer.Option(metavar="CODE", help="The area of the agreement.")],
    baseline: Annotated[tuple[str, str], typer.Option(metavar="FROM TO", help="First and last day of the baseline.")],
    follow: Annotated[tuple[str, str], typer.Option(metavar="FROM TO", help="First and last day of the follow-up.")],
    target: Annotated[int | None, typer.Option(help="Convictions that the follow-up shall not exceed.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Make a cohort; people are put into it until it is locked."""
    from db.cards.cohorts import NewCohort

    with signed_in(context, in_demo=REGISTER) as desk:
        days = [parse_loose(day, today=desk.clock.today()) for day in (*baseline, *follow)]
        new = NewCohort(code, name, area, days[0], days[1], days[2], days[3], target)
        card = desk.cohorts.make(new, dry_run=dry_run)
    line(f"{'Would make' if dry_run else 'Made'} {card.code} {card.name}, {card.area}.")
    talk(f"Next: tracker cohort add {card.code} P-...")


@app.command("list", epilog="Example: tracker cohort list --json")
def list_cohorts(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: a list of cohorts.")] = False,
) -> None:
    """List the cohorts of your agency."""
    with signed_in(context, in_demo=REGISTER) as desk:
        cards = desk.cohorts.list()
    if as_json:
        print_json([_cohort(one) for one in cards])
        return
    rows = [(one.code, one.name, one.area, one.members, *_periods(one), _locked(one)) for one in cards]
    empty = "Your agency has no cohort. Next: tracker cohort create"
    print_table(("cohort", "name", "area", "people", "baseline", "follow-up", "locked"), rows, empty=empty)


@app.command("add", epilog="Example: tracker cohort add LAA1 P-ABCD2345EFGH P-JKLM2345NPQR")
def add(context: typer.Context, cohort: Code, people: Person, *, dry_run: DryRun = False) -> None:
    """Put people into a cohort, all or nobody: registered in its area, and only until it is locked."""
    with signed_in(context, in_demo=REGISTER) as desk:
        for card in desk.cohorts.add(cohort, *(desk.file.named(person) for person in people), dry_run=dry_run):
            line(f"{'Would add' if dry_run else 'Added'}: {card.reference} {card.name}")


@app.command("remove", epilog="Example: tracker cohort remove LAA1 P-ABCD2345EFGH")
def remove(context: typer.Context, cohort: Code, people: Person, *, dry_run: DryRun = False) -> None:
    """Take people out of a cohort that is not locked, all or nobody."""
    with signed_in(context, in_demo=REGISTER) as desk:
        desk.cohorts.remove(cohort, *(desk.file.named(person) for person in people), dry_run=dry_run)
        for person in people:
            line(f"{'Would take out' if dry_run else 'Taken out'}: {person}")


@app.command("lock", epilog="Example: tracker cohort lock LAA1 --yes")
def lock(context: typer.Context, cohort: Code, *, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Fix the people of a cohort for good: nobody is added, and who is deregistered later stays in the count."""
    with signed_in(context, in_demo=REGISTER) as desk:
        card = desk.cohorts.lock(cohort, dry_run=True)
        if dry_run:
            line(f"Would lock {card.code} with {_people(card.members)}.")
            return
        confirm(f"{card.code} would be locked with {_people(card.members)}; it cannot be undone.", yes=yes)
        desk.cohorts.lock(cohort)
    line(f"{card.code} is locked with {_people(card.members)}.")


@app.command("show", epilog="Example: tracker cohort show LAA1 --json")
def show(
    context: typer.Context,
    cohort: Code,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: the cohort and its members.")] = False,
) -> None:
    """Show a cohort and the people in it."""
    with signed_in(context, in_demo=REGISTER) as desk:
        card, people = desk.cohorts.show(cohort)
    if as_json:
        print_json({**_cohort(card), "people": [asdict(one) for one in people]})
        return
    base, follow = _periods(card)
    line(f"{card.code} {card.name}, {card.area}, {card.owner}: baseline {base}, follow-up {follow}, {_locked(card)}")
    rows = [(one.name, one.reference, short(one.added_on), one.registered) for one in people]
    print_table(("name", "person", "added", "registered today"), rows, empty="Nobody is in it yet.")


@app.command("figures", epilog="Example: tracker cohort figures LAA1 --as-of 31/3/27 --json")
def figures(
    context: typer.Context,
    cohort: Code,
    *,
    as_of: Annotated[str, typer.Option(metavar="DATE", help="The day on which it is counted.")] = "today",
    as_json: Annotated[bool, typer.Option("--json", help=_FIGURES)] = False,
) -> None:
    """Count convictions of a cohort's people in both periods, by the day of the conviction."""
    with signed_in(context, in_demo=REGISTER) as desk:
        found = desk.cohort_figures.count(cohort, as_of=parse_loose(as_of, today=desk.clock.today()))
    if as_json:
        print_json(_figures(found))
        return
    rows = [
        (one.member.name, one.member.reference, one.baseline, one.follow, one.undated, one.member.registered)
        for one in found.rows
    ]
    columns = ("name", "person", "baseline", "follow-up", "no date", "registered")
    print_table(columns, rows, empty="Nobody is in it yet.")
    line(_sum(found))
    for one in found.frozen:
        counted = f"{_people(one.members)}, {one.baseline} and {one.follow}, without a date {one.undated}"
        line(f"frozen {short(one.frozen_on)} by {one.frozen_by}: {counted}")


@app.command("freeze", epilog="Example: tracker cohort freeze LAA1")
def freeze(context: typer.Context, cohort: Code, *, dry_run: DryRun = False) -> None:
    """Keep today's figures of a locked cohort as they are, whatever is counted later."""
    with signed_in(context, in_demo=REGISTER) as desk:
        found = desk.cohort_figures.freeze(cohort, dry_run=dry_run)
    line(f"{'Would freeze' if dry_run else 'Frozen'}: {_sum(found)}")


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _sum(found: CohortFigures) -> str:
    change = "" if found.change is None else f" ({found.change:+} %)"
    kept = {None: "", True: ", target kept", False: ", target exceeded"}[found.met]
    target = "" if found.cohort.target is None else f", target {found.cohort.target}"
    undated = f", {found.undated} without a date of conviction" if found.undated else ""
    return f"{_people(len(found.rows))}: {found.baseline} before, {found.follow} after{change}{target}{kept}{undated}"


def _periods(one: CohortCard) -> tuple[str, str]:
    return (
        f"{short(one.baseline_from)} to {short(one.baseline_to)}", f"{short(one.follow_from)} to {short(one.follow_to)}"
    )  # fmt: skip


def _locked(one: CohortCard) -> str:
    return f"locked {short(one.locked_on)}" if one.locked_on else "open"


def _cohort(one: CohortCard) -> dict[str, object]:
    kept = {name: value for name, value in asdict(one).items() if name != "id"}
    return {"cohort": kept.pop("code"), **kept}


def _figures(found: CohortFigures) -> dict[str, object]:
    rows = [
        {"person": one.member.person_id, "reference": one.member.reference, "name": one.member.name,
         "registered": one.member.registered, "baseline": one.baseline, "follow_up": one.follow,
         "undated": one.undated}
        for one in found.rows
    ]  # fmt: skip
    return {
        "cohort": found.cohort.code, "as_of": found.as_of, "members": len(rows), "baseline": found.baseline,
        "follow_up": found.follow, "undated": found.undated, "change_percent": found.change,
        "target": found.cohort.target, "target_met": found.met, "rows": rows,
        "frozen": [asdict(one) for one in found.frozen],
    }  # fmt: skip
