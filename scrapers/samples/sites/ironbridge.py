"""Ironbridge Cover: a page that no robot may read."""

from __future__ import annotations

from scrapers.samples.history import Insurer


def pages(ironbridge: Insurer) -> dict[str, bytes]:
    """What a person would see; its robots.txt refuses every robot."""
    plan = ironbridge.plans[0]
    rows = "".join(
        f"<li>{size}, {region}: <strong>{money}</strong></li>"
        for (size, region, _excess), money in plan.premiums.items()
    )
    page = (
        f"<!doctype html><title>{plan.name}</title><h1>{plan.name}</h1>"
        f"<p>For people only. This insurer is invented.</p><ol>{rows}</ol>"
    )
    return {"/cover/home": page.encode(), "/robots.txt": b"User-agent: *\nDisallow: /\n"}
