"""The rest of `tracker share`: why somebody gets what, requests and their answers, and who read what."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from db.cards.sharing import RuleTerms
from db.words.dates import court_cell, parse_loose
from db.words.errors import BadInput, NotFound
from db.words.families.access import Recipient
from db.words.families.sharing import read_category, read_level, read_purpose, read_recipient
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk

if TYPE_CHECKING:
    from db.desk import Desk


def why(
    context: typer.Context,
    user: Annotated[str, typer.Argument(help="The user's name.")],
    record: Annotated[str, typer.Argument(help="A person's reference (P-...), or a record as kind:id: treatment:ID.")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {user_name, subject, first, lines: [...], weighed: [...]}.")
    ] = False,
) -> None:
    """Say what a user gets of a person or record, by which rule, who set it and since when.

    One's own is for everybody; another's for administrators, auditors and the owner's sharing lead. What the
    record says is never shown.
    """
    with signed_in(context) as desk:
        card = desk.why.why(user, record)
    if as_json:
        print_json(asdict(card))
        return
    lines = (card.first, *card.lines)
    rows = [(one.what, one.owner, one.outcome.label, one.reason, one.set_by, one.since) for one in lines]
    print_table(("what", "owner", "given", "why", "set by", "since"), rows, empty="")
    for each in card.weighed:
        talk(f"{'wins' if each.wins else 'gives way'}: {each.rule}: {each.why}")


def requests(
    context: typer.Context,
    *,
    answered: Annotated[bool, typer.Option("--answered", help="Those that were answered.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Those that you made.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One document: [{id, category, asker, state, ...}].")] = False,
) -> None:
    """List the requests that wait for your agency's answer."""
    with signed_in(context) as desk:
        found = desk.share_requests.mine() if mine else desk.share_requests.inbox(answered=answered).items
    if as_json:
        print_json([asdict(one) for one in found])
        return
    rows = [(court_cell(one.asked_at), one.words, one.reason, one.state.label, one.answer, one.id) for one in found]
    print_table(("asked (UTC)", "what", "reason", "state", "answer", "id"), rows, empty="No request waits.")


def answer(
    context: typer.Context,
    request: Annotated[str, typer.Argument(help="The request's id, as `tracker share requests` shows it.")],
    *,
    refuse: Annotated[str, typer.Option(metavar="REASON", help="Refuse it; the asker reads the reason.")] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="WHOM", help="For whom the rule is; the asker alone unless given.")
    ] = "",
    level: Annotated[str, typer.Option(help="How much: exist, summary or full.")] = "summary",
    purpose: Annotated[str, typer.Option(help="For what, as in `tracker share add`.")] = "any",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="The last day; an answer must have one.")] = "",
    said: Annotated[str, typer.Option("--answer", metavar="WORDS", help="What the asker reads.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change for whom; write nothing.")] = False,
) -> None:
    """Answer a request: with a rule for its asker, a role or a court, until a day; or refuse it with a reason."""
    with signed_in(context) as desk:
        card = desk.share_requests.show(_key(request))
        if refuse:
            if dry_run:
                line(f"Would refuse: {card.words}.")
                return
            desk.share_requests.refuse(card.id, refuse)
            line(f"refused: {card.words}")
            return
        if not until:
            raise BadInput("An answer says until when.", to_do="Give --until DAY, or --refuse REASON.")
        recipient, name, word = read_recipient(to) if to else (Recipient.USER, card.asked_by, "")
        last = parse_loose(until, today=desk.clock.today())
        terms = RuleTerms(card.category, read_level(level), recipient, name, word, read_purpose(purpose))
        terms = replace(terms, not_after=last)
        if dry_run:
            for each in desk.sharing_effect.preview(terms).lines:
                line(each.words)
            return
        desk.share_requests.grant(card.id, terms, answer=said)
    line(f"shared until {last}: {card.words}")


def ask(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="The person's reference (P-...) or id.")],
    category: Annotated[str, typer.Argument(help="The category, like treatment or compliance.")],
    *,
    of: Annotated[str, typer.Option(metavar="CODE", help="The agency that holds it.")],
    reason: Annotated[str, typer.Option(help="What you need it for, 10 to 250 characters.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Ask the owner for what is withheld from you."""
    with signed_in(context) as desk:
        person_id = desk.file.named(person)
        owner = _agency(desk, of)
        wanted = read_category(category)
        found = [
            one
            for one in desk.share_requests.askable(person_id)
            if (one.category, one.owner_id) == (wanted, owner)
        ]  # fmt: skip
        if not found:
            raise NotFound("Nothing of this kind is withheld from you.", to_do="Look at the file again.")
        if dry_run:
            line(f"Would ask: {found[0].words}.")
            return
        card = desk.share_requests.ask(person_id, wanted, owner, reason)
    line(f"asked {card.owner}: {card.category.label}. {card.id}")


def read(
    context: typer.Context,
    *,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day; 30 days ago unless given.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {agency, since, total, lines: [{who, agency, acts, ...}]}.")
    ] = False,
) -> None:
    """Say who of other agencies looked at files in which something of your agency's stands; it is logged."""
    with signed_in(context) as desk:
        card = desk.ours.read(since=parse_loose(since, today=desk.clock.today(), past=True) if since else None)
    if as_json:
        print_json(asdict(card))
        return
    rows = [(court_cell(o.last), o.who, o.agency, o.acts, o.people, ", ".join(o.kinds)) for o in card.lines]
    empty = f"Nobody looked since {card.since}."
    print_table(("last (UTC)", "who", "agency", "acts", "people", "what they did"), rows, empty=empty)
    talk(f"{card.total:,} acts since {card.since}.")


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(f"'{text}' is no id of a request.", to_do="See: tracker share requests") from None


def _agency(desk: Desk, code: str) -> UUID:
    for one in desk.set_up.agencies():
        if one.code == code.strip().upper():
            return one.id
    raise NotFound(f"There is no agency {code}.", to_do="See: tracker agency list")
