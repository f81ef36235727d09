"""`tracker share`: what an agency shares, by its sharing lead; and why somebody gets what."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.cards.sharing import LEGEND, RuleTerms
from db.words.dates import parse_loose, short
from db.words.errors import BadInput
from db.words.families.sharing import read_category, read_level, read_purpose, read_recipient
from tracker_tui.cli import share_asked
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.cards.sharing import PreviewCard, RuleCard

app = group("What your agency shares: rules, requests, who read what; and why somebody gets what.")
_TO = "'user NAME', 'judge at B01LY', 'court B01LY', 'role judge', 'agency CODE', 'kind police' or 'all'."
_Category = Annotated[str, typer.Argument(help="The category, like treatment or compliance.")]
_Level = Annotated[str, typer.Option(help="How much: nothing, exist, summary or full.")]
_To = Annotated[str, typer.Option("--to", metavar="WHOM", help=f"For whom: {_TO}")]
_Purpose = Annotated[str, typer.Option(help="For what: any, hearing, sentencing, supervision, tracking, management.")]
_From = Annotated[str, typer.Option("--from", metavar="DAY", help="The first day; today unless given.")]
_Until = Annotated[str, typer.Option("--until", metavar="DAY", help="The last day; no end unless given.")]
_Agreement = Annotated[str, typer.Option(help="The agreement that it rests on.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change for whom; write nothing.")]
_Rule = Annotated[str, typer.Argument(help="The rule's id, as `tracker share list` shows it.")]


@app.command("list", epilog="Example: tracker share list --as probation-manager")
def list_rules(
    context: typer.Context,
    *,
    history: Annotated[bool, typer.Option("--history", help="Every rule that ever was, the newest first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {total, rules: [{id, terms, ...}]}.")] = False,
) -> None:
    """List the rules of your agency, those that end soonest first; those within 60 days are marked."""
    with signed_in(context) as desk:
        page = desk.sharing.list(history=history)
    if as_json:
        print_json({"total": page.total, "rules": [asdict(one) for one in page.items]})
        return
    rows = [
        ("ends soon" if one.ends_soon and not one.loses_to else one.state_words, one.terms.category.label,
         one.terms.level.label, one.whom, one.terms.purpose.label, one.days, one.set_by, one.id)
        for one in page.items
    ]  # fmt: skip
    print_table(("state", "what", "how much", "whom", "for", "days", "set by", "id"), rows, empty="No rule yet.")


@app.command("matrix", epilog="Example: tracker share matrix --json")
def matrix(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {agency, day, whom: [...], rows: {category: [...]}}.")
    ] = False,
) -> None:
    """Show what your agency shares after all its rules: category by recipient."""
    with signed_in(context) as desk:
        card = desk.sharing_effect.matrix()
    if as_json:
        rows = {category.value: [asdict(cell) for cell in cells] for category, cells in card.rows}
        print_json({"agency": card.agency, "day": card.day, "whom": card.whom, "rows": rows})
        return
    found = [(category.label, *(cell.sign for cell in cells)) for category, cells in card.rows]
    print_table((card.agency, *card.whom), found, empty="")
    talk(LEGEND)


@app.command(
    "add",
    epilog="Example: tracker share add treatment --to 'judge at B01LY' --level summary --purpose sentencing "
    "--until +90 --as drugs",
)
def add(
    context: typer.Context,
    category: _Category,
    *,
    to: _To,
    level: _Level,
    purpose: _Purpose = "any",
    since: _From = "",
    until: _Until = "",
    agreement: _Agreement = "",
    dry_run: _DryRun = False,
) -> None:
    """Add a rule; it counts at once, in open screens too."""
    with signed_in(context) as desk:
        terms = _terms(category, to, level, desk.clock.today(), purpose=purpose, days=(since, until), said=agreement)
        if dry_run:
            _tell(desk.sharing_effect.preview(terms))
            return
        card = desk.sharing.add(terms)
    _said("added", card)


@app.command("change", epilog="Example: tracker share change 01a2... --level nothing --as drugs")
def change(
    context: typer.Context,
    rule: _Rule,
    *,
    to: Annotated[str, typer.Option("--to", metavar="WHOM", help="For whom, when that changes.")] = "",
    level: Annotated[str, typer.Option(help="How much, when that changes.")] = "",
    purpose: Annotated[str, typer.Option(help="For what, when that changes.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="The last day, when that changes.")] = "",
    agreement: _Agreement = "",
    dry_run: _DryRun = False,
) -> None:
    """End a rule and put a changed one in its place; what is not given stays as it is."""
    with signed_in(context) as desk:
        key, today = _key(rule), desk.clock.today()
        old = desk.sharing.show(key).terms
        recipient, name, word = read_recipient(to) if to else (old.recipient, old.name, old.word)
        terms = RuleTerms(
            old.category,
            read_level(level) if level else old.level,
            recipient,
            name,
            word,
            read_purpose(purpose) if purpose else old.purpose,
            max(old.starts_on or today, today),
            parse_loose(until, today=today) if until else old.not_after,
            agreement or old.agreement,
        )
        if dry_run:
            _tell(desk.sharing_effect.preview(terms, replaces=key))
            return
        card = desk.sharing.change(key, terms)
    _said("changed", card)


@app.command("end", epilog="Example: tracker share end 01a2... --as drugs")
def end(context: typer.Context, rule: _Rule, *, dry_run: _DryRun = False) -> None:
    """End a rule now."""
    with signed_in(context) as desk:
        if dry_run:
            _tell(desk.sharing_effect.preview_end(_key(rule)))
            return
        card = desk.sharing.end(_key(rule))
    _said("ended", card)


@app.command("undo", epilog="Example: tracker share undo --as drugs")
def undo(
    context: typer.Context,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be undone; write nothing.")] = False,
) -> None:
    """Take back your agency's last change by a further entry; asked again, it brings the change back."""
    with signed_in(context) as desk:
        if dry_run:
            line(desk.sharing.undoable() or "Your agency has made no sharing rule yet.")
            return
        for card in desk.sharing.undo():
            _said(card.state.label, card)


