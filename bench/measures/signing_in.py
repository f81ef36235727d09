"""How long a sign-in takes, the password stretched as new ones are: on a demo's SQLite file."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from bench.figures import Figure
from bench.homes import copy_of, demo

ROUNDS = 9
GOAL = 0.5


def measure() -> Iterator[Figure]:
    """From the typed password to the actor: stretched, counted, answered, audited."""
    from db.keeper.homes import find_home
    from db.keeper.installation import Installation

    installation = Installation(find_home(str(copy_of(demo()))))
    installation.insist_ready()
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        installation.sign_in("clerk", "clerk-in-the-demo")
        spent.append(time.perf_counter() - began)
    installation.close()
    yield Figure(
        "sign-in",
        statistics.median(spent),
        "s",
        GOAL,
        f"{min(spent):.2f} to {max(spent):.2f} s in {ROUNDS} rounds",
        "password stretched (Argon2id, 46 MiB, three passes), try written, answered, audited; SQLite",
    )
