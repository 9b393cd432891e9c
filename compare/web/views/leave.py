"""The way out of a contract, under the same address as the answer: a letter, and a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.definition import Market
from compare.usecases.answering.answer import answer as answered
from compare.usecases.asking.codes import printed
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.question import read
from compare.values.question import Question
from compare.web import address, ics, problems, twins
from compare.web.headers import private
from compare.web.subject import found, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained
from compare.web.way_out.days import events
from compare.web.way_out.letter import Letter, languages, letters, written

LANGUAGE = "in"  # the letter's language, which need not be the reader's


@require_safe
@private
@explained
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/letter?…`, with `in` the language of the letter: ready to print and sign."""
    market, question, query = _asked(request, key)
    offered = languages(market, _codes(question), question.today)
    chosen = request.GET.get(LANGUAGE) or offered[0]
    if chosen not in offered:
        raise address.BadAddress(
            _("This letter can be had in: %(languages)s.") % {"languages": ", ".join(offered)}
        )
    document = answered(question, language())
    where = reverse("web:letter", args=[market.key])
    now, written_ = today(market), letters(document, market, chosen)
    days = [each.receive_by for each in written_ if each.receive_by]
    context = {
        "market": market,
        "name": market.market.name.in_(language()),
        "invented": market.invented,
        "letters": written_,
        "now": now,
        "several": len(document["persons"]) > 1,
        "verdict": document["sentence"]["text"],
        "moves": any(person["chosen"] for person in document["persons"]),
        "tongues": [
            (each, written()[each]["language"], f"{where}?{query}&{LANGUAGE}={each}")
            for each in offered
        ],
        "chosen": chosen,
        "answer": f"{reverse('web:answer', args=[market.key])}?{query}",
        "calendar": f"{reverse('web:calendar', args=[market.key])}?{query}"
        if not days or max(days) >= now
        else "",
    }
    return twins.given(
        request,
        page=lambda: render(request, "pages/letter.html", context),
        document=lambda: {"language": chosen, "letters": list(_plain(written_))},
        rows=lambda: _plain(written_),
        markets=(key,),
    )


def _plain(found_: Iterable[Letter]) -> Iterator[dict[str, Any]]:
    """Letters as programs read them: everything that is printed but for the blanks to fill."""
    for each in found_:
        yield {
            "to": each.provider,
            "subject": each.subject,
            "text": " ".join(each.sentences),
            "persons": " ".join(str(person) for person in each.persons),
            "ends": each.ends.isoformat() if each.ends else None,
            "receive_by": each.receive_by.isoformat() if each.receive_by else None,
            "reference": each.reference,
        }


@require_safe
@private
@explained
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/calendar?…`: the days to keep, for any calendar; 404 where there is none."""
    market, question, query = _asked(request, key)
    document = answered(question, language())
    link = request.build_absolute_uri(f"{reverse('web:answer', args=[market.key])}?{query}")
    found_ = events(document, market, link)
    if not found_:
        raise Http404
    name = f"Worth Switching: {market.market.name.in_(language())}"
    stamp = date.fromisoformat(document["today"])
    response = HttpResponse(ics.calendar(name, found_, stamp), content_type=ics.CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="worth-switching.ics"'
    return response


def _asked(request: HttpRequest, key: str) -> tuple[Market, Question, str]:
    """The market, the checked question, and the address in which it can be asked again."""
    market = found(key)
    asked: dict[str, Any] = address.read(request.GET, market)
    try:
        question = read(asked, today(market))
    except QuestionError as error:
        raise address.BadAddress(problems.in_address(error, market)) from error
    return market, question, address.written(address.stated(asked, question, market), market)


def _codes(question: Question) -> dict[str, str]:
    return printed(question.household)
