"""What `check` finds of one page: what was read, and all that somebody should look at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scrapers import evidence, recorded
from scrapers.catalogue import Source
from scrapers.consistent import bags, contradictions, orphans
from scrapers.errors import ScrapeError
from scrapers.expectations import Words, problems, whole_problems
from scrapers.kit.archive import parts
from scrapers.records import Capture, Invalid, Record, kind
from scrapers.since import doubts, since, summary

NAMED = 12  # of the same kind of slip
INVENTED = 0.5  # a page of which more than this share of literals stands nowhere is not believed


@dataclass(slots=True)
class Finding:
    """What became of one page: "as expected", "differs", "written", "live" or "unexpected".

    Written down because somebody said so: "refused", a page that fails and was none before, and
    "doubted", one that a run would not believe.
    `why` says what is wrong and what to do, `notes` what may be well on a small recording.
    """

    source: str
    page: str
    state: str
    outcome: recorded.Outcome
    missing: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def bad(self) -> bool:
        """Must somebody look at it?"""
        return self.state in ("differs", "refused", "doubted", "unexpected")


def refused(key: str, page: str, error: ScrapeError) -> Finding:
    """The finding of a page, or of a whole source, that cannot be read."""
    return Finding(key, page, "unexpected", recorded.told(error), why=_advice(error))


def of_page(source: Source, page: Path, accept: bool) -> tuple[Finding, list[Record]]:
    """A recorded page against what is expected of it, and its records.

    Where nothing is expected yet and all is well, what was read is written down; with `accept`
    it is in any case.
    """
    seen = recorded.capture(source, page)
    read = recorded.read_or_refused(source, seen)
    found = Finding(source.key, page.name, "as expected", recorded.told(read))
    if isinstance(read, ScrapeError):
        found.why, read = _advice(read), []
    else:
        _judge(found, source, seen, read)
        _since(found, source, page, read)
    _compare(found, recorded.expected(page), accept=accept)
    return found, read


def of_source(source: Source, pages: Sequence[Path], records: Iterable[Record]) -> list[Finding]:
    """What is wrong with the recorded pages together: names, products without a name, lost kinds."""
    findings = []
    try:
        recorded.check_names(source, pages)
    except ScrapeError as error:
        findings.append(refused(source.key, "pages/", error))
    every = list(records)
    if every and (why := _together(source, every)):
        outcome = {"error": "Incomplete", "found": f"{len(why)} thing(s) to look at"}
        findings.append(Finding(source.key, "all pages", "unexpected", outcome, why=why))
    return findings


def difference(wanted: recorded.Outcome, got: recorded.Outcome) -> tuple[list[str], list[str]]:
    """What is expected and was not read, and what was read and is not expected, one line each."""
    before, after = Counter(_lines(wanted)), Counter(_lines(got))
    return sorted((before - after).elements()), sorted((after - before).elements())


def _judge(found: Finding, source: Source, seen: Capture, records: list[Record]) -> None:
    """Say what is wrong with the records of a page, and what may be."""
    lost = _strays(source, seen, records)
    literals = sum(bool(getattr(each, "literal", "")) for each in records)
    believed = len(lost) <= INVENTED * literals
    found.why = _slips(source, seen, records) + ([] if believed else lost)
    found.notes = [*(lost if believed else []), *bags(records), *evidence.stale(seen, records)]


def _since(found: Finding, source: Source, page: Path, records: Sequence[Record]) -> None:
    """Of a new recording of a known page: what a run would say of it, and what became of the values."""
    last = recorded.before(source, page)
    held_back = [expected_found(words) for words in problems(source.manifest.expect, records)]
    if last is None or recorded.wanted(page):
        found.notes += [
            f"a run would hold this back (a recording may be small): {each}" for each in held_back
        ]
        return
    became = since(recorded.wanted(last), found.outcome["records"])
    found.why += [f"a run would hold this back: {each}" for each in held_back]
    found.why += doubts(became, last.name)
    found.notes += summary(became, last.name)


def _compare(found: Finding, path: Path, *, accept: bool) -> None:
    """Say what the finding's state is, and write down what is to be expected."""
    wanted = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    fails = "error" in found.outcome
    if wanted is not None:
        found.missing, found.new = difference(wanted, found.outcome)
        if not (found.missing or found.new):
            found.state = "unexpected" if found.why and not fails else "as expected"
            return
    if accept or (wanted is None and not fails and not found.why):
        path.parent.mkdir(exist_ok=True)
        path.write_text(recorded.dump(found.outcome), encoding="utf-8")
        found.missing, found.new = [], []
        found.state = "doubted" if found.why and not fails else "written"
        if fails and "error" not in (wanted or {}):
            found.state = "refused"
        return
    found.state = "unexpected" if wanted is None else "differs"
    if wanted and _elsewhere(wanted, found.outcome):
        said = f"{len(found.new)} of the same values name another place: the locator alone differs"
        found.notes.append(said)
        found.missing, found.new = [], []
    if wanted and fails and "records" in wanted:  # all of them: one line says it
        found.missing = [f"{len(wanted['records'])} records, as in expected/{path.name}"]


def _lines(outcome: recorded.Outcome) -> list[str]:
    if "records" not in outcome:  # which names were looked for may change with the source
        told = {name: outcome.get(name) for name in ("error", "found")}
        return [json.dumps(told, ensure_ascii=False)]
    return [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in outcome["records"]]


def _elsewhere(wanted: recorded.Outcome, got: recorded.Outcome) -> bool:
    """Do two readings differ in their locators alone?"""
    one, other = (
        [{**each, "locator": ""} for each in read.get("records", ())] for read in (wanted, got)
    )
    return bool(one) and one == other


def _advice(error: ScrapeError) -> list[str]:
    """What to do, the parser's line, and the last good record before it."""
    return [error.todo, *getattr(error, "__notes__", ())]


def _slips(source: Source, seen: Capture, records: list[Record]) -> list[str]:
    """What a run would refuse."""
    told = [
        f"{each.locator}: expected {each.expected}, found {each.found}: {each.todo}"
        for each in records
        if isinstance(each, Invalid)
    ]
    if source.manifest.page(seen.page).archive is None:  # whose parts are of different days
        told += contradictions(records)
    return told


def _strays(source: Source, seen: Capture, records: list[Record]) -> list[str]:
    archive = source.manifest.page(seen.page).archive
    captures = parts(seen, archive) if archive else [seen]
    return [evidence.sentence(*each) for each in evidence.strays(captures, records)]


def expected_found(words: Words) -> str:
    """A problem in words, without what to do."""
    expected, found, _ = words
    return f"expected {expected}, found {found}"


def _together(source: Source, records: list[Record]) -> list[str]:
    nameless = orphans(records)
    why = []
    if nameless:
        shown = ", ".join(nameless[:NAMED])
        why.append(
            f"{len(nameless)} pack(s) of products without a plan: {shown}: give a PlanRecord"
        )
    expected = whole_problems(source.manifest.expect, set(map(kind, records)))
    why += [f"expected {wanted}, found {found}: {todo}" for wanted, found, todo in expected]
    return why
