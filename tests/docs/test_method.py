"""The method page tells the truth in every language: its case is recomputed, its conventions are those of the code."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import parse_decimal
from markdown_it import MarkdownIt

from compare.decide.answer import answer
from compare.decide.person_answer import PersonAnswer
from compare.decide.sampling import DRAWS, SEED
from compare.decide.situation import Coverage, Hour
from compare.decide.verdict import CERTAIN_ENOUGH, VerdictKind, theta
from compare.decide.wording import LANGUAGES, LOCALES
from compare.markets.loader import load
from compare.quality.figures import Kind, Measure
from compare.quality.intervals import LEVEL
from compare.track import events, list_history, market_events, price_level, successors
from compare.values.money import Money, Per
from compare.values.offer import Offer, Price
from compare.web.article import article
from tests.compare.decide import build

DOCS = Path(__file__).resolve().parents[2] / "docs"
OTHERS = [language for language in LANGUAGES if language != "en"]
NUMBER = re.compile(r"\d(?:[\d.,’\u202f]*\d)?")
CASE = [
    "twelve months with the present provider",
    "twelve months with the other",
    "saved on the price",
    "the time that it takes",
    "kept, in the middle",
    "kept, at least",
    "kept, at most",
    "the limit: 5\xa0% of the yearly cost, at most 100",
    "flips where the present provider asks, a month",
]


def _text(language: str) -> str:
    name = "method.md" if language == "en" else f"method.{language}.md"
    return (DOCS / name).read_text("utf-8")


def _inlines(language: str) -> list[str]:
    """Every heading, paragraph and cell of the page, in its order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_text(language))
    return [token.content for token in tokens if token.type == "inline"]


def _numbers(text: str, language: str) -> list[Decimal]:
    """The numbers of a text in their order, read as its language writes them."""
    return [parse_decimal(found, locale=LOCALES[language]) for found in NUMBER.findall(text)]


def _of_rule(anchor: str, language: str) -> list[Decimal]:
    page = article(DOCS, "method", language)
    assert page is not None
    (text,) = (rule.text for rule in page.rules if rule.anchor == anchor)
    return _numbers(text, language)


def _case(language: str) -> tuple[list[Decimal], dict[str, Decimal], list[Decimal]]:
    """The numbers of the story, of each row of its table, and of its moral."""
    rows = 2 * len(CASE)
    story, _what, _amount, *cells, moral = _inlines(language)[-rows - 4 :]
    amounts = [amount for cell in cells[1::2] for amount in _numbers(cell, language)]
    return (
        _numbers(story, language),
        dict(zip(CASE, amounts, strict=True)),
        _numbers(moral, language),
    )


def _cents(value: Decimal) -> Decimal:
    return Money(value, "CHF").rounded().amount


def _offer(name: str, monthly: Decimal) -> Offer:
    return replace(build.offer(name, "1"), price=Price(Money(monthly, "CHF"), Per.MONTH))


