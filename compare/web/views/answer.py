"""The answer to the question that an address carries, as a page, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.store.selectors.versions import data_version
from compare.usecases.answer import answer as answered
from compare.usecases.offers import offers
from compare.usecases.question import read
from compare.usecases.question_fields import QuestionError
from compare.values.question import Question
from compare.web import address, problems, sheet
from compare.web.answer_page import page
from compare.web.headers import private
from compare.web.subject import found, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

FORMATS = ("html", "json", "csv")


@require_safe
@private
@explained
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/answer?…`, with `format` html, json or csv (every eligible offer)."""
    market = found(key)
    if not urlsplit(request.get_full_path()).query:
        return HttpResponseRedirect(reverse("web:ask", args=[market.key]))
    asked = address.read(request.GET, market)
    try:
        question = read(asked, today(market))
        return _given(request, market, question, asked)
    except QuestionError as error:
        raise address.BadAddress(problems.in_address(error, market)) from error


def _given(
    request: HttpRequest, market: Market, question: Question, asked: Mapping[str, Any]
) -> HttpResponse:
    match request.GET.get("format", "html"):
        case "html":
            return _page(request, market, question, asked)
        case "json":
            return sheet.as_json(answered(question, language()))
        case "csv":
            return sheet.as_csv(offers(question).to_dict()["offers"])
    raise address.BadAddress(
        _("An answer is given as one of these formats: %s.") % ", ".join(FORMATS)
    )


def _page(
    request: HttpRequest, market: Market, question: Question, asked: Mapping[str, Any]
) -> HttpResponse:
    said = address.stated(asked, question, market)
    where = reverse("web:answer", args=[market.key])
    document = answered(question, language())
    data = data_version(market.key)
    context = {
        "market": market,
        "name": market.market.name.in_(language()),
        "invented": market.invented,
        "link": f"{where}?{address.written(said, market)}",
        "page": page.build(document, said, market, language(), data, today(market)),
    }
    return render(request, "pages/answer.html", context)
