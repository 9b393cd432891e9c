"""Takes an archive apart: a file with what others recorded on many days becomes many captures.

Each part is evidence of its own, with the instant at which it was recorded; nothing is read from it
here. Which archives there are is said in `scrapers.manifest.Archive`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from scrapers.errors import PageChanged
from scrapers.kit.bytes import opened
from scrapers.manifest import Archive
from scrapers.records import Capture

END_OF_DAY = time(23, 59, 59)


def parts(whole: Capture, archive: Archive) -> list[Capture]:
    """The captures that an archive holds, in the order of their instants.

    `address`, `page` and `robots` are those of the whole; `fetcher` says where the part was found.

    Raises:
        PageChanged: a row without the column that dates it, or no rows at all.
        Unreadable: the file is cut off or has another coding.
    """
    read = _csv if archive.format == "csv" else _together if archive.together else _jsonl
    found = [
        replace(
            whole,
            body=body,
            fetched_at=fetched_at,
            headers=headers,
            fetcher=f"archive {whole.sha256[:16]}",
            sha256="",
        )
        for fetched_at, body, headers in read(whole.body, archive)
    ]
    if not found:
        raise PageChanged(expected="an archive with parts", found="none", todo="fetch it again")
    return sorted(found, key=lambda part: part.fetched_at)


Part = tuple[datetime, bytes, Mapping[str, str]]


def _csv(body: bytes, archive: Archive) -> Iterator[Part]:
    with opened(body) as stream:
        table = csv.reader(stream)
        heading = next(table, [])
        if archive.dated_by not in heading:
            raise _undated(archive, f"columns {heading}")
        column = heading.index(archive.dated_by)
        days: dict[str, list[list[str]]] = {}
        for row in table:
            if row:
                days.setdefault(row[column], []).append(row)
    for day, rows in days.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([heading, *rows])
        yield _instant(day, archive), text.getvalue().encode(), {}


def _jsonl(body: bytes, archive: Archive) -> Iterator[Part]:
    with opened(body) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            said = _object(line, number)
            if archive.dated_by not in said:
                raise _undated(archive, f"keys {sorted(said)} in line {number}")
            instant = _instant(said[archive.dated_by], archive)
            if archive.body is None:
                yield instant, line.rstrip("\n").encode(), {}
            elif not isinstance(said.get(archive.body), str):
                raise PageChanged(
                    expected=f"a text under {archive.body!r} in line {number}",
                    found=repr(said.get(archive.body))[:60],
                    todo="mend `body` of the archive in the manifest",
                )
            else:
                headers = {key: str(value) for key, value in said.items() if key != archive.body}
                yield instant, said[archive.body].encode(), headers


def _together(body: bytes, archive: Archive) -> Iterator[Part]:
    """All lines of one instant as one part, in their order."""
    found: dict[datetime, list[bytes]] = {}
    for instant, line, _ in _jsonl(body, archive):
        found.setdefault(instant, []).append(line)
    for instant, lines in found.items():
        yield instant, b"\n".join(lines) + b"\n", {}


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise PageChanged(
            expected=f"JSON in line {number}", found=str(error), todo="is the file cut off?"
        ) from error
    if not isinstance(said, dict):
        raise PageChanged(
            expected=f"an object in line {number}", found=repr(said)[:60], todo="look at the file"
        )
    return said


def _instant(text: Any, archive: Archive) -> datetime:
    zone = ZoneInfo(archive.zone)
    try:
        if len(str(text)) == len("2023-06-28"):
            return datetime.combine(date.fromisoformat(str(text)), END_OF_DAY, zone)
        instant = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise _undated(archive, repr(text)) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def _undated(archive: Archive, found: str) -> PageChanged:
    return PageChanged(
        expected=f"a date under {archive.dated_by!r}",
        found=found,
        todo="mend `dated_by` of the archive in the manifest, or look at the file",
    )
