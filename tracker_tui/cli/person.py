"""`tracker person`: find a person, show a file, other names, correct what a source sent."""

from __future__ import annotations

from tracker_tui.cli import person_alias
from tracker_tui.cli.group import group
from tracker_tui.cli.outputs import export_file
from tracker_tui.cli.person_correct import correct, corrections
from tracker_tui.cli.person_find import find
from tracker_tui.cli.person_show import show

app = group("Find a person, show a file, correct what a source sent.")


app.command("show", epilog="Example: tracker person show P-ABCD2345EFGH --json --as p.hale")(show)
app.command("find", epilog="Example: tracker person find smi 12/3/80 --json --as p.hale")(find)
app.command("export", epilog="Example: tracker person export P-ABCD2345EFGH --format json --as p.hale")(export_file)
app.command(
    "correct", epilog='Example: tracker person correct P-ABCD2345EFGH born --reason "certificate seen" < value'
)(correct)
app.command("corrections", epilog="Example: tracker person corrections --differing --json")(corrections)
app.add_typer(person_alias.app, name="alias")
