"""What a request asks for: every parameter from a fixed list, each checked, none guessed."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from compare.decide.wording import LANGUAGES
from compare.markets.definition import Market
from compare.markets.loader import load, shown
from compare.usecases.asking.fields import end_of

KEY = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$"
SHA256 = r"^[0-9a-f]{64}$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
PAGE = 50
LARGEST_PAGE = 200


class Wrong(ValidationError):
    """400: names the parameter or field, what was expected, and the allowed values if they are few."""

    def __init__(self, field: str, expected: str, allowed: Iterable[str] = ()) -> None:
        detail: dict[str, Any] = {"field": field, "expected": expected}
        if listed := [str(item) for item in allowed]:
            detail["allowed"] = listed
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a list: how it is checked, and how the description words it."""

    name: str
    read: Callable[[str, str], Any]
    text: str
    schema: dict[str, Any]
    required: bool = False

    @property
    def described(self) -> OpenApiParameter:
        """The parameter as OpenAPI says it."""
        return OpenApiParameter(
            self.name, self.schema, required=self.required, description=self.text
        )


def read(request: Request, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The checked values of the parameters that were given.

    Raises:
        Wrong: an unknown name, a name given twice, a missing or a malformed value.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    for name, given in request.query_params.lists():
        if name not in known:
            raise Wrong(_shown(name), "a parameter that this address knows", sorted(known))
        if len(given) != 1:
            raise Wrong(name, f"one value, found {len(given)}")
        values[name] = known[name].read(name, given[0])
    for parameter in known.values():
        if parameter.required and parameter.name not in values:
            raise Wrong(parameter.name, "a value: this parameter is required")
    return values


def _shown(name: str) -> str:
    """A name as it may be repeated: short, and without control characters."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:60]) or "(empty)"


def _key(name: str, text: str) -> str:
    if not re.fullmatch(KEY, text):
        raise Wrong(name, f"a key that matches {KEY}")
    return text


def _market(name: str, text: str) -> Market:
    if text not in shown():
        raise Wrong(name, "a market", shown())
    return load(text)


def _day(name: str, text: str) -> date:
    try:
        if not re.fullmatch(DATE, text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong(name, "a date, as in 2026-11-30") from None


def _instant(name: str, text: str) -> date | datetime:
    if re.fullmatch(DATE, text):
        return _day(name, text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Wrong(name, "a date, or an instant with its zone as in 2026-11-30T12:00:00Z")
    try:
        return instant.astimezone(UTC)
    except OverflowError:  # so far away that only its zone carries it out of the calendar
        return instant.replace(tzinfo=UTC)


def _size(name: str, text: str) -> int:
    if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= LARGEST_PAGE:
        return int(text)
    raise Wrong(name, f"a whole number from 1 to {LARGEST_PAGE}")


def _cursor(name: str, text: str) -> int:
    try:
        place = base64.urlsafe_b64decode(text.encode("ascii")).decode("ascii")
    except ValueError:
        place = ""
    if not re.fullmatch("after [1-9][0-9]{0,17}", place):
        raise Wrong(name, "the `next` of a page before, unchanged")
    return int(place.removeprefix("after "))


def _language(name: str, text: str) -> str:
    if text not in LANGUAGES:
        raise Wrong(name, "a language", LANGUAGES)
    return text


def language(request: Request) -> str | None:
    """The language in which sentences are worded; None: keys and parameters only."""
    worded: str | None = read(request, (LANGUAGE,)).get("language")
    return worded


def cursor(last: int) -> str:
    """The opaque mark of a page's end."""
    return base64.urlsafe_b64encode(f"after {last}".encode()).decode()


def _sha256(name: str, text: str) -> str:
    if not re.fullmatch(SHA256, text):
        raise Wrong(name, "a sha256 in 64 hexadecimal digits")
    return text


def _cell(name: str, text: str) -> dict[str, str]:
    pairs = [part.partition(":") for part in text.split(",")] if text else []
    codes = {key: code for key, colon, code in pairs if colon}
    if not codes or len(codes) != len(pairs) or not text.isprintable() or len(text) > 300:
        raise Wrong(name, "codes of rating factors, as in canton:BE,region:1")
    return codes


def known_instant(value: date | datetime | None, zone: ZoneInfo) -> datetime | None:
    """The instant that `known_at` means: a bare date is the end of that day in the market's zone."""
    if value is None or isinstance(value, datetime):
        return value
    try:
        return end_of(value, zone).astimezone(UTC)
    except OverflowError:  # the last day of the calendar has no end in it
        return datetime.max.replace(tzinfo=UTC)


def keyed(name: str, text: str) -> Parameter:
    """A parameter that is a key."""
    return Parameter(name, _key, text, {"type": "string", "pattern": KEY})


MARKET = Parameter("market", _market, "A market's key.", {"type": "string", "enum": list(shown())})
PROVIDER = keyed("provider", "A provider's key, as in `bag-8`.")
PLAN = keyed("plan", "A plan's key: its provider's own, so that several may share one.")
MEASURE = keyed("measure", "A measure's key, as in `upheld_complaints`.")
TERM = keyed("term", "A term's key in the market's vocabulary, as in `excess`.")
DOCUMENT = keyed("document", "A document's key, as in `terms-of-service`.")
FROM = Parameter(
    "from",
    _sha256,
    "The sha256 of an earlier version's text. Without it: the version just before.",
    {"type": "string", "pattern": SHA256},
)
AS_OF = Parameter(
    "as_of",
    _day,
    "The day on which it was true at the provider. Without it: today.",
    {"type": "string", "format": "date"},
)
KNOWN_AT = Parameter(
    "known_at",
    _instant,
    "What could be known then: a date (its end, in the market's zone) or an instant with a zone. "
    "Without it: everything known now.",
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
)
CELL = Parameter(
    "cell",
    _cell,
    "Codes of rating factors, as in `canton:BE,region:1`; only beside `market`.",
    {"type": "string", "pattern": r"^[^:,\x00]+:[^:,\x00]*(,[^:,\x00]+:[^:,\x00]*)*$"},
)
CURSOR = Parameter(
    "cursor",
    _cursor,
    "Opaque: the `next` of the page before.",
    {"type": "string"},
)
PAGE_SIZE = Parameter(
    "page_size",
    _size,
    "Rows of a page.",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE},
)
LANGUAGE = Parameter(
    "language",
    _language,
    "Sentences come worded in it. Without it: keys and parameters only.",
    {"type": "string", "enum": list(LANGUAGES)},
)
