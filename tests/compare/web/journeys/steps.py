"""What a reader does on the way from the first page to the letter, in any language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

HOME = {"household.size": "medium", "household.region": "coast", "wanted.excess": "150"}
TERM = {"present.contract.start": "2025-10-01", "present.contract.end": "2026-10-01"}
DAY = {"today": "2026-07-10"}
ASK, ANSWER = "/m/xx-household/ask", "/m/xx-household/answer"


def question(**more: str) -> str:
    """The query of a household of Westmark; a part's dots are written as two underscores."""
    said = {key.replace("__", "."): value for key, value in more.items()}
    return urlencode({**DAY, **HOME, **TERM, **said})


def fill_in(page: Any) -> None:
    """The questions of Westmark, as somebody answers who holds the dearest contract of the coast."""
    for name in ("household.size", "household.region", "wanted.excess"):
        page.locator(f'input[name="{name}"][value="{HOME[name]}"]').check()
    page.locator('[name="present.provider"]').select_option("wm-105")
    for name, value in TERM.items():
        page.locator(f'[name="{name}"]').fill(value)


def send(page: Any) -> None:
    """The button at the end of the questions."""
    page.locator(".submit button").first.click()


def to_the_answer(page: Any, language: str = "en") -> None:
    """From the first page over the market's own page and its questions to the answer."""
    page.goto(f"/{language}/")
    page.locator('h3 a[href$="/m/xx-household/"]').click()
    page.locator(f'main a[href$="{ASK}"]').first.click()
    page.goto(f"{page.url}?{urlencode(DAY)}")  # about a day on which something is known
    fill_in(page)
    send(page)
    page.locator(".verdict h1").wait_for()
