"""What shrank: packs and cover, before and after, drawn and in figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.markets.loader import load, shown
from compare.store.selectors import changes as selected
from compare.store.selectors import sources
from compare.store.selectors.changes import ChangeRow
from compare.usecases.tracking.shelf import with_real
from compare.web import twins
from compare.web.change_page.asked import Asked, asked
from compare.web.change_page.drawn import bars
from compare.web.change_page.words import told
from compare.web.subject import subject
from compare.web.views.errors import explained

PACKS = ("SHRINKFLATION", "UPSIZE", "DOWNSIZE_NO_UNIT_RISE", "UPSIZE_UNIT_RISE")
COVER = (
    *("excess_up", "limit_down", "coinsurance_up", "waiting_up", "cover_status"),
    *("network_narrowed", "hours_shorter", "channel_removed", "speed_down"),
)
MOST = 60


@require_safe
@explained
def shrink(request: HttpRequest) -> HttpResponse:
    """`/shrink/`: narrowed as the list of changes is; `log=quiet` is what is not confirmed."""
    wanted = asked(request)
    packs, cover = _rows(wanted, PACKS), _rows(wanted, COVER)
    real = with_real((row.source, row.shown) for row in packs)
    level = with_real((row.source, row.shown) for row in cover)
    return twins.given(
        request,
        page=lambda: _page(request, wanted, _drawn(packs, real), _drawn(cover, level)),
        document=lambda: {"packs": real, "cover": level},
        rows=lambda: [*real, *level],
        markets=[wanted.market] if wanted.market else shown(),
    )


def _rows(wanted: Asked, kinds: tuple[str, ...]) -> list[ChangeRow]:
    return selected.of_kinds(wanted.filter, kinds, MOST)


def _page(
    request: HttpRequest, wanted: Asked, packs: list[dict[str, Any]], cover: list[dict[str, Any]]
) -> HttpResponse:
    goods = [load(key) for key in shown() if load(key).market.kind == "goods"]
    context = {
        "asked": wanted,
        "packs": packs,
        "cover": cover,
        "quiet": wanted.query(log="quiet"),
        "news": wanted.query(log=""),
        "query": wanted.query(),
        "goods": [subject(market) for market in goods if _counted(market)],
        "invented": wanted.invented,
        "packs_invented": "" if wanted.invented else _invented("goods"),
        "cover_invented": "" if wanted.invented else _invented("offers"),
    }
    return render(request, "pages/shrink.html", context)


def _invented(kind: str) -> str:
    """The key of an invented market of a kind of which something is on record; empty where none is."""
    of_kind = (load(key) for key in shown() if load(key).market.kind == kind)
    return next((m.key for m in of_kind if m.invented and sources.facts(m.key)), "")


def _counted(market: Market) -> bool:
    """Whether an office's counts of changed sizes are on record there."""
    return bool(market.quality.measure and sources.facts(market.key))


def _drawn(rows: list[ChangeRow], plain: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"one": one, "bars": bars(row.printed["old"], row.printed["new"]), "row": shown}
        for row, one, shown in zip(rows, told(rows), plain, strict=True)
    ]
