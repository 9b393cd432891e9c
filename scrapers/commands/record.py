"""Keep today's pages of a source as recorded pages, to write and prove its parser against.

The name says which page and which day: pages/home.2026-01-31.html. Pages are fetched as in a real
run (robots.txt, pace, guard), or taken from a folder with --from.
"""

from __future__ import annotations

import argparse
import mimetypes
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from scrapers.catalogue import Source, load_source
from scrapers.errors import ScrapeError
from scrapers.kit.bytes import GZIP, XZ
from scrapers.kit.form import form
from scrapers.net.folder import captures
from scrapers.net.pages import fetch_pages
from scrapers.records import Capture

PACKED = ((GZIP, "gz"), (XZ, "xz"))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which source, and from where."""
    parser.add_argument("source")
    parser.add_argument("--from", dest="folder", type=Path, help="a folder instead of the network")


def run(chosen: argparse.Namespace) -> int:
    """Write what was had; 1 where a page could not be had."""
    source = load_source(chosen.source)
    outcomes = had(source, chosen.folder)
    for key, outcome in outcomes.items():
        if isinstance(outcome, ScrapeError):
            print(f"{key}: {outcome}")
        else:
            path = source.folder / "pages" / name(source, outcome)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(outcome.body)
            print(f"{key}: {path}")
    print(f"next: python -m scrapers check {source.key}")
    return int(any(isinstance(outcome, ScrapeError) for outcome in outcomes.values()))


def had(source: Source, folder: Path | None) -> Mapping[str, Capture | ScrapeError]:
    """The source's pages by their key, fetched or taken from a folder."""
    if folder is None:
        return fetch_pages(source)
    return {capture.page: capture for capture in captures(source, folder, datetime.now(UTC))}


def name(source: Source, capture: Capture) -> str:
    """The recorded page's file name: page, day, and the ending that says what it is."""
    day = capture.fetched_at.date().isoformat()
    return f"{capture.page}.{day}{_ending(source, capture)}"


def _ending(source: Source, capture: Capture) -> str:
    """`.gz` behind the form of what is packed; the form of the bytes, where that can be told."""
    packed = next((f".{end}" for start, end in PACKED if capture.body.startswith(start)), "")
    is_ = form(capture.body)
    if is_ == "csv" and not packed:  # any text: its sender or its name knows better
        kind = capture.headers.get("content-type", "").partition(";")[0]
        suffix = PurePosixPath(urlsplit(capture.address).path).suffix
        return mimetypes.guess_extension(kind) or suffix or f".{source.manifest.kind}"
    return f".{is_ or source.manifest.kind}{packed}"
