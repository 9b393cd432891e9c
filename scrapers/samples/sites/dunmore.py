"""Dunmore Direct: no table and no list, everything is told in sentences."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

PLACES = {"coast": "on the coast", "plain": "on the plain", "hills": "in the hills"}
HOMES = {"small": "a small home", "medium": "an average home", "large": "a large home"}


def pages(dunmore: Insurer) -> dict[str, bytes]:
    """One long read."""
    plan = dunmore.plans[0]
    summer = dunmore.edition >= "2025-07"
    gap = "\n\n   " if summer else "\n"
    hello = "<p>Have a lovely summer!</p>" if summer else ""
    body = gap.join([hello, *_costs(plan), *_cover(plan), *_small_print(plan)])
    page = (
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Dunmore Direct: one plan, one page"
        "</title><article>\n<h1>Home insurance without the theatre</h1>\n"
        "<p><em>Dunmore Direct is an invented company; this page exists to be read by a program.</em>"
        f"{gap}{body}\n</article></html>\n"
    )
    return {"/": page.encode()}


def _costs(plan: Sheet) -> list[str]:
    sentences = []
    for size in plan.sizes:
        parts = [
            f"XTS {plan.premiums[size, region, '150']} {PLACES[region]}" for region in plan.regions
        ]
        sentences.append(f"<p>For {HOMES[size]} you pay {', '.join(parts)} each month.")
    return [*sentences, "<p>You choose an excess of XTS 150; there is no other."]


def _cover(plan: Sheet) -> list[str]:
    terms = plan.terms
    flood = {"covered": "Flood is covered.", "excluded": "Flood is not covered."}[terms["flood"]]
    glass = {"covered": "Glass is covered.", "excluded": "Glass is not covered."}[terms["glass"]]
    return [
        f"<h2>What we pay</h2><p>We replace what is in your home for up to {_money(terms['contents_limit'])}.",
        f"If water escapes, we pay up to {_money(terms['water_damage_limit'])}.",
        f"For a stolen bicycle we pay up to {_money(terms['bicycle_theft'])}. {flood} {glass}",
        f"If you harm others, we pay up to {_money(terms['liability'])}.",
    ]


def _small_print(plan: Sheet) -> list[str]:
    terms = plan.terms
    return [
        f"<h2>What we do not hide</h2><p>The first {_money(terms['compulsory_excess'])} of any claim are yours,",
        "on top of the excess you choose.",
        f"You can call about a claim {terms['claims_phone_hours']} hours a week.",
        "There is no waiting period and no fee.",
        f"To leave, tell us {terms['notice_months']} month before the year ends.",
        f"When you renew, the premium rises by {terms['renewal_rise']} per cent.",
    ]


def _money(value: str) -> str:
    return f"XTS {int(value):,}"
