"""What a reader may get less than all of, so that a file can say so instead of showing a gap; pure."""

from __future__ import annotations

from db.access import matrix
from db.access.decisions import YOUTH_LINE, reads_youth
from db.access.standing import Standing
from db.words.families.access import Category, Level

CHARGES_LINE = "charges: not shared with you"


def in_part(standing: Standing, category: Category) -> bool:
    """Whether some record of this category may be given to the reader in summary, or not at all."""
    ruled = any(of is category for of, _ in standing.chains)
    return ruled or matrix.default(standing.columns, category).level is not Level.FULL


def why_no_charges(standing: Standing, *, youth: bool) -> str:
    """The line in the place of a case's charges where none came out; empty where none is recorded.

    `youth`: the defendant was a youth at the first hearing (sharing rule H3 (b)).
    """
    if youth and not reads_youth(standing):
        return YOUTH_LINE
    return CHARGES_LINE if in_part(standing, Category.CASE) else ""
