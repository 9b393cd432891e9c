"""What the codes of an answer are called on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from compare.markets.definition import Market
from compare.markets.factors import Factor, PlanAttribute
from compare.markets.words import Texts
from compare.web.templatetags.worth import amount, in_turn, number, rounded


@dataclass(frozen=True, slots=True)
class Words:
    """A market's own words in the language of the page."""

    market: Market
    language: str

    def attribute(self, key: str) -> str:
        """What a term, a factor or an attribute of a plan is called."""
        labels = {
            **{term.key: term.label for term in self.market.terms.term},
            **{factor.key: factor.label for factor in self.market.market.factor},
            **{item.key: item.label for item in self.market.market.attribute},
        }
        label = labels[key].in_(self.language) if key in labels else key.replace("_", " ")
        return label[:1].upper() + label[1:]

    def code(self, key: str, code: str) -> str:
        """What a code of a factor or attribute is called."""
        for item in (*self.market.market.factor, *self.market.market.attribute):
            if item.key == key:
                return self._named(item.names, code, getattr(item, "unit", None))
        return code

    def cited(self, reference: str | None) -> str:
        """Where a rule can be read; of several, one after the other. Empty where there is nothing.

        The engine's own rules stand on the page of the method, which each of them leads to.
        """
        known = self.market.references
        lines = [line for line in (reference or "").splitlines() if not OWN.match(line)]
        return in_turn(known[line].in_(self.language) if line in known else line for line in lines)

    def household(self, codes: Mapping[str, Any]) -> str:
        """A household or one person of it by its codes: Bern, 26 and over, deductible CHF 300."""
        market = self.market.market
        factors = [f for f in market.factor if f.key in codes and codes[f.key] != f.absent]
        kinds = [kind for kind in market.attribute if kind.key in codes]
        return ", ".join(self._said(item, codes[item.key]) for item in (*factors, *kinds))

    def _said(self, item: Factor | PlanAttribute, code: Any) -> str:
        """A code by its name; a bare number says what it is the number of."""
        text = str(code).lower() if isinstance(code, bool) else str(code)
        named = self.code(item.key, text)
        if text in item.names or not text.isdigit():
            return named
        return f"{item.label.in_(self.language)} {named}"

    def _named(self, names: Mapping[str, Texts], code: str, unit: str | None) -> str:
        if code in names:
            return names[code].in_(self.language)
        return rounded(code, unit) if unit and code.isdigit() and len(unit) == 3 else code

    def term(self, value: Any, unit: str | None) -> tuple[str, bool]:
        """A promised value in words, and whether it is one of the four kinds of missing."""
        missing = {
            None: _("not known"),
            "not_stated": _("not stated"),
            "not_offered": _("not offered"),
            "unlimited": _("without limit"),
            "not_collected": _("not collected"),
        }
        statuses = {
            "covered": pgettext("of a risk", "covered"),
            "restricted": _("restricted, condition not known"),
            "excluded": pgettext("of a risk", "excluded"),
        }
        if isinstance(value, dict):
            condition = value.get("restricted")
            return (
                (_("restricted: %s") % self._condition(str(condition)), False)
                if condition
                else (
                    statuses["restricted"],
                    False,
                )
            )
        if value in missing:
            return missing[value], value != "unlimited"
        if value in statuses:
            return statuses[value], False
        return self._quantity(str(value), unit), False

    def _condition(self, condition: str) -> str:
        """The condition of a restriction: the kind of plan that brings it, by its name."""
        for kind in self.market.market.attribute:
            if condition in kind.names:
                return kind.names[condition].in_(self.language)
        return condition

    def _quantity(self, text: str, unit: str | None) -> str:
        try:
            known = Decimal(text)
        except ArithmeticError:
            return text
        if unit and len(unit) == 3 and unit.isupper():
            return amount(known, unit)
        return measured(known, unit)


OWN = re.compile(r"domain [0-9]")
SIGNS = {  # of units, the same in every language
    "cent per kilowatt hour": "c/kWh",
    "centimetre": "cm",
    "gigabit per second": "Gbit/s",
    "gigabyte": "GB",
    "kilogram": "kg",
    "kilometre": "km",
    "kilowatt hour": "kWh",
    "megabit per second": "Mbit/s",
    "megabyte": "MB",
    "metre": "m",
    "percent": "%",
    "terabyte": "TB",
}


def measured(value: Decimal, unit: str | None) -> str:
    """A number with its unit in words: 1 month, 2 months."""
    text = number(value)
    if unit is None:
        return text
    count = int(value) if value == value.to_integral_value() else 2
    return f"{text}\xa0{unit_words(unit, count)}"


