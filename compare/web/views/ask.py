"""The questions of a market, and the way from what was typed to an address without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from compare.markets.currencies import in_currency
from compare.markets.definition import Market
from compare.store.selectors import attributes
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.fields import day as read_day
from compare.usecases.asking.newest import Newest, newest_instead
from compare.usecases.asking.plans import Held, plans_held
from compare.usecases.asking.question import read
from compare.values.question import Question
from compare.web import address, problems, twins
from compare.web.asking import plain, posted, without
from compare.web.asking.build import build
from compare.web.asking.fields import Choice, Form
from compare.web.asking.names import Names
from compare.web.asking.typed_in import ADD, REMOVE, TypedIn, typed_in
from compare.web.headers import private
from compare.web.subject import found, is_unpriced, today
from compare.web.templatetags.worth import amount, language
from compare.web.views.errors import explained


@csrf_exempt  # nothing is stored and nobody is logged in: a token would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@private
@explained
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/ask`. A question that can be asked leads to its answer by 303.

    An address may bring an answer's question along, to change it, and `today`, to ask about another
    day. What is needed and was skipped is asked again, with what can be said without it.
    """
    market = found(key)
    if not market.market.answers:
        raise address.BadAddress(problems.no_questions(market))
    asking = _Asking(request, market)
    if request.method != "POST":
        return twins.given(
            request,
            page=lambda: asking.page(asking.form()),
            document=lambda: {"market": key, "questions": list(plain.questions(asking.form()))},
            rows=lambda: plain.rows(asking.form()),
            markets=(key,),
        )
    if ADD in request.POST or REMOVE in request.POST:
        return asking.page(asking.form())
    return asking.posted()


@dataclass
class _Asking:
    """One request to a market's form."""

    request: HttpRequest
    market: Market

    @cached_property
    def typed(self) -> TypedIn:
        """What was typed, in a form or in an address."""
        return typed_in(self.request.POST if self.request.method == "POST" else self.request.GET)

    @cached_property
    def day(self) -> date:
        """The day that is asked about: one that was typed, else the market's today."""
        try:
            return read_day(self.typed.one("today"), "today")
        except QuestionError:
            return today(self.market)

    def posted(self) -> HttpResponse:
        """The answer's address, or the form again with what is in the way."""
        if (form := self._which_names()) is not None:
            return self.page(form, status=422)
        asked, question, error = self._read()
        if question is None:
            return self._again(error)
        if (form := self._which_plans(question)) is not None:
            return self.page(form, status=422)
        query = address.written(address.stated(asked, question, self.market), self.market)
        where = f"{reverse('web:answer', args=[self.market.key])}?{query}"
        return HttpResponseRedirect(where, status=303)

    def _which_names(self) -> Form | None:
        """The form with the question who is meant, where a typed name could be several insurers."""
        if self.market.market.kind != "typed":
            return None
        form, unclear = self.form(), False
        for field in form.every:
            meant = self._names.meant(field.value) if field.kind == "named" else ()
            if len(meant) > 1:
                names = [name for _key, name in meant]
                form, unclear = form.with_problem(field.name, problems.which_name(names)), True
        return form if unclear else None

    def _read(self) -> tuple[dict[str, Any], Question | None, QuestionError]:
        """The question as typed; what belonged to an earlier postcode or provider is forgotten."""
        asked = posted.question(self.market, self.typed, self._names)
        if instead := self._instead():
            asked |= {"today": instead.today, "start": instead.start}
        error = QuestionError("", "a question")
        for _attempt in range(1 + len(self.typed.values)):
            try:
                return asked, read(asked, self.day), error
            except QuestionError as found_:
                error = found_
                if error.found is None or not _forgotten(asked, error.field):
                    break
        return asked, None, error

    def _again(self, error: QuestionError) -> HttpResponse:
        """The form with a problem at its field; something that was only skipped is no problem."""
        form = problems.marked(self.form(), error, self.market)
        skipped = error.found is None and error.field.split(".")[0] in ("household", "persons")
        said = without.so_far(self._widths, self.typed) if skipped else ""
        return self.page(form, status=422, so_far=said)

    def _which_plans(self, question: Question) -> Form | None:
        """The form with the question which plan is held, where a provider sells several."""
        form, asked = self.form(), False
        for person, present in enumerate(question.presents):
            name = "present.plan" if not person else f"persons.{person}.present.plan"
            if present is None or present.price or present.provider is None:
                continue
            own = self.typed.one(f"persons.{person}.present.provider") if person else "first"
            chosen, plans = self.typed.one(name), plans_held(question, person)
            if not own or len([held for held in plans if held.price]) < 2:
                continue
            choices = [_plan(held, chosen) for held in plans]
            if name not in self.request.POST or (chosen and chosen != present.plan):
                asked, form = True, form.with_problem(name, problems.which_plan(), choices)
            else:
                form = form.with_list(name, problems.which_plan(), choices)
        closed = self._closed(question)
        for name in closed:
            asked, form = True, form.with_problem(name, problems.closed_plan())
        return form if asked else None

    def _closed(self, question: Question) -> list[str]:
        """The price fields of contracts that nobody prices any more."""
        found_ = []
        for person, present in enumerate(question.presents):
            if present and present.plan and not present.price and present.provider:
                plans = {held.plan: held for held in plans_held(question, person)}
                if present.plan in plans and plans[present.plan].price is None:
                    found_.append(f"persons.{person}.present.price" if person else "present.price")
        return found_

    def form(self) -> Form:
        """The market's form, holding what was typed."""
        currency = self.typed.one("currency") or None
        try:
            market = in_currency(self.market, currency)
        except ValueError:
            market = self.market
        said = without.sentences(self._widths)
        return build(market, language(), self.day, self.typed, self._providers, said)

    def page(self, form: Form, status: int = 200, so_far: str = "") -> HttpResponse:
        """The form as a page."""
        context = {
            "market": self.market,
            "name": self.market.market.name.in_(language()),
            "invented": self.market.invented,
            "form": form,
            "offers": self.typed.offers,
            "instead": self._instead(),
            "unpriced": is_unpriced(self.market),
            "now": self.day,
            "so_far": so_far,
            "of_whom": without.of_whom(self.market, self._widths, language()),
        }
        return render(self.request, "pages/ask.html", context, status=status)

    @cached_property
    def _widths(self) -> without.Widths:
        return without.computed(self.market, self.typed, self.day)

    def _instead(self) -> Newest | None:
        return newest_instead(self.market.key, self.day)

    @cached_property
    def _names(self) -> Names:
        return Names(tuple(self._providers))

    @cached_property
    def _providers(self) -> list[tuple[str, str]]:
        sellers = attributes.providers_of(self.market.key)
        return sorted(sellers.items(), key=lambda item: item[1].casefold())


def _forgotten(asked: dict[str, Any], field: str) -> bool:
    """Whether a value that followed from another answer was there, and is now taken out."""
    if field.endswith("present.plan"):
        person = field.split(".")[1] if field.startswith("persons.") else ""
        holder = asked["persons"][int(person)] if person else asked
        return holder.get("present", {}).pop("plan", None) is not None
    if field == "household.municipality":
        return asked["household"].pop("municipality", None) is not None
    return False


def _plan(held: Held, chosen: str) -> Choice:
    checked = held.plan == chosen
    if held.price is None:
        return Choice(held.plan, held.name, checked, problems.no_longer_sold())
    price = amount(held.price.money.amount, held.price.money.currency)
    return Choice(held.plan, f"{held.name}, {price}", checked)
