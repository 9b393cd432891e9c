"""Opens, keeps and closes tickets by what a run found, and says which state is shown.

The rule, so that neither a host's bad day nor a flapping page makes noise (docs/operations.md):

- A page that came and could not be read or believed, and a refusal, has its ticket within the run.
- A page that did not come (gone, no answer) has one when it did not come in `IN_A_ROW` runs in a
  row over more than `PATIENCE`; until then the state shown stays, with the last good data. A source
  that never was good has nothing to keep: its ticket opens at once.
- A trouble that comes back within `AGAIN` after it was cured opens its old ticket again.
- A ticket closes with the first run that reads the page without that trouble.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from compare.store.models import Capture, Run, RunState, Source, SourceState, Ticket
from compare.usecases.collecting.run_work import Work
from compare.usecases.collecting.troubles import NOT_HAD, Trouble
from compare.usecases.reviewing.regions import regions

DAMPED = (SourceState.GONE, SourceState.UNAVAILABLE)
IN_A_ROW = 3
PATIENCE = timedelta(hours=48)
AGAIN = timedelta(days=30)


def note(work: Work, run: Run, found: Iterable[Trouble], at: datetime) -> SourceState:
    """Bring the source's tickets up to what a run found at an instant; the state that is shown."""
    found = list(found)
    cured = _cured(work, run, {trouble.mark for trouble in found})
    _close(cured, at)
    for trouble in found:
        _met(work, run, trouble, at)
    return _shown(work, run)


def overdue(source: Source, message: tuple[str, str, str], at: datetime) -> None:
    """Open the ticket of a source that was not read for too long."""
    trouble = Trouble("", SourceState.OVERDUE, *message)
    if not _current(source, trouble).exists():
        _begin(source, trouble, at, opened_at=at)


def _current(source: Source, trouble: Trouble) -> QuerySet[Ticket]:
    return Ticket.objects.filter(source=source, mark=trouble.mark, closed_at=None)


def _met(work: Work, run: Run, trouble: Trouble, at: datetime) -> None:
    """Note a trouble that a run met: a new ticket, or the one there is, or was not long ago."""
    ticket = _current(work.row, trouble).first()
    goes_on = ticket is not None
    if ticket is None:
        ticket = _back(work.row, trouble, at) or _begin(work.row, trouble, at)
    else:
        ticket.runs += 1
    known = ticket.failing_id and ticket.failing and ticket.failing.sha256
    ticket.last_at, ticket.run = at, run
    ticket.found, ticket.todo = trouble.found, trouble.todo
    if ticket.opened_at is None and _is_shown(ticket, work.row):
        ticket.opened_at = at
    failing = Capture.objects.filter(pk=trouble.capture).first() if trouble.capture else None
    if not (
        goes_on and trouble.state == SourceState.DEGRADED
    ):  # its pages are stored, rows refused
        ticket.good = _last_good(work.row, trouble, failing)
    ticket.failing = failing
    if failing and failing.sha256 != known:
        said = regions(work.source, ticket.good, failing)
        ticket.locator, ticket.region_good, ticket.region_bad = said
    ticket.save()


def _begin(
    source: Source, trouble: Trouble, at: datetime, opened_at: datetime | None = None
) -> Ticket:
    return Ticket.objects.create(
        source=source,
        page=trouble.page,
        mark=trouble.mark,
        state=trouble.state,
        expected=trouble.expected,
        found=trouble.found,
        todo=trouble.todo,
        first_at=at,
        last_at=at,
        opened_at=opened_at,
    )


def _back(source: Source, trouble: Trouble, at: datetime) -> Ticket | None:
    """The ticket of the same trouble that was closed not long ago, open again."""
    ticket = Ticket.objects.filter(source=source, mark=trouble.mark).order_by("-closed_at").first()
    if ticket is None or ticket.closed_at is None or at - ticket.closed_at > AGAIN:
        return None
    ticket.closed_at, ticket.runs = None, 1
    ticket.reopened += 1
    return ticket


def _is_shown(ticket: Ticket, source: Source) -> bool:
    """Whether a trouble has lasted for long enough to be shown."""
    lasted = ticket.runs >= IN_A_ROW and ticket.last_at - ticket.first_at > PATIENCE
    return lasted or ticket.state not in DAMPED or source.good_at is None


def _last_good(source: Source, trouble: Trouble, failing: Capture | None) -> Capture | None:
    """The page's last capture that was read and stored without that trouble; None where none was.

    A page with refused rows is stored too, but it is not the one in which they were read.
    """
    visible = Capture.objects.filter(source=source, page=trouble.page).exclude(reader="")
    if trouble.state == SourceState.DEGRADED and failing:
        visible = visible.exclude(sha256=failing.sha256)
    return visible.order_by("-fetched_at", "-id").first()


def _cured(work: Work, run: Run, found: set[str]) -> list[Ticket]:
    """The tickets whose trouble a run shows to be over."""
    stored = run.state == RunState.STORED
    had = {capture.page for capture in work.captures}
    read = {each.sheet.page for each in work.read.values()}
    problems = {problem.page for problem in work.problems}

    def over(ticket: Ticket) -> bool:
        if ticket.mark in found:
            return False
        if not ticket.page:
            return stored and (ticket.state != SourceState.DEGRADED or bool(read))
        if not work.source.manifest.has(ticket.page):
            return True
        if ticket.state in NOT_HAD:
            return ticket.page in had
        if ticket.state == SourceState.DEGRADED:  # unchanged rows are refused as before
            return stored and ticket.page in read
        return ticket.page in had and (ticket.page in problems or stored or ticket.page in read)

    return [ticket for ticket in work.row.tickets.filter(closed_at=None) if over(ticket)]


def _close(cured: Iterable[Ticket], at: datetime) -> None:
    """Close what was shown; what never was is forgotten."""
    for ticket in cured:
        if ticket.opened_at is None:
            ticket.delete()
        else:
            ticket.closed_at = at
            ticket.save(update_fields=["closed_at"])


def _shown(work: Work, run: Run) -> SourceState:
    """The state that is shown: what a run found, but for troubles that have not lasted yet."""
    opened = work.row.tickets.filter(closed_at=None).exclude(opened_at=None)
    states = {SourceState(state) for state in opened.values_list("state", flat=True)}
    if run.state == RunState.STORED:
        return SourceState.DEGRADED if states else SourceState.OK
    if run.state == RunState.HELD_BACK:
        return work.state
    before = SourceState(work.row.state)
    return next((state for state in (*NOT_HAD, before, *SourceState) if state in states), before)
