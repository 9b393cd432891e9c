"""How each of these providers changed over time: where to read it, and what got worse last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare.store.selectors import changes as selected
from compare.store.selectors.changes import Filter
from compare.store.selectors.sellers import sellers_among
from compare.track.change import Toward
from compare.track.news import Place
from compare.web.change_page.words import Told, told

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Since:
    """One provider. `last` is what got worse last; None where nothing is on record."""

    key: str
    name: str
    yours: bool
    last: Told | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The providers that got worse, and those of which nothing is on record."""

    worse: tuple[Since, ...]
    quiet: tuple[Since, ...]


def since(
    present: Sequence[Json | None], others: Sequence[Json | None], market: str
) -> Changes | None:
    """The providers of present contracts first, then those of other offers, each once; None where
    there is none of whom this market has anything on record.
    """
    names = {each["provider"]: each["provider_name"] for each in (*present, *others) if each}
    own = {each["provider"] for each in present if each}
    sellers = sellers_among(market, names)
    known = {key: name for key, name in names.items() if key in sellers}
    worsenings = Filter(market=market, direction=Toward.WORSE.value, place=Place.NEWS)
    last = {one.provider: one for one in told(selected.latest_of_each(worsenings, known))}
    every = [Since(key, name, key in own, last.get(key)) for key, name in known.items()]
    if not every:
        return None
    return Changes(
        worse=tuple(each for each in every if each.last),
        quiet=tuple(each for each in every if not each.last),
    )
