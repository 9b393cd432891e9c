"""B3: what Celery adds to a page, with a real Redis and worker: one task for each batch of pages.

usage: python -m bench.celery_share [--pages 50000] [--batch 50]

The queue is filled first, then a worker of two processes takes it; the clock runs from the first
task taken to the queue and its unacknowledged tasks being empty. Tasks do nothing but walk over
their pages, so all the time is Celery's.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from celery import Celery

HERE = Path(__file__).resolve().parents[1]
URL = os.environ.get("BENCH_REDIS", "")
app = Celery("bench", broker=URL.replace("unix://", "redis+socket://") or "memory://")
app.conf.update(task_acks_late=True, task_ignore_result=True, worker_prefetch_multiplier=4)
LEAST = 0.1  # milliseconds a page, at most


@app.task(name="batch")
def batch(pages: list[int]) -> None:
    """One batch."""
    for _ in pages:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--batch", type=int, default=50)
    said = parser.parse_args()
    from tests.servers import Redis

    server = Redis("--save", "")
    server.start()
    try:
        sent, done = shares(server.url, said.pages, said.batch)
    finally:
        server.remove()
    print(
        f"B3 Celery's share of a page   sending {sent:.4f} ms   working {done:.4f} ms   "
        f"together {sent + done:.4f} ms (at most {LEAST})"
    )


def shares(url: str, pages: int, size: int) -> tuple[float, float]:
    """Milliseconds a page for sending and for working."""
    from redis import Redis

    app.conf.broker_url = url.replace("unix://", "redis+socket://")
    queue = Redis.from_url(url)
    began = time.perf_counter()
    for at in range(0, pages, size):
        batch.delay(list(range(at, min(pages, at + size))))
    sent = time.perf_counter() - began
    total, first = queue.llen("celery"), 0.0
    command = [sys.executable, "-m", "celery", "-A", "bench.celery_share", "worker", "-c", "2"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "ERROR"]
    worker = subprocess.Popen(
        command, env=os.environ | {"BENCH_REDIS": url}, cwd=HERE, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            left, unacknowledged = queue.llen("celery"), queue.hlen("unacked")
            first = first or (time.perf_counter() if left < total else 0.0)
            if first and not left and not unacknowledged:
                break
            time.sleep(0.002)
        done = time.perf_counter() - first
    finally:
        worker.terminate()
        worker.wait()
        queue.close()
    return sent / pages * 1e3, done / pages * 1e3


if __name__ == "__main__":
    main()
