"""Which regular expressions may take time without bound."""

from __future__ import annotations

from collections.abc import Callable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MANY = 1000  # a repeat of more than this counts as endless
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_CLASSES: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    codes.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdigit(),
    codes.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    codes.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}


def risky(pattern: str) -> bool:
    """Has this pattern an endless repeat within another, with nothing firm between two rounds?

    A round that begins with a letter which the inner repeat cannot eat is firm. Alternatives that
    overlap are not looked at: this is a lint, no proof.

    >>> risky(r"(a+)+b"), risky(r"(\\d+) days"), risky(r"(?:,[^,]*)+")
    (True, False, False)
    """
    return _risky(_parser.parse(pattern), within=None)


def _risky(parsed: Any, within: Any) -> bool:
    """`within` is the body of the endless repeat around `parsed`; None outside of any."""
    for code, details in parsed:
        if code in REPEATS:
            _, most, body = details
            endless = most is codes.MAXREPEAT or most > MANY
            if endless and within is not None and not _firm(within, body):
                return True
            if _risky(body, body if endless else within):
                return True
        elif code is codes.SUBPATTERN:
            if _risky(details[3], within):
                return True
        elif code is codes.BRANCH and any(_risky(branch, within) for branch in details[1]):
            return True
    return False


def _firm(outer: Any, inner: Any) -> bool:
    """Does a round of `outer` begin with a letter that no part of `inner` matches?"""
    code, details = _first(outer)
    if code is not codes.LITERAL:
        return False
    return not any(_matches(part, chr(details)) for part in inner)


def _first(parsed: Any) -> Any:
    if not len(parsed):
        return None, None
    code, details = parsed[0]
    return _first(details[3]) if code is codes.SUBPATTERN else (code, details)


def _matches(part: Any, letter: str) -> bool:
    """Can this part of a pattern match the letter? Where it is not plain: yes."""
    code, details = part
    if code is codes.LITERAL:
        return bool(details == ord(letter))
    if code is codes.NOT_LITERAL:
        return bool(details != ord(letter))
    if code is codes.CATEGORY:
        return _CLASSES[details](letter)
    if code is codes.RANGE:
        return bool(details[0] <= ord(letter) <= details[1])
    if code is codes.IN:
        negated = details[0][0] is codes.NEGATE
        found = any(_matches(each, letter) for each in details[negated:])
        return found is not negated
    return True
