"""The questions of a market, and the way from what was typed to an address without it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from compare.markets.definition import Market
from compare.store.selectors import attributes
from compare.usecases.newest import newest_instead
from compare.usecases.offers import offers
from compare.usecases.question import read
from compare.usecases.question_fields import QuestionError
from compare.values.question import Question
from compare.web import address, form, problems
from compare.web.headers import private
from compare.web.subject import found, today
from compare.web.templatetags.worth import amount, language
from compare.web.views.errors import explained


@csrf_exempt  # nothing is stored and nobody is logged in: a token would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@private
@explained
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/ask`. A question that can be asked leads to its answer by 303.

    An address may bring codes along (to change an answer) and `today`, to ask about another day.
    """
    market = found(key)
    if not market.market.question:
        raise address.BadAddress(problems.no_questions(market))
    day = today(market)
    if request.method != "POST":
        return _page(request, market, _form(request, market, day))
    asked = form.question(market, request.POST)
    if instead := newest_instead(market.key, day):
        asked |= {"today": instead.today, "start": instead.start}
    try:
        question = read(asked, day)
    except QuestionError as error:
        shown = problems.marked(_form(request, market, day), error, market)
        return _page(request, market, shown, status=422)
    if plans := _plans(question, request.POST):
        shown = _form(request, market, day).with_problem(
            "present.plan", problems.which_plan(), plans
        )
        return _page(request, market, shown, status=422)
    query = address.written(address.stated(asked, question, market), market)
    where = f"{reverse('web:answer', args=[market.key])}?{query}"
    return HttpResponseRedirect(where, status=303)


def _plans(question: Question, posted: QueryDict) -> list[form.Choice]:
    """The present provider's plans with their prices, where it sells several and none was named."""
    present = question.presents[0]
    if present is None or present.price or present.provider is None or "present.plan" in posted:
        return []
    own = (o for o in offers(question).offers if o.provider == present.provider)
    plans = {offer.plan: offer for offer in own}
    choices = [
        form.Choice(
            key,
            f"{offer.plan_name}, {amount(offer.price.money.amount, offer.price.money.currency)}",
        )
        for key, offer in plans.items()
    ]
    return choices if len(choices) > 1 else []


def _form(request: HttpRequest, market: Market, day: date) -> form.Form:
    typed = dict((request.POST if request.method == "POST" else request.GET).lists())
    sellers = sorted(
        attributes.providers_of(market.key).items(), key=lambda item: item[1].casefold()
    )
    return form.build(market, language(), day, typed, sellers)


def _page(
    request: HttpRequest, market: Market, shown: form.Form, status: int = 200
) -> HttpResponse:
    context = {
        "market": market,
        "name": market.market.name.in_(language()),
        "invented": market.invented,
        "form": shown,
        "instead": newest_instead(market.key, today(market)),
    }
    return render(request, "pages/ask.html", context, status=status)
