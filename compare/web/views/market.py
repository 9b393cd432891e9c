"""A market's own page: what can be said of it as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.store.selectors import documents
from compare.web import measures, sheet, statements
from compare.web.address import BadAddress
from compare.web.subject import found, subject
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained


@require_safe
@explained
def market(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/`, with `format` html or json."""
    definition = found(key)
    stated = statements.document(definition)
    published = measures.documents(definition)
    wanted = request.GET.get("format", "html")
    if wanted == "json":
        return sheet.as_json({**(stated or {"market": key, "sentences": []}), "figures": published})
    if wanted == "csv":
        return sheet.as_csv(stated["profiles"] if stated else _providers(published))
    if wanted != "html":
        raise BadAddress(_("A statement is given as html, json or csv."))
    shown = subject(definition)
    shown_measures = measures.measures(published)
    context = {
        "subject": shown,
        "invented": shown.invented,
        "stated": stated,
        "sentences": [item["text"] for item in stated["sentences"]] if stated else [],
        "figures": _figures(stated) if stated else [],
        "measures": shown_measures,
        "amounts": [each for each in shown_measures if each.amounts],
        "documents": documents.held(key),
        "notes": _notes(definition),
    }
    return render(request, "pages/market.html", context)


def _providers(published: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every provider of every measure, as answers use them: a row of the sheet each."""
    return [
        {"measure": found["measure"], "period": found["recent"]["period"], **row}
        for found in published
        if found["recent"]
        for row in found["recent"]["providers"]
    ]


def _figures(stated: dict[str, Any]) -> list[dict[str, str]]:
    """The three numbers of the market, each with what it says."""
    gains = stated["share_improvable"]
    pairs = stated["indistinguishable_pairs"]
    return [
        {
            "label": _("could gain by moving, giving up nothing"),
            "value": _percent(gains["like_for_like"]["share"]),
            "note": _("share of customers in the published households"),
        },
        {
            "label": _("of pairs of providers cannot be told apart"),
            "value": _percent(pairs) if pairs is not None else _("not known"),
            "note": _("neither by price nor by service"),
        },
        {
            "label": _("could gain with their own provider"),
            "value": _percent(gains["internal"]["share"]),
            "note": _("by asking for another of its plans"),
        },
    ]


def _percent(share: str | None) -> str:
    return f"{Decimal(share) * 100:.0f}\xa0%" if share is not None else _("not known")


def _notes(definition: Market) -> list[str]:
    return [note.text.in_(language()) for note in definition.market.legal_note]
