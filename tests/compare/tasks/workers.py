"""Two real Celery workers on a real Redis and PostgreSQL, whose processes a test may kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import redis
from celery import Celery
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = ("--concurrency=1", "--without-gossip", "--without-mingle", "--without-heartbeat")


class Workers:
    """The workers by their main processes; each has one child that does the tasks."""

    def __init__(self, redis_url: str, environment: dict[str, str]) -> None:
        self.redis = redis.Redis.from_url(redis_url)
        broker = redis_url.replace("unix://", "redis+socket://")
        # Not the app of this process: other tests' tasks run here and now.
        self.app = Celery(broker=broker, set_as_current=False)
        self.app.conf.task_ignore_result = True
        command = [sys.executable, "-m", "celery", "-A", "compare.config.celery", "worker"]
        self.mains = [
            subprocess.Popen(
                [*command, "-n", f"w{number}@test", "-l", "CRITICAL", *OPTIONS],
                env=environment,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for number in range(2)
        ]

    def send(self, task: str, *arguments: Any) -> None:
        self.app.send_task(task, args=arguments)

    def kill(self, number: int) -> None:
        """SIGKILL the process that does a worker's tasks; its main process starts another."""
        for child in self._children(self.mains[number]):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def _children(self, main: subprocess.Popen[bytes]) -> list[int]:
        return [
            int(pid)
            for pid in Path(f"/proc/{main.pid}/task/{main.pid}/children").read_text().split()
        ]

    @property
    def waiting(self) -> int:
        """How many messages no worker has taken yet."""
        return int(self.redis.llen("celery"))

    @property
    def idle(self) -> bool:
        """Whether both workers answer that they have nothing to do."""
        look = self.app.control.inspect(timeout=5, limit=len(self.mains))
        active, reserved = look.active() or {}, look.reserved() or {}
        asked = len(active) == len(reserved) == len(self.mains)
        return asked and not self.waiting and not any((*active.values(), *reserved.values()))

    def drop_messages(self) -> None:
        self.redis.flushdb()

    def end(self) -> None:
        for main in self.mains:
            for child in self._children(main):
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            main.kill()
            main.wait(20)
        self.app.close()


@contextmanager
def two_workers(redis_url: str, **more: str) -> Iterator[Workers]:
    """The workers on the test's own database."""
    said = connection.settings_dict
    environment = {
        **os.environ,
        **more,
        "DJANGO_SETTINGS_MODULE": "compare.config.settings",
        "DATABASE_URL": f"postgres://{said['USER']}@/{said['NAME']}?host={said['HOST'] or said['OPTIONS'].get('host', '')}",
        "REDIS_URL": redis_url,
    }
    workers = Workers(redis_url, environment)
    try:
        end = time.monotonic() + 240
        while len(workers.app.control.ping(timeout=2, limit=2)) < 2:
            assert all(main.poll() is None for main in workers.mains), "a worker ended at once"
            assert time.monotonic() < end, "the workers did not start"
        yield workers
    finally:
        workers.end()
