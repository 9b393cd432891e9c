"""All sites of one edition: host, path and bytes."""

from __future__ import annotations

from collections.abc import Mapping

from scrapers.samples import shelves
from scrapers.samples.history import insurer, insurers, truth
from scrapers.samples.sites import (
    alder,
    brightwater,
    corbel,
    dunmore,
    fernhill,
    glim,
    harrow,
    ironbridge,
    kestrel,
    ostwerk,
    pontneuf,
    quill,
    regulator,
    sorrel,
)

SITES = {
    "alder": alder.pages,
    "brightwater": brightwater.pages,
    "corbel": corbel.pages,
    "dunmore": dunmore.pages,
    "fernhill": fernhill.pages,
    "glim": glim.pages,
    "harrow": harrow.pages,
    "ironbridge": ironbridge.pages,
    "kestrel": kestrel.pages,
    "ostwerk": ostwerk.pages,
    "pontneuf": pontneuf.pages,
    "quill": quill.pages,
}
ROBOTS = b"User-agent: *\nAllow: /\n"


def sites(edition: str) -> Mapping[str, Mapping[str, bytes]]:
    """Every site's files by host and path, robots.txt among them, as they are in an edition.

    Raises:
        KeyError: there is no such edition.
    """
    found = {insurer(key, edition).host: SITES[key](insurer(key, edition)) for key in insurers()}
    found[truth()["regulator"]["host"]] = regulator.pages(edition)
    shop = shelves.shop(edition)
    found[shop.host] = sorrel.pages(shop)
    return {host: {"/robots.txt": ROBOTS, **pages} for host, pages in found.items()}
