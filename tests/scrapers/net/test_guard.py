"""Only public addresses are dialled, and what is dialled is what was judged."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import trustme

from scrapers.errors import Forbidden, Unavailable
from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import fetch
from scrapers.net.guard import check_url, is_public, socket_factory
from tests.scrapers.net.conftest import Host

PUBLIC = ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::5db8:d822"]
PUBLIC += ["::ffff:93.184.216.34"]
PRIVATE = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "192.0.0.8", "192.0.2.1", "198.18.0.1", "192.88.99.1", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1"),
    *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2002:7f00:1::"),
    *("2001:db8::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0"),
    *("fec0::1", "ff02::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_every_other_address_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_socket_is_made_for_another_address(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(Forbidden):
        socket_factory()((family, socket.SOCK_STREAM, 6, "", (address, 80)))


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8000, 65535])
def test_no_socket_is_made_for_another_port(port: int) -> None:
    with pytest.raises(Forbidden, match="port"):
        socket_factory()((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port)))


def test_only_the_very_place_named_is_let_through() -> None:
    make = socket_factory(allow=[("127.0.0.1", 8001)])
    make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 8001))).close()
    for place in [("127.0.0.1", 8002), ("127.0.0.2", 8001)]:
        with pytest.raises(Forbidden):
            make((socket.AF_INET, socket.SOCK_STREAM, 6, "", place))


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "data:text/html,x"),
        *("javascript:alert(1)", "source:file:///etc/passwd", "//a.example/", "/etc/passwd", ""),
        *("http://", "http:///x", "http://user@a.example/", "http://user:word@a.example/"),
        *("http://[::1", "https://a.example:99999/", "unix:///run/s", "HTTP//a.example"),
    ],
)
def test_another_scheme_or_a_user_name_is_refused(address: str) -> None:
    with pytest.raises(Forbidden):
        check_url(address)


@pytest.mark.parametrize("address", ["http://a.example", "HTTPS://A.example:443/x?y=1#z"])
def test_http_and_https_are_accepted(address: str) -> None:
    assert check_url(address).host == "a.example"


def got(address: str, **options: Any) -> bytes:
    async def run() -> bytes:
        async with Client(interval=0, backoff=0, deadline=10, **options) as client:
            return (await fetch(client, Page(key="p", address=address))).body

    return asyncio.run(run())


@pytest.mark.parametrize(
    "name",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "[::1]",
        "0",
        "[::ffff:7f00:1]",
    ],
)
def test_a_server_on_this_machine_is_out_of_reach_however_it_is_written(
    host: Host, name: str
) -> None:
    with pytest.raises((Forbidden, Unavailable)):
        got(f"http://{name}:{host.port}/", ports=(host.port,))
    assert host.asked == []


def test_a_redirect_to_a_server_on_this_machine_is_refused(host: Host) -> None:
    host.pages["/"] = 302, {"Location": "http://127.0.0.1/"}, b""
    with pytest.raises(Forbidden):
        got(host.url("/"), allow=[host.place])


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/", "http://u:p@a.example/"])
def test_a_redirect_to_another_scheme_or_with_a_password_is_refused(host: Host, to: str) -> None:
    host.pages["/"] = 302, {"Location": to}, b""
    with pytest.raises(Forbidden):
        got(host.url("/"), allow=[host.place])


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Names end where the test says: one answer for each time of asking."""
    left, real = list(answers), socket.getaddrinfo

    def lookup(name: Any, *args: Any, **options: Any) -> Any:
        text = name.decode() if isinstance(name, bytes) else name
        fixed = text.endswith(".example")
        return real(
            (left.pop(0) if len(left) > 1 else left[0]) if fixed else name, *args, **options
        )

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def test_a_name_that_points_to_this_machine_is_refused(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "127.0.0.1")
    with pytest.raises(Forbidden):
        got(f"http://rebind.example:{host.port}/", ports=(host.port,))
    assert host.asked == []


def test_the_address_judged_is_the_address_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name answers 93.184.216.34 first and 127.0.0.1 after: only the first is ever dialled."""
    resolve_to(monkeypatch, "93.184.216.34", "127.0.0.1")
    dialled: list[str] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()

        async def connect(sock: socket.socket, address: tuple[str, int]) -> None:
            dialled.append(address[0])
            raise OSError("the test dials nothing")

        monkeypatch.setattr(loop, "sock_connect", connect)
        async with Client(interval=0) as client:
            await client.get(check_url("http://rebind.example/"), 1000)

    with pytest.raises(Unavailable):
        asyncio.run(run())
    assert dialled == ["93.184.216.34"]


def test_the_environment_names_no_proxy(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, host.url(""))
    resolve_to(monkeypatch, "127.0.0.1")
    with pytest.raises(Forbidden):
        got("http://shop.example/")
    assert host.asked == []


def test_a_certificate_is_checked_for_the_name_not_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority = trustme.CA()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("shop.example").configure_cert(server_side)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"terms")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = server_side.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    resolve_to(monkeypatch, "127.0.0.1")

    async def run(address: str) -> bytes:
        place = ("127.0.0.1", server.server_port)
        async with Client(interval=0, allow=[place], trust=trusted) as client:
            return (await client.get(check_url(address), 1000)).body

    assert asyncio.run(run(f"https://shop.example:{server.server_port}/")) == b"terms"
    with pytest.raises(Unavailable, match=r"(?i)certificate"):
        asyncio.run(run(f"https://other.example:{server.server_port}/"))
    server.shutdown()
    server.server_close()
