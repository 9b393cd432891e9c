"""How each of these providers changed over time: where to read it, and what got worse last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from compare.store.selectors.changes import Filter
from compare.track.change import Toward
from compare.usecases.recent import news
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import day

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Since:
    """One provider. `last` says what got worse last and when; empty where nothing is on record."""

    key: str
    name: str
    yours: bool
    last: str = ""
    change: str = ""


def since(person: Json, words: Words) -> tuple[Since, ...]:
    """Yours first, then those shown, each once."""
    contracts = [person["present"], *person["offers"]]
    names = {each["provider"]: each["provider_name"] for each in contracts if each}
    own = person["present"]["provider"] if person["present"] else None
    return tuple(
        _since(key, name, key == own, words) for key, name in names.items() if name and key
    )


def _since(key: str, name: str, yours: bool, words: Words) -> Since:
    market = words.market.key
    worse = Filter(market=market, provider=key, direction=Toward.WORSE.value)
    for last in news(worse, limit=1):
        what = words.attribute(str(last.printed["field"]))
        old, new = (_value(last.printed[part]) for part in ("old", "new"))
        said = {"day": day(last.no_later_than.isoformat()), "what": what, "old": old, "new": new}
        text = _("%(day)s: %(what)s from %(old)s to %(new)s") % said
        return Since(key, name, yours, text, last.key)
    return Since(key, name, yours)


def _value(value: Any) -> str:
    return _("not stated") if value is None else str(value)
