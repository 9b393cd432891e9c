"""Kestrel Cover: one wide matrix turned on its side, with footnotes for every second value."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet, page_state

COLUMNS = {"small": "S", "medium": "M", "large": "L"}


def pages(kestrel: Insurer) -> dict[str, bytes]:
    """The tariff page, or the redesign that shows prices only behind a form."""
    if page_state(kestrel.key, kestrel.edition) == "broken":
        return {"/tariff/k200/": _redesign().encode()}
    return {"/tariff/k200/": _tariff(kestrel.plans[0]).encode()}


def _tariff(plan: Sheet) -> str:
    heads = "".join(
        f'<td class="c" colspan="{len(plan.excesses)}">{COLUMNS[size]}</td>' for size in plan.sizes
    )
    subs = "".join(f"<td>{excess}</td>" for _ in plan.sizes for excess in plan.excesses)
    body = "".join(
        f"<tr><td>{region.upper()}</td>"
        + "".join(
            f"<td>{plan.premiums[size, region, excess]}</td>"
            for size in plan.sizes
            for excess in plan.excesses
        )
        + "</tr>"
        for region in plan.regions
    )
    terms = plan.terms
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>K200</title></head><body>
<h1>Kestrel 200 <i>(invented, as is Kestrel)</i></h1>
<table id="matrix"><caption>XTS per month, by home, voluntary excess and region</caption>
<tr><td></td>{heads}</tr><tr><td></td>{subs}</tr>{body}</table>
<p class="kv">Contents<span>{terms["contents_limit"]}</span></p>
<p class="kv">Water<span>{terms["water_damage_limit"]}</span></p>
<p class="kv">Bike<span>{terms["bicycle_theft"]}</span></p>
<p class="kv">Liability<span>see note <a href="#a">a</a></span></p>
<p class="kv">Flood<span>see note <a href="#b">b</a></span></p>
<p class="kv">Glass<span>{_word(terms["glass"])}</span></p>
<p class="kv">Compulsory excess<span>see note <a href="#c">c</a></span></p>
<p class="kv">Phone hours / week<span>{terms["claims_phone_hours"]}</span></p>
<p class="kv">Waiting days<span>{terms["waiting_period"]}</span></p>
<p class="kv">Notice, months<span>{terms["notice_months"]}</span></p>
<p class="kv">Fees<span>{terms["admin_fee"]}</span></p>
<p class="kv">Renewal rise, %<span>{terms["renewal_rise"]}</span></p>
<aside id="a">a) Liability is {_word(terms["liability"])}.</aside>
<aside id="b">b) Flood: {_word(terms["flood"])}.</aside>
<aside id="c">c) You always pay the first {terms["compulsory_excess"]} yourself.</aside>
</body></html>
"""


def _word(value: str) -> str:
    if value.startswith("restricted: "):
        return f"insured where {value.removeprefix('restricted: ')}"
    return {"covered": "insured", "excluded": "not insured", "unlimited": "without limit"}[value]


def _redesign() -> str:
    return """<!DOCTYPE html><html><head><meta charset="utf-8"><title>The new Kestrel</title></head>
<body><section class="hero"><h1>Hello, new Kestrel!</h1><p>Still invented, now with a quote form.
Tell us about your home, and we will tell you a price. It takes four minutes and your date of
birth.</p><form action="/quote"><label>Date of birth <input name="dob"></label>
<button>Start</button></form></section>
<section><h2>Why Kestrel</h2><p>Because birds of prey have excellent eyesight.</p></section>
</body></html>
"""
