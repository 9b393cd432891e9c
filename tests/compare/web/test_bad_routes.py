"""Every page that there is, with rubbish in its address: a fitting status and a sentence that helps."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.web.urls import urlpatterns
from tests.compare.web.html import parse
from tests.compare.web.test_bad_input import RUBBISH

pytestmark = pytest.mark.django_db
FITTING = (200, 302, 400, 404)
KNOWN = {
    "key": (
        "xx-household",
        "ch-health",
        "terms",
        "wm-104",
        "0" * 32,
        "price_up",
        "terms-of-service",
    ),
    "provider": ("wm-104", "ota-energia"),
    "name": ("measured", "measured-documents"),
    "scope": ("market", "provider", "kind"),
    "form": ("atom", "json"),
    "sha256": ("0" * 64,),
    "number": ("1", "0", "9" * 30),
}
NAMES = (
    "market", "provider", "kind", "since", "log", "after", "format", "at", "from", "to", "in",
    "period", "known_at", "view.sort", "view.find", "view.person", "shown.offer", "household",
)  # fmt: skip
PAGES = {str(page.name): page for page in urlpatterns if isinstance(page, URLPattern)}


def address(page: URLPattern, said: dict[str, str]) -> str:
    """The address that this page has with these parts, whether or not its pattern takes them."""
    text = str(page.pattern).removeprefix("^").removesuffix("$").replace("\\.", ".")
    for name, converter in page.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        text = text.replace(f"<{kind}:{name}>", quote(said[name], safe=""))
    for name in KNOWN:
        start = text.find(f"(?P<{name}>")
        if start >= 0:
            text = text[:start] + quote(said[name], safe="") + text[_closed(text, start) :]
    return f"/en/{text}"


def _closed(text: str, start: int) -> int:
    """The place after the bracket that closes the one at `start`."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at + 1
    raise ValueError(f"expected a closing bracket in {text}")


@st.composite
def visits(draw: st.DrawFn) -> str:
    """Any page, with known or impossible parts, and up to three parameters."""
    page = PAGES[draw(st.sampled_from(sorted(PAGES)))]
    said = {name: draw(st.one_of(st.sampled_from(known), RUBBISH)) for name, known in KNOWN.items()}
    names = st.one_of(st.sampled_from(NAMES), st.text(max_size=12))
    query = draw(st.lists(st.tuples(names, RUBBISH), max_size=3))
    return f"{address(page, said)}?{urlencode(query, errors='replace')}"


def test_every_page_can_be_addressed() -> None:
    """Otherwise the rubbish below would only meet the page that says 404."""
    said = {name: known[0] for name, known in KNOWN.items()}
    for name, page in PAGES.items():
        made = [address(page, {**said, "key": key}) for key in KNOWN["key"]]
        assert any(page.pattern.match(each.removeprefix("/en/")) for each in made), name


def judged(response: Any, where: str) -> None:
    assert response.status_code in FITTING, where
    if "text/html" not in response.get("Content-Type", "") or response.status_code == 302:
        return
    page = parse(response)
    assert page.select_one("main h1").get_text(strip=True), where
    assert not page.select("main script"), where
    if response.status_code in (400, 404):
        assert page.select_one("main .lede").get_text(strip=True), where


@pytest.mark.slow
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(visits())
def test_no_address_of_any_page_fails(westmark: None, where: str) -> None:
    cache.clear()
    judged(Client(headers={"host": "localhost"}).get(where), where)
