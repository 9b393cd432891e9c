"""Tickets and states come from a running instance, over real HTTP."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.__main__ import main
from scrapers.catalogue import load_source
from scrapers.commands.record import name
from scrapers.records import Capture
from tests.scrapers.commands.test_commands import PAGE, READ, home
from tests.scrapers.net.conftest import Host, host
from tests.scrapers.test_manifest import GOOD

__all__ = ["home", "host"]
BAD = PAGE.replace("Excess", "Own share").encode()


def told(body: bytes, day: str) -> dict[str, Any]:
    sha256 = hashlib.sha256(body).hexdigest()
    return {
        "address": "https://a.example/",
        "sha256": sha256,
        "fetched_at": f"{day}T10:00:00+00:00",
        "content_type": "text/html",
        "download": f"/evidence/{sha256}/download",
    }


def ticket(host: Host, **changes: Any) -> str:
    """A ticket at a running instance, with its two stored pages."""
    said = {
        "id": 7,
        "source": "xx_mine",
        "page": "home",
        "state": "degraded",
        "cause": "expected 'Excess', found 'Own share'",
        "failing": told(BAD, "2026-02-02"),
        "last_good": told(PAGE.encode(), "2026-02-01"),
        **changes,
    }
    host.pages["/api/v1/tickets/7"] = (200, {}, json.dumps(said).encode())
    for body in (BAD, PAGE.encode()):
        sha256 = hashlib.sha256(body).hexdigest()
        host.pages.setdefault(f"/evidence/{sha256}/download", (200, {}, body))
    return host.url("/api/v1/tickets/7")


def test_a_ticket_brings_the_failing_page_and_the_last_good_one(
    home: Path, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "pages" / "home.2026-01-01.html").unlink()
    ticket(host)
    assert main(["pull", "7", "--at", host.url(""), "--here"]) == 0
    assert "found 'Own share'" in capsys.readouterr().out
    pages = {path.name: path.read_bytes() for path in (home / "pages").iterdir()}
    assert pages == {"home.2026-02-02.html": BAD, "home.2026-02-01.html": PAGE.encode()}
    assert "/robots.txt" not in host.paths()
    assert main(["pull", host.url("/api/v1/tickets/7"), "--here"]) == 0
    assert {path.name for path in (home / "pages").iterdir()} == set(pages)


def test_a_page_that_the_licence_keeps_in_is_recorded_by_oneself(
    home: Path, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ticket(host)
    host.pages[f"/evidence/{hashlib.sha256(BAD).hexdigest()}/download"] = (403, {}, b"")
    assert main(["pull", at, "--here"]) == 1
    assert "record today's instead" in capsys.readouterr().out


def test_a_ticket_of_a_page_that_could_not_be_had_has_no_failing_page(
    home: Path, host: Host
) -> None:
    assert main(["pull", ticket(host, failing=None), "--here"]) == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source": "../../etc"}, "a source"),
        ({"page": "../x"}, "a page of the manifest"),
        ({"failing": told(BAD, "2026-02-02") | {"sha256": "0" * 64}}, "sha256"),
    ],
)
def test_what_an_instance_says_writes_nothing_but_its_own_pages(
    home: Path, host: Host, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], says: str
) -> None:
    before = sorted(path.name for path in home.parent.rglob("*"))
    at = ticket(host, **({"last_good": None} | changes))
    assert main(["pull", at, "--here"]) > 0
    assert says in capsys.readouterr().err
    assert sorted(path.name for path in home.parent.rglob("*")) == before


def test_an_instance_on_this_machine_is_asked_only_where_one_says_so(
    home: Path, host: Host
) -> None:
    at = ticket(host)
    assert main(["pull", at]) == 1
    assert main(["pull", "https://other.example/api/v1/tickets/7", "--here"]) == 2
    assert main(["pull", "7"]) == 2
    assert host.asked == []


def test_health_shows_what_an_instance_says_ill_sources_first(
    host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = [
        {"source": "xx_a", "state": "ok", "last_good": "2026-02-01T00:00:00Z", "tickets": []},
        {"source": "xx_b", "state": "blocked", "last_good": None, "tickets": [7]},
    ]
    host.pages["/status.json"] = (200, {}, json.dumps({"sources": sources}).encode())
    asked = ["health", "--at", host.url(""), "--here", "--json"]
    assert main(asked) == 1
    ill, well = json.loads(capsys.readouterr().out)
    assert ill == {
        "source": "xx_b",
        "state": "blocked",
        "last_good": "never",
        "more": "ticket 7",
    }
    assert well["state"] == "ok"
    assert main([*asked, "xx_a"]) == 0
    assert main([*asked, "xx_z"]) == 2


def test_health_of_this_disk_names_what_cannot_be_trusted(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def state() -> str:
        capsys.readouterr()
        main(["health", "xx_mine", "--json"])
        (found,) = json.loads(capsys.readouterr().out)
        return str(found["state"])

    assert state() == "1 unchecked"
    main(["check", "xx_mine"])
    assert state() == "ok"
    (home / "pages" / "home.2026-01-01.html").write_bytes(BAD)
    assert state() == "1 read otherwise"
    (home / "manifest.toml").write_text(GOOD + READ + "wrong = 1")
    assert state() == "does not load"
    (home / "manifest.toml").write_text(GOOD)
    (home / "parse.py").write_text("def parse(capture:")
    assert state() == "does not load"


def test_a_slip_in_a_parser_is_shown_with_its_line(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "manifest.toml").write_text(GOOD)
    (home / "parse.py").write_text("def parse(capture):\n    return [capture.nothing]\n")
    assert main(["check", "xx_mine"]) == 1
    assert "parse.py:2: AttributeError" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("body", "sent_as", "ending"),
    [
        (b"<!doctype html><p>Home", "", ".html"),
        (b"<!doctype html><p>Home", "application/octet-stream", ".html"),
        (b'{"plans": []}', "", ".json"),
        (b"%PDF-1.7", "text/html", ".pdf"),
        (gzip.compress(b"Code;Name\n", mtime=0), "application/gzip", ".csv.gz"),
        (b"Code;Name\n", "text/csv; charset=utf-8", ".csv"),
        (b"\0", "", ".json"),
    ],
)
def test_a_recorded_page_ends_as_what_it_is_not_as_what_its_source_is(
    body: bytes, sent_as: str, ending: str
) -> None:
    day = datetime(2026, 2, 1, tzinfo=UTC)
    seen = Capture(
        "https://glim.example/app/plans", body, day, "plans", headers={"content-type": sent_as}
    )
    assert name(load_source("xx_glim"), seen) == f"plans.2026-02-01{ending}"
