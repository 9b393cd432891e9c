"""Sorrel & Daughters: a grocer's shelf as a list of cards, dressed anew again and again."""

from __future__ import annotations

from html import escape

from scrapers.samples.shelves import Pack, Shop, page_state


def pages(sorrel: Shop) -> dict[str, bytes]:
    """The one page with everything on the shelf."""
    return {"/shelf": _frame(sorrel, _shelf(sorrel)).encode()}


def _shelf(sorrel: Shop) -> str:
    if page_state(sorrel.edition) == "broken":
        return '<div data-app="shelf"></div>'
    packs = list(sorrel.packs)
    if sorrel.edition == "2025-01":
        packs.reverse()
    if sorrel.edition >= "2026-01":
        packs.sort(key=lambda pack: pack.name)
    cards = "\n".join(_card(pack, sorrel.edition) for pack in packs)
    if sorrel.edition >= "2024-07":
        return f'<div class="aisle"><ul class="facings">\n{cards}\n</ul></div>'
    return f'<ul class="goods">\n{cards}\n</ul>'


def _card(pack: Pack, edition: str) -> str:
    outer, inner = ("facing", "ticket") if edition >= "2024-07" else ("good", "tag")
    said = f"{pack.size} for XTS {pack.price}"
    if edition >= "2025-01":
        said = said.replace(" ", "&nbsp;", 1)
    special = f"<em>this week XTS {pack.special}</em>" if pack.special else ""
    return (
        f'<li class="{outer}" data-sku="{pack.key}"><h3>{pack.name}</h3>'
        f'<p class="{inner}">{said}</p>{special}</li>'
    )


def _frame(sorrel: Shop, shelf: str) -> str:
    name = escape(sorrel.name)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name}: the shelf</title></head>
<body><header><h1>{name}</h1><p>An invented grocer: nothing here can be bought.</p></header>
<main>
{shelf}
</main>
<footer>Packed prices include tax. Open on days that end in y.</footer></body></html>
"""
