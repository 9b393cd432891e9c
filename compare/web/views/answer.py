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
from compare.usecases.answering.answer import answer as answered
from compare.usecases.answering.contracts import TYPED
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.newest import newest_instead
from compare.usecases.asking.question import read
from compare.usecases.offers.eligible import offers
from compare.values.question import Question
from compare.web import address, problems, twins
from compare.web.answer_page import focus, page
from compare.web.answer_page.words import Words
from compare.web.headers import private
from compare.web.subject import found, is_unpriced, subject, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained


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
    return twins.given(
        request,
        page=lambda: _page(request, market, question, asked),
        document=lambda: answered(question, language()),
        rows=lambda: offers(question).to_dict()["offers"],
        markets=(market.key,),
    )


def _page(
    request: HttpRequest, market: Market, question: Question, asked: Mapping[str, Any]
) -> HttpResponse:
    said = address.stated(asked, question, market)
    document = answered(question, language())
    query = address.written(said, market)
    link = f"{reverse('web:answer', args=[market.key])}?{query}"
    data = page.Data(
        version=data_version(market.key),
        query=query,
        link=request.build_absolute_uri(link),
        now=today(market),
    )
    context = {
        "market": market,
        "name": market.market.name.in_(language()),
        "invented": market.invented,
        "link": link,
        "query": query,
        "read_at": subject(market).read_at,
        "now": data.now,
        "coming": newest_instead(market.key, data.now) if question.start <= data.now else None,
        "unpriced": is_unpriced(market),
        "focus": focus.part(document["focus"], named=_is_named(document)),
        "page": page.build(
            document, said, Words(market, language()), data, _only(request, question)
        ),
    }
    return render(request, "pages/answer.html", context)


def _is_named(document: Mapping[str, Any]) -> bool:
    """Whether the present provider is one that the data know by name."""
    present = document["persons"][0]["present"]
    return present is not None and present["provider_name"] != TYPED


def _only(request: HttpRequest, question: Question) -> int | None:
    """The one person of a household whose details are asked for; None: the whole household."""
    said = request.GET.get(f"{address.SEEN_AS}person")
    known = [str(index) for index in range(len(question.persons))]
    if said and said not in known:
        raise address.BadAddress(_("This list can be seen by: %s.") % ", ".join(known))
    return int(said) if said else None
