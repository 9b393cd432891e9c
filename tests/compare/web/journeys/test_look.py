"""Every page in every look: no barrier that axe finds, nothing sideways, nothing too heavy."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe

from compare.store.models import Source, SourceState
from tests.compare.web.journeys.conftest import Open, apart
from tests.compare.web.journeys.steps import ANSWER, question, send, to_the_answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("look")]
WIDTHS = (320, 360, 768, 1280, 2560)
BUDGET = 100_000  # bytes of a first visit
AXE = Axe().axe_script
ALL: dict[str, Any] = {"resultTypes": ["violations"]}  # what is in order is not sent over
CONTRAST = {**ALL, "runOnly": ["color-contrast"]}
ANSWERS = {
    "switch-at-renewal": question(present__provider="wm-105"),
    "no-better-provider": question(present__provider="wm-104", preferences__threshold="5000"),
    "trade-off": question(present__provider="wm-103", present__plan="CF-H1"),
    "not-enough-data": question(
        today="2029-01-01", present__price="30",
        present__contract__start="2028-10-01", present__contract__end="2029-10-01",
    ),
}  # fmt: skip
TYPED = (
    "today=2026-07-10&present.price=480&quotes.0.name=Offer+1&quotes.0.price=400&currency=GBP"
    "&present.contract.start=2025-10-01&present.contract.end=2026-10-01"
)
LETTERS = "market=home&today=2026-07-10&currency=GBP&before.price=500&after.price=560"
PAGES = {
    "home": "/en/",
    "market": "/en/m/xx-household/",
    "market without data": "/en/m/ch-health/",
    "market of figures": "/en/m/us-ny-auto/",
    "archive of documents": "/en/m/terms/",
    "ask": "/en/m/xx-household/ask",
    "ask without data": "/en/m/ch-health/ask",
    "ask from papers": "/en/m/us-ny-auto/ask",
    **{f"answer {verdict}": f"/en{ANSWER}?{query}" for verdict, query in ANSWERS.items()},
    "answer in German": f"/de{ANSWER}?{ANSWERS['no-better-provider']}",
    "answer typed": f"/en/m/home/answer?{TYPED}",
    "all offers": f"/en/m/xx-household/offers?{ANSWERS['no-better-provider']}",
    "letter": f"/en/m/xx-household/letter?{ANSWERS['switch-at-renewal']}",
    "check": "/en/check",
    "check form": "/en/check?market=home",
    "check answered": f"/en/check?{LETTERS}",
    "changes": "/en/changes/",
    "changes of a market": "/en/changes/?market=xx-household",
    "quiet log": "/en/changes/?market=xx-household&log=quiet",
    "shrink": "/en/shrink/",
    "shrink of packs": "/en/shrink/?market=xx-groceries",
    "shrink of cover": "/en/shrink/?market=xx-household",
    "corrections": "/en/corrections/",
    "provider": "/en/providers/wm-104/",
    "provider in French": "/fr/providers/wm-101/",
    "story": "/en/stories/premium-against-cover",
    "story of a market": "/en/stories/premium-against-cover?market=xx-household",
    "tickets": "/en/tickets/",
    "sources": "/en/sources/",
    "method": "/fr/method/",
    "method, as measured": "/fr/method/measured/",
    "about": "/en/about/",
    "not there": "/en/nowhere/",
    "impossible address": f"/en{ANSWER}?household.size=palace",
    "impossible letter": f"/en/m/xx-household/letter?{ANSWERS['no-better-provider']}&in=xx",
}


BEHIND_A_LINK = {
    "change": ("/en/changes/?market=xx-household", ".changes h3 a"),
    "ticket": ("/en/tickets/", 'main a[href*="/tickets/"]'),
    "evidence": (PAGES["answer switch-at-renewal"], 'a[href*="/evidence/"]'),
}


def barriers(page: Any, options: Any = ALL) -> list[tuple[str, str]]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate("asked => axe.run(asked).then(answer => answer.violations)", options)
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit: Open, name: str) -> None:
    page = visit(viewport={"width": 1280, "height": 900})
    page.goto(PAGES[name])
    assert page.locator("main h1").count() == 1
    assert barriers(page) == []
    wide = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide[width] = page.evaluate("document.documentElement.scrollWidth")
    assert {width: needed for width, needed in wide.items() if needed > width} == {}
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    assert barriers(page) == []


@pytest.mark.parametrize("name", BEHIND_A_LINK)
def test_what_stands_behind_a_link_has_no_barrier_either(visit: Open, name: str) -> None:
    page = visit(viewport={"width": 1280, "height": 900})
    path, link = BEHIND_A_LINK[name]
    page.goto(path)
    page.goto(page.locator(link).first.get_attribute("href"))
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert barriers(page) == []


def test_a_market_whose_sources_are_late_has_no_barrier(visit: Open) -> None:
    apart(lambda: Source.objects.update(state=SourceState.OVERDUE))
    try:
        page = visit(viewport={"width": 360, "height": 800})
        for path in ("/en/", PAGES["market"], PAGES["sources"]):
            page.goto(path)
            assert page.locator("main .worse").count() > 0
            assert barriers(page) == []
    finally:
        apart(lambda: Source.objects.update(state=SourceState.OK))


@pytest.mark.parametrize("verdict", ANSWERS)
def test_an_answer_of_this_kind_is_what_was_looked_at(visit: Open, verdict: str) -> None:
    page = visit()
    page.goto(PAGES[f"answer {verdict}"])
    assert page.locator(".verdict").get_attribute("data-verdict") == verdict


def test_stay_and_move_are_said_in_the_same_size_and_weight(visit: Open) -> None:
    def look() -> Any:
        return page.locator(".verdict h1").evaluate(
            "e => (s => [s.fontSize, s.fontWeight, s.color, s.fontFamily])(getComputedStyle(e))"
        )

    page = visit()
    looks = []
    for verdict in ANSWERS:
        page.goto(PAGES[f"answer {verdict}"])
        looks.append(look())
    assert looks == looks[:1] * len(ANSWERS)


def test_a_page_of_mistakes_has_no_barrier(visit: Open) -> None:
    page = visit()
    for path in ("/en/m/xx-household/ask?today=2026-07-10", "/en/check?market=home"):
        page.goto(path)
        page.locator('[name$=".price"]').first.fill("dear")
        send(page)
        page.locator(".problems").wait_for()
        assert barriers(page) == []
        page.emulate_media(color_scheme="dark")
        assert barriers(page, CONTRAST) == []


def test_letters_twice_as_large_still_fit(visit: Open) -> None:
    page = visit(viewport={"width": 640, "height": 800})
    for name in ("home", "ask", "answer no-better-provider", "market", "check form", "letter"):
        page.goto(PAGES[name])
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, name


@pytest.mark.parametrize(
    "name", ["home", "answer switch-at-renewal", "answer no-better-provider", "market"]
)
def test_a_first_visit_is_light(visit: Open, name: str) -> None:
    page = visit()
    sizes: list[int] = []

    def weighed(request: Any) -> None:
        parts = request.sizes()
        sizes.append(parts["responseBodySize"] + parts["responseHeadersSize"])

    page.on("requestfinished", weighed)
    page.goto(PAGES[name], wait_until="networkidle")
    assert 2_000 < sum(sizes) < BUDGET


def test_who_wants_less_motion_sees_none(visit: Open) -> None:
    page = visit(reduced_motion="reduce")
    to_the_answer(page)
    assert page.evaluate("document.getAnimations().length") == 0


def test_on_paper_the_answer_keeps_its_words_and_loses_its_buttons(visit: Open) -> None:
    page = visit()
    page.goto(PAGES["answer switch-at-renewal"])
    page.emulate_media(media="print")
    assert page.locator(".verdict h1").is_visible()
    for gone in shown(page, ".button, button, .mast nav, .noprint"):
        assert not gone.is_visible()


SMALL = """() => {
    const last = document.styleSheets[document.styleSheets.length - 1];
    last.insertRule("@media print { @page { size: A5 } }", last.cssRules.length);
}"""
PEOPLE = 6  # of one letter: more than most households
FAMILY = {"household.canton": "GE", "household.region": "0", "today": "2026-11-10"} | {
    f"persons.{n}.{key}": value
    for n in range(PEOPLE)
    for key, value in (("age_class", "adult"), ("present.price", "500"))
}


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_letter_of_a_large_family_stands_on_one_sheet(visit: Open, language: str) -> None:
    page = visit()
    page.goto(f"/{language}/m/ch-health/letter?{urlencode({**FAMILY, 'in': language})}")
    assert page.locator(".who li").count() == PEOPLE
    with pdfplumber.open(BytesIO(page.pdf(format="A4"))) as paper:
        assert len(paper.pages) == 1
        said = paper.pages[0].extract_text()
    assert page.locator(".sign span").inner_text() in said
    assert "http" not in said


def test_on_paper_a_sum_stands_once_and_no_address_is_printed(visit: Open) -> None:
    page = visit()
    page.goto(f"/en/m/ch-health/answer?{urlencode(FAMILY)}")
    page.evaluate(SMALL)  # so that the table is cut
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        pages = [each.extract_text() for each in paper.pages]
    assert sum("Person " in each for each in pages) > 1
    said = "\n".join(pages)
    assert said.count("All together") == 1
    assert "http" not in said


def shown(page: Any, what: str) -> Iterator[Any]:
    found = page.locator(what)
    return (found.nth(n) for n in range(found.count()))


def test_on_a_narrow_screen_each_offer_is_a_card(visit: Open) -> None:
    page = visit(viewport={"width": 360, "height": 800})
    page.goto(PAGES["answer switch-at-renewal"])
    heads = page.locator(".matrix thead th")
    tops = [heads.nth(n).bounding_box()["y"] for n in range(heads.count())]
    prices = page.locator(".matrix tbody tr").first.locator("td")
    below = [prices.nth(n).bounding_box()["y"] for n in range(prices.count())]
    assert len(tops) > 1
    for n, top in enumerate(tops):
        assert top < below[n]
        assert n + 1 == len(tops) or below[n] < tops[n + 1]


def test_stored_markup_is_downloaded_and_never_shown(visit: Open) -> None:
    page = visit(accept_downloads=True)
    page.goto(PAGES["answer switch-at-renewal"])
    evidence = page.locator('a[href*="/evidence/"]').first.get_attribute("href")
    page.goto(str(evidence))
    assert "<" in page.locator(".sheet").inner_text()
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the bytes").click()
    assert download.value.suggested_filename.endswith(".bin")
