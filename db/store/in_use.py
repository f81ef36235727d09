"""Whether another program has a database file open: asked before the file is thrown away."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

_BRIEFLY = 0.5


def is_in_use(database: Path) -> bool:
    """Whether somebody has the file open. Who has read it in its usual mode keeps a shared lock until the end.

    Leaving that mode wants the file alone; the next one who opens it enters the mode again.
    """
    from sqlcipher3 import dbapi2  # 10 ms that only who makes a demo anew pays

    if not database.exists():
        return False
    connection = dbapi2.connect(
        f"file:{quote(str(database))}?mode=rw", uri=True, timeout=_BRIEFLY, isolation_level=None
    )
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    except dbapi2.OperationalError as fault:
        return "locked" in str(fault)
    except dbapi2.DatabaseError:
        # It is no database of ours any more: nobody works with it.
        return False
    finally:
        connection.close()
    return False
