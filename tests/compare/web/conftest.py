"""The invented market, collected from its real server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from compare.usecases.collecting.collect import collect
from scrapers import catalogue
from scrapers.samples.server import Server
from tests import kept

LAST_EDITION = "2026-07"
LAST_DAY = date.fromisoformat(f"{LAST_EDITION}-10")


@pytest.fixture
def client() -> Client:
    """A reader without cookies, with nothing left over from another test's cache."""
    cache.clear()
    return Client(headers={"host": "localhost"})


@pytest.fixture(scope="session")
def samples() -> Iterator[Server]:
    """Westmark's sites, as they were in the last edition."""
    server = Server(LAST_EDITION)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def gather(samples: Server) -> None:
    """Collect every source of Westmark over HTTP."""
    place = ("127.0.0.1", samples.server_port)
    every = catalogue.keys()
    for key in every:
        if key.startswith("xx_"):
            collect(key, folder=None, today=LAST_DAY, allow=[place], base=samples.base)


def last_edition(samples: Server) -> None:
    """Fill the empty store with Westmark as it was in the last edition."""
    cache.clear()
    kept.poured("westmark", lambda: gather(samples))


@pytest.fixture
def westmark(db: None, samples: Server) -> None:
    """The invented market in the test's own transaction."""
    last_edition(samples)
