"""Where prices are personal, what is to be done never waits for something that we would collect."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.compare.web.html import parse

pytestmark = pytest.mark.django_db
COVER = "injury_per_person=25000&injury_per_accident=50000&property_damage=10000"
QUERY = (
    "present.price=1400&quotes.0.name=Offer+1&quotes.0.price=1395"
    "&present.contract.start=2026-06-01&present.contract.end=2027-06-01&today=2026-11-22&"
    + "&".join(f"{at}.terms.{each}" for at in ("present", "quotes.0") for each in COVER.split("&"))
)


def test_who_holds_no_better_quote_is_told_to_come_with_another(client: Client) -> None:
    page = parse(client.get(f"/en/m/us-ny-auto/answer?{QUERY}"))
    assert page.select_one(".verdict h1").get_text().startswith("Of the offers that you hold")
    steps = [step.get_text(" ", strip=True) for step in page.select(".steps > li")]
    assert steps == ["Nothing yet. Ask again with another quote, if you want to know more."]
