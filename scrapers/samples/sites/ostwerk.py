"""Ostwerk Versicherung: a German page in an old coding, commas for decimals, dots for thousands."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

HOMES = {"small": "bis 60 qm", "medium": "bis 120 qm", "large": "über 120 qm"}
PLACES = {"coast": "Küste", "plain": "Ebene", "hills": "Hügelland"}


def pages(ostwerk: Insurer) -> dict[str, bytes]:
    """One tariff sheet."""
    page = _page(ostwerk.plans[0])
    if ostwerk.edition >= "2026-07":
        for word in ("Leitungswasser", "Fahrraddiebstahl", "Selbstbeteiligung"):
            page = page.replace(word, f"{word[:5]}&shy;{word[5:]}")
        page = page.replace(" XTS", "&nbsp;XTS")
    return {"/tarife/hausrat.html": page.encode("windows-1252")}


def _page(plan: Sheet) -> str:
    blocks = "\n".join(_block(plan, excess) for excess in plan.excesses)
    terms = plan.terms
    return f"""<!DOCTYPE html>
<html lang="de"><head><meta charset="windows-1252"><title>Hausratversicherung</title></head>
<body>
<p id="hinweis">Erfundenes Unternehmen (invented) zur Vorführung eines Vergleichs.</p>
<h1>Ostwerk {plan.name}</h1>
{blocks}
<table class="leistungen"><tbody>
<tr><th scope="row">Versicherungssumme</th><td>{_money(terms["contents_limit"])} XTS</td></tr>
<tr><th scope="row">Leitungswasser bis</th><td>{_money(terms["water_damage_limit"])} XTS</td></tr>
<tr><th scope="row">Fahrraddiebstahl bis</th><td>{_money(terms["bicycle_theft"])} XTS</td></tr>
<tr><th scope="row">Überschwemmung</th><td>{_status(terms["flood"])}</td></tr>
<tr><th scope="row">Glasbruch</th><td>{_status(terms["glass"])}</td></tr>
<tr><th scope="row">Haftpflicht bis</th><td>{_money(terms["liability"])} XTS</td></tr>
<tr><th scope="row">Feste Selbstbeteiligung</th><td>{_money(terms["compulsory_excess"])} XTS</td></tr>
<tr><th scope="row">Wartezeit</th><td>{_none_or(terms["waiting_period"], "Tage")}</td></tr>
<tr><th scope="row">Schadentelefon je Woche</th><td>{terms["claims_phone_hours"]} Stunden</td></tr>
<tr><th scope="row">Kündigungsfrist</th><td>{terms["notice_months"]} Monat</td></tr>
<tr><th scope="row">Gebühren im Jahr</th><td>{_none_or(terms["admin_fee"], "XTS")}</td></tr>
<tr><th scope="row">Aufschlag ab dem zweiten Jahr</th><td>{_none_or(terms["renewal_rise"], "%")}</td></tr>
</tbody></table>
</body></html>
"""


def _block(plan: Sheet, excess: str) -> str:
    rows = "".join(
        f"<tr><td>{HOMES[size]}</td><td>{PLACES[region]}</td>"
        f"<td>{str(plan.premiums[size, region, excess]).replace('.', ',')} XTS</td></tr>"
        for size in plan.sizes
        for region in plan.regions
    )
    return (
        f"<h2>Gewählte Selbstbeteiligung {excess} XTS</h2>"
        f'<table class="beitrag"><thead><tr><th>Wohnung</th><th>Gebiet</th><th>Monatsbeitrag</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _money(value: str) -> str:
    return f"{int(value):,}".replace(",", ".")


def _none_or(value: str, unit: str) -> str:
    return "keine" if value == "0" else f"{value} {unit}"


def _status(value: str) -> str:
    return {"covered": "mitversichert", "excluded": "nicht versichert"}[value]
