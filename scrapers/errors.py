"""What can go wrong while collecting.

ScrapeError
├── ManifestError   a source's manifest.toml is not as the contract wants it
├── PageChanged     a page no longer has the shape its parser expects
├── Unreadable      bytes that are no page at all: cut off, wrong coding, almost no text
├── Ambiguous       a number or date that the declared format does not decide
├── Implausible     a value that cannot be: an empty code, a negative premium
├── ParserBroken    a parser raised what no parser should: its own slip, or a page it did not foresee
└── FetchError      a page could not be had
    ├── Blocked     the publisher refuses: robots.txt, 401, 403, 451, an opt-out
    ├── Gone        404 or 410
    ├── Forbidden   the address is not one this program may dial
    ├── TooBig      more decoded bytes than the source allows
    └── Unavailable the host did not answer in time, or answered 429 or 5xx
"""

from __future__ import annotations


class ScrapeError(Exception):
    """Says what was expected, what was found and what to do.

    >>> str(ScrapeError(expected="a column 'Premium'", found="'Prime'", todo="add it to `wanted`"))
    "expected a column 'Premium', found 'Prime': add it to `wanted`"
    """

    def __init__(self, *, expected: str, found: str, todo: str) -> None:
        self.expected, self.found, self.todo = expected, found, todo
        super().__init__(f"expected {expected}, found {found}: {todo}")


class ManifestError(ScrapeError):
    """A source's manifest.toml is not as the contract wants it."""


class PageChanged(ScrapeError):
    """A page no longer has the shape its parser expects. Nothing of the run is stored."""


class Unreadable(ScrapeError):
    """Bytes that are no page: a cut-off archive, a wrong coding, a page with almost no text."""


class Ambiguous(ScrapeError):
    """A number or date that the declared format does not decide."""


class Implausible(ScrapeError):
    """A value that cannot be: an empty code, a negative premium. Its row is refused."""


class ParserBroken(ScrapeError):
    """A parser raised what no parser should. The run is held back, the others go on."""


class FetchError(ScrapeError):
    """A page could not be had."""


class Blocked(FetchError):
    """The publisher refuses: robots.txt, 401, 403, 451 or an entry in the opt-out list."""


class Gone(FetchError):
    """The page is no longer there (404, 410)."""


class Forbidden(FetchError):
    """The address is not one this program may dial: private, odd scheme or port."""


class TooBig(FetchError):
    """The answer has more decoded bytes than the source allows."""


class Unavailable(FetchError):
    """The host did not answer in time, or answered 429 or 5xx after all retries.

    `retry_after` are the seconds that the host asked to wait; None where it did not say.
    """

    retry_after: float | None = None
