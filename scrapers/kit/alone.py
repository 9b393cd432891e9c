"""One item of a page read by itself: what is odd about it costs its own rows, never the page's.

A page whose every item is odd is noticed all the same: a run is held back where more than a tenth of a page
was refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrapers.errors import ScrapeError, Unreadable
from scrapers.records import Record, Refused

# What reading raises where a key is missing, or a value is of another kind than it has been so far.
UNFORESEEN = (KeyError, IndexError, TypeError, AttributeError, ValueError, ArithmeticError)


def alone(at: str, found: Iterable[Record]) -> Iterator[Record]:
    """The records of the item at `at`: all of them, or the item as `Refused`.

    Raises:
        Unreadable: bytes that are no page at all.
    """
    try:
        yield from list(found)
    except Unreadable:
        raise
    except ScrapeError as error:
        yield Refused.because(at, error)
    except UNFORESEEN as error:
        yield Refused(
            at,
            expected="an item of the shape that others have",
            found=f"{type(error).__name__} {error}"[:200],
            todo="look at the item, and read its shape in the parser",
        )
