"""One number for all facts of a market, whatever the order in which they came.

The sum, modulo 2^256, of a hash of each live row: adding a row adds its hash, ending one takes it
away again. Captures, locators and the times of recording are left out, so the same facts from
another file or on another database give the same sum. It tells versions apart; it is no seal
against forgery.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from compare.store.writers.keys import Keys
from compare.store.writers.kinds import Kind, Row

MODULUS = 1 << 256


def total(
    kind: Kind, source: str, keys: Keys, rows: Iterable[Row], frame: Row, until: int | None
) -> int:
    """The sum of the hashes of rows of one frame that are known until an instant (None: open)."""
    tail = repr((kind.name, source, *frame, until)).encode()
    added = 0
    for said in _said(kind, keys, rows):
        added += int.from_bytes(blake2b(repr(said).encode() + tail, digest_size=32).digest(), "big")
    return added


def _said(kind: Kind, keys: Keys, rows: Iterable[Row]) -> Iterable[Row]:
    """Series and own value of each row, with keys in place of ids."""
    end = kind.value.stop
    texts = [keys.texts[link] for link in kind.links]
    if not texts:
        return (row[:end] for row in rows)
    if len(texts) == 1:
        (first,) = texts
        return ((first[row[0]], *row[1:end]) for row in rows)
    first, second = texts
    return ((first[row[0]], second[row[1]], *row[2:end]) for row in rows)


def moved(digest: str, by: int) -> str:
    """The digest after a sum was added to it; the sum may be negative."""
    return format((int(digest, 16) + by) % MODULUS, "064x")
