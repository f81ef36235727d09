"""`tracker match`: how good matching is on records of known people, and who is who on file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.words.families.matching import Engine
from tracker_tui.cli.group import group
from tracker_tui.cli.match_asked import explain, list_waiting
from tracker_tui.cli.match_oversight import check, decided, sample
from tracker_tui.cli.match_people import ENGINE, history, join, part, records, run, undo
from tracker_tui.cli.output import line, print_json, print_table

if TYPE_CHECKING:
    from db.cards.matching import MatchReport

app = group("Match records of agencies with one another, and measure how well that goes.")
_JSON = "One document: {records, persons, true_pairs, automatic, precision, recall, best, questions, curve, ...}."


@app.command(
    "evaluate",
    epilog="Example: tracker match evaluate --records records.csv --truth truth.csv --out links.csv",
)
def evaluate(
    *,
    records: Annotated[
        str, typer.Option("--records", metavar="FILE", help="The records, a CSV; see docs/matching.md.")
    ],
    truth: Annotated[str, typer.Option("--truth", metavar="FILE", help="Whose each record is: record_id, person_id.")],
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="A new file for the links: a, b, decision, weight.")
    ],
    figure: Annotated[str, typer.Option("--figure", metavar="FILE", help="A new SVG of precision and recall.")] = "",
    engine: Annotated[Engine, ENGINE] = Engine.CORE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Match and measure, write no file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_JSON)] = False,
) -> None:
    """Match the records of a file, write every link with its reasons, and measure them; no database is asked."""
    # The scorer is loaded by the one command that scores.
    from db.keeper.matching import evaluate as run

    picture = Path(figure) if figure else None
    report = run(Path(records), Path(truth), out=None if dry_run else Path(out), figure=picture, engine=engine)
    if as_json:
        print_json({**asdict(report), "per_thousand": round(report.per_thousand, 1)})
        return
    print_table(("figure", "value"), _figures(report), empty="")
    line()
    rows = [
        (
            f"{point.weight + 0.0:.0f}",
            f"{point.links:,}",
            f"{point.precision:.4f}",
            f"{point.recall:.4f}",
            f"{point.f1:.4f}",
        )
        for point in report.curve
        if point.weight % 4 == 0 and point.links
    ]
    print_table(("links from weight", "links", "precision", "recall", "F1"), rows, empty="")
    if report.guards:
        line()
        print_table(("kept from a link", "pairs"), [(says, f"{count:,}") for says, count in report.guards], empty="")


def _figures(report: MatchReport) -> list[tuple[str, str]]:
    best = report.best
    return [
        ("records, people, pairs of one person", f"{report.records:,}, {report.persons:,}, {report.true_pairs:,}"),
        ("pairs compared", f"{report.compared:,} in {report.seconds:.1f} s"),
        (
            "best F1",
            f"{best.f1:.4f} (precision {best.precision:.4f}, recall {best.recall:.4f}, weight {best.weight:.1f})",
        ),
        ("automatic links", f"{report.automatic:,}"),
        ("their precision, all", f"{report.precision:.5f}"),
        ("without wrong sources", f"{report.precision_sound:.5f} ({report.left_out:,} links left out)"),
        ("their recall", f"{report.recall:.4f}"),
        ("persons of mixed records", f"{report.mixed:,}"),
        ("questions for a reviewer", f"{report.questions:,}, {report.per_thousand:.0f} per 1,000 records"),
        ("B-cubed, automatic", _three(report.b_cubed)),
        ("B-cubed, questions answered", _three(report.b_cubed_after)),
        ("weights", report.version),
    ]


def _three(shares: tuple[float, float, float]) -> str:
    return "precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*shares)


for _command, _name, _example in (
    (run, "run", "tracker match run --dry-run"),
    (explain, "explain", "tracker match explain P-AB3CD4EF5GHI P-7JKLMNOPQ2RS"),
    (list_waiting, "list", "tracker match list --json"),
    (records, "records", "tracker match records P-AB3CD4EF5GHI"),
    (history, "history", "tracker match history P-AB3CD4EF5GHI"),
    (join, "join", 'tracker match join P-AB3CD4EF5GHI P-7JKLMNOPQ2RS --reason "she said so in court"'),
    (part, "part", 'tracker match part 01a2069b-fb51-7000-b216-5430878812ae --reason "another woman"'),
    (decided, "decided", "tracker match decided --by hale --since -30"),
    (sample, "sample", "tracker match sample --count 20 --json"),
    (check, "check", 'tracker match check 01a2069b-fb51-7000-b216-5430878812ae --wrong --reason "father and son"'),
    (undo, "undo", "tracker match undo 01a2069b-fb51-7000-b216-5430878812ae"),
):
    app.command(_name, epilog=f"Example: {_example}")(_command)
