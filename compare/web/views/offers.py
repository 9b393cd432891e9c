"""Every offer behind an answer, under the answer's own address: sorted and filtered on the server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from compare.usecases.answering.answer import answer as answered
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.question import read
from compare.usecases.offers.eligible import offers as listed
from compare.web import address, problems, twins
from compare.web.answer_page.every import every
from compare.web.answer_page.words import Words
from compare.web.headers import private
from compare.web.subject import found, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained


@require_safe
@private
@explained
def offers(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/offers?…`, the question's address with `view.sort`, `view.find` and the like."""
    market = found(key)
    asked = address.read(request.GET, market)
    try:
        question = read(asked, today(market))
        result = listed(question)
        document = answered(question, language())
    except QuestionError as error:
        raise address.BadAddress(problems.in_address(error, market)) from error
    query = address.written(address.stated(asked, question, market), market)

    def page() -> HttpResponse:
        context = {
            "market": market,
            "name": market.market.name.in_(language()),
            "invented": market.invented,
            "verdict": document["sentence"]["text"],
            "every": every(result, document, Words(market, language()), request.GET),
            "question": address.pairs(query),
            "query": query,
            "answer": f"{reverse('web:answer', args=[key])}?{query}",
        }
        return render(request, "pages/offers.html", context)

    return twins.given(
        request,
        page=page,
        document=result.to_dict,
        rows=lambda: result.to_dict()["offers"],
        markets=(key,),
    )
