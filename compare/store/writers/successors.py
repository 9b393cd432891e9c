"""Keeps which plan took whose place: what a person confirmed, as long as the change stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from compare.store.models import Change, Plan, Source
from compare.store.selectors import changes as selected
from compare.track.successors import PLAN_REPLACED

Key = tuple[str, str, str]  # market, provider, plan


def renew(sources: Iterable[Source | int]) -> None:
    """Make `Plan.successor_of` what is confirmed by now of these sources; what was undone is nobody's.

    The reason and who gave it stay with the confirmation. The caller owns the transaction.
    """
    listed = list(sources)
    every = Change.objects.filter(source__in=listed, kind=PLAN_REPLACED)
    links = {new: None for row in every.values_list(*COLUMNS) for _, new in _pairs(row)}
    if not links:
        return
    standing = selected.visible(hidden=True).filter(source__in=listed, kind=PLAN_REPLACED)
    confirmed = standing.filter(by_person=True).order_by("no_later_than", "id")
    held = {new: old for row in confirmed.values_list(*COLUMNS) for old, new in _pairs(row)}
    for new, old in {**links, **held}.items():
        _plans(new).update(successor_of=_plans(old).first() if old else None)


COLUMNS = ("market", "provider", "printed__replaced")


def _pairs(row: tuple[str, str, list[dict[str, Any]]]) -> Iterator[tuple[Key, Key]]:
    market, provider, replaced = row
    for pair in replaced:
        yield (market, provider, pair["old"]), (market, provider, pair["new"])


def _plans(key: Key) -> Any:
    market, provider, plan = key
    return Plan.objects.filter(market=market, provider__key=provider, key=plan)
