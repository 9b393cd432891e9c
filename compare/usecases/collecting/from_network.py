"""The pages of a batch over the network: asked only for what is new since their last captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from compare.store.models import Batch, Capture
from compare.usecases.collecting.fetch_batch import Failed, Way, failure
from scrapers import catalogue, records
from scrapers.errors import Unavailable
from scrapers.net.fetch import Previous
from scrapers.net.pages import fetch_pages


def captures(
    batch: Batch, source: catalogue.Source, way: Way, failed: Failed, late: list[str]
) -> Iterator[records.Capture]:
    """What came of the pages; why one could not be had goes into `failed`, no time for it into `late`."""
    wanted = _narrowed(source, batch.pages)
    outcomes = fetch_pages(
        wanted,
        allow=way.allow,
        base=way.base,
        previous=_previous(batch),
        fetched_at=way.fetched_at,
        seconds=way.seconds,
    )
    addressed = [page.key for page in wanted.manifest.pages if page.address]
    left = [page for page in addressed if page not in outcomes]
    if outcomes:
        late += left
    elif left:  # not one page in all the time there is: it would be so again
        found, todo = "none", "look at the host's crawl delay"
        error = Unavailable(expected=f"a page in {way.seconds:g} seconds", found=found, todo=todo)
        failed.update(dict.fromkeys(left, failure(error)))
    for page, outcome in outcomes.items():
        if isinstance(outcome, records.Capture):
            yield outcome
        else:
            failed[page] = failure(outcome)


def _narrowed(source: catalogue.Source, pages: Iterable[str]) -> catalogue.Source:
    """The source with these of its pages alone."""
    wanted = set(pages)
    kept = tuple(page for page in source.manifest.pages if page.key in wanted)
    return replace(source, manifest=source.manifest.model_copy(update={"pages": kept}))


def _previous(batch: Batch) -> dict[str, Previous]:
    """What is known of each page from its last capture."""
    last = (
        Capture.objects.filter(source_id=batch.run.source_id, page__in=batch.pages)
        .order_by("fetched_at")
        .values_list("page", "sha256", "headers")
    )
    return {
        page: Previous(sha256, headers.get("etag"), headers.get("last-modified"))
        for page, sha256, headers in last
    }
