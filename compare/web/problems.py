"""What was wrong with a question, said to a person at the field that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.usecases.asking.fields import QuestionError
from compare.values.missing import Missing
from compare.web.asking import dates
from compare.web.asking.codes import missing_words, no_day
from compare.web.asking.fields import Choice, Form
from compare.web.templatetags.worth import day, in_turn, language

MOST_NAMED = 8
PRICES = re.compile(r"prices\.[0-9]+$")


def marked(form: Form, error: QuestionError, market: Market) -> Form:
    """The form with the error at its field, and with the values to choose from where there are some."""
    return form.with_problem(error.field, sentence(error, market), _choices(error, market))


def sentence(error: QuestionError, market: Market) -> str:
    """One sentence on what is expected, in the language of the page."""
    last = PRICES.sub("price", error.field).rpartition(".")[2]
    fixed = {
        "postcode": _("We do not know this postcode in this market."),
        "municipality": _(
            "This postcode lies in several price regions. Which is your municipality?"
        ),
        "price": _(
            "Write an amount as in 1401.20: no mark between the thousands, two decimals at most."
        ),
        "contract": _("The two days of the contract's term do not go together."),
        "provider": _("Choose the provider, or type what you pay now."),
        "plan": _("Which of its contracts do you have?"),
        "name": _("Two offers need two names."),
        "per": _("Choose how often it is paid."),
        "quotes": _("Four offers can be compared at once."),
        "persons": _("Twelve persons can be asked about at once."),
        "focus": _("Choose one of these, or none."),
        "currency": _("Choose a currency."),
        "start": _day(error, _("This day does not fit.")),
        "end": _day(error, _("This day does not fit.")),
        "date": _day(error, _("A quote has a day until today.")),
        "notice_days": _("Write a whole number of days."),
        "bonus_years": _("Write a whole number of years."),
        "refund_share": _("Write a part between 0 and 1, as in 0.9."),
        "cancellation_fee": _(
            "Write an amount as in 1401.20: no mark between the thousands, two decimals at most."
        ),
    }
    if last in fixed:
        return fixed[last]
    for factor in market.market.factor:
        label = factor.label.in_(language())
        if last == factor.derived_from:
            return _("Write the year with four digits, as in 1980.")
        if last == factor.key and error.found is None:
            return _("We need this for a price: %(what)s.") % {"what": label}
        if last == factor.key:
            return _("This does not go with the other answers: %(what)s.") % {"what": label}
    for term in market.terms.term:
        if last == term.key:
            words = {"what": term.label.in_(language()), **_missing()}
            return _("Write a number, “%(none)s” or “%(unlimited)s”: %(what)s.") % words
    return _("Something in this question does not go together.")


def _day(error: QuestionError, does_not_fit: str) -> str:
    """What is wrong with a day: not understood, could be two, or understood and no day that fits."""
    days = dates.meant(str(error.found or ""), language())
    if len(days) == 1:
        return does_not_fit
    if days:
        said = {"one": day(days[0]), "other": day(days[1])}
        return _("That can be %(one)s or %(other)s. Write the month as a word.") % said
    return no_day()


def _missing() -> dict[str, str]:
    said = missing_words()
    return {"none": said[Missing.NOT_OFFERED], "unlimited": said[Missing.UNLIMITED]}


def closed_plan() -> str:
    """Asked where the plan that is held is no longer sold."""
    return _(
        "This plan is no longer sold, so its price is not published. Type it from your last bill."
    )


def no_longer_sold() -> str:
    """The heading above old plans."""
    return _("no longer sold")


def which_plan() -> str:
    """Asked where the present provider sells several plans to this household."""
    return _("Which of its contracts do you have?")


def which_name(names: Sequence[str]) -> str:
    """Asked where what was typed is part of several insurers' names."""
    said = _("Several are called like that: %(names)s. Choose yours, or leave it empty.")
    return said % {"names": in_turn([*names[:MOST_NAMED], *(["…"] if names[MOST_NAMED:] else [])])}


def no_questions(market: Market) -> str:
    """Why there is nothing to ask."""
    name = market.market.name.in_(language())
    return _("%(market)s has no questions: it shows figures only.") % {"market": name}


def _choices(error: QuestionError, market: Market) -> list[Choice]:
    """What may be chosen, where the definition or the error names it."""
    last = error.field.rpartition(".")[2]
    if last == "municipality":
        pairs = (str(item).partition(" (") for item in error.allowed)
        return [Choice(code, name.rstrip(")")) for code, _bracket, name in pairs]
    for factor in market.market.factor:
        if factor.key == last:
            codes = [
                str(code).lower() if isinstance(code, bool) else str(code) for code in error.allowed
            ]
            names = factor.names
            return [Choice(c, names[c].in_(language()) if c in names else c) for c in codes]
    return []


def in_address(error: QuestionError, market: Market) -> str:
    """What is wrong with the question that an address carries, and what would work."""
    allowed = ", ".join(str(item)[:40] for item in error.allowed[:30])
    said = _("In this address, “%(field)s” does not work.") % {"field": error.field[:80]}
    if allowed:
        said += " " + _("It may be: %s.") % allowed
    return (
        said
        + " "
        + _("Or start from the questions of %(market)s.")
        % {"market": market.market.name.in_(language())}
    )


def price_needed(*, published: bool) -> str:
    """Asked where a letter has no price."""
    if published:
        return _("Type the price of this letter, or say whose it is so that we can look it up.")
    return _("Type the price of this letter: the check needs both.")
