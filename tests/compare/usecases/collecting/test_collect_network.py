"""Over real HTTP: what a host refuses or has lost is said, and costs no data."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from compare.store.models import Capture, PlanAttribute, Run, Source
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from tests.compare.usecases import own_source

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = "zz_names"
MANIFEST = f"""{own_source.MANIFEST}
[[pages]]
key = "one"
address = "http://names.example/one.json"
[[pages]]
key = "two"
address = "http://names.example/two.json"
"""


class Site(ThreadingHTTPServer):
    """A host that shows what `pages` holds, with an ETag, and counts what it sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = {"/one.json": b'{"A": "Eins"}', "/two.json": b'{"B": "Zwei"}'}
        self.sent: list[tuple[str, int]] = []


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        path = self.path.removeprefix("/names.example")
        body = self.server.pages.get(path)
        tag = f'"{hash(body)}"'
        status = 404 if body is None else 304 if self.headers["If-None-Match"] == tag else 200
        self.server.sent.append((path, status))
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body or b"") if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    folder = own_source.written(tmp_path / "sources", SOURCE, MANIFEST)
    monkeypatch.setenv("SOURCES_DIRS", str(folder.parent))
    with Site() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def collected(site: Site, day: date = date(2026, 1, 5)) -> CollectReport:
    port = site.server_port
    return collect(
        SOURCE,
        folder=None,
        today=day,
        allow=[("127.0.0.1", port)],
        base=f"http://127.0.0.1:{port}",
    )


def names() -> set[str]:
    return set(PlanAttribute.objects.filter(known_until=None).values_list("value", flat=True))


def test_pages_are_stored_with_their_own_address_and_the_robots_decision(site: Site) -> None:
    report = collected(site)

    assert report.source_state == "ok"
    assert names() == {"Eins", "Zwei"}
    capture = Capture.objects.get(page="one")
    assert capture.address == "http://names.example/one.json"
    assert (capture.status, capture.fetched_at.date()) == (200, date(2026, 1, 4))
    assert capture.robots


def test_an_unchanged_page_is_not_sent_again_and_counts_as_seen(site: Site) -> None:
    collected(site)
    report = collected(site, date(2026, 1, 12))

    assert ("/one.json", 304) in site.sent
    assert [page.outcome for page in report.pages] == ["unchanged", "unchanged"]
    assert report.source_state == "ok"
    first, second = Capture.objects.filter(page="one").order_by("fetched_at")
    assert second.status == 304
    assert second.sha256 == first.sha256
    assert second.shown == first.shown != b""


def test_a_host_that_refuses_robots_is_blocked_and_the_last_good_data_stay(site: Site) -> None:
    collected(site)
    good_at = Source.objects.get().good_at
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /\n"

    report = collected(site, date(2026, 1, 12))

    assert (report.state, report.source_state) == ("failed", "blocked")
    assert "robots.txt" in report.message
    assert [page.outcome for page in report.pages] == ["blocked", "blocked"]
    assert names() == {"Eins", "Zwei"}
    assert Source.objects.get().good_at == good_at


def test_one_page_that_is_gone_degrades_the_source_and_the_other_is_stored(site: Site) -> None:
    collected(site)
    del site.pages["/two.json"]
    site.pages["/one.json"] = b'{"A": "Neu"}'

    report = collected(site, date(2026, 1, 12))

    assert (report.state, report.source_state) == ("stored", "degraded")
    assert "two: gone" in report.message
    assert names() == {"Eins", "Neu", "Zwei"}


def test_a_source_of_which_all_pages_are_gone_is_gone(site: Site) -> None:
    site.pages.clear()

    assert collected(site).source_state == "gone"
    assert Run.objects.get().state == "failed"


def test_a_batch_that_runs_twice_changes_nothing(site: Site) -> None:
    from compare.usecases.collecting import runs
    from compare.usecases.collecting.fetch_batch import Way, fetch_batch
    from compare.usecases.collecting.finish_run import finish_run
    from scrapers import catalogue

    source = catalogue.load_source(SOURCE)
    run = runs.start(source, date(2026, 1, 5))
    port = site.server_port
    way = Way(None, None, [("127.0.0.1", port)], f"http://127.0.0.1:{port}")
    for _ in range(2):
        for batch in run.batches.all():
            fetch_batch(batch, source, way)
    first = finish_run(run, source)
    again = finish_run(run, source)

    assert [path for path, _ in site.sent].count("/one.json") == 1
    assert first.outcomes["new"] == 2
    assert first.source_state == "ok"
    assert again == first, "a run that has ended stays as it is"
    assert PlanAttribute.objects.count() == 2


def test_zero_rows_are_never_ok_unless_the_manifest_declares_them(
    site: Site, tmp_path: Path
) -> None:
    site.pages.update({"/one.json": b"{}", "/two.json": b"{}"})
    report = collected(site)
    assert report.held_back
    assert "expected at least one row, found none" in report.message

    manifest = tmp_path / "sources" / SOURCE / "manifest.toml"
    manifest.write_text(f"{MANIFEST}[expect.plan]\nat_least = 0\n", encoding="utf-8")
    assert collected(site, date(2026, 1, 6)).source_state == "ok"


def test_a_wanted_kind_that_stands_on_no_page_holds_the_run_back(
    site: Site, tmp_path: Path
) -> None:
    manifest = tmp_path / "sources" / SOURCE / "manifest.toml"
    manifest.write_text(f"{MANIFEST}[expect.price]\nat_least = 1\n", encoding="utf-8")

    report = collected(site)

    assert report.held_back
    assert "all pages: expected at least 1 rows of price, found none on any page" in report.message


def test_an_explosion_is_held_back_where_the_manifest_bounds_nothing(
    site: Site, tmp_path: Path
) -> None:
    collected(site)
    many = ", ".join(f'"P{n}": "Plan"' for n in range(40))
    site.pages["/one.json"] = f"{{{many}}}".encode()
    report = collected(site, date(2026, 1, 6))
    assert report.held_back
    assert "at most 3 times the usual 1 rows of plan" in report.message

    manifest = tmp_path / "sources" / SOURCE / "manifest.toml"
    bounds = "[expect.plan]\nat_least = 1\nat_most = 50\n"
    manifest.write_text(MANIFEST + bounds, encoding="utf-8")
    assert collected(site, date(2026, 1, 7)).source_state == "ok"


def test_a_batch_ends_in_its_time_and_leaves_the_late_pages_to_the_next(site: Site) -> None:
    from compare.usecases.collecting import runs
    from compare.usecases.collecting.collect import next_batch
    from compare.usecases.collecting.fetch_batch import Way, fetch_batch
    from compare.usecases.collecting.finish_run import finish_run
    from scrapers import catalogue

    site.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 2\n"
    source = catalogue.load_source(SOURCE)
    run = runs.start(source, date(2026, 1, 5))
    port = site.server_port
    way = Way(None, None, [("127.0.0.1", port)], f"http://127.0.0.1:{port}", seconds=1.5)

    while batch := next_batch(run):
        fetch_batch(batch, source, way)

    assert [b.pages for b in run.batches.order_by("number")] == [["one"], ["two"]]
    assert finish_run(run, source).source_state == "ok"
