"""Who asks is reckoned once in a transaction and carried through it under a seal that only the database can make.

Reckoning takes a quarter of a millisecond, and a policy asks for every table of every statement. The seal covers the
server's process, the transaction's begin and its token, so it opens nothing in another transaction, and a right that
was taken away is gone at the next one.
"""

from __future__ import annotations

from typing import Final

from db.store.wall.functions import TOKEN, Function

SEALED: Final = "tracker.me"
_BOUND: Final = f"concat_ws('|', pg_backend_pid(), transaction_timestamp(), current_setting('{TOKEN}', true))"
_MADE: Final = "encode(sha256(key || sha256(key || convert_to(bound || told, 'UTF8'))), 'hex')"
_KEY: Final = "SELECT x.secret INTO key FROM tracker.secret x;"

SEAL: Final = (
    Function(
        "sealed_me",
        "text",
        f"IF told IS NULL THEN RETURN ''; END IF; {_KEY} RETURN {_MADE} || told;",
        declares=f"told text := tracker.reckoned_me()::text; key bytea; bound text := {_BOUND}",
        reads_only=False,
    ),
    Function(
        "me",
        "tracker.reader",
        f"""
        IF length(sealed) > 64 THEN
            told := substr(sealed, 65); {_KEY}
            IF left(sealed, 64) = {_MADE} THEN RETURN told::tracker.reader; END IF;
        END IF;
        RETURN tracker.reckoned_me();
        """,
        declares=f"sealed text := current_setting('{SEALED}', true); told text; key bytea; bound text := {_BOUND}",
    ),
)
