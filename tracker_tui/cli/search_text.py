"""What a power search prints: a table with both counts, one JSON document, or an export."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from db.cards.output import Form, Wanted, What
from db.cards.searching import cell_words
from db.words.dates import short
from db.words.errors import BadInput
from tracker_tui.cli.output import line, lines_as_they_are, print_json, print_table, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.cards.search_typed import SavedCard
    from db.cards.searching import Found, Query, Row
    from db.desk import Desk

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class How:
    """In which form it is wanted: a table unless another one is named."""

    as_json: bool = False
    form: Form | None = None
    stdout: bool = False
    dry_run: bool = False


def give(desk: Desk, query: Query, how: How) -> None:
    """Run it and print it, or export it."""
    if how.form is not None:
        _export(desk, Wanted(What.SEARCH, how.form, query=query), how)
        return
    found = desk.search.run(query)
    if how.as_json:
        print_json(document(found))
    else:
        _table(found)
    if not found.registered:
        talk(f"Nobody whom you may see is registered in {found.area} on {short(found.as_of)}.")


def document(found: Found) -> Json:
    """The documented keys of `--json`."""
    return {
        "as_of": found.as_of,
        "area": found.area,
        "area_name": found.area_name,
        "search": found.query.kind.value,
        "n": len(found.rows),
        "people": found.people,
        "registered": found.registered,
        "cannot_decide_n": len(found.cannot_decide),
        "bands": {band.value: count for band, count in found.bands.items()},
        "prison_data_of": found.prison_data_of,
        "banner": found.banner,
        "rows": [_row(found, row) for row in found.rows],
        "cannot_decide": [_row(found, row) for row in found.cannot_decide],
    }


def _row(found: Found, row: Row) -> Json:
    offences = [
        {"ref": one.ref, "type": one.type, "offence": one.what, "date": one.on, "range": one.about,
         "area": one.area or None, "status": one.status, "by_hand": one.by_hand}
        for one in row.offences
    ]  # fmt: skip
    values = dict(zip((column.key for column in found.columns), row.values, strict=True))
    band: Json = {"band": row.band.value} if row.band else {}
    return {"person": row.person_id, **values, **band, "offences": offences, "missing": list(row.missing)}


def _table(found: Found) -> None:
    name = "" if found.area_name == found.area else f" {found.area_name}"
    line(f"{found.area}{name}{', ' if found.area else ''}{short(found.as_of)}: {found.words}")
    if found.banner:
        line(found.banner)
    heads = [column.title for column in found.columns]
    if found.rows:
        print_table(heads, ([cell_words(cell) for cell in row.values] for row in found.rows), empty="")
    if found.cannot_decide:
        line("Cannot decide")
        rows = ([*(cell_words(cell) for cell in row.values), "; ".join(row.missing)] for row in found.cannot_decide)
        print_table([*heads, "Missing"], rows, empty="")


def show_kept(cards: Sequence[SavedCard], *, as_json: bool) -> None:
    """The searches that are kept."""
    if as_json:
        print_json([asdict(card) for card in cards])
        return
    rows = [(card.name, card.text, card.pinned, card.shared) for card in cards]
    print_table(("Name", "What it asks", "Pinned", "Shared"), rows, empty="No search is kept yet.")


def _export(desk: Desk, wanted: Wanted, how: How) -> None:
    if how.dry_run:
        plan = desk.output.plan(wanted)
        line(f"Would write {plan.words}: {plan.rows:,} {'entry' if plan.rows == 1 else 'entries'}.")
    elif how.stdout and wanted.form is Form.XLSX:
        raise BadInput("A workbook is no text.", kept="Nothing was written.", to_do="Let it go into a file.")
    elif how.stdout:
        lines_as_they_are(desk.output.text(wanted).text)
    else:
        made = desk.output.write(wanted)
        line(str(made.path))
        talk(made.words)
