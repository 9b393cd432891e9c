"""The same captures from a folder of files instead of the network (`--from DIR`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from scrapers.catalogue import Source
from scrapers.errors import Gone, ManifestError, TooBig
from scrapers.manifest import Page, is_key
from scrapers.records import Capture

SHOWN = 5  # names of files that are there


def keys(source: Source, folder: Path) -> list[str]:
    """The keys of the source's pages; where files make them, of those that are in `folder`."""
    found = list(_files(source, folder))
    every = [page.key for page in source.manifest.pages if not page.is_any or not found]
    return list(dict.fromkeys([*every, *(key for key, _ in found)]))


def captures(
    source: Source, folder: Path, fetched_at: datetime, wanted: Collection[str] | None = None
) -> Iterator[Capture]:
    """A capture for each page of the source that has a file in `folder`, or of those `wanted`.

    A page's `files` are names or patterns; the first that is there wins. Pages without a file are
    passed over: a folder seldom holds every edition.

    Raises:
        Gone: no page has a file there.
        TooBig: a file is larger than the manifest allows.
        ManifestError: a page's key is made of a file's name that gives none.
    """
    found = {key: path for key, path in _files(source, folder) if wanted is None or key in wanted}
    if not found:
        raise _nothing(source, folder)
    for key, path in found.items():
        _check_size(path, source.manifest.max_bytes)
        address = source.manifest.page(key).address or f"file:{path.name}"
        yield Capture(address, path.read_bytes(), fetched_at, key, robots="a local file")


def _files(source: Source, folder: Path) -> Iterator[tuple[str, Path]]:
    """Each page's key with its file."""
    for page in source.manifest.pages:
        if page.is_any:
            yield from sorted(_each(page, folder).items())
        elif matches := [path for name in page.files for path in _matches(folder, name)]:
            yield page.key, matches[0]


def _each(page: Page, folder: Path) -> dict[str, Path]:
    """Every file with the key that its name gives; of names that differ by their ending, the first."""
    found: dict[str, Path] = {}
    for name in page.files:
        alike: dict[str, Path] = {}
        for path in _matches(folder, name):
            key = _key(name, path)
            if key in alike:
                raise ManifestError(
                    expected="files whose names give each a key of its own",
                    found=f"{alike[key].name} and {path.name}, which both give {key}",
                    todo="rename one of them",
                )
            alike[key] = path
        found = {**alike, **found}
    return found


def _matches(folder: Path, name: str) -> list[Path]:
    return [path for path in sorted(folder.glob(name)) if path.is_file()]


def _key(pattern: str, path: Path) -> str:
    """What stands for the star, in the letters of a key."""
    start, end = pattern.split("*")
    named = path.name[len(start) : len(path.name) - len(end)]
    key = re.sub(r"[^a-z0-9]+", "-", named.casefold()).strip("-")
    if not is_key(key):
        raise ManifestError(
            expected="a file whose name has a letter from a to z or a figure",
            found=path.name,
            todo="rename the file",
        )
    return key


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


def _check_size(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise TooBig(
            expected=f"at most {limit} bytes",
            found=f"{path.name} with {size}",
            todo="raise max_bytes in the manifest, if the file is meant",
        )
