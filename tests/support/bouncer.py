"""A PgBouncer in transaction mode between the application and a test's PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

_SECONDS = 15.0


@contextmanager
def bounced(url: str, *, pool: int) -> Iterator[str]:
    """The same database through a pooler whose few connections all sessions share, transaction by transaction."""
    parts = urlsplit(url)
    root = Path(tempfile.mkdtemp(prefix="trk-pgb-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (root / "users").write_text(f'"{parts.username}" "{parts.password}"\n')
    (root / "ini").write_text(
        f"[databases]\n* = host={parts.hostname} port={parts.port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\n"
        f"auth_file = {root / 'users'}\npool_mode = transaction\ndefault_pool_size = {pool}\nmax_client_conn = 100\n"
        "ignore_startup_parameters = extra_float_digits,options\nserver_reset_query_always = 0\n"
    )
    program = shutil.which("pgbouncer") or "pgbouncer"
    user: list[str] = []
    if os.geteuid() == 0:
        # It refuses root, and reads its files as whom it becomes.
        someone = pwd.getpwnam("nobody")
        for path in (root, root / "users", root / "ini"):
            os.chown(path, someone.pw_uid, someone.pw_gid)
        user = ["-u", "nobody"]
    with (root / "log").open("wb") as log:
        process = subprocess.Popen([program, "-q", *user, root / "ini"], stdout=log, stderr=log)
        try:
            _wait(port, root / "log")
            yield url.replace(f":{parts.port}/", f":{port}/", 1)
        finally:
            process.terminate()
            process.wait(10)
            shutil.rmtree(root, ignore_errors=True)


def _wait(port: int, log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"pgbouncer does not come up:\n{log.read_text()[-2000:]}")
