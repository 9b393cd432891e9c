"""One number for all facts of a market, whatever the order in which they came.

The sum of a hash of each live row: adding a row adds its hash, ending one takes it away again.
Captures, locators and the times of recording are left out, so the same facts from another file or
on another database give the same sum. It tells versions apart; it is no seal against forgery.

A row's hash has four lanes of 64 bits. Each distinct value of a column is hashed once with BLAKE2b,
and the columns of a row are mixed one after the other (the finaliser of SplitMix64; Steele, Lea and
Flood, 2014), for all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.store.writers.keys import Keys
from compare.store.writers.kinds import Kind, Numbers, Row

LANES = 4
MODULUS = 1 << 64
Lanes = npt.NDArray[np.uint64]
Sum = tuple[int, ...]


def total(
    kind: Kind, source: str, keys: Keys, rows: Sequence[Row], frame: Row, until: int | None
) -> Sum:
    """The sum of the hashes of rows of one frame that are known until an instant (None: open)."""
    mixed = _hashes([(kind.name, source, *frame, until)])
    for place in range(kind.value.stop):
        texts = keys.texts[kind.links[place]] if place < len(kind.links) else None
        numbers = Numbers()
        codes = [numbers[row[place]] for row in rows]
        mixed = _mixed(mixed + _hashes([texts[n] for n in numbers] if texts else numbers)[codes])
    return tuple(int(lane) for lane in mixed.sum(axis=0, dtype=np.uint64))


def _hashes(values: Iterable[Any]) -> Lanes:
    """Four lanes for each value; its `repr` tells None from a text, and a text from a number."""
    said = (blake2b(repr(value).encode(), digest_size=8 * LANES).digest() for value in values)
    return np.frombuffer(b"".join(said), "<u8").reshape(-1, LANES).astype(np.uint64)


def _mixed(lanes: Lanes) -> Lanes:
    lanes = (lanes ^ lanes >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    lanes = (lanes ^ lanes >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return lanes ^ lanes >> np.uint64(31)


def moved(digest: str, by: Sum, sign: int) -> str:
    """The digest (64 hexadecimal digits) after a sum was added to it or, by sign -1, taken away."""
    lanes = (int(digest[16 * lane : 16 * lane + 16], 16) for lane in range(LANES))
    return "".join(
        f"{(lane + sign * added) % MODULUS:016x}" for lane, added in zip(lanes, by, strict=True)
    )
