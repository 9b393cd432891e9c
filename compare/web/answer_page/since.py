"""How each of these providers changed over time: where to read it, and what got worse last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compare.store.selectors import changes as selected
from compare.store.selectors.changes import ChangeRow, Filter
from compare.track.change import Toward
from compare.track.news import Place
from compare.usecases.answer_contracts import TYPED
from compare.web.change_page.words import Told, told

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Since:
    """One provider. `last` is what got worse last; None where nothing is on record."""

    key: str
    name: str
    yours: bool
    last: Told | None


def since(person: Json, market: str) -> tuple[Since, ...]:
    """Yours first, then those shown, each once."""
    contracts = [person["present"], *person["offers"]]
    names = {each["provider"]: each["provider_name"] for each in contracts if each}
    own = person["present"]["provider"] if person["present"] else None
    known = {key: name for key, name in names.items() if key and name != TYPED}
    rows = [row for key in known for row in _last_worsening(market, key)]
    last = {one.provider: one for one in told(rows)}
    return tuple(Since(key, name, key == own, last.get(key)) for key, name in known.items())


def _last_worsening(market: str, provider: str) -> list[ChangeRow]:
    wanted = Filter(
        market=market, provider=provider, direction=Toward.WORSE.value, place=Place.NEWS
    )
    return selected.listed(wanted, limit=1)
