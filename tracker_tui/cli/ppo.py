"""`tracker ppo`: the register of prolific offenders, by area and by person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from db.cards.scheme_lines import registration_lines
from db.words.dates import parse_loose, short
from db.words.families.held import Strand
from tracker_tui.cli.acting import REGISTER, signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk
from tracker_tui.cli.ppo_actions import action, actions, done
from tracker_tui.cli.ppo_arrests import arrests, enter, say_outcome
from tracker_tui.cli.ppo_borders import borders
from tracker_tui.cli.ppo_ending import deregister, review, withdraw
from tracker_tui.cli.ppo_text import person_document, register_document, row_cells
from tracker_tui.cli.told import day_told, told, told_or_none

if TYPE_CHECKING:
    from db.cards.schemes import RegistrationEdit

app = group("Keep the register of prolific offenders: nominate, rank, review, deregister.")

Person = Annotated[str, typer.Argument(metavar="REF", help="The person's id, or the reference that begins with P-.")]
Which = Annotated[str, typer.Option("--area", metavar="CODE", help="Which registration, where there are several.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
_AGREED = "The day on which they agreed to the deregistration."
_TEXT = " With - it comes from standard input."
_LIST_KEYS = (
    "One document: {as_of, area, n, in_several_areas, rows: [{person, reference, name, born, areas, scheme, strand, "
    "since, priority, rank, lead_agency, lead, review_due, review_overdue, where}]}."
)


@app.command("list", epilog="Example: tracker ppo list --area LPL --sort priority --json")
def list_register(
    context: typer.Context,
    *,
    area: Annotated[str, typer.Option(metavar="CODE", help="The area; those below it count as well.")],
    as_of: Annotated[str, typer.Option(metavar="DATE", help="The day: today, 24/9/07.")] = "today",
    sort: Annotated[str, typer.Option(help="priority, name, area, since or review.")] = "priority",
    as_json: Annotated[bool, typer.Option("--json", help=_LIST_KEYS)] = False,
) -> None:
    """List who is registered in an area on a day, one line a person, however many registrations there are."""
    with signed_in(context, in_demo=REGISTER) as desk:
        day = parse_loose(as_of, today=desk.clock.today())
        found = desk.register.of_area(area, as_of=day, sort=sort)
    if as_json:
        print_json(register_document(found))
        return
    columns = ("rank", "name", "person", "born", "area", "strand", "since", "lead", "review due", "where")
    print_table(columns, [row_cells(row, found.as_of) for row in found.rows], empty=found.empty_words)
    if found.rows and found.why:
        talk(found.why)
    twice = f"; in several areas, counted once: {found.twice}" if found.twice else ""
    talk(f"{found.area} {found.area_name}, {short(found.as_of)}: {len(found.rows)}{twice}")


@app.command("show", epilog="Example: tracker ppo show P-ABCD2345EFGH --json")
def show(
    context: typer.Context,
    person: Person,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {person, reference, name, registrations, changes}.")
    ] = False,
) -> None:
    """Show every registration of a person, ended ones too, and what was changed when and by whom."""
    with signed_in(context, in_demo=REGISTER) as desk:
        found = desk.register.of_person(desk.file.named(person))
    if as_json:
        print_json(person_document(found))
        return
    line(f"{found.name}  {found.reference}")
    if not found.registrations:
        talk("No registration that you read in full stands.")
    for one in found.registrations:
        line()
        for text in registration_lines(one):
            line(text)
    if found.changes:
        line()
    for change in found.changes:
        line(f"{short(change.on)}  {change.area}  {'; '.join(change.what)}{f'  ({change.by})' if change.by else ''}")


@app.command(
    "register",
    epilog="Example: tracker ppo register P-ABCD2345EFGH --area LPL --scheme 'North Liverpool' --strand catch "
    "--lead POL --reason -",
)
def register(
    context: typer.Context,
    person: Person,
    *,
    area: Annotated[str, typer.Option(metavar="CODE", help="The area whose scheme it is.")],
    scheme: Annotated[str, typer.Option(help="The scheme.")],
    strand: Annotated[Strand, typer.Option(help="prevent, catch or rehabilitate.")],
    lead: Annotated[str, typer.Option(metavar="AGENCY", help="The lead agency, by its code.")],
    reason: Annotated[str, typer.Option(help=f"Why the person is nominated.{_TEXT}")],
    on: Annotated[str, typer.Option(metavar="DATE", help="The day of the nomination.")] = "today",
    by: Annotated[str, typer.Option(help="Who nominated the person.")] = "",
    officer: Annotated[str, typer.Option(help="The officer of the lead agency.")] = "",
    priority: Annotated[str, typer.Option(help="The priority, in the scheme's own words.")] = "",
    rank: Annotated[int | None, typer.Option(help="The place among those of the area; 1 is the first.")] = None,
    rank_reason: Annotated[str, typer.Option(help="Why this rank.")] = "",
    review_due: Annotated[str, typer.Option(metavar="DATE", help="The next review; a quarter on unless told.")] = "",
    plan: Annotated[str, typer.Option(help=f"What is done with the person.{_TEXT}")] = "",
    dry_run: DryRun = False,
) -> None:
    """Nominate a person as a prolific offender in an area."""
    # The card is loaded when somebody is registered, not for help.
    from db.cards.schemes import NewRegistration

    reasons, plans = told(reason, plan)
    with signed_in(context, in_demo=REGISTER) as desk:
        today = desk.clock.today()
        new = NewRegistration(
            person_id=desk.file.named(person),
            area=area,
            scheme=scheme,
            strand=strand,
            lead_agency=lead,
            reasons=reasons,
            nominated_on=parse_loose(on, today=today),
            nominated_by=by,
            priority=priority,
            rank=rank,
            rank_why=rank_reason,
            lead=officer,
            review_due=day_told(review_due, today=today),
            plan=plans,
        )
        card = desk.registering.register(new, dry_run=dry_run)
    due = f"; review due {short(card.review_due)}" if card.review_due else ""
    line(f"{'Would register' if dry_run else 'Registered'} in {card.area} since {short(card.nominated_on)}{due}.")


@app.command("change", epilog="Example: tracker ppo change P-ABCD2345EFGH --rank 2 --rank-reason 'Four in May'")
def change(
    context: typer.Context,
    person: Person,
    *,
    area: Which = "",
    scheme: Annotated[str | None, typer.Option(help="Another scheme.")] = None,
    strand: Annotated[Strand | None, typer.Option(help="prevent, catch or rehabilitate.")] = None,
    lead: Annotated[str | None, typer.Option(metavar="AGENCY", help="Another lead agency, by its code.")] = None,
    officer: Annotated[str | None, typer.Option(help="Another officer.")] = None,
    reason: Annotated[str | None, typer.Option(help=f"The reasons of the nomination.{_TEXT}")] = None,
    priority: Annotated[str | None, typer.Option(help="The priority, in the scheme's own words.")] = None,
    rank: Annotated[int | None, typer.Option(help="The place among those of the area.")] = None,
    rank_reason: Annotated[str | None, typer.Option(help="Why this rank.")] = None,
    review_due: Annotated[str, typer.Option(metavar="DATE", help="When the next review is due.")] = "",
    plan: Annotated[str | None, typer.Option(help=f"What is done with the person.{_TEXT}")] = None,
    police: Annotated[str, typer.Option(metavar="DATE", help=_AGREED)] = "",
    probation: Annotated[str, typer.Option(metavar="DATE", help=_AGREED)] = "",
    partnership: Annotated[str, typer.Option(metavar="DATE", help=_AGREED)] = "",
    dry_run: DryRun = False,
) -> None:
    """Change a registration: rank, strand, lead, plan, or the day on which a partner agreed to its end."""
    edit = _edit(scheme=scheme, strand=strand, lead_agency=lead, lead=officer, priority=priority, rank=rank,
                 rank_why=rank_reason, reasons=told_or_none(reason), plan=told_or_none(plan))  # fmt: skip
    with signed_in(context, in_demo=REGISTER) as desk:
        today = desk.clock.today()
        edit = replace(
            edit,
            review_due=day_told(review_due, today=today),
            police_agreed_on=day_told(police, today=today),
            probation_agreed_on=day_told(probation, today=today),
            partnership_agreed_on=day_told(partnership, today=today),
        )
        card = desk.registering.change(desk.file.named(person), edit, area=area, dry_run=dry_run)
    line(f"The registration in {card.area} {'would be' if dry_run else 'is'} changed.")


app.command("review", epilog="Example: tracker ppo review P-ABCD2345EFGH --finding - --next +91 < text")(review)
app.command(
    "deregister",
    epilog="Example: tracker ppo deregister P-ABCD2345EFGH --reason 'No arrest for a year' --exit-plan - "
    "--police 1/9/26 --probation 2/9/26 --partnership 3/9/26 --yes",
)(deregister)
app.command("withdraw", epilog="Example: tracker ppo withdraw P-ABCD2345EFGH --area LPL --yes")(withdraw)


app.command("enter", epilog="Example: tracker ppo enter P-ABCD2345EFGH --offence TH68010 --on -9 --arrested -8")(enter)
app.command("outcome", epilog="Example: tracker ppo outcome 01997f3e-0000-7000-8000-000000000001 --outcome convicted")(
    say_outcome
)
app.command("action", epilog="Example: tracker ppo action P-ABCD2345EFGH --text 'Housing interview' --due +14")(action)
app.command("done", epilog="Example: tracker ppo done 01997f3e-0000-7000-8000-000000000001")(done)
app.command("actions", epilog="Example: tracker ppo actions P-ABCD2345EFGH --json")(actions)
app.command("borders", epilog="Example: tracker ppo borders P-ABCD2345EFGH --json")(borders)
app.command("arrests", epilog="Example: tracker ppo arrests P-ABCD2345EFGH --json")(arrests)


def _edit(**said: object) -> RegistrationEdit:
    from db.cards.schemes import RegistrationEdit

    return RegistrationEdit(**said)  # type: ignore[arg-type]
