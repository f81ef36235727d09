"""What the second wall costs: opening a file of 20 cases on PostgreSQL, held to the rules by the server and not.

`python -m bench.second_wall [--times 40]` starts a PostgreSQL of its own and prints milliseconds, turn by turn,
so that both are asked on the same minute of a busy machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.open_file import long_file
from db.store.engine import ROLE, make_engine
from db.store.wall.roles import KEEPER
from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock
from tests.support import postgres
from tests.support.databases import Backend
from tests.support.signed_in import sign_in


class Unwalled(Units):
    """Units past row security, for the figure alone: the guard's own criteria are all that is left."""

    def _acting(self, actor: Actor) -> dict[str, Any]:
        return {**super()._acting(actor), ROLE: KEEPER}


def main() -> int:
    """Print the two medians and their difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        backend = Backend(folder, os.getpid(), postgres.installed()[0])
        try:
            with backend.migrated(folder) as database:
                walled, plain = (kind(make_engine(database.url), Clock()) for kind in (Units, Unwalled))
                at = long_file(walled)
                token = sign_in(walled, at.desk.actor)
                spent: dict[Units, list[float]] = {walled: [], plain: []}
                for units in (walled, plain):
                    units.admit(at.desk.actor.audit_session, token)
                for _ in range(times + 5):
                    for units, found in spent.items():
                        desk = type(at.desk)(units, at.desk.actor)
                        began = time.perf_counter()
                        desk.file.open(at.person.person)
                        found.append((time.perf_counter() - began) * 1000)
                with_wall, without = (statistics.median(found[5:]) for found in spent.values())
                print(f"file of 20 cases: {with_wall:.1f} ms behind the wall, {without:.1f} ms without")
                print(f"the wall adds {with_wall - without:.1f} ms")
                for units in spent:
                    units.close()
        finally:
            postgres.stop_all(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
