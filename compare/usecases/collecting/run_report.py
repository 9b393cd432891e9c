"""What a run did, page by page, out of what is known of its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from compare.store.models import Capture, Run, RunState, SourceState
from compare.usecases.collecting.expectations import baseline
from compare.usecases.collecting.fetch_batch import Failure
from compare.usecases.collecting.report import CollectReport, PageReport, counted, refusals
from compare.usecases.collecting.run_work import Work


def report(work: Work, run: Run) -> CollectReport:
    """The report of a run whose state is decided."""
    refused = work.refused
    return CollectReport(
        source=work.source.key,
        state=RunState(run.state),
        source_state=_state(work, run),
        message=message(work),
        pages=tuple(_pages(work)),
        outcomes=counted(work.tally.outcomes),
        repeated=work.tally.repeated,
        refused_count=len(refused),
        refused=refusals(refused),
        data_version=work.data_version,
    )


def message(work: Work) -> str:
    """Everything that was not as it should be, in words; "" where all is well."""
    failures = [f"{page}: {said[0]}: {_words(said)}" for page, said in work.failed.items()]
    waits = [f"waits for a look: {work.waits_for}"] if work.waits_for else []
    return "; ".join([*map(str, work.problems), *waits, *failures])


def _words(failure: Failure) -> str:
    _, expected, found, todo = failure
    return f"expected {expected}, found {found}: {todo}"


def _state(work: Work, run: Run) -> SourceState:
    """What this run found; what is shown of the source is damped (`compare.usecases.repairing.tickets`)."""
    if run.state == RunState.STORED:
        return SourceState.DEGRADED if work.failed or work.refused else SourceState.OK
    if run.state == RunState.FAILED:
        states = sorted(said[0] for said in work.failed.values())
        return SourceState(states[0]) if states else SourceState.GONE
    return work.state


def _pages(work: Work) -> Iterator[PageReport]:
    """A line for each capture; an archive's captures share a line for each outcome."""
    archives: dict[tuple[str, str], PageReport] = {}
    for line in _captured(work):
        if work.source.manifest.page(line.page).archive is None:
            yield line
            continue
        so_far = archives.get((line.page, line.outcome))
        rows = Counter(so_far.rows if so_far else {}) + Counter(line.rows)
        passed = Counter(so_far.passed if so_far else {}) + Counter(line.passed)
        archives[line.page, line.outcome] = replace(
            line, sha256=None, rows=dict(rows), passed=dict(passed)
        )
    yield from archives.values()
    for page, said in work.failed.items():
        yield PageReport(page, said[0], message=_words(said))


def _captured(work: Work) -> Iterator[PageReport]:
    spoken_of = {problem.page: str(problem) for problem in work.problems}
    for capture in work.captures:
        read = work.read.get(capture.pk)
        held = capture.page in spoken_of or "" in spoken_of or bool(work.waits_for)
        outcome = "held_back" if held else "read"
        yield PageReport(
            page=capture.page,
            outcome="unchanged" if capture.pk in work.before else outcome,
            sha256=capture.sha256,
            rows=dict(read.census.rows) if read else {},
            message=spoken_of.get(capture.page, ""),
            passed=dict(read.census.passed) if read else {},
            standing={} if read else _standing(work, capture),
        )


def _standing(work: Work, capture: Capture) -> dict[str, int]:
    """The records of a page whose bytes were read before; an archive's days are not told apart."""
    page = work.source.manifest.page(capture.page)
    if capture.pk not in work.before or page.archive is not None:
        return {}
    last = baseline(work.row.pk, work.source.manifest, page.key)
    return {kind: said["rows"] for kind, said in last.statistics.items()} if last else {}
