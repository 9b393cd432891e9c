"""The site in a real Chromium: the journey, by mouse and by keyboard, in every look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
TERM = {"start": "2025-10-01", "end": "2027-10-01"}
Open = Callable[..., Any]


@pytest.fixture
def open_page(
    browser: Any, live_server: Any, westmark_committed: None
) -> Iterator[Callable[..., Any]]:
    """Opens pages and watches them; afterwards none may have complained or called elsewhere."""
    seen: list[str] = []
    contexts = []

    def opened(**look: Any) -> Any:
        context = browser.new_context(**look)
        contexts.append(context)
        page = context.new_page()
        host = urlsplit(live_server.url).netloc

        def asked(request: Any) -> None:
            if urlsplit(request.url).netloc != host:
                seen.append(f"request to {request.url}")

        page.on("request", asked)
        page.on(
            "console", lambda m: seen.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("dialog", lambda dialog: seen.append(f"dialog: {dialog.message}"))
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [said for said in seen if "status of 422" not in said] == []


def answer_by_mouse(page: Any, url: str) -> None:
    """From the first page to the answer, as most would go."""
    page.goto(f"{url}/en/")
    row = page.locator("li", has=page.get_by_role("link", name="Westmark", exact=False))
    row.get_by_role("link", name="Ask for my household").click()
    page.get_by_label("61 to 120 m²").check()
    page.get_by_label("the coast").check()
    page.get_by_label("XTS 150").check()
    page.get_by_label("Provider").select_option(label="Dunmore Direct")
    page.get_by_label("Its term began on").fill(TERM["start"])
    page.get_by_label("It ends on").fill(TERM["end"])
    page.get_by_role("button", name="Show me the answer").click()
    page.locator(".verdict h1").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_first_page_to_the_answer(
    open_page: Open, live_server: Any, script: bool, scheme: str
) -> None:
    page = open_page(java_script_enabled=script, color_scheme=scheme)
    answer_by_mouse(page, live_server.url)
    assert "/answer?" in page.url
    assert page.locator(".matrix th.yours").inner_text().startswith("Dunmore Direct")
    page.locator("summary", has_text="Your time").click()
    assert page.get_by_text("hours x hourly income x share").is_visible()


def test_by_keyboard_alone(open_page: Open, live_server: Any) -> None:
    page = open_page()
    page.goto(f"{live_server.url}/en/m/xx-household/ask")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "({name: document.activeElement.name || '', tag: document.activeElement.tagName,"
            " value: document.activeElement.value || '',"
            " ring: getComputedStyle(document.activeElement).outlineStyle})"
        )
        match focused:
            case {"name": "household.size" | "household.region"}:
                page.keyboard.press("ArrowRight")
            case {"tag": "SELECT"}:
                page.keyboard.type("Dunmore")
            case {"tag": "BUTTON"}:
                assert focused["ring"] == "solid"
                page.keyboard.press("Enter")
                break
    page.locator(".verdict h1").wait_for()


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
def test_nothing_scrolls_sideways(open_page: Open, live_server: Any, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    answer_by_mouse(page, live_server.url)
    for path in ("", "/en/", "/en/sources/", "/en/about/", "/en/method/", "/en/m/xx-household/"):
        if path:
            page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_on_a_narrow_screen_each_offer_is_a_card(open_page: Open, live_server: Any) -> None:
    page = open_page(viewport={"width": 360, "height": 800})
    answer_by_mouse(page, live_server.url)
    heads = page.locator(".matrix thead th")
    tops = [heads.nth(n).bounding_box()["y"] for n in range(heads.count())]
    prices = page.locator(".matrix tbody tr").first.locator("td")
    below = [prices.nth(n).bounding_box()["y"] for n in range(prices.count())]
    assert len(tops) > 1
    for n, top in enumerate(tops):
        assert top < below[n]
        assert n + 1 == len(tops) or below[n] < tops[n + 1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(
    open_page: Open, live_server: Any, scheme: str, width: int
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    answer_by_mouse(page, live_server.url)
    found = {"answer": Axe().run(page).response["violations"]}
    page.get_by_role("link", name="Show all").click()
    page.locator(".every").wait_for()
    found["every offer"] = Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.go_back()
    evidence = page.locator('a[href*="/evidence/"]').first.get_attribute("href")
    for path in (
        "/en/",
        "/en/m/xx-household/",
        "/en/m/ch-health/",
        "/en/m/xx-household/ask",
        "/en/m/ch-health/ask",
        "/en/sources/",
        "/en/method/",
        "/en/about/",
        evidence,
    ):
        page.goto(live_server.url + str(path))
        found[str(path)] = Axe().run(page).response["violations"]
    page.goto(f"{live_server.url}/en/m/xx-household/ask")
    page.get_by_role("button").click()  # a page of mistakes is a 422, which Chromium remarks on
    page.locator(".problems").wait_for()
    found["mistakes"] = Axe().run(page).response["violations"]
    told = {path: [(v["id"], v["nodes"][0]["html"]) for v in all_] for path, all_ in found.items()}
    assert {path: all_ for path, all_ in told.items() if all_} == {}


def test_stored_markup_is_downloaded_and_never_shown(open_page: Open, live_server: Any) -> None:
    page = open_page(accept_downloads=True)
    answer_by_mouse(page, live_server.url)
    evidence = page.locator('a[href*="/evidence/"]').first.get_attribute("href")
    page.goto(live_server.url + str(evidence))
    assert "<" in page.locator(".sheet").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the bytes").click()
    assert download.value.suggested_filename.endswith(".bin")
