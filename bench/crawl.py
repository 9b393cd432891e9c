"""B1, B2 and B3: a crawl, a recrawl of unchanged pages, and Celery's share of a page.

usage: python -m bench.crawl [--pages 2000] [--rounds 3]

Pages of 40 to 100 kB, the same for both sides, come from a server of our own in another process, as
16 hosts on loopback. Ours asks robots.txt, keeps the pace (of nothing), judges every address, stores
each body once, compressed, with its row, and reads 12 fields. The peer is Scrapy, tuned (no cookies,
retries, statistics, duplicate filter), with robots.txt and the same 12 fields; it stores nothing.
Both are one process. Beside pages per second stand the milliseconds that the process worked for a
page, which a machine that is busy with other things disturbs less.
On a recrawl ours asks with ETags; so does Scrapy, with its HTTP cache (RFC 2616 policy, on disk),
and reads again. Each round runs both, each in a fresh process; the medians are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Spent = tuple[float, float]  # seconds that passed, and that the process worked
HERE = Path(__file__).resolve().parents[1]
HOSTS = 16
WORDS = ("the", "customer", "may", "cancel", "this", "contract", "in writing", "with notice")
FIELDS = [
    ("name", "h1.product-title", None),
    ("provider", "a.provider-name", None),
    ("sku", "meta[itemprop=sku]", "content"),
    ("price", ".offer span.price", "content"),
    ("currency", "meta[itemprop=priceCurrency]", "content"),
    ("setup", "table.fees tr[data-key=setup] td.val", None),
    ("term", "table.fees tr[data-key=term] td.val", None),
    ("notice", "table.fees tr[data-key=notice] td.val", None),
    ("overrun", "table.fees tr[data-key=overrun] td.val", None),
    ("valid_from", "time.valid-from", "datetime"),
    ("terms_version", "span.terms-version", None),
    ("rating", "div.rating", "data-value"),
]
FEES = ("setup", "term", "notice", "overrun", "late", "copy", "move", "early")


def page(number: int) -> bytes:
    """A product page as shops build them: styles, scripts, navigation, clauses, reviews."""
    r = random.Random(number)

    def prose(count: int) -> str:
        return " ".join(r.choices(WORDS, k=count))

    styles = "".join(
        f".c{n}-{r.randrange(999)}{{margin:{r.randrange(40)}px}}\n" for n in range(120)
    )
    script = "".join(f"dl.push({{'e':'v{n}','t':{r.randrange(10**9)}}});\n" for n in range(60))
    menu = "".join(
        f'<li class="nav-item"><a href="/cat/{n}">{prose(2)}</a></li>' for n in range(70)
    )
    fees = "".join(
        f'<tr data-key="{key}"><th>{key}</th><td class="val">{r.uniform(0, 90):.2f} EUR</td>'
        f"<td><small>{prose(6)}</small></td></tr>"
        for key in FEES
    )
    clauses = "".join(
        f'<section id="c{n}"><h3>{n}. {prose(5)}</h3><p>{prose(r.randrange(30, 80))}</p></section>'
        for n in range(r.randrange(40, 120))
    )
    cards = "".join(
        f'<div class="card"><a href="/p/{n}"><h4>{prose(3)}</h4></a><button>+</button></div>'
        for n in range(24)
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plan {number}</title>
<style>{styles}</style><script>{script}</script></head><body><nav><ul>{menu}</ul></nav><main>
<div class="product"><h1 class="product-title">Plan {number}</h1>
<a class="provider-name" href="/">Provider {number % 60}</a><meta itemprop="sku" content="S{number}">
<div class="offer"><span class="price" content="{r.uniform(4, 90):.2f}">x</span>
<meta itemprop="priceCurrency" content="EUR"><div class="rating" data-value="4.5"></div></div>
<table class="fees">{fees}</table></div><h2>Terms <span class="terms-version">v3</span></h2>
<time class="valid-from" datetime="2026-03-01">from</time>{clauses}<aside>{cards}</aside></main>
<footer><ul>{menu}</ul></footer></body></html>""".encode()


class Shown(asyncio.Protocol):
    """A server that does next to nothing: whole answers from memory, ETags, kept connections."""

    answers: dict[bytes, tuple[bytes, bytes]] = {}

    def connection_made(self, transport: Any) -> None:
        self.transport, self.left = transport, b""

    def data_received(self, data: bytes) -> None:
        *asked, self.left = (self.left + data).split(b"\r\n\r\n")
        for request in asked:
            whole, unchanged = self.answers[request.split(b" ", 2)[1]]
            self.transport.write(unchanged if b"\r\nif-none-match:" in request.lower() else whole)


def serve(count: int) -> None:
    """Show the pages until killed; print the port."""

    def told(status: bytes, tag: bytes, kind: bytes, body: bytes) -> bytes:
        head = b"HTTP/1.1 %s\r\nETag: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        return head % (status, tag, kind, len(body)) + body

    for number in range(count):
        tag = b'"%d"' % number
        whole = told(b"200 OK", tag, b"text/html; charset=utf-8", page(number))
        unchanged = b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % tag
        Shown.answers[b"/p/%d" % number] = whole, unchanged
    rules = told(b"200 OK", b'"r"', b"text/plain", b"User-agent: *\nDisallow: /cart\n")
    Shown.answers[b"/robots.txt"] = rules, rules

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Shown, "0.0.0.0", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(run())


def addresses(count: int, port: int) -> list[str]:
    return [f"http://127.0.0.{1 + n % HOSTS}:{port}/p/{n}" for n in range(count)]


