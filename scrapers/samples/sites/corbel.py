"""Corbel & Finch: a shop system that says everything in JSON-LD, and hardly anything in its HTML."""

from __future__ import annotations

import json
from typing import Any

from scrapers.samples.history import Insurer, Sheet

NAMES = {
    "compulsory_excess": "Fixed excess",
    "contents_limit": "Contents",
    "water_damage_limit": "Burst pipes",
    "bicycle_theft": "Bicycles",
    "flood": "Flood water",
    "glass": "Panes",
    "liability": "Third-party claims",
    "waiting_period": "First covered after",
    "claims_phone_hours": "Telephone hours",
    "notice_months": "Notice",
    "counter": "Counter in your town",
}
UNITS = {"waiting_period": "DAY", "claims_phone_hours": "HUR", "notice_months": "MON"}


def pages(corbel: Insurer) -> dict[str, bytes]:
    """One product page."""
    plan = corbel.plans[0]
    look = "cf-9d1" if corbel.edition >= "2024-07" else "cf-a07"
    data = json.dumps(_product(corbel, plan), indent=1, ensure_ascii=False)
    page = f"""<!DOCTYPE html>
<html lang="en-GB" class="{look}-root">
<head>
<meta charset="utf-8">
<title>{plan.name} by Corbel &amp; Finch</title>
<script type="application/ld+json">
{data}
</script>
</head>
<body class="{look}-body">
<div class="{look}-hero"><h1 class="{look}-t1">{plan.name}</h1>
<p class="{look}-lead">Insurance with good manners. (The manners are real; the insurer is invented,
like the country it is in.)</p>
<p class="{look}-from">from XTS {min(plan.premiums.values())} a month</p></div>
</body>
</html>
"""
    return {"/shop/hearth": page.encode()}


def _product(corbel: Insurer, plan: Sheet) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "sku": plan.own,
        "name": plan.name,
        "disambiguatingDescription": "An invented product of an invented insurer.",
        "brand": {"@type": "Brand", "name": corbel.name},
        "additionalProperty": [
            _property(key, name, plan.terms[key]) for key, name in NAMES.items()
        ],
        "offers": [
            {
                "@type": "Offer",
                "eligibleRegion": region.capitalize(),
                "itemOffered": {"@type": "Accommodation", "size": size.upper()},
                "priceSpecification": {
                    "@type": "UnitPriceSpecification",
                    "price": str(money),
                    "priceCurrency": "XTS",
                    "unitCode": "MON",
                },
                "additionalProperty": {"name": "Voluntary excess", "value": excess},
            }
            for (size, region, excess), money in plan.premiums.items()
        ],
    }


def _property(key: str, name: str, value: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"@type": "PropertyValue", "name": name, "value": value}
    if key == "counter":
        entry["value"] = {"covered": "open", "excluded": "closed"}[value]
    elif key in ("flood", "glass"):
        entry["value"] = value.replace("covered", "insured").replace("restricted: ", "insured if ")
    else:
        entry["unitCode"] = UNITS.get(key, "XTS")
    return entry
