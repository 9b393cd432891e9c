"""Which reader read a capture: a hash of everything that decides what its bytes are taken to say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import compare.normalise
import scrapers.kit
from compare.markets import loader as markets
from compare.usecases.reviewing.queue import released_words
from scrapers import catalogue, records


def reader_version(source: catalogue.Source) -> str:
    """The version of parser, manifest, kit, normaliser, market and released words, as a short hash."""
    digest = blake2b(digest_size=12)
    for path in [*sorted(source.folder.glob("*.py")), source.folder / "manifest.toml"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(_shared().encode())
    digest.update(markets.load(source.manifest.market).version.encode())
    digest.update("\0".join(map(repr, released_words(source.key))).encode())
    return digest.hexdigest()


@cache
def _shared() -> str:
    digest = blake2b(digest_size=12)
    for path in _files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for package in (scrapers.kit, compare.normalise):
        for folder in package.__path__:
            yield from sorted(Path(folder).glob("*.py"))
    yield Path(records.__file__)
