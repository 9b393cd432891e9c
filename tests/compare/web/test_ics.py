"""A calendar file as RFC 5545 wants it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from compare.web.ics import WIDTH, Event, calendar, escaped, folded

DAY = date(2026, 11, 30)


def unfolded(file: bytes) -> list[str]:
    """The lines as a calendar reads them."""
    return file.decode().replace("\r\n ", "").split("\r\n")


@given(st.text())
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_the_line_back(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    parts = list(folded(line))
    assert all(len(part.encode()) <= WIDTH for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


@given(st.text())
def test_an_escaped_text_is_one_line_and_reads_back(text: str) -> None:
    said = escaped(text)
    assert "\n" not in said
    assert "\r" not in said
    found, signs = [], iter(said)
    for sign in signs:
        after = next(signs) if sign == "\\" else ""
        found.append({"n": "\n"}.get(after, after) if sign == "\\" else sign)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(found) == "".join(s for s in lines if s == "\n" or s.isprintable())


def test_separators_are_escaped_once() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def test_a_line_of_exactly_75_octets_is_not_folded_and_one_more_is() -> None:
    assert list(folded("x" * 75)) == ["x" * 75]
    assert list(folded("x" * 76)) == ["x" * 75, " x"]


def test_a_character_of_several_octets_is_never_cut() -> None:
    assert [part.encode().decode() for part in folded("é" * 60)]


def test_an_event_is_a_whole_day_with_its_reminder() -> None:
    file = calendar("Name", [Event("1@x", DAY, "Notice, arrived", "Text", 14)], DAY)
    lines = unfolded(file)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261130" in lines
    assert "DTEND;VALUE=DATE:20261201" in lines
    assert "SUMMARY:Notice\\, arrived" in lines
    assert "TRIGGER:-P14D" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 1


def test_the_same_days_give_the_same_bytes() -> None:
    events = [Event("1@x", DAY, "One"), Event("2@x", DAY, "Two")]
    assert calendar("Name", events, DAY) == calendar("Name", events, DAY)
    assert b"BEGIN:VALARM" not in calendar("Name", events, DAY)
