"""A real HTTP server on loopback that shows one edition of Westmark's sites.

A site is found by the Host header, or by the first part of the path: with `base` as its address,
`https://glim.example/app/plans` is `<base>/glim.example/app/plans`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from scrapers.samples.site import sites

TYPES = {".csv": "text/csv", ".pdf": "application/pdf", ".txt": "text/plain"}


class Server(ThreadingHTTPServer):
    """Shows the edition that was last given to `show`."""

    daemon_threads = True
    sites: Mapping[str, Mapping[str, bytes]]

    def __init__(self, edition: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.show(edition)

    @property
    def base(self) -> str:
        """The address under which every site is found by its host as the first part of the path."""
        return f"http://127.0.0.1:{self.server_port}"

    def show(self, edition: str) -> None:
        """Turn to another edition; KeyError where there is none of that name."""
        self.sites = sites(edition)

    def page(self, host: str, target: str) -> bytes | None:
        """The bytes of one page, None where there is none."""
        path = urlsplit(target).path
        if host in self.sites:
            return self.sites[host].get(path)
        first, _, rest = path.lstrip("/").partition("/")
        if first in self.sites:
            return self.sites[first].get(f"/{rest}")
        return self._index() if path == "/" else None

    def _index(self) -> bytes:
        links = "".join(
            f'<li><a href="/{host}{path}">{host}{path}</a>'
            for host, pages in self.sites.items()
            for path in pages
        )
        return (
            "<!doctype html><meta charset=utf-8><title>Westmark</title><h1>Westmark</h1>"
            f"<p>An invented country with invented insurers.<ul>{links}</ul>"
        ).encode()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: HTTPStatus
    body: bytes = b""
    type: str = "text/html"
    etag: str = ""


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, and a repeated question with 304."""

    protocol_version = "HTTP/1.1"
    server_version = "Westmark"
    sys_version = ""
    disable_nagle_algorithm = True  # head and body are two writes: without it each page waits 40 ms
    server: Server

    def do_GET(self) -> None:
        """The page, or 304 where the client has it, or 404."""
        self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._send(self._answer(), with_body=False)

    def _answer(self) -> _Answer:
        host = (self.headers.get("Host") or "").partition(":")[0]
        body = self.server.page(host, self.path)
        if body is None:
            return _Answer(HTTPStatus.NOT_FOUND, b"No such page in Westmark.", "text/plain")
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            return _Answer(HTTPStatus.NOT_MODIFIED, etag=etag)
        return _Answer(HTTPStatus.OK, body, _type(urlsplit(self.path).path), etag)

    def _send(self, answer: _Answer, *, with_body: bool) -> None:
        self.send_response(answer.status)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


def _type(path: str) -> str:
    return next((kind for end, kind in TYPES.items() if path.endswith(end)), "text/html")


@contextmanager
def served(edition: str, port: int = 0) -> Iterator[Server]:
    """The server, running in a thread of its own until the block ends."""
    server = Server(edition, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
