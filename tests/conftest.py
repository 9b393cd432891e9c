"""Fixtures that every test may use: real servers, a real browser, the folder of real data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis

from tests import emptying, servers

# The promised command must not depend on luck; HYPOTHESIS_PROFILE=explore is for the nightly run.
hypothesis.register_profile("default", derandomize=True, deadline=None, max_examples=100)
hypothesis.register_profile("explore", deadline=None, max_examples=2000)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def emptied_soon() -> None:
    """Tests that commit leave PostgreSQL empty without waiting for files."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    DatabaseOperations.sql_flush = emptying.sql_flush  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published data; tests that need it skip where it is missing."""
    here = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("SHARED_DATA", here / ".." / "shared" / "data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no real data here: {folder} is missing (set SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis of this run's own; TEST_REDIS_URL names another."""
    if url := os.environ.get("TEST_REDIS_URL"):
        yield url
        return
    if not servers.redis_bin():
        pytest.skip("no redis-server here, neither the system's nor the wheel's")
    server = servers.Redis("--save", "")
    server.start()
    yield server.url
    server.remove()


@pytest.fixture(scope="module")  # its event loop would be in the way of other tests'
def browser() -> Iterator[Any]:
    """A headless Chromium that calls nobody by itself."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    # Playwright's event loop runs in this thread; Django's ORM would refuse to work beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What `--dist loadgroup` means here."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from tests.distribution import Whole

    return Whole(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nothing-skipped", action="store_true", help="fail when any test was skipped (for CI)"
    )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"skipped: {report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if session.config.getoption("--nothing-skipped") and skipped and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
