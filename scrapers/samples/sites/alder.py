"""Alder Mutual: an old-fashioned page with tables, written by hand over many years."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

SIZES = {"small": "up to 60 m²", "medium": "61 to 120 m²", "large": "over 120 m²"}
REGIONS = {"coast": "Coast", "plain": "Plain", "hills": "Hills"}
LINES = (
    ("Compulsory excess per claim", "compulsory_excess"),
    ("Sum insured for contents", "contents_limit"),
    ("Escape of water, up to", "water_damage_limit"),
    ("Bicycles stolen away from home, up to", "bicycle_theft"),
    ("Flood", "flood"),
    ("Glass", "glass"),
    ("Personal liability, up to", "liability"),
    ("Waiting period", "waiting_period"),
    ("Claims line, each week", "claims_phone_hours"),
    ("Notice before the end of the year", "notice_months"),
    ("Administration charge", "admin_fee"),
    ("Rise at the first renewal", "renewal_rise"),
    ("Rise each 1 January, as agreed in the contract", "indexation"),
    ("Of which for the fire brigade, each year", "fire_levy"),
)


def pages(alder: Insurer) -> dict[str, bytes]:
    """The one page with both plans."""
    tidy = alder.edition >= "2025-01"
    plans = "\n<hr>\n".join(_plan(plan, tidy) for plan in alder.plans)
    return {"/home-insurance.htm": _frame(alder, plans).encode()}


def _frame(alder: Insurer, plans: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD><TITLE>{alder.name} - Home insurance</TITLE></HEAD>
<BODY BGCOLOR="#fffff4">
<TABLE WIDTH=760 ALIGN=CENTER><TR><TD>
<H1>{alder.name}</H1>
<P><B>This company is invented.</B> It serves the demonstration of a comparison and insures nobody.
<P>No. {alder.number} in the register of insurers of Westmark. Owned by its members.
{plans}
<P><FONT SIZE=2>All premiums include insurance tax.</FONT>
</TABLE>
</BODY></HTML>
"""


def _plan(plan: Sheet, tidy: bool) -> str:
    rows = [_row(plan, size, region) for size in plan.sizes for region in plan.regions]
    lines = [_line(words, plan.terms[key], key) for words, key in LINES]
    if tidy:
        rows.reverse()
        lines.sort()
    heads = "".join(f"<TH>own choice of excess XTS {excess}" for excess in plan.excesses)
    rate, cover = "\n".join(rows), "\n".join(lines)
    return f"""<DIV CLASS=product>
<H2><A NAME="{plan.own}">{plan.name}</A></H2>
<TABLE BORDER=1 CELLPADDING=4 CLASS=rates SUMMARY="Premium per month">
<TR><TH>Home<TH>Region{heads}
{rate}
</TABLE>
<TABLE BORDER=1 CELLPADDING=4 CLASS=cover SUMMARY="What is covered">
{cover}
</TABLE>
</DIV>"""


def _row(plan: Sheet, size: str, region: str) -> str:
    cells = "".join(
        f"<TD ALIGN=RIGHT>{plan.premiums[size, region, excess]:.2f}" for excess in plan.excesses
    )
    return f"<TR><TD>{SIZES[size]}<TD>{REGIONS[region]}{cells}"


def _line(words: str, value: str, key: str) -> str:
    return f"<TR><TD>{words}<TD>{_printed(value, key)}"


def _printed(value: str, key: str) -> str:
    if key == "flood" or key == "glass":
        return {"covered": "yes", "excluded": "no"}[value]
    if key == "waiting_period":
        return f"{value} days"
    if key == "notice_months":
        return f"{value} month"
    if key in ("renewal_rise", "indexation"):
        return f"{value} %"
    if key == "claims_phone_hours":
        return f"{value} hours"
    return f"XTS {int(value):,}"
