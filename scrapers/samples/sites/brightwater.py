"""Brightwater Home: two pages of definition lists, prices apart from cover."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

HOMES = {"small": "Flat", "medium": "Family home", "large": "Large home"}
PLACES = {"coast": "Zone C", "plain": "Zone P", "hills": "Zone H"}


def pages(brightwater: Insurer) -> dict[str, bytes]:
    """Prices and cover, each with every plan."""
    new = brightwater.edition >= "2026-01"
    prices = "".join(_prices(plan) for plan in brightwater.plans)
    cover = "".join(_cover(plan) for plan in brightwater.plans)
    return {
        "/home/prices": _page("What it costs", prices, new).encode(),
        "/home/cover": _page("What you get", cover, new).encode(),
    }


def _page(title: str, inside: str, new: bool) -> str:
    if new:
        inside = f'<div class="bw-canvas"><h1>{title}, plainly</h1>{inside}</div>'
    else:
        inside = f"<h1>{title}</h1>{inside}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Brightwater</title>'
        "<style>dl{display:grid;grid-template-columns:auto auto}</style></head><body>"
        '<header><a href="/">Brightwater</a><p>An invented insurer: nobody can buy this.</p></header>'
        f"<main>{inside}</main><footer>Brightwater Home, part of Brightwater Group. Register 102."
        "</footer></body></html>"
    )


def _prices(plan: Sheet) -> str:
    parts = [f'<section data-plan="{plan.own}"><h2>{plan.name}</h2>']
    for excess in plan.excesses:
        parts.append(f"<h3>You choose to pay the first XTS {excess}</h3><dl>")
        for size in plan.sizes:
            parts.append(f"<dt>{HOMES[size]}</dt>")
            for region in plan.regions:
                money = plan.premiums[size, region, excess]
                parts.append(f"<dd><b>{PLACES[region]}</b> XTS {money} a month</dd>")
        parts.append("</dl>")
    return "".join(parts) + "</section>"


def _cover(plan: Sheet) -> str:
    terms = plan.terms
    pairs = [
        ("Your contents up to", _money(terms["contents_limit"])),
        ("Water damage up to", _money(terms["water_damage_limit"])),
        ("Bike theft up to", _money(terms["bicycle_theft"])),
        ("Flooding", _status(terms["flood"])),
        ("Broken glass", _status(terms["glass"])),
        ("Damage you do to others up to", _money(terms["liability"])),
        ("Always yours to pay", _money(terms["compulsory_excess"])),
        ("Cover starts after", f"{terms['waiting_period']} days"),
        ("Phone claims per week", f"{terms['claims_phone_hours']} hours"),
        ("Leave with notice of", f"{terms['notice_months']} month"),
        ("Yearly fee on top", _money(terms["admin_fee"])),
        ("After the first year", f"+{terms['renewal_rise']} %"),
    ]
    inside = "".join(f"<dt>{term}</dt><dd>{words}</dd>" for term, words in pairs)
    return f'<section data-plan="{plan.own}"><h2>{plan.name}</h2><dl>{inside}</dl></section>'


def _money(value: str) -> str:
    if value == "not_offered":
        return "not available with this plan"
    return f"XTS {int(value):,}" if value != "0" else "nothing"


def _status(value: str) -> str:
    if value.startswith("restricted: "):
        return f"only if: {value.removeprefix('restricted: ')}"
    return {"covered": "included", "excluded": "not included"}[value]
