"""A real HTTP server on loopback that answers as a test says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Headers = dict[str, str]
Reply = tuple[int, Headers, bytes]
Answer = Reply | Callable[["Asked"], Reply]


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    path: str
    headers: Headers
    at: float
    write: Callable[[bytes], object]


@dataclass
class Host:
    """A host with its pages; what it has no page for is 404."""

    port: int = 0
    pages: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        page = self.pages.get(asked.path, (404, {}, b""))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        return page(asked) if callable(page) else page


@pytest.fixture
def host() -> Iterator[Host]:
    it = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers), time.monotonic(), self.wfile.write)
            status, headers, body = it.answer(asked)
            if status == 0:  # the answer was written by hand
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    it.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield it
    server.shutdown()
    server.server_close()
