"""A publisher on this machine whose page a test changes, and the source that reads it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport

SOURCE = "zz_shop"
HOST = "shop.example"
MANIFEST = """
name = "Prices of a shop"
publisher = "Nobody"
market = "xx-household"
kind = "html"
publish = "full"
cadence = "1 days"
register = "wm"
provider = "101"
locale = "en_GB"
currency = "XTS"
per = "month"
[licence]
name = "none"
reference = "https://nobody.example"
[[pages]]
key = "home"
address = "http://shop.example/home"
[pages.read]
plan = { is = "basic" }
name = { at = "h1" }
[[pages.read.price_tables]]
table = "table"
factors = { size = "Rooms", region = "Region" }
amounts = { "Each month" = { excess = "0" } }
[expect.price]
at_least = 2
largest_change = "0.3"
"""
REGIONS = ("Coast", "Plain", "Hills")
PRICES = ("41.20", "46.20", "52.80")

Answer = tuple[int, Mapping[str, str], bytes]


def page(prices: tuple[str, ...] = PRICES, heading: str = "Region") -> bytes:
    """A page of prices, one region a row."""
    rows = "".join(
        f"<tr><td>Flat</td><td>{region}</td><td>{price}</td></tr>\n"
        for region, price in zip(REGIONS, prices, strict=False)
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Shop</title><h1>Basic</h1>\n<p>Since 1900.</p>\n"
        f"<table><tr><th>Rooms</th><th>{heading}</th><th>Each month</th></tr>\n{rows}</table>\n"
    ).encode()


def html(body: bytes) -> Answer:
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body


class Site(ThreadingHTTPServer):
    """Answers as `answers` says, by path; what it does not name is 404."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {
            "/home": html(page())
        }
        self.asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        path = self.path.removeprefix(f"/{HOST}")
        self.server.asked.append(path)
        answer = self.server.answers.get(path, (404, {}, b""))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[Site]:
    with Site() as site:
        threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True).start()
        yield site
        site.shutdown()


def written(folder: Path, manifest: str = MANIFEST) -> Path:
    """The source's folder; gives the folder for SOURCES_DIRS."""
    (folder / SOURCE).mkdir(parents=True, exist_ok=True)
    (folder / SOURCE / "manifest.toml").write_text(manifest, encoding="utf-8")
    return folder


def collected(site: Site, day: date) -> CollectReport:
    base = f"http://127.0.0.1:{site.server_port}"
    allow = [("127.0.0.1", site.server_port)]
    return collect(SOURCE, folder=None, today=day, allow=allow, base=base)
