"""Tries edits of a source in a copy of it, on the page that broke it and on the older ones."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapers import recorded
from scrapers.catalogue import Source, source_at
from scrapers.errors import ManifestError, ScrapeError
from scrapers.expectations import problems
from scrapers.repair.edits import Line, write
from scrapers.since import VALUES, scaled, since


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of an edit on recorded pages.

    `read` values were found again of the `of` that were read before, `same` of them with the same
    text; `others` are the texts that differ, before and now. `lost` names the older recordings that
    it reads otherwise, or no more. `doubts` say why what it reads cannot be right: values ten times
    as high, bounds of the manifest. `error` is why the page is still not read; None where it is.
    """

    read: int
    same: int
    of: int
    lost: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    error: str | None = None

    @property
    def whole(self) -> bool:
        """Is everything read again, here and on the older recordings?"""
        read = self.error is None and self.read == self.of
        return read and not self.lost and not self.doubts

    @property
    def rank(self) -> tuple[bool, int, int, int, int]:
        """The better of two proofs is the greater.

        The page is read, less is lost, more values are read, less is doubtful, more is the same.
        """
        return self.error is None, -len(self.lost), self.read, -len(self.doubts), self.same


def compared(source: Source, now: Path, good: recorded.Outcome) -> Proof:
    """How a source as it is reads a page, beside what was read last."""
    return judged(source, source, now, good, ())


def proven(
    source: Source, edit: Sequence[Line], now: Path, good: recorded.Outcome, older: Sequence[Path]
) -> Proof:
    """Read the page, and the older ones, with an edited copy of the source."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / source.key
        copy.mkdir()
        for path in (*source.folder.glob("*.toml"), *source.folder.glob("*.py")):
            shutil.copy(path, copy)
        write(copy, edit, copy)
        try:
            edited = source_at(copy)
        except (ManifestError, SyntaxError) as error:
            return Proof(0, 0, len(good["records"]), error=str(error))
        return judged(source, edited, now, good, older)


def judged(
    source: Source, edited: Source, now: Path, good: recorded.Outcome, older: Sequence[Path]
) -> Proof:
    """How an edited source reads the page and the older ones, beside the source as it is."""
    records = recorded.read_or_refused(edited, recorded.capture(edited, now))
    of = len(good["records"])
    if isinstance(records, ScrapeError):
        said = f"expected {records.expected}, found {records.found}"
        return Proof(0, 0, of, error=said)
    read = recorded.told(records)
    same, alike = _shared(good, read, ()), _shared(good, read, ("literal", *VALUES))
    again = max(alike, _shared(good, read, ("heading", *VALUES)))
    lost = tuple(
        path.name
        for path in older
        if _shares(outcome(edited, path), ()) != _shares(outcome(source, path), ())
    )
    pairs = since(good["records"], read["records"]).pairs
    others = tuple(
        (str(before.get("literal", "")), str(after.get("literal", "")))
        for before, after in pairs
        if before.get("literal") != after.get("literal")
    )
    missed = (
        f"expected {wanted}, found {found}"
        for wanted, found, _ in problems(edited.manifest.expect, records)
    )
    return Proof(again, same, of, lost, others, (*scaled(pairs), *missed))


def outcome(source: Source, page: Path) -> recorded.Outcome:
    """What a source reads from a recorded page."""
    return recorded.outcome(source, recorded.capture(source, page))


def _shared(one: recorded.Outcome, other: recorded.Outcome, without: Iterable[str]) -> int:
    return (_shares(one, without) & _shares(other, without)).total()


def _shares(read: recorded.Outcome, without: Iterable[str]) -> Counter[str]:
    """The records of a page wherever they stood, without some of their fields; its error else."""
    kept = {"locator", *without}
    return Counter(
        _text(each, kept) for each in read.get("records", [{"error": read.get("error")}])
    )


def _text(record: Mapping[str, Any], without: set[str]) -> str:
    return json.dumps({key: said for key, said in record.items() if key not in without})
