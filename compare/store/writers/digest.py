"""One number for all facts of a market, whatever the order in which they came.

The sum of a hash of each live row: adding a row adds its hash, ending one takes it away again.
Captures, locators and the times of recording are left out, so the same facts from another file or
on another database give the same sum. It tells versions apart; it is no seal against forgery.

A row's hash has four lanes of 64 bits. A text is hashed with BLAKE2b, a number spread by an odd
multiplier per lane, and the columns of a row are mixed one after the other (the finaliser of
SplitMix64; Steele, Lea and Flood, 2014), for all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.store.writers.keys import Keys
from compare.store.writers.kinds import Kind, Numbers, Row

LANES = 4
MODULUS = 1 << 64
ODD = np.array(
    [0x9E3779B97F4A7C15, 0xD1342543DE82EF95, 0xF1357AEA2E62A9C5, 0xAEF17502108EF2D9], np.uint64
)
Lanes = npt.NDArray[np.uint64]
Sum = tuple[int, ...]


def total(
    kind: Kind, source: str, keys: Keys, rows: Sequence[Row], frame: Row, until: int | None
) -> Sum:
    """The sum of the hashes of rows of one frame that are known until an instant (None: open)."""
    mixed = _of_texts([(kind.name, source, *frame, until)])
    for place in range(kind.value.stop):
        column = [row[place] for row in rows]
        if place < len(kind.links):
            mixed = _mixed(mixed + _of_column(column, keys.texts[kind.links[place]]))
        else:
            mixed = _mixed(mixed + _of_column(column))
    return tuple(int(lane) for lane in mixed.sum(axis=0, dtype=np.uint64))


def _of_column(column: list[Any], texts: Mapping[int, str] | None = None) -> Lanes:
    """Four lanes for each value of a column; `texts` stand behind ids."""
    if texts is None and isinstance(next((v for v in column if v is not None), None), int):
        return _of_integers(column)
    numbers = Numbers()
    codes = [numbers[value] for value in column]
    return _of_texts([texts[number] for number in numbers] if texts else numbers)[codes]


def _of_integers(column: list[int | None]) -> Lanes:
    lanes = _mixed(np.array([v or 0 for v in column], np.int64).astype(np.uint64)[:, None] * ODD)
    lanes[[v is None for v in column]] = _of_texts([None])
    return lanes


def _of_texts(values: Iterable[Any]) -> Lanes:
    return np.frombuffer(b"".join(map(_of_text, values)), "<u8").reshape(-1, LANES)


@lru_cache(maxsize=50_000)
def _of_text(value: Any) -> bytes:
    """Its `repr` tells None from a text, and a text from a number."""
    return blake2b(repr(value).encode(), digest_size=8 * LANES).digest()


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
