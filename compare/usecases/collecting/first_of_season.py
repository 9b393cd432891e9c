"""Whether a run brings the first new data of a season, at which a person should look."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from compare.markets import loader as markets
from compare.store.models import Run, RunState
from compare.usecases.collecting.run_work import Work
from scrapers.manifest import Page

WHY = "first run of the season"


def needs_a_look(work: Work, run: Run) -> str:
    """Why a run has to be looked at before it is stored; "" where it has not.

    The first changed run of a season waits: then a publisher rebuilds its pages and every price
    moves at once, which no expectation can tell from a misreading. Not so where the source was
    never stored, where a person chose the files, or where each page that changed has an edition
    that became known in this very season: then somebody has looked already.
    """
    found = work.source.manifest.season_on(run.today)
    if found is None or run.looked_at or run.folder or not work.read:
        return ""
    season, began = found
    stored = Run.objects.filter(source=work.row, state=RunState.STORED)
    changed = stored.exclude(pages={})
    if not stored.exists() or changed.filter(today__gte=began, today__lte=run.today).exists():
        return ""
    pages = {read.sheet.page for read in work.read.values()}
    zone = ZoneInfo(markets.load(work.row.market).market.zone)
    if all(_known_since(work.source.manifest.page(page), began, zone) for page in pages):
        return ""
    return f"{WHY} that began on {began}: {season.why}"


def _known_since(page: Page, began: date, zone: ZoneInfo) -> bool:
    """Whether the edition table says that this page's data became known in the season."""
    known = page.edition.known_from if page.edition else None
    return known is not None and known.astimezone(zone).date() >= began
