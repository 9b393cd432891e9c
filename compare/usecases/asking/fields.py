"""Reading a question field by field: every error names the field and what it may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
LONGEST_TEXT = 400
LONGEST_LIST = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200  # the ends of the calendar have no day before or after


class QuestionError(ValueError):
    """A question that cannot be asked: `field` is a dotted path, `allowed` what it may hold."""

    def __init__(
        self, field: str, expected: str, found: object = None, allowed: Iterable[object] = ()
    ) -> None:
        self.field, self.expected, self.found = field, expected, found
        self.allowed = tuple(allowed)
        choice = f", one of {', '.join(map(str, self.allowed))}" if self.allowed else ""
        got = "nothing" if found is None else repr(found)[:80]
        super().__init__(f"{field or 'question'}: expected {expected}{choice}; found {got}")

    def to_dict(self) -> dict[str, object]:
        """The error as the API and the command line print it."""
        return {
            "field": self.field,
            "message": str(self),
            "expected": self.expected,
            "allowed": list(self.allowed),
        }


class Fields:
    """The fields of one object of a question; each is taken once, what is left over is an error."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            raise QuestionError(path, "an object", data)
        self._data, self.path = dict(data), path
        self._known: list[str] = []

    def at(self, key: str) -> str:
        """The dotted path of one field."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the field is given and not null."""
        self._known.append(key)
        return self._data.get(key) is not None

    def take(self, key: str, read: Callable[[object, str], T]) -> T:
        """A field that must be there."""
        if not self.has(key):
            raise QuestionError(self.at(key), "a value")
        return read(self._data.pop(key), self.at(key))

    def maybe(self, key: str, read: Callable[[object, str], T], default: T) -> T:
        """A field that may be left out or null."""
        if not self.has(key):
            self._data.pop(key, None)
            return default
        return read(self._data.pop(key), self.at(key))

    def listed(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """A list, empty where it is left out."""

        def each(value: object, path: str) -> tuple[T, ...]:
            if not isinstance(value, list | tuple) or len(value) > LONGEST_LIST:
                raise QuestionError(path, f"a list of at most {LONGEST_LIST} entries", value)
            return tuple(read(item, f"{path}.{index}") for index, item in enumerate(value))

        return self.maybe(key, each, ())

    def peek(self, key: str) -> object:
        """A field's raw value, without taking it."""
        return self._data.get(key)

    def rest(self) -> dict[str, object]:
        """All that was not taken yet, taken at once: for objects whose reader checks the keys."""
        rest, self._data = {str(key): value for key, value in self._data.items()}, {}
        return rest

    def end(self) -> None:
        """Refuse what nobody took.

        Raises:
            QuestionError: names the first unknown field and the known ones.
        """
        for key in self._data:
            raise QuestionError(
                self.at(str(key)[:40]),
                "no such field; known here",
                None,
                dict.fromkeys(self._known),
            )


def as_given(value: object, path: str) -> object:
    """A part that is read later, under `path`."""
    del path
    return value


def text(value: object, path: str) -> str:
    """A short text without control characters."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise QuestionError(path, f"a text of at most {LONGEST_TEXT} characters", value)
    if not value.isprintable():
        raise QuestionError(path, "a text on one line", value)
    return value.strip()


def whole(value: object, path: str) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise QuestionError(path, "a whole number", value)
    return value


def flag(value: object, path: str) -> bool:
    """true or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        raise QuestionError(path, "true or false", value, ("true", "false"))
    return value


def number(value: object, path: str) -> Decimal:
    """A finite number of at least 0, written as a number or as text: `401.2` or `"401.20"`."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise QuestionError(path, "a number of at least 0", value)
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        raise QuestionError(path, "a number of at least 0, with a point", value) from None
    if not found.is_finite() or found < 0 or found > 10**12:
        raise QuestionError(path, "a number from 0 to 1000000000000", value)
    return found


def share(value: object, path: str) -> Decimal:
    """A number from 0 to 1."""
    found = number(value, path)
    if found > 1:
        raise QuestionError(path, "a number from 0 to 1", value)
    return found


def day(value: object, path: str) -> date:
    """A calendar day, `2021-01-01`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return _no_day(value, path)
    return found


def _no_day(value: object, path: str) -> date:
    raise QuestionError(path, "a day as in 2021-01-01", value)


def end_of(last: date, zone: ZoneInfo) -> datetime:
    """The last instant of a day in a market's zone (design 5)."""
    midnight = datetime.combine(last + timedelta(days=1), time(), zone)
    return midnight - timedelta(microseconds=1)


def instant(zone: ZoneInfo) -> Callable[[object, str], datetime]:
    """A reader of instants with their zone; a bare day means the end of it in `zone`."""

    def read(value: object, path: str) -> datetime:
        if isinstance(value, str) and len(value) > 10:
            try:
                found = datetime.fromisoformat(value)
            except ValueError:
                found = None
            if found is None or found.tzinfo is None:
                raise QuestionError(path, "an instant as in 2020-09-22T00:00:00+02:00", value)
            return found
        return end_of(day(value, path), zone)

    return read


def one_of(choices: type[Enum]) -> Callable[[object, str], Any]:
    """A reader of one word of an enumeration."""

    def read(value: object, path: str) -> Any:
        try:
            return choices(value)
        except ValueError:
            allowed = [choice.value for choice in choices]
            raise QuestionError(path, "a known word", value, allowed) from None

    return read
