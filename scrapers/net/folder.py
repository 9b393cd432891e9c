"""The same captures from a folder of files instead of the network (`--from DIR`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from scrapers.catalogue import Source
from scrapers.errors import Gone, TooBig
from scrapers.manifest import Page
from scrapers.records import Capture

SHOWN = 5  # names of files that are there


def captures(source: Source, folder: Path, fetched_at: datetime) -> Iterator[Capture]:
    """A capture for each page of the source that has a file in `folder`.

    A page's `files` are names or patterns; the first that is there wins. Pages without a file are
    passed over: a folder seldom holds every edition.

    Raises:
        Gone: no page has a file there.
        TooBig: a file is larger than the manifest allows.
    """
    found = [(page, path) for page in source.manifest.pages if (path := _file(page, folder))]
    if not found:
        raise _nothing(source, folder)
    for page, path in found:
        _check_size(path, source.manifest.max_bytes)
        address = page.address or f"file:{path.name}"
        yield Capture(address, path.read_bytes(), fetched_at, page.key, robots="a local file")


def _nothing(source: Source, folder: Path) -> Gone:
    names = sorted({name for page in source.manifest.pages for name in page.files})
    one = f"keep one saved page: python -m scrapers record {source.key} --page FILE"
    if not folder.is_dir():
        found = f"the file {folder}" if folder.exists() else f"nothing at {folder}"
        return Gone(expected="a folder that holds the source's files", found=found, todo=one)
    if not names:
        return Gone(
            expected=f'a page of {source.key}/manifest.toml that says `files = ["…"]`',
            found="none: no page says under which name a folder holds it",
            todo=f"say it, or {one}",
        )
    there = sorted(path.name for path in folder.iterdir())[:SHOWN]
    return Gone(
        expected=f"one of {', '.join(names)} in {folder}",
        found=", ".join(there) or "an empty folder",
        todo=f"name the folder that holds them, or {one}",
    )


def _file(page: Page, folder: Path) -> Path | None:
    matches = (path for name in page.files for path in sorted(folder.glob(name)))
    return next((path for path in matches if path.is_file()), None)


def _check_size(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise TooBig(
            expected=f"at most {limit} bytes",
            found=f"{path.name} with {size}",
            todo="raise max_bytes in the manifest, if the file is meant",
        )
