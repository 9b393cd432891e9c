"""A calendar file (iCalendar, RFC 5545): whole days with a text and a reminder, and nothing else.

Two readers of the same question get the same bytes: identity and stamp come from the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 75  # octets of a line (RFC 5545, 3.1)
PRODUCT = "-//Worth Switching//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on one whole day; `remind` is how many days before a reminder rings, None for none.

    `uid` stays the same when the same thing is written again, so that a calendar replaces it.
    """

    uid: str
    day: date
    title: str
    text: str = ""
    remind: int | None = None


def calendar(name: str, events: Iterable[Event], stamp: date) -> bytes:
    """The file; `stamp` is the day on which what it says was true."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(event: Event, stamp: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    yield "TRANSP:TRANSPARENT"
    if event.remind is not None:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(event.title)}",
            f"TRIGGER:-P{event.remind}D",
            "END:VALARM",
        )
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line end are written as RFC 5545, 3.3.11 wants.

    Other control characters have no place in a calendar and are dropped.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign == "\n" or sign.isprintable())
    for sign in "\\;,":
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets; each but the first begins with a space.

    A character is never cut in two.
    """
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
