"""A printed promise: a number with its unit, or a word."""

from __future__ import annotations

import re
from decimal import Decimal

from scrapers.errors import Ambiguous
from scrapers.kit.numbers import number
from scrapers.kit.text import clean

LONGEST = 200  # letters: what is longer is a sentence, not a quantity
_DIGIT = re.compile(r"\d")
_FORM = re.compile(
    r"(?P<before>[^\d.,+-]*)\+?(?P<number>\d(?:[\d.,'’ \u00a0\u202f]*\d)?)(?P<after>\D*)"
)


def quantity(text: str, locale: str) -> tuple[Decimal | str, str | None]:
    """A number as written in `locale` with the unit beside it, or the word and no unit.

    A text without a digit is a word. The unit may stand on either side, not on both.

    Raises:
        Ambiguous: there is a digit, and the text is no one number with one unit.

    >>> quantity("XTS 20,000", "en_GB"), quantity("14 days", "en_GB"), quantity("yes", "en_GB")
    ((Decimal('20000'), 'XTS'), (Decimal('14'), 'days'), ('yes', None))
    """
    said = clean(text)
    if not _DIGIT.search(said):
        return said, None
    found = _FORM.fullmatch(said) if len(said) <= LONGEST else None
    if found is None or (found["before"].strip() and found["after"].strip()):
        raise Ambiguous(
            expected="one number with one unit, or a word without a digit",
            found=repr(text),
            todo="cut the number out of its text in the parser",
        )
    unit = clean(found["before"] + found["after"])
    return number(found["number"], locale), unit or None
