"""Dunmore Direct: each value is cut out of the sentence that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scrapers.errors import PageChanged
from scrapers.kit.numbers import number
from scrapers.kit.select import one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

DUNMORE, PLAN, LOCALE = "104", "direct", "en_GB"
PRICES = re.compile(r"For (an? \w+ home) you pay ([^.]+(?:\.\d\d[^.]*)+) each month\.")
PRICE = re.compile(r"XTS ([\d.]+) ((?:on|in) the \w+)")
EXCESS = re.compile(r"You choose an excess of XTS (\d+); there is no other\.")
MONEY = {
    "what is in your home": r"We replace what is in your home for up to XTS ([\d,]+)\.",
    "water escapes": r"If water escapes, we pay up to XTS ([\d,]+)\.",
    "stolen bicycle": r"For a stolen bicycle we pay up to XTS ([\d,]+)\.",
    "harm to others": r"If you harm others, we pay up to XTS ([\d,]+)\.",
    "the first of any claim": r"The first XTS ([\d,]+) of any claim are yours,",
}
NUMBERS = {
    ("calls about a claim", "hours a week"): r"about a claim ([\d]+) hours a week\.",
    ("leaving", "month"): r"To leave, tell us (\d+) month before the year ends\.",
    ("renewal", "per cent"): r"When you renew, the premium rises by (\d+) per cent\.",
}
COVERED = {
    "flood": r"Flood is ((?:not )?covered)\.",
    "glass": r"Glass is ((?:not )?covered)\.",
}


def parse(capture: Capture) -> Iterator[Record]:
    """The one plan, sentence by sentence."""
    article = one(page(capture.body), "article")
    story = words(article)
    yield PlanRecord(DUNMORE, PLAN, {"name": "Dunmore Direct"}, "article")
    yield from _prices(story)
    yield from _terms(story)


def _prices(story: str) -> Iterator[PriceRecord]:
    excess = _found(EXCESS, story)[1]
    sentences = list(PRICES.finditer(story))
    if not sentences:
        raise PageChanged(
            expected="sentences like 'For a small home you pay …'",
            found=repr(story[:60]),
            todo="look at the page",
        )
    for sentence in sentences:
        for price in PRICE.finditer(sentence[2]):
            factors = {"size": sentence[1], "region": price[2], "excess": excess}
            amount = number(price[1], LOCALE)
            locator = f"sentence 'For {sentence[1]} you pay', {price[2]}"
            yield PriceRecord(DUNMORE, PLAN, factors, amount, "XTS", "month", price[0], locator)


def _terms(story: str) -> Iterator[TermRecord]:
    for heading, pattern in MONEY.items():
        yield _term(heading, "XTS", _found(re.compile(pattern), story))
    for (heading, unit), pattern in NUMBERS.items():
        yield _term(heading, unit, _found(re.compile(pattern), story))
    for heading, pattern in COVERED.items():
        found = _found(re.compile(pattern), story)
        yield TermRecord(DUNMORE, PLAN, heading, found[1], None, found[0], _locator(found))
    none = _found(re.compile(r"There is no waiting period and no fee\."), story)
    for heading, unit in (("waiting period", "days"), ("fee", "XTS")):
        yield TermRecord(DUNMORE, PLAN, heading, Decimal(0), unit, none[0], _locator(none))


def _term(heading: str, unit: str, found: re.Match[str]) -> TermRecord:
    value = number(found[1], LOCALE)
    return TermRecord(DUNMORE, PLAN, heading, value, unit, found[0], _locator(found))


def _locator(found: re.Match[str]) -> str:
    return f"sentence {' '.join(found[0].split()[:4])!r}"


def _found(pattern: re.Pattern[str], story: str) -> re.Match[str]:
    """The one sentence of its kind: two would contradict each other, none is a changed page."""
    found = list(pattern.finditer(story))
    if len(found) != 1:
        raise PageChanged(
            expected=f"one sentence like {pattern.pattern!r}",
            found=str(len(found)),
            todo="read the page: what does it say now?",
        )
    return found[0]
