"""Writes docs/scoring.md: how people are scored, with every weight and its source from the weights file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "db" / "people" / "scoring" / "weights.json"

TOP = """# How people are scored

Made from `db/people/scoring/weights.json` (version {version}) by `make docs`.

One scorer serves the look-up (`db/people/scoring/judge.py`: a typed question against a person) and the matching of
records (`db/people/scoring/pairs.py`: record against record). Each thing that is compared gives bits, log2 odds for or
against; they are added to the prior. What was not asked and what is not known counts nothing. Nobody is shown a
percentage: the sum is said as a band, and the reasons in words.

- **Names.** A surname or forename that agrees is worth its rarity in the country (`db/words/heard/frequency.csv`), up
  to a cap; a variant, a sound-alike or a slip is worth less by its level below. In look-up it is the rarity of what
  was written, between two records that of the commoner. Words are tried as surname and forenames in every order.
- **Whole identities.** Every name of a person is tried with its own date of birth, an alias with the one given with
  it; the best is kept and said (`alias POPA, Marian`).
- **Nicknames, spellings, sounds** come from `db/words/heard`: `variants.csv` (own work, CC0) and double metaphone over
  a spelling nearer to what is heard in England, Wales and Ireland.
- **Strong** in look-up needs the threshold and nothing that speaks against it, or an exact number; another name or
  day of birth beside an exact number is a warning, and so is another number of the same kind. Being listed in the own
  room, followed or just opened changes the order alone, never the band.
- **Warnings among hits** (`among.py`): twins, parent and child, one name and birth on two records.

{about}
"""


def page() -> str:
    """The whole page."""
    read = json.loads(WEIGHTS.read_text("utf-8"))
    lines = [TOP.format(version=read["version"], about=read["about"])]
    lines += ["## Levels", "", "| level | bits | what | source |", "|---|---:|---|---|"]
    lines += [f"| `{key}` | {bits:+.1f} | {what} | {source} |" for key, (bits, what, source) in read["levels"].items()]
    lines += ["", "## Who is meant now", "", "Added to the order of hits alone.", ""]
    lines += ["| key | bits | what |", "|---|---:|---|"]
    lines += [f"| `{key}` | {bits:+.1f} | {what} |" for key, (bits, what) in read["order"].items()]
    lines += ["", "## Bands", "", "| mode | strong from | possible from |", "|---|---:|---:|"]
    lines += [f"| {mode} | {band['strong']:+.1f} | {band['possible']:+.1f} |" for mode, band in read["bands"].items()]
    review = read["bands"]["match"]["review"]
    lines += ["", f"Two people who agree from {review:+.1f} on are put before somebody: [matching](matching.md)."]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """`--write FILE` writes the page."""
    match arguments:
        case ["--write", name]:
            Path(name).write_text(page(), encoding="utf-8")
            return 0
    sys.stderr.write("usage: python -m ci.scoring_page --write FILE\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
