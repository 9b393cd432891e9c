"""The server shows one edition over real HTTP, by Host or by path."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.samples.server import Server, served
from scrapers.samples.site import sites

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def westmark() -> Iterator[Server]:
    with served("2026-07") as server:
        yield server


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(
            method, path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_a_site_is_found_by_its_host_and_by_its_path(westmark: Server) -> None:
    page = sites("2026-07")["glim.example"]["/app/plans"]
    assert ask(westmark, "/app/plans", Host="glim.example")[1] == page
    assert ask(westmark, "/glim.example/app/plans")[1] == page


def test_each_site_has_its_own_robots_txt(westmark: Server) -> None:
    assert ask(westmark, "/ironbridge.example/robots.txt")[1] == b"User-agent: *\nDisallow: /\n"
    assert b"Allow: /" in ask(westmark, "/robots.txt", Host="glim.example")[1]


def test_the_same_page_again_is_304_and_another_edition_is_not(westmark: Server) -> None:
    path = "/www.alder-mutual.example/home-insurance.htm"
    etag = ask(westmark, path)[0].headers["ETag"]
    again, body = ask(westmark, path, If_None_Match=etag)
    assert (again.status, body) == (304, b"")
    westmark.show("2024-01")
    assert ask(westmark, path, If_None_Match=etag)[0].status == 200


def test_head_gives_the_length_and_no_body(westmark: Server) -> None:
    answer, body = ask(westmark, "/quill.example/sheets/quill-house.pdf", "HEAD")
    assert body == b""
    assert answer.headers["Content-Type"] == "application/pdf"
    assert int(answer.headers["Content-Length"]) > 500


def test_what_is_not_there_is_404(westmark: Server) -> None:
    for path in ("/glim.example/nothing", "/nobody.example/", "/../../etc/passwd", "/%00"):
        assert ask(westmark, path)[0].status == 404


def test_the_index_lists_every_page(westmark: Server) -> None:
    index = ask(westmark, "/")[1].decode()
    assert all(
        f"/{host}{path}" in index for host in westmark.sites for path in westmark.sites[host]
    )


def test_it_listens_on_loopback_only(westmark: Server) -> None:
    assert westmark.server_address[0] == "127.0.0.1"


def test_an_unknown_edition_is_an_error() -> None:
    with pytest.raises(KeyError):
        Server("1999-01")


def test_the_command_serves_an_edition_and_says_where() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapers.samples", "--edition", "2024-07", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.fullmatch(r"Westmark, edition 2024-07: http://127\.0\.0\.1:(\d+)/\n", line)
        assert found
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
        connection.request("GET", "/", headers={"Host": "dunmoredirect.example"})
        assert b"Dunmore Direct" in connection.getresponse().read()
        connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
