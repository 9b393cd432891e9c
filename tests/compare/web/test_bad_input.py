"""Whatever stands in an address or a form: a page of ours that helps, never a failure."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.markets.loader import answering, load
from tests.compare.web.html import parse

pytestmark = pytest.mark.django_db
PATHS = ("ask", "answer", "letter", "calendar")
FITTING = (200, 302, 303, 400, 404, 422)


def names_of(key: str) -> list[str]:
    """The dotted names that a form or an address of a market may carry, and some that it may not."""
    market = load(key)
    place = {"household": "household", "person": "persons.0", "wanted": "wanted"}
    factors = [f"{place[f.of]}.{f.key}" for f in market.market.factor]
    derived = [f"persons.0.{f.derived_from}" for f in market.market.factor if f.derived_from]
    terms = [
        f"{at}.terms.{t.key}"
        for at in ("present", "quotes.0", "before")
        for t in market.terms.term[:3]
    ]
    contract = [
        f"present.contract.{x}"
        for x in (
            "start",
            "end",
            "claim_in_term",
            "refund_method",
            "refund_share",
            "notice_days",
            "bonus_years",
            "odd",
        )
    ]
    papers = [
        f"{at}.{x}"
        for at in ("present", "persons.1.present", "quotes.0", "quotes.1", "before", "after")
        for x in ("provider", "plan", "name", "price", "per", "date")
    ]
    kept = [
        "kept.household.canton",
        "kept.persons.0.age_class",
        "household.postcode",
        "household.municipality",
    ]
    other = [
        "today",
        "start",
        "known_at",
        "currency",
        "format",
        "in",
        "add",
        "take",
        "link",
        "market",
        "shown.person",
        "shown.offer",
        "persons",
        "persons.0",
        "wanted",
        "present",
        "quotes",
        "preferences",
        "a.b.c.d.e.f",
        "",
        "preferences.focus",
        "preferences.threshold",
        "preferences.hours",
        "preferences.value_of_hour",
        "preferences.must_not_get_worse",
        "preferences.guards.arrears",
    ]
    return [*factors, *derived, *terms, *contract, *papers, *kept, *other]  # fmt: skip


RUBBISH = st.one_of(
    st.sampled_from([
        "", " ", "0", "-1", "1", "1e999", "NaN", "Infinity", "9" * 60, "1,234", "401,20", "true", "null",
        "2020-11-10", "2026-02-30", "0001-01-01", "9999-12-31", "1981", "31415", "3000", "adult", "BE",
        "year", "once", "typed", "\x00", "\u202e", "<script>alert(1)</script>", "../../etc/passwd",
        "person", "offer", "person-1", "offer-0", "person-99", "json", "csv", "xml", "fr", "xx", "GBP",
        "claims", "covered", "none", "no limit", "bag-8", "bag-999999", "BASE", "naic-1", "١٢٣",
    ]),
    st.text(max_size=60),
)  # fmt: skip


WHOLE: dict[str, dict[str, str]] = {
    "xx-household": {
        "today": "2026-07-20", "household.size": "medium", "household.region": "coast",
        "wanted.excess": "150", "present.price": "30",
        "present.contract.start": "2025-10-01", "present.contract.end": "2027-10-01",
    },
    "ch-health": {
        "today": "2020-11-10", "household.canton": "BE", "household.region": "1",
        "persons.0.age_class": "adult", "present.price": "400",
    },
    "us-ny-auto": {
        "present.price": "1400", "quotes.0.name": "Offer 1", "quotes.0.price": "1200",
        "present.contract.start": "2026-06-01", "present.contract.end": "2027-06-01",
        "before.price": "1300", "after.price": "1400",
    },
    "home": {"currency": "GBP", "before.price": "500", "after.price": "520", "present.price": "520"},
}  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A market with some names and whatever was typed at them: spoilt questions, and plain rubbish."""
    key = draw(st.sampled_from([*MARKETS, *WHOLE]))
    name = st.one_of(st.sampled_from(NAMES[key]), st.text(max_size=20))
    spoilt = draw(st.lists(st.tuples(name, RUBBISH), max_size=4))
    whole = WHOLE.get(key, {}) if draw(st.booleans()) else {}
    return key, list({**whole, **dict(spoilt)}.items()) + spoilt[:1]


