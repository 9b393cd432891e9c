"""Keep today's pages of a source as recorded pages, to write and prove its parser against.

The name says which page and which day: pages/home.2026-01-31.html. Pages are fetched as in a real
run (robots.txt, pace, guard), taken from a folder with --from, or one that you saved with --page.
"""

from __future__ import annotations

import argparse
import mimetypes
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from scrapers.catalogue import Source, load_source
from scrapers.errors import ManifestError, ScrapeError
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
    parser.add_argument("--page", dest="saved", metavar="FILE", help="keep a page that you saved")
    parser.add_argument(
        "--page-key", metavar="KEY", help="with --page: which page it is, where there are several"
    )


def run(chosen: argparse.Namespace) -> int:
    """Write what was had; 1 where a page could not be had."""
    source = load_source(chosen.source)
    outcomes: Mapping[str, Capture | ScrapeError]
    if chosen.saved is None:
        outcomes = had(source, chosen.folder)
    else:
        capture = kept(source, chosen.saved, chosen.page_key)
        outcomes = {capture.page: capture}
    for key, outcome in outcomes.items():
        if isinstance(outcome, ScrapeError):
            print(f"{key}: {outcome}")
        else:
            folder = source.folder / "pages"
            folder.mkdir(exist_ok=True)
            path = folder / name(source, outcome)
            if chosen.saved is not None:
                path = _free(path, outcome.body)
            path.write_bytes(outcome.body)
            print(f"{key}: {path}")
    print(f"next: python -m scrapers check {source.key}")
    return int(any(isinstance(outcome, ScrapeError) for outcome in outcomes.values()))


def had(source: Source, folder: Path | None) -> Mapping[str, Capture | ScrapeError]:
    """The source's pages by their key, fetched or taken from a folder."""
    if folder is None:
        return fetch_pages(source)
    return {capture.page: capture for capture in captures(source, folder, datetime.now(UTC))}


def kept(source: Source, file: str, key: str | None) -> Capture:
    """A saved page as today's capture of a page of the manifest.

    Raises:
        ManifestError: there is no such file, or it is not said which page it is.
    """
    body = saved(file)
    keys = [page.key for page in source.manifest.pages]
    if (key or keys[0]) not in keys or (key is None and len(keys) > 1):
        raise ManifestError(
            expected=f"--page-key with one of: {', '.join(keys)}",
            found="none" if key is None else repr(key),
            todo="say which page it is; another page needs a [[pages]] of its own in manifest.toml",
        )
    return Capture(f"file:{Path(file).name}", body, datetime.now(UTC), key or keys[0])


def saved(file: str) -> bytes:
    """The bytes of a page that somebody saved.

    Raises:
        ManifestError: it is an address, a folder, empty, or not there.
    """
    if file.startswith(("http://", "https://")):
        raise ManifestError(
            expected="the file of a saved page",
            found=f"the address {file}",
            todo=f"fetch it: --address {file} --record with `new`, or `record` without --page",
        )
    path = Path(file)
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no such file"
        raise ManifestError(
            expected="the file of a saved page", found=f"{what}: {file}", todo="check the path"
        )
    body = path.read_bytes()
    if not body.strip():
        raise ManifestError(
            expected="a page", found=f"an empty file: {file}", todo="save the page again"
        )
    return body


def _free(path: Path, body: bytes) -> Path:
    """The path, or with a number behind its day where another page was saved under that name."""
    free, number = path, 1
    while free.exists() and free.read_bytes() != body:
        number += 1
        page, day, ending = path.name.split(".", 2)
        free = path.with_name(f"{page}.{day}-{number}.{ending}")
    return free


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