@app.command("preview", epilog="Example: tracker share preview risk --to 'role judge' --level full --as drugs")
def preview(
    context: typer.Context,
    category: _Category,
    *,
    to: _To,
    level: _Level,
    purpose: _Purpose = "any",
    since: _From = "",
    until: _Until = "",
    as_json: Annotated[bool, typer.Option("--json", help="One document: {words, lines: [...], notes}.")] = False,
) -> None:
    """Say what a rule would change for whom; nothing is written."""
    with signed_in(context) as desk:
        terms = _terms(category, to, level, desk.clock.today(), purpose=purpose, days=(since, until))
        card = desk.sharing_effect.preview(terms)
    if as_json:
        print_json(asdict(card))
    else:
        _tell(card)


def _terms(
    category: str, to: str, level: str, today: date, *, purpose: str, days: tuple[str, str], said: str = ""
) -> RuleTerms:
    recipient, name, word = read_recipient(to)
    first, last = (parse_loose(day, today=today) if day else None for day in days)
    return RuleTerms(
        read_category(category), read_level(level), recipient, name, word, read_purpose(purpose), first, last, said
    )


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(f"'{text}' is no id of a rule.", to_do="See: tracker share list") from None


def _tell(card: PreviewCard) -> None:
    line(card.words)
    for each in card.lines:
        line(f"  {each.words}")
    for note in card.notes:
        talk(note)


def _said(verb: str, card: RuleCard) -> None:
    line(f"{verb}: {card.words}. {card.id}")
    if card.ends_soon and card.terms.not_after:
        talk(f"It ends on {short(card.terms.not_after)}.")


app.command("why", epilog="Example: tracker share why j.moss P-7K2MQ4ZTX3AB --as i.penhale")(share_asked.why)
app.command("requests", epilog="Example: tracker share requests --as drugs")(share_asked.requests)
app.command(
    "answer",
    epilog="Examples: tracker share answer 01a2... --level summary --until +14 --as drugs; "
    "tracker share answer 01a2... --refuse 'No consent was given.' --as drugs",
)(share_asked.answer)
app.command("ask", epilog="Example: tracker share ask P-7K2MQ4ZTX3AB treatment --of DRUG --reason 'For the sentence.'")(
    share_asked.ask
)
app.command("read", epilog="Example: tracker share read --from 1/11/26 --as drugs")(share_asked.read)
