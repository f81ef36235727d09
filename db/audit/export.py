"""The log as a file for the Commissioner: chains, checkpoints and rows as lines of JSON, signed at the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from itertools import chain as one_after_another
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import Connection

from db.audit.findings import Finding, Report, Wrong
from db.audit.form import FIELDS, Fields, moment
from db.audit.reading import chains, checkpoints, events
from db.audit.signing import holds, public_key, sign
from db.audit.statement import Checkpoint, from_plain, line, to_plain
from db.audit.verify import Chain, Log, verify
from db.words.errors import BadInput, Misconfigured

_ROW: Final = b'{"event":'
_COLUMNS: Final = (*FIELDS, "digest")


def export_lines(connection: Connection, seed: bytes, now: datetime, *, since: str, until: str) -> Iterator[str]:
    """Every line of the export of the sign-ins opened between two moments (`form.moment`), whole ones only."""
    digest, counted = hashlib.sha256(), 0
    for each in one_after_another(_before(connection, now, since=since, until=until), _rows(connection, since, until)):
        digest.update(each.encode() + b"\n")
        counted += 1
        yield each
    held = {"lines": counted, "digest": digest.hexdigest()}
    signature = sign(seed, digest.digest()).hex()
    yield line("end", {**held, "public_key": public_key(seed).hex(), "signature": signature})


def verify_export(path: Path, *, trusted: Collection[str] = ()) -> Report:
    """Check an export by itself: its signature, and the log in it as a database's is checked.

    Raises Misconfigured when it cannot be read, BadInput when it is no export.
    """
    try:
        said, known, stated, end, digest = _parts(path)
        report = verify(
            Log(
                chains=known,
                rows=_rows_in(path),
                checkpoints=stated,
                trusted=trusted,
                since=said["since"],
                until=said["until"],
            )
        )
    except OSError as fault:
        raise Misconfigured(f"{path} cannot be read: {fault.strerror}.", kept="") from fault
    except (ValueError, KeyError, TypeError):
        raise BadInput(f"{path} is no export of the log, or was changed.", kept="") from None
    if _is_signed(end, digest, trusted):
        return report
    return replace(
        report, findings=(Finding(Wrong.CHECKPOINT, "", 0, "the export is not what was signed"), *report.findings)
    )


def _before(connection: Connection, now: datetime, *, since: str, until: str) -> Iterator[str]:
    yield line("export", {"made_at": moment(now), "since": since, "until": until, "columns": list(_COLUMNS)})
    for each in checkpoints(connection):
        yield line("checkpoint", to_plain(each))
    for opened in chains(connection, since=since, until=until):
        yield line("chain", asdict(opened))


def _rows(connection: Connection, since: str, until: str) -> Iterator[str]:
    for fields in events(connection, since=since, until=until):
        yield line("event", dict(zip(_COLUMNS, fields, strict=True)))


def _parts(path: Path) -> tuple[dict[str, str], dict[str, Chain], list[Checkpoint], dict[str, Any], bytes]:
    """What it says of itself, chains, checkpoints, its last line, and the digest of all lines before that."""
    said: dict[str, str] = {}
    known: dict[str, Chain] = {}
    stated: list[Checkpoint] = []
    end: dict[str, Any] = {}
    digest = hashlib.sha256()
    with path.open("rb") as held:
        for text in held:
            if not text.startswith(_ROW):
                ((kind, plain),) = json.loads(text).items()
                match kind:
                    case "export":
                        said = {name: str(plain[name]) for name in ("since", "until")}
                    case "chain":
                        known[plain["id"]] = Chain(**plain)
                    case "checkpoint":
                        stated.append(from_plain(plain))
                    case "end":
                        end = plain
                        break
            digest.update(text)
    if not said:
        raise ValueError("its first line is no export's")
    return said, known, stated, end, digest.digest()


def _rows_in(path: Path) -> Iterator[Fields]:
    with path.open("rb") as held:
        for text in held:
            if text.startswith(_ROW):
                plain = json.loads(text)["event"]
                yield tuple(str(plain[name]) for name in _COLUMNS)


def _is_signed(end: dict[str, Any], digest: bytes, trusted: Collection[str]) -> bool:
    key, signature = str(end.get("public_key", "")), str(end.get("signature", ""))
    if end.get("digest") != digest.hex() or (trusted and key not in trusted):
        return False
    return holds(bytes.fromhex(key), bytes.fromhex(signature), digest)