def _person(story: list[Decimal], *others: Offer) -> PersonAnswer:
    own, _other, _third, hours, least, most, *_ = story
    income, *of_it = (str(number) for number in story[6:])
    share, low, high = of_it
    hour = Hour(
        Decimal(income),
        build.estimate(low, share, high),
        build.estimate(str(least), str(hours), str(most)),
        "page",
    )
    present = _offer("mine", own)
    one = build.person(present, [*others, present])
    rules = replace(build.market(), hour=hour)
    return answer(build.situation(one, rules=rules)).people[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_case_comes_out_as_the_page_says(language: str) -> None:
    story, written, _ = _case(language)
    person = _person(story, _offer("other", story[1]), _offer("third", story[2]))
    line = person.chosen
    assert person.verdict.kind is VerdictKind.SWITCH_AT_RENEWAL
    assert line is not None
    assert person.present is not None
    assert person.flips is not None
    flip = next(swing for swing in person.flips.shown if swing.key == "own_price").flip_at
    assert flip is not None
    computed = (
        person.present.per_year,
        line.offer.per_year,
        person.present.per_year - line.offer.per_year,
        line.one_off.central,
        line.net_benefit.central,
        line.net_benefit.low,
        line.net_benefit.high,
        person.threshold,
        flip,
    )
    assert dict(zip(CASE, map(_cents, computed), strict=True)) == written


def test_the_rows_of_the_case_are_called_what_they_are() -> None:
    cells = _inlines("en")[-2 * len(CASE) - 1 : -1]
    assert cells[::2] == CASE


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_dearer_offer_alone_the_answer_is_to_stay(language: str) -> None:
    story, _, (third, more) = _case(language)
    person = _person(story, _offer("third", third))
    assert person.verdict.kind is VerdictKind.STAY
    assert (third, more) == (story[2], (story[2] - story[0]) * 12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_conventions_on_the_page_are_those_of_the_code(language: str) -> None:
    percent, least, most = _of_rule("worth-an-evening", language)
    defaults = {name: each.default for name, each in inspect.signature(theta).parameters.items()}
    assert defaults["share"] == percent / 100
    assert (defaults["least"], defaults["most"]) == (least, most)
    sure = [DRAWS, SEED, Decimal(str(CERTAIN_ENOUGH)) * 100, 100]
    assert _of_rule("sure-enough", language) == sure
    thin = [7, 8, Coverage(1, 1).least * 100, 100]
    assert _of_rule("a-thin-market-never-reads-as-stay", language) == thin


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typed_hour_counts_as_the_page_says(language: str) -> None:
    said = _of_rule("time-has-a-price-and-it-is-published", language)
    hours, value, central, low, high = said[-5:]
    preferences = {"hours": hours, "value_of_hour": value}
    person = build.person(_offer("mine", Decimal(517)), [_offer("other", Decimal(449))])
    cost = answer(build.situation(person, preferences=preferences)).effort.cost
    assert (cost.low, cost.central, cost.high) == (low, central, high)


@pytest.mark.parametrize("language", LANGUAGES)
def test_service_is_judged_as_the_page_says(language: str) -> None:
    share, rate = (
        Measure("page", kind, "cases", "customers", higher_is_better=False)
        for kind in (Kind.PROPORTION, Kind.RATE)
    )
    assert [float(number) for number in _of_rule("service", language)] == [
        LEVEL * 100,
        share.smallest_difference * 100,
        rate.smallest_difference,
        share.needed,
        rate.needed,
    ]


def _beginning(words: str) -> list[Decimal]:
    """The numbers of the one paragraph of the original that begins with these words."""
    (text,) = (text for text in _inlines("en") if text.startswith(words))
    return _numbers(text, "en")


def test_a_change_is_judged_as_the_page_says() -> None:
    assert _beginning("A worsening is") == [
        events.MAJOR_IMPACT * 100,
        events.MODERATE_IMPACT * 100,
    ]
    assert _beginning("Before anybody is said") == [
        price_level.ALIKE * 100,
        market_events.WINDOW.days,
    ]
    assert _beginning("**A plan in another’s place") == [successors.LIKE, 100]
    assert _beginning("A line of a price list") == [list_history.LAPSE.days]


def test_the_sign_is_wanted_where_and_when_the_page_says() -> None:
    (rule,) = load("groceries").market.shrink_notice
    assert _beginning("How much of it") == [rule.min_shop_area, rule.valid_from.year]


def test_the_page_names_every_verdict_in_the_order_of_the_rule() -> None:
    steps = _text("en").split("## The verdict, step by step")[1].split("**A thin market")[0]
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


def _skeleton(language: str) -> list[tuple[str, ...]]:
    """What a page is built of: its blocks, and in each what is bold, slanted, code or a link."""
    built: list[tuple[str, ...]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(_text(language)):
        built.append((token.type, token.tag))
        for child in token.children or ():
            if child.type not in ("text", "softbreak"):
                code = child.content if child.type == "code_inline" else ""
                built.append((child.type, str(child.attrs.get("href", code))))
    return built


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_built_like_the_original(language: str) -> None:
    assert _skeleton(language) == _skeleton("en")


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_numbers_of_the_original_paragraph_by_paragraph(
    language: str,
) -> None:
    pairs = zip(_inlines("en"), _inlines(language), strict=True)
    differing = [
        other for text, other in pairs if _numbers(text, "en") != _numbers(other, language)
    ]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_of_a_translation_is_left_in_english(language: str) -> None:
    pairs = zip(_inlines("en"), _inlines(language), strict=True)
    assert [text for text, other in pairs if text == other and re.search("[a-z]", text)] == []


SIGNS = {
    "de": r"[ß\"'“”‘„]",
    "fr": r"[\"'“”]|[^\u202f][;:!?»]|«(?!\u202f)",
    "it": r"[\"'“”‘„]",
}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_set_as_its_language_is(language: str) -> None:
    """Its own quotation marks and apostrophes, in French with their narrow spaces, and no ß."""
    found = [text for text in _inlines(language) if re.search(SIGNS[language], text)]
    assert found == []
