"""Recorded pages: what a source was written against, and what its parser must read from them.

`pages/<page key>.<anything>` is a page as it came; `expected/<same name>.json` is what the parser
gives: the records, or the error it must raise. Several variants of one page may lie side by side:
`premiums-2020.csv`, `premiums-2020.cut-off.csv.gz`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from scrapers.catalogue import Source
from scrapers.errors import ManifestError, ScrapeError
from scrapers.kit.archive import parts
from scrapers.records import Capture, Record, kind

RECORDED_AT = datetime(2000, 1, 1, tzinfo=UTC)
Outcome = dict[str, Any]


def pages(source: Source) -> tuple[Path, ...]:
    """The recorded pages of a source, sorted by name."""
    return tuple(sorted(p for p in (source.folder / "pages").glob("*") if p.name[0] != "."))


def expected(page: Path) -> Path:
    """Where it stands what the parser must read from this recorded page."""
    return page.parent.parent / "expected" / f"{page.name}.json"


def before(source: Source, page: Path) -> Path | None:
    """The last other recording of the same page that is expected to be read; None where none is.

    The one that came before it where there is one, by the days in their names.
    """
    others = [
        each
        for each in sorted(pages(source), key=_in_time)
        if key(each) == key(page) and each != page and wanted(each)
    ]
    earlier = [each for each in others if _in_time(each) < _in_time(page)]
    return next(reversed(earlier or others), None)


def wanted(page: Path) -> list[dict[str, Any]]:
    """The records that are expected of a recorded page; none where it is to be refused, or is new."""
    path = expected(page)
    said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    found: list[dict[str, Any]] = said.get("records", [])
    return found


def _in_time(page: Path) -> list[str]:
    return page.name.split(".")  # a month before its days


def key(page: Path) -> str:
    """The key of the page that a recording is of: what its name begins with."""
    return page.name.partition(".")[0]


def is_named(source: Source, page: Path) -> bool:
    """Whether a recording's name begins with the key of a page of the manifest."""
    return source.manifest.has(key(page))


def check_names(source: Source, found: Sequence[Path]) -> None:
    """Recordings are named after the pages of the manifest.

    Raises:
        ManifestError: some names do not begin with the key of a page; it names them all.
    """
    known = [each.key for each in source.manifest.pages]
    if strays := [page for page in found if not is_named(source, page)]:
        tables = ", ".join(f'[[pages]] key = "{each}"' for each in dict.fromkeys(map(key, strays)))
        raise ManifestError(
            expected=f"recordings whose names begin with one of: {', '.join(known)}",
            found=", ".join(page.name for page in strays),
            todo=f"add {tables} to {source.key}/manifest.toml for another page, or rename the file",
        )


def capture(source: Source, page: Path) -> Capture:
    """A recorded page as a capture.

    Raises:
        ManifestError: the file's name does not begin with the key of a page of the manifest.
    """
    check_names(source, [page])
    address = source.manifest.page(key(page)).address or f"file:{page.name}"
    return Capture(address, page.read_bytes(), RECORDED_AT, key(page), fetcher="recorded")


def outcome(source: Source, seen: Capture) -> Outcome:
    """What the parser makes of a page: `{"records": […]}` or `{"error": …, "found": …}`.

    A page that is an archive is taken apart first; its parts are read one after the other.
    """
    return told(read_or_refused(source, seen))


def told(read: list[Record] | ScrapeError) -> Outcome:
    """Records, or why there are none, as they are written to `expected/`."""
    if isinstance(read, ScrapeError):
        return {"error": type(read).__name__, "expected": read.expected, "found": read.found}
    return {"records": [plain(record) for record in read]}


def read_or_refused(source: Source, seen: Capture) -> list[Record] | ScrapeError:
    """All records of a page, or why it is refused, with what to do."""
    archive = source.manifest.page(seen.page).archive
    try:
        found = parts(seen, archive) if archive else [seen]
        return [record for part in found for record in source.parse(part)]
    except ScrapeError as error:
        return error


def plain(record: Record) -> dict[str, Any]:
    """A record as JSON can hold it: decimals and dates as text, what is empty left out."""
    values = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    shown = {name: _plain(value) for name, value in values.items() if value not in (None, {})}
    return {"kind": kind(record), **shown}


def dump(what: Outcome) -> str:
    """JSON with one record in each line, so that a difference reads well."""
    if "records" not in what:
        return json.dumps(what, ensure_ascii=False, indent=1) + "\n"
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in what["records"])
    return f'{{"records": [\n{lines}\n]}}\n'


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return dict(value)
    return value
