"""From the first page to the letter: in each language, with and without script, by keyboard alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.compare.web.journeys.conftest import Open
from tests.compare.web.journeys.steps import ANSWER, question, send, to_the_answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journey")]
LANGUAGES = ("en", "de", "fr", "it")
TABS = 250


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_page_to_the_letter_and_the_calendar(
    visit: Open, language: str, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 7, 10, 12, tzinfo=UTC))
    dark = "dark" if script else "light"
    page = visit(java_script_enabled=script, color_scheme=dark, accept_downloads=True)
    to_the_answer(page, language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".verdict").get_attribute("data-verdict") == "switch-at-renewal"
    said = page.locator(".verdict h1").inner_text()
    assert ("Move on" in said) == (language == "en")
    with page.expect_download() as download:
        page.locator('a[href*="/calendar?"]').first.click()
    assert download.value.suggested_filename == "worth-switching.ics"
    text = download.value.path().read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" in text
    assert "DTSTART" in text
    page.locator('a[href*="/letter?"]').first.click()
    letter = page.locator("article.letter")
    assert letter.get_attribute("lang") in LANGUAGES
    assert letter.locator("h2").inner_text()
    page.locator(".crumb a").click()
    assert page.locator(".verdict h1").inner_text() == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_lead_to_the_same_answer_in_other_words(visit: Open, language: str) -> None:
    page = visit()
    page.goto(f"/en{ANSWER}?{question(present__provider='wm-105')}")
    page.locator(f'.langs a[lang="{language}"]').click()
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".verdict").get_attribute("data-verdict") == "switch-at-renewal"
    assert page.locator('.langs a[aria-current="true"]').get_attribute("lang") == language


def focused(page: Any) -> Any:
    return page.evaluate(
        "(e => ({tag: e.tagName, name: e.name || '', value: e.value || '', path: e.pathname || '',"
        " classes: e.className, ring: getComputedStyle(e).outlineStyle,"
        " label: e.closest('label') ? getComputedStyle(e.closest('label')).outlineStyle : ''}))"
        "(document.activeElement)"
    )


def tab_to(page: Any, **wanted: str) -> Any:
    """Press Tab until something has the focus, which must be visible all the way."""
    last = focused(page)
    for _ in range(TABS):
        page.keyboard.press("Tab")
        at = focused(page)
        inside = (
            at["name"] == last["name"] != ""
        )  # a day has several stops, and its own ring at each
        if not inside and at["tag"] != "BODY":
            assert {"solid", "auto"} & {at["ring"], at["label"]}, at
        last = at
        if all(str(at[key]).endswith(value) for key, value in wanted.items()):
            return at
    raise AssertionError(f"expected to reach {wanted} within {TABS} tabs")


def test_by_keyboard_alone_with_the_focus_in_sight(visit: Open) -> None:
    page = visit()
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert focused(page)["classes"] == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    tab_to(page, tag="A", path="/m/xx-household/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/m/xx-household/")
    tab_to(page, tag="A", path="/m/xx-household/ask")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask")
    page.goto(f"{page.url}?today=2026-07-10")
    for name in ("household.size", "household.region", "wanted.excess"):
        tab_to(page, name=name)
        page.keyboard.press("ArrowUp")  # from "skip this" to the last of the choices
    tab_to(page, name="present.provider")
    page.keyboard.type("Alder")
    tab_to(page, name="contract.start")
    page.keyboard.type("10012025")
    tab_to(page, name="contract.end")
    page.keyboard.type("10012026")
    tab_to(page, tag="BUTTON")
    page.keyboard.press("Enter")
    page.locator(".verdict h1, .problems").first.wait_for()
    if page.locator(".problems").count():  # it sells several plans: which is held?
        tab_to(page, tag="A")
        page.keyboard.press("Enter")
    assert page.locator("main h1").count() == 1


def test_a_third_person_and_a_third_offer_can_be_added_and_taken_away(visit: Open) -> None:
    for path, add in (("/en/m/ch-health/ask", "person"), ("/en/m/home/ask", "offer")):
        page = visit()
        page.goto(path)
        counted = page.locator(f'input[name="shown.{add}"]')
        for count in ("1", "2", "3"):
            page.wait_for_function(
                "([name, count]) => document.querySelector(`[name='${name}']`).value === count",
                arg=[f"shown.{add}", count],
            )
            if count != "3":
                page.locator(f'button[name="add"][value="{add}"]').click()
        page.locator(f'button[name="take"][value="{add}-2"]').click()
        page.locator(f'button[name="take"][value="{add}-1"]').wait_for()
        assert counted.count() == 1
        assert page.locator("form#asking").count() == 1


def test_a_mistake_is_said_with_a_link_to_its_field_and_everything_kept(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/en/m/xx-household/ask?today=2026-07-10")
    page.locator('input[name="household.size"][value="medium"]').check()
    page.locator('[name="present.contract.start"]').fill("2026-10-01")
    page.locator('[name="present.contract.end"]').fill("2025-10-01")
    page.locator('[name="present.price"]').fill("dear")
    send(page)
    links = page.locator(".problems a")
    for n in range(links.count()):
        assert page.locator(str(links.nth(n).get_attribute("href"))).count() == 1
    assert links.count() >= 1
    assert page.locator('input[name="household.size"][value="medium"]').is_checked()
    assert page.locator('[name="present.price"]').input_value() == "dear"