def ours(count: int, port: int) -> tuple[Spent, Spent]:
    """What it took: a first crawl and of a recrawl, through what a run calls."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from compare.store import bodies
    from scrapers.catalogue import Source
    from scrapers.kit.cut import values
    from scrapers.manifest import Licence, Manifest, Page
    from scrapers.net.fetch import Previous
    from scrapers.net.pages import fetch_pages
    from scrapers.records import Capture

    pages = [Page(key=f"p{n}", address=at) for n, at in enumerate(addresses(count, port))]
    allow = [(f"127.0.0.{1 + n}", port) for n in range(HOSTS)]

    def source(some: list[Page]) -> Source:
        manifest = Manifest(
            name="n",
            publisher="p",
            market="m",
            kind="html",
            licence=Licence(name="l", reference="r"),
            publish="hash",
            cadence="1 weeks",
            locale="en",
            pages=tuple(some),
        )
        return Source("bench", HERE, manifest, lambda _: [])

    places = {key: f"{css} @{name}" if name else css for key, css, name in FIELDS}
    known: dict[str, Previous] = {}
    batches = [pages[at : at + 250] for at in range(0, count, 250)]

    def crawl() -> None:
        for batch in batches:
            found = fetch_pages(source(batch), allow=allow, interval=0, previous=known)
            new = [each for each in found.values() if isinstance(each, Capture) and each.body]
            bodies.keep_all({each.sha256: each.body for each in new})
            for each in new:
                assert len(values(each.body, places)) == len(FIELDS)
                known[each.page] = Previous(each.sha256, each.headers["etag"])
            assert all(isinstance(each, Capture) for each in found.values()), found

    return timed(crawl), timed(crawl)


def timed(work: Callable[[], object]) -> Spent:
    """The seconds that passed, and those that this process and its threads worked."""
    wall, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - worked


def peer(count: int, port: int, cache: str) -> Spent:
    """What Scrapy takes, from its first request to the end; with a folder, with its cache."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    got: list[Any] = []

    class Spider(scrapy.Spider):  # type: ignore[misc]
        name = "bench"

        async def start(self) -> Any:
            for address in addresses(count, port):
                yield scrapy.Request(address)

        def parse(self, response: Any) -> Any:
            yield {
                key: response.css(f"{css}::attr({name})" if name else f"{css}::text").get().strip()
                for key, css, name in FIELDS
            }

    class Collect:
        def process_item(self, item: Any) -> Any:
            got.append(item)
            return item

    settings: dict[str, Any] = {
        "LOG_LEVEL": "ERROR",
        "ITEM_PIPELINES": {Collect: 1},
        "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "COMPRESSION_ENABLED": False,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "DOWNLOADER_STATS": False,
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
    }
    if cache:
        settings |= {
            "HTTPCACHE_ENABLED": True,
            "HTTPCACHE_DIR": cache,
            "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
        }
    process = CrawlerProcess(settings)
    process.crawl(Spider)
    spent = timed(process.start)
    assert len(got) == count, len(got)
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "PORT", "CACHE"))
    said = parser.parse_args()
    if said.child:
        what, port, cache = said.child
        if what == "serve":
            serve(said.pages)
        else:
            found = (
                ours(said.pages, int(port))
                if what == "ours"
                else peer(said.pages, int(port), cache)
            )
            print(json.dumps(found))
        return
    server = subprocess.Popen(
        [*COMMAND, "--pages", str(said.pages), "--child", "serve", "0", ""],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE,
    )
    try:
        assert server.stdout
        compare(said.pages, said.rounds, server.stdout.readline().strip())
    finally:
        server.terminate()
        server.wait()


COMMAND = [sys.executable, "-m", "bench.crawl"]


def child(pages: int, what: str, port: str, cache: str = "") -> Any:
    """What a fresh process measures, with an empty store of its own."""
    var = tempfile.mkdtemp(prefix="bench-")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "compare.config.settings",
        "DATABASE_URL": f"sqlite:///{var}/db.sqlite3",
        "WORTH_VAR": var,
        "REDIS_URL": "",
    }
    command = [*COMMAND, "--pages", str(pages), "--child", what, port, cache]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, cwd=HERE, check=False
    )
    shutil.rmtree(var, ignore_errors=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def compare(pages: int, rounds: int, port: str) -> None:
    """Run all by turns and print ours, the peer's, the ratio."""
    found: dict[str, list[Spent]] = {"B1": [], "B1 peer": [], "B2": [], "B2 peer": []}
    for _ in range(rounds):
        first, again = child(pages, "ours", port)
        found["B1"].append(first)
        found["B2"].append(again)
        found["B1 peer"].append(child(pages, "peer", port))
        cache = tempfile.mkdtemp(prefix="bench-")
        child(pages, "peer", port, cache)
        found["B2 peer"].append(child(pages, "peer", port, cache))
        shutil.rmtree(cache, ignore_errors=True)
    for key, what, least in (("B1", "crawl", 1.5), ("B2", "recrawl, unchanged", 5.0)):
        (mine, worked), (theirs, they) = (middle(found[name]) for name in (key, f"{key} peer"))
        print(
            f"{key} {what:20s} ours {pages / mine:7.0f} pages/s   Scrapy {pages / theirs:7.0f} "
            f"pages/s   x{theirs / mine:5.2f} (at least {least}); worked {worked / pages * 1e3:.2f} "
            f"and {they / pages * 1e3:.2f} ms a page, x{they / worked:5.2f}"
        )


def middle(spent: list[Spent]) -> Spent:
    """The median of what passed, and of what was worked."""
    passed, worked = zip(*spent, strict=True)
    return statistics.median(passed), statistics.median(worked)


if __name__ == "__main__":
    main()
