"""Which series a capture showed, in one compact column.

A price's series is its plan and cell; any other fact's is a hash of its kind and key. The numbers
are sorted, written as differences and compressed: 190,000 prices take some tens of kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from compare.store.writers.kinds import Kind, Row

Series = npt.NDArray[np.uint64]
HASHED = 1 << 63


def number(kind: Kind, series: Row) -> int:
    """The number of one series of this store: ids in it are this store's own."""
    if kind.name == "price":
        cell, plan = series
        return int(plan) << 32 | int(cell)
    said = repr((kind.name, series)).encode()
    return HASHED | int.from_bytes(blake2b(said, digest_size=8).digest(), "big") >> 1


def encode(numbers: Iterable[int]) -> bytes:
    """The column's bytes for these series, in any order."""
    series = np.unique(np.fromiter(numbers, dtype=np.uint64))
    steps = np.diff(series, prepend=np.uint64(0))
    # Byte planes: the high bytes of most steps are zero, and zeros side by side take no room.
    return zlib.compress(steps.astype("<u8").view(np.uint8).reshape(-1, 8).T.tobytes(), 6)


def decode(column: bytes) -> Series:
    """The series numbers behind a column, ascending."""
    planes = np.frombuffer(zlib.decompress(column), dtype=np.uint8) if column else np.empty(0, "u1")
    steps = np.ascontiguousarray(planes.reshape(8, -1).T).view("<u8").ravel()
    return np.cumsum(steps, dtype=np.uint64)
