"""Archives are taken apart into captures with their own instants, and nothing is lost."""

from __future__ import annotations

import json
import lzma
from datetime import UTC, datetime

import pytest

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.archive import parts
from scrapers.manifest import Archive
from scrapers.records import Capture

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAILY = Archive(format="csv", dated_by="seen", zone="Australia/Sydney")
LINES = Archive(format="jsonl", dated_by="recorded_at", body="text")


def whole(body: bytes) -> Capture:
    return Capture("file:history", body, NOW, "history")


def test_rows_of_one_day_become_one_capture_under_the_files_heading() -> None:
    body = b'seen,what\n2023-06-28,"a, b"\n2023-06-23,c\n2023-06-28,d\n'
    first, second = parts(whole(body), DAILY)
    assert first.body == b"seen,what\n2023-06-23,c\n"
    assert second.body == b'seen,what\n2023-06-28,"a, b"\n2023-06-28,d\n'
    assert first.sha256 != second.sha256


def test_a_bare_date_is_the_end_of_that_day_in_the_archives_zone() -> None:
    (part,) = parts(whole(b"seen,what\n2023-06-28,a\n"), DAILY)
    assert part.fetched_at.astimezone(UTC) == datetime(2023, 6, 28, 13, 59, 59, tzinfo=UTC)


def test_a_line_becomes_the_captured_text_with_the_other_values_as_headers() -> None:
    lines = [
        {"recorded_at": "2024-05-02T10:00:00+02:00", "text": "later", "commit_message": "Update"},
        {"recorded_at": "2024-05-02T07:30:00+00:00", "text": "first", "commit_message": "Start"},
    ]
    packed = lzma.compress("\n".join(map(json.dumps, lines)).encode())
    first, later = parts(whole(packed), LINES)
    assert (first.body, later.body) == (b"first", b"later")
    assert later.headers["commit_message"] == "Update"
    assert "text" not in later.headers


def test_without_a_body_the_line_itself_is_the_capture() -> None:
    line = b'{"recorded_at": "2024-05-02T07:30:00+00:00", "product": {"a": 1}}'
    (part,) = parts(whole(line + b"\n"), Archive(format="jsonl", dated_by="recorded_at"))
    assert part.body == line


@pytest.mark.parametrize(
    ("body", "archive"),
    [
        (b"", DAILY),
        (b"seen,what\n", DAILY),
        (b"day,what\n2023-06-28,a\n", DAILY),
        (b"seen,what\nyesterday,a\n", DAILY),
        (b'{"text": "a"}\n', LINES),
        (b'{"recorded_at": "2024-05-02T07:30:00", "text": null}\n', LINES),
        (b'{"recorded_at": "2024-05', LINES),
        (b"[1]\n", LINES),
    ],
)
def test_an_archive_without_its_dates_or_parts_is_refused(body: bytes, archive: Archive) -> None:
    with pytest.raises(PageChanged):
        parts(whole(body), archive)


def test_a_cut_off_archive_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        parts(whole(lzma.compress(b"a" * 10_000)[:40]), LINES)


def test_a_body_is_only_for_lines() -> None:
    with pytest.raises(ValueError, match="jsonl"):
        Archive(format="csv", dated_by="seen", body="text")
