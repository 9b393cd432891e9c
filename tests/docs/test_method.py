"""The method page tells the truth: its case is recomputed, its conventions are those of the code."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from compare.decide.answer import answer
from compare.decide.person_answer import PersonAnswer
from compare.decide.sampling import DRAWS
from compare.decide.situation import Coverage, Hour
from compare.decide.verdict import CERTAIN_ENOUGH, VerdictKind, theta
from compare.values.money import Money, Per
from compare.values.offer import Offer, Price
from tests.compare.decide import build

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "method.md").read_text("utf-8")
CASE = PAGE.split("## A case, with its numbers")[1]
ROWS = dict(re.findall(r"^\| ([^|]+) \| (-?[\d.]+) \|$", CASE, re.MULTILINE))


def _said(pattern: str, where: str = PAGE) -> list[Decimal]:
    """The numbers in one sentence of the page."""
    found = re.search(pattern, " ".join(where.split()))
    assert found, pattern
    return [Decimal(number) for number in found.groups()]


def _cents(value: Decimal) -> Decimal:
    return Money(value, "CHF").rounded().amount


OWN, OTHER, THIRD = _said(
    r"costs ([\d.]+) a month\. .* asks ([\d.]+) a month for the same cover; a third asks ([\d.]+)\.",
    CASE,
)
TIME = _said(
    r"takes ([\d.]+) hours \(([\d.]+) to ([\d.]+)\) at an hourly income of ([\d.]+), "
    r"of which ([\d.]+) \(([\d.]+) to ([\d.]+)\)",
    CASE,
)


def _offer(name: str, monthly: Decimal) -> Offer:
    return replace(build.offer(name, "1"), price=Price(Money(monthly, "CHF"), Per.MONTH))


def _person(*others: Offer) -> PersonAnswer:
    hours, least, most, income, share, low, high = (str(number) for number in TIME)
    hour = Hour(
        Decimal(income),
        build.estimate(low, share, high),
        build.estimate(least, hours, most),
        "page",
    )
    present = _offer("mine", OWN)
    one = build.person(present, [*others, present])
    rules = replace(build.market(), hour=hour)
    return answer(build.situation(one, rules=rules)).people[0]


def test_the_case_comes_out_as_the_page_says() -> None:
    person = _person(_offer("other", OTHER), _offer("third", THIRD))
    line = person.chosen
    assert person.verdict.kind is VerdictKind.SWITCH_AT_RENEWAL
    assert line is not None
    assert person.present is not None
    assert person.flips is not None
    flip = next(swing for swing in person.flips.shown if swing.key == "own_price").flip_at
    assert flip is not None
    computed = {
        "twelve months with the present provider": person.present.per_year,
        "twelve months with the other": line.offer.per_year,
        "saved on the price": person.present.per_year - line.offer.per_year,
        "the time that it takes": line.one_off.central,
        "kept, in the middle": line.net_benefit.central,
        "kept, at least": line.net_benefit.low,
        "kept, at most": line.net_benefit.high,
        "the limit: 5 % of the yearly cost, at most 100": person.threshold,
        "flips where the present provider asks, a month": flip,
    }
    written = {what: Decimal(amount) for what, amount in ROWS.items()}
    assert {what: _cents(amount) for what, amount in computed.items()} == written


def test_with_the_dearer_offer_alone_the_answer_is_to_stay() -> None:
    person = _person(_offer("third", THIRD))
    assert person.verdict.kind is VerdictKind.STAY
    (more,) = _said(r"would cost ([\d.]+) more in prices alone", CASE)
    assert more == (THIRD - OWN) * 12


def test_the_conventions_on_the_page_are_those_of_the_code() -> None:
    percent, least, most = _said(
        r"Below (\d+) % of the yearly cost, at least (\d+) and at most (\d+)"
    )
    defaults = {name: each.default for name, each in inspect.signature(theta).parameters.items()}
    assert defaults["share"] == percent / 100
    assert (defaults["least"], defaults["most"]) == (least, most)
    assert _said(r"at least (\d+) of 100 draws") == [Decimal(str(CERTAIN_ENOUGH)) * 100]
    (draws,) = _said(r"drawn (\d),000 times")
    assert draws * 1000 == DRAWS
    assert _said(r"at least (\d+) of 100 providers") == [Coverage(1, 1).least * 100]


def test_a_typed_hour_counts_as_the_page_says() -> None:
    hours, value, central, low, high = _said(
        r"([\d.]+) hours at (\d+) are ([\d.]+) \(([\d.]+) to ([\d.]+)\)"
    )
    preferences = {"hours": hours, "value_of_hour": value}
    person = build.person(_offer("mine", OWN), [_offer("other", OTHER)])
    cost = answer(build.situation(person, preferences=preferences)).effort.cost
    assert (cost.low, cost.central, cost.high) == (low, central, high)


def test_the_page_names_every_verdict_in_the_order_of_the_rule() -> None:
    steps = PAGE.split("## The verdict, step by step")[1].split("**A thin market")[0]
    assert re.findall(r"\*\*([^*]+)\*\*", steps) == [
        "we cannot tell",
        "call your provider",
        "move at the end of the term",
        "move now",
        "we cannot tell",
        "a trade-off",
        "we cannot tell",
        "stay",
        "nobody is meaningfully better",
    ]
