"""A person releases or refuses what waits; what is released becomes visible in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from compare.markets import loader as markets
from compare.markets.learned import NoSuchMeaning, Word, check
from compare.store.models import Decision, Review, ReviewState, Source
from compare.store.writers.load import lock
from compare.usecases.collecting.replay import ReplayReport, replay
from scrapers import catalogue
from scrapers.errors import ManifestError, ScrapeError


class NotReleased(ValueError):
    """The decision cannot be taken; nothing of it is kept."""


def release(
    numbers: Collection[int], by: AbstractBaseUser, reason: str = "", means: str = ""
) -> list[Review]:
    """Note that a person compared each of these with its page, and show what enough people released.

    `means` is what a word means. All or nothing: the sources are read again in the same transaction.

    Raises:
        NotReleased: there is no such row, the person released it already, a word would mean nothing,
            or today's parser cannot read the stored pages again.
    """
    with transaction.atomic():
        rows = _taken(numbers)
        for row in rows:
            _release(row, by, reason, means)
        _read_again({row.source for row in rows if row.state == ReviewState.RELEASED})
    return rows


def refuse(numbers: Collection[int], by: AbstractBaseUser, reason: str) -> list[Review]:
    """Note that these must not be seen; what was visible of them is withdrawn in the same transaction.

    One person is enough, and says why.

    Raises:
        NotReleased: there is no such row, or no reason.
    """
    if not reason.strip():
        raise NotReleased("expected a reason for refusing, found none: say what is wrong")
    with transaction.atomic():
        rows = _taken(numbers)
        were = {row.source for row in rows if row.state == ReviewState.RELEASED}
        for row in rows:
            _note(row, by, ReviewState.REFUSED, reason, "")
        _read_again(were)
    return rows


def needed(row: Review) -> int:
    """How many different people have to release it: as the source asks, or the operator."""
    try:
        review = catalogue.load_source(row.source.key).manifest.review
    except ManifestError:
        review = None
    return max(1, settings.REVIEWERS, review.reviewers if review else 1)


def agreed(row: Review, means: str) -> set[int]:
    """Who released it in this sense since it was last refused."""
    found: set[int] = set()
    for said in row.decisions.all():
        if not said.release:
            found.clear()
        elif said.means == means:
            found.add(said.by_id)
    return found


def _taken(numbers: Collection[int]) -> list[Review]:
    """The rows, held until the transaction ends; runs of their markets wait."""
    found = Review.objects.filter(pk__in=numbers)
    for market in sorted(set(found.values_list("source__market", flat=True))):
        lock(market)
    rows = list(found.select_related("source").select_for_update(of=("self",)).order_by("pk"))
    if len(rows) < len(set(numbers)):
        raise NotReleased("expected rows of the queue, found others: go back to the list")
    return rows


def _release(row: Review, by: AbstractBaseUser, reason: str, means: str) -> None:
    if row.state == ReviewState.RELEASED:
        raise NotReleased(f"{row}: it is released already")
    means = means.strip() if row.slot else ""
    if row.slot:
        try:
            check(markets.load(row.source.market), Word(row.slot, row.literal, means))
        except NoSuchMeaning as error:
            raise NotReleased(f"{row}: {error}") from error
    before = agreed(row, means)
    if by.pk in before:
        raise NotReleased(f"{row}: you released it already, it needs somebody else")
    enough = len(before) + 1 >= needed(row)
    _note(row, by, ReviewState.RELEASED if enough else ReviewState.WAITING, reason, means)


def _note(row: Review, by: AbstractBaseUser, state: ReviewState, reason: str, means: str) -> None:
    now = datetime.now(UTC)
    refused = state == ReviewState.REFUSED
    Decision.objects.create(
        review=row, release=not refused, means=means, reason=reason.strip(), by=by, at=now
    )
    row.state, row.decided_at = state, None if state == ReviewState.WAITING else now
    row.means = means if state == ReviewState.RELEASED else ""
    row.save(update_fields=["state", "decided_at", "means"])


def _read_again(sources: Iterable[Source]) -> list[ReplayReport]:
    try:
        return [replay(source.key) for source in sorted(sources, key=lambda each: each.key)]
    except (ManifestError, ScrapeError, ValueError) as error:
        raise NotReleased(f"the stored pages cannot be read again: {error}") from error