MARKETS = answering()
NAMES = {key: names_of(key) for key in MARKETS}
often = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def judged(response: Any, typed: list[tuple[str, str]]) -> None:
    """A fitting status, a heading, and nothing of what was typed as markup."""
    assert response.status_code in FITTING
    if "text/html" not in response.get("Content-Type", "") or response.status_code in (302, 303):
        return
    page = parse(response)
    assert page.select_one("main h1").get_text(strip=True)
    assert not page.select("main script")
    if response.status_code in (400, 404):
        assert page.select_one("main .lede").get_text(strip=True)


@pytest.mark.slow
@often
@given(requests())
def test_no_address_makes_a_page_fail(
    westmark: None, asked: tuple[str, list[tuple[str, str]]]
) -> None:
    cache.clear()
    client = Client(headers={"host": "localhost"})
    key, typed = asked
    query = urlencode(typed, errors="replace")
    for path in PATHS:
        judged(client.get(f"/en/m/{key}/{path}?{query}"), typed)
    judged(client.get(f"/en/check?{query}&market={key}"), typed)


@often
@given(requests())
def test_no_form_makes_a_page_fail_and_the_address_that_follows_works(
    westmark: None,
    asked: tuple[str, list[tuple[str, str]]],
) -> None:
    cache.clear()
    client = Client(headers={"host": "localhost"})
    key, pairs = asked
    typed: dict[str, list[str]] = {}
    for name, value in pairs:
        typed.setdefault(name, []).append(value)
    for path, more in ((f"/en/m/{key}/ask", {}), ("/en/check", {"market": [key]})):
        response = client.post(path, {**typed, **more})
        judged(response, pairs)
        if response.status_code == 303:
            judged(client.get(response["Location"]), pairs)


@pytest.mark.parametrize("name", ["../../etc/passwd", "nobody", "a b"])
def test_no_provider_is_linked_of_whom_nothing_is_known(
    client: Client, westmark: None, name: str
) -> None:
    asked = {"present.price": "100", "present.provider": name, "quotes.0.name": "Offer 1"}
    response = client.get("/en/m/us-ny-auto/answer", {**asked, "quotes.0.price": "90"})
    assert response.status_code == 200
    assert not parse(response).select('a[href*="/providers/"]')


def test_an_impossible_address_leads_back_to_the_questions(client: Client, westmark: None) -> None:
    response = client.get("/en/m/xx-household/answer?household.size=palace")
    assert response.status_code == 400
    assert parse(response).select_one('main a[href="/en/m/xx-household/ask"]')


def test_a_provider_that_is_no_more_is_told_with_what_would_work(
    client: Client, westmark: None
) -> None:
    asked = "household.size=medium&household.region=coast&today=2026-07-20"
    response = client.get(f"/en/m/xx-household/answer?{asked}&present.provider=wm-gone")
    assert response.status_code == 400
    said = parse(response).select_one("main .lede").get_text()
    assert "present.provider" in said
    assert "wm-106" in said


def test_a_plan_that_is_no_longer_sold_is_asked_for_its_price(
    client: Client, westmark: None
) -> None:
    typed = {
        "today": "2026-07-20",
        "household.size": "medium",
        "household.region": "coast",
        "present.provider": "wm-106",
        "present.plan": "no-such-plan",
    }
    response = client.post("/en/m/xx-household/ask", typed)
    assert response.status_code == 422
    assert parse(response).select(".problems li")


def test_data_that_are_too_old_give_an_answer_that_says_so(client: Client, westmark: None) -> None:
    asked = {
        **WHOLE["xx-household"],
        "today": "2029-01-01",
        "present.contract.start": "2028-10-01",
        "present.contract.end": "2029-10-01",
    }
    response = client.get(f"/en/m/xx-household/answer?{urlencode(asked)}")
    assert response.status_code == 200
    assert "We cannot tell" in parse(response).select_one("h1").get_text()
