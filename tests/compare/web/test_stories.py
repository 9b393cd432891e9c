"""Premium against cover: each provider of the invented market beside all, with its evidence."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from statistics import median_low
from typing import Any

import pytest
from django.test import Client

from compare.store.models import Source
from compare.track.price_level import Standing
from compare.usecases.changes import premium_against_cover as stories
from compare.usecases.changes.provider_history import provider_history
from scrapers.samples import history

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("editions"),
    pytest.mark.xdist_group("stories"),
]
MARKET = "xx-household"
PAGE = "/en/stories/premium-against-cover"
DAYS = list(history.editions().values())
FIRST, *_, LAST = history.editions()


def planted(key: str) -> Decimal | None:
    """What the same offers of an insurer rose by, read from the plan of the invented market."""
    ends = FIRST, LAST
    if any(history.page_state(key, edition) != "fine" for edition in ends):
        return None
    old, new = (history.insurer(key, edition) for edition in ends)
    pairs = [
        (before.premiums[cell], after.premiums[cell])
        for before in old.plans
        for after in new.plans
        if before.own == after.own
        for cell in before.premiums
        if cell in after.premiums
    ]
    return Decimal(sum(after for _, after in pairs)) / Decimal(sum(old for old, _ in pairs)) - 1


def test_each_premium_rises_by_what_was_planted_over_the_same_offers() -> None:
    found = stories.story(MARKET)
    assert (found.since, found.until) == (DAYS[0], DAYS[-1])
    told = {line.provider: line.premium.change for line in found.compared if line.premium}
    wanted = {
        f"wm-{history.insurer(key, FIRST).number}": planted(key) for key in history.insurers()
    }
    checked = {key: rise for key, rise in wanted.items() if rise is not None and key in told}
    assert len(checked) >= 4
    assert {key: round(told[key], 6) for key in checked} == {
        key: round(rise, 6) for key, rise in checked.items()
    }
    assert found.mean == sum(told.values()) / len(told)
    assert found.weighted_mean is None


def test_every_worsening_of_cover_stands_beside_its_provider_with_both_pages() -> None:
    found = stories.story(MARKET)
    alder = next(line for line in found.lines if line.worse)
    change = alder.worse[0]
    assert change["direction"] == "worse"
    assert {"before", "after"} == set(change["evidence"])
    assert not any(c["kind"].startswith("price_") for line in found.lines for c in line.worse)


def test_less_cover_makes_the_same_cover_dearer_than_the_premium_says() -> None:
    found = stories.story(MARKET)
    shrunk = [line for line in found.compared if line.same_cover and line.worse and not line.better]
    assert shrunk
    for line in shrunk:
        assert line.premium
        assert line.same_cover
        if line.same_cover.benefit_change < 0:
            assert line.same_cover.unit_price_change > line.premium.change
    assert any(line.same_cover.benefit_change < 0 for line in shrunk if line.same_cover)


def test_what_the_headline_leaves_out_is_what_the_provider_states() -> None:
    """The rise at the first renewal, and the fee on top over the middle price of the plan."""
    told = {line.provider: line.gap for line in stories.story(MARKET).lines if line.gap}
    assert told
    for key in history.insurers():
        if history.page_state(key, LAST) != "fine":
            continue
        insurer = history.insurer(key, LAST)
        rises = [
            Decimal(p.terms["renewal_rise"]) / 100
            for p in insurer.plans
            if _number(p, "renewal_rise")
        ]
        fees = [
            Decimal(p.terms["admin_fee"]) / median_low(p.premiums.values())
            for p in insurer.plans
            if _number(p, "admin_fee")
        ]
        gap = told.get(f"wm-{insurer.number}")
        if rises:
            assert gap
            assert gap.walk == (min(rises), max(rises))
        if fees and insurer.per == "year":
            assert gap
            assert gap.drip
            assert [round(s, 6) for s in gap.drip] == [round(s, 6) for s in (min(fees), max(fees))]
    assert any(gap.walk for gap in told.values())
    assert any(gap.drip for gap in told.values())


def _number(plan: history.Sheet, key: str) -> bool:
    return plan.terms.get(key, "").replace(".", "", 1).isdigit()


def test_another_threshold_is_one_step_away_and_moves_providers(client: Client) -> None:
    narrow, wide = (stories.story(MARKET, threshold=Decimal(t)) for t in ("0.005", "1"))
    assert {line.standing for line in wide.compared} == {Standing.AS_GENERAL}
    assert {line.standing for line in narrow.compared} > {Standing.MORE}
    page = client.get(PAGE, {"market": MARKET}).content.decode()
    assert re.search(r'href="\?market=xx-household&amp;threshold=0\.05"', page)


def test_the_page_and_its_twins_say_the_same(client: Client) -> None:
    page = client.get(PAGE, {"market": MARKET})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Nothing here is real." in text
    found: dict[str, Any] = client.get(PAGE, {"market": MARKET, "format": "json"}).json()
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(PAGE, {"market": MARKET, "format": "csv"}).content.decode())
        )
    )
    assert [each["provider"] for each in found["providers"]] == [row["provider"] for row in rows]
    assert len(rows) == len(stories.story(MARKET).lines)
    for each in found["providers"]:
        assert each["name"] in text or "&" in each["name"]


@pytest.mark.parametrize(
    "query", [{"threshold": "2"}, {"threshold": "x"}, {"since": "soon"}, {"format": "xml"}]
)
def test_what_no_story_can_be_told_of_is_explained(client: Client, query: dict[str, str]) -> None:
    assert client.get(PAGE, {"market": MARKET, **query}).status_code == 400


def test_without_a_market_one_can_be_chosen_and_an_unknown_one_is_not_there(
    client: Client,
) -> None:
    assert "xx-household" in client.get(PAGE).content.decode()
    assert client.get(PAGE, {"market": "nothing"}).status_code == 404
    day = {"market": MARKET, "until": DAYS[0].isoformat()}
    assert "Prices of two days are needed" in client.get(PAGE, day).content.decode()


def test_a_provider_is_set_beside_all_others_over_the_same_dates() -> None:
    from compare.usecases.changes.told import FINDERS

    changes = [
        each.change
        for source in Source.objects.filter(market=MARKET)
        for finder in FINDERS.values()
        for each in finder(source, None, None).found
    ]
    worst = next(c.provider for c in changes if c.direction == "worse")
    found = provider_history(MARKET, worst, changes, since=DAYS[0], until=DAYS[-1])
    assert found.own
    assert found.others
    assert found.own.events == sum(
        c.provider == worst
        and c.direction == "worse"
        and bool(c.subject)
        and DAYS[0] <= c.no_later_than < DAYS[-1]
        for c in changes
    )
    assert found.ratio
    assert found.ratio.low < found.ratio.estimate < found.ratio.high
    assert 0 < found.own.years <= 3 * 5
    assert found.prices
    for move in found.prices:
        assert move.others
        assert move.standing
    with pytest.raises(ValueError, match="end after"):
        provider_history(MARKET, worst, changes, since=DAYS[1], until=DAYS[0])
