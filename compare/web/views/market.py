"""A market's own page: what can be said of it as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.store.selectors import documents
from compare.usecases.market.statements import Held
from compare.web import measures, statements, twins
from compare.web.market_page.history import history
from compare.web.market_page.numbers import numbers
from compare.web.market_page.strips import strips
from compare.web.market_page.unpriced import unpriced
from compare.web.subject import found, subject, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

Json = dict[str, Any]


@require_safe
@explained
def market(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/`."""
    definition = found(key)
    held = statements.held(definition)
    published = measures.documents(definition)
    return twins.given(
        request,
        page=lambda: render(
            request, "pages/market.html", _context(request, definition, held, published)
        ),
        document=lambda: {
            **(held.document if held else {"market": key, "sentences": []}),
            "current": bool(held and held.current),
            "earlier": [_short(document) for document in held.earlier] if held else [],
            "figures": published,
        },
        rows=lambda: list(_profiles(held.document)) if held else _providers(published),
        markets=(key,),
    )


def _context(
    request: HttpRequest, definition: Market, held: Held | None, published: list[Json]
) -> Json:
    shown = subject(definition)
    shown_measures = measures.measures(published, request.GET.get("view.amounts", ""))
    stated = held.document if held else None
    return {
        "subject": shown,
        "invented": shown.invented,
        "held": held,
        "stated": stated,
        "sentences": [item["text"] for item in stated["sentences"]] if stated else [],
        "numbers": numbers(stated) if stated else (),
        "strips": strips(stated, definition, language()) if stated else None,
        "unpriced": unpriced(stated, definition, language()) if stated else None,
        "history": history([stated, *held.earlier]) if stated and held else None,
        "measures": shown_measures,
        "amounts": sorted(
            (each for each in shown_measures if each.amounts), key=lambda each: each.question
        ),
        "documents": documents.held(definition.key),
        "stateable": bool(definition.households.household),
        "notes": _notes(definition),
    }


def _short(document: Json) -> Json:
    """An earlier statement without its prices."""
    return {key: value for key, value in document.items() if key != "profiles"}


def _profiles(stated: Json) -> Iterator[Json]:
    """A row for each person of the published households; the prices are in the JSON."""
    for row in stated["profiles"]:
        yield {key: value for key, value in row.items() if key != "prices"}


def _providers(published: list[Json]) -> list[Json]:
    """Every provider of every measure, as answers use them: a row of the sheet each."""
    return [
        {"measure": found["measure"], "period": found["recent"]["period"], **row}
        for found in published
        if found["recent"]
        for row in found["recent"]["providers"]
    ]


def _notes(definition: Market) -> list[str]:
    day = today(definition)
    notes = [note for note in definition.market.legal_note if day in note.span]
    return [note.text.in_(language()) for note in notes]