def unit_words(unit: str, count: int = 2) -> str:
    """A unit in words, for so many of it; one that we have no word for as it is written."""
    words = {
        "day": ngettext("day", "days", count),
        "week": ngettext("week", "weeks", count),
        "month": ngettext("month", "months", count),
        "year": ngettext("year", "years", count),
        "hour": ngettext("hour", "hours", count),
        "business day": ngettext("business day", "business days", count),
        **SIGNS,
    }
    return words.get(unit, unit)


def span(low: str, high: str) -> str:
    """A range in words."""
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def step(key: str) -> str:
    """What an item of the sum is called."""
    if key.startswith("wait_"):
        return _("Waiting period")
    return steps().get(key, key.removeprefix("fee_").replace("_", " ").capitalize())


def steps() -> dict[str, str]:
    """The items of a sum that have a name of ours."""
    return {
        "premium": _("Premiums"),
        "later_price": _("The price after the first term"),
        "instalments": _("Charge for paying in instalments"),
        "hassle": _("Your time"),
        "later_hassle": _("Your time, each later year"),
        "out_of_pocket": _("What you pay yourself when something happens"),
        "early_days": _("The days that begin early"),
        "late_days": _("The days before you can leave"),
        "waiting": _("Your present contract until you can leave"),
        "next_exit": _("The next day on which you can leave"),
        "refund": _("What comes back of the premium"),
        "cancellation_fee": _("Fee for leaving"),
        "exit_fee": _("Fee for leaving"),
        "overlap": _("Days paid twice"),
        "gap": _("Days without cover"),
        "cashback": _("Cash paid by the new provider"),
        "bonus_lost": _("Lost bonus"),
        "bundle_lost": _("Discount lost on another policy"),
        "loyalty_lost": _("Reward for staying, lost"),
        "notice": _("When your contract ends"),
        "net_now": _("If you left at once"),
        "net_at_renewal": _("If you waited for the renewal"),
        "total": _("If you move"),
        "exit": _("When you can leave"),
        "deadline": _("By when notice must be given"),
        "settlement": _("The last account"),
        "redirect": _("How long payments are sent on"),
        "switch_service": _("When the switch is done"),
        "open_enrolment": _("The season in which one may choose"),
        "special_enrolment": _("The weeks around an event"),
        "lifetime_loading": _("Loading for joining late"),
        "loaded_premium": _("Your premium with the loading"),
        "fees": _("Fees of the quote"),
        "early_termination": _("Charge for leaving early"),
        "retained_premium": _("Premium that is kept"),
    }


PAID = "all-that-is-paid"
DAYS = "the-same-days"
RULES = {
    "hassle": "time-has-a-price-and-it-is-published",
    "later_hassle": "time-has-a-price-and-it-is-published",
    "out_of_pocket": "what-happens-when-something-happens",
    "net": "sure-enough",
    "exit": DAYS,
    "notice": DAYS,
    "deadline": DAYS,
    "waiting": DAYS,
    "next_exit": DAYS,
    "early_days": DAYS,
    "late_days": DAYS,
}


def rule_of(key: str) -> str:
    """The paragraph of the method page under which an item of the sum is explained."""
    return RULES.get(key, PAID)


def service(state: dict[str, Any]) -> tuple[str, bool]:
    """The service of an offer against the present one, and whether nothing is known."""
    if state["unknown"]:
        return _("nothing published"), True
    return {
        "better": _("better, as far as counts show"),
        "worse": _("worse, as far as counts show"),
        "equivalent": _("about the same"),
    }.get(state["state"], _("no evidence that it is any better")), False


def service_range(state: dict[str, Any], market: Market) -> str:
    """Behind the service of an offer: each measure against the present provider's, with its range."""
    kinds = {measure.key: measure.kind for measure in market.quality.measure}
    said = []
    for key, found in state["measures"].items():
        interval = found["interval"]
        if found["too_few"]:
            said.append(_("too few cases to compare"))
        elif interval is not None and "inf" not in interval.values():
            low, high = interval["low"], interval["high"]
            if kinds[key] == "proportion":
                points = {"low": number(f"{100 * low:.1f}"), "high": number(f"{100 * high:.1f}")}
                said.append(_("%(low)s to %(high)s percentage points apart") % points)
            else:
                times = {"low": number(f"{low:.2f}"), "high": number(f"{high:.2f}")}
                said.append(_("%(low)s to %(high)s times as often") % times)
    return in_turn(dict.fromkeys(said))
