"""Quotes in hand: up to four typed offers, put through the same engine as any other (domain 6.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.cost.one_off import OneOff, cashback, exact_item
from compare.decide.offer_table import OfferTable
from compare.decide.situation import LeftOut
from compare.values.offer import Offer
from compare.values.question import Code, Quote
from compare.values.terms import Attribute

MOST = 4
DAYS_APART = 7


@dataclass(frozen=True)
class InHand:
    """The comparable quotes as a table of offers, and those left out with the reason."""

    offers: OfferTable
    left_out: tuple[LeftOut, ...]


def quotes_in_hand(
    quotes: Sequence[Quote],
    attributes: Sequence[Attribute],
    profile: Mapping[str, Code],
    today: date,
    own: str | None = None,
) -> InHand:
    """Quotes as offers, where they can be compared: one profile, and dates within seven days.

    A quote without a profile was typed for this household, one without a date today. Dates count
    against the newest quote. A quote by the name of the present provider (`own`) is its written
    offer to stay.

    Raises:
        ValueError: more than four quotes, two of one name, or a date after today.
    """
    _check(quotes, today)
    dates = [quote.quoted_on or today for quote in quotes]
    newest = max(dates, default=today)
    kept, left_out = [], []
    for quote, day in zip(quotes, dates, strict=True):
        if quote.profile and dict(quote.profile) != dict(profile):
            left_out.append(LeftOut(quote.name, quote.name, "another_profile"))
        elif (newest - day).days > DAYS_APART:
            days = {"days": str((newest - day).days)}
            left_out.append(LeftOut(quote.name, quote.name, "dates_apart", days))
        else:
            kept.append(quote)
    table = OfferTable.of(
        attributes,
        [_offer(quote, own) for quote in kept],
        once={index: items for index, q in enumerate(kept) if (items := _once(q))},
        renewal={index: q.renewal_price for index, q in enumerate(kept) if q.renewal_price},
    )
    return InHand(table, tuple(left_out))


def _offer(quote: Quote, own: str | None) -> Offer:
    is_own = own is not None and quote.name.casefold() == own.casefold()
    return Offer(
        provider=own if is_own and own else quote.provider or quote.name,
        provider_name=quote.name,
        plan="quote",
        plan_name=quote.name,
        price=quote.price,
        factors={
            key: value
            for key, value in quote.profile.items()
            if isinstance(value, Decimal | int | str) and not isinstance(value, bool)
        },
        terms=quote.terms,
        instalments=quote.instalments,
    )


def _once(quote: Quote) -> tuple[OneOff, ...]:
    """What the quote asks and gives once."""
    currency = quote.price.money.currency
    items = []
    if quote.fees:
        items.append(exact_item("fees", quote.fees, currency, "as quoted", {}, None))
    if quote.cashback:
        items.append(cashback(quote.cashback, quote.cashback_probability, currency))
    return tuple(items)


def _check(quotes: Sequence[Quote], today: date) -> None:
    if len(quotes) > MOST:
        raise ValueError(f"expected at most {MOST} quotes, found {len(quotes)}")
    if len({quote.name for quote in quotes}) < len(quotes):
        raise ValueError("expected quotes of different names, found one name twice")
    for quote in quotes:
        if quote.quoted_on and quote.quoted_on > today:
            raise ValueError(
                f"{quote.name}: expected a date until {today}, found {quote.quoted_on}"
            )
        if quote.fees < 0:
            raise ValueError(f"{quote.name}: expected fees of at least 0, found {quote.fees}")
