"""One number for all facts of a market, whatever the order in which they came.

The sum, modulo 2^256, of a hash of each live row: adding a row adds its hash, ending one takes it
away again. Captures and the times of recording are left out, so the same facts from another file
or on another database give the same sum. It tells versions apart; it is no seal against forgery.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b

from compare.store.writers.keys import Keys
from compare.store.writers.kinds import Kind, Row

MODULUS = 1 << 256


def hasher(kind: Kind, source: str, keys: Keys) -> Callable[[Iterable[Row], int | None], int]:
    """A function that sums the hashes of rows; each row ends to be known at the given instant."""
    texts = [keys.texts[link] for link in kind.links]
    width, known = len(texts), kind.known_at + 1

    def total(rows: Iterable[Row], until: int | None) -> int:
        end = f"{until}\n{kind.name}\n{source}".encode()
        added = 0
        for row in rows:
            linked = [text[number] for text, number in zip(texts, row, strict=False)]
            said = repr((*linked, *row[width:known])).encode()
            added += int.from_bytes(blake2b(said + end, digest_size=32).digest(), "big")
        return added

    return total


def moved(digest: str, by: int) -> str:
    """The digest after a sum was added to it; the sum may be negative."""
    return format((int(digest, 16) + by) % MODULUS, "064x")
