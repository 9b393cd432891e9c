"""Harrow Assurance: a printed leaflet put on the web as preformatted text; later, a cookie wall."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet, page_state

COLUMNS = ("coast", "plain", "hills")


def pages(harrow: Insurer) -> dict[str, bytes]:
    """The leaflet, or the wall before it."""
    if page_state(harrow.key, harrow.edition) == "wall":
        return {"/leaflet": _wall().encode()}
    return {"/leaflet": _leaflet(harrow.plans[0]).encode()}


def _leaflet(plan: Sheet) -> str:
    lines = ["DWELLING        COAST    PLAIN    HILLS"]
    for size in plan.sizes:
        money = "".join(f"{plan.premiums[size, region, '150']:>9}" for region in COLUMNS)
        lines.append(f"{size:<12}{money}")
    terms = plan.terms
    facts = [
        ("compulsory excess", f"XTS {terms['compulsory_excess']}"),
        ("contents", f"XTS {terms['contents_limit']}"),
        ("water", f"XTS {terms['water_damage_limit']}"),
        ("cycles", f"XTS {terms['bicycle_theft']}"),
        ("flood", {"covered": "yes"}[terms["flood"]]),
        ("glass", {"excluded": "no"}[terms["glass"]]),
        ("liability", f"XTS {terms['liability']}"),
        ("waiting period", f"{terms['waiting_period']} days"),
        ("claims desk", f"{terms['claims_phone_hours']} hours a week"),
        ("notice", f"{terms['notice_months']} months"),
        ("charges", f"XTS {terms['admin_fee']}"),
    ]
    lines += ["", *(f"{name:.<30}{words:.>24}" for name, words in facts)]
    text = "\n".join(lines)
    return f"""<html><head><title>Harrow leaflet</title></head><body><pre>
HARROW ASSURANCE                                  STANDARD
(an invented company)

Premium per month in XTS, excess of your choice: 150

{text}
</pre></body></html>
"""


def _wall() -> str:
    return """<!doctype html><html><head><meta charset="utf-8"><title>Before you continue</title></head>
<body><dialog open><h1>We value your privacy</h1><p>Invented Harrow and its 1,214 invented partners
store cookies on your device.</p><button>Accept all</button><button>Manage 1,214 choices</button>
</dialog></body></html>
"""
