"""Every rate and fee of a product as a line of its price list, in an order that no day changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from scrapers.kit.json_document import fields
from scrapers.sources.au_cdr_banking.tiers import bounds

Item = Mapping[str, Any]
Line = dict[str, Any]
CARD = ("PURCHASE", "CASH_ADVANCE")
DISCOUNT = "DISCOUNT"
RATE = (
    *("additionalInfo", "additionalInfoUri", "additionalValue", "applicationFrequency"),
    *("calculationFrequency", "tiers"),
)
LENDING = ("comparisonRate", "interestPaymentDue", "loanPurpose", "repaymentType", *RATE)
SHARES = ("transactionRate", "balanceRate", "accruedRate")
FEE = (
    *("additionalInfo", "additionalInfoUri", "additionalValue", "accrualFrequency", "amount"),
    *("currency", "discounts", *SHARES),
)
_PERCENT = re.compile(r"^(\d+(?:\.\d+)?)\s*%")
_PERCENT_IN = re.compile(r"\d\s?%")
_TERM = re.compile(r'"Term": (\d+), "Period": "(?:EO)?([DMY])')
_FIGURE = re.compile(r"\$\s?(?P<money>[\d,]*\d(?:\.\d+)?)|(?P<percent>\d+(?:\.\d+)?)\s?%")
PROSE = 120  # characters of prose that tell two lines apart


def number(text: object) -> Decimal | None:
    """A printed amount; None where there is none, or only words."""
    try:
        return None if text is None else Decimal(str(text).strip())
    except InvalidOperation:
        return None


def rate_of(text: object) -> Decimal | None:
    """A yearly share. A few banks wrote percent for a while, 3.25, and then 0.0325: no rate is over 1."""
    found = number(text)
    return None if found is None else found / 100 if abs(found) > 1 else found


def rate_in(item: Item) -> Decimal | None:
    """The rate of a line; None too where a nought stands beside a rate in words, "7.69% p.a."."""
    rate = rate_of(item["rate"])
    words = (item.get("additionalInfo"), item.get("additionalValue"))
    return None if rate == 0 and any(_PERCENT_IN.search(str(word)) for word in words) else rate


def term_of(text: object) -> str:
    """A period as ISO 8601 has it, `P12M` and `P1Y` in one form; "" for prose or nothing."""
    said = str(text or "")
    if found := _TERM.search(said):
        said = f"P{found[1]}{found[2]}"
    if found := re.fullmatch(r"P(\d+)([DMY])", said):
        months = {"M": 1, "Y": 12}.get(found[2])
        return f"P{int(found[1]) * months}M" if months else said
    return ""


def lines(product: Item, at: str) -> list[Line]:
    """The lines of one product, each once, sorted.

    Raises:
        PageChanged: a key of a rate or a fee that nobody has read yet.
    """
    told: dict[tuple[Any, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    found = [*_deposit(product, at), *_lending(product, at), *_fees(product, at)]
    for line, prose in found:
        told[_key(line)][line["amount"]].add(prose)
    kept = {
        (*_key(line), line["amount"], p): line
        for line, prose in found
        for line, p in [_told_apart(line, prose, told[_key(line)])]
    }
    return [kept[key] for key in sorted(kept)]


def _key(line: Line) -> tuple[Any, ...]:
    return (line["direction"], line["name"], tuple(line.get("details", ())), line["basis"])


def _told_apart(line: Line, prose: str, amounts: Mapping[str, set[str]]) -> tuple[Line, str]:
    """A line with its prose, where lines that are alike otherwise have several amounts."""
    if len(amounts) < 2 or not prose:
        return line, ""
    return {**line, "details": [*line.get("details", ()), prose]}, prose


def _deposit(product: Item, at: str) -> Iterator[tuple[Line, str]]:
    for item in product.get("depositRates") or ():
        kind, _ = fields(item, ("depositRateType", "rate"), RATE, at=f"{at}.depositRates")
        yield from _rate(item, "received", kind.casefold(), ())


def _lending(product: Item, at: str) -> Iterator[tuple[Line, str]]:
    rates = product.get("lendingRates") or ()
    for item in rates:
        kind, _ = fields(item, ("lendingRateType", "rate"), LENDING, at=f"{at}.lendingRates")
        way = "received" if _is_margin(item, rates) else "paid"
        name = kind.casefold() if kind in CARD else f"lending {kind.casefold()}"
        use = [str(item.get(key) or "").casefold() for key in ("loanPurpose", "repaymentType")]
        yield from _rate(item, way, name, use)


def _is_margin(item: Item, rates: Iterable[Item]) -> bool:
    """Whether a discount is what is taken off another rate; some banks print the rate that is left."""
    off = rate_in(item)
    usual = [
        rate
        for each in rates
        if DISCOUNT not in each["lendingRateType"] and (rate := rate_in(each))
    ]
    return bool(DISCOUNT in item["lendingRateType"] and off and usual and 0 < off < min(usual) / 2)


def _rate(item: Item, way: str, name: str, use: Sequence[str]) -> Iterator[tuple[Line, str]]:
    amount = rate_in(item)
    if amount is None:
        return
    tiers = sorted(str(bounds(tier)) for tier in item.get("tiers") or ())
    details = [term_of(item.get("additionalValue")), *tiers, *use]
    words = [item.get("additionalInfo"), item.get("additionalValue")]
    prose = _prose((word for word in words if not term_of(word)), amount)
    yield {**_line(way, name, amount, "share", details), "yearly": True}, prose


def _fees(product: Item, at: str) -> Iterator[tuple[Line, str]]:
    for item in product.get("fees") or ():
        kind, name = fields(item, ("feeType", "name"), FEE, at=f"{at}.fees")
        period = term_of(item.get("additionalValue"))
        foreign = item.get("currency") or "AUD"
        details = [kind.casefold(), period, foreign if foreign != "AUD" else ""]
        words = [item.get("additionalInfo"), item.get("additionalValue")]
        for basis, amount in amounts_of(item):
            line = _line("paid", " ".join(name.split()), amount, basis, details)
            yield line, _prose(words, amount)


def amounts_of(item: Item) -> list[tuple[str, Decimal]]:
    """What a fee is, in money and as a share; the ones that are nought only where all are."""
    found: list[tuple[str, Decimal]] = []
    if (amount := number(item.get("amount"))) is not None:
        found.append(("amount", amount))
    elif said := _PERCENT.match(str(item.get("amount") or "")):
        found.append(("share", Decimal(said[1]) / 100))
    for key in SHARES:
        if (share := number(item.get(key))) is not None:
            found.append(("share", share))
    return [each for each in found if each[1]] or found[:1]


def _line(way: str, name: str, amount: Decimal, basis: str, details: Sequence[str]) -> Line:
    said = [detail for detail in details if detail]
    text = format(amount.normalize(), "f")
    line: Line = {"kind": "listed", "direction": way, "name": name, "amount": text, "basis": basis}
    return {**line, "details": said} if said else line


def _prose(words: Iterable[object], amount: Decimal) -> str:
    """What is said of a line, but for the amount itself: "3 years fixed, 5.59%" stays when that moves."""

    def told(figure: re.Match[str]) -> str:
        said = figure["money"] or figure["percent"]
        value = Decimal(said.replace(",", "")) / (1 if figure["money"] else 100)
        return "" if value == amount else figure[0]

    text = " ".join(" ".join(str(word or "").split()) for word in words)
    return " ".join(_FIGURE.sub(told, text).split())[:PROSE]
