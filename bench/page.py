"""B10 and B7: the answer page and POST answers to the last byte, and a list of 50 rows.

Measured over a real socket on the server that production runs (granian, one worker), against the
database that DATABASE_URL or WORTH_VAR names: load it first, for B10 with half a million prices.

    WORTH_VAR=… python -m bench.page [--datasette]

B7's peer is Datasette on a table of the same rows, where it is installed (the `bench` group).
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import django
import orjson

ANSWERS = 200
LISTS = 400
STARTING = 90  # seconds
PAGE = (
    "/en/m/ch-health/answer?household.canton={canton}&household.region={region}"
    "&persons.0.age_class=adult&persons.0.accident=true&wanted.deductible={deductible}"
    "&present.provider={provider}&present.factors.deductible={deductible}&today={today}"
)
CELLS = [("BE", 1), ("BE", 2), ("ZH", 1), ("ZH", 3), ("VD", 1), ("LU", 2), ("SG", 1), ("TI", 2)]
DEDUCTIBLES = (300, 500, 1000, 1500, 2500)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(command: list[str], port: int) -> Iterator[int]:
    """A server in a process of its own, ready to answer."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "compare.config.settings"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # it was still starting, or a connection is open
            process.kill()
            process.wait()


def wait_for(port: int) -> None:
    """Until somebody listens; a server loads the whole engine first."""
    for _ in range(STARTING * 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"expected a server within {STARTING} s, found none")


def ours(port: int) -> list[str]:
    """The command that serves this project."""
    where = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--log-level", "error"]
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", *where,
        "compare.config.wsgi:application",
    ]  # fmt: skip


def timed(port: int, requests: list[tuple[str, str, bytes | None, dict[str, str]]]) -> list[float]:
    """Milliseconds of each request from sending it to its last byte, over one connection."""
    link = http.client.HTTPConnection("127.0.0.1", port)
    took = []
    for method, path, body, headers in requests:
        started = time.perf_counter()
        link.request(method, path, body, headers)
        answer = link.getresponse()
        answer.read()
        took.append((time.perf_counter() - started) * 1000)
        if answer.status not in (200, 304):
            raise SystemExit(f"{method} {path}: {answer.status}")
    return took


def said(name: str, took: list[float], size: str = "") -> float:
    """Print the median and the 99th percentile; gives the median."""
    p99 = quantiles(took, n=100)[98]
    print(f"{name:<44} p50 {median(took):7.2f} ms   p99 {p99:7.2f} ms   n {len(took)} {size}")
    return median(took)


def questions(today: str, providers: list[str]) -> list[dict[str, object]]:
    """Different households, so that no two requests in a row are the same."""
    return [
        {
            "canton": CELLS[n % len(CELLS)][0],
            "region": CELLS[n % len(CELLS)][1],
            "deductible": DEDUCTIBLES[n % len(DEDUCTIBLES)],
            "provider": providers[n % len(providers)],
            "today": today,
        }
        for n in range(ANSWERS)
    ]


def posted(question: dict[str, object]) -> bytes:
    """A household as the API takes it."""
    factors = {"deductible": question["deductible"]}
    return orjson.dumps(
        {
            "market": "ch-health",
            "today": question["today"],
            "household": {"canton": question["canton"], "region": question["region"]},
            "persons": [{"age_class": "adult", "accident": True}],
            "wanted": {"deductible": [question["deductible"]]},
            "present": {"provider": question["provider"], "factors": factors},
        }
    )


def answers(port: int, today: str, providers: list[str]) -> None:
    """B10."""
    asked = questions(today, providers)
    pages = [("GET", PAGE.format(**question), None, {}) for question in asked]
    json = {"Content-Type": "application/json"}
    posts = [("POST", "/api/v1/answers", posted(question), json) for question in asked]
    timed(port, [*pages[:5], *posts[:5]])
    said("B10 answer page", timed(port, pages))  # type: ignore[arg-type]
    said("B10 POST answers", timed(port, posts))  # type: ignore[arg-type]
    timed(port, [("GET", "/en/", None, {})])
    said("home", timed(port, [("GET", "/en/", None, {})] * 100))


def lists(port: int, today: str) -> tuple[float, float, float]:
    """B7, ours: 50 rows that nobody asked for yet, the same again, and unchanged."""
    path = f"/api/v1/prices?market=ch-health&as_of={today[:4]}-12-31&page_size=50"
    link = http.client.HTTPConnection("127.0.0.1", port)
    pages: list[tuple[str, str, bytes | None, dict[str, str]]] = []
    cursor, tag = "", ""
    for _ in range(LISTS):
        where = f"{path}&cursor={cursor}" if cursor else path
        link.request("GET", where)
        answer = link.getresponse()
        held = orjson.loads(answer.read())
        tag = tag or str(answer.headers["ETag"])
        pages.append(("GET", where.replace("page_size=50", "page_size=49"), None, {}))
        cursor = held["next"]
    fresh = said("B7 list of 50, each page new", timed(port, pages))
    cached = said("B7 list of 50, the same again", timed(port, [("GET", path, None, {})] * LISTS))
    same = [("GET", path, None, {"If-None-Match": tag})] * LISTS
    return fresh, cached, said("B7 list of 50, 304", timed(port, same))  # type: ignore[arg-type]


def datasette(rows: Callable[[sqlite3.Connection], None]) -> float | None:
    """B7's peer on the same columns, None where it is not installed."""
    program = shutil.which("datasette", path=str(Path(sys.executable).parent))
    if not program:
        print("B7 Datasette is not installed here: pip install datasette")
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "prices.db"
        with sqlite3.connect(file) as connection:
            rows(connection)
        port = free_port()
        with served([program, "serve", "-i", str(file), "-p", str(port)], port):
            # a page further on each time, by key, as Datasette pages itself
            paths = [f"/prices/price.json?_size=50&_next={n * 50}" for n in range(1, LISTS)]
            timed(port, [("GET", paths[0], None, {})])
            return said("B7 Datasette", timed(port, [("GET", p, None, {}) for p in paths]))


def _same_rows(connection: sqlite3.Connection) -> None:
    from compare.store.models import Price
    from compare.store.selectors.listed import PRICE_COLUMNS

    names = ", ".join(column.replace("__", "_") for column in PRICE_COLUMNS[1:])
    connection.execute(f"create table price (id integer primary key, {names})")
    marks = ", ".join("?" * len(PRICE_COLUMNS))
    rows = Price.objects.order_by("id").values_list(*PRICE_COLUMNS)[: LISTS * 50 + 50]
    plain = (tuple(v if isinstance(v, int | str | None) else str(v) for v in row) for row in rows)
    connection.executemany(f"insert into price values ({marks})", plain)


def main() -> None:
    """Measure, and print ours, the peer's and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--today", default="2025-11-10", help="the day that is asked about")
    today = parser.parse_args().today
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")
    django.setup()
    from compare.store.models import Price
    from compare.store.selectors.attributes import providers_of

    print(f"{Price.objects.count():,} prices stored")
    port = free_port()
    with served(ours(port), port):
        answers(port, today, list(providers_of("ch-health"))[:12])
        fresh, cached, unchanged = lists(port, str(int(today[:4]) + 1))
    peer = datasette(_same_rows)
    if peer:
        print(
            f"Datasette / ours: new {peer / fresh:.1f}, again {peer / cached:.1f}, 304 {peer / unchanged:.1f}"
        )


if __name__ == "__main__":
    main()
