"""Fernhill: cards with split prices, every four weeks, and a fee in the footnote."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

ICONS = {
    "contents_limit": "sofa",
    "water_damage_limit": "tap",
    "bicycle_theft": "bike",
    "liability": "people",
    "compulsory_excess": "purse",
}


def pages(fernhill: Insurer) -> dict[str, bytes]:
    """One page of cards."""
    plan = fernhill.plans[0]
    cards = "\n".join(_card(plan, size) for size in plan.sizes)
    tiles = "\n".join(_tile(key, icon, plan.terms[key]) for key, icon in ICONS.items())
    owner = (
        ""
        if fernhill.group == "none"
        else f'<p class="imprint">Fernhill is a brand of <span class="owner">{fernhill.group}</span>.</p>'
    )
    terms = plan.terms
    page = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Fernhill {plan.name}</title>
<body>
<nav>Fernhill <small>an invented insurer in an invented country</small></nav>
<h1 id="{plan.own}">{plan.name}</h1>
<div class="cards">
{cards}
</div>
<div class="tiles">
{tiles}
</div>
<ul class="promises">
<li class="on" data-topic="flood">Flood</li>
<li class="on" data-topic="glass">Windows</li>
<li data-topic="phone">On the phone {terms["claims_phone_hours"]} hours every week</li>
<li data-topic="wait">Waiting time: {terms["waiting_period"]} days</li>
<li data-topic="leave">Leave at the end of each year, {terms["notice_months"]} month ahead</li>
</ul>
<footer><p class="footnote">* plus an account fee of XTS {terms["admin_fee"]} a year. Excess chosen: XTS 150.</p>
{owner}</footer>
</body>
</html>
"""
    return {"/nest.html": page.encode()}


def _card(plan: Sheet, size: str) -> str:
    rows = "".join(
        f'<p data-region="{region[0].upper()}">'
        f"{_split(str(plan.premiums[size, region, '150']))}<small>every 4 weeks*</small></p>"
        for region in plan.regions
    )
    stars = {"small": 1, "medium": 2, "large": 3}[size]
    return f'<article data-rooms="{stars}"><h2>{"🏠" * stars}</h2>{rows}</article>'


def _split(money: str) -> str:
    whole, cents = money.split(".")
    return f'<b class="whole">{whole}</b><sup class="cents">{cents}</sup>'


def _tile(key: str, icon: str, value: str) -> str:
    amount = f"{int(value) // 1000}k" if len(value) > 3 and value.endswith("000") else value
    return f'<figure data-icon="{icon}" data-of="{key.split("_")[0]}"><figcaption>{amount}</figcaption></figure>'
