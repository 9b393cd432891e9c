"""Has my insurer got worse? Two letters typed side by side, and the offers in hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from compare.markets.currencies import in_currency
from compare.markets.definition import Market
from compare.markets.loader import answering, load
from compare.store.selectors import attributes
from compare.usecases.answering.renewal import check as checked
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.fields import day as read_day
from compare.usecases.asking.question import read
from compare.web import address, problems, twins
from compare.web.asking import plain
from compare.web.asking.check import build_check, holds_offers, papers_of
from compare.web.asking.fields import Form
from compare.web.asking.names import Names
from compare.web.asking.typed_in import ADD, REMOVE, TypedIn, typed_in
from compare.web.checking import Checked, arranged, plain_rows
from compare.web.headers import private
from compare.web.subject import found, today
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

LINK = "link"  # the button by which a reader asks for an address
SHOWN = ("before", "after")
WHO = ("household", "persons")  # what an offer hangs on, and two letters do not
PRICE = re.compile(r"\.price(?:s\.[0-9]+)?$")
FIRST = re.compile(r"\.prices(?:\.0)?$")


@csrf_exempt  # nothing is stored and nobody is logged in: a token would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@private
@explained
def check(request: HttpRequest) -> HttpResponse:
    """`/check`: which kind of contract, the two letters, and what they say together.

    What is posted is answered on the spot and stands in no address, unless the reader presses the
    button that makes one.
    """
    given = request.POST if request.method == "POST" else request.GET
    key = given.get("market", "")
    if not key:
        return _which(request)
    if key not in answering():
        raise address.BadAddress(
            _("We do not know this kind of contract. Choose one of those below.")
        )
    asking = _Checking(request, found(key))
    if ADD in given or REMOVE in given or not asking.typed_anything:
        return asking.asked()
    return asking.linked() if LINK in request.POST else asking.answered()


def _which(request: HttpRequest) -> HttpResponse:
    """The kinds of contract that can be checked; those that need no collected data come first."""
    markets = [load(key) for key in answering()]
    markets.sort(key=lambda m: (m.invented, m.market.kind != "typed", m.market.country or ""))
    rows = [
        {
            "key": market.key,
            "name": market.market.name.in_(language()),
            "currency": _currency(market),
        }
        for market in markets
    ]
    return twins.given(
        request,
        page=lambda: render(request, "pages/check_which.html", {"markets": rows}),
        document=lambda: {"markets": rows},
        rows=lambda: rows,
        markets=[row["key"] for row in rows],
    )


def _currency(market: Market) -> str:
    return _("any country, any currency") if market.market.any_currency else market.market.currency


@dataclass
class _Checking:
    """One request to the check of a market."""

    request: HttpRequest
    market: Market

    @cached_property
    def typed(self) -> TypedIn:
        """What was typed, in the form or in an address."""
        return typed_in(self.request.POST if self.request.method == "POST" else self.request.GET)

    @property
    def typed_anything(self) -> bool:
        """Whether there is more than the choice of a market."""
        names = (name.split(".")[0] for name in self.typed.values)
        return self.request.method == "POST" or any(name in SHOWN for name in names)

    @cached_property
    def day(self) -> date:
        """The day of the check: one that an address names, else the market's today."""
        try:
            return read_day(self.typed.one("today"), "today")
        except QuestionError:
            return today(self.market)

    @cached_property
    def providers(self) -> list[tuple[str, str]]:
        """Who sells in the market, by name."""
        sellers = attributes.providers_of(self.market.key)
        return sorted(sellers.items(), key=lambda item: item[1].casefold())

    @cached_property
    def form(self) -> Form:
        """The two letters as they were typed."""
        try:
            market = in_currency(self.market, self.typed.one("currency") or None)
        except ValueError:
            market = self.market
        return build_check(market, language(), self.day, self.typed, self.providers)

    def papers(self, *, told: bool) -> dict[str, Any]:
        """The letters as the use case reads them."""
        return papers_of(self.market, self.typed, Names(tuple(self.providers)), told=told)

    @property
    def address(self) -> str:
        """Where this check can be read again: codes and amounts, names of known insurers only."""
        papers = self._coded(self.papers(told=False))
        papers["today"] = papers.get("today", self.day)
        if "contract" in papers:
            papers["present"] = {"contract": papers.pop("contract")}
        for key in SHOWN:
            held = {
                k: papers[key].pop(k) for k in ("provider", "plan", "factors") if k in papers[key]
            }
            factors = held.pop("factors", {})
            papers.setdefault("present", {}).update(held)
            papers.setdefault("wanted", {}).update(factors)
        query = address.written(papers, self.market)
        return f"{reverse('web:check')}?market={self.market.key}&{query}"

    def _coded(self, papers: dict[str, Any]) -> dict[str, Any]:
        """The papers with a place and an age as the codes that follow: all that an address may hold.

        Where no price is looked up nobody needs them, and what was left out stays out.
        """
        said = {key: papers[key] for key in ("household", "persons") if key in papers}
        try:
            question = read({"market": self.market.key, **said}, self.day)
        except QuestionError:
            return papers
        stated = address.stated({"persons": [{}], **said}, question, self.market)
        return papers | {key: stated[key] for key in said}

    def linked(self) -> HttpResponse:
        """The address of what can be answered, or the form with what is in the way."""
        try:
            checked(self.papers(told=False), self.day)
        except QuestionError as error:
            return self.page(self._marked(error), status=422)
        return HttpResponseRedirect(self.address, status=303)

    def answered(self) -> HttpResponse:
        """What the letters say together, or the form with what is in the way."""
        told = self.request.method == "POST"
        try:
            document = checked(self.papers(told=told), self.day, language())
        except QuestionError as error:
            alone = self._letters_alone(error, told=told)
            return self.page(self._marked(error), status=422, shown=alone)
        return twins.given(
            self.request,
            page=lambda: self.page(self.form, shown=arranged(document, self.market, language())),
            document=lambda: document,
            rows=lambda: plain_rows(document),
            markets=(self.market.key,),
        )

    def _letters_alone(self, error: QuestionError, *, told: bool) -> Checked | None:
        """What the letters say, where only the offers cannot be judged until more is known of whom
        they are for; None where something else is in the way.
        """
        papers = self.papers(told=told)
        offered = papers.pop("quotes", None)
        if not offered or error.field.split(".")[0] not in WHO:
            return None
        try:
            document = checked(papers, self.day, language())
        except QuestionError:
            return None
        return arranged(document, self.market, language())

    def asked(self) -> HttpResponse:
        """The empty form, or what is typed so far."""
        return twins.given(
            self.request,
            page=lambda: self.page(self.form),
            document=lambda: {
                "market": self.market.key,
                "questions": list(plain.questions(self.form)),
            },
            rows=lambda: plain.rows(self.form),
            markets=(self.market.key,),
        )

    def _marked(self, error: QuestionError) -> Form:
        error = _as_alone(error)
        if error.field in SHOWN:  # the check itself: an old price of nothing
            error = QuestionError(f"{error.field}.price", error.expected, error.found)
        if error.field.startswith("contract"):
            error = QuestionError(
                f"present.{error.field}", error.expected, error.found, error.allowed
            )
        if PRICE.search(error.field) and error.found is None:
            alone = (self.form.people or 1) == 1
            said = problems.price_needed(published=self._published and alone)
            return self.form.with_problem(error.field, said)
        return problems.marked(self.form, error, self.market)

    @property
    def _link(self) -> str:
        """Where a result stands that was asked for by its address; nobody's that was typed does."""
        return self.address if self.request.method != "POST" else ""

    @property
    def _published(self) -> bool:
        return self.market.market.kind == "offers"

    def page(self, form: Form, status: int = 200, shown: Checked | None = None) -> HttpResponse:
        """The form, below what was found."""
        context = {
            "market": self.market,
            "name": self.market.market.name.in_(language()),
            "invented": self.market.invented,
            "now": today(self.market),
            "form": form,
            "offers": self.typed.offers if holds_offers(self.market, self.typed) else 0,
            "people": self.form.people or 1,
            "checked": shown,
            "kept": [
                (name, self.typed.one(name)[:40])
                for name in ("today", "present.plan")
                if self.typed.one(name)
            ],
            "link": self._link if shown and not form.problems else "",
        }
        return render(self.request, "pages/check.html", context, status=status)


def _as_alone(error: QuestionError) -> QuestionError:
    """An error of the first of several prices: the form names that one as a price alone."""
    field = FIRST.sub(".price", error.field)
    return QuestionError(field, error.expected, error.found, error.allowed)
