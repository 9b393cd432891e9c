"""What a year of a product costs or earns, as far as it is stated in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scrapers.kit.json_document import fields
from scrapers.sources.au_cdr_banking.listed import amounts_of, number, rate_in, term_of
from scrapers.sources.au_cdr_banking.tiers import Component, interest, unpriced

Item = Mapping[str, Any]
ACCOUNT, DEPOSIT, CARD, LOAN = "account", "term_deposit", "card", "loan"
KINDS = {
    "TRANS_AND_SAVINGS_ACCOUNTS": ACCOUNT,
    "REGULATED_TRUST_ACCOUNTS": ACCOUNT,
    "TERM_DEPOSITS": DEPOSIT,
    "CRED_AND_CHRG_CARDS": CARD,
    "RESIDENTIAL_MORTGAGES": LOAN,
    "PERS_LOANS": LOAN,
    "OVERDRAFTS": LOAN,
    "BUSINESS_LOANS": LOAN,
    "MARGIN_LOANS": LOAN,
    "TRADE_FINANCE": LOAN,
    "LEASES": LOAN,
    "TRAVEL_CARDS": ACCOUNT,
}
UNITS = {ACCOUNT: "balance", DEPOSIT: "locked", CARD: "card_debt", LOAN: "loan"}
ABROAD = "spend_abroad"
PERIODS = {"P1M": (1, "month"), "P3M": (1, "quarter"), "P6M": (2, "year"), "P12M": (1, "year")}
DISCOUNT = (
    *("additionalInfo", "additionalInfoUri", "additionalValue", "amount", "eligibility"),
    *("accruedRate", "balanceRate", "transactionRate", "feeRate"),
)
REACHED = {"BALANCE": "balance", "DEPOSITS": "deposits"}
# A periodic fee with such a word in its name is not one of every customer's year.
OCCASION = re.compile(
    r"dorman|inactiv|overdraw|overlimit|arrears|late|statement|sms|paper|additional|supplement|"
    r"second|duplicate|establish|unused|joint|custody|audit|certificate",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"foreign|international|overseas|currency.conversion", re.IGNORECASE)
CASH = re.compile(r"cash|withdraw|atm\b|telegraphic|draft|cheque|transfer|balance", re.IGNORECASE)
ONLY_NEW = re.compile(r"new .{0,40}(customer|account)|first \d+ months|introduct|promotion", re.I)
UP_TO = re.compile(r"balances up to\s*\$([\d,]+)", re.IGNORECASE)
AMOUNT = re.compile(r"[\d,]*\d(?:\.\d+)?")


def components(product: Item, kind: str, at: str) -> Iterator[Component]:
    """Interest, fees of every year and conversions, in the order of a bill."""
    if product["isTailored"]:
        yield unpriced("rates and fees, which are made for each customer")
    if kind in (ACCOUNT, DEPOSIT):
        yield from _received(product.get("depositRates") or (), kind)
    else:
        yield _paid(product.get("lendingRates") or (), kind)
    fees = product.get("fees") or ()
    yield from _periodic(fees, at)
    yield from _conversion(fees)


def _received(rates: Sequence[Item], kind: str) -> Iterator[Component]:
    unit, read = UNITS[kind], [(each, rate_in(each)) for each in rates]
    new = [each for each, _ in read if _is_new(each) and kind == ACCOUNT]
    usual = [(e, r) for e, r in read if r is not None and not any(e is n for n in new)]
    bonus = [(e, r) for e, r in usual if "BONUS" in e["depositRateType"]]
    base = [(e, r) for e, r in usual if "BONUS" not in e["depositRateType"]]
    variable = [(e, r) for e, r in base if e["depositRateType"] != "FIXED"]
    if kind == ACCOUNT and variable:
        base = variable  # fixed rates of an account are a part of it that is locked on request
    if base:
        yield interest(((rate, each.get("tiers") or ()) for each, rate in base), unit)
    elif not rates:
        yield {"kind": "per_unit", "price": "0", "unit": unit}
    elif not usual and not new:
        yield unpriced("a rate")
    if bonus:
        earned = interest(((rate, each.get("tiers") or ()) for each, rate in bonus), unit)
        yield {"kind": "conditional", "condition": "bonus", "component": _capped(earned, bonus)}
    if new:
        why = unpriced("what an introductory rate takes the place of, and when it ends")
        yield {"kind": "conditional", "condition": "new_customer", "component": why}


def _is_new(rate: Item) -> bool:
    return rate["depositRateType"] == "INTRODUCTORY" or (
        "BONUS" in rate["depositRateType"] and bool(ONLY_NEW.search(_said(rate)))
    )


def _capped(earned: Component, bonus: Sequence[tuple[Item, Decimal]]) -> Component:
    """A bonus that prose bounds to a balance: what lies beyond earns none."""
    found = {limit[1].replace(",", "") for each, _ in bonus if (limit := UP_TO.search(_said(each)))}
    if not found or earned["kind"] != "per_unit":
        return earned
    if len(found) > 1:
        return unpriced("up to which balance a bonus is paid")
    steps = [[found.pop(), earned["price"]], [None, "0"]]
    return {"kind": "block", "unit": earned["unit"], "blocks": steps, "per": "year"}


def _said(item: Item) -> str:
    words = f"{item.get('additionalInfo') or ''} {item.get('additionalValue') or ''}"
    return " ".join(words.split())


def _paid(rates: Sequence[Item], kind: str) -> Component:
    """One rate on what is owed: that of purchases on a card, the only one of a loan."""
    wanted = [r for r in rates if kind != CARD or r["lendingRateType"] == "PURCHASE"]
    found = {rate_in(each) for each in wanted} - {None}
    if len(found) != 1 or any(each.get("tiers") for each in wanted):
        return unpriced("which of several rates holds" if found else "a rate")
    return {"kind": "per_unit", "price": str(found.pop()), "unit": UNITS[kind]}


def _periodic(fees: Sequence[Item], at: str) -> Iterator[Component]:
    mine = [
        fee for fee in fees if fee["feeType"] == "PERIODIC" and not OCCASION.search(fee["name"])
    ]
    charged = [fee for fee in mine if any(amount for _, amount in amounts_of(fee))]
    named: dict[str, dict[tuple[object, str], Item]] = {}
    for fee in sorted(charged, key=lambda fee: (fee["name"], str(fee.get("amount")))):
        name = " ".join(fee["name"].split())
        named.setdefault(name, {})[number(fee.get("amount")), _period(fee)] = fee
    if sum("option" in name.casefold() for name in named):
        yield unpriced("which of several account fees is chosen")
        return
    for name, alike in named.items():
        (fee, *others) = alike.values()
        amount = number(fee.get("amount"))
        if others or not amount:
            yield unpriced(f"the fee “{name}”: {'which of several it is' if others else 'of what'}")
        elif _period(fee) not in PERIODS:
            yield unpriced(f"how often the fee “{name}” is charged")
        else:
            times, per = PERIODS[_period(fee)]
            yield _waived(fee, {"kind": "fixed", "amount": str(amount * times), "per": per}, at)


def _period(fee: Item) -> str:
    said = term_of(fee.get("additionalValue"))
    name = fee["name"].casefold()
    return said or ("P1M" if "month" in name else "P12M" if "annual" in name else "")


def _waived(fee: Item, charge: Component, at: str) -> Component:
    """A fee that a balance, deposits or the account's own terms take away as a whole."""
    reached: list[list[str]] = []
    other = False
    for discount in fee.get("discounts") or ():
        kind, _ = fields(discount, ("discountType", "description"), DISCOUNT, at=f"{at}.discounts")
        off, share = number(discount.get("amount")), number(discount.get("feeRate"))
        whole = share == 1 or (off is not None and off >= (number(fee["amount"]) or 0))
        least = AMOUNT.search(str(discount.get("additionalValue") or ""))
        if whole and kind in REACHED and least:
            reached.append([REACHED[kind], least[0].replace(",", "")])
        other = other or (whole and kind not in REACHED and kind != "FEE_CAP")
    if not reached and not other:
        return charge
    condition = {"condition": "fee_waiver"} if other else {}
    return {"kind": "waived", "component": charge, "reached": sorted(reached), **condition}


def _conversion(fees: Sequence[Item]) -> Iterator[Component]:
    mine = [fee for fee in fees if FOREIGN.search(fee["name"]) and not CASH.search(fee["name"])]
    shares = {share for fee in mine for basis, share in amounts_of(fee) if basis == "share"}
    if len(shares) == 1:
        yield {"kind": "per_unit", "price": str(shares.pop()), "unit": ABROAD}
    elif shares:
        why = unpriced("which of several conversion fees holds")
        yield {"kind": "if_used", "unit": ABROAD, "component": why}
