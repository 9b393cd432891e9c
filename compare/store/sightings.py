"""Which series a capture showed, in one compact column.

A price's series is its cell and plan; any other fact's is a hash of its kind and key. The numbers
are sorted, written as differences and compressed: 190,000 prices take some tens of kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from compare.store.writers.kinds import Kind, Row

Series = npt.NDArray[np.uint64]
HASHED = np.uint64(1 << 63)


def numbers(kind: Kind, rows: Sequence[Row]) -> Series:
    """The numbers of the series of these rows: ids in them are this store's own."""
    if kind.name == "price":
        cells = np.fromiter((row[0] for row in rows), np.uint64, len(rows))
        plans = np.fromiter((row[1] for row in rows), np.uint64, len(rows))
        return cells << np.uint64(32) | plans
    name, width = kind.name, kind.width
    hashes = [blake2b(repr((name, row[:width])).encode(), digest_size=8).digest() for row in rows]
    return np.frombuffer(b"".join(hashes), ">u8").astype(np.uint64) >> np.uint64(1) | HASHED


def price_number(cell: int, plan: int) -> int:
    """The number of one price's series."""
    return cell << 32 | plan


def encode(shown: Iterable[Series]) -> bytes:
    """The column's bytes for these series, in any order."""
    series = np.sort(np.concatenate([np.empty(0, np.uint64), *shown]))
    steps = np.diff(series, prepend=np.uint64(0))
    steps = np.concatenate([steps[:1], steps[1:][steps[1:] > 0]])  # shown twice is shown once
    # Byte planes: the high bytes of most steps are zero, and zeros side by side take no room.
    return zlib.compress(steps.astype("<u8").view(np.uint8).reshape(-1, 8).T.tobytes(), 6)


def decode(column: bytes) -> Series:
    """The series numbers behind a column, ascending."""
    if not column:
        return np.empty(0, np.uint64)
    planes = np.frombuffer(zlib.decompress(column), np.uint8).reshape(8, -1)
    return np.cumsum(np.ascontiguousarray(planes.T).view("<u8").ravel(), dtype=np.uint64)


def common(some: Series, others: Series) -> Series:
    """The numbers in both; each of them has a number once."""
    return np.intersect1d(some, others, assume_unique=True)
