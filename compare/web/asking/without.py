"""How much wider an answer is without one of its questions, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.usecases.asking.widths import Width, Widths, place_codes, widths
from compare.values.money import Money
from compare.web.answer_page.words import Words
from compare.web.asking.per import every
from compare.web.asking.posted import plain_number
from compare.web.asking.typed_in import TypedIn
from compare.web.templatetags.worth import amount


def computed(market: Market, typed: TypedIn, today: date) -> Widths:
    """The widths for what was typed of the first person so far."""
    said = {
        factor.key: value
        for factor in market.market.factor
        for name in (f"household.{factor.key}", f"persons.0.{factor.key}", f"wanted.{factor.key}")
        if (value := typed.one(name) or typed.one(f"kept.{name}"))
    }
    said |= place_codes(market, typed.one("household.postcode").strip()[:12], today)
    for factor in market.market.factor:
        year = typed.one(f"persons.0.{factor.derived_from}").strip() if factor.derived_from else ""
        if year.isdecimal() and len(year) == 4:
            age = today.year + (market.market.starts == "next_year") - int(year)
            bands = factor.bands.items()
            fitting = [code for code, (low, high) in bands if low <= age < (high or 999)]
            said |= dict.fromkeys([factor.key], fitting[0]) if fitting else {}
    wanted = {
        item.wanted: tuple(
            code for code in typed.all(f"wanted.{item.wanted}") if code in item.codes
        )
        for item in market.market.attribute
    }
    return widths(market, said, {key: codes for key, codes in wanted.items() if codes}, today)


def sentences(found: Widths) -> dict[str, str]:
    """One sentence per question that widens the answer, by the question's key."""
    said = _("Without it, the cheapest offer could cost anything %(range)s.")
    return {key: said % {"range": between(width)} for key, width in found.by_question.items()}


def between(width: Width) -> str:
    """A range of prices: between CHF 210.30 and CHF 410.50 a month."""
    return _("between %(low)s and %(high)s a %(period)s") % {
        "low": amount(width.low.amount, width.low.currency),
        "high": amount(width.high.amount, width.high.currency),
        "period": every(width.per),
    }


def of_whom(market: Market, found: Widths, language: str) -> str:
    """For whom the ranges were computed, where nobody has said yet; empty where all was said."""
    if not found.by_question or not found.typical:
        return ""
    words = Words(market, language)
    codes: Mapping[str, str] = found.codes
    said = [
        words.code(f.key, codes[f.key])
        for f in market.market.cell_factors
        if f.key in codes
        and codes[f.key] != f.absent
        and not (f.of == "household" and codes[f.key].isdigit())
    ]
    return _(
        "The ranges below are for a household that many have (%(who)s), until you have answered."
    ) % {"who": ", ".join(said)}


def so_far(found: Widths, typed: TypedIn) -> str:
    """What can be said although something needed was skipped; empty where nothing can."""
    if found.whole is None:
        return ""
    said = _("So far we can only say this: the cheapest offer costs %(range)s.") % {
        "range": between(found.whole)
    }
    paid = _paid(typed, found.whole)
    if paid is None:
        return said
    most = paid - found.whole.low
    if most.amount <= 0:
        return f"{said} " + _("You pay less than any of them: there is nothing to gain.")
    least = paid - found.whole.high
    range_ = Width(Money(max(least.amount, Decimal(0)), paid.currency), most, found.whole.per)
    return f"{said} " + _("With what you pay now, moving could save %(range)s.") % {
        "range": between(range_)
    }


def _paid(typed: TypedIn, width: Width) -> Money | None:
    """The price that was typed, as often as the published ones are paid."""
    try:
        value = Decimal(plain_number(typed.one("present.price").strip()))
    except InvalidOperation:
        return None
    return Money(value, width.low.currency) if value.is_finite() else None
