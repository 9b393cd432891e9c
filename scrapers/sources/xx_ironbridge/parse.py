"""Ironbridge Cover: robots.txt refuses every robot, so there is nothing to read."""

from __future__ import annotations

from collections.abc import Iterator

from scrapers.errors import Blocked
from scrapers.records import Capture, Record


def parse(capture: Capture) -> Iterator[Record]:
    """Never reads.

    Raises:
        Blocked: whatever the page; a page that a person saved is not read either.
    """
    raise Blocked(
        expected="a page that robots may read",
        found=f"{capture.address}, which robots.txt refuses",
        todo="ask the insurer, or find an official source",
    )
