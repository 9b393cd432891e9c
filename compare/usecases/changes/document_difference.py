"""Two versions of one document side by side, by clause; how much of them may be shown decides what.

A publisher who lets texts be quoted has the clauses quoted in which something changed, each at most
so long; one who does not has none shown: then only what became of which clause is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from compare.store.selectors import documents
from compare.store.selectors.documents import VersionRow
from compare.track.clause_difference import Kind, Step, difference, quoted
from compare.track.clauses import clauses
from compare.values.cause import Cause

QUOTED = 60  # words of one clause that are quoted at most
MISSING = 2  # a version with less than one in so many of the clauses before was not read whole


class NotThere(ValueError):
    """A document or version that was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions and what became of each clause; `words` are left out where none may be shown."""

    before: VersionRow
    after: VersionRow
    steps: tuple[Step, ...]
    clauses_before: int
    clauses_after: int

    @property
    def counts(self) -> dict[str, int]:
        """How many clauses each thing became of."""
        counted: Counter[str] = Counter()
        for step in self.steps:
            counted[step.kind.value] += step.count
        return {kind.value: counted[kind.value] for kind in Kind}

    @property
    def is_of_the_reader(self) -> bool:
        """Whether only the rules changed by which the text is taken out of the page."""
        return self.after.cause == Cause.READER

    @property
    def is_doubtful(self) -> bool:
        """Whether one of the two has so much less text that it may not have been read whole."""
        fewer, more = sorted((self.clauses_before, self.clauses_after))
        return fewer * MISSING < more


def versions(
    provider: str, document: str, known_at: datetime | None = None
) -> tuple[VersionRow, ...]:
    """The versions of a document that may be shown, oldest first.

    Raises:
        NotThere: no such document.
    """
    found = documents.versions(provider, document, known_at)
    if not found:
        raise NotThere(f"expected a document that is on record, found {provider} {document}")
    return tuple(found)


def compared(
    rows: Sequence[VersionRow], since: date | None = None, until: date | None = None
) -> Compared:
    """The version that held on `since` beside the one on `until`; the last two where left out.

    Raises:
        NotThere: no version held on one of the days, or both days have the same.
    """
    after = rows[-1] if until is None else _held(rows, until)
    before = _before(rows, after) if since is None else _held(rows, since)
    return side_by_side(before, after)


def side_by_side(before: VersionRow, after: VersionRow) -> Compared:
    """Two versions of one document.

    Raises:
        NotThere: they are the same version, or the later one is given first.
    """
    if before.valid_from >= after.valid_from:
        raise NotThere(
            f"expected two versions, the earlier one first; found those of {before.valid_from} "
            f"and {after.valid_from}"
        )
    old, new = _clauses(before.sha256), _clauses(after.sha256)
    steps = difference(old, new)
    shown = {before.publish, after.publish}
    if shown != {"full"}:
        words = 0 if "hash" in shown else QUOTED
        steps = tuple(replace(step, words=quoted(step.words, words)) for step in steps)
    return Compared(before, after, steps, len(old), len(new))


def by_text(sha256: str, earlier: str | None = None) -> Compared:
    """The version with this text beside an earlier one by its text, or the one just before.

    Raises:
        NotThere: no version that may be shown has this text, or none is earlier.
    """
    for provider, document in documents.with_text(sha256):
        rows = versions(provider, document)
        after = next(row for row in reversed(rows) if row.sha256 == sha256)
        if earlier is None:
            return side_by_side(_before(rows, after), after)
        for before in reversed(rows):
            if before.sha256 == earlier and before.valid_from < after.valid_from:
                return side_by_side(before, after)
    raise NotThere("expected texts of two versions of one document, the earlier one as `from`")


def printed(found: Compared) -> dict[str, Any]:
    """A difference in the shape that every face prints; unchanged clauses are counted, not said."""
    return {
        "market": found.after.market,
        "provider": found.after.provider,
        "document": found.after.key,
        "before": _version(found.before),
        "after": _version(found.after),
        "cause": found.after.cause,
        "doubtful": found.is_doubtful,
        "counts": found.counts,
        "clauses": [
            {
                "kind": step.kind.value,
                "before": step.old,
                "after": step.new,
                "count": step.count,
                "moved": step.moved,
                "words": [{"mark": words.mark.value, "text": words.text} for words in step.words],
            }
            for step in found.steps
            if step.kind is not Kind.SAME
        ],
    }


def _version(row: VersionRow) -> dict[str, Any]:
    return {
        "sha256": row.sha256,
        "valid_from": row.valid_from.isoformat(),
        "evidence": {"sha256": row.evidence, "locator": row.locator, "source": row.source},
    }


def _held(rows: Sequence[VersionRow], day: date) -> VersionRow:
    """The version whose validity had begun last."""
    held = [row for row in rows if row.valid_from <= day]
    if not held:
        raise NotThere(f"expected a day from {rows[0].valid_from} on, found {day}")
    return held[-1]


def _before(rows: Sequence[VersionRow], after: VersionRow) -> VersionRow:
    place = rows.index(after)
    if not place:
        raise NotThere("this is the only version, or the first: there is none to compare it with")
    return rows[place - 1]


@lru_cache(maxsize=64)
def _clauses(sha256: str) -> tuple[str, ...]:
    """The clauses of a stored text, kept with it: the text under a hash never changes."""
    return clauses(documents.text(sha256))
