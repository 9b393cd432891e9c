"""Assurances Pontneuf: a French page of folding parts, premiums by the year."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

HOMES = {"small": "Petit logement", "medium": "Logement moyen", "large": "Grand logement"}
PLACES = {"coast": "littoral", "plain": "plaine", "hills": "collines"}
THIN, HARD = "\u202f", "\u00a0"


def pages(pontneuf: Insurer) -> dict[str, bytes]:
    """The one product's page."""
    plan = pontneuf.plans[0]
    folds = "".join(_fold(plan, size) for size in plan.sizes)
    page = f"""<!DOCTYPE html>
<html lang="fr">
  <head><meta charset="utf-8"><title>Assurance habitation Confort</title></head>
  <body>
    <div role="note">Entreprise inventée (invented): rien de tout cela ne s’achète.</div>
    <h1>Confort</h1>
    <h2>Votre prime annuelle</h2>
    {folds}
    <h2>Vos garanties</h2>
    {_guarantees(plan)}
  </body>
</html>
"""
    return {"/habitation/confort": page.encode()}


def _fold(plan: Sheet, size: str) -> str:
    items = "".join(
        f'<li><span class="zone">{PLACES[region]}</span>, franchise choisie de {excess}{HARD}XTS : '
        f'<span class="prime">{str(plan.premiums[size, region, excess]).replace(".", ",")}{HARD}XTS'
        "</span></li>"
        for region in plan.regions
        for excess in plan.excesses
    )
    return f"<details><summary>{HOMES[size]}</summary><ul>{items}</ul></details>"


def _guarantees(plan: Sheet) -> str:
    terms = plan.terms
    cover = {"covered": "comprise", "excluded": "non comprise"}
    return f"""<div class="garanties">
      <p><strong>Mobilier :</strong> {_money(terms["contents_limit"])}</p>
      <p><strong>Dégâts des eaux :</strong> {_money(terms["water_damage_limit"])}</p>
      <p><strong>Vol de vélo :</strong> {_money(terms["bicycle_theft"])}</p>
      <p><strong>Inondation :</strong> {cover[terms["flood"]]}</p>
      <p><strong>Bris de glace :</strong> {cover[terms["glass"]]}</p>
      <p><strong>Responsabilité civile :</strong> {_money(terms["liability"])}</p>
      <p><strong>Franchise de base :</strong> {_money(terms["compulsory_excess"])}</p>
      <p><strong>Délai de carence :</strong> {terms["waiting_period"]} jour</p>
      <p><strong>Sinistres par téléphone :</strong> {terms["claims_phone_hours"]} heures par semaine</p>
      <p><strong>Préavis :</strong> {terms["notice_months"]} mois</p>
      <p><strong>Frais de dossier :</strong> {_money(terms["admin_fee"])}</p>
      <p><strong>Hausse au renouvellement :</strong> {terms["renewal_rise"]}{HARD}%</p>
    </div>"""


def _money(value: str) -> str:
    return f"{int(value):,}".replace(",", THIN) + f"{HARD}XTS"
