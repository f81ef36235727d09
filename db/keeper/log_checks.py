"""The log checked, and written out for the Commissioner; whoever asks was admitted by the desk before."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from db.keeper import sealing
from db.keeper.second_wall import looks_after, reading_log
from db.words.errors import Conflict, TryLater

if TYPE_CHECKING:
    from db.audit.findings import Finding, Report
    from db.keeper.installation import Installation
    from db.words.actor import Actor


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and how long it took."""

    report: Report
    milliseconds: int

    @property
    def pace(self) -> int:
        """Rows a second."""
        return self.report.rows * 1000 // max(self.milliseconds, 1)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: how many lines, and with which key it can be checked."""

    file: Path
    lines: int
    public_key: str


def check(
    installation: Installation,
    actor: Actor | None = None,
    *,
    since: date | None = None,
    sink: Path | None = None,
    trusted: Collection[str] = (),
) -> Checked:
    """Read the whole log, or that of sign-ins from a day on, and tell what is wrong with it.

    `actor` is who asks, as `reading_log` wants it. Trusted are the keys given, else this machine's own, else that of
    the first checkpoint. Raises what `sink.read_copies` and `reading_log` raise.
    """
    # The tables are loaded when this runs.
    from db.audit.reading import log_of
    from db.audit.sink import read_copies
    from db.audit.verify import verify

    began = time.perf_counter()
    own = sealing.held_key(installation)
    keys = frozenset(trusted) or frozenset([own] if own else [])
    copies = read_copies(sink) if sink is not None else ()
    with reading_log(installation, actor) as connection:
        log = log_of(connection, since=_moment_of(since), elsewhere=copies, trusted=keys)
        report = verify(log)
    gone, notes = _compared(installation, {each.number: each.digest for each in log.checkpoints})
    if own and not report.checkpoints and not gone:
        notes.append("This machine holds the checkpoint key, and no checkpoint is in the log: were there any?")
    notes += _late(report)
    found = replace(report, findings=(*report.findings, *gone), notes=tuple(notes))
    return Checked(found, _milliseconds(began))


def _compared(installation: Installation, standing: Mapping[int, str]) -> tuple[list[Finding], list[str]]:
    """What this machine signed and what is not in the log: findings, or notes where a backup was put back."""
    from db.audit.findings import Finding, Wrong
    from db.keeper.remembered import remembered

    findings, notes = [], []
    for mark in remembered(installation).missing(standing):
        said = f"this machine signed checkpoint {mark.number} at {mark.made_at[:19]} UTC, and it is not in the log"
        if mark.restored:
            why = f"An older backup was put back at {mark.restored[:19]} UTC: rows written after it are not there"
            notes.append(f"{why}; {said}.")
        else:
            findings.append(Finding(Wrong.UNSEALED, "", mark.number, f"{said}, nor may be rows that it covered"))
    return findings, notes


def _late(report: Report) -> list[str]:
    """A note when rows have waited for a checkpoint longer than they should."""
    from db.audit.checkpoints import OFTEN
    from db.audit.form import moment, read_moment

    if not report.last_made_at or moment(read_moment(report.last_made_at) + OFTEN) >= report.newest_row:
        return []
    said = f"The newest row is of {report.newest_row[:19]} UTC, more than {OFTEN.seconds // 60} minutes after the last"
    return [f"{said} checkpoint: is the timer running, or was one taken away? Compare with the sink."]


def check_export(file: Path, *, trusted: Collection[str] = ()) -> Checked:
    """Check an exported file by itself; needs no home. Raises what `verify_export` raises."""
    from db.audit.export import verify_export

    began = time.perf_counter()
    report = verify_export(file, trusted=trusted)
    return Checked(report, _milliseconds(began))


def export(installation: Installation, file: Path, actor: Actor | None = None, *, since: date, until: date) -> Exported:
    """Write the sign-ins opened on these days to a new file, the owner's alone, and sign it.

    A checkpoint is made first, so that every row is under one; not by a terminal of a server, which makes none.
    Raises Conflict when there is such a file, and what `sealing.seal` raises.
    """
    from db.audit.export import export_lines

    if looks_after(installation):
        sealing.seal(installation)
    seed = sealing.signing_key(installation)
    begin, end = _moment_of(since), _moment_of(until + timedelta(days=1))
    with reading_log(installation, actor) as connection:
        lines = export_lines(connection, seed, installation.clock.now(), since=begin, until=end)
        counted = _write_new(file, lines)
    return Exported(file, counted, sealing.public_key(installation))


def _write_new(file: Path, lines: Iterator[str]) -> int:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError:
        raise Conflict(f"There is a file {file} already.", to_do="Name another one.") from None
    except OSError as fault:
        raise TryLater(f"{file} could not be written: {fault.strerror}.") from fault
    counted = 0
    try:
        with os.fdopen(descriptor, "wb") as held:
            for each in lines:
                held.write(each.encode("ascii") + b"\n")
                counted += 1
            held.flush()
            os.fsync(held.fileno())
    except OSError as fault:
        with suppress(OSError):
            file.unlink()
        raise TryLater(f"{file} could not be written: {fault.strerror}.", kept="No part of it was left.") from fault
    return counted


def _moment_of(day: date | None) -> str:
    from db.audit.form import moment
    from db.oversight.lines import begin_of

    return "" if day is None else moment(begin_of(day))


def _milliseconds(began: float) -> int:
    return int((time.perf_counter() - began) * 1000)
